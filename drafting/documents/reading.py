"""Reading a file of any kind into blocks: here, or in a process of its own for a file that a stranger made."""

import importlib
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from drafting.documents import apart, tree
from drafting.documents.reading_kinds import Kind, has_macros, kind_of
from drafting.documents.reading_text import decoded, looks_like_markdown
from drafting.documents.recognise.recognise import recognise
from drafting.documents.recognise.recognise_source import Changes, Source
from drafting.documents.tree import Block, Recognition
from drafting.domain.errors import BadText
from drafting.domain.returned import Copy

LARGEST = 20_000_000
# Of what is nothing but text; this much would be a shelf of documents, and a minute's work to read.
LONGEST_TEXT = 5_000_000
_OF_TEXT = ("markdown", "text", "html")
# Each is loaded when it is needed: who reads apart waits for it.
_READERS: Mapping[Kind, str] = {
    "docx": "docx.docx_in",
    "odt": "odt.odt_in",
    "rtf": "rtf.rtf_in",
    "pdf": "pdf.pdf_in",
    "html": "html.html_in",
}
# Who reads every tracked change of a file under its author, where a form keeps them. A form that stands here is read
# as it was before them, too.
_CHANGES: Mapping[Kind, str] = {
    "docx": "docx.docx_changes",
    "odt": "odt.odt_changes_in",
    "rtf": "rtf.rtf_changes",
    "html": "html.html_changes",
    "akn": "akn.akn_changes",
}


def read_apart(
    data: bytes, filename: str, limits: apart.Limits = apart.LIMITS, changes: Changes = "accept"
) -> Recognition:
    """`read` in a process of its own. Raises BadText as `read` and `apart.run` do."""
    if len(data) > LARGEST:
        raise BadText("too-large", limit=LARGEST)
    return from_data(apart.run(read_as_data, data, limits, filename=filename, changes=changes))


def read_as_data(data: bytes, filename: str, changes: Changes = "accept") -> dict[str, Any]:
    return as_data(read(data, filename, changes))


def read(data: bytes, filename: str, changes: Changes = "accept") -> Recognition:
    """What a file says, in blocks; `lost` is "" when all of it is there. It may be of any `reading_kinds.Kind`.

    changes: how a file is read whose form keeps changes, as it is now or as it was before them.
    Raises BadText: empty, too-large (limit: bytes), too-long-text (limit: bytes), too-long (longest: signs of one
    paragraph), old-word, encrypted, not-a-document (kind), zip-bomb, broken-word (part), broken-file, pdf-without-text,
    too-many-pages (most), wrong-encoding.
    """
    if len(data) > LARGEST:
        raise BadText("too-large", limit=LARGEST)
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise BadText("empty")
    kind = kind_of(data, filename)
    if kind in _OF_TEXT and len(data) > LONGEST_TEXT:
        raise BadText("too-long-text", limit=LONGEST_TEXT)
    if kind == "akn":
        # Its elements say what each paragraph is: nothing is left to be recognised.
        told: Recognition = _reader("akn.akn_in").read(data, changes)
        return told
    source = _source(kind, data, changes)
    if has_macros(data):
        source = replace(source, noticed=(("macros-left-out", ""), *source.noticed))
    recognition = recognise(source)
    if not recognition.blocks:
        raise BadText("empty")
    return recognition


def _source(kind: Kind, data: bytes, changes: Changes) -> Source:
    if kind in _READERS:
        options = {"changes": changes} if kind in _CHANGES else {}
        source: Source = _reader(_READERS[kind]).read(data, **options)
        return source
    text, noticed = decoded(data)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    name = "markdown.markdown_in" if kind == "markdown" or looks_like_markdown(text) else "text.text_in"
    of_text: Source = _reader(name).read(text, noticed)
    return of_text


def copy_of(data: bytes, filename: str) -> Copy | None:
    """The file with each change in it under its author; None for a file whose form keeps no changes.

    Raises BadText: as `read`, for a file that cannot be read.
    """
    kind = kind_of(data, filename)
    if kind not in _CHANGES:
        return None
    copy: Copy = _reader(_CHANGES[kind]).read(data)
    return copy


def _reader(name: str) -> Any:
    return importlib.import_module(f"drafting.documents.{name}")


def as_data(recognition: Recognition) -> dict[str, Any]:
    """The whole of it as JSON; `from_data` gives it back."""
    return {
        "blocks": [[it.kind, it.label, it.level, it.text] for it in recognition.blocks],
        "warnings": [[it.code, it.block, it.detail] for it in recognition.warnings],
        "read": recognition.read,
        "stored": recognition.stored,
        "lost": recognition.lost,
    }


def from_data(data: Mapping[str, Any]) -> Recognition:
    """Of a mapping that lacks something, as that of an upload already saved does, an empty one."""
    return Recognition(
        blocks=tuple(Block(kind, text, label, level) for kind, label, level, text in data.get("blocks", ())),
        warnings=tuple(tree.Warning(*it) for it in data.get("warnings", ())),
        read=data.get("read", 0),
        stored=data.get("stored", 0),
        lost=data.get("lost", ""),
    )
