"""A copy brought back in the browser: chosen, looked at, corrected, taken; and what nobody else ever sees of it."""

import io
import logging
import re
from html import unescape
from typing import get_args

import pytest
from sqlalchemy import func, select

from drafting.domain import returned as types
from drafting.domain.returned import Copy
from drafting.persistence.records import Entry, Proposal, ReturnedCopy
from drafting.services import imports
from drafting.web import copies_words, import_words
from drafting.web.copies_words import NOTICED
from tests import acts, odt_copies, returned, silence, word_copies
from tests.factories import World
from tests.returned import edited, replacing
from tests.web.judge import judge, untranslated

CHANGED = "confidential findings"


@pytest.fixture
def home(world: World) -> str:
    return f"/drafts/{world.draft}/copies"


def send(browser, address, *files: tuple[str, bytes], **fields):
    data = {"file": [(io.BytesIO(content), name) for name, content in files], **fields}
    return browser.post(address, data=data)


def filled(page: str, **changed) -> dict[str, object]:
    """The form of the changes as a browser sends it; text and reason are those of every change."""
    values: dict[str, object] = {
        name: [unescape(it) for it in re.findall(rf'name="{name}" value="([^"]*)"', page)] for name in ("key", "seal")
    }
    values["take"] = re.findall(r'name="take" value="(\w+)" checked', page)
    for name, said in re.findall(r'name="((?:text|reason)-\w+)"[^>]*>\n([^<]*)</textarea>', page):
        kind = name.partition("-")[0]
        values[name] = changed.get(kind, unescape(said))
    return values | {name: it for name, it in changed.items() if name not in ("text", "reason")}


def texts(form: dict[str, object]) -> list[object]:
    return [it for name, it in form.items() if name.startswith("text-")]


def count(world, record) -> int:
    with world.database.reading() as session:
        return session.scalar(select(func.count()).select_from(record))


@pytest.mark.parametrize(
    ("language", "made"), [("en", word_copies.docx), ("ru", word_copies.docx), ("en", odt_copies.odt)]
)
def test_a_copy_is_brought_looked_at_and_taken(world, visit, home, language, made):
    browser = visit("head.arv")
    browser.post("/preferences", data={"language": language})
    assert judge(browser.get(home).text) == []
    answer = send(browser, home, ("a copy", word_copies.copy(world, "report", "findings", made=made)))
    assert answer.status_code == 303
    page = browser.get(answer.location).text
    assert judge(page) == []
    assert language == "en" or untranslated(page) == []
    assert "<del>report</del>" in page
    assert "Aida" in page
    form = filled(page, then="table", reason="Clearer.")
    taken = browser.post(answer.location, data=form)
    assert (taken.status_code, taken.location) == (303, answer.location)
    page = browser.get(answer.location).text
    assert judge(page) == []
    with world.database.reading() as session:
        [made] = session.scalars(select(Proposal))
        assert (made.status, made.text, made.reason) == ("tabled", "To welcome the findings;", "Clearer.")
    assert judge(browser.get(home).text) == []


def test_words_are_corrected_in_the_form(world, visit, home):
    browser = visit("delegate.arv")
    answer = send(browser, home, ("copy.docx", word_copies.copy(world, "report", "findings")))
    form = filled(browser.get(answer.location).text, then="private", text="To praise the findings;")
    browser.post(answer.location, data=form)
    with world.database.reading() as session:
        [made] = session.scalars(select(Proposal))
        assert (made.status, made.text) == ("private", "To praise the findings;")


def test_a_delegate_is_offered_no_table_button(world, visit, home):
    browser = visit("delegate.arv")
    page = browser.get(send(browser, home, ("c.docx", word_copies.copy(world, "report", "x"))).location).text
    assert 'value="private"' in page
    assert 'value="table"' not in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7", "of a form that keeps no changes"),
        (b"PK\x03\x04 broken", "Word file is damaged"),
        (b"", "The file is empty"),
        (word_copies.letter("The cafeteria opens at nine."), "next to nothing in common"),
    ],
)
def test_a_bad_file_gets_a_clear_message(world, visit, home, data, sentence):
    answer = send(visit("head.arv"), home, ("copy.docx", data))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert judge(answer.text) == []
    assert count(world, ReturnedCopy) == 0


