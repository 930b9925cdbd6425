"""Since when each bracket of a paragraph stands, and how many were open after each change.

Read from what the entries of the record did to the paragraph, brackets followed from wording to wording.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from drafting.domain.anchors import Span, follow, spans


@dataclass(frozen=True, slots=True)
class Event:
    """What one entry did to a paragraph. text: a new wording; excuses, accuses: brackets ruled no dispute, or a dispute
    after all; refuses: those round names of States that were ruled to be about words; is_deleted: the paragraph went,
    or came back."""

    seq: int
    text: str | None = None
    excuses: tuple[Span, ...] = ()
    accuses: tuple[Span, ...] = ()
    refuses: tuple[Span, ...] = ()
    is_deleted: bool | None = None


@dataclass(frozen=True, slots=True)
class Age:
    """seq: number of the entry since which the bracket stands; wordings: how many new wordings it has outlived."""

    seq: int
    wordings: int


@dataclass(frozen=True, slots=True)
class Life:
    """ages: of every bracket of the wording as it stands; counts: (seq, how many disputes were open after it)."""

    ages: Mapping[Span, Age]
    counts: tuple[tuple[int, int], ...]


def life(events: Iterable[Event], disputes: Mapping[str, Collection[Span]]) -> Life:
    """Return the life of a paragraph's brackets.

    events: in order of seq; disputes: for each of its wordings the brackets that are disputes by their words.
    """
    text, is_deleted = "", False
    ages: dict[Span, Age] = {}
    excused: set[Span] = set()
    refused: set[Span] = set()
    counts: list[tuple[int, int]] = []
    for it in events:
        if it.text is not None:
            ages, moved = _reworded(text, it, ages)
            excused, refused = ({moved[at] for at in it if at in moved} for it in (excused, refused))
            text = it.text
        excused = (excused | set(it.excuses)) - {*it.accuses, *it.refuses}
        refused = (refused | set(it.refuses)) - {*it.excuses, *it.accuses}
        is_deleted = is_deleted if it.is_deleted is None else it.is_deleted
        counts.append((it.seq, 0 if is_deleted else len((set(disputes.get(text, ())) | refused) - excused)))
    return Life(ages, tuple(counts))


def _reworded(old: str, it: Event, ages: Mapping[Span, Age]) -> tuple[dict[Span, Age], dict[Span, Span]]:
    """The ages after a new wording, and where each bracket of the old one went."""
    new = it.text or ""
    known = list(ages)
    moved = {at: to for at, to in zip(known, follow(old, new, known), strict=True) if to} if known else {}
    born = {at: Age(it.seq, 0) for at in spans(new)}
    return born | {to: Age(ages[at].seq, ages[at].wordings + 1) for at, to in moved.items()}, moved


def totals(lives: Iterable[Life]) -> tuple[tuple[int, int], ...]:
    """(seq, how many brackets were open in the whole draft after it), in order: the first, and each that changed it."""
    steps: dict[int, int] = {}
    for it in lives:
        before = 0
        for seq, count in it.counts:
            steps[seq] = steps.get(seq, 0) + count - before
            before = count
    total = 0
    found: list[tuple[int, int]] = []
    for seq in sorted(steps):
        total += steps[seq]
        if steps[seq] or not found:
            found.append((seq, total))
    return tuple(found)
