"""Preparing and announcing a no-objection procedure in the browser."""

import pytest
from sqlalchemy import select

from drafting.persistence.records import Appointment, Draft
from tests import acts, silence
from tests.factories import NOW
from tests.rulings import entries
from tests.web import runs
from tests.web.judge import judge, untranslated


@pytest.fixture
def address(world):
    return f"/drafts/{world.draft}/runs"


def form(world, *labels, **changes):
    """What a Chair fills in: these paragraphs, until 9 June, 18:00 in Almaty."""
    facts = {
        "token": acts.token(),
        "subject": "paragraphs",
        "paragraph": [world.paragraphs[label] for label in labels],
        "meaning": "agreed",
        "names": "all",
        "day": "2026-06-09",
        "hour": "18:00",
        "city": "Almaty",
        "opens": "now",
    }
    return {**facts, **changes}


def prepared(browser, address, data):
    answer = browser.post(f"{address}/new", data=data)
    assert answer.status_code == 303, runs.said(answer.text)
    return answer.location


def test_what_is_asked_is_chosen_first_and_nothing_beforehand(visit, address):
    browser = visit("chair")
    page = browser.get(f"{address}/new").text
    for subject, said in (("draft", "The whole text"), ("paragraphs", "Chosen paragraphs")):
        assert said in page
        found = runs.fields(browser.get(f"{address}/new?subject={subject}").text, "/new")
        assert "meaning" not in found
        assert "names" not in found
        assert found["city"] == "Almaty"
        assert found["opens"] == ["now"]


def test_the_address_can_name_paragraphs_and_a_state(visit, world, address):
    browser = visit("office")
    page = browser.get(f"{address}/new?subject=paragraphs&paragraph={world.paragraphs['2.']}").text
    assert runs.fields(page, "/new")["paragraph"] == [str(world.paragraphs["2."])]
    page = browser.get(f"{address}/new?subject=participation&party={world.parties['BEL']}").text
    assert runs.fields(page, "/new")["party"] == str(world.parties["BEL"])


def test_of_an_adopted_text_only_participation_is_asked(visit, world, address):
    acts.agree_all(world)
    acts.adopt(world)
    page = visit("chair").get(f"{address}/new?subject=draft").text
    assert "State whose participation it is about" in page


def test_a_decision_is_asked_about_as_a_whole_and_its_meaning_leaves_no_choice(visit, world, address):
    with world.database.writing() as session:
        session.get_one(Draft, world.draft).kind = "publication"
    found = runs.fields(visit("chair").get(f"{address}/new").text, "/new")
    assert (found["subject"], found["meaning"]) == ("draft", ["adoption"])


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"paragraph": []}, "paragraph", "Choose at least one paragraph."),
        ({"paragraph": ["x"]}, "paragraph", "Choose at least one paragraph."),
        ({"meaning": ""}, "meaning", "Say what silence means. It is never guessed."),
        ({"names": ""}, "names", "Choose who learns which State objects."),
        ({"day": "tomorrow"}, "day", "This is no date."),
        ({"hour": "25:00"}, "hour", "This is no hour."),
        ({"day": "2026-06-06"}, "day", "8 June 2026, 17:00 Almaty (UTC+5)"),
        ({"city": "Atlantis"}, "city", "No such time zone is known."),
        ({"city": "Tehran", "day": "2022-03-22", "hour": "00:30"}, "hour", "skip that hour"),
        ({"city": "London", "day": "2026-10-25", "hour": "01:30"}, "hour", "show that hour twice"),
        ({"opens": "later", "opens_day": "2026-06-06"}, "opens", "Give the hour as well."),
        ({"opens": "later", "opens_day": "x", "opens_hour": "09:00"}, "opens", "This is no date."),
        ({"subject": "draft", "meaning": "adoption", "severable": "1"}, "severable", "cannot be agreed in part"),
        ({"subject": "participation", "meaning": "participation"}, "party", "Choose the State"),
        ({"subject": "participation", "meaning": "participation", "party": "9999"}, "eligible", "Choose among"),
    ],
)
def test_a_problem_stands_beside_its_field_and_what_was_typed_is_kept(visit, world, address, changes, field, sentence):
    sent = form(world, "2.", **changes)
    answer = visit("chair").post(f"{address}/new", data=sent)
    assert answer.status_code == 422
    assert judge(answer.text) == []
    assert sentence in runs.problem(answer.text, field)
    found = runs.fields(answer.text, "/new")
    for name in ("day", "hour", "opens_day", "opens_hour"):
        assert found[name] == sent.get(name, "")
    assert found.get("meaning", [""]) == [sent["meaning"]]
    assert found.get("names", [""]) == [sent["names"]]


