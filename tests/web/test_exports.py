"""The text as a file: chosen on a plain page, named sensibly, in the document's language, with nothing private."""

import io
import re
import zipfile
from urllib.parse import unquote

import pypdf
import pytest

from drafting.documents import writing
from drafting.documents.tree import Block
from drafting.domain.errors import NotFound
from drafting.persistence.records import Party, Person
from drafting.services import proposals
from drafting.web.exports import exported
from tests import acts
from tests.factories import NOW, import_text
from tests.web.judge import judge

FORMS = ("docx", "pdf", "md", "txt")
EXPORTERS = ("office", "chair", "rapporteur")


@pytest.fixture
def address(world):
    return f"/drafts/{world.draft}/export"


def words(form: str, data: bytes) -> str:
    """The words of a file, with its spaces as one."""
    if form in ("docx", "odt"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
        text = " ".join(re.sub(r"<[^>]+>", "", part) for part in parts)
    elif form == "pdf":
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    else:
        text = data.decode()
    return re.sub(r"\s+", " ", text)


def header(form: str, *lines: str) -> tuple[str, ...]:
    """Markdown has no header: it is read back as the same text."""
    return () if form == "md" else lines


def fetch(browser, address: str, form: str, view: str) -> str:
    answer = browser.get(f"{address}/file?form={form}&view={view}")
    assert answer.status_code == 200
    return words(form, answer.data)


@pytest.mark.parametrize("who", EXPORTERS)
def test_the_page_offers_every_form_and_view(visit, address, who):
    answer = visit(who).get(address)
    assert answer.status_code == 200
    assert judge(answer.text) == []
    for value in (*FORMS, "clean", "proposals", "tracked", "copy"):
        assert f'value="{value}"' in answer.text


DELEGATES = ("head.arv", "delegate.bel", "observer")


@pytest.mark.parametrize("path", ["/file?form=txt&view=clean", "/file?form=docx&view=tracked"])
@pytest.mark.parametrize(("who", "status"), [*((who, 403) for who in (*DELEGATES, "administrator")), ("stranger", 404)])
def test_who_does_not_publish_does_not_export(visit, address, path, who, status):
    assert visit(who).get(f"{address}{path}").status_code == status


@pytest.mark.parametrize(("who", "status"), [("administrator", 403), ("stranger", 404)])
@pytest.mark.parametrize("path", ["", "/file?view=copy"])
def test_who_has_no_part_in_the_text_takes_no_copy_of_it(visit, address, path, who, status):
    assert visit(who).get(f"{address}{path}").status_code == status


@pytest.mark.parametrize("who", DELEGATES)
def test_a_delegation_is_offered_its_copy_and_nothing_else(visit, address, who):
    answer = visit(who).get(address)
    assert answer.status_code == 200
    assert judge(answer.text) == []
    assert 'value="copy"' in answer.text
    assert "Download the copy" in answer.text
    assert not any(f'value="{value}"' in answer.text for value in ("pdf", "clean", "proposals", "tracked"))


@pytest.fixture
def adopted(world):
    acts.agree_all(world)
    acts.adopt(world)
    return world


@pytest.mark.parametrize("who", [*EXPORTERS, *DELEGATES])
def test_of_an_adopted_text_everybody_who_takes_files_is_offered_the_text_and_nothing_else(
    visit, address, adopted, who
):
    answer = visit(who).get(address)
    assert answer.status_code == 200
    assert judge(answer.text) == []
    for value in (*FORMS, "clean"):
        assert f'value="{value}"' in answer.text
    assert not any(f'value="{value}"' in answer.text for value in ("proposals", "tracked", "copy"))
    assert not any(
        words in answer.text for words in ("Delegation copy", "Word tracks every change", "Bring a copy back")
    )
    assert ("Other files" in answer.text) == (who in EXPORTERS)


@pytest.mark.parametrize("who", ["head.arv", "office"])
def test_of_an_adopted_text_nobody_is_asked_to_bring_changes_back(visit, address, adopted, who):
    browser = visit(who)
    page = browser.get(f"/drafts/{adopted.draft}/copies").text
    assert judge(page) == []
    assert "The adopted text as a Word file." in page
    assert not any(words in page for words in ("Word tracks every change", "Read the copy", "Take the copy"))
    link = re.search(r'href="(/drafts/\d+/export/file[^"]*)"', page)
    assert link
    answer = browser.get(link[1].replace("&amp;", "&"))
    assert answer.status_code == 200
    assert "Adopted" in words("docx", answer.data)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("who", [*EXPORTERS, *DELEGATES])
def test_the_adopted_text_leaves_in_every_form_for_everybody_who_takes_files(visit, address, adopted, who, form):
    text = fetch(visit(who), address, form, "clean")
    assert "To welcome the report;" in text
    assert all(said in text for said in header(form, "Adopted"))


@pytest.mark.parametrize(("who", "status"), [("administrator", 403), ("stranger", 404)])
@pytest.mark.parametrize("path", ["", *(f"/file?form=docx&view={view}" for view in ("clean", "tracked", "copy"))])
def test_who_has_no_part_in_the_text_takes_no_file_of_it_when_it_is_adopted(visit, address, adopted, path, who, status):
    assert visit(who).get(f"{address}{path}").status_code == status


NOT_OF_ADOPTED = {
    "en": "The text is adopted: no proposals stand on it any more",
    "ru": "Текст принят: предложений по нему больше нет",
}


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(
    ("who", "view"),
    [
        *((who, view) for who in EXPORTERS for view in ("proposals", "tracked", "copy")),
        *((who, "copy") for who in DELEGATES),
    ],
)
def test_what_there_is_not_of_an_adopted_text_is_refused_in_words(visit, address, adopted, who, view, language):
    browser = visit(who)
    browser.post("/preferences", data={"language": language, "next": "/"})
    answer = browser.get(f"{address}/file?form=docx&view={view}")
    assert answer.status_code == 422
    assert judge(answer.text) == []
    assert NOT_OF_ADOPTED[language] in answer.text


@pytest.mark.parametrize("who", DELEGATES)
@pytest.mark.parametrize("view", ["proposals", "tracked"])
def test_a_delegation_is_told_no_more_of_an_adopted_text_than_before(visit, address, adopted, who, view):
    assert visit(who).get(f"{address}/file?form=docx&view={view}").status_code == 403


@pytest.mark.parametrize(("who", "code"), [("head.arv", "ARV"), ("office", "")])
def test_a_copy_tells_of_what_draft_it_is_and_whose(world, visit, address, who, code):
    answer = visit(who).get(f"{address}/file?view=copy&lines=on")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].split(";")[1].strip().endswith("-copy.docx")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        told, body = archive.read("docProps/custom.xml").decode(), archive.read("word/document.xml").decode()
        settings = archive.read("word/settings.xml").decode()
    stamp = re.search(rf'w:name="_stamp_{world.draft}_(\d+)_en_{code}"', body)
    assert stamp
    assert dict(re.findall(r'name="drafting-(\w+)"><vt:lpwstr>(.*?)</vt:lpwstr>', told)) == {
        "draft": str(world.draft),
        "seq": stamp[1],
        "language": "en",
        "party": code,
    }
    assert 'w:edit="trackedChanges" w:enforcement="1"' in settings
    assert "<w:lnNumType" in body


