"""WordprocessingML elements: the few that our Word files are made of."""

import re

from lxml import etree

from drafting.documents.typeset import Run

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TWIPS_PER_CM = 567
# XML has no way to write these signs, not even as a reference.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CHANGES = {"insert": "Insertion", "delete": "Deletion"}


def root(name: str) -> etree._Element:
    return etree.Element(f"{{{W}}}{name}", nsmap={"w": W, "r": R})


def serialized(element: etree._Element) -> bytes:
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def writable(text: str) -> str:
    """The text with the replacement sign in place of what XML cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)


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


def words(parent: etree._Element, text: str, style: str = "", *, bold: bool = False) -> None:
    """A run of plain words."""
    element = add(parent, "r")
    if style or bold:
        properties = add(element, "rPr")
        if style:
            add(properties, "rStyle", val=style)
        if bold:
            add(properties, "b")
    _text(element, text)


def runs(parent: etree._Element, marked: tuple[Run, ...]) -> None:
    for run in marked:
        if run.number and run.first:
            _first_mark(parent, run)
        elif run.number:
            # \f gives the number the look of a footnote mark.
            field(parent, f"NOTEREF _RefNote{run.number} \\f \\h", str(run.number), run)
        else:
            _text(_run(parent, run), run.text)


def field(parent: etree._Element, instruction: str, shown: str, style: Run) -> None:
    """A field that Word computes; shown: its value until it does."""
    add(_run(parent, style), "fldChar", fldCharType="begin")
    code = add(_run(parent, style), "instrText")
    code.set(_SPACE, "preserve")
    code.text = f" {instruction} "
    add(_run(parent, style), "fldChar", fldCharType="separate")
    _text(_run(parent, style), shown)
    add(_run(parent, style), "fldChar", fldCharType="end")


def note_number(parent: etree._Element) -> None:
    """The number in front of the text of a footnote."""
    element = add(parent, "r")
    add(add(element, "rPr"), "rStyle", val="FootnoteReference")
    add(element, "footnoteRef")
    add(add(parent, "r"), "tab")


def _first_mark(parent: etree._Element, run: Run) -> None:
    """The footnote itself, inside a bookmark that the other places of a shared note refer to."""
    number = str(run.number)
    add(parent, "bookmarkStart", id=number, name=f"_RefNote{number}")
    add(_run(parent, run), "footnoteReference", id=number)
    add(parent, "bookmarkEnd", id=number)


def _run(parent: etree._Element, run: Run) -> etree._Element:
    """An empty run in the style of `run`; the properties stand in the order of the schema."""
    element = add(parent, "r")
    style = _CHANGES.get(run.change) or ("FootnoteReference" if run.number else "")
    if not (style or run.bold or run.italic):
        return element
    properties = add(element, "rPr")
    if style:
        add(properties, "rStyle", val=style)
    if run.bold:
        add(properties, "b")
    if run.italic:
        add(properties, "i")
    if run.number:
        add(properties, "vertAlign", val="superscript")
    return element


def _text(run: etree._Element, text: str) -> None:
    """Words with their tabs and line breaks."""
    for part in re.split(r"([\t\n])", writable(text)):
        if part == "\t":
            add(run, "tab")
        elif part == "\n":
            add(run, "br")
        elif part:
            element = add(run, "t")
            element.text = part
            element.set(_SPACE, "preserve")
