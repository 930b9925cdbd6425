"""A printed document made ready for any writer: runs in their style, notes numbered, indents in centimetres."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from drafting.documents.tree import Annex, Block, Kind, Printed, PrintedBlock, Span
from drafting.domain.marked import runs

Change = Literal["equal", "insert", "delete"]

# A label hangs to the left of its paragraph; each deeper point begins where the text above it does.
HANG_CM = 1.25
STEP_CM = 1.0
# How deep a list of contents goes.
CONTENTS_DEPTH = 2
LABELLED: frozenset[Kind] = frozenset({"heading", "recital", "operative", "point", "text"})


@dataclass(frozen=True)
class Run:
    """Words of one style, or a note mark.

    note: key of the mark, else ""; number: the note's number in the document, 0 when there is no such note
    (text is then the mark as written); first: this is the place where the note itself is printed.
    """

    text: str
    italic: bool = False
    bold: bool = False
    change: Change = "equal"
    note: str = ""
    number: int = 0
    first: bool = False


@dataclass(frozen=True)
class Proposal:
    """An annex with its changes in style."""

    by: str
    note: str
    runs: tuple[Run, ...]
    reason: str


@dataclass(frozen=True)
class Paragraph:
    """left: indent of the text; hang: how far the label stands out to the left of it, 0 without a label; new_page:
    begins a page."""

    kind: Kind
    label: str
    level: int
    left: float
    hang: float
    runs: tuple[Run, ...]
    state: str
    proposals: tuple[Proposal, ...]
    new_page: bool = False


@dataclass(frozen=True)
class Note:
    """A footnote as printed; key: its key in the marks."""

    key: str
    number: int
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Document:
    """What every writer prints. footer: words, "{page}" and "{pages}" in their order.

    contents: the title of a list of contents, "" for none; cover: how many paragraphs stand before it, on a page of
    their own.
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

    def listed(self) -> tuple[int, ...]:
        """The paragraphs that the list of contents names, by index."""
        headings = [at for at, it in enumerate(self.paragraphs) if it.kind == "heading" and it.level <= CONTENTS_DEPTH]
        return tuple(headings) if self.contents else ()


def typeset(printed: Printed) -> Document:
    """Number the notes by first mark and give every run its style.

    A note without a mark is not printed: a note dies with its last mark (practice.md section 3).
    """
    numbering = _Numbering(printed.notes)
    paragraphs = tuple(_paragraph(block, numbering) for block in printed.blocks)
    return Document(
        title=printed.title,
        language=printed.language,
        header=printed.header,
        footer=tuple(part for part in re.split(r"(\{pages?\})", printed.page_words) if part),
        legend=styled(printed.legend),
        paragraphs=paragraphs,
        notes=numbering.printed(),
        contents=printed.contents,
        cover=_cover(printed) if printed.contents else 0,
    )


def _cover(printed: Printed) -> int:
    """How many blocks stand before the first heading."""
    kinds = [it.block.kind for it in printed.blocks]
    return kinds.index("heading") if "heading" in kinds else 0


def styled(spans: Sequence[Span]) -> tuple[Run, ...]:
    """The runs of a marked text; see `domain/marked.py`."""
    marked = runs([(span.text, span.change) for span in spans])
    return tuple(Run(run.text, run.italic, run.bold, run.op, run.note) for run in marked)


@dataclass
class _Numbering:
    """Notes by number, in order of their first mark."""

    notes: Mapping[str, Block]
    numbers: dict[str, int] = field(default_factory=dict)

    def place(self, runs: Iterable[Run]) -> tuple[Run, ...]:
        """The same runs, with each mark numbered, or written out where its note is missing."""
        return tuple(self._mark(run) if run.note else run for run in runs)

    def _mark(self, run: Run) -> Run:
        if run.note not in self.notes:
            return replace(run, text=f"[^{run.note}]", note="")
        first = run.note not in self.numbers
        number = self.numbers.setdefault(run.note, len(self.numbers) + 1)
        return replace(run, number=number, first=first)

    def printed(self) -> tuple[Note, ...]:
        """The marked notes in order. A mark inside a note may only repeat a note marked in the text."""
        known = _Numbering({key: self.notes[key] for key in self.numbers}, self.numbers)
        return tuple(
            Note(key, number, known.place(styled([Span(self.notes[key].text)]))) for key, number in self.numbers.items()
        )


def _paragraph(printed: PrintedBlock, numbering: _Numbering) -> Paragraph:
    block = printed.block
    left, hang = _indents(block)
    own = styled([Span(block.text, "delete" if printed.struck else "equal")])
    return Paragraph(
        kind=block.kind,
        label=block.label,
        level=block.level,
        left=left,
        hang=hang,
        runs=numbering.place(own),
        state=printed.state,
        proposals=tuple(_proposal(annex, numbering) for annex in printed.annexes),
        new_page=printed.new_page,
    )


def _proposal(annex: Annex, numbering: _Numbering) -> Proposal:
    return Proposal(annex.by, annex.note, numbering.place(styled(annex.spans)), annex.reason)


def _indents(block: Block) -> tuple[float, float]:
    hangs = bool(block.label) and block.kind in LABELLED
    if block.kind == "point":
        return HANG_CM + STEP_CM * max(block.level, 1), STEP_CM if hangs else 0.0
    return (HANG_CM, HANG_CM) if hangs else (0.0, 0.0)
