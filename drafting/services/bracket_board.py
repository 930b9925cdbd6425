"""The bracket board, as data: every open bracket and option set of a draft, who holds it, since when, what was said.

Nothing here is private to a delegation: texts, entries of the record, and proposals that the Chair accepted or took.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from sqlalchemy.orm import Session

from drafting.domain import inline
from drafting.domain.attribution import attribution, words_from
from drafting.domain.bracket_rulings import OF_HOLDERS, Ruled, runs_on, settled
from drafting.domain.bracket_signs import CLOSERS
from drafting.domain.bracket_spans import BOUNDS, Spanning
from drafting.domain.options import Option, option_sets
from drafting.domain.suggestions import suggestion
from drafting.persistence.queries import brackets as queries
from drafting.persistence.queries import drafts, outline
from drafting.services.bracket_history import BracketHistory, history
from drafting.services.bracket_views import Board, BracketView, Fault, Holder, Item, OptionView, Said
from drafting.services.bracket_whole import Whole, whole
from drafting.services.draft_page import note_numbers
from drafting.services.outline import spoken_labels
from drafting.services.scope import DraftScope

# How many signs round a bracket are shown with it.
AROUND = 60


def board(session: Session, scope: DraftScope) -> Board:
    """The whole board, in a fixed number of queries."""
    read = whole(session, scope)
    reader = _Reader(scope, read, history(session, scope))
    rows = sorted([*reader.bracketed(), *reader.optional()], key=lambda row: row[0])
    lines = (outline.Line(it.id, it.kind, it.label, it.level, it.state, it.wording) for it in read.lines)
    labels = spoken_labels(lines, note_numbers(read.lines))
    return Board(
        scope=scope,
        items=tuple(item for _, item in rows),
        faults=tuple(reader.faults()),
        headings=tuple(reader.headings()),
        strays=tuple(item for _, item in reader.bracketed(strays=True)),
        labels=labels,
        settled={it.id: settled(read.rulings.get(it.id, ())) for it in read.lines},
        points=tuple((reader.told.causes[seq].at, count) for seq, count in reader.told.points),
    )


def party_names(scope: DraftScope) -> dict[str, str]:
    """Every name of a party, in any language -> its code."""
    return {
        name: it.code
        for it in scope.parties.values()
        for name in (it.name_en, it.name_ru, it.long_en, it.long_ru, it.long_ru_genitive)
        if name
    }


Place = tuple[int, int]


class _Reader:
    """Turns what was read into what the board shows."""

    def __init__(self, scope: DraftScope, read: Whole, told: BracketHistory) -> None:
        self.scope, self.read, self.told = scope, read, told
        self.lines, self.rulings = read.lines, read.rulings
        self.codes = {it.code: it for it in scope.parties.values()}
        self.names = party_names(scope)

    def bracketed(self, *, strays: bool = False) -> Iterator[tuple[Place, Item]]:
        """Each open one by its place; those of a group together, at the place of the first.

        strays: the closing signs without a partner instead, which hold no words.
        """
        groups: dict[tuple[int, int], list[Spanning]] = {}
        for number, it in enumerate(self.read.found):
            if it.kind in ("dispute", "placeholder") and self._is_stray(it) == strays:
                # Lone numbers below zero for what stands in no group.
                groups.setdefault((it.paragraph, -number - 1 if it.group is None else it.group), []).append(it)
        for (paragraph, _), members in groups.items():
            starts = {it.start for it in members}
            grouped = [
                it for it in self.read.readings[paragraph].brackets if it.start in starts and it.group is not None
            ]
            line, first, last = self.lines[paragraph], members[0], members[-1]
            views = tuple(self._view(it) for it in members)
            yield (
                (paragraph, first.start),
                Item(
                    line=line,
                    start=first.start,
                    # Those of a group open in one paragraph; the last may close in a later one.
                    words=line.text[first.start : last.start] + views[-1].words,
                    before=_before(line.text, first.start),
                    after=_after(self.lines[last.last].text, last.end),
                    members=views,
                    suggested=suggestion(line.text, grouped) if len(grouped) > 1 else None,
                ),
            )

    def _is_stray(self, it: Spanning) -> bool:
        return it.is_lone and self.lines[it.paragraph].text[it.start] in CLOSERS

    def _view(self, it: Spanning) -> BracketView:
        line = self.lines[it.paragraph]
        life = self.told.lives[line.id]
        age = life.ages[it.anchor]
        cause = self.told.causes[age.seq]
        said = [one for one in self.rulings.get(line.id, ()) if one.anchor == it.anchor]
        covered = [self.lines[here].text[it.within(here)] for here in range(it.paragraph, it.last + 1)]
        return BracketView(
            line=line,
            start=it.start,
            words="\n".join(covered),
            kind=it.kind,
            depth=it.depth,
            last=self.lines[it.last] if it.last != it.paragraph else None,
            holders=tuple(self._holders(line.text, it, cause, said)),
            since=age.seq,
            at=cause.at,
            wordings=age.wordings,
            said=tuple(self._said(one) for one in said if one.ruling not in OF_HOLDERS),
        )

    def _said(self, it: Ruled) -> Said:
        cause = self.told.causes[it.seq]
        return Said(it.ruling, cause.person, cause.capacity, cause.at)

    def _holders(self, text: str, it: Spanning, cause: queries.Cause, said: Sequence[Ruled]) -> Iterator[Holder]:
        """Known ones in the order of States, then those that the text claims."""
        claims = attribution(text, it.start, it.end if it.last == it.paragraph else None, self.names)
        claimed = {code: claim.verb for claim in claims for code in claim.codes}
        known = self._brought(text, it, cause, claimed) | {one.party for one in said if one.ruling == "held"}
        gone = {one.party for one in said if one.ruling == "not held"}
        for party in self.scope.parties.values():
            if party.id in known - gone:
                yield Holder(party.code, party, "known", claimed.get(party.code, ""))
        for code, verb in claimed.items():
            by = self.codes.get(code)
            if by is None or by.id not in known | gone:
                yield Holder(code, by, "claimed", verb)

    def _brought(self, text: str, it: Spanning, cause: queries.Cause, claimed: Mapping[str, str]) -> set[int]:
        """The participating States whose proposal brought the bracket. Where the merge desk took words of several, they
        hold what has their words, or their codes."""
        found = set(self.told.sponsors.get(cause.ref, ()))
        if cause.credits:
            last = it.end if it.last == it.paragraph else None
            own = text[words_from(text, it.start, last, self.names) : None if last is None else last - 1].strip()
            for words, parties in cause.credits:
                found |= {one for one in parties if words.strip() == own or self.scope.parties[one].code in claimed}
        return found & {one.id for one in self.scope.participating()}

    def optional(self) -> Iterator[tuple[Place, Item]]:
        """Option sets that are no group of brackets: those stand on the board already."""
        for it in option_sets([line.text for line in self.lines], self.read.bounds):
            first, last = it.options[0], it.options[-1]
            if all(not option.label for option in it.options):
                continue
            line = self.lines[first.paragraph]
            yield (
                (first.paragraph, first.start),
                Item(
                    line=line,
                    start=first.start,
                    words="",
                    before=_before(line.text, first.start),
                    after=_after(self.lines[last.paragraph].text, last.end),
                    options=tuple(
                        OptionView(option.label, self._words(option, following.paragraph))
                        for option, following in pairwise([*it.options, last])
                    ),
                    is_wide=last.paragraph != first.paragraph,
                ),
            )

    def _words(self, it: Option, end: int) -> str:
        """What an option says in its own paragraph and in those before the one at this index."""
        own = self.lines[it.paragraph].text[it.words_from : it.words_to]
        return "\n".join(filter(None, [own, *(line.text for line in self.lines[it.paragraph + 1 : end])]))

    def faults(self) -> Iterator[Fault]:
        for line, reading in zip(self.lines, self.read.readings, strict=True):
            for it in reading.diagnostics:
                words = line.text[max(it.at - AROUND // 2, 0) : it.at + AROUND // 2]
                yield Fault(line, it.code, it.at, words)

    def headings(self) -> Iterator[tuple[drafts.Line, bool]]:
        """Where a person may say that brackets run on; a footnote stands apart from the text, so never there."""
        is_open = False
        for line, reading in zip(self.lines, self.read.readings, strict=True):
            ruled = runs_on(self.rulings.get(line.id, ()))
            if line.kind in ("title", "heading") and (is_open or ruled):
                yield line, ruled
            is_open = (is_open and (line.kind not in BOUNDS or ruled)) or any(
                it.code == "unclosed" for it in reading.diagnostics
            )


def _before(text: str, start: int) -> str:
    """The last words before a place; whole words, "… " where there are more."""
    words = text[max(start - AROUND, 0) : start]
    return _plain(words if start <= AROUND else "… " + words.partition(" ")[2])


def _after(text: str, end: int | None) -> str:
    if end is None:
        return ""
    words = text[end : end + AROUND]
    return _plain(words if end + AROUND >= len(text) else words.rpartition(" ")[0] + " …")


def _plain(words: str) -> str:
    """Without marks of emphasis, also where the other of a pair was cut off."""
    return inline.plain(words).replace("*", "")
