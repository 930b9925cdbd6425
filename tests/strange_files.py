"""Real files of every kind, each made by a writer of ours or by pandoc; and what damage and malice make of them."""

import io
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pypandoc
from hypothesis import strategies as st

from drafting.documents.akn import akn_out
from drafting.documents.tree import Block, Printed, PrintedBlock, Remark, Span
from drafting.documents.writing import write
from tests import akoma

AT = "2026-06-05T10:40:00Z"

NOTE = Block("note", "Принято *единогласно* в 2021 году.", "a")
BLOCKS = (
    Block("symbol", "Ref: Process/01/01/2026"),
    Block("title", "Коммюнике"),
    Block("place", "5 июня 2026 года, Оравель"),
    Block("heading", "Cooperation", "1.", 1),
    Block("recital", "*Recalling* the Declaration[^a];", "(i)"),
    Block("enacting", "Решили:"),
    Block("operative", "To act [soon] as agreed[^a], with Kazakh letters әіңғүұқөһ;", "1."),
    Block("point", "on **training**\nand study;", "а)", 1),
    Block("point", "деталь;", "-", 2),
    Block("text", "Words without a number, 5\u00a0% and a tab\there."),
)
MARKDOWN = """\
# Communiqué

1. First *paragraph* here.

2. Second paragraph[^1], with **bold** words.

   (a) point one;

   (b) point two.

3. Третий пункт[^2].

iv. roman four

v. roman five

- a bullet

Text after, that ends here.

[^1]: The note with *italic*.
[^2]: Вторая сноска.
"""


def printed(*blocks: Block) -> Printed:
    return Printed(
        title="Коммюнике",
        language="ru",
        header=("Ref: Process/01/01/2026", "Conference", "Draft, revision 14, 5 June 16:40 Almaty"),
        blocks=tuple(PrintedBlock(block) for block in blocks or BLOCKS),
        notes={"a": NOTE},
        page_words="Page {page} of {pages}",
    )


def by_pandoc(form: str, text: str = MARKDOWN) -> bytes:
    command = [pypandoc.get_pandoc_path(), "--from", "markdown", "--to", form, "--standalone", "--output", "-"]
    options = ["--metadata", "pagetitle=Communiqué"]
    return subprocess.run([*command, *options], input=text.encode(), capture_output=True, check=True).stdout  # noqa: S603


@cache
def files() -> Mapping[str, bytes]:
    """name → a file as somebody might bring it."""
    ours = {f"draft.{form}": write(printed(), form) for form in ("docx", "odt", "pdf", "md", "txt")}
    ours["draft.akn.xml"] = akn_out.statement(akoma.WORK, akoma.lines([*BLOCKS, NOTE]))
    ours["list.akn.xml"] = akoma.listed([*BLOCKS, NOTE])
    return {**ours, **{f"pandoc.{form}": by_pandoc(form) for form in ("docx", "odt", "rtf", "html")}}


@cache
def copy(form: str) -> bytes:
    """A copy as it comes back from a delegation: anchors, a stamp, every kind of change, and comments. form: "docx",
    "akn", or "odt", which our writer gives no anchors."""
    if form == "akn":
        return akoma.listed([*BLOCKS, NOTE])
    blocks = []
    for at, block in enumerate(BLOCKS):
        words, change, mark = block.text, ("insert", "delete", "equal")[at % 3], Span("")
        if at % 4 == 3:
            mark = Span("", "delete" if change == "delete" else "insert", "Aida", AT)
        spans = (
            Span(words[:5]),
            Span("other words", change, "Aida", AT, f"m{at}"),
            Span(words[5:], change, "Болат", AT),
        )
        said = (Remark("Aida", "ARV", "Почему?", AT),) if at % 2 else ()
        blocks.append(PrintedBlock(block, tracked=spans, mark=mark, remarks=said, anchor=str(at + 1)))
    stamp = (("draft", "1"), ("seq", "3"), ("language", "ru"), ("party", "ARV"))
    return write(replace(printed(), blocks=tuple(blocks), stamp=stamp, protected=True), form)


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """A file after a few accidents: bytes changed, lost, said twice, or moved in from elsewhere."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.integers(0, 60))
        source = draw(st.integers(0, max(len(data) - 1, 0)))
        new = draw(st.one_of(st.binary(max_size=8), st.just(data[source : source + length])))
        data = data[:at] + new + data[at + draw(st.integers(0, 60)) :]
    return data


@st.composite
def damaged_inside(draw: st.DrawFn, data: bytes) -> bytes:
    """An archive, whole, one part of which is damaged."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chosen = draw(st.sampled_from(sorted(name for name in parts if name.endswith((".xml", ".rels")))))
    parts[chosen] = draw(damaged(parts[chosen]))
    return zipped(parts)


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()
