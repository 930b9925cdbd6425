"""A returned OpenDocument copy: every paragraph with every change in it, told by author, its anchors, notes, comments.

What was deleted is put back first, so that all changes are stretches of one text. As in `docx_changes`, nothing is
taken or left out. Source: practice.md section 9; OASIS OpenDocument 1.3, part 3, section 5.5.
"""

from collections import Counter

from drafting.documents.anchors import own_anchors, without_copies
from drafting.documents.odt.odt_changes_back import put_back
from drafting.documents.odt.odt_changes_runs import Reader
from drafting.documents.odt.odt_changes_told import changes_of
from drafting.documents.odt.odt_in_body import bookmarked, notes_in
from drafting.documents.odt.odt_in_parts import Parts
from drafting.documents.odt.odt_in_styles import TEXT
from drafting.documents.stamps import stamp_of
from drafting.domain.errors import BadText
from drafting.domain.returned import Copy


def read(data: bytes) -> Copy:
    """The copy that an .odt file is. Raises BadText: empty (a file without words), and as `Parts.of` does."""
    parts = Parts.of(data)
    body = parts.body
    names = [str(it.get(f"{TEXT}name")) for it in body.iter(f"{TEXT}bookmark", f"{TEXT}bookmark-start")]
    changes = changes_of(body)
    put_back(body, changes)
    reader = Reader(parts.styles, bookmarked(body), known=notes_in(body), changes=changes, anchors=own_anchors(names))
    reader.container(body)
    paragraphs = (*reader.came, *(reader.noted[key] for key in sorted(reader.noted, key=int)))
    if not any(it.words for it in paragraphs):
        raise BadText("empty")
    counted = Counter(code for code, _ in reader.noticed)
    counted["formatting-left-out"] = sum(1 for _ in body.iter(f"{TEXT}format-change"))
    told = [(code, str(count)) for code, count in sorted(counted.items()) if count]
    return Copy(
        tuple(without_copies(paragraphs)), stamp_of(parts.properties(), names), (*told, *parts.beside_the_text())
    )
