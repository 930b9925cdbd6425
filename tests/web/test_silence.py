"""The page of a no-objection procedure: answering it, directing it, certifying it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from drafting.persistence.records import Appointment
from drafting.services import silence_changes
from tests import acts, silence
from tests.factories import NOW
from tests.rulings import appoint, entries
from tests.web import runs
from tests.web.judge import judge, untranslated
from tests.web.runs import answer, send

LATER = silence.ENDS + timedelta(minutes=5)


@pytest.fixture
def path(world) -> str:
    """A procedure on paragraphs 1 and 2, everything delivered, of which each can be agreed without the other."""
    number = silence.start(world, "1.", "2.", city="Almaty", severable=True)
    silence.delivered(world, number)
    return f"/drafts/{world.draft}/runs/{number}"


def test_the_page_says_what_is_asked_of_whom_until_when(visit, path):
    page = visit("delegate.bel").get(path).text
    assert judge(page) == []
    words = runs.said(page)
    for said in (
        "Communiqué : Paragraph 1, Paragraph 2",
        "The wording is agreed when nobody objects.",
        "4 days 1 hour",
        "9 June 2026, 18:00 Almaty (UTC+5)",
        "Arvendal, Belmora, and Zabora",
        "To welcome the report;",
        "An objection may name single paragraphs; the others are agreed.",
        "No answer so far.",
        "No-objection procedure 1 was announced.",
    ):
        assert said in words, said


def test_the_reader_is_told_the_hour_in_the_own_zone_too(visit, path):
    browser = visit("head.arv")
    browser.post("/preferences", data={"zone": "Europe/London", "next": "/"})
    assert "9 June 2026, 18:00 Almaty (UTC+5), 14:00 London" in runs.said(browser.get(path).text)


@pytest.mark.parametrize("who", ["head.arv", "chair", "office", "observer"])
def test_the_page_speaks_russian(visit, world, path, who):
    silence.answer(world, "head.bel", 1, "objection", labels=["1."])
    silence.answer(world, "head.arv", 1, "objection", at=LATER)
    browser = visit(who)
    browser.post("/preferences", data={"language": "ru", "next": "/"})
    page = browser.get(path).text
    assert judge(page) == []
    assert untranslated(page) == []


def test_who_answers_is_offered_the_form_and_nobody_else(visit, path):
    assert "answers" in runs.actions(visit("head.arv").get(path).text)
    assert "answers" in runs.actions(visit("coordinator.zab").get(path).text)
    for who in ("delegate.arv", "rapporteur", "chair", "office"):
        assert "answers" not in runs.actions(visit(who).get(path).text), who
    told = runs.said(visit("delegate.arv").get(path).text)
    assert "Who answers for Arvendal" in told
    assert "Head Arv" in told
    assert "Head Bel" not in told


def test_an_objection_breaks_silence_and_everybody_sees_it_at_once(visit, world, path):
    head = visit("head.arv")
    answered = answer(head, path, "objection", "We cannot welcome it.")
    assert answered.location == path
    assert "Received on 5 June 2026, 17:00 Almaty (UTC+5), by the clock of the server." in head.get(path).text
    for who in ("coordinator.zab", "observer", "rapporteur"):
        words = runs.said(visit(who).get(path).text)
        assert "Silence is broken: an objection was received before the deadline." in words
        assert "Arvendal: objection" in words
        assert "We cannot welcome it." in words
    assert silence.state(world, 1) == "broken"


def test_an_objection_to_one_paragraph_of_a_divisible_procedure_leaves_the_other(visit, world, path):
    answer(visit("head.bel"), path, "amendment", "Say “note”.", paragraphs=[world.paragraphs["1."]])
    words = runs.said(visit("head.arv").get(path).text)
    assert "Objected to: Paragraph 1." in words
    assert "It is running." in words
    assert silence.state(world, 1) == "running"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"answer": "objection"}, "statement", "Say in a few words what it is about."),
        ({"answer": "maybe", "statement": "Why."}, "answer", "Choose an answer."),
        ({"answer": "objection", "statement": "W.", "of": "paragraphs"}, "paragraph", "Choose among the paragraphs"),
        ({"answer": "objection", "statement": "W.", "paragraph": "x", "of": "paragraphs"}, "paragraph", "Choose among"),
        ({"answer": "objection", "statement": "W.", "paragraph": "1", "of": "paragraphs"}, "paragraph", "Choose among"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_kept_on_the_page(visit, world, path, changes, field, sentence):
    browser = visit("head.arv")
    data = {**runs.fields(browser.get(path).text, "/answers"), **changes}
    refused = browser.post(f"{path}/answers", data=data)
    assert refused.status_code == 422
    assert judge(refused.text) == []
    assert sentence in runs.problem(refused.text, field)
    kept = runs.fields(refused.text, "/answers")
    assert kept["statement"] == changes.get("statement", "")
    assert entries(world, "silence answered") == []


def test_the_part_of_the_page_that_htmx_asks_for_is_the_run(visit, path):
    refused = visit("head.arv").post(
        f"{path}/answers",
        data={"answer": "objection", "token": acts.token(), "of": "whole"},
        headers={"HX-Request": "true"},
    )
    assert refused.status_code == 422
    assert refused.text.lstrip().startswith('<div class="run stack-wide" id="run"')


def test_two_clicks_answer_once_and_other_words_are_another_answer(visit, world, path):
    browser = visit("head.arv")
    data = runs.fields(browser.get(path).text, "/answers") | {"answer": "explanation", "statement": "Our view."}
    assert {browser.post(f"{path}/answers", data=data).status_code for _click in range(2)} == {303}
    assert len(entries(world, "silence answered")) == 1
    browser.post(f"{path}/answers", data={**data, "statement": "Our other view."})
    assert len(entries(world, "silence answered")) == 2


def test_an_objection_is_withdrawn_and_the_chair_confirms_that_silence_holds(visit, world, path):
    head, chair = visit("head.arv"), visit("chair")
    assert 'value="withdrawal"' not in head.get(path).text
    answer(head, path, "objection", "No.")
    assert "Confirm that silence holds again" not in chair.get(path).text
    answer(head, path, "withdrawal")
    assert "No objection that broke silence stands any more." in chair.get(path).text
    assert send(visit("office"), path, "end").status_code == 422
    assert send(chair, path, "restore").location == path
    assert silence.state(world, 1) == "running"
    again = chair.post(f"{path}/restore", data={"token": acts.token()})
    assert again.status_code == 409
    assert "Silence is not broken any more" in again.text


def test_silence_is_not_restored_while_an_objection_stands(visit, world, path):
    answer(visit("head.arv"), path, "objection", "No.")
    refused = visit("chair").post(f"{path}/restore", data={"token": acts.token()})
    assert refused.status_code == 409
    assert "An objection still stands, so silence is not restored." in refused.text


def test_what_comes_after_the_deadline_is_kept_as_late_and_its_sender_is_told(visit, world, path, clock):
    head = visit("head.arv")
    shown = runs.fields(head.get(path).text, "/answers")
    clock.now = silence.ENDS
    head = visit("head.arv")
    head.post(f"{path}/answers", data={**shown, "answer": "objection", "statement": "Too late."})
    page = head.get(path).text
    words = runs.said(page)
    assert "after the deadline. It is kept as late." in words
    assert "The deadline has passed. Nothing is settled before the Chair certifies the result." in words
    assert "What you send now is kept as late and changes nothing." in words
    assert silence.state(world, 1) == "expired"


def test_an_answer_to_what_is_over_without_a_result_is_refused_with_its_words(visit, world, path):
    head = visit("head.arv")
    shown = runs.fields(head.get(path).text, "/answers")
    send(visit("chair"), path, "end", ending="withdraw", reason="A new text comes.")
    refused = head.post(f"{path}/answers", data={**shown, "answer": "objection", "statement": "No."})
    assert refused.status_code == 409
    assert "nobody is asked any more. Nothing was recorded." in refused.text
    assert "A new text comes." in head.get(path).text


def test_a_withdrawal_without_an_objection_is_refused(visit, path):
    refused = answer(visit("head.arv"), path, "withdrawal")
    assert refused.status_code == 409
    assert "there is nothing to withdraw" in refused.text


def test_an_observer_comments_and_blocks_nothing(visit, world, path):
    observer = visit("observer")
    assert answer(observer, path, "comment", "").status_code == 422
    assert "We like it." not in observer.get(path).text
    assert answer(observer, path, "comment", "We like it.").status_code == 303
    assert "Observia: comment" in runs.said(visit("coordinator.zab").get(path).text)
    assert silence.state(world, 1) == "running"


def test_the_deadline_is_moved_later_for_all_with_its_reason(visit, world, path):
    chair = visit("chair")
    assert send(chair, path, "extend", day="2026-06-12", hour="", reason="A holiday.").location == path
    words = runs.said(visit("head.arv").get(path).text)
    assert "end of 12 June 2026, Almaty (UTC+5)" in words
    assert "Reason: A holiday." in words
    assert "Former deadline" in words


@pytest.mark.parametrize(
    ("action", "changes", "status", "sentence"),
    [
        ("extend", {"day": "2026-06-12", "reason": ""}, 422, "Give a reason: the record will show it."),
        ("extend", {"day": "x", "reason": "R."}, 422, "This is no date."),
        ("extend", {"day": "2026-06-12", "hour": "99", "reason": "R."}, 422, "This is no hour."),
        ("extend", {"day": "2026-06-08", "reason": "R."}, 409, "A deadline is moved only later"),
        ("suspend", {"reason": ""}, 422, "Give a reason: the record will show it."),
        ("end", {"ending": "", "reason": "R."}, 422, "Choose how the procedure ends."),
        ("end", {"ending": "annul", "reason": ""}, 422, "Give a reason: the record will show it."),
    ],
)
def test_what_cannot_be_done_is_said_on_the_page_with_what_was_typed(visit, path, action, changes, status, sentence):
    refused = send(visit("chair"), path, action, **changes)
    assert refused.status_code == status
    assert judge(refused.text) == []
    assert sentence in refused.text
    if status == 422:
        assert runs.fields(refused.text, f"/{action}")["reason"] == changes["reason"]


def test_the_clock_is_stopped_and_runs_on_later_by_as_long(visit, world, path, clock):
    office = visit("office")
    send(office, path, "suspend", reason="The server moves.")
    page = office.get(path).text
    assert "The clock has stood still since 5 June 2026, 17:00 Almaty (UTC+5)." in runs.said(page)
    assert judge(page) == []
    clock.advance(minutes=30)
    assert send(office, path, "resume").location == path
    assert "9 June 2026, 18:30 Almaty (UTC+5)" in runs.said(office.get(path).text)
    assert office.post(f"{path}/resume", data={"token": acts.token()}).status_code == 409


def test_a_procedure_that_begins_later_says_when(visit, world):
    silence.start(world, "1.", city="Almaty", opens=NOW + timedelta(hours=3))
    words = runs.said(visit("head.arv").get(f"/drafts/{world.draft}/runs/1").text)
    assert "Begins 5 June 2026, 20:00 Almaty (UTC+5)" in words
    assert "Its period has not begun, but answers are taken already." in words


def test_a_state_asked_about_its_participation_answers_and_the_others_look_on(visit, world):
    silence.start(world, subject="participation", meaning="participation", party=world.parties["BEL"], city="Almaty")
    path = f"/drafts/{world.draft}/runs/1"
    assert "answers" in runs.actions(visit("head.bel").get(path).text)
    page = visit("head.arv").get(path).text
    assert 'value="objection"' not in page
    assert "Comment of Arvendal" in page
    assert "participation of Belmora" in runs.said(page)
    assert judge(page) == []


def test_a_delegation_that_nobody_binds_is_told_who_can_help(visit, world):
    appoint(world, "stranger", "delegate", "ZAB")
    with world.database.writing() as session:
        for it in session.scalars(select(Appointment).where(Appointment.person_id == world.people["coordinator.zab"])):
            it.until = NOW
    silence.start(world, "1.", city="Almaty")
    page = visit("stranger").get(f"/drafts/{world.draft}/runs/1").text
    assert "Nobody answers for your State yet." in page
    assert "Zabora nobody" in runs.said(visit("office").get(f"/drafts/{world.draft}/runs/1").text)


def test_a_procedure_on_the_whole_text_shows_all_of_it(visit, world):
    silence.start(world, "1.", city="Almaty")
    acts.reword(world, "3.", "States should meet every year.")
    silence.change(world, silence_changes.end, 1, ending="withdraw", reason="Anew.")
    number = silence.start(world, city="Almaty")
    words = runs.said(visit("head.arv").get(f"/drafts/{world.draft}/runs/{number}").text)
    for said in ("the whole text", "Recalling the Declaration", "States should meet every year.", "Adopted in 2021."):
        assert said in words, said
