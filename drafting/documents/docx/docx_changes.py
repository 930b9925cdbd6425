"""A returned Word copy: every paragraph with every change in it, told by author, its anchors, notes and comments.

Nothing is taken or left out: what the text was, what it is, and what each author alone made of it can all be read from
the answer (`domain/returned_views`). Source: practice.md section 9.
"""

from collections.abc import Iterator, Mapping

from lxml import etree

from drafting.documents.anchors import own_anchors, without_copies
from drafting.documents.changed import as_note
from drafting.documents.docx.docx_changes_beside import left_out, remarks, stamp
from drafting.documents.docx.docx_changes_known import common_of, without_sessions
from drafting.documents.docx.docx_changes_runs import Reader
from drafting.documents.docx.docx_changes_styles import Looks
from drafting.documents.docx.docx_in_package import Package, W
from drafting.documents.docx.docx_in_references import shared_marks
from drafting.documents.docx.docx_in_settled import settle
from drafting.domain.errors import BadText
from drafting.domain.returned import Came, Copy


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
    styles, numbering, known = common_of(package, path)
    without_sessions(body)
    roots = _roots(package, path)
    settle(body, *roots.values())
    names = [str(it.get(f"{W}name", "")) for part in (body, *roots.values()) for it in part.iter(f"{W}bookmarkStart")]
    reader = Reader(
        Looks(styles, numbering), shared_marks(body), remarks(package, path), known=known, anchors=own_anchors(names)
    )
    reader.container(body)
    notes = tuple(_notes(roots, reader))
    counted = [(code, str(count)) for code, count in sorted(reader.counted.items())]
    return Copy(
        tuple(without_copies((*reader.paragraphs, *notes))),
        stamp(package, names),
        (*counted, *left_out(package, path)),
    )


def _roots(package: Package, path: str) -> dict[str, etree._Element]:
    """Kind → the part that holds its notes, for each that there is."""
    kinds = ("footnote", "endnote")
    return {kind: root for kind in kinds if (root := package.beside(path, f"{kind}s")) is not None}


def _notes(roots: Mapping[str, etree._Element], body: Reader) -> Iterator[Came]:
    """The notes by their first marks, then those without a mark."""
    found = {
        body.key(kind, str(element.get(f"{W}id"))): element
        for kind, root in roots.items()
        for element in root.iterfind(f"{W}{kind}")
        if element.get(f"{W}type") in {None, "normal"}
    }
    looks = body.looks.anew()
    for key in sorted(found, key=int):
        reader = body.of_note(looks)
        reader.container(found[key])
        yield as_note(key, reader.paragraphs)
