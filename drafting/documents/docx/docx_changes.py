"""A returned Word copy: every paragraph with every change in it, told by author, its anchors, notes and comments.

Nothing is taken or left out: what the text was, what it is, and what each author alone made of it can all be read from
the answer (`domain/returned_views`). Source: practice.md section 9.
"""

from collections.abc import Iterator
from dataclasses import replace

from drafting.documents.changed import as_note
from drafting.documents.docx.docx_changes_beside import left_out, remarks, stamp
from drafting.documents.docx.docx_changes_known import common_of, without_sessions
from drafting.documents.docx.docx_changes_runs import Reader
from drafting.documents.docx.docx_changes_styles import Looks
from drafting.documents.docx.docx_in_package import Package, W
from drafting.documents.docx.docx_in_references import shared_marks
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
    reader = Reader(Looks(styles, numbering), shared_marks(body), remarks(package, path), known=known)
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
        reader = Reader(body.looks, {}, body.remarks, marked=body.marked, counted=body.counted, known=body.known)
        reader.container(found[key])
        # What a list inside a note counts, `docx_in` does not read either.
        yield as_note(key, [replace(it, label="") for it in reader.paragraphs])
