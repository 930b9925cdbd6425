"""Brackets counted: of a document by class, and of one paragraph against its translation.

Source: practice.md section 3: the same paragraph in two languages should have the same brackets, or say why.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from drafting.domain.bracket_kinds import Kind
from drafting.domain.brackets import Diagnostic, Reading, read


@dataclass(frozen=True, slots=True)
class Report:
    """How many brackets of each kind and each depth, and how many diagnostics of each code. A bracket over several
    paragraphs counts once, where it opens.
    """

    by_kind: Counter[Kind]
    by_depth: Counter[int]
    diagnostics: Counter[str]


class Difference(NamedTuple):
    """Brackets of a kind at a depth that two texts do not have equally many of."""

    kind: Kind
    depth: int
    in_first: int
    in_second: int


def report(readings: Iterable[Reading]) -> Report:
    """Return the brackets of a document by class; readings: those of `brackets.read_all`."""
    counted = Report(Counter(), Counter(), Counter())
    for reading in readings:
        counted.diagnostics.update(fault.code for fault in reading.diagnostics)
        begun = reading.brackets[reading.covers :]
        counted.by_kind.update(bracket.kind for bracket in begun)
        counted.by_depth.update(bracket.depth for bracket in begun)
    return counted


def bracket_shape(text: str, state_names: Collection[str] = ()) -> Counter[tuple[Kind, int]]:
    """Return how many brackets of each kind stand at each depth of a paragraph; state_names: as `brackets.read`."""
    return Counter((bracket.kind, bracket.depth) for bracket in read(text, state_names).brackets)


def differences(first: str, second: str, state_names: Collection[str] = ()) -> tuple[Difference, ...]:
    """Return where the brackets of a paragraph and of its translation differ, the outermost first; empty: nowhere.

    Order and places are not compared, because translations turn sentences round.
    """
    ours, theirs = bracket_shape(first, state_names), bracket_shape(second, state_names)
    return tuple(
        Difference(kind, depth, ours[kind, depth], theirs[kind, depth])
        for kind, depth in sorted({*ours, *theirs}, key=lambda shape: (shape[1], shape[0]))
        if ours[kind, depth] != theirs[kind, depth]
    )


def new_faults(before: str, after: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the brackets after a change and was not before, to warn of it before it is taken.

    Deleting only the closing sign of a bracket leaves its opening sign unclosed. Faults that a change merely moved are
    not told again; of several alike the last are taken for the new ones.
    """
    known = Counter(fault.code for fault in read(before).diagnostics)
    found: list[Diagnostic] = []
    for fault in read(after).diagnostics:
        if known[fault.code] > 0:
            known[fault.code] -= 1
        else:
            found.append(fault)
    return tuple(found)
