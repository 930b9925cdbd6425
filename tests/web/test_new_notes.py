"""New footnotes of proposals on the pages and in the files: their words stand wherever the proposal stands."""

import io
import zipfile

import pypdf
import pytest
from sqlalchemy import select

from drafting.domain.notes import new_key
from drafting.persistence.records import Paragraph
from tests import acts, returned
from tests.returned import edited, noted

WORDS = "As set out in the report of *2026*."
PLAIN = "As set out in the report of 2026."


@pytest.fixture
def ref(world):
    return acts.propose_note(world, "head.arv", "1.", "To welcome the report{note};", WORDS)


@pytest.mark.parametrize("page", ["paragraphs/{}", "desk?paragraph={}"])
def test_the_words_stand_with_the_proposal_and_its_mark_has_no_number_yet(world, visit, ref, page):
    address = f"/drafts/{world.draft}/{page.format(world.paragraphs['1.'])}"
    text = visit("chair").get(address).text
    assert f"new footnote: “{PLAIN}”" in text
    assert "after “report” insert a new footnote" in text
    assert '<ins><span class="note-mark">*</span></ins>' in text


def test_when_it_is_accepted_the_mark_leads_to_the_note(world, visit, ref):
    acts.accept(world, ref)
    text = visit("head.bel").get(f"/drafts/{world.draft}").text
    assert 'report<a class="note-mark" href="#note-2">2</a>;' in text
    assert "As set out in the report of <em>2026</em>." in text


def test_the_history_tells_its_words_and_how_it_came(world, visit, ref):
    address = f"/drafts/{world.draft}/history"
    assert f"new footnote: “{PLAIN}”" in visit("head.arv").get(address).text
    acts.reword(world, "1.", f"To note the report[^{new_key(WORDS)}];")
    text = visit("head.arv").get(address).text
    assert "New footnote: it came with the wording that marks it." in text
    assert "in preparation" not in text


def words(form: str, data: bytes) -> str:
    if form == "pdf":
        return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    if form in ("docx", "xlsx", "odt"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return " ".join(archive.read(it).decode() for it in archive.namelist() if it.endswith(".xml"))
    return data.decode()


@pytest.mark.parametrize(
    ("address", "form"),
    [
        *[(f"export/file?view=proposals&form={form}", form) for form in ("docx", "pdf", "odt", "html", "md", "txt")],
        *[(f"export/file?view=tracked&form={form}", form) for form in ("docx", "pdf", "odt", "html")],
        *[(f"tables/file?table=amendments&form={form}", form) for form in ("docx", "pdf", "xlsx")],
        ("akoma-ntoso/file?view=amendments", "xml"),
    ],
)
def test_the_words_stand_in_every_file_that_shows_proposals(world, visit, ref, address, form):
    answer = visit("office").get(f"/drafts/{world.draft}/{address}")
    assert answer.status_code == 200
    assert "As set out in the report of" in " ".join(words(form, answer.data).split())


def test_the_preview_of_a_copy_shows_what_comes_and_what_cannot(world, visit):
    acts.close(world, "(i)")
    copy = noted(edited(world, {}), world.paragraphs["1."], "Of a paragraph that is open.")
    copy = noted(copy, world.paragraphs["(i)"], "Of a paragraph that is agreed.", key="other")
    ref = returned.bring(world, "head.arv", copy)
    text = visit("head.arv").get(f"/drafts/{world.draft}/copies/{ref}").text
    assert "new footnote: “Of a paragraph that is open.”" in text
    assert "new footnote: “Of a paragraph that is agreed.”" in text


@pytest.mark.parametrize("page", ["paragraphs/{}", "desk?paragraph={}"])
def test_marks_inside_a_proposal_bear_the_numbers_of_the_text(world, visit, page):
    """A note that comes before note 1 is the first from then on, and what was 1 is 2."""
    acts.propose(world, "head.arv", "1.", "To welcome the report[^1];")
    acts.accept(world, acts.propose_note(world, "head.bel", "(i)", "Recalling{note} the declaration;[^1]", WORDS))
    text = visit("chair").get(f"/drafts/{world.draft}/{page.format(world.paragraphs['1.'])}").text
    assert '<ins><a class="note-mark" href="#note-2">2</a></ins>' in text


def test_a_mark_leads_nowhere_on_a_page_without_the_note(world, visit):
    acts.accept(world, acts.propose(world, "head.arv", "1.", "To welcome the report[^1];"))
    text = visit("head.bel").get(f"/drafts/{world.draft}/history").text
    assert '<ins><span class="note-mark">1</span></ins>' in text
    assert "#note-" not in text


def test_a_footnote_that_came_is_named_by_its_number_and_never_by_its_key(world, visit, ref):
    acts.accept(world, ref)
    with world.database.reading() as session:
        note = session.scalars(select(Paragraph).where(Paragraph.label.startswith("new-"))).one().id
    browser = visit("chair")
    assert "<h1>Note 2</h1>" in browser.get(f"/drafts/{world.draft}/paragraphs/{note}").text
    for page in (f"paragraphs/{note}", f"paragraphs/{note}/history", "history", f"desk?paragraph={note}"):
        assert "Note new-" not in browser.get(f"/drafts/{world.draft}/{page}").text
