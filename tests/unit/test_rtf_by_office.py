"""Tracked Word files saved as rich text by LibreOffice: in its own ways of writing changes the same is found."""

import pytest

from drafting.documents.docx import docx_changes, docx_in
from drafting.documents.recognise.recognise import recognise
from drafting.documents.rtf import rtf_changes, rtf_in
from drafting.domain.inline import Piece
from drafting.domain.returned import Came, Copy, Words
from drafting.domain.returned_findings import findings
from tests.returning import file_of
from tests.unit.test_returned_by_office import BY, DRAFT, EDITS, NAME, copy_of

ENDS = Words(Piece(""))
CAME, GONE = Words(Piece(""), inserted="Aida"), Words(Piece(""), deleted="Aida")


def paragraph(*words, ends=ENDS):
    """words: plain ones, or ("+" or "-", words) for those that Aida inserted or deleted."""
    said = [
        Words(Piece(it))
        if isinstance(it, str)
        else Words(Piece(it[1]), *(("Aida", "") if it[0] == "+" else ("", "Aida")))
        for it in words
    ]
    return Came(tuple(said), ends)


# Of a deletion that begins in one paragraph and ends in another LibreOffice writes none of the ends: it reads them back
# as staying, too.
TEXTS = {
    "two joined": [paragraph("One ", "and", ends=GONE), paragraph(" two."), paragraph("Three.")],
    "one parted": [paragraph("One ", ends=CAME), paragraph("and two."), paragraph("Three.")],
    "three gone": [*(paragraph(("-", f"Number {at}."), ends=GONE) for at in range(3)), paragraph("Four.")],
    "three came": [*(paragraph(("+", f"Number {at}."), ends=CAME) for at in range(3)), paragraph("Four.")],
    "an empty one came": [paragraph("One.", ends=CAME), paragraph(ends=CAME), paragraph("Two.")],
    "in italics": [
        Came((Words(Piece("Recalling", italic=True)), Words(Piece(" it", bold=True), "Aida")), GONE),
        paragraph("and on."),
    ],
}


def words(read, data, changes):
    """All that a reading says, without white space."""
    recognition = recognise(read(data, changes))
    assert recognition.lost == ""
    return ["".join(f"{it.label}{it.text}".split()) for it in recognition.blocks]


@pytest.mark.parametrize("what", TEXTS)
def test_ends_of_paragraphs_are_read_as_they_are_in_word(office, what):
    data = file_of(Copy(tuple(TEXTS[what])))
    saved = office.resaved(data, "rtf")
    assert rtf_changes.read(saved).authors == ("Aida",)
    for changes in ("accept", "reject"):
        assert words(rtf_in.read, saved, changes) == words(docx_in.read, data, changes)


# Saving a file with comments a second time, LibreOffice empties its footnotes.
@pytest.mark.parametrize("what", [it for it in EDITS if "comment" not in it])
def test_what_is_done_in_libreoffice_is_found_in_the_rich_text(office, what):
    edits, _ = EDITS[what]
    data = office.edited(copy_of(DRAFT, protected=False), edits, NAME)
    saved = office.resaved(data, "rtf")
    copy = rtf_changes.read(saved)
    assert (copy.stamp, copy.anchored, copy.authors) == (docx_changes.read(data).stamp, True, (BY,))
    found, expected = findings(copy, DRAFT), findings(docx_changes.read(data), DRAFT)
    told = [(it.kind, it.label, it.text, it.notes, it.by) for it in found]
    assert told == [(it.kind, it.label, it.text, it.notes, it.by) for it in expected]
    for changes in ("accept", "reject"):
        assert words(rtf_in.read, saved, changes) == words(docx_in.read, data, changes)


def test_comments_come_as_reasons(office):
    edits, _ = EDITS["a comment on words that change, and on words that do not"]
    data = office.edited(copy_of(DRAFT, protected=False), edits, NAME)
    comments = [remark for it in rtf_changes.read(office.resaved(data, "rtf")).paragraphs for remark in it.remarks]
    assert [(it.by, it.text) for it in comments] == [(BY, "Our capital asks for this."), (BY, "Why only labour?")]
