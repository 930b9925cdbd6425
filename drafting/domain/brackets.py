"""Square brackets as negotiators use them: read without loss, then bracketed, lifted or struck.

Source: practice.md section 3. Any text at all is accepted; what is wrong becomes a diagnostic at a position.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import NamedTuple

from drafting.domain.bracket_kinds import Kind, StateNames, kind_of
from drafting.domain.bracket_kinds import state_names as known_names
from drafting.domain.bracket_signs import SIGN, Scan, carry_forward, pair_at, scan, without
from drafting.domain.errors import BadText


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket of one paragraph; `text[start:end]` is what it covers there, both signs included.

    start: 0 also when it was opened in an earlier paragraph; end: None when it is not closed in this one.
    kind: "dispute" stands in the way of consensus; "placeholder" only of issue; "state" is a bracketed name
    of a State, whose participation is recorded apart; the others are no doubts at all.
    depth: 1 for the outermost. group: a number shared by disputes side by side (`[shall][should]`, `[A] or [B]`);
    whether they are alternatives is for a person to say.
    """

    start: int
    end: int | None
    kind: Kind
    depth: int
    group: int | None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is wrong at an offset: unclosed, unmatched, mixed-pair or ambiguous-number."""

    code: str
    at: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Brackets by position, the outer before the inner, and what is wrong with them, by position.

    covers: how many of the brackets, the first ones, were opened in an earlier paragraph.
    """

    brackets: tuple[Bracket, ...]
    diagnostics: tuple[Diagnostic, ...]
    covers: int = 0


def read(text: str, state_names: Collection[str] = ()) -> Reading:
    """Return the brackets of one paragraph. state_names: in any grammatical case, in any language."""
    return read_all((text,), (), state_names)[0]


def read_all(
    texts: Sequence[str], headings: Collection[int] = (), state_names: Collection[str] = ()
) -> tuple[Reading, ...]:
    """Return the brackets of paragraphs in order, matched inside each first, then across them.

    headings: indexes of the paragraphs before which an open bracket ends as unclosed; leave out a heading
    that a person says the bracket runs across.
    """
    scans = [scan(text) for text in texts]
    carry_forward(scans, headings)
    names = known_names(state_names)
    return tuple(_reading(text, signs, names) for text, signs in zip(texts, scans, strict=True))


def leaves(text: str) -> tuple[str, ...]:
    """Return the text cut at its bracket signs and note marks; the leaves join to exactly the text."""
    cuts = [0]
    for match in SIGN.finditer(text):
        if match.group()[0] not in "\\()":
            cuts += match.span()
    cuts.append(len(text))
    return tuple(text[start:end] for start, end in pairwise(cuts) if start < end)


def open_brackets(text: str, state_names: Collection[str] = ()) -> tuple[Bracket, ...]:
    """Return what stands in the way of consensus on a paragraph: each dispute, and each sign without a partner."""
    return open_brackets_in_each((text,), (), state_names)[0]


def open_brackets_in_each(
    texts: Sequence[str], headings: Collection[int] = (), state_names: Collection[str] = ()
) -> tuple[tuple[Bracket, ...], ...]:
    """Return the same for paragraphs in order: a bracket from an earlier one stands in the way of all it covers."""
    scans = [scan(text) for text in texts]
    carry_forward(scans, headings)
    names = known_names(state_names)
    return tuple(_disputes(text, signs, names) for text, signs in zip(texts, scans, strict=True))


def _disputes(text: str, signs: Scan, names: StateNames) -> tuple[Bracket, ...]:
    disputes = [bracket for bracket in _reading(text, signs, names).brackets if bracket.kind == "dispute"]
    strays = [Bracket(at, at + 1, "dispute", 1, None) for at in signs.closers if at not in signs.closed]
    return tuple(sorted([*disputes, *strays], key=lambda bracket: bracket.start))


def placeholders(text: str) -> tuple[Bracket, ...]:
    """Return what is still to be filled in: `[ ]`, `[X]`, `[date]`, `[дата]`, `[Annex x]`."""
    return tuple(bracket for bracket in read(text).brackets if bracket.kind == "placeholder")


