"""A printed document made ready for any writer: runs in their style, notes numbered, indents in centimetres."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from drafting.documents.tree import Annex, Block, Change, Kind, Printed, PrintedBlock, Remark, Span
from drafting.domain.marked import runs
from drafting.domain.notes import NEW_NOTE, is_new

# A label hangs to the left of its paragraph; each deeper point begins where the text above it does.
HANG_CM = 1.25
STEP_CM = 1.0
# How deep a list of contents goes.
CONTENTS_DEPTH = 2
LABELLED: frozenset[Kind] = frozenset({"heading", "recital", "operative", "point", "text"})
# Languages of the world's States, and of their neighbours, that are written from right to left.
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "prs", "ps", "sd", "ug", "ur", "yi"})


# Of a paragraph that nobody inserts or deletes.
UNCHANGED = Span("")


@dataclass(frozen=True)
class Run:
    """Words of one style, or a note mark.

    note: key of the mark, else ""; number: the note's number in the document, 0 when there is no such note
    (text is then the mark as written); first: this is the one place where the note itself is printed, of several
    marks the first that nobody changes, else the first that somebody inserts.
    by, at, move: of a change, as in `tree.Span`.
    """

    text: str
    italic: bool = False
    bold: bool = False
    change: Change = "equal"
    note: str = ""
    number: int = 0
    first: bool = False
    by: str = ""
    at: str = ""
    move: str = ""


@dataclass(frozen=True)
class Proposal:
    """An annex with its changes in style."""

    by: str
    note: str
    runs: tuple[Run, ...]
    reason: str


@dataclass(frozen=True)
class Paragraph:
    """left: indent of the text; hang: how far the label stands out to the left of it, 0 without a label, both at the
    side where lines begin; new_page: begins a page; mark, remarks, anchor: as in `tree.PrintedBlock`.
    """

    kind: Kind
    label: str
    level: int
    left: float
    hang: float
    runs: tuple[Run, ...]
    state: str
    proposals: tuple[Proposal, ...]
    new_page: bool = False
    mark: Span = UNCHANGED
    remarks: tuple[Remark, ...] = ()
    anchor: str = ""


@dataclass(frozen=True)
class Note:
    """A footnote as printed; key: its key in the marks; mark, remarks, anchor: as of a paragraph."""

    key: str
    number: int
    runs: tuple[Run, ...]
    mark: Span = UNCHANGED
    remarks: tuple[Remark, ...] = ()
    anchor: str = ""


@dataclass(frozen=True)
class Document:
    """What every writer prints. footer: words, "{page}" and "{pages}" in their order.

    contents: the title of a list of contents, "" for none; cover: how many paragraphs stand before it, on a page of
    their own; right_to_left: how its language is written; dated, line_numbers, stamp, protected: as in `tree.Printed`.
    """

    title: str
    language: str
    header: tuple[str, ...]
    footer: tuple[str, ...]
    legend: tuple[Run, ...]
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...]
    contents: str = ""
    cover: int = 0
    right_to_left: bool = False
    dated: date | None = None
    line_numbers: bool = False
    stamp: tuple[tuple[str, str], ...] = ()
    protected: bool = False

    def listed(self) -> tuple[int, ...]:
        """The paragraphs that the list of contents names, by index."""
        headings = [at for at, it in enumerate(self.paragraphs) if it.kind == "heading" and it.level <= CONTENTS_DEPTH]
        return tuple(headings) if self.contents else ()

    def ranks(self) -> tuple[int, ...]:
        """How deep each paragraph stands under headings that begin at 1 and go down by single steps, as PDF/UA and web
        pages want them; a heading has the rank that it begins."""
        found: list[int] = []
        rank = 0
        for it in self.paragraphs:
            if it.kind == "heading":
                rank = min(max(it.level, 1), rank + 1)
            found.append(rank)
        return tuple(found)


def typeset(printed: Printed) -> Document:
    """Number the notes by first mark and give every run its style.

    A note without a mark is not printed: a note dies with its last mark (practice.md section 3).
    """
    fates = _fates(printed)
    twice = frozenset(key for key, it in fates.items() if set(it) == {"insert", "delete"})
    numbering = _Numbering(printed.notes, _homes(fates), twice)
    paragraphs = tuple(_paragraph(block, numbering) for block in printed.blocks)
    return Document(
        title=printed.title,
        language=printed.language,
        header=printed.header,
        footer=tuple(part for part in re.split(r"(\{pages?\})", printed.page_words) if part),
        legend=styled(printed.legend),
        paragraphs=paragraphs,
        notes=numbering.printed(printed.tracked_notes),
        contents=printed.contents,
        cover=_cover(printed) if printed.contents else 0,
        right_to_left=printed.language.partition("-")[0] in RIGHT_TO_LEFT,
        dated=printed.dated,
        line_numbers=printed.line_numbers,
        stamp=printed.stamp,
        protected=printed.protected,
    )


def _cover(printed: Printed) -> int:
    """How many blocks stand before the first heading."""
    kinds = [it.block.kind for it in printed.blocks]
    return kinds.index("heading") if "heading" in kinds else 0


def styled(spans: Sequence[Span]) -> tuple[Run, ...]:
    """The runs of a marked text, read as one old and one new text; see `domain/marked.py`."""
    marked = runs([(span.text, span.change) for span in spans])
    return tuple(_run(it.text, it.italic, it.bold, it.op, it.note, spans[it.part]) for it in marked)


def tracked(spans: Sequence[Span]) -> tuple[Run, ...]:
    """The runs of a text with several hands' changes in it, where the markup of each span is whole by itself."""
    return tuple(run for span in spans for run in styled([span]))


