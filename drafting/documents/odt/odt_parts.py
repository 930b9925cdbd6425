"""The parts of an OpenDocument text around its words: styles, page header and footer, properties, list of parts."""

from pathlib import Path

from lxml import etree

from drafting.documents.odt.odt_own import deeper_styles
from drafting.documents.odt.odt_xml import add, name, root, serialized, words
from drafting.documents.typeset import Document
from drafting.domain.xml_signs import writable

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_COUNTRIES = {"en": "GB", "ru": "RU", "kk": "KZ", "ky": "KG", "tg": "TJ", "fr": "FR", "ar": "EG", "fa": "IR"}
_STYLES = Path(__file__).with_name("odt_styles.xml").read_bytes()
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def manifest(parts: tuple[str, ...]) -> bytes:
    """The list of the parts; all of them are XML."""
    whole = etree.Element(f"{{{_MANIFEST}}}manifest", nsmap={"manifest": _MANIFEST})
    whole.set(f"{{{_MANIFEST}}}version", "1.3")
    for path, kind in (("/", MEDIA_TYPE), *((part, "text/xml") for part in parts)):
        entry = etree.SubElement(whole, f"{{{_MANIFEST}}}file-entry")
        entry.set(f"{{{_MANIFEST}}}full-path", path)
        entry.set(f"{{{_MANIFEST}}}media-type", kind)
    return serialized(whole)


def meta(document: Document) -> bytes:
    """The file's properties: title, language, and the day of the text, never the time of writing."""
    whole = root("office:document-meta")
    properties = add(whole, "office:meta")
    add(properties, "dc:title").text = writable(document.title)
    add(properties, "dc:language").text = document.language
    if document.dated:
        for which in ("meta:creation-date", "dc:date"):
            add(properties, which).text = f"{document.dated.isoformat()}T00:00:00"
    return serialized(whole)


def styles(document: Document) -> bytes:
    """The named styles and the pages, in the document's language and direction."""
    whole = etree.fromstring(_STYLES, etree.XMLParser(remove_blank_text=True))
    for text in whole.iter(name("style:default-style")):
        _speaks(text[1], document.language)
        text[0].set(name("style:writing-mode"), _direction(document))
    for directed in whole.iter(name("style:page-layout-properties"), name("style:table-properties")):
        directed.set(name("style:writing-mode"), _direction(document))
    # Said outright: LibreOffice takes "start" for the left and "end" for the right in every script.
    sides = {"start": "right", "end": "left"} if document.right_to_left else {"start": "left", "end": "right"}
    for aligned in whole.iter(name("style:paragraph-properties")):
        side = str(aligned.get(name("fo:text-align"), ""))
        if side in sides:
            aligned.set(name("fo:text-align"), sides[side])
    for line in whole.iter(name("style:footnote-sep")):
        line.set(name("style:adjustment"), "right" if document.right_to_left else "left")
    named = next(whole.iter(name("office:styles")))
    for style, parent in deeper_styles():
        shown = style.replace("_20_", " ")
        made = {"style:name": style, "style:display-name": shown, "style:parent-style-name": parent}
        add(named, "style:style", {**made, "style:family": "paragraph"})
    for numbering in whole.iter(name("text:linenumbering-configuration")):
        numbering.set(name("text:number-lines"), "true" if document.line_numbers else "false")
        numbering.set(name("text:number-position"), "right" if document.right_to_left else "left")
    page = next(whole.iter(name("style:master-page")))
    if document.header:
        _header(add(page, "style:header"), document.header)
    _footer(add(page, "style:footer"), document.footer)
    return serialized(whole)


def _direction(document: Document) -> str:
    return "rl-tb" if document.right_to_left else "lr-tb"


def _speaks(properties: etree._Element, language: str) -> None:
    """Spelling and hyphenation go by these; scripts from right to left have a pair of their own."""
    code = language.partition("-")[0]
    for suffix in ("", "-complex"):
        prefix = "style" if suffix else "fo"
        properties.set(name(f"{prefix}:language{suffix}"), code)
        properties.set(name(f"{prefix}:country{suffix}"), _COUNTRIES.get(code, "none"))


def _header(header: etree._Element, lines: tuple[str, ...]) -> None:
    """The first line where lines begin, the others below each other at their end, over a thin rule."""
    table = add(header, "table:table", {"table:name": "HeaderTable", "table:style-name": "HeaderTable"})
    for column in ("HeaderTable.A", "HeaderTable.B"):
        add(table, "table:table-column", {"table:style-name": column})
    row = add(table, "table:table-row")
    for style, shown in (("Header_20_left", lines[:1]), ("Header_20_right", lines[1:] or ("",))):
        cell = add(row, "table:table-cell", {"office:value-type": "string"})
        for line in shown:
            words(add(cell, "text:p", {"text:style-name": style}), line)
    add(header, "text:p", {"text:style-name": "Header_20_rule"})


def _footer(footer: etree._Element, parts: tuple[str, ...]) -> None:
    line = add(footer, "text:p", {"text:style-name": "Footer"})
    for part in parts:
        if part == "{page}":
            add(line, "text:page-number", {"text:select-page": "current"}).text = "1"
        elif part == "{pages}":
            add(line, "text:page-count").text = "1"
        else:
            words(line, part)
