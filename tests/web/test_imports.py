"""Importing in the browser: choose a file, look at what was recognised, correct it, save it."""

import io
import re
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import func, select

from drafting.persistence.queries import drafts as queries
from drafting.persistence.records import Draft, Upload
from tests.web.judge import judge

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
TEXT = """Ref: Test Process/02/01/2026

# Communiqué

5 June 2026, Almaty, Kazakhstan

(i) *Recalling* the Declaration[^1];

Decided:

1. To welcome the report;
3. To meet [every year.

[^1]: Adopted in 2021 & <b>amended</b>.
"""


@pytest.fixture
def address(world):
    return f"/meetings/{world.meeting}/import"


def send(browser, address, data: bytes = TEXT.encode(), name="communique.md", **fields):
    return browser.post(address, data={"file": (io.BytesIO(data), name), **fields})


def filled(page: str) -> dict[str, object]:
    """The form of the preview as a browser sends it."""
    return {
        "title": unescape(re.findall(r'name="title"[^>]* value="([^"]*)"', page)[0]),
        "language": re.findall(r'<option value="(\w+)" selected', page)[0],
        "kind": re.findall(r"<option value=(\w+) selected", page),
        "level": re.findall(r'name="level"[^>]* value="([^"]*)"', page),
    }


def count(world, record) -> int:
    with world.database.reading() as session:
        return session.scalar(select(func.count()).select_from(record))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_file_is_chosen_shown_and_saved(world, visit, address, language):
    browser = visit("office")
    browser.post("/preferences", data={"language": language})
    assert judge(browser.get(address).text) == []
    answer = send(browser, address)
    assert answer.status_code == 303
    preview = browser.get(answer.headers["Location"])
    assert judge(preview.text) == []
    form = filled(preview.text)
    assert form["title"] == "Communiqué"
    assert form["language"] == "en"
    assert form["kind"][:5] == ["symbol", "title", "place", "recital", "enacting"]
    saved = browser.post(answer.headers["Location"], data=form)
    assert saved.status_code == 303
    page = browser.get(saved.headers["Location"]).text
    assert "To welcome the report;" in page
    assert visit("head.arv").get(saved.headers["Location"]).status_code == 404


def test_the_preview_says_what_was_recognised(world, visit, address):
    browser = visit("office")
    page = browser.get(send(browser, address).headers["Location"]).text
    for words in (
        "Ref: Test Process/02/01/2026",
        "5 June 2026, Almaty, Kazakhstan",
        "1 recital, 1 enacting word, 2 operative paragraphs, 1 footnote",
        "1 sign without a partner",
        "The count jumps",
        "A square bracket without its partner",
        "&lt;b&gt;amended&lt;/b&gt;",
    ):
        assert words in page
    assert re.search(r"(\d+) characters read, \1 stored: nothing is lost", page)


def test_each_warning_stands_at_its_block_and_is_listed(world, visit, address):
    browser = visit("office")
    page = browser.get(send(browser, address).headers["Location"]).text
    listed = re.findall(r'<a href="#(block-\d+)">', page)
    assert len(listed) == 2
    for block in listed:
        row = page.partition(f'id="{block}"')[2].partition("</li>")[0]
        assert 'class="notice"' in row


def test_a_kind_is_corrected_before_saving(world, visit, address):
    browser = visit("office")
    preview = send(browser, address).headers["Location"]
    form = filled(browser.get(preview).text)
    at = form["kind"].index("enacting")
    form["kind"][at], form["level"][at] = "heading", "1"
    form["language"], form["title"] = "ru", "Итоги"
    draft = int(browser.post(preview, data=form).headers["Location"].rpartition("/")[2])
    with world.database.reading() as session:
        found = queries.texts(session, draft, "ru")
        assert session.get_one(Draft, draft).title == "Итоги"
    assert [(it.paragraph.kind, it.paragraph.level) for it in found][at] == ("heading", 1)
    assert [it.revision.text for it in found][at] == "Decided:"


def test_a_double_click_saves_one_draft_and_leads_to_it(world, visit, address):
    browser = visit("office")
    preview = send(browser, address).headers["Location"]
    form = filled(browser.get(preview).text)
    places = {browser.post(preview, data=form).headers["Location"] for _ in range(2)}
    assert places == {browser.get(preview).headers["Location"]}
    assert count(world, Draft) == 2


def test_a_title_typed_at_the_start_is_kept(world, visit, address):
    browser = visit("office")
    page = browser.get(send(browser, address, title="“Our” title").headers["Location"]).text
    assert filled(page)["title"] == "“Our” title"


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "empty.md", "The file is empty."),
        (b"%PDF-1.7 ...", "paper.pdf", "The file is damaged"),
        (b"PK\x03\x04 broken", "letter.docx", "Word"),
        (bytes(range(256)), "picture.png", "no document"),
        (b"\x89PNG\r\n\x1a\n", "picture.docx", "no document"),
    ],
)
def test_a_bad_file_gets_a_clear_message_and_the_title_stays(world, visit, address, data, name, sentence):
    answer = send(visit("office"), address, data, name, title="My title")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="My title"' in answer.text
    assert judge(answer.text) == []
    assert count(world, Upload) == 0