def _run(text: str, italic: bool, bold: bool, change: Change, note: str, span: Span) -> Run:  # noqa: FBT001 - a run's own
    return Run(text, italic, bold, change, note, by=span.by, at=span.at, move=span.move)


# Behind the key of a note that is printed a second time; no key of a mark has it.
_GOING = "′"


def _fates(printed: Printed) -> dict[str, list[Change]]:
    """What happens to each mark of each note, in their order; {} where nobody changes anything."""
    if not any(it.tracked for it in printed.blocks):
        return {}
    found: dict[str, list[Change]] = {}
    for run in (run for block in printed.blocks for run in _marks(block)):
        found.setdefault(run.note, []).append(run.change)
    return found


def _homes(fates: Mapping[str, Sequence[Change]]) -> dict[str, int]:
    """Which of a note's marks, counted from 0, is the place where it is printed, where that is not the first."""
    ranked: tuple[Change, ...] = ("equal", "insert", "delete")
    return {key: changes.index(min(changes, key=ranked.index)) for key, changes in fates.items()}


def _marks(block: PrintedBlock) -> Iterator[Run]:
    if any("[^" in span.text for span in (*_spans(block), *(span for annex in block.annexes for span in annex.spans))):
        for runs_of in (_own(block), *(styled(annex.spans) for annex in block.annexes)):
            yield from (run for run in runs_of if run.note)


@dataclass
class _Numbering:
    """Notes by number, in order of their first mark. homes: see `_homes`, the first mark where it says nothing; twice:
    the notes whose marks all come or go: printed where they come, and once more where they go, so that whoever rejects
    the changes has the note."""

    notes: Mapping[str, Block]
    homes: Mapping[str, int]
    twice: frozenset[str] = frozenset()
    numbers: dict[str, int] = field(default_factory=dict)
    met: Counter[str] = field(default_factory=Counter)

    def place(self, runs: Iterable[Run]) -> tuple[Run, ...]:
        """The same runs, with each mark numbered, or written out where its note is missing."""
        return tuple(self._mark(run) if run.note else run for run in runs)

    def _mark(self, run: Run) -> Run:
        if run.note not in self.notes:
            if is_new(run.note):
                return replace(run, text=NEW_NOTE, note="")
            return replace(run, text=f"[^{run.note}]", note="")
        key = run.note + _GOING if run.note in self.twice and run.change == "delete" else run.note
        first = self.met[key] == (0 if run.note in self.twice else self.homes.get(key, 0))
        self.met[key] += 1
        number = self.numbers.setdefault(key, len(self.numbers) + 1)
        return replace(run, number=number, first=first)

    def printed(self, changed: Mapping[str, PrintedBlock]) -> tuple[Note, ...]:
        """The marked notes in order. A mark inside a note may only repeat a note marked in the text."""
        marked = {key: self.notes[key.removesuffix(_GOING)] for key in self.numbers}
        known = _Numbering(marked, dict.fromkeys(marked, -1), numbers=self.numbers)
        shown = {key: changed.get(key) or PrintedBlock(note) for key, note in marked.items()}
        return tuple(
            Note(key, self.numbers[key], known.place(_own(it)), it.mark, it.remarks, it.anchor)
            for key, it in shown.items()
        )


def _paragraph(printed: PrintedBlock, numbering: _Numbering) -> Paragraph:
    block = printed.block
    left, hang = _indents(block)
    return Paragraph(
        kind=block.kind,
        label=block.label,
        level=block.level,
        left=left,
        hang=hang,
        runs=numbering.place(_own(printed)),
        state=printed.state,
        proposals=tuple(_proposal(annex, numbering) for annex in printed.annexes),
        new_page=printed.new_page,
        mark=printed.mark,
        remarks=printed.remarks,
        anchor=printed.anchor,
    )


def _own(printed: PrintedBlock) -> tuple[Run, ...]:
    return tracked(_spans(printed))


def _spans(printed: PrintedBlock) -> tuple[Span, ...]:
    """The text of a block with its changes; where none are told, it came or went with its paragraph."""
    whole = Span(printed.block.text, "delete") if printed.struck else replace(printed.mark, text=printed.block.text)
    return printed.tracked or (whole,)


def _proposal(annex: Annex, numbering: _Numbering) -> Proposal:
    return Proposal(annex.by, annex.note, numbering.place(styled(annex.spans)), annex.reason)


def _indents(block: Block) -> tuple[float, float]:
    hangs = bool(block.label) and block.kind in LABELLED
    if block.kind == "point":
        return HANG_CM + STEP_CM * max(block.level, 1), STEP_CM if hangs else 0.0
    return (HANG_CM, HANG_CM) if hangs else (0.0, 0.0)
