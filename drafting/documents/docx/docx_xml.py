"""WordprocessingML elements: the few that our Word files are made of."""

import re
from collections.abc import Callable

from lxml import etree

from drafting.documents.typeset import Run
from drafting.domain.xml_signs import writable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TWIPS_PER_CM = 567
_PLAIN = Run("")


def root(name: str) -> etree._Element:
    return etree.Element(f"{{{W}}}{name}", nsmap={"w": W, "r": R})


def serialized(element: etree._Element) -> bytes:
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def add(parent: etree._Element, name: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{W}}}{name}", {f"{{{W}}}{key}": value for key, value in attributes.items()})


def paragraph(
    parent: etree._Element,
    style: str,
    indents: tuple[float, float] | None = None,
    *,
    keep: bool = False,
    new_page: bool = False,
) -> etree._Element:
    """An empty paragraph of a named style.

    indents: of the text, and how far its label hangs out to the left, in cm; None for the style's own;
    keep: on one page with the beginning of the next paragraph; new_page: at the beginning of a page.
    """
    element = add(parent, "p")
    properties = add(element, "pPr")
    add(properties, "pStyle", val=style)
    if keep:
        add(properties, "keepNext")
    if new_page:
        add(properties, "pageBreakBefore")
    if indents:
        left, hanging = (str(round(cm * _TWIPS_PER_CM)) for cm in indents)
        add(properties, "ind", left=left, hanging=hanging)
    return element


def words(parent: etree._Element, said: str, style: str = "", *, bold: bool = False) -> None:
    """A run of plain words."""
    text(run(parent, style, Run("", bold=bold)), said)


def run(parent: etree._Element, style: str = "", look: Run = _PLAIN) -> etree._Element:
    """An empty run; the properties stand in the order of the schema."""
    element = add(parent, "r")
    style = style or ("FootnoteReference" if look.number else "")
    if not (style or look.bold or look.italic):
        return element
    properties = add(element, "rPr")
    if style:
        add(properties, "rStyle", val=style)
    if look.bold:
        add(properties, "b")
    if look.italic:
        add(properties, "i")
    if look.number:
        add(properties, "vertAlign", val="superscript")
    return element


def text(within: etree._Element, said: str, *, deleted: bool = False) -> None:
    """Words with their tabs and line breaks. deleted: by somebody, which is tracked."""
    for part in re.split(r"([\t\n])", writable(said)):
        if part == "\t":
            add(within, "tab")
        elif part == "\n":
            add(within, "br")
        elif part:
            _kept(add(within, "delText" if deleted else "t"), part)


def field(parent: etree._Element, instruction: str, shown: str) -> None:
    """A field that Word computes; shown: its value until it does."""
    written_field(instruction, shown, lambda: run(parent))


def written_field(instruction: str, shown: str, begun: Callable[[], etree._Element], *, deleted: bool = False) -> None:
    """The same, its runs each begun by `begun`."""
    add(begun(), "fldChar", fldCharType="begin")
    _kept(add(begun(), "delInstrText" if deleted else "instrText"), f" {instruction} ")
    add(begun(), "fldChar", fldCharType="separate")
    text(begun(), shown, deleted=deleted)
    add(begun(), "fldChar", fldCharType="end")


def _kept(element: etree._Element, said: str) -> None:
    """Words with the spaces at their ends."""
    element.text = said
    element.set(_SPACE, "preserve")


def note_number(parent: etree._Element) -> None:
    """The number in front of the text of a footnote."""
    add(run(parent, "FootnoteReference"), "footnoteRef")
    add(run(parent), "tab")
