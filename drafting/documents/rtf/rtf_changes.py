"""A rich text that came back: every paragraph with every change in it, told by author, its anchors, notes and comments.

The very words and changes that `rtf_in` reads as they are and as they were. Source: practice.md section 9.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from drafting.documents.anchors import without_copies
from drafting.documents.changed import as_note
from drafting.documents.docx.docx_changes_styles import bare_name, known_style
from drafting.documents.rtf.rtf_in_flow import Flow
from drafting.documents.rtf.rtf_in_reader import read_all
from drafting.documents.stamps import stamp_of
from drafting.domain.errors import BadText
from drafting.domain.returned import Came, Copy

_TOLD_OTHERWISE = {"comments-left-out"}


def read(data: bytes) -> Copy:
    """The copy that an .rtf file is. Raises BadText: empty (a file without words), broken-file."""
    reader = read_all(data)
    body = tuple(_paragraphs(reader.body))
    notes = tuple(as_note(key, tuple(_paragraphs(flow))) for key, flow in reader.notes)
    if not any(it.words for it in (*body, *notes)):
        raise BadText("empty")
    met = Counter(code for flow in reader.flows() for it in flow.changed() for code, _ in it.look.noticed)
    met["formatting-left-out"] = reader.changes["formatted"]
    return Copy(
        tuple(without_copies((*body, *notes))),
        stamp_of(reader.facts.properties, reader.facts.bookmarks),
        (
            *((code, str(count)) for code, count in met.items() if count),
            *(told for told in reader.noticed() if told[0] not in _TOLD_OTHERWISE),
        ),
    )


def _paragraphs(flow: Flow) -> Iterator[Came]:
    """Without those that are printed round the text."""
    for changed, comments, style in flow.all():
        kind, level, is_furniture = known_style(bare_name(style))
        remarks = tuple(it.remark for it in comments if it.remark)
        if not is_furniture:
            yield replace(changed.came, kind=kind, level=level, remarks=remarks)
