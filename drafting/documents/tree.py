r"""The neutral document: what readers recognise and writers print.

Every text is one NFC string with the smallest inline markup: `*italic*`, `**bold**`,
`[^key]` for a note mark, a backslash before a literal sign (`\*`, `\[^`, `\\`).
Square brackets are characters of the text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal[
    "symbol",  # "Ref: Process/03/01/2013"
    "title",  # name of the document or of the meeting
    "date",  # "Date: 05/06/2013"
    "place",  # "5 June 2013, Almaty, Kazakhstan"
    "heading",  # level 1..4
    "recital",  # preambular paragraph: (i), (ii), or opened by a participle
    "enacting",  # "Decided:"
    "operative",  # a numbered paragraph
    "point",  # a sub-paragraph or list item; level 1.. by depth
    "text",  # a paragraph without a number
    "note",  # a footnote; label is its key
]
KINDS: tuple[Kind, ...] = (
    "symbol",
    "title",
    "date",
    "place",
    "heading",
    "recital",
    "enacting",
    "operative",
    "point",
    "text",
    "note",
)


@dataclass(frozen=True)
class Block:
    """One paragraph of a document.

    label: as printed, without the space after it ("1.", "(i)", "а)", "3 bis", "-"); "" when there is none.
    level: 0 for paragraphs of the text itself; 1.. for the depth of a point; 1..4 for a heading.
    A footnote is a block of kind "note" whose label is the key used in the marks `[^key]`.
    """

    kind: Kind
    text: str
    label: str = ""
    level: int = 0


@dataclass(frozen=True)
class Warning:  # noqa: A001 - the field's word; the builtin is not used here
    """Something a person should look at before saving.

    code: a short stable name (gap-in-numbering, unbalanced-bracket, line-joined, …);
    block: index into `blocks`, or None for the whole; detail: the words it is about.
    """

    code: str
    block: int | None = None
    detail: str = ""


@dataclass(frozen=True)
class Recognition:
    """What a reader made of a file: blocks in order (notes last), warnings, and the loss check.

    read / stored: the number of characters other than white space in the source's text and in the
    blocks (labels, texts, notes); lost: what the source has and the blocks have not, "" when nothing.
    """

    blocks: tuple[Block, ...]
    warnings: tuple[Warning, ...]
    read: int
    stored: int
    lost: str = ""


Change = Literal["equal", "insert", "delete"]


@dataclass(frozen=True)
class Span:
    """A run of text in a marked view: kind is what happened to it, by whom (a delegation's name).

    at: when, an ISO instant in UTC with "Z"; move: a name that the words share with those that they moved from or to,
    "" for none.
    """

    text: str
    change: Change = "equal"
    by: str = ""
    at: str = ""
    move: str = ""


@dataclass(frozen=True)
class Annex:
    """A proposal printed under its paragraph: who, what it does in words, the text as spans, the reason."""

    by: str
    note: str
    spans: tuple[Span, ...]
    reason: str = ""


@dataclass(frozen=True)
class Remark:
    """What somebody says about a whole paragraph, a comment of Word: a reason or a position in words.

    code: a short name, such as "KAZ"; at: as in `Span`.
    """

    by: str
    code: str
    text: str
    at: str = ""


@dataclass(frozen=True)
class PrintedBlock:
    """A block as it goes to a writer: label as displayed; annexes are empty in a clean text.

    state: words for the margin ("agreed", "bracketed"), "" for none; struck: deleted, printed struck through;
    new_page: begins a page, as an annex does.
    tracked: the whole text with everybody's changes inside it, () where nobody changes a word (then `block.text` is
    it); mark: what happened to the paragraph itself, its end included, and by whom, its text being "" (tracked spans
    tell the words); remarks: comments; anchor: a name by which the paragraph is known when the file comes back.
    """

    block: Block
    annexes: tuple[Annex, ...] = ()
    state: str = ""
    struck: bool = False
    new_page: bool = False
    tracked: tuple[Span, ...] = ()
    mark: Span = Span("")
    remarks: tuple[Remark, ...] = ()
    anchor: str = ""


@dataclass(frozen=True)
class Printed:
    """A whole document ready for a writer.

    header: lines for the page header, already in the reader's language
    (symbol, date, "Draft, revision 14, 5 June 16:40 Almaty"); language: "en", "ru", ….
    title: for the file's properties; what is printed as a title stands in blocks.
    blocks exclude notes; notes: key -> block, printed as real footnotes in order of first mark.
    page_words: "Page {page} of {pages}" in the reader's language.
    legend: how changes are shown, with an example of each ("Words [inserted] and [deleted] by …"),
    printed at the head in the signs of the form; empty in a clean text.
    contents: the title of a list of contents; then everything before the first heading is the cover. "" for none.
    dated: the day that the file bears in its properties, of the text's last change: never the time of writing, which
    would make equal texts unequal files; None for none. line_numbers: whether lines are numbered in the margin.
    tracked_notes: key -> the note with its changes, as `PrintedBlock.tracked`; a new note stands in `notes`, too.
    stamp: facts by which a returned file is known (draft, seq, language, party, …), kept among its properties; () for
    none. protected: whether whoever edits the file has every change tracked.
    """

    title: str
    language: str
    header: tuple[str, ...]
    blocks: tuple[PrintedBlock, ...]
    notes: dict[str, Block]
    page_words: str
    legend: tuple[Span, ...] = ()
    contents: str = ""
    dated: date | None = None
    line_numbers: bool = False
    tracked_notes: Mapping[str, PrintedBlock] = field(default_factory=dict)
    stamp: tuple[tuple[str, str], ...] = ()
    protected: bool = False
