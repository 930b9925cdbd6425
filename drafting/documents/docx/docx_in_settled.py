"""What a Word file displays and does not say in so many words, said in words before anybody reads it.

Signs of fonts of signs, what is chosen in a form, and codes of fields that hold other fields. Source: ECMA-376 part 1,
sections 17.3.3.30 (sym), 17.16 (fields and forms).
"""

from dataclasses import dataclass, field

from lxml import etree

from drafting.documents.docx.docx_in_package import W
from drafting.documents.symbol_fonts import shown, sign

_TEXT, _CODE, _SYMBOL, _FONTS, _FIELD = (f"{W}{name}" for name in ("t", "instrText", "sym", "rFonts", "fldChar"))
_VAL, _OFF = f"{W}val", {"0", "false", "off"}
_BOXES = {True: "☒", False: "☐"}


def settle(*parts: etree._Element) -> None:
    """Done to the XML itself, so that the readers and the loss check read the same. Raises ValueError."""
    for part in parts:
        for element in list(part.iter(_SYMBOL)):
            element.text = sign(int(element.get(f"{W}char", "20"), 16), element.get(f"{W}font", ""))
            element.tag = _TEXT
        for element in part.iter(_FONTS):
            _lettered(element)
        _without_inner_codes(part)


def _lettered(fonts: etree._Element) -> None:
    """Words of a run in a font of signs."""
    font, properties = fonts.get(f"{W}ascii", ""), fonts.getparent()
    run = None if properties is None else properties.getparent()
    if run is None or shown("\uf0b7", font) == "\uf0b7":
        return
    for text in run.iterchildren(_TEXT, f"{W}delText"):
        text.text = shown(text.text or "", font)


@dataclass
class _Open:
    """A field that has begun. inner: results of fields inside its code; says: whether a result of its own was met."""

    begun: etree._Element
    has_result: bool = False
    says: bool = False
    inner: list[etree._Element] = field(default_factory=list)


def _without_inner_codes(part: etree._Element) -> None:
    """A field inside the code of another is computed for the other's sake and not displayed."""
    fields: list[_Open] = []
    for element in list(part.iter(_FIELD, _TEXT)):
        kind = element.get(f"{W}fldCharType") if element.tag == _FIELD else ""
        if kind == "begin":
            fields.append(_Open(element))
        elif fields and kind == "separate":
            fields[-1].has_result = True
            _silence(fields[-1])
        elif fields and kind == "end":
            ended = fields.pop()
            _silence(ended)
            if not ended.says:
                _choose(ended.begun)
        elif fields and not kind:
            fields[-1].says = fields[-1].says or fields[-1].has_result
            _hold(fields, element)


def _hold(fields: list[_Open], text: etree._Element) -> None:
    """A result counts for the outermost field whose code it stands in."""
    if not fields[-1].has_result:
        return
    outer = next((it for it in fields if not it.has_result), None)
    if outer is not None:
        outer.inner.append(text)


def _silence(of: _Open) -> None:
    """Only now is it known that the field is one: a code that never ends is none."""
    for text in of.inner:
        text.tag = _CODE
    of.inner = []


def _choose(begun: etree._Element) -> None:
    """What is chosen in a field of a form."""
    chosen = ""
    for drop in begun.iter(f"{W}ddList"):
        entries = [str(it.get(_VAL, "")) for it in drop.iterchildren(f"{W}listEntry")]
        at = next((it.get(_VAL, "0") for name in ("result", "default") for it in drop.iterchildren(f"{W}{name}")), "0")
        chosen = entries[int(at)] if at.isdigit() and int(at) < len(entries) else ""
    for box in begun.iter(f"{W}checkBox"):
        said = [it for name in ("checked", "default") for it in box.iterchildren(f"{W}{name}")]
        chosen = _BOXES[bool(said) and said[0].get(_VAL) not in _OFF]
    if chosen:
        words = etree.Element(_TEXT)
        words.text = chosen
        begun.addnext(words)