def bracket(text: str, start: int, end: int) -> str:
    """Put brackets round `text[start:end]`.

    Raises BadText: "empty-span"; "half-overlap" when the brackets would part a pair, a note mark or a sign
    with its backslash, or pair with another sign.
    """
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise BadText("empty-span", start=start, end=end)
    bracketed = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    was, now = scan(text), scan(bracketed)

    def moved(at: int) -> int:
        return at + (at >= start) + (at >= end)

    pairs = {(moved(first), moved(last)) for first, last in was.pairs} | {(start, end + 1)}
    notes = [(moved(first), moved(end - 1) + 1) for first, end in was.notes]
    strays = [moved(at) for at in was.openers + was.closers]
    if (set(now.pairs), now.notes, now.openers + now.closers) != (pairs, notes, strays):
        raise BadText("half-overlap", start=start, end=end)
    return bracketed


def lift(text: str, start: int) -> str:
    """Drop the bracket whose first sign is at `start` and keep its words; a sign without a partner is dropped alone.

    An attribution stays (`[KAZ: new]` is `KAZ: new`): `bracket_repairs.lift_and_repair` offers the text without it.
    Raises BadText: "no-bracket"; "joins-note" when the neighbours would close up to a note mark.
    """
    signs = scan(text)
    last = dict(signs.pairs).get(start)
    if last is not None:
        return without(text, (start, start + 1), (last, last + 1))
    if start not in signs.openers and start not in signs.closers:
        raise BadText("no-bracket", at=start)
    return without(text, (start, start + 1))


def strike(text: str, start: int) -> str:
    """Drop the bracket whose first sign is at `start` together with its words, and nothing else.

    Raises BadText: "no-bracket"; "unclosed" when nobody can say where its words end; "joins-note" as `lift`.
    """
    return without(text, pair_at(text, start))


class _Span(NamedTuple):
    start: int
    end: int | None
    kind: Kind


def _reading(text: str, signs: Scan, names: StateNames) -> Reading:
    last_round = max(signs.round_closers, default=-1)
    first_round = min(signs.round_openers, default=len(text))
    faults = [Diagnostic("mixed-pair", at) for at in signs.mixed]
    unclosed = [at for at in signs.openers if at not in signs.carried]
    faults += [Diagnostic("mixed-pair" if last_round > at else "unclosed", at) for at in unclosed]
    unmatched = [at for at in signs.closers if at not in signs.closed]
    faults += [Diagnostic("mixed-pair" if first_round < at else "unmatched", at) for at in unmatched]
    spans = [_Span(start, end, "note") for start, end in signs.notes]
    spans += [_Span(at, None, "dispute") for at in signs.openers]
    for first, last in signs.pairs:
        kind, is_ambiguous = kind_of(text, first, last + 1, names)
        spans.append(_Span(first, last + 1, kind))
        if is_ambiguous:
            faults.append(Diagnostic("ambiguous-number", first))
    spans.sort(key=lambda span: (span.start, -(span.end or inf)))
    covers = [_Span(0, end, "dispute") for end in sorted(signs.covers, key=lambda end: -(end or inf))]
    brackets = tuple(_nested(text, [*covers, *spans], len(covers)))
    return Reading(brackets, tuple(sorted(faults, key=lambda fault: fault.at)), len(covers))


def _nested(text: str, spans: Sequence[_Span], covers: int) -> Iterator[Bracket]:
    """Give each span, in reading order, its depth and the number of its group; the first `covers` begin earlier."""
    around: list[float] = []
    groups = _groups(text, spans[covers:])
    for index, (start, end, kind) in enumerate(spans):
        while around and index >= covers and around[-1] <= start:
            around.pop()
        around.append(end or inf)
        yield Bracket(start, end, kind, len(around), groups.get(start) if index >= covers else None)


def _groups(text: str, spans: Sequence[_Span]) -> dict[int, int]:
    """Number the runs of disputes that only a space, a slash or an "or" parts, by the offset of each member."""
    groups: dict[int, int] = {}
    disputes = {span.start: span for span in spans if span.kind == "dispute"}
    count = 0
    for start, span in disputes.items():
        gap = _GAP.match(text, span.end) if span.end else None
        if gap and gap.end() in disputes:
            if start not in groups:
                count += 1
                groups[start] = count
            groups[gap.end()] = groups[start]
    return groups


_GAP = re.compile(r"\s*(?:(?:/|or\b|или\b)\s*)?")