def test_an_unknown_subject_is_refused_with_the_form(visit, world, address):
    answer = visit("chair").post(f"{address}/new", data=form(world, subject="weather", meaning="adoption"))
    assert answer.status_code == 422
    assert "Choose what it is about." in answer.text
    assert judge(answer.text) == []


def test_the_preview_shows_everything_before_anything_is_sent(visit, world, address):
    browser = visit("chair")
    page = browser.get(prepared(browser, address, form(world, "2.", "3."))).text
    words = runs.said(page)
    assert judge(page) == []
    for said in (
        "Paragraph 2, Paragraph 3",
        "The wording is agreed when nobody objects.",
        "9 June 2026, 18:00 Almaty (UTC+5)",
        "To cooperate, as set out in paragraph 1 above:",
        "coordinator.zab@example.org",
        "Words stand in brackets: [shall]",
        "at least 72 hours; announced now, it would last 4 days 1 hour",
        "No mail server is set",
    ):
        assert said in words, said
    assert "day off" not in words
    assert entries(world, "silence announced") == []
    letter = runs.fields(page, "/prepare")
    assert "“Communiqué”: Paragraph 2, Paragraph 3." in letter["notice_en"]
    assert "«Communiqué»: Пункт 2, Пункт 3." in letter["notice_ru"]
    assert "9 июня 2026 года, 18:00 Алматы (UTC+5)" in letter["notice_ru"]


def test_what_is_prepared_is_seen_by_those_who_direct_it_alone(visit, world, address):
    path = prepared(visit("chair"), address, form(world, "2."))
    assert visit("office").get(path).status_code == 200
    assert visit("head.arv").get(path).status_code == 403
    assert visit("head.arv").get(f"{address}/1").status_code == 404
    assert visit("chair").get(f"{address}/1").location == path
    assert "No-objection procedure" not in visit("head.arv").get(f"/drafts/{world.draft}").text
    assert "No-objection procedure 1" in visit("chair").get(f"/drafts/{world.draft}").text


def test_the_wizard_speaks_russian(visit, world, address):
    browser = visit("chair")
    browser.post("/preferences", data={"language": "ru", "next": "/"})
    path = prepared(browser, address, form(world, "2."))
    pages = [f"{address}/new", *(f"{address}/new?subject={it}" for it in ("draft", "paragraphs", "participation"))]
    for page in (browser.get(it).text for it in (*pages, path, f"{address}/1/fields")):
        assert judge(page) == []
        assert untranslated(page) == []


def test_two_clicks_prepare_one(visit, world, address):
    sent = form(world, "2.")
    browser = visit("chair")
    assert prepared(browser, address, sent) == prepared(browser, address, sent)
    assert prepared(browser, address, {**sent, "token": acts.token()}).endswith("/2/prepare")


def test_the_preview_warns_of_a_day_off_and_of_states_that_nobody_answers_for(visit, world, address):
    with world.database.writing() as session:
        world.scope(session, "chair").process.holidays = ["2026-06-09"]
        for it in session.scalars(select(Appointment).where(Appointment.person_id == world.people["coordinator.zab"])):
            it.until = NOW
    browser = visit("chair")
    words = runs.said(browser.get(prepared(browser, address, form(world, "2."))).text)
    assert "The period ends on a day off, 9 June 2026." in words
    assert "nobody would be told: Zabora." in words


def test_a_period_that_became_too_short_is_warned_of_and_refused(visit, world, address, clock):
    browser = visit("chair")
    path = prepared(browser, address, form(world, "2.", day="2026-06-08", hour="18:00"))
    clock.advance(hours=5)
    browser = visit("chair")
    page = browser.get(path).text
    assert "The period would be too short by now." in page
    answer = browser.post(path.replace("prepare", "announce"), data=runs.fields(page, "/prepare"))
    assert answer.status_code == 422
    assert "The period is too short." in answer.text
    assert entries(world, "silence announced") == []


def test_what_is_asked_can_be_changed_and_the_notice_follows(visit, world, address):
    browser = visit("chair")
    path = prepared(browser, address, form(world, "2."))
    page = browser.get(f"{address}/1/fields").text
    found = runs.fields(page, "/fields")
    assert (found["day"], found["hour"], found["meaning"]) == ("2026-06-09", "18:00", ["agreed"])
    later = {**found, "hour": "", "opens": "later", "opens_day": "2026-06-06", "opens_hour": "09:00", "severable": "1"}
    assert browser.post(f"{address}/1/fields", data=later).location == path
    page = browser.get(path).text
    assert "end of 9 June 2026, Almaty (UTC+5)" in runs.fields(page, "/prepare")["notice_en"]
    assert "6 June 2026, 09:00 Almaty (UTC+5)" in page
    found = runs.fields(browser.get(f"{address}/1/fields").text, "/fields")
    assert (found["hour"], found["opens"], found["opens_hour"]) == ("", ["later"], "09:00")
    wrong = browser.post(f"{address}/1/fields", data={**found, "day": "x"})
    assert wrong.status_code == 422
    assert "This is no date." in runs.problem(wrong.text, "day")


