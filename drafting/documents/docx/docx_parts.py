"""The parts of a Word file around its text: relations, settings, fonts, styles, page header and footer."""

from datetime import date
from pathlib import Path

from lxml import etree

from drafting.documents.docx.docx_own import DEEPEST
from drafting.documents.docx.docx_xml import W, add, field, paragraph, root, serialized, words
from drafting.domain.xml_signs import writable

_REGIONS = {"en": "en-GB", "ru": "ru-RU", "kk": "kk-KZ", "ky": "ky-KG", "tg": "tg-Cyrl-TJ", "fr": "fr-FR"}
_STYLES = Path(__file__).with_name("docx_styles.xml").read_bytes()
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = b"http://schemas.openxmlformats.org/package/2006"
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml"
_WORD_PARTS = (
    (b"document", b"document.main"),
    (b"styles", b"styles"),
    (b"settings", b"settings"),
    (b"fontTable", b"fontTable"),
    (b"footnotes", b"footnotes"),
    (b"header1", b"header"),
    (b"footer1", b"footer"),
)
_HEADER_COLUMNS_TWIPS = (3628, 5442)  # 16 cm between two margins of 2.5 cm

_CUSTOM = b"application/vnd.openxmlformats-officedocument.custom-properties+xml"
COMMENTS = (b"comments", b"comments")


def content_types(further: tuple[tuple[bytes, bytes], ...] = (), *, stamped: bool = False) -> bytes:
    """further: parts beside those of every file, such as COMMENTS; stamped: with properties of our own."""
    custom = b'<Override PartName="/docProps/custom.xml" ContentType="%b"/>' % _CUSTOM if stamped else b""
    return (
        _DECLARATION
        + b'<Types xmlns="%b/content-types">' % _PACKAGE
        + b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + b'<Override PartName="/docProps/core.xml"'
        + b' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        + custom
        + b"".join(
            b'<Override PartName="/word/%b.xml" ContentType="%b.%b+xml"/>' % (name, _WORD_TYPE, kind)
            for name, kind in (*_WORD_PARTS, *further)
        )
        + b"</Types>"
    )


def package_relations(*, stamped: bool = False) -> bytes:
    custom = b'<Relationship Id="custom" Type="%b/custom-properties" Target="docProps/custom.xml"/>' % _OFFICE
    return (
        _DECLARATION
        + b'<Relationships xmlns="%b/relationships">' % _PACKAGE
        + b'<Relationship Id="document" Type="%b/officeDocument" Target="word/document.xml"/>' % _OFFICE
        + b'<Relationship Id="core" Type="%b/relationships/metadata/core-properties"' % _PACKAGE
        + b' Target="docProps/core.xml"/>'
        + (custom if stamped else b"")
        + b"</Relationships>"
    )


def document_relations(further: tuple[tuple[bytes, bytes], ...] = ()) -> bytes:
    return (
        _DECLARATION
        + b'<Relationships xmlns="%b/relationships">' % _PACKAGE
        + b"".join(
            b'<Relationship Id="%b" Type="%b/%b" Target="%b.xml"/>' % (kind, _OFFICE, kind, name)
            for name, kind in (*_WORD_PARTS[1:], *further)
        )
        + b"</Relationships>"
    )


CONTENT_TYPES = content_types()
PACKAGE_RELATIONS = package_relations()
DOCUMENT_RELATIONS = document_relations()


def settings(*, update: bool, protected: bool = False) -> bytes:
    """update: whether Word counts the pages of its fields anew when it opens the file, asking the reader first;
    protected: whether it tracks every change, and lets nobody switch that off in passing."""
    return (
        _SETTINGS[0]
        + (_TRACKING if protected else b"")
        + _SETTINGS[1]
        + (b'<w:updateFields w:val="true"/>' if update else b"")
        + _SETTINGS[2]
    )


