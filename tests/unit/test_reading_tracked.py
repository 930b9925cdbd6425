"""A file with tracked changes read as it is and as it was; pandoc and LibreOffice say the same."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from drafting.documents.docx import docx_in
from drafting.documents.recognise.recognise import recognise
from drafting.documents.tree import Block, Printed, PrintedBlock, Span
from drafting.documents.writing import write
from drafting.domain.inline import plain
from tests.office import pandoc_text
from tests.returning import file_of
from tests.unit.test_returned_by_office import DRAFT, EDITS, NAME, copy_of
from tests.unit.test_returned_findings import AUTHORS, edited


def texts(data, changes):
    """The words of a file without its labels."""
    recognition = recognise(docx_in.read(data, changes))
    assert recognition.lost == ""
    return [it.text for it in recognition.blocks]


@given(edited(authors=AUTHORS[:2]))
@settings(max_examples=100, deadline=None)
def test_as_it_was_is_the_draft_and_as_it_is_the_edited_text(made):
    draft, work = made
    data = file_of(work.done())
    assert texts(data, "reject") == [it.text for it in draft]
    assert [it for it in texts(data, "accept") if it] == work.wanted


# Saving a file with comments a second time, LibreOffice empties its footnotes.
@pytest.mark.parametrize("what", [it for it in EDITS if "comment" not in it])
@pytest.mark.parametrize("changes", ["accept", "reject"])
def test_pandoc_and_libreoffice_say_the_same(office, what, changes):
    data = office.edited(copy_of(DRAFT, protected=False), EDITS[what][0], NAME)
    blocks = recognise(docx_in.read(data, changes)).blocks
    # Pandoc makes the title of a file no part of its text.
    ours = words(" ".join(f"{it.label} {plain(it.text)}" for it in blocks if it.kind != "title"))
    # A protected copy lets nobody accept or reject.
    theirs = office.accepted(data) if changes == "accept" else office.rejected(data)
    assert words(pandoc_text(data, "docx", track=changes)) == ours
    assert words(pandoc_text(theirs, "docx")) == ours


def test_a_footnote_that_came_with_a_change_is_gone_when_none_is_taken():
    """Its words and its mark are undone, and no empty footnote stays."""
    block = Block("operative", "To welcome the report;", "1.")
    came = Span("[^b]", "insert", "Aida", "2026-06-05T10:40:00Z")
    spans = (Span("To welcome the report"), came, Span(";"))
    note = PrintedBlock(
        Block("note", "New words.", "b"), tracked=(replace(came, text="New words."),), mark=replace(came, text="")
    )
    made = Printed(
        title="Draft",
        language="en",
        header=(),
        blocks=(PrintedBlock(block, tracked=spans),),
        notes={"b": note.block},
        page_words="{page}/{pages}",
        tracked_notes={"b": note},
    )
    data = write(made, "docx")
    assert texts(data, "accept") == ["To welcome the report[^1];", "New words."]
    assert texts(data, "reject") == ["To welcome the report;"]


def words(text):
    """The words in any order, without the numbers of notes: each program prints notes in a place and way of its own."""
    return sorted(re.findall(r"[^\W\d]{2,}", text))