def test_words_that_a_person_changed_are_not_written_over(visit, world, address):
    browser = visit("chair")
    path = prepared(browser, address, form(world, "2."))
    letter = {**runs.fields(browser.get(path).text, "/prepare"), "notice_en": "Dear colleagues,\r\nplease look."}
    assert browser.post(path, data=letter).status_code == 303
    found = runs.fields(browser.get(f"{address}/1/fields").text, "/fields")
    browser.post(f"{address}/1/fields", data={**found, "day": "2026-06-10"})
    assert runs.fields(browser.get(path).text, "/prepare")["notice_en"] == "Dear colleagues,\nplease look."


def test_two_people_who_save_over_each_other_are_told_and_lose_nothing(visit, world, address):
    path = prepared(visit("chair"), address, form(world, "2."))
    chair, office = visit("chair"), visit("office")
    first, second = (runs.fields(it.get(path).text, "/prepare") for it in (chair, office))
    fields = runs.fields(office.get(f"{address}/1/fields").text, "/fields")
    chair.post(path, data={**first, "notice_en": "The Chair’s words."})
    answer = office.post(path, data={**second, "notice_en": "The words of the Office.", "instruction": "By telephone."})
    assert answer.status_code == 409
    assert judge(answer.text) == []
    found = runs.fields(answer.text, "/prepare")
    assert (found["notice_en"], found["instruction"]) == ("The words of the Office.", "By telephone.")
    assert "The Chair’s words." in answer.text
    stale = office.post(f"{address}/1/fields", data={**fields, "day": "2026-06-11"})
    assert stale.status_code == 409
    assert runs.fields(stale.text, "/fields")["day"] == "2026-06-11"
    assert office.post(path, data=found).status_code == 303


def test_announcing_sends_the_words_of_the_form_once(visit, world, address):
    browser = visit("chair")
    path = prepared(browser, address, form(world, "2."))
    letter = {**runs.fields(browser.get(path).text, "/prepare"), "notice_en": "These very words."}
    for _click in range(2):
        answer = browser.post(f"{address}/1/announce", data=letter)
        assert answer.location == f"{address}/1"
    [announced] = entries(world, "silence announced")
    assert announced.payload["notice"]["en"] == "These very words."
    again = browser.post(f"{address}/1/announce", data={**letter, "token": acts.token()}, follow_redirects=True)
    assert "The procedure was announced meanwhile." in again.text
    assert browser.get(path).location == f"{address}/1"
    assert browser.get(f"{address}/1/fields").location == f"{address}/1"


def test_what_moved_on_is_shown_anew_before_it_is_announced(visit, world, address):
    browser = visit("chair")
    path = prepared(browser, address, form(world, "1."))
    letter = {**runs.fields(browser.get(path).text, "/prepare"), "notice_ru": "Мои слова."}
    acts.reword(world, "3.", "States should meet every year.")
    answer = browser.post(f"{address}/1/announce", data=letter)
    assert answer.status_code == 409
    assert "Something changed since this page was shown." in answer.text
    again = runs.fields(answer.text, "/prepare")
    assert again["notice_ru"] == "Мои слова."
    assert browser.post(f"{address}/1/announce", data=again).status_code == 303


def test_what_stands_in_the_way_of_announcing_is_named(visit, world, address):
    silence.start(world, "1.")
    acts.position(world, "head.arv", "2.", "objects", "Not like this.")
    browser = visit("chair")
    path = prepared(browser, address, form(world, "1.", "2."))
    page = browser.get(path).text
    assert "it asks about the same and is not over." in page
    assert "Arvendal objects: “Not like this.”" in runs.said(page)
    answer = browser.post(f"{address}/2/announce", data=runs.fields(page, "/prepare"))
    assert answer.status_code == 409
    assert "Another no-objection procedure asks about the same." in answer.text


def test_a_text_with_an_open_bracket_is_refused_with_the_list(visit, world, address):
    browser = visit("chair")
    page = browser.get(prepared(browser, address, form(world, "3."))).text
    answer = browser.post(f"{address}/1/announce", data=runs.fields(page, "/prepare"))
    assert answer.status_code == 409
    assert "cannot be announced yet" in answer.text
    assert "Words stand in brackets: [shall]" in runs.said(answer.text)


