"""The page of the rules, and the forms that change them."""

from datetime import timedelta

import pytest

from drafting.persistence.queries import rules as queries
from drafting.persistence.records import Meeting, Process, Provision
from drafting.services import rules
from tests import ministers
from tests.factories import NOW
from tests.web.judge import judge

RULES = "/processes/1/rules"
FORM = {"token": "a-form-of-ours", "was": "72", "value": "96", "basis": "The Chair's letter of 3 May 2026"}


@pytest.fixture
def office(visit):
    return visit("secretariat")


def process(world) -> Process:
    with world.database.reading() as session:
        return session.get_one(Process, world.process)


def reserve(world, key: str) -> None:
    with world.database.writing() as session:
        text = {"text_en": "Section 3, paragraph vi", "text_ru": "Раздел 3, пункт vi"}
        session.add(Provision(process_id=world.process, key=key, reserved="ministers", **text))


def test_everybody_reads_every_rule_with_its_value_and_provision(world, visit):
    reserve(world, "silence_hours")
    page = visit("delegate.arv").get(RULES).text
    for said in (
        "By consensus: nothing is adopted against a formal objection",
        "72 hours",
        "24 hours and 2 hours",
        "Saturday and Sunday",
        "Every 14 days",
        "24 months",
        "At least once in 24 months",
        "7 minutes",
        "for example Test Process/03/01/2026",
        "Section 3, paragraph vi",
        "Changed by ministers alone",
        "cannot be set otherwise",
    ):
        assert said in page, said
    assert f'href="{RULES}/silence_hours"' not in page


def test_in_russian_the_rules_are_russian(world, visit):
    reserve(world, "silence_hours")
    browser = visit("head.bel")
    browser.post("/preferences", data={"language": "ru", "next": "/"})
    page = browser.get(RULES).text
    for said in (
        "72 часа",
        "24 часа и 2 часа",
        "суббота и воскресенье",
        "Раз в 14 дней",
        "24 месяца",
        "Раздел 3, пункт vi",
    ):
        assert said in page, said


def test_a_rule_is_changed_and_its_history_told(world, office):
    answer = office.post(f"{RULES}/silence_hours", data=FORM)
    assert (answer.status_code, answer.location) == (303, f"{RULES}#silence_hours")
    office.post(f"{RULES}/silence_hours", data=FORM)  # a double click
    assert process(world).silence_hours == 96
    page = office.get(RULES).text
    assert "“Shortest no-objection period” was changed from “72 hours” to “96 hours”." in page
    assert "Basis: The Chair&#39;s letter of 3 May 2026" in page
    assert "1 change<" in page
    record = office.get("/processes/1/record").text
    assert "“Shortest no-objection period” was changed from “72 hours” to “96 hours”." in record


def test_days_of_the_week_are_ticked(world, office):
    page = office.get(f"{RULES}/week_end").text
    assert page.count("checked") == 2
    form = {**FORM, "was": "5; 6", "value": ["4", "5"]}
    assert office.post(f"{RULES}/week_end", data=form).status_code == 303
    assert process(world).week_end == [4, 5]


def test_several_lines_of_a_form_do_not_look_like_another_value(world, office):
    with world.database.writing() as session:
        session.get_one(Process, world.process).holidays = ["2026-01-01", "2026-03-21"]
    form = {**FORM, "was": "2026-01-01\r\n2026-03-21", "value": "2026-01-01\r\n2026-05-09"}
    assert office.post(f"{RULES}/holidays", data=form).status_code == 303
    assert process(world).holidays == ["2026-01-01", "2026-05-09"]


@pytest.mark.parametrize("key", [it.key for it in rules.RULES.values()])
def test_every_rule_has_a_form_and_every_form_shows_what_is_wrong_beside_the_field(world, office, key):
    shown = office.get(f"{RULES}/{key}")
    assert (shown.status_code, judge(shown.text)) == (200, [])
    rule = rules.RULES[key]
    was = rules.shown(rule, rules.value(process(world), rule))
    answer = office.post(f"{RULES}/{key}", data={**FORM, "was": was, "value": "{what is this}", "basis": ""})
    assert (answer.status_code, judge(answer.text)) == (422, [])
    assert 'href="#value"' in answer.text
    if not rule.is_fixed:
        assert 'id="value-problem"' in answer.text
        assert 'aria-invalid="true"' in answer.text or 'aria-describedby="value-problem"' in answer.text


def test_what_was_typed_is_kept(office):
    typed = {**FORM, "value": "ninety-six", "basis": "Because of the distance"}
    page = office.post(f"{RULES}/silence_hours", data=typed).text
    assert 'value="ninety-six"' in page
    assert "Because of the distance" in page
    assert "Give a whole number from 1 to 8760." in page


