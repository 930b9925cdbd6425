"""What a mail says: in both languages, of the entry it tells of, with nobody's name where the run keeps it back."""

import html
import re
from datetime import timedelta

import html5lib
import pytest
from sqlalchemy import select, update

from drafting.persistence.records import Draft, Notice, Person, SilenceRun
from drafting.services import notice_facts, silence_changes
from drafting.services.scope import meeting_scope
from drafting.web.notice_words import letter
from tests import silence
from tests.acts import reword
from tests.factories import NOW
from tests.web.judge import untranslated

HOUR = timedelta(hours=1)
URL = "https://drafting.example.org"
CITY = {"city": "Almaty"}


@pytest.fixture
def mail(app, world):
    """`mail("start")` is the newest letter on this occasion to a person, as it would be sent now."""

    def written(occasion, who="head.arv", now=NOW):
        with world.database.reading() as session:
            notice = session.scalars(
                select(Notice)
                .where(Notice.occasion == occasion, Notice.person_id == world.people[who])
                .order_by(Notice.id.desc())
            ).first()
            facts = notice_facts.gather(session, notice, now)
        return letter(app, facts, URL)

    return written


def lines(it) -> list[str]:
    return it.text.splitlines()


def english(it) -> str:
    """The first half, to a person who reads English."""
    return it.text.partition("-----")[0]


def russian(it) -> str:
    return it.text.partition("-----")[2].lstrip("-")


def test_the_start_says_what_silence_means_until_when_and_who_may_object(world, mail):
    silence.start(world, "1.", notice_en="The Chair asks you to be quick.", notice_ru="Просьба не медлить.", **CITY)
    it = mail("start")
    assert it.subject == "No-objection procedure, deadline 9 June 2026, 18:00 Almaty (UTC+5): Communiqué"
    said = english(it)
    for words in (
        "A no-objection procedure has begun.",
        "The Chair asks you to be quick.",
        "Text: Communiqué (Ref: Test Process/01/01/2026)",
        "Meeting: First Conference, Test Process",
        "The procedure is about: Paragraph 1",
        "What silence means: The wording is agreed when nobody objects.",
        "Deadline: 9 June 2026, 18:00 Almaty (UTC+5)",
        "Who may object: Arvendal, Belmora, and Zabora.",
        "One objection is enough",
        "Everybody who may see the procedure",
        "to those who answer for a State: Arvendal.",
    ):
        assert words in said
    assert "Просьба не медлить." in russian(it)
    assert ": 9 июня 2026 года, 18:00 Алматы (UTC+5)\n" in russian(it)


def test_the_readers_language_comes_first_and_no_russian_half_speaks_english(world, mail):
    silence.start(world, "1.", notice_ru="Просьба не медлить.", **CITY)
    it = mail("start", "head.bel")
    assert it.languages == ("ru", "en")
    assert it.subject.startswith("Процедура отсутствия возражений, срок — 9 июня 2026 года, 18:00 Алматы")
    assert lines(it)[0] == "Началась процедура отсутствия возражений."
    page = f'<html lang="ru"><p>{html.escape(english(it))}'
    assert untranslated(page) == []


def test_the_deadline_is_said_in_the_readers_zone_besides(world, mail):
    with world.database.writing() as session:
        session.get_one(Person, world.people["head.arv"]).zone = "Europe/London"
    silence.start(world, "1.", **CITY)
    assert "Deadline: 9 June 2026, 18:00 Almaty (UTC+5), 14:00 London" in lines(mail("start"))
    assert "Deadline: 9 June 2026, 18:00 Almaty (UTC+5)" in lines(mail("start", "coordinator.zab"))


def test_a_date_alone_is_said_as_the_end_of_that_day(world, mail):
    silence.start(world, "1.", hour=None, **CITY)
    assert "Deadline: end of 9 June 2026, Almaty (UTC+5)" in lines(mail("start"))
    assert ": конец дня 9 июня 2026 года, Алматы (UTC+5)\n" in russian(mail("start"))