def test_no_file_is_said(visit, home):
    answer = send(visit("head.arv"), home)
    assert (answer.status_code, "Choose a file first" in answer.text) == (422, True)


def test_what_was_typed_stays_when_the_draft_moved_on(world, visit, home):
    browser = visit("head.arv")
    address = send(browser, home, ("copy.docx", word_copies.copy(world, "report", "findings"))).location
    form = filled(browser.get(address).text, then="table", text="My very own words;", reason="Mine.")
    acts.reword(world, "1.", "To welcome the report warmly;")
    answer = browser.post(address, data=form)
    assert answer.status_code == 409
    assert "moved on since this page was shown" in answer.text
    assert "My very own words;" in answer.text
    assert "Mine." in answer.text
    assert judge(answer.text) == []
    assert count(world, Proposal) == 0
    again = filled(answer.text, then="table", take=form["take"])
    assert texts(again) == ["My very own words;"]
    assert browser.post(address, data=again).status_code == 303


def test_words_typed_for_a_change_that_a_colleague_took_are_not_lost(world, visit, home):
    browser = visit("head.arv")
    address = send(browser, home, ("copy.docx", word_copies.copy(world, "report", "findings"))).location
    form = filled(browser.get(address).text, then="table", text="My very own words;")
    colleague = visit("delegate.arv")
    colleague.post(address, data=filled(colleague.get(address).text, then="private"))
    answer = browser.post(address, data=form)
    assert answer.status_code == 409
    assert "My very own words;" in answer.text
    assert count(world, Proposal) == 1


def test_a_wrong_word_is_said_beside_its_change(world, visit, home):
    browser = visit("head.arv")
    address = send(browser, home, ("copy.docx", word_copies.copy(world, "report", "findings"))).location
    form = filled(browser.get(address).text, then="private", text=" ")
    answer = browser.post(address, data=form)
    assert answer.status_code == 422
    assert "1 change needs another look" in answer.text
    assert "The text is empty" in answer.text
    assert judge(answer.text) == []


def test_nothing_ticked_is_said(world, visit, home):
    browser = visit("head.arv")
    address = send(browser, home, ("copy.docx", word_copies.copy(world, "report", "findings"))).location
    answer = browser.post(address, data=filled(browser.get(address).text, then="private", take=[]))
    assert (answer.status_code, "Nothing is ticked" in answer.text) == (422, True)


def test_a_paragraph_asked_about_in_silence_is_named(world, visit, home):
    silence.start(world, "1.")
    browser = visit("head.arv")
    address = send(browser, home, ("copy.docx", word_copies.copy(world, "report", "findings"))).location
    answer = browser.post(address, data=filled(browser.get(address).text, then="table"))
    assert answer.status_code == 409
    assert "States are being asked about this wording" in answer.text


def test_an_adopted_text_advises_nobody_to_have_a_paragraph_reopened(world, visit):
    ref = returned.bring(world, "head.arv", edited(world, {"1.": replacing("report", "findings")}))
    advice, address = "Ask the Chair to reopen it", f"/drafts/{world.draft}/copies/{ref}"
    acts.agree_all(world)
    assert advice in visit("head.arv").get(address).text
    acts.adopt(world)
    page = visit("head.arv").get(address).text
    assert "The text is adopted: copies cannot be brought back any more." in page
    assert advice not in page


def test_words_typed_while_the_text_was_adopted_are_shown_once_more(world, visit, home):
    browser = visit("head.arv")
    address = send(browser, home, ("copy.docx", word_copies.copy(world, "report", "findings"))).location
    form = filled(browser.get(address).text, then="table", text="My very own words;")
    acts.agree_all(world)
    acts.adopt(world)
    answer = browser.post(address, data=form)
    assert answer.status_code == 403
    assert "The text is adopted and frozen" in answer.text
    assert "My very own words;" in answer.text
    assert judge(answer.text) == []
    assert "copies cannot be brought back any more" in browser.get(home).text
    assert browser.post(f"{address}/discard").status_code == 303