def test_tracked_changes_bear_the_names_of_delegations_in_the_language_of_the_text(world, visit, address):
    acts.propose(world, "head.arv", "1.", "To welcome the full report;", reason="It is long.")
    answer = visit("office").get(f"{address}/file?form=docx&view=tracked")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        body, comments = archive.read("word/document.xml").decode(), archive.read("word/comments.xml").decode()
    assert re.search(r'<w:ins w:id="\d+" w:author="Arvendal" w:date="[^"]+Z"><w:r><w:t [^>]*>[^<]*full', body)
    assert 'w:author="Arvendal" w:initials="ARV"' in comments
    assert "It is long." in comments


@pytest.mark.parametrize("query", ["form=txt&view=tracked", "form=md&view=tracked"])
def test_where_a_form_shows_no_changes_it_says_so(visit, address, query):
    answer = visit("office").get(f"{address}/file?{query}")
    assert answer.status_code == 422
    assert "is not made in this form of file" in answer.text


@pytest.mark.parametrize(
    ("form", "view"),
    [
        *((form, "proposals") for form in writing.MEDIA_TYPES),
        *((form, "tracked") for form in writing.MEDIA_TYPES if form not in ("md", "txt")),
    ],
)
def test_a_file_that_would_show_proposals_says_that_there_are_none(world, visit, address, form, view):
    said = "No proposals are on the table."
    with world.database.writing() as session:
        other = import_text(session, world.people["office"], world.meeting, (Block("operative", "Да.", "1."),), "ru").id
    assert said in fetch(visit("office"), address, form, view)
    russian = fetch(visit("office"), f"/drafts/{other}/export", form, view)
    assert "Предложений на рассмотрении нет." in russian
    assert said not in fetch(visit("office"), address, form, "clean")
    acts.propose(world, "head.arv", "1.", "To note the report;")
    assert said not in fetch(visit("office"), address, form, view)


