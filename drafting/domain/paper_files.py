"""What the file of a document may be, told by its content: a name says only what its giver wished.

Source: Office Open XML (ECMA-376, part 2: `[Content_Types].xml`), OpenDocument 1.3 part 2: `mimetype` comes first.
"""

import io
import re
import zipfile
from collections.abc import Mapping

from drafting.domain.errors import BadText

LARGEST = 20 * 1024 * 1024  # bytes
_OFFICE = "application/vnd.openxmlformats-officedocument."
# Media type -> the ending of the name under which it is given out.
ENDINGS: Mapping[str, str] = {
    "application/pdf": "pdf",
    _OFFICE + "wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
    _OFFICE + "spreadsheetml.sheet": "xlsx",
    _OFFICE + "presentationml.presentation": "pptx",
    "image/png": "png",
    "image/jpeg": "jpg",
    "text/plain": "txt",
}
SIGNS = ((b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
# The part that an Office file of each type cannot be without.
PARTS = (
    ("word/document.xml", _OFFICE + "wordprocessingml.document"),
    ("xl/workbook.xml", _OFFICE + "spreadsheetml.sheet"),
    ("ppt/presentation.xml", _OFFICE + "presentationml.presentation"),
)
OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def media_type(data: bytes) -> str:
    """One of ENDINGS. Raises BadText: "paper-empty", "paper-too-large", "paper-macros", "not-a-paper"."""
    if not data:
        raise BadText("paper-empty")
    if len(data) > LARGEST:
        raise BadText("paper-too-large", largest=LARGEST // 1024**2)
    for sign, name in SIGNS:
        if data.startswith(sign):
            return name
    found = _package(data) if data.startswith(b"PK") else _text(data)
    if not found:
        raise BadText("not-a-paper")
    return found


def _package(data: bytes) -> str:
    """The type of a zip package by the names of its parts; nothing in it is unpacked but one short line."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            if any(it.endswith("vbaProject.bin") for it in names):
                raise BadText("paper-macros")
            if "[Content_Types].xml" in names:
                return next((name for part, name in PARTS if part in names), "")
            if "mimetype" not in names or package.getinfo("mimetype").file_size > len(OPEN_DOCUMENT):
                return ""
            return OPEN_DOCUMENT if package.read("mimetype") == OPEN_DOCUMENT.encode() else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        return ""


def _text(data: bytes) -> str:
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    return "" if CONTROLS.search(words) else "text/plain"


def filename(said: str, media: str) -> str:
    """The name that a file is given out under: as it came, without folders or signs that no name bears, with the ending
    of what it is."""
    name = re.split(r"[/\\]", said)[-1]
    name = "".join(sign for sign in name if sign.isprintable() and sign not in '<>:"|?*').strip(" .")
    ending = f".{ENDINGS[media]}"
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name)[: 200 - len(ending)].rstrip(" .")
    return f"{stem or 'document'}{ending}"
