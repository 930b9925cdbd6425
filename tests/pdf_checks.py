"""What the structure of a PDF shows of the standards that it claims; a validator, where there is one, sees more."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader

_CLAIMS = re.compile(r"<pdfaid:part>(\d)</pdfaid:part>\s*<pdfaid:conformance>(\w)</pdfaid:conformance>")


def standards_met(data: bytes) -> set[str]:
    """Which of "PDF/A-2A" and "PDF/UA-1" the file claims and has the structure for."""
    reader = PdfReader(BytesIO(data))
    root = reader.trailer["/Root"]
    claims = root["/Metadata"].get_data().decode()
    tagged = bool(root["/MarkInfo"]["/Marked"]) and bool(root["/Lang"]) and bool(list(kinds_of(reader)))
    named = bool(root["/ViewerPreferences"].get("/DisplayDocTitle")) and bool(reader.metadata.title)
    legible = all(embedded and speaks for embedded, speaks in fonts_of(reader).values())
    found = set()
    if tagged and named and legible and "<pdfuaid:part>1</pdfuaid:part>" in claims:
        found.add("PDF/UA-1")
    archival = _CLAIMS.search(claims)
    if tagged and legible and archival and "/OutputIntents" in root and not reader.is_encrypted:
        found.add(f"PDF/A-{archival[1]}{archival[2]}")
    return found


def fonts_of(reader: PdfReader) -> dict[str, tuple[bool, bool]]:
    """Font -> (is embedded, says which signs its glyphs are)."""
    found = {}
    for page in reader.pages:
        for name, reference in page["/Resources"].get("/Font", {}).items():
            font = reference.get_object()
            described = font.get("/DescendantFonts", [font])[0].get_object().get("/FontDescriptor", {})
            is_embedded = any(key.startswith("/FontFile") for key in described)
            found[f"{name} {font['/BaseFont']}"] = (is_embedded, "/ToUnicode" in font)
    return found


def kinds_of(reader: PdfReader) -> Iterator[str]:
    """The kinds of the structure elements in reading order, such as "/H1", "/P", "/Note"."""
    yield from _kinds(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])


def _kinds(element: Any) -> Iterator[str]:
    element = element.get_object()
    if isinstance(element, list):
        for child in element:
            yield from _kinds(child)
    elif isinstance(element, dict) and "/S" in element:
        yield element["/S"]
        yield from _kinds(element.get("/K", []))
