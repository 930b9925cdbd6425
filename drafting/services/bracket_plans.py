"""Lifting, striking and choosing over several paragraphs: all that becomes of each, shown whole and then done at once.

Source: practice.md sections 3 and 4: no silent deletion, ever.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import notes, reaching
from drafting.domain.losses import Loss
from drafting.domain.options import OptionSet, option_sets
from drafting.domain.reaching import Outcome
from drafting.domain.record import text_hash
from drafting.persistence.queries.drafts import Line
from drafting.services import losses, neighbours, texts
from drafting.services.bracket_whole import Whole, whole
from drafting.services.neighbours import Outlook
from drafting.services.scope import DraftScope


@dataclass(frozen=True)
class Deed:
    """What is done to a bracket. start: of its first sign, or of an option set; chosen: with "choose" the start of the
    bracket or the index of the option that stays, None for none of them; until: id of the paragraph in which the last
    option of a set over several ends, None for the likeliest."""

    act: str
    start: int
    chosen: int | None = None
    until: int | None = None


@dataclass(frozen=True)
class Part:
    """What becomes of one paragraph. text: its words afterwards, None where it goes; lines: its loss list."""

    line: Line
    text: str | None
    lines: tuple[Loss, ...]

    @property
    def is_changed(self) -> bool:
        return self.text != self.line.text


@dataclass(frozen=True)
class Plan:
    """What becomes of all paragraphs concerned, in order. ends: where the last option of a set may end, none where
    nothing is to be asked; until: where it ends in this plan; seal: what a form carries to say that all this was shown.
    """

    parts: tuple[Part, ...]
    ends: tuple[Line, ...]
    until: int | None
    seal: str


def plan(session: Session, scope: DraftScope, paragraph_id: int, deed: Deed) -> Plan | None:
    """What a deed over several paragraphs would do; None for one that stays in its own.

    Raises BadText as `reaching`.
    """
    read = whole(session, scope)
    here = next((at for at, it in enumerate(read.lines) if it.id == paragraph_id), None)
    if here is None:
        return None
    kept = [it.text for it in read.lines]
    if deed.act == "choose":
        options = _option_set(read, here, deed.start)
        if options is None:
            return None
        ends = _ends(read, options)
        until = _until(read, options, ends, deed.until)
        outcome = reaching.choose(kept, read.found, options.options, deed.chosen, until)
        return _planned(session, scope, read, outcome, ends=tuple(read.lines[at] for at in ends), until=until)
    for it in read.found:
        if (it.paragraph, it.start) == (here, deed.start) and it.last != here and it.end is not None:
            lifts = deed.act == "lift"
            outcome = reaching.lift(kept, it) if lifts else reaching.strike(kept, read.found, it)
            return _planned(session, scope, read, outcome)
    return None


def deletion(session: Session, scope: DraftScope, paragraph_id: int) -> Plan:
    """The plan of a deed that leaves no words of its paragraph."""
    read = whole(session, scope)
    return _planned(session, scope, read, {at: None for at, it in enumerate(read.lines) if it.id == paragraph_id})


def _option_set(read: Whole, here: int, start: int) -> OptionSet | None:
    """The set over several paragraphs that begins at this place."""
    for it in option_sets([line.text for line in read.lines], read.bounds):
        first, last = it.options[0], it.options[-1]
        if (first.paragraph, first.start) == (here, start) and last.paragraph != here:
            return it
    return None


def _ends(read: Whole, it: OptionSet) -> range:
    """The paragraphs in which the last option may end: no set reaches over a heading."""
    last = it.options[-1].paragraph
    return range(last, next((at for at in read.bounds if at > last), len(read.lines)))


def _until(read: Whole, it: OptionSet, ends: Sequence[int], asked: int | None) -> int:
    """Index of the paragraph in which the last option ends; len(read.lines) for one in which it cannot."""
    if asked is not None:
        return next((at for at in ends if read.lines[at].id == asked), len(read.lines))
    last = it.options[-1]
    # A label that stands alone heads what follows.
    is_heading = last.words_from >= last.words_to and len(ends) > 1
    return ends[1] if is_heading else ends[0]


def _planned(
    session: Session,
    scope: DraftScope,
    read: Whole,
    outcome: Outcome,
    *,
    ends: tuple[Line, ...] = (),
    until: int | None = None,
) -> Plan:
    parts = tuple(_parts(session, scope, read, outcome))
    facts = [[it.line.id, it.line.number, it.line.state, it.text] for it in parts]
    return Plan(parts, ends, None if until is None else read.lines[until].id, text_hash(json.dumps(facts)))


def _parts(session: Session, scope: DraftScope, read: Whole, outcome: Outcome) -> Iterator[Part]:
    dying = _dying(read, outcome)
    for at, text in sorted(outcome.items()):
        line = read.lines[at]
        if text == line.text:
            yield Part(line, text, ())
            continue
        asked = losses.asked(session, scope, texts.load(session, scope, line.id))
        yield Part(line, text, losses.between(line.text, text or "", asked, dying.get(at, frozenset())))


def _dying(read: Whole, outcome: Outcome) -> Mapping[int, frozenset[str]]:
    """The notes that lose their last mark, each where the last of its marks goes."""
    olds = [it.text for it in read.lines]
    news = [outcome.get(at, text) or "" for at, text in enumerate(olds)]
    died = set(notes.died(olds, news)) & {it.label for it in read.lines if it.kind == "note"}
    last = {key: at for at in outcome for key in notes.marks(olds[at])}
    return {at: frozenset(key for key in died if last[key] == at) for at in last.values()}


def carry_out(
    session: Session,
    scope: DraftScope,
    made: Plan,
    *,
    deed: Deed,
    opened: int,
    token: str,
    now: datetime,
) -> None:
    """Do all of a plan, each paragraph's change by an entry of its own.

    opened: id of the paragraph in which the deed begins. Raises WrongState as `neighbours.outlook`.
    """
    changed = [it for it in made.parts if it.is_changed]
    # How others stand is told once, when all is done: what stands between two changes is nobody's wording.
    whole_outlook = neighbours.outlook(session, scope, {it.line.id: it.text for it in changed})
    because: dict[str, Any] = {"bracket": deed.start, "chosen": deed.chosen, "opened": opened, "until": made.until}
    for it in changed:
        is_last = it is changed[-1]
        seen = whole_outlook if is_last else Outlook(whole_outlook.disputed)
        facts: dict[str, Any] = {"now": now, "token": token if is_last else None, "outlook": seen}
        current = texts.load(session, scope, it.line.id)
        if it.text is None:
            told = {**because, "deed": deed.act, "losses": losses.told(it.lines)}
            texts.rule(session, scope, current.paragraph, "delete", because=told, **facts)
        else:
            told = {**because, "ruling": deed.act}
            texts.change(session, scope, current, it.text, because=told, lines=it.lines, **facts)