def test_the_one_link_leads_to_the_page_after_signing_in_and_carries_no_secret(world, mail):
    number = silence.start(world, "1.", **CITY)
    it = mail("start")
    address = f"{URL}/drafts/{world.draft}/runs/{number}"
    assert set(re.findall(r"https?://[^\s\"<]+", it.text + it.html)) == {address}


def test_the_html_is_sound_and_says_the_same_words(world, mail):
    silence.start(world, "1.", notice_en="1 < 2 & 3", **CITY)
    it = mail("start")
    assert "1 &lt; 2 &amp; 3" in it.html
    assert "1 < 2 & 3" in it.text
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(it.html)
    shown = " ".join("".join(tree.itertext()).split())
    for line in lines(it):
        said = line.removeprefix("- ").replace(": ", " ", 1) if ": " in line else line.removeprefix("- ")
        if line.strip("-"):
            assert said in shown or line.removeprefix("- ") in shown, line
    assert not re.search(r"<(img|script|link|form|iframe)\b", it.html)


def test_each_try_makes_the_same_message_with_the_same_identity(world, mail):
    silence.start(world, "1.", **CITY)
    one, again = mail("start"), mail("start", now=NOW + HOUR)
    assert one == again
    assert one.message_id != mail("start", "head.bel").message_id
    assert re.fullmatch(r"<[0-9a-f]{32}@drafting\.example\.org>", one.message_id)


def test_a_notice_tells_its_own_entry_and_not_the_run_as_it_stands_later(world, mail):
    number = silence.start(world, "1.", **CITY)
    silence.extend(world, number, silence.ENDS + 24 * HOUR, reason="A holiday.")
    assert "Deadline: 9 June 2026, 18:00 Almaty (UTC+5)" in lines(mail("start"))
    moved = mail("extended")
    assert moved.subject == "New deadline 10 June 2026, 18:00 Almaty (UTC+5): Communiqué"
    assert "The deadline is later, for all." in lines(moved)
    assert "Reason: A holiday." in lines(moved)


def test_a_run_that_opens_later_says_when(world, mail):
    silence.start(world, "1.", opens=NOW + HOUR, **CITY)
    assert lines(mail("start"))[0] == "A no-objection procedure begins on 5 June 2026, 18:00 Almaty (UTC+5)."


@pytest.mark.parametrize(
    ("facts", "about", "meaning"),
    [
        ({"subject": "draft"}, "the whole text", "The wording is agreed when nobody objects."),
        (
            {"labels": ("1.", "(a)"), "severable": True, "meaning": "agreed ad referendum"},
            "Paragraph 1, Paragraph (a)",
            "The wording is agreed ad referendum when nobody objects.",
        ),
        (
            {"subject": "participation", "meaning": "participation"},
            "participation of Belmora",
            "The State takes part in the adoption when it does not say otherwise.",
        ),
    ],
)
def test_each_subject_and_meaning_has_its_words(world, mail, facts, about, meaning):
    facts = dict(facts)
    labels = facts.pop("labels", ())
    if facts.get("subject") == "draft":
        reword(world, "3.", "States shall meet every year.")
    if facts.get("subject") == "participation":
        facts |= {"party": world.parties["BEL"], "eligible": (world.parties["BEL"],)}
    silence.start(world, *labels, **facts, **CITY)
    said = lines(mail("start", "head.bel"))
    assert f"The procedure is about: {about}" in said
    assert f"What silence means: {meaning}" in said
    assert any(line.startswith("Wording: revision") for line in said) == (facts.get("subject") != "participation")
    assert any("single paragraphs" in line for line in said) == facts.get("severable", False)


