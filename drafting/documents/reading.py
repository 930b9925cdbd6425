"""Reading a file: what kind it is by its content, then by its name; what was recognised, as data."""

import unicodedata
from pathlib import PurePath

from drafting.documents import docx_in, markdown_in, text_in
from drafting.documents.reading_text import decoded, looks_like_markdown
from drafting.documents.recognise import recognise
from drafting.documents.tree import Recognition
from drafting.domain.bracket_report import Report, report
from drafting.domain.bracket_spans import BOUNDS
from drafting.domain.brackets import read_all
from drafting.domain.errors import BadText

LARGEST = 20_000_000
# A Word file is mostly not text; this much bare text would be a shelf of documents, and a minute's work to read.
LONGEST_TEXT = 5_000_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_KINDS_BY_FIRST_BYTES = {
    b"%PDF": "pdf",
    b"{\\rtf": "rtf",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"II*\x00": "image",
    b"MM\x00*": "image",
    b"\x1f\x8b": "archive",
    b"7z\xbc\xaf": "archive",
    b"Rar!": "archive",
}


def read(data: bytes, filename: str) -> Recognition:
    """What a Markdown, plain text or Word file says, in blocks; `lost` is "" when all of it is there.

    Raises BadText: empty, too-large (limit: bytes), too-long-text (limit: bytes), too-long (longest: signs of one
    paragraph), pdf, old-word, encrypted, not-a-document (kind), zip-bomb, broken-word (part), wrong-encoding.
    """
    if len(data) > LARGEST:
        raise BadText("too-large", limit=LARGEST)
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise BadText("empty")
    _refuse_what_is_no_document(data)
    if data.startswith(b"PK"):
        source = docx_in.read(data)
    else:
        if len(data) > LONGEST_TEXT:
            raise BadText("too-long-text", limit=LONGEST_TEXT)
        text, warnings = decoded(data)
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        markdown = looks_like_markdown(text) or PurePath(filename).suffix.lower() in {".md", ".markdown"}
        source = (markdown_in if markdown else text_in).read(text, warnings)
    recognition = recognise(source)
    if not recognition.blocks:
        raise BadText("empty")
    return recognition


def _refuse_what_is_no_document(data: bytes) -> None:
    if data.startswith(_OLE):
        # An encrypted .docx is an OLE file with this stream; its names are UTF-16.
        raise BadText("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old-word")
    for first_bytes, kind in _KINDS_BY_FIRST_BYTES.items():
        if data.startswith(first_bytes):
            raise BadText("pdf") if kind == "pdf" else BadText("not-a-document", kind=kind)


def to_json(recognition: Recognition) -> dict[str, object]:
    """Plain data for `drafting read FILE --json`: blocks without the notes, notes, warnings, check, brackets."""
    blocks = [b for b in recognition.blocks if b.kind != "note"]
    brackets = bracketed(recognition)
    return {
        "blocks": [{"kind": b.kind, "label": b.label, "level": b.level, "text": b.text} for b in blocks],
        "notes": [{"key": b.label, "text": b.text} for b in recognition.blocks if b.kind == "note"],
        "warnings": [{"code": w.code, "block": w.block, "detail": w.detail} for w in recognition.warnings],
        "check": {"read": recognition.read, "stored": recognition.stored, "lost": recognition.lost},
        "brackets": {
            "by_class": dict(brackets.by_kind),
            "by_depth": {str(depth): count for depth, count in sorted(brackets.by_depth.items())},
            "diagnostics": dict(brackets.diagnostics),
        },
    }


def bracketed(recognition: Recognition) -> Report:
    """The brackets of the whole by class; one is matched up to the next title, heading or note."""
    blocks = recognition.blocks
    bounds = [index for index, block in enumerate(blocks) if block.kind in BOUNDS]
    return report(read_all([block.text for block in blocks], bounds))
