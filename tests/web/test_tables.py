"""Tables as files: offered to whom they are for, named sensibly, in the language that is asked for, nothing private."""

import io
import json
from urllib.parse import unquote

import openpyxl
import pypdf
import pytest

from drafting.documents.tree import Block
from drafting.domain import record_file
from drafting.persistence.records import Draft
from drafting.services import exports
from drafting.web import tables
from tests import acts, amendments
from tests.amendments import cells, grid
from tests.factories import import_text
from tests.web.judge import judge, untranslated

TABLES = {"amendments": ("docx", "pdf", "xlsx"), "positions": ("xlsx",), "record": ("jsonl", "csv")}


@pytest.fixture
def address(world):
    return f"/drafts/{world.draft}/tables"


@pytest.fixture
def negotiated(world):
    """A proposal of Belmora on paragraph 1, another that Arvendal keeps to itself, and an objection."""
    acts.propose(world, "head.bel", "1.", "To welcome the whole report;", reason="=It is long.")
    acts.propose(world, "head.arv", "1.", "To welcome the confidential report;", table=False)
    acts.position(world, "coordinator.zab", "3.", "objects", "Not every year.")


def words(form: str, data: bytes) -> str:
    if form == "docx":
        return "\n".join(cell for row in grid(data) for cell in row)
    if form == "pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    if form == "xlsx":
        sheets = range(len(openpyxl.load_workbook(io.BytesIO(data)).worksheets))
        return "\n".join(str(cell) for sheet in sheets for row in cells(data, sheet) for cell in row)
    return data.decode()


def fetch(browser, address: str, table: str, form: str, **asked: str) -> str:
    question = "&".join(f"{name}={value}" for name, value in asked.items())
    answer = browser.get(f"{address}/file?table={table}&form={form}&{question}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-cache"
    return " ".join(words(form, answer.data).split())


@pytest.mark.parametrize(
    ("who", "offered"),
    [("office", {*TABLES}), ("rapporteur", {"amendments", "positions"}), ("administrator", {"record"})],
)
def test_the_page_offers_what_the_person_may_take(visit, address, who, offered):
    page = visit(who).get(address).text
    assert judge(page) == []
    assert {name for name in TABLES if f'name="table" value="{name}"' in page} == offered


def test_the_page_speaks_russian(visit, address):
    browser = visit("office")
    browser.post("/preferences", data={"language": "ru", "next": "/"})
    page = browser.get(address).text
    assert (judge(page), untranslated(page)) == ([], [])
    assert "Таблица поправок" in page


def test_every_table_comes_in_every_form_and_again_the_same(visit, address, negotiated):
    for table, forms in TABLES.items():
        for form in forms:
            asked = f"{address}/file?table={table}&form={form}"
            first, second = visit("office").get(asked), visit("chair").get(asked)
            assert first.data == second.data, (table, form)
            assert first.mimetype == tables.MEDIA[form]
            assert f"-{table}.{form}" in first.headers["Content-Disposition"]


@pytest.mark.parametrize("form", TABLES["amendments"])
def test_the_amendment_table_says_who_would_change_what_and_why(visit, address, negotiated, form):
    said = fetch(visit("rapporteur"), address, "amendments", form)
    for part in ("Belmora", "proposal 1: ", "whole", "on the table", "=It is long."):
        assert part in said
    assert "States [shall][should] meet every year." in said
    assert "confidential" not in said
    assert "meet every year" not in fetch(visit("rapporteur"), address, "amendments", form, view="open")


@pytest.mark.parametrize("form", TABLES["amendments"])
def test_a_table_speaks_the_language_that_is_asked_for_whoever_reads(visit, address, negotiated, form):
    browser = visit("office")
    said = fetch(browser, address, "amendments", form, language="ru")
    for part in (
        "Таблица поправок" if form != "docx" else "Предложения",
        "Бельмора",
        "предложение 1",
        "на рассмотрении",
    ):
        assert part in said
    browser.post("/preferences", data={"language": "ru", "next": "/"})
    assert "on the table" in fetch(browser, address, "amendments", form)


@pytest.mark.parametrize("form", TABLES["amendments"])
@pytest.mark.parametrize(
    ("view", "language", "said"),
    [
        ("all", "en", "Nothing has been proposed on this text."),
        ("all", "ru", "Предложений по этому тексту не вносилось."),
        ("open", "en", "Nothing awaits a ruling."),
        ("open", "ru", "Предложений, ожидающих решения, нет."),
    ],
)
def test_an_amendment_table_without_proposals_says_so(world, visit, address, form, view, language, said):
    acts.propose(world, "head.arv", "1.", "To welcome the confidential report;", table=False)
    answer = visit("office").get(f"{address}/file?table=amendments&form={form}&view={view}&language={language}")
    data = answer.data
    found = amendments.said(amendments.part(data, "word/document.xml")) if form == "docx" else words(form, data)
    assert said in " ".join(found.split())
    assert ("To welcome the report;" in found) == (view == "all")


def test_the_positions_come_with_their_statements(visit, address, negotiated):
    said = fetch(visit("chair"), address, "positions", "xlsx")
    for part in ("Zabora", "objects", "Not every year.", "agree or have no objection"):
        assert part in said
    assert "возражение" in fetch(visit("chair"), address, "positions", "xlsx", language="ru", view="open")


def test_the_record_can_be_checked_by_itself(visit, address, negotiated):
    data = visit("administrator").get(f"{address}/file?table=record&form=jsonl").data.decode()
    assert record_file.check(data).faults == ()
    assert json.loads(data.split("\n")[0])["title"] == "Communiqué"
    assert "confidential" not in data


@pytest.mark.parametrize(
    ("who", "table", "form"),
    [("head.arv", "amendments", "pdf"), ("administrator", "positions", "xlsx"), ("rapporteur", "record", "csv")],
)
def test_who_may_not_take_a_table_does_not_get_it(visit, address, who, table, form):
    assert visit(who).get(f"{address}/file?table={table}&form={form}").status_code == 403


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "table=others&form=pdf",
        "table=amendments&form=csv",
        "table=amendments&form=pdf&view=other",
        "table=record&form=csv&view=open",
        "table=amendments&form=pdf&language=xx",
    ],
)
def test_what_there_is_not_is_a_bad_request(visit, address, asked):
    assert visit("office").get(f"{address}/file?{asked}").status_code == 400


def test_a_russian_draft_gives_a_russian_table_with_its_name(visit, world):
    with world.database.writing() as session:
        draft = import_text(session, world.people["office"], world.meeting, (Block("operative", "Да.", "1."),), "ru")
        session.flush()
        draft.title, number = "Заключения", draft.id
    answer = visit("office").get(f"/drafts/{number}/tables/file?table=amendments&form=docx")
    assert "filename*=UTF-8''Заключения-rev1-amendments.docx" in unquote(answer.headers["Content-Disposition"])
    assert "Предложения" in words("docx", answer.data)


def test_the_pack_takes_the_same_files_without_a_request(app, world, negotiated):
    with app.app_context(), world.database.reading() as session:
        scope = exports.office_scope(session, world.draft)
        made = {
            tables.file_name(scope, name, form): tables.writer(session, scope, name, form)()
            for name, forms in TABLES.items()
            for form in forms
        }
        assert session.get_one(Draft, world.draft).seq == scope.draft.seq
    assert len(made) == 6
    (table,) = [data for name, data in made.items() if name.endswith("-rev1-amendments.docx")]
    assert "on the table" in words("docx", table)