@pytest.mark.parametrize(
    ("kind", "about"),
    [
        ("invitation", "the decision on an invitation"),
        ("rules", "the decision to amend the Operational Mechanism"),
        ("publication", "the decision on a publication"),
        ("text", "the whole text"),
    ],
)
def test_a_decision_is_named_as_what_it_decides(world, mail, kind, about):
    reword(world, "3.", "States shall meet every year.")
    silence.start(world, **CITY)
    with world.database.writing() as session:
        session.get_one(Draft, world.draft).kind = kind
    assert f"The procedure is about: {about}" in lines(mail("start"))


def broken(world, **facts):
    number = silence.start(world, "1.", **facts, **CITY)
    silence.answer(world, "head.bel", number, "objection", statement="A secret statement.")
    return number


def test_who_objected_is_told_where_the_run_lets_everybody_know(world, mail):
    number = broken(world)
    it = mail("broken")
    assert it.subject == "Silence is broken: Communiqué"
    assert "An objection was received before the deadline: silence is broken." in lines(it)
    assert "Objections stand from: Belmora." in lines(it)
    assert "Возражения заявлены: Бельмора." in lines(it)
    assert "secret" not in it.text
    silence.answer(world, "head.bel", number, "withdrawal", at=NOW + HOUR)
    assert "Objections stand from: Belmora." in lines(mail("broken")), "it tells of its own entry"


@pytest.mark.parametrize("names", ["chair and office", "after the end"])
@pytest.mark.parametrize("who", ["head.arv", "chair", "office"])
def test_no_mail_names_an_objector_where_the_run_keeps_the_names_back(world, mail, names, who):
    broken(world, names=names)
    it = mail("broken", who)
    assert "Objections stand" not in it.text
    told = "to those who answer for a State: Arvendal" if who == "head.arv" else "to the Chair"
    assert told in it.text
    assert it.text.count("Belmora") == 0
    assert it.html.count("Belmora") == 0


def test_an_objection_that_was_withdrawn_before_another_broke_silence_is_not_named(world, mail):
    number = silence.start(world, "1.", "2.", severable=True, **CITY)
    silence.answer(world, "head.bel", number, "objection", labels=("1.",))
    silence.answer(world, "head.bel", number, "withdrawal")
    silence.answer(world, "head.arv", number, "objection", labels=("1.", "2."))
    assert "Objections stand from: Arvendal." in lines(mail("broken"))


def test_each_further_occasion_says_what_happened(world, mail):
    number = silence.start(world, "1.", "2.", severable=True, **CITY)
    silence.change(world, silence_changes.suspend, number, reason="The hall is closed.")
    assert "The procedure is suspended: the clock stands still until it is resumed." in lines(mail("suspended"))
    assert "Reason: The hall is closed." in lines(mail("suspended"))
    silence.change(world, silence_changes.resume, number, now=NOW + HOUR)
    assert "Deadline: 9 June 2026, 19:00 Almaty (UTC+5)" in lines(mail("resumed"))
    ends = silence.ENDS + HOUR
    silence.clock_strikes(world, ends - 24 * HOUR)
    reminder = mail("reminder")
    assert reminder.subject == "Reminder, deadline 9 June 2026, 19:00 Almaty (UTC+5): Communiqué"
    assert lines(reminder)[0] == "This reminder goes out 24 hours before the deadline."
    silence.answer(world, "head.bel", number, "objection", labels=("2.",), at=ends - HOUR)
    silence.clock_strikes(world, ends)
    assert "Nothing is settled before the Chair certifies the result." in mail("expired").text
    assert "may object" not in english(mail("expired"))
    delivered(world)
    silence.certify(world, number, now=ends + timedelta(minutes=1), statement="I thank you.")
    certified = lines(mail("certified"))
    assert "Agreed: Paragraph 1." in certified
    assert "Open again: Paragraph 2." in certified
    assert "The Chair’s statement: I thank you." in certified
    assert "Belmora" not in mail("certified").text


