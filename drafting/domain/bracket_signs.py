"""The signs of bracketed text: which pair up inside a paragraph, which across paragraphs, which stay alone.

Source: practice.md section 3.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from drafting.domain.errors import BadText

# Round brackets are read only to tell a mixed pair from a forgotten sign.
SIGN = re.compile(r"\\[^\w\s]|\[\^[^\[\]\s]+\]|[\[\]【】［］()]")
CLOSERS = {"]": "[", "】": "【", "］": "［"}
OPENERS = frozenset(CLOSERS.values())


@dataclass(slots=True)
class Scan:
    """The signs of one paragraph by offset. pairs: first and last sign; notes: start and end.

    openers, closers: signs without a partner in the paragraph, the closers all before the openers;
    carried: the openers that find it in a later one; covers: for each bracket from an earlier paragraph
    the end of what it covers here, None for all of it.
    """

    pairs: list[tuple[int, int]] = field(default_factory=list)
    notes: list[tuple[int, int]] = field(default_factory=list)
    openers: list[int] = field(default_factory=list)
    closers: list[int] = field(default_factory=list)
    mixed: list[int] = field(default_factory=list)
    round_openers: list[int] = field(default_factory=list)
    round_closers: list[int] = field(default_factory=list)
    carried: set[int] = field(default_factory=set)
    covers: list[int | None] = field(default_factory=list)
    closed: set[int] = field(default_factory=set)


def scan(text: str) -> Scan:
    """Return the signs of one paragraph, each closing sign with the nearest opening one before it."""
    found = Scan()
    for match in SIGN.finditer(text):
        sign, at = match.group(), match.start()
        if sign in OPENERS:
            found.openers.append(at)
        elif sign in CLOSERS:
            if found.openers:
                first = found.openers.pop()
                found.pairs.append((first, at))
                if text[first] != CLOSERS[sign]:
                    found.mixed.append(at)
            else:
                found.closers.append(at)
        elif sign == "(":
            found.round_openers.append(at)
        elif sign == ")":
            if found.round_openers:
                found.round_openers.pop()
            else:
                found.round_closers.append(at)
        elif sign[0] == "[":
            found.notes.append(match.span())
    return found


def carry_forward(scans: Sequence[Scan], headings: Collection[int]) -> None:
    """Match what is left over in a paragraph with what was left open before it, up to a heading."""
    pending: list[tuple[int, int]] = []
    for here, signs in enumerate(scans):
        if here in headings:
            pending.clear()
        for at in signs.closers:
            if pending:
                there, first = pending.pop()
                scans[there].carried.add(first)
                for between in scans[there + 1 : here]:
                    between.covers.append(None)
                signs.covers.append(at + 1)
                signs.closed.add(at)
        pending += [(here, at) for at in signs.openers]


def pair_at(text: str, start: int) -> tuple[int, int]:
    """Return the offsets of the first sign of the bracket at `start` and after its last.

    Raises BadText: "no-bracket"; "unclosed" when nobody can say where its words end.
    """
    signs = scan(text)
    last = dict(signs.pairs).get(start)
    if last is None:
        raise BadText("unclosed" if start in signs.openers else "no-bracket", at=start)
    return start, last + 1


def without(text: str, *gone: tuple[int, int]) -> str:
    """Return the text without these spans: signs or whole brackets, in order and apart from each other.

    Raises BadText("joins-note") when what is left would close up to a note mark that was none: `[[x]^a]` without `[x]`.
    """
    bounds = [0, *(at for span in gone for at in span), len(text)]
    left = "".join(text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True))
    notes = [note for note in scan(text).notes if not any(start <= note[0] < end for start, end in gone)]
    if len(scan(left).notes) > len(notes):
        raise BadText("joins-note", at=bounds[1])
    return left