def test_the_page_leads_to_the_other_files_that_there_are(visit, address):
    page = visit("office").get(address).text
    for place in ("tables", "akoma-ntoso", "copies"):
        assert f"{address.removesuffix('/export')}/{place}" in page
    assert "/pack" not in page, "the text is not adopted yet"


@pytest.mark.parametrize("query", ["", "?form=doc&view=clean", "?form=txt&view=secret", "?form=txt"])
def test_a_form_or_view_that_there_is_not_is_a_broken_request(visit, address, query):
    assert visit("office").get(f"{address}/file{query}").status_code == 400


@pytest.mark.parametrize("form", FORMS)
def test_a_clean_file_holds_the_text_its_notes_and_its_header(visit, address, form):
    text = fetch(visit("office"), address, form, "clean")
    for said in (
        *header(form, "First Conference", "Draft, revision 1, 5 June 2026, 17:00 Almaty"),
        "Ref: Test Process/01/01/2026",
        "the Declaration",
        "To welcome the report;",
        "(a)",
        "Adopted in 2021.",
    ):
        assert said in text
    assert "Proposals stand under" not in text


@pytest.mark.parametrize("form", FORMS)
def test_a_file_with_proposals_names_the_delegation_the_change_and_the_reason(world, visit, address, form):
    ref = acts.propose(
        world, "head.arv", "2.", "To work together, as set out in paragraph 1 above:", reason="It is clearer."
    )
    acts.act(
        world,
        "coordinator.zab",
        lambda session, scope: proposals.sponsor(session, scope, ref, token=acts.token(), now=NOW),
    )
    text = fetch(visit("office"), address, form, "proposals")
    for said in (
        "Proposals stand under their paragraphs",
        "Arvendal, co-sponsored by Zabora",
        "proposal 1: replace “cooperate” with “work together”",
        "Reason: It is clearer.",
    ):
        assert said in text


def test_suggestions_notes_collisions_and_what_stands_already_are_said_in_words(world, visit, address):
    acts.propose(world, "observer", "1.", "To note the report;")
    acts.propose(world, "head.bel", "1.", "", kind="delete")
    acts.propose(world, "head.bel", "1.", "To thank the host;", kind="insert before")
    acts.propose(world, "head.arv", "1", "Adopted in 2022.")
    acts.propose(world, "head.arv", "3.", "States shall meet every year.")
    acts.propose(world, "head.bel", "3.", "States may meet every year.")
    acts.reword(world, "3.", "States shall meet every year.")
    text = fetch(visit("office"), address, "txt", "proposals")
    for said in (
        "suggestion 1: replace “welcome” with “note”",
        "proposal 2: delete the paragraph",
        "proposal 3: insert a new paragraph before 1",
        "proposal 4, note 1: replace “2021” with “2022”",
        "proposal 5, what it asks for stands in the text already",
        "proposal 6, made on an earlier wording, with whose changes it collides",
    ):
        assert said in text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("view", ["clean", "proposals"])
