"""A returned Word copy: every paragraph with every change in it, told by author, its anchors, notes and comments.

Nothing is taken or left out: what the text was, what it is, and what each author alone made of it can all be read from
the answer (`domain/returned_views`). Source: practice.md section 9.
"""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from drafting.documents.docx_changes_beside import left_out, remarks, stamp
from drafting.documents.docx_changes_runs import Reader
from drafting.documents.docx_changes_styles import Looks
from drafting.documents.docx_in_numbering import Numbering
from drafting.documents.docx_in_package import Package, W
from drafting.documents.docx_in_references import shared_marks
from drafting.documents.docx_in_styles import Styles
from drafting.domain.errors import BadText
from drafting.domain.inline import Piece
from drafting.domain.returned import Came, Copy, Words


def read(data: bytes) -> Copy:
    """The copy that a .docx file is. Raises BadText: empty (a file without words), and as `Package` does."""
    try:
        copy = _read(Package.of(data))
    except (ValueError, OverflowError) as err:  # A number in the XML that is none, or none of a sign.
        raise BadText("broken-word") from err
    if not any(it.words for it in copy.paragraphs):
        raise BadText("empty")
    return copy


def _read(package: Package) -> Copy:
    path = package.document()
    root = package.tree(path)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        return Copy(())
    styles, numbering = (package.beside(path, name) for name in ("styles.xml", "numbering.xml"))
    looks = Looks(Styles.of(styles), Numbering.of(numbering))
    reader = Reader(looks, shared_marks(body), remarks(package, path))
    reader.container(body)
    notes = tuple(_notes(package, path, reader))
    counted = [(code, str(count)) for code, count in sorted(reader.counted.items())]
    return Copy(
        (*reader.paragraphs, *notes),
        stamp(package, body),
        (*counted, *left_out(package)),
    )


def _notes(package: Package, path: str, body: Reader) -> Iterator[Came]:
    """The notes by their first marks, then those without a mark."""
    found = {
        body.key(kind, str(element.get(f"{W}id"))): element
        for kind in ("footnote", "endnote")
        if (root := package.beside(path, f"{kind}s.xml")) is not None
        for element in root.iterfind(f"{W}{kind}")
        if element.get(f"{W}type") in {None, "normal"}
    }
    for key in sorted(found, key=int):
        yield replace(_note(found[key], body), note=key)


def _note(element: etree._Element, body: Reader) -> Came:
    """A note as one paragraph, its own paragraphs on lines of their own."""
    reader = Reader(body.looks, {}, body.remarks, marked=body.marked, counted=body.counted)
    reader.container(element)
    words: list[Words] = []
    for at, it in enumerate(reader.paragraphs):
        if at:
            ends = reader.paragraphs[at - 1].ends
            words.append(replace(ends, piece=Piece("\n")))
        words += it.words
    anchors = tuple(anchor for it in reader.paragraphs for anchor in it.anchors)
    told = tuple(remark for it in reader.paragraphs for remark in it.remarks)
    return Came(tuple(words), anchors=anchors, remarks=told)
