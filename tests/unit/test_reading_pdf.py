"""PDF: the text of its pages, without the headers and footers that repeat; what it is worth is told."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from drafting.documents import reading
from drafting.documents.pdf import pdf_in
from drafting.documents.tree import Block
from drafting.documents.writing import write
from drafting.domain.errors import BadText
from tests.strange_files import NOTE, printed

LONG = tuple(
    Block(
        "operative",
        f"Paragraph {number} of a text that fills more than one line of a page by its length.",
        f"{number}.",
    )
    for number in range(1, 90)
)


def codes(found):
    return [(it.code, it.detail) for it in found.warnings if it.code != "line-joined"]


def test_the_paragraphs_of_many_pages_are_read_and_what_repeats_is_told():
    data = write(printed(Block("title", "Communiqué"), *LONG), "pdf")
    assert len(PdfReader(io.BytesIO(data)).pages) > 2
    found = reading.read(data, "draft.pdf")
    assert [it for it in found.blocks if it.kind == "operative"] == list(LONG)
    assert [code for code, _ in codes(found)][:3] == ["pdf-lines", "header-left-out", "footer-left-out"]
    assert "revision 14" in codes(found)[1][1]
    assert found.lost == ""


def test_a_page_alone_keeps_all_its_lines():
    text = " ".join(it.text for it in reading.read(write(printed(), "pdf"), "draft.pdf").blocks)
    assert "Page 1 of 1" in text
    assert "Принято единогласно" in text
    assert NOTE.text not in text


def rewritten(change):
    writer = PdfWriter(clone_from=io.BytesIO(write(printed(), "pdf")))
    change(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def blank(writer):
    for _ in range(len(writer.pages)):
        writer.remove_page(0)
    writer.add_blank_page(100, 100)


def test_a_pdf_that_only_forbids_is_read_and_one_with_a_password_is_refused():
    assert reading.read(rewritten(lambda it: it.encrypt("", "owner")), "draft.pdf").blocks
    with pytest.raises(BadText) as refusal:
        reading.read(rewritten(lambda it: it.encrypt("secret")), "draft.pdf")
    assert refusal.value.code == "encrypted"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (rewritten(blank), "pdf-without-text"),
        (b"%PDF-1.7 text", "broken-file"),
    ],
)
def test_what_cannot_be_read_is_refused(data, code):
    with pytest.raises(BadText) as refusal:
        reading.read(data, "draft.pdf")
    assert refusal.value.code == code


@pytest.mark.parametrize(("limit", "code"), [("_MOST_PAGES", "too-many-pages"), ("_LONGEST_TEXT", "too-long-text")])
def test_more_than_a_document_holds_is_refused(monkeypatch, limit, code):
    monkeypatch.setattr(pdf_in, limit, 0)
    with pytest.raises(BadText) as refusal:
        reading.read(write(printed(), "pdf"), "draft.pdf")
    assert refusal.value.code == code