def test_no_file_holds_a_private_text(world, visit, address, form, view):
    acts.propose(world, "delegate.arv", "1.", "To welcome the CONFIDENTIAL report;", table=False)
    for who in EXPORTERS:
        assert "CONFIDENTIAL" not in fetch(visit(who), address, form, view)


def test_a_file_is_named_by_symbol_and_revision_and_comes_as_an_attachment(visit, address):
    answer = visit("office").get(f"{address}/file?form=docx&view=proposals")
    name = "Test-Process-01-01-2026-rev1-proposals.docx"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}; filename*=UTF-8''{name}"
    assert answer.mimetype.endswith("wordprocessingml.document")
    assert answer.headers["Cache-Control"] == "private, no-cache"


@pytest.fixture
def russian(world):
    blocks = [
        Block("title", "Коммюнике"),
        Block("operative", "Приветствовать доклад[^1];", "1."),
        Block("note", "Сноска.", "1"),
    ]
    with world.database.writing() as session:
        draft = import_text(session, world.people["office"], world.meeting, blocks, "ru")
        draft.title = "Коммюнике «Пятой» конференции"
        return draft.id


@pytest.mark.parametrize("form", FORMS)
def test_the_documents_language_decides_and_not_the_readers(world, visit, russian, form):
    answer = visit("office").get(f"/drafts/{russian}/export/file?form={form}&view=clean")
    disposition = answer.headers["Content-Disposition"]
    assert f"filename=draft-{russian}-rev1.{form};" in disposition
    assert unquote(disposition.split("filename*=UTF-8''")[1]) == f"Коммюнике-Пятой-конференции-rev1.{form}"
    text = words(form, answer.data)
    for said in ("Приветствовать доклад", *header(form, "Первая конференция", "5 июня 2026 года", "Алматы")):
        assert said in text
    # And an English document stays English for a reader of Russian.
    with world.database.writing() as session:
        person = session.get_one(Person, world.people["chair"])
        person.language = "ru"
    english = fetch(visit("chair"), f"/drafts/{world.draft}/export", form, "clean")
    assert all(line in english for line in ("To welcome the report;", *header(form, "5 June 2026")))


def test_an_adopted_text_says_so(world, visit, address):
    acts.agree_all(world)
    acts.adopt(world)
    text = fetch(visit("office"), address, "txt", "clean")
    assert "Adopted 5 June 2026, 17:00 Almaty, revision 2" in text


def test_a_draft_in_preparation_says_so(visit, russian):
    page = visit("office").get(f"/drafts/{russian}/export").text
    assert judge(page) == []


def test_the_same_text_is_the_same_file(visit, address):
    browser = visit("office")
    for form in FORMS:
        first, second = (browser.get(f"{address}/file?form={form}&view=clean").data for _ in range(2))
        assert first == second


@pytest.mark.parametrize("form", FORMS)
def test_the_command_line_gets_the_same_file(app, world, visit, address, form):
    made = exported(app, world.draft, form, "proposals")
    answer = visit("office").get(f"{address}/file?form={form}&view=proposals")
    assert (made.name, made.data) == (f"Test-Process-01-01-2026-rev1-proposals.{form}", answer.data)
    with pytest.raises(NotFound):
        exported(app, 999, form, "clean")


def test_a_hostile_name_of_a_state_stays_a_name(world, visit, address):
    """What people type is words, in every form of file."""
    with world.database.writing() as session:
        session.get_one(Party, world.parties["ARV"]).name_en = "#eval(1) <b>*A*</b> \\[^1]"
    acts.propose(world, "head.arv", "1.", "To note #emph[<w:p/>] *the* report;", reason="$x$ @ref `raw`")
    browser = visit("office")
    for form in FORMS:
        text = fetch(browser, address, form, "proposals")
        assert "proposal 1" in text
    assert "$x$ @ref" in fetch(browser, address, "pdf", "proposals")
