"""Word files in languages that are written from right to left: every paragraph, run, table and section says so."""

from lxml import etree

from drafting.documents.docx.docx_xml import W, add

# What the schema wants behind the word "bidi" in the properties of a paragraph.
_AFTER = {f"{{{W}}}{name}" for name in ("spacing", "ind", "jc", "outlineLvl", "rPr")}
# Letters of these scripts are bold and italic by words of their own.
_OWN = {f"{{{W}}}b": "bCs", f"{{{W}}}i": "iCs"}


def turned(root: etree._Element) -> None:
    """Turn a whole part of a file."""
    for properties in root.iter(f"{{{W}}}pPr"):
        at = next((at for at, it in enumerate(properties) if it.tag in _AFTER), len(properties))
        properties.insert(at, etree.Element(f"{{{W}}}bidi"))
    for run in root.iter(f"{{{W}}}r"):
        _turned_run(run)
    for table in root.iter(f"{{{W}}}tblPr"):
        table.insert(0, etree.Element(f"{{{W}}}bidiVisual"))
    for section in root.iter(f"{{{W}}}sectPr"):
        add(section, "bidi")


def _turned_run(run: etree._Element) -> None:
    properties = run.find(f"{{{W}}}rPr")
    if properties is None:
        properties = etree.Element(f"{{{W}}}rPr")
        run.insert(0, properties)
    for element in list(properties):
        if element.tag in _OWN:
            element.addnext(etree.Element(f"{{{W}}}{_OWN[element.tag]}"))
    add(properties, "rtl")