def test_a_form_of_an_older_value_is_answered_with_the_words_kept(world, office):
    office.post(f"{RULES}/silence_hours", data=FORM)
    later = {**FORM, "token": "another-form", "value": "120"}
    answer = office.post(f"{RULES}/silence_hours", data=later)
    assert (answer.status_code, judge(answer.text)) == (409, [])
    assert 'value="120"' in answer.text
    assert "Somebody changed this since your page was shown" in answer.text
    assert process(world).silence_hours == 96


def test_the_refusal_of_what_ministers_alone_may_change_says_so_in_words(world, office):
    reserve(world, "silence_hours")
    answer = office.post(f"{RULES}/silence_hours", data=FORM)
    assert answer.status_code == 422
    assert "The rules leave this to the ministers." in answer.text
    assert "No Ministerial Conference has adopted a decision on the rules in this tool yet." in answer.text
    assert process(world).silence_hours == 72


def test_ministers_change_it_by_their_decision_which_the_history_links(world, office):
    decision = ministers.decide(world)
    reserve(world, "silence_hours")
    page = office.get(f"{RULES}/silence_hours").text
    assert f'<option value="{decision}"' in page
    answer = office.post(f"{RULES}/silence_hours", data={**FORM, "basis": "", "decision": str(decision)})
    assert answer.status_code == 303
    page = office.get(RULES).text
    assert f"By the decision “{ministers.TITLE}”." in page
    assert f'href="/drafts/{decision}"' in page


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30, "2147483648", "²", "424242"])
def test_a_number_that_is_no_decisions_is_refused(world, office, number):
    reserve(world, "silence_hours")
    ministers.decide(world)
    answer = office.post(f"{RULES}/silence_hours", data={**FORM, "decision": number})
    assert answer.status_code == 422
    assert "Choose an adopted decision of the list." in answer.text


def test_the_provision_is_named_and_the_rule_reserved_while_ministers_have_not_met(world, office):
    with world.database.writing() as session:
        meeting = session.get_one(Meeting, world.meeting)
        meeting.starts_on = meeting.ends_on = NOW.date() + timedelta(days=9)
    words = {"token": "a-form-of-ours", "seal": "", "text_en": "Section 3", "text_ru": "Раздел 3", "reserved": "1"}
    assert "Ministers have met since" not in office.get(f"{RULES}/silence_hours/provision").text
    assert office.post(f"{RULES}/silence_hours/provision", data=words).status_code == 303
    with world.database.reading() as session:
        row = queries.provisions(session, world.process)["silence_hours"]
        assert (row.text_en, row.text_ru, row.reserved) == ("Section 3", "Раздел 3", "ministers")
    page = office.get(f"{RULES}/silence_hours/provision").text
    assert 'value="Section 3"' in page
    assert "checked" in page
    assert "A change of “Shortest no-objection period” was reserved for ministers." in office.get(RULES).text
    stale = office.post(f"{RULES}/silence_hours/provision", data={**words, "token": "another-form", "text_en": "4"})
    assert (stale.status_code, judge(stale.text)) == (409, [])
    assert 'value="4"' in stale.text


def test_after_ministers_have_met_the_form_asks_for_their_decision(office):
    words = {"token": "a-form-of-ours", "seal": "", "text_en": "Section 3", "text_ru": "", "reserved": "1"}
    answer = office.post(f"{RULES}/silence_hours/provision", data=words)
    assert (answer.status_code, judge(answer.text)) == (422, [])
    assert "The rules leave this to the ministers." in answer.text
    assert "Ministers have met since" in answer.text
    plain = {**words, "token": "another-form"}
    del plain["reserved"]
    assert office.post(f"{RULES}/silence_hours/provision", data=plain).status_code == 303
    assert "The provision of “Shortest no-objection period” was stated." in office.get("/processes/1/record").text


def test_a_rule_freed_by_ministers_says_so(world, office):
    decision = ministers.decide(world)
    reserve(world, "silence_hours")
    seal = office.get(f"{RULES}/silence_hours/provision").text.partition('name="seal" value="')[2].partition('"')[0]
    words = {"token": "a-form-of-ours", "seal": seal, "text_en": "", "text_ru": "", "decision": str(decision)}
    assert office.post(f"{RULES}/silence_hours/provision", data=words).status_code == 303
    assert "is reserved for ministers no more." in office.get(RULES).text


def test_what_is_no_rule_is_no_page(office):
    assert office.get(f"{RULES}/name_en").status_code == 404
    assert office.post(f"{RULES}/name_en", data=FORM).status_code == 404


@pytest.mark.parametrize("count", [1, 40])
def test_the_page_takes_a_fixed_number_of_queries(world, office, count, count_queries):
    for number in range(count):
        form = {**FORM, "token": f"form-{number:04d}", "was": str(72 + number), "value": str(73 + number)}
        assert office.post(f"{RULES}/silence_hours", data=form).status_code == 303
    with count_queries() as asked:
        office.get(RULES)
    assert len(asked) <= 9
