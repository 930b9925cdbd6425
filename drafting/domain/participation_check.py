"""Whether a text and the table of participation say the same: contradictions with their places.

Source: practice.md section 1: participation is a fact apart from the text, and the text follows it; section 2: one note
marked from many places is one note (a real set had four wordings of it, one of them reversing the sense).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal, get_args

from drafting.domain import inline
from drafting.domain.bracket_repairs import count_words
from drafting.domain.mentions import Mention, lists, shared_notes
from drafting.domain.numerals import value

Code = Literal[
    "named without brackets",
    "named in brackets",
    "without the note",
    "several notes",
    "several wordings",
    "missing in a list",
    "wrong count",
]
CODES: tuple[Code, ...] = get_args(Code)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that stands. key: its name for the caller; found: the States named in it."""

    key: int
    kind: str
    label: str
    text: str
    found: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """passage: the key of where; party: of the State, 0 for none; words: of the text; status: as recorded; listed: the
    number of States that are listed where another was counted."""

    code: Code
    passage: int
    party: int
    words: str
    status: str = ""
    listed: int = 0


# A list of fewer States is an example or a pair of neighbours, and says nothing about who takes part.
_ROLL = 3


def contradictions(passages: Sequence[Passage], statuses: Mapping[int, str]) -> tuple[Contradiction, ...]:
    """All of them, paragraph by paragraph. statuses: by the State's key."""
    body = [it for it in passages if it.kind != "note"]
    shared = shared_notes((it.text, it.found) for it in body)
    adopting = frozenset(key for key, status in statuses.items() if status == "adopting")
    found: list[Contradiction] = []
    for it in body:
        runs = lists(it.text, it.found)
        for run in runs:
            found += _of_run(it, run, statuses, shared)
        found += _missing(it, runs, adopting)
        found += _miscounted(it, runs)
    notes = [it for it in passages if it.kind == "note"]
    return (*found, *_several_notes(body, notes, shared), *_several_wordings(notes, shared))


def _of_run(
    it: Passage, run: Sequence[Mention], statuses: Mapping[int, str], shared: Sequence[str]
) -> Iterator[Contradiction]:
    parties = {one.party for one in run}
    is_roll = len(parties) >= _ROLL or any(one.bracket for one in run)
    marked = any(key in shared for one in run for _, _, key in one.marks)
    for one in run:
        status = statuses.get(one.party, "")
        words = it.text[slice(*one.outer)]
        if one.bracket and status != "bracketed":
            yield Contradiction("named in brackets", it.key, one.party, words, status)
        elif one.bracket and not marked:
            yield Contradiction("without the note", it.key, one.party, words)
        elif not one.bracket and is_roll and len(parties) > 1 and status != "adopting":
            yield Contradiction("named without brackets", it.key, one.party, words, status)


def _missing(it: Passage, runs: Sequence[Sequence[Mention]], adopting: AbstractSet[int]) -> Iterator[Contradiction]:
    """Where a paragraph lists most of the adopting States, each of them is looked for."""
    named = {one.party for run in runs for one in run}
    rolled = {one.party for run in runs if len({two.party for two in run}) >= _ROLL for one in run}
    if 2 * len(rolled & adopting) > len(adopting):
        for party in sorted(adopting - named):
            yield Contradiction("missing in a list", it.key, party, "")


def _miscounted(it: Passage, runs: Sequence[Sequence[Mention]]) -> Iterator[Contradiction]:
    """ "five other States (A, B, C and D)": the number that is followed by the list."""
    for start, stop in count_words(it.text):
        counted = value(it.text[start:stop])
        for run in runs:
            between = it.text[stop : run[0].outer[0]] if run[0].outer[0] >= stop else None
            listed = len({one.party for one in run})
            if between is None or not _LEADS.fullmatch(between) or listed == 1:
                continue
            if counted is not None and counted != listed:
                yield Contradiction("wrong count", it.key, 0, it.text[start:stop], listed=listed)
            break


def _several_notes(body: Sequence[Passage], notes: Sequence[Passage], shared: Sequence[str]) -> Iterator[Contradiction]:
    """The States in brackets are to be led to one note."""
    texts = {it.label: it.text for it in notes}
    for key in shared[1:]:
        for it in body:
            if key in inline.marks(it.text):
                yield Contradiction("several notes", it.key, 0, texts.get(key, f"[^{key}]"))


def _several_wordings(notes: Sequence[Passage], shared: Sequence[str]) -> Iterator[Contradiction]:
    """Each wording of the shared note beside the first."""
    told = [it for key in shared for it in notes if it.label == key]
    for it in told[1:]:
        if it.text != told[0].text:
            yield Contradiction("several wordings", it.key, 0, it.text)


# Between the number and the list stands no other sentence: "five other States of the region (", "three States: ".
_LEADS = re.compile(r"[^.;()\[\]\n]{0,60}[(:,]?\s*(?:the\s)?")