def test_authors_are_left_out(world, visit, home):
    browser = visit("head.arv")
    edits = {"1.": replacing("report", "findings", by="Aida"), "3.": replacing("every year", "monthly", by="Bolat")}
    address = f"{home}/{returned.bring(world, 'head.arv', edited(world, edits))}"
    page = browser.get(address).text
    assert judge(page) == []
    version = re.findall(r'name="version" value="(\d+)"', page)[0]
    form = {"version": version, "author": ["Aida", "Bolat"], "whose": ["", "0"]}
    assert browser.post(f"{address}/authors", data=form).status_code == 303
    page = browser.get(address).text
    assert "monthly" not in page.partition("<h2")[2]
    stale = browser.post(f"{address}/authors", data=form)
    assert (stale.status_code, judge(stale.text)) == (409, [])
    form = {**form, "version": str(int(version) + 1), "whose": [str(world.parties["BEL"]), ""]}
    assert browser.post(f"{address}/authors", data=form).status_code == 422


def test_a_copy_is_closed_or_put_away(world, visit, home):
    browser = visit("head.arv")
    edits = {"1.": replacing("report", "findings")}
    ref = returned.bring(world, "head.arv", edited(world, edits))
    assert browser.post(f"{home}/{ref}/discard").status_code == 303
    assert browser.get(f"{home}/{ref}").status_code == 404
    ref = returned.bring(world, "head.arv", edited(world, edits))
    returned.take(world, "head.arv", ref)
    refused = browser.post(f"{home}/{ref}/discard")
    assert (refused.status_code, "so it stays with them" in refused.text) == (409, True)
    assert browser.post(f"{home}/{ref}/finish").status_code == 303


def test_every_kind_of_change_has_its_words(world, visit, home):
    """A collision, a refusal, a move, a note that came, no tracking: said in both languages."""
    acts.close(world, "2.")
    edits = {
        "1.": returned.both(replacing("report", "findings"), returned.followed_by("on training;")),
        "2.": replacing("cooperate", "work together"),
        "(a)": returned.deleting(),
        "3.": returned.retyped("meet", "convene"),
        "(b)": replacing("information", "data"),
        "(i)": returned.retyped("Recalling", "Noting"),
    }
    acts.propose(world, "head.arv", "(b)", "on the exchange of data;", table=False)
    acts.propose(world, "head.arv", "(i)", "*Noting* the Declaration[^1];")
    copy = edited(world, edits, party="BEL")
    acts.reword(world, "1.", "To welcome the study;")
    noticed = tuple((code, "3") for code in NOTICED)
    copy = Copy(copy.paragraphs, copy.stamp, noticed)
    ref = returned.bring(world, "head.arv", copy)
    browser = visit("head.arv")
    for language in ("en", "ru"):
        browser.post("/preferences", data={"language": language})
        page = browser.get(f"{home}/{ref}").text
        assert judge(page) == []
        assert language == "en" or untranslated(page) == []


def test_every_term_of_a_returned_copy_has_its_words():
    assert copies_words.OUTCOMES.keys() == set(get_args(types.Outcome))
    assert copies_words.REFUSED.keys() == set(get_args(types.Refused)) - {""}
    assert import_words.CHANGES.keys() == set(imports.CHANGES)


def test_nobody_else_sees_a_copy_or_its_words_anywhere(world, visit, home, caplog):
    browser = visit("head.arv")
    with caplog.at_level(logging.DEBUG):
        address = send(browser, home, ("secret name.docx", word_copies.copy(world, "report", CHANGED))).location
        browser.post(address, data=filled(browser.get(address).text, then="private"))
    assert CHANGED not in caplog.text
    assert "secret name" not in caplog.text
    assert "secret" not in address
    for who in ("head.bel", "coordinator.zab", "observer", "office", "chair", "rapporteur"):
        other = visit(who)
        for path in (home, f"/drafts/{world.draft}", f"/drafts/{world.draft}?view=compilation", address):
            page = other.get(path)
            assert CHANGED not in page.text
            assert "secret name" not in page.text
        assert page.status_code == 404
        for act in ("", "/authors", "/finish", "/discard"):
            assert other.post(f"{address}{act}", data={"version": "1", "then": "table"}).status_code in (403, 404)
    with world.database.reading() as session:
        told = [repr(it.payload) for it in session.scalars(select(Entry))]
    assert not any(CHANGED in it for it in told)
