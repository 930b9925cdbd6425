"""What kind of file it is, by its content: a name that says otherwise deceives nobody."""

import io
import re
import zipfile
from pathlib import PurePath
from typing import Literal

from drafting.documents.docx.docx_in_package import DAMAGE
from drafting.domain.errors import BadText

Kind = Literal["docx", "odt", "rtf", "pdf", "html", "akn", "markdown", "text"]
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_NO_DOCUMENTS = {
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"II*\x00": "image",
    b"MM\x00*": "image",
    b"\x1f\x8b": "archive",
    b"7z\xbc\xaf": "archive",
    b"Rar!": "archive",
    b"BZh": "archive",
    b"\xfd7zXZ": "archive",
    b"%!PS": "postscript",
}
# Whatever program wrote a page, its first words say so; a letter in HTML may have none of them but its name.
_PAGE = re.compile(
    rb"\A\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_XML = re.compile(rb"\A\s*<\?xml\b|\A\s*<[A-Za-z][\w.-]*(?::[\w.-]+)?\s[^>]*\bxmlns\b")
_AKOMA_NTOSO = re.compile(rb"\A\s*<(?:[^<]*<)*?(?:[\w.-]+:)?akomaNtoso[\s>]")
_HEAD = 4096
_PDF_WITHIN = 1024
_MACROS = re.compile(r"(?:\A|/)(?:vbaProject\.bin|vbaData\.xml)\Z|\A(?:Basic|Scripts)/.", re.IGNORECASE)


def kind_of(data: bytes, filename: str) -> Kind:
    """Raises BadText: old-word, encrypted, not-a-document (kind: image, archive, postscript, xml)."""
    if data.startswith(_OLE):
        # An encrypted .docx is an OLE file with this stream; its names are UTF-16.
        raise BadText("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old-word")
    for first_bytes, kind in _NO_DOCUMENTS.items():
        if data.startswith(first_bytes):
            raise BadText("not-a-document", kind=kind)
    if data.startswith(b"PK"):
        return "odt" if _is_open_document(data, filename) else "docx"
    # A mark of the encoding before the first words, and the zeroes of UTF-16 between their letters, are no words.
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\x00", b"")
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    # Readers of PDF look for its mark so far and no further.
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    return _kind_of_text(head, PurePath(filename).suffix.lower())


def _kind_of_text(head: bytes, suffix: str) -> Kind:
    if _PAGE.match(head) or suffix in {".html", ".htm", ".xhtml"}:
        return "html"
    if _AKOMA_NTOSO.match(head):
        return "akn"
    if _XML.match(head):
        raise BadText("not-a-document", kind="xml")
    return "markdown" if suffix in {".md", ".markdown"} else "text"


def _is_open_document(data: bytes, filename: str) -> bool:
    names = _names(data)
    if not names:
        return filename.lower().endswith(".odt")
    return "content.xml" in names and not any(name.startswith("word/") for name in names)


def has_macros(data: bytes) -> bool:
    """Whether a Word file or an OpenDocument text carries programs; no reader opens them."""
    return any(_MACROS.search(name) for name in _names(data))


def _names(data: bytes) -> list[str]:
    try:
        return zipfile.ZipFile(io.BytesIO(data)).namelist() if data.startswith(b"PK") else []
    except DAMAGE:  # the reader of the archive says so
        return []
