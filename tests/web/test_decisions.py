"""Drawing up a decision in the browser: fields, the text that the software makes of them, a draft under negotiation."""

import hashlib
import io
import re
from html import unescape

import pytest

from drafting.persistence.records import Draft, Meeting
from drafting.web import decision_words
from tests.web.judge import judge, untranslated

FIELDS = {
    "invitation": {"body": "Aid Fund", "country": "", "capacity": "civil society", "event": ""},
    "rules": {"provision": "section 3, paragraph iv", "present": "Meet yearly.", "new": "Meet twice a year."},
    "publication": {"what": "the Chair’s summary", "where": "velmar.example"},
}


@pytest.fixture
def address(world):
    return f"/meetings/{world.meeting}/decisions"


def written(browser, address, kind, language="en", **changes):
    return browser.post(f"{address}/text", data={"kind": kind, "language": language, **FIELDS[kind], **changes})


def filled(page: str) -> dict[str, object]:
    """The form of the second step as a browser sends it."""
    return {
        "token": re.findall(r'name="token" value="([^"]*)"', page)[0],
        "kind": re.findall(r'name="kind" value="([^"]*)"', page)[0],
        "language": re.findall(r'hidden" name="language" value="([^"]*)"', page)[0],
        "title": unescape(re.findall(r'name="title"[^>]* value="([^"]*)"', page)[0]),
        "paragraph": [unescape(it) for it in re.findall(r'name="paragraph"[^>]*>([^<]*)</textarea>', page)],
    }


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("kind", list(FIELDS))
def test_the_pages_are_pages_in_both_languages(visit, address, kind, language):
    browser = visit("chair")
    browser.post("/preferences", data={"language": language})
    pages = [browser.get(f"{address}/new").text, browser.get(f"{address}/new?kind={kind}").text]
    pages.append(written(browser, address, kind, language).text)
    for page in pages:
        assert judge(page) == []
        assert language == "en" or untranslated(page) == []


@pytest.mark.parametrize(
    ("kind", "title", "first"),
    [
        (
            "invitation",
            "Invitation of a civil-society participant: Aid Fund",
            "The participating States decide to invite Aid Fund to “First Conference” as a civil-society participant.",
        ),
        (
            "rules",
            "Amendment of the Operational Mechanism: section 3, paragraph iv",
            "The Ministers decide to amend this provision of the Operational Mechanism: section 3, paragraph iv.",
        ),
        (
            "publication",
            "Publication: the Chair’s summary",
            "The participating States decide to publish the following: the Chair’s summary.",
        ),
    ],
)
def test_the_text_is_written_from_the_fields_and_goes_on_the_table(visit, world, address, kind, title, first):
    browser = visit("chair")
    form = filled(written(browser, address, kind).text)
    assert form["title"] == title
    assert form["paragraph"][0] == first
    saved = browser.post(address, data=form)
    assert saved.status_code == 303
    page = visit("head.arv").get(saved.location)
    assert page.status_code == 200
    assert first in unescape(re.sub("<[^>]+>", "", page.text))
    assert browser.post(address, data=form).location == saved.location


def test_what_is_typed_instead_is_what_goes_on_the_table(visit, address):
    browser = visit("office")
    form = filled(written(browser, address, "publication").text)
    form["paragraph"] = ["To publish nothing at all.", "To say so."]
    page = browser.get(browser.post(address, data=form).location).text
    assert "To publish nothing at all." in page
    assert "To say so." in page
    assert "decide to publish" not in page


def test_the_original_is_in_the_language_chosen_whatever_the_page_speaks(visit, address, world):
    browser = visit("chair")
    form = filled(written(browser, address, "invitation", "ru", body="Фонд примера", country="").text)
    assert form["title"].endswith(": Фонд примера")
    assert "Первая конференция" in form["paragraph"][0]
    assert not re.search("[A-Za-z]{3}", form["title"] + form["paragraph"][0])
    saved = browser.post(address, data=form)
    draft_id = int(saved.location.rpartition("/")[2])
    with world.database.reading() as session:
        assert session.get_one(Draft, draft_id).language == "ru"


def test_the_country_of_a_guest_stands_behind_its_name(visit, address):
    page = written(
        visit("office"), address, "invitation", country="Sogdara", capacity="observer", event="Second Seminar"
    )
    assert "decide to invite Aid Fund (Sogdara) to “Second Seminar” as an observer." in page.text


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("kind", list(FIELDS))
def test_no_writer_leaves_out_what_was_typed(app, language, kind):
    typed = {name: f"<{name}>" for name in (*decision_words.FIELDS[kind], "sha256")}
    with app.test_request_context():
        made = decision_words.written(kind, language, typed)
    said = " ".join((made.title, *made.paragraphs))
    left_out = {name for name, words in typed.items() if words not in said}
    assert left_out == {"invitation": {"capacity", "sha256"}, "rules": {"sha256"}, "publication": set()}[kind]


def test_of_a_file_to_be_published_only_the_hash_is_taken(visit, address):
    browser = visit("office")
    data = b"the file itself"
    answer = written(browser, address, "publication", file=(io.BytesIO(data), "summary.pdf"))
    assert f"SHA-256 of the file to be published: {hashlib.sha256(data).hexdigest()}." in answer.text
    assert "summary.pdf" not in answer.text


def test_a_missing_field_brings_the_form_back_with_the_words(visit, address):
    browser = visit("chair")
    for changes, problem in (
        ({"body": " "}, "Fill in every field"),
        ({"capacity": "guest of honour"}, "in which capacity"),
        ({"language": "fr"}, "Choose the language"),
    ):
        answer = written(browser, address, "invitation", **{"country": "Sogdara", **changes})
        assert answer.status_code == 422
        assert problem in answer.text
        assert 'value="Sogdara"' in answer.text
        assert judge(answer.text) == []


def test_a_text_without_words_is_brought_back(visit, address):
    browser = visit("chair")
    form = filled(written(browser, address, "publication").text)
    answer = browser.post(address, data={**form, "paragraph": ["", " "]})
    assert answer.status_code == 422
    assert "Give the decision at least one paragraph." in answer.text
    assert judge(answer.text) == []
    assert filled(answer.text)["title"] == form["title"]


def test_only_ministers_are_offered_an_amendment_of_the_rules(visit, world, address):
    with world.database.writing() as session:
        session.get_one(Meeting, world.meeting).kind = "senior officials"
    browser = visit("chair")
    assert "kind=rules" not in browser.get(f"{address}/new").text
    refused = [
        browser.get(f"{address}/new?kind=rules"),
        written(browser, address, "rules"),
        browser.post(address, data={"token": "submission-1", "kind": "rules", "title": "x", "paragraph": "y"}),
    ]
    for answer in refused:
        assert answer.status_code == 409
        assert "Only a Ministerial Conference may amend" in answer.text


def test_home_and_draft_page_and_record_name_what_is_decided(visit, address):
    browser = visit("chair")
    path = browser.post(address, data=filled(written(browser, address, "invitation").text)).location
    assert "Decision on an invitation" in browser.get("/").text
    assert "Decision on an invitation · Draft, revision 1" in " ".join(browser.get(path).text.split())
    assert "The decision was drawn up with 1 paragraph." in browser.get(f"{path}/history").text


def test_those_who_may_are_led_there_from_home(visit, address):
    assert f"{address}/new" in visit("chair").get("/").text
    assert f"{address}/new" not in visit("head.arv").get("/").text
