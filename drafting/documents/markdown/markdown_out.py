"""Markdown: the texts as they are stored, which is Markdown already, with their labels as printed.

Behind its header, one quoted paragraph, a clean file is read back as the same blocks.
Changes are shown in CriticMarkup: {++inserted++}, {--deleted--}.
"""

from collections.abc import Iterable

from drafting.documents.tree import Annex, Block, Printed, PrintedBlock, Span
from drafting.domain import notes

_MARKS = {"equal": "{}", "insert": "{{++{}++}}", "delete": "{{--{}--}}"}


def write_markdown(printed: Printed) -> bytes:
    """UTF-8, blocks apart by an empty line, footnotes at the end."""
    parts = [_quoted([" · ".join(printed.header)])] if printed.header else []
    if printed.legend:
        parts.append(_quoted([_spans(printed.legend)]))
    for shown in printed.blocks:
        parts.append(_block(shown))
        parts += [_quoted(_annex(annex)) for annex in shown.annexes]
    numbers = notes.numbers(shown.block.text for shown in printed.blocks)
    marked = [printed.notes[key] for key in numbers if key in printed.notes]
    parts += [f"[^{note.label}]: {_continued(note.text, 4)}" for note in marked]
    return ("\n\n".join(parts) + "\n").encode()


def _block(shown: PrintedBlock) -> str:
    block = shown.block
    text = _MARKS["delete"].format(block.text) if shown.struck else block.text
    state = f" ({shown.state})" if shown.state else ""
    return _shaped(block, text) + state


def _shaped(block: Block, text: str) -> str:
    """The block in the shape by which a reader recognises its kind."""
    labelled = f"{block.label} {text}" if block.label else text
    if block.kind == "title":
        return f"# {_one_line(labelled)}"
    if block.kind == "heading":
        return f"{'#' * (max(block.level, 1) + 1)} {_one_line(labelled)}"
    if block.kind == "place":
        return f"*{labelled}*"
    if block.kind == "point":
        # A number at the head of a line would be read as a paragraph of the text itself.
        item = f"- {labelled}" if block.label[:1].isdecimal() else labelled
        return _indented(item, 4 * max(block.level - 1, 0))
    return _indented(labelled, 4 * block.level if block.kind == "text" else 0)


def _one_line(text: str) -> str:
    # A heading ends with its line, so that its own line breaks need a sign of their own.
    return text.replace("\n", "<br>")


def _indented(text: str, indent: int) -> str:
    return " " * indent + _continued(text, indent)


def _continued(text: str, indent: int) -> str:
    """A line break inside a paragraph is two spaces and the end of the line."""
    return text.replace("\n", "  \n" + " " * indent)


def _annex(annex: Annex) -> Iterable[str]:
    yield f"**{annex.by}** — {annex.note}"
    yield _spans(annex.spans)
    if annex.reason:
        yield f"*{annex.reason}*"


def _spans(spans: Iterable[Span]) -> str:
    return "".join(_MARKS[span.change].format(span.text) for span in spans)


def _quoted(paragraphs: Iterable[str]) -> str:
    lines = "\n\n".join(paragraphs).replace("\n", "  \n").replace("  \n  \n", "\n\n").split("\n")
    return "\n".join(f"> {line}".rstrip(" ") if not line else f"> {line}" for line in lines)