def test_no_file_is_asked_for(world, visit, address):
    for fields in ({}, {"file": (io.BytesIO(b""), "")}):
        answer = visit("office").post(address, data=fields, content_type="multipart/form-data")
        assert answer.status_code == 422
        assert "Choose a file first." in answer.text


def test_a_file_of_100_mb_is_refused(world, visit, address):
    # Refused by its length alone, before any of it is read.
    answer = visit("office").post(
        address,
        content_type="multipart/form-data; boundary=it",
        environ_overrides={"CONTENT_LENGTH": "100000000"},
    )
    assert answer.status_code == 413
    assert "at most 20 MB" in answer.text


def test_a_folder_in_the_files_name_is_dropped(world, visit, address):
    browser = visit("office")
    page = browser.get(send(browser, address, name="/home/me/text.md").headers["Location"]).text
    assert re.findall(r"</h1>\s*<p>(.*)</p>", page) == ["text.md"]


def test_where_words_would_be_lost_the_page_says_so_and_cannot_save(world, visit, address):
    browser = visit("office")
    preview = send(browser, address).headers["Location"]
    form = filled(browser.get(preview).text)
    with world.database.writing() as session:
        upload = session.scalars(select(Upload)).one()
        upload.recognition = {**upload.recognition, "lost": "<i>gone</i>", "stored": 100}
    page = browser.get(preview).text
    assert "words would be lost" in page
    assert "&lt;i&gt;gone&lt;/i&gt;" in page
    assert "Save as a draft" not in page
    assert judge(page) == []
    answer = browser.post(preview, data=form)
    assert answer.status_code == 422
    assert "nothing was saved" in answer.text
    assert count(world, Draft) == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Give the draft a title."),
        ({"language": "fr"}, "Choose the language of the document."),
        ({"kind": ["text"]}, "Choose one of the kinds for every block."),
        ({"kind": []}, "Choose one of the kinds for every block."),
        ({"level": ["x"] * 8}, "A level is a whole number from 0 to 9."),
        ({"kind": ["note"] * 8}, "A footnote needs a number of its own"),
    ],
)
def test_what_was_chosen_stays_when_it_is_refused(world, visit, address, changes, sentence):
    browser = visit("office")
    preview = send(browser, address).headers["Location"]
    form = {**filled(browser.get(preview).text), **changes}
    answer = browser.post(preview, data=form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert judge(answer.text) == []
    shown = filled(answer.text.replace('<option value="ru">', '<option value="ru" selected>'))
    assert shown["title"] == form["title"]
    assert shown["kind"][: len(form["kind"])] == form["kind"]
    assert len(shown["kind"]) == 8


@pytest.mark.parametrize("who", ["chair", "head.arv", "administrator", "observer"])
def test_only_the_office_imports(world, visit, address, who):
    preview = send(visit("office"), address).headers["Location"]
    browser = visit(who)
    answers = [browser.get(address), send(browser, address), browser.get(preview), browser.post(preview)]
    assert [it.status_code for it in answers] == [403] * 4
    assert count(world, Upload) == 1
    assert f'href="{address}"' not in browser.get("/").text
    assert f'href="{address}"' in visit("office").get("/").text


def test_strangers_find_nothing(world, visit, address):
    preview = send(visit("office"), address).headers["Location"]
    browser = visit("stranger")
    assert [browser.get(it).status_code for it in (address, preview)] == [404, 404]
    assert send(browser, address).status_code == 404


def test_an_unknown_upload_is_not_found(world, visit, address):
    assert visit("office").get(f"{address}/{'0' * 32}").status_code == 404
    assert visit("office").post(f"{address}/{'0' * 32}").status_code == 404


def test_a_long_document_previews_in_few_queries_and_light_markup(world, visit, address, count_queries):
    browser = visit("office")
    text = "\n\n".join(f"{number}. To consider the {number}th matter;" for number in range(1, 1001))
    preview = send(browser, address, text.encode(), "long.md").headers["Location"]
    with count_queries() as queries:
        page = browser.get(preview)
    assert len(queries) <= 6
    assert page.text.count('name="kind"') == 1000
    assert len(page.data) < 900_000


@pytest.mark.parametrize(("length", "status"), [(200, 303), (201, 422)])
def test_the_key_of_a_note_may_be_as_long_as_the_tables_hold(world, visit, address, length, status):
    browser = visit("office")
    text = f"# Title\n\n1. Words[^{'k' * length}];\n2. More words;\n\n[^{'k' * length}]: The note.\n"
    preview = send(browser, address, text.encode()).headers["Location"]
    answer = browser.post(preview, data=filled(browser.get(preview).text))
    assert answer.status_code == status
    assert ("at most 200 characters" in answer.text) == (status == 422)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*")), ids=lambda path: path.name)
def test_a_sample_goes_all_the_way(world, visit, address, path):
    browser = visit("office")
    preview = send(browser, address, path.read_bytes(), path.name).headers["Location"]
    page = browser.get(preview).text
    assert judge(page) == []
    assert "nothing is lost" in page
    saved = browser.post(preview, data=filled(page))
    assert saved.status_code == 303
    assert browser.get(saved.headers["Location"]).status_code == 200


def test_the_samples_are_there():
    if not SAMPLES.is_dir():
        pytest.skip("the sample texts are not on this machine")
    assert len(list(SAMPLES.glob("*"))) >= 4
