"""What a Word file says beside its text: comments, and the stamp by which it is known when it comes back."""

from collections.abc import Iterable, Sequence

from lxml import etree

from drafting.documents.docx.docx_xml import add, paragraph, root, serialized, words
from drafting.documents.tree import Remark
from drafting.domain.xml_signs import writable

_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# The set of properties that users define, [MS-OSHARED] 2.3.3.2.3.1; the first two numbers are taken.
_USERS, _FIRST = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", 2


def comments(remarks: Iterable[tuple[int, Remark]]) -> bytes:
    """comments.xml. remarks: with the ids by which the text refers to them."""
    whole = root("comments")
    for number, remark in remarks:
        when = {"date": remark.at} if remark.at else {}
        by = {"author": writable(remark.by), "initials": writable(remark.code)}
        element = add(whole, "comment", id=str(number), **by, **when)
        for line in remark.text.split("\n"):
            words(paragraph(element, "CommentText"), line)
    return serialized(whole)


def stamped(facts: Sequence[tuple[str, str]]) -> bytes:
    """docProps/custom.xml: each fact as a property "drafting-…"."""
    whole = etree.fromstring(f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}"/>')
    for number, (name, value) in enumerate(facts, start=_FIRST):
        fact = {"fmtid": _USERS, "pid": str(number), "name": f"drafting-{name}"}
        element = etree.SubElement(whole, f"{{{_CUSTOM}}}property", fact)
        etree.SubElement(element, f"{{{_VALUES}}}lpwstr").text = writable(value)
    return serialized(whole)


def stamp_name(facts: Sequence[tuple[str, str]]) -> str:
    """The same as the name of a bookmark, for programs that drop properties: "_stamp_12_345_en_KAZ"."""
    told = dict(facts)
    return "_".join(["_stamp", *(told.get(name, "") for name in ("draft", "seq", "language", "party"))])