# Without a password: it keeps nobody out, it reminds.
_TRACKING = b'<w:trackRevisions/><w:documentProtection w:edit="trackedChanges" w:enforcement="1"/>'
# A tab after a label that is too long for its place goes a short way, not half across the page.
_SETTINGS = (
    _DECLARATION + b'<w:settings xmlns:w="%b">' % W.encode(),
    b'<w:defaultTabStop w:val="142"/><w:autoHyphenation/><w:doNotHyphenateCaps/>',
    (
        b'<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        b'<w:compat><w:compatSetting w:name="compatibilityMode"'
        b' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
    ),
)
FONTS = (
    _DECLARATION
    + b'<w:fonts xmlns:w="%b"><w:font w:name="Times New Roman">' % W.encode()
    + b'<w:altName w:val="Liberation Serif"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    + b'<w:font w:name="Arial"><w:altName w:val="Liberation Sans"/><w:family w:val="swiss"/>'
    + b'<w:pitch w:val="variable"/></w:font></w:fonts>'
)


def core(title: str, language: str, dated: date | None = None) -> bytes:
    """The file's properties: title, language, and the day of the text's last change.

    The time of writing is left out, so that equal texts make equal files.
    """
    whole = etree.Element(f"{{{_PROPERTIES}}}coreProperties", nsmap={"cp": _PROPERTIES, "dc": _DC, "dcterms": _TERMS})
    etree.SubElement(whole, f"{{{_DC}}}title").text = writable(title)
    etree.SubElement(whole, f"{{{_DC}}}language").text = _region(language)
    for name in ("created", "modified") if dated else ():
        element = etree.SubElement(whole, f"{{{_TERMS}}}{name}", nsmap={"xsi": _INSTANCE})
        element.set(f"{{{_INSTANCE}}}type", "dcterms:W3CDTF")
        element.text = f"{dated}T00:00:00Z"
    return serialized(whole)


_PROPERTIES = f"{_PACKAGE.decode()}/metadata/core-properties"
_DC, _TERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


def styles(language: str) -> bytes:
    """The named styles, with the language that spelling and hyphenation go by."""
    whole = etree.fromstring(_STYLES)
    for first, name in (("Point", "Point"), ("BodyText", "Body Text")):
        shallow = next(it for it in whole if it.get(f"{{{W}}}styleId") == first)
        for depth in range(DEEPEST, 1 if first == "Point" else 0, -1):
            shallow.addnext(_deeper(first, f"{name} {depth}", depth))
    for element in whole.iter(f"{{{W}}}lang"):
        element.set(f"{{{W}}}val", _region(language))
    return serialized(whole)


def _deeper(first: str, name: str, depth: int) -> etree._Element:
    """A style like the first of its kind, for paragraphs further inside."""
    style = etree.Element(f"{{{W}}}style", {f"{{{W}}}type": "paragraph", f"{{{W}}}styleId": f"{first}{depth}"})
    add(style, "name", val=name)
    add(style, "basedOn", val=first)
    return style


def header(lines: tuple[str, ...]) -> bytes:
    """The first line on the left, the others below each other on the right, over a thin rule."""
    whole = root("hdr")
    if lines:
        table = add(whole, "tbl")
        properties = add(table, "tblPr")
        add(properties, "tblLayout", type="fixed")
        # The words begin and end with the rule below them.
        margins = add(properties, "tblCellMar")
        for side in ("left", "right"):
            add(margins, side, w="0", type="dxa")
        grid = add(table, "tblGrid")
        for width in _HEADER_COLUMNS_TWIPS:
            add(grid, "gridCol", w=str(width))
        row = add(table, "tr")
        for width, style, shown in zip(
            _HEADER_COLUMNS_TWIPS, ("HeaderLeft", "HeaderRight"), (lines[:1], lines[1:] or ("",)), strict=True
        ):
            cell = add(row, "tc")
            add(add(cell, "tcPr"), "tcW", w=str(width), type="dxa")
            for line in shown:
                words(paragraph(cell, style), line)
    paragraph(whole, "HeaderRule")
    return serialized(whole)


def footer(parts: tuple[str, ...]) -> bytes:
    """The page words, with fields for the page and the number of pages."""
    whole = root("ftr")
    line = paragraph(whole, "Footer")
    fields = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
    for part in parts:
        if part in fields:
            field(line, fields[part], "1")
        else:
            words(line, part)
    return serialized(whole)


def _region(language: str) -> str:
    return _REGIONS.get(language, language)