def test_the_office_needs_the_chairs_instruction(visit, world, address):
    browser = visit("office")
    path = prepared(browser, address, form(world, "2."))
    letter = runs.fields(browser.get(path).text, "/prepare")
    answer = browser.post(f"{address}/1/announce", data=letter)
    assert answer.status_code == 422
    assert "Write down the Chair’s instruction" in runs.problem(answer.text, "instruction")
    told = {**letter, "instruction": "Katarin Vossel, by telephone, 5 June."}
    assert browser.post(f"{address}/1/announce", data=told).status_code == 303
    assert "Katarin Vossel, by telephone, 5 June." in visit("head.arv").get(f"{address}/1").text


def test_an_empty_notice_is_not_sent(visit, world, address):
    browser = visit("chair")
    letter = runs.fields(browser.get(prepared(browser, address, form(world, "2."))).text, "/prepare")
    answer = browser.post(f"{address}/1/announce", data={**letter, "notice_en": " "})
    assert answer.status_code == 422
    assert "Write the notice in English and in Russian" in runs.problem(answer.text, "notice_en")


def test_what_is_thrown_away_is_gone(visit, world, address):
    browser = visit("chair")
    path = prepared(browser, address, form(world, "2."))
    answer = browser.post(f"{address}/1/discard", data={"token": acts.token()}, follow_redirects=True)
    assert "Thrown away. Nobody was told of it." in answer.text
    assert browser.get(path).status_code == 404


def test_a_state_in_brackets_is_asked_about_its_participation(visit, world, address):
    browser = visit("chair")
    sent = form(world, subject="participation", meaning="no participation", party=world.parties["BEL"])
    path = prepared(browser, address, sent)
    words = runs.said(browser.get(path).text)
    assert "participation of Belmora" in words
    assert "The State does not take part in the adoption when it does not say otherwise." in words
    found = runs.fields(browser.get(f"{address}/1/fields").text, "/fields")
    assert found["eligible"] == [str(world.parties["BEL"])]


def test_a_meeting_in_a_zone_without_a_city_of_the_list_keeps_its_zone(visit, world, address):
    with world.database.writing() as session:
        scope = world.scope(session, "chair")
        scope.meeting.zone, scope.meeting.city_en = "America/Bogota", "Bogota"
    browser = visit("chair")
    found = runs.fields(browser.get(f"{address}/new?subject=draft").text, "/new")
    assert found["city"] == "America/Bogota"
    path = prepared(browser, address, form(world, "2.", city="America/Bogota"))
    assert "18:00 Bogota (UTC−5)" in browser.get(path).text


def test_a_beginning_that_has_passed_is_one_at_once(visit, world, address, clock):
    browser = visit("chair")
    later = {"opens": "later", "opens_day": "2026-06-05", "opens_hour": "18:00", "day": "2026-06-12"}
    path = prepared(browser, address, form(world, "2.", **later))
    assert "5 June 2026, 18:00 Almaty (UTC+5)" in browser.get(path).text
    clock.advance(hours=2)
    browser = visit("chair")
    assert runs.fields(browser.get(f"{address}/1/fields").text, "/fields")["opens"] == ["now"]
    assert "with the announcement" in browser.get(path).text


def test_a_paragraph_deleted_meanwhile_is_named_and_another_chosen(visit, world, address):
    browser = visit("office")
    where = prepared(browser, address, form(world, "1.", "2.", instruction="By telephone."))
    letter = runs.fields(browser.get(where).text, "/prepare") | {"token": acts.token(), "notice_en": "Our own words."}
    acts.accept(world, acts.propose(world, "head.bel", "1.", "", kind="delete"))
    for action in ("prepare", "announce"):
        refused = browser.post(where.replace("prepare", action), data=letter)
        assert (refused.status_code, judge(refused.text)) == (422, [])
        assert "States cannot be asked about one of these paragraphs" in refused.text
        assert "Our own words." in refused.text
    fields = where.replace("prepare", "fields")
    for target in (f"{address}/new", fields):
        sent = form(world, "1.", "2.", instruction="By telephone.", version=letter["version"])
        refused = browser.post(target, data=sent)
        assert refused.status_code == 422
        assert "one of these paragraphs" in runs.problem(refused.text, "paragraph")
        assert "By telephone." in refused.text
    changed = browser.post(fields, data=form(world, "2.", instruction="By telephone.", version=letter["version"]))
    page = browser.get(changed.location).text
    sent = browser.post(where.replace("prepare", "announce"), data=runs.fields(page, "/prepare"))
    assert (sent.status_code, silence.state(world, 1)) == (303, "running")
