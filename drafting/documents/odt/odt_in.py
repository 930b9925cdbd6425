"""OpenDocument text in: paragraphs with their displayed labels, italic and bold, notes; as it is, or before changes.

Read directly with lxml, because pandoc counts lists anew, as 1, 2, 3, whatever the file displays.
Source: OASIS OpenDocument 1.3, part 3, sections 4 to 7.
"""

from collections import Counter

from lxml import etree

from drafting.documents.changed import told_of
from drafting.documents.odt.odt_changes_undone import undo
from drafting.documents.odt.odt_in_body import Reader, bookmarked, notes_in
from drafting.documents.odt.odt_in_parts import Parts
from drafting.documents.odt.odt_in_styles import TEXT
from drafting.documents.odt.odt_in_words import everything_said
from drafting.documents.recognise.recognise_source import Changes, Source

_CHANGES = {"insertion": "inserted", "deletion": "deleted", "format-change": "formatted"}


def read(data: bytes, changes: Changes = "accept") -> Source:
    """The paragraphs and notes of an .odt file. Raises BadText: broken-file, encrypted, zip-bomb, not-a-document.

    changes: whether what was changed with changes tracked is read as it is now, or as it was before.
    """
    parts = Parts.of(data)
    body = parts.body
    noticed = (*_tracked(body), *parts.comments(), *parts.beside_the_text())
    if changes == "reject":
        undo(body)
    reader = Reader(parts.styles, bookmarked(body), known=notes_in(body))
    reader.container(body)
    return Source(
        tuple(reader.paragraphs),
        tuple((key, text) for key, text in reader.notes.items()),
        everything_said(body, reader.labels),
        noticed,
    )


def _tracked(body: etree._Element) -> list[tuple[str, str]]:
    """How many changes were tracked, by what they do."""
    regions = body.findall(f"{TEXT}tracked-changes/{TEXT}changed-region")
    names = (etree.QName(change).localname for region in regions for change in region.iterchildren(tag=etree.Element))
    return told_of(Counter(_CHANGES[name] for name in names if name in _CHANGES))
