"""The bracket board, as data: every open bracket and option set of a draft, who holds it, since when, what was said.

Nothing here is private to a delegation: texts, entries of the record, and proposals that the Chair accepted or took.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from drafting.domain import brackets, inline
from drafting.domain.attribution import attribution, words_from
from drafting.domain.bracket_rulings import Ruled, runs_on
from drafting.domain.bracket_signs import CLOSERS
from drafting.domain.bracket_spans import BOUNDS, Spanning, spanning
from drafting.domain.options import OptionSet, option_sets
from drafting.domain.suggestions import Suggestion, suggestion
from drafting.persistence.queries import brackets as queries
from drafting.persistence.queries import drafts, outline
from drafting.persistence.records import Party, Person
from drafting.services import ruled_brackets
from drafting.services.bracket_history import BracketHistory, history
from drafting.services.outline import spoken_labels
from drafting.services.scope import DraftScope

# How many signs round a bracket are shown with it.
AROUND = 60


@dataclass(frozen=True)
class Holder:
    """Who holds a bracket. code: as printed where it is no party of ours; verb: of a claim, "" when it says none.

    certainty: "known" from the record; "claimed" in the text.
    """

    code: str
    party: Party | None
    certainty: Literal["known", "claimed"]
    verb: str = ""


@dataclass(frozen=True)
class Said:
    """A ruling in force, who made it, as what and when."""

    ruling: str
    person: Person
    capacity: str
    at: datetime


@dataclass(frozen=True)
class BracketView:
    """One bracket. start: of its first sign in the text of its paragraph; words: all that it covers, a line for each
    paragraph; last: the paragraph it closes in, None when in its own; since, at: number and instant of the entry that
    brought it; wordings: how many new ones it has outlived; said: rulings in force but those on who holds it."""

    line: drafts.Line
    start: int
    words: str
    kind: str
    depth: int
    last: drafts.Line | None
    holders: tuple[Holder, ...]
    since: int
    at: datetime
    wordings: int
    said: tuple[Said, ...]

    @property
    def is_settled(self) -> bool:
        """Whether a person ruled that it is no dispute."""
        return any(it.ruling == "not a dispute" for it in self.said)

    @property
    def type_ruling(self) -> Said | None:
        return next((it for it in self.said if it.ruling in ("alternatives", "independent")), None)

    def is_held_by(self, party: int | None) -> bool:
        return any(it.party is not None and it.party.id == party for it in self.holders)


@dataclass(frozen=True)
class OptionView:
    """One option of a set without brackets of its own. label: as printed, "" for none."""

    label: str
    words: str


@dataclass(frozen=True)
class Item:
    """A bracket, the brackets of a group, or an option set: one row of the board.

    start: where it begins in its paragraph; before, after: the words round it; suggested: what the software takes a
    group for; options: of a set, else none.
    """

    line: drafts.Line
    start: int
    before: str
    after: str
    members: tuple[BracketView, ...] = ()
    suggested: Suggestion | None = None
    options: tuple[OptionView, ...] = ()

    @property
    def since(self) -> int:
        return min((it.since for it in self.members), default=0)


@dataclass(frozen=True)
class Fault:
    """What is wrong with the brackets of a paragraph. code: as `brackets.Diagnostic`; at: where; words: round it."""

    line: drafts.Line
    code: str
    at: int
    words: str


@dataclass(frozen=True)
class Board:
    """All of a draft. headings: those at which an open bracket ends as unclosed, and those over which a person let
    brackets run on, with whether they do; labels: paragraph id -> label as it is said; points: (instant, how many
    were open) in order; strays: closing signs without a partner, which hold no words and stand among the faults."""

    scope: DraftScope
    items: tuple[Item, ...]
    faults: tuple[Fault, ...]
    headings: tuple[tuple[drafts.Line, bool], ...]
    strays: tuple[Item, ...]
    labels: Mapping[int, str]
    points: tuple[tuple[datetime, int], ...]

    def members(self) -> Iterator[BracketView]:
        return (member for item in self.items for member in item.members)


def board(session: Session, scope: DraftScope) -> Board:
    """The whole board, in a fixed number of queries."""
    lines = [it for it in drafts.lines(session, scope.draft.id, scope.draft.language) if it.state != "deleted"]
    told = history(session, scope)
    rulings = ruled_brackets.of_draft(session, scope)
    texts = [it.text for it in lines]
    bounds = [at for at, it in enumerate(lines) if it.kind in BOUNDS and not runs_on(rulings.get(it.id, ()))]
    readings = brackets.read_all(texts, bounds, scope.state_names())
    reader = _Reader(scope, lines, told, rulings)
    found = spanning(texts, readings)
    rows = sorted(
        [*reader.bracketed(found, readings), *reader.optional(option_sets(texts, bounds))],
        key=lambda row: row[0],
    )
    labels = spoken_labels(outline.Line(it.id, it.kind, it.label, it.level, it.state, it.wording) for it in lines)
    return Board(
        scope=scope,
        items=tuple(item for _, item in rows),
        faults=tuple(reader.faults(readings)),
        headings=tuple(reader.headings(readings)),
        strays=tuple(item for _, item in reader.bracketed(found, readings, strays=True)),
        labels=labels,
        points=tuple((told.causes[seq].at, count) for seq, count in told.points if seq in told.causes),
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
    """Turns what the domain reads into what the board shows. lines: of the paragraphs that stand, in order."""

    def __init__(
        self,
        scope: DraftScope,
        lines: Sequence[drafts.Line],
        told: BracketHistory,
        rulings: Mapping[int, tuple[Ruled, ...]],
    ) -> None:
        self.scope, self.lines, self.told, self.rulings = scope, lines, told, rulings
        self.codes = {it.code: it for it in scope.parties.values()}
        self.names = party_names(scope)

    def bracketed(
        self, found: Iterable[Spanning], readings: Sequence[brackets.Reading], *, strays: bool = False
    ) -> Iterator[tuple[Place, Item]]:
        """Each open one by its place; those of a group together, at the place of the first.

        strays: the closing signs without a partner instead, which hold no words.
        """
        groups: dict[tuple[int, int], list[Spanning]] = {}
        for number, it in enumerate(found):
            if it.kind in ("dispute", "placeholder") and self._is_stray(it) == strays:
                # Lone numbers below zero for what stands in no group.
                groups.setdefault((it.paragraph, -number - 1 if it.group is None else it.group), []).append(it)
        for (paragraph, _), members in groups.items():
            starts = {it.start for it in members}
            grouped = [it for it in readings[paragraph].brackets if it.start in starts and it.group is not None]
            line, first, last = self.lines[paragraph], members[0], members[-1]
            yield (
                (paragraph, first.start),
                Item(
                    line=line,
                    start=first.start,
                    before=_before(line.text, first.start),
                    after=_after(self.lines[last.last].text, last.end),
                    members=tuple(self._view(it) for it in members),
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
            said=tuple(self._said(one) for one in said if not one.party),
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

    def optional(self, found: Iterable[OptionSet]) -> Iterator[tuple[Place, Item]]:
        """Option sets that are no group of brackets: those stand on the board already."""
        for it in found:
            first, last = it.options[0], it.options[-1]
            if all(not option.label for option in it.options):
                continue
            line = self.lines[first.paragraph]
            yield (
                (first.paragraph, first.start),
                Item(
                    line=line,
                    start=first.start,
                    before=_before(line.text, first.start),
                    after=_after(self.lines[last.paragraph].text, last.end),
                    options=tuple(
                        OptionView(option.label, self.lines[option.paragraph].text[option.words_from : option.words_to])
                        for option in it.options
                    ),
                ),
            )

    def faults(self, readings: Iterable[brackets.Reading]) -> Iterator[Fault]:
        for line, reading in zip(self.lines, readings, strict=True):
            for it in reading.diagnostics:
                words = line.text[max(it.at - AROUND // 2, 0) : it.at + AROUND // 2]
                yield Fault(line, it.code, it.at, words)

    def headings(self, readings: Iterable[brackets.Reading]) -> Iterator[tuple[drafts.Line, bool]]:
        """Where a person may say that brackets run on; a footnote stands apart from the text, so never there."""
        is_open = False
        for line, reading in zip(self.lines, readings, strict=True):
            ruled = runs_on(self.rulings.get(line.id, ()))
            if line.kind in ("title", "heading") and (is_open or ruled):
                yield line, ruled
            is_open = (is_open and (line.kind not in BOUNDS or ruled)) or any(
                it.code == "unclosed" for it in reading.diagnostics
            )


def _before(text: str, start: int) -> str:
    """The last words before a place; whole words, "… " where there are more."""
    words = text[max(start - AROUND, 0) : start]
    return inline.plain(words if start <= AROUND else "… " + words.partition(" ")[2])


def _after(text: str, end: int | None) -> str:
    if end is None:
        return ""
    words = text[end : end + AROUND]
    return inline.plain(words if end + AROUND >= len(text) else words.rpartition(" ")[0] + " …")