def delivered(world):
    with world.database.writing() as session:
        session.execute(update(Notice).values(state="sent", next_try_at=None))


def test_a_certificate_says_that_silence_was_kept_or_broken(world, mail):
    number = silence.start(world, "1.", **CITY)
    delivered(world)
    silence.clock_strikes(world, silence.ENDS)
    silence.certify(world, number)
    assert "The Chair has certified that silence was kept. The wording is agreed." in lines(mail("certified"))
    number = silence.start(world, "2.", **CITY)
    delivered(world)
    silence.answer(world, "head.bel", number, "objection")
    silence.certify(world, number)
    assert "The Chair has certified that silence was broken. Nothing is settled by this procedure." in lines(
        mail("certified")
    )


def test_silence_restored_is_told_with_how_to_object_again(world, mail):
    number = broken(world)
    silence.answer(world, "head.bel", number, "withdrawal", at=NOW + HOUR)
    silence.change(world, silence_changes.restore, number, now=NOW + HOUR)
    it = mail("restored")
    assert "No objection stands any more, and the Chair has confirmed it: silence is restored." in lines(it)
    assert "Who may object" in it.text


@pytest.mark.parametrize(
    ("ending", "words"),
    [("withdraw", "The procedure has been withdrawn."), ("annul", "The procedure has been annulled")],
)
def test_an_end_without_a_certificate_says_which(world, mail, ending, words):
    number = silence.start(world, "1.", **CITY)
    silence.change(world, silence_changes.end, number, ending=ending, reason="It was too early.")
    it = mail("ended")
    assert words in english(it)
    assert "Reason: It was too early." in lines(it)


def test_a_new_wording_ends_the_procedure_and_says_so(world, mail):
    silence.start(world, "1.", **CITY)
    reword(world, "1.", "To note the report;")
    assert "The wording has changed, so the procedure has ended without effect." in mail("ended").text


def test_an_outage_gives_its_time_back_and_the_notice_says_so(world, mail):
    silence.start(world, "1.", hour=None, **CITY)
    with world.database.writing() as session:
        scope = meeting_scope(session, world.people["office"], world.meeting, NOW)
        facts = {"began": NOW + HOUR, "ended": NOW + 2 * HOUR, "reason": "Power failed.", "now": NOW + 3 * HOUR}
        silence_changes.declare_outage(session, scope, token="an-outage", **facts)
    it = mail("extended")
    assert "the Support Office has declared an outage of the server." in it.text
    assert "Deadline: 10 June 2026, 01:00 Almaty (UTC+5)" in lines(it)


@pytest.mark.parametrize("who", ["chair", "office"])
def test_the_chair_and_the_office_are_not_told_that_they_answer_for_a_state(world, mail, who):
    silence.start(world, "1.", **CITY)
    assert "to the Chair and the Support Office." in mail("start", who).text


@pytest.mark.parametrize(
    ("now", "state", "ends", "overtaken"),
    [
        (silence.ENDS - HOUR, "running", silence.ENDS, False),
        (silence.ENDS, "running", silence.ENDS, True),
        (silence.ENDS - HOUR, "running", silence.ENDS + HOUR, True),
        (silence.ENDS - HOUR, "suspended", silence.ENDS, True),
    ],
)
def test_a_reminder_is_overtaken_by_the_deadline_by_a_later_one_and_by_the_end(world, now, state, ends, overtaken):
    silence.start(world, "1.", **CITY)
    silence.clock_strikes(world, NOW)
    silence.clock_strikes(world, silence.ENDS - 2 * HOUR)
    with world.database.writing() as session:
        run = session.scalars(select(SilenceRun)).one()
        run.state, run.ends_at = state, ends
    with world.database.reading() as session:
        found = {it.occasion: it for it in session.scalars(select(Notice))}
        assert notice_facts.gather(session, found["reminder"], now).is_overtaken == overtaken
        assert not notice_facts.gather(session, found["start"], now).is_overtaken
