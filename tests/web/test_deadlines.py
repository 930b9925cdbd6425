"""Every deadline in one list, and outages that move them."""

from datetime import UTC, datetime, timedelta

import pytest

from drafting.persistence.records import Participation, SilenceEligible, SilenceRun
from tests import acts, silence
from tests.factories import NOW
from tests.rulings import entries
from tests.web import runs
from tests.web.judge import judge, untranslated

MANY = 200


def section(page: str, name: str) -> str:
    """The words of one part of the list, "" where there is none."""
    words = runs.said(page)
    if name not in words:
        return ""
    names = (
        "Waiting for the Chair’s certificate",
        "Waiting for your delegation",
        "Overdue: States in brackets",
        "Under way",
        "In preparation, not announced",
        "Past procedures",
        "Meetings and deadlines in your calendar",
    )
    rest = words[words.index(name) + len(name) :]
    return rest[: min((rest.index(it) for it in names if it in rest), default=len(rest))]


def bracket(world, code: str, until: datetime, meaning: str = "no participation") -> None:
    key = world.draft, world.parties[code]
    with world.database.writing() as session:
        row = session.get(Participation, key) or Participation(draft_id=key[0], party_id=key[1], note="")
        row.status, row.answer_by, row.zone, row.meaning = "bracketed", until, "Asia/Almaty", meaning
        session.add(row)


def test_nothing_to_decide_is_said(visit, world):
    page = visit("head.arv").get("/deadlines").text
    assert judge(page) == []
    assert "Nothing is being decided by silence." in page


def test_what_awaits_the_own_delegation_comes_first_and_the_soonest_first(visit, world):
    later = {"day": silence.ENDS.date().replace(day=12), "city": "Almaty"}
    silence.start(world, "1.", **later)
    silence.start(world, "2.", city="Almaty")
    party = world.parties["BEL"]
    silence.start(world, subject="participation", meaning="participation", party=party, city="Almaty")
    page = visit("head.arv").get("/deadlines").text
    mine = section(page, "Waiting for your delegation")
    assert mine.index("Paragraph 2") < mine.index("Paragraph 1")
    assert "4 days 1 hour" in mine
    assert "participation of Belmora" in section(page, "Under way")
    assert judge(page) == []
    silence.answer(world, "head.arv", 2, "no objection", statement="")
    page = visit("head.arv").get("/deadlines").text
    assert "Paragraph 2" not in section(page, "Waiting for your delegation")
    assert "your delegation has answered" in section(page, "Under way")
    assert "Paragraph 2" in section(visit("delegate.arv").get("/deadlines").text, "Under way")
    assert section(visit("observer").get("/deadlines").text, "Waiting for your delegation") == ""


def test_what_waits_for_the_certificate_stands_on_top_for_the_chair(visit, world, clock):
    silence.start(world, "1.", city="Almaty")
    silence.start(world, "2.", city="Almaty", day=silence.ENDS.date().replace(day=12))
    silence.answer(world, "head.bel", 2, "objection")
    clock.now = silence.ENDS
    chair = visit("chair").get("/deadlines").text
    waiting = section(chair, "Waiting for the Chair’s certificate")
    assert "ended less than a minute ago" in waiting
    assert "Paragraph 1" in waiting
    assert "Paragraph 2" in waiting
    assert section(visit("head.arv").get("/deadlines").text, "Waiting for the Chair’s certificate") == ""
    assert "awaiting the certificate" in section(visit("office").get("/deadlines").text, "Under way")


def test_what_is_prepared_is_listed_for_those_who_direct_it(visit, world):
    silence.prepare(world, "1.", city="Almaty")
    assert "Paragraph 1" in section(visit("office").get("/deadlines").text, "In preparation, not announced")
    assert "Paragraph 1" not in runs.said(visit("head.arv").get("/deadlines").text)


def test_what_is_over_is_folded(visit, world):
    silence.start(world, "1.", city="Almaty")
    silence.change(world, silence.silence_changes.end, 1, ending="withdraw", reason="Anew.")
    page = visit("head.arv").get("/deadlines").text
    assert "withdrawn" in section(page, "Past procedures")
    assert section(page, "Waiting for your delegation") == ""


def test_a_state_in_brackets_is_awaited_until_its_day(visit, world):
    bracket(world, "ARV", datetime(2026, 6, 30, 13, tzinfo=UTC))
    bracket(world, "BEL", NOW - timedelta(days=1))
    mine = section(visit("head.arv").get("/deadlines").text, "Waiting for your delegation")
    assert "participation of Arvendal" in mine
    assert "30 June 2026, 18:00 Almaty (UTC+5)" in mine
    page = visit("coordinator.zab").get("/deadlines").text
    assert "participation of Arvendal" in section(page, "Under way")
    overdue = section(page, "Overdue: States in brackets")
    assert overdue.index("participation of Belmora") < overdue.index("ended 1 day ago")


def test_a_day_of_a_state_in_brackets_ends_with_the_day_and_a_procedure_on_it_counts_instead(visit, world):
    bracket(world, "ARV", datetime(2026, 6, 30, 19, tzinfo=UTC))
    mine = section(visit("head.arv").get("/deadlines").text, "Waiting for your delegation")
    assert "end of 30 June 2026, Almaty (UTC+5)" in mine
    party = world.parties["ARV"]
    silence.start(world, subject="participation", meaning="participation", party=party, city="Almaty")
    mine = section(visit("head.arv").get("/deadlines").text, "Waiting for your delegation")
    assert mine.count("participation of Arvendal") == 1
    assert "9 June 2026, 18:00 Almaty (UTC+5)" in mine


def test_the_page_speaks_russian_and_leads_everywhere(visit, world):
    silence.start(world, "1.", city="Almaty")
    bracket(world, "ARV", datetime(2026, 6, 30, 13, tzinfo=UTC), meaning="")
    browser = visit("head.arv")
    browser.post("/preferences", data={"language": "ru", "next": "/"})
    page = browser.get("/deadlines").text
    assert untranslated(page) == []
    assert judge(page) == []
    assert f'href="/drafts/{world.draft}/runs/1"' in page
    assert 'href="/deadlines"' in browser.get("/").text


def test_two_hundred_procedures_cost_no_more_questions_than_one(visit, world, count_queries):
    silence.start(world, "1.", city="Almaty")
    browser = visit("head.arv")
    with count_queries() as few:
        browser.get("/deadlines")
    with world.database.writing() as session:
        first = session.get_one(SilenceRun, 1)
        names = [it.name for it in SilenceRun.__table__.columns if it.name not in ("id", "number", "token")]
        for number in range(2, MANY + 1):
            row = SilenceRun(**{name: getattr(first, name) for name in names}, number=number, token=None)
            session.add(row)
            session.flush()
            session.add(SilenceEligible(run_id=row.id, party_id=world.parties["ARV"], mark=None, reached=None))
    with count_queries() as many:
        page = browser.get("/deadlines").text
    assert page.count("/runs/") >= MANY
    assert len(many) == len(few) <= 12


def outage(browser, path, **changes):
    data = {
        **runs.fields(browser.get(path).text, "/outage"),
        "began_day": "2026-06-05",
        "began_hour": "15:00",
        "ended_day": "2026-06-05",
        "ended_hour": "16:30",
        "reason": "The line was cut.",
    }
    return browser.post(path, data={**data, **changes})


def test_an_outage_gives_the_time_back_and_two_clicks_give_it_once(visit, world, clock):
    silence.start(world, "1.", city="Almaty", now=NOW - timedelta(hours=3))
    path = f"/meetings/{world.meeting}/outage"
    office = visit("office")
    page = office.get(path).text
    assert judge(page) == []
    assert "9 June 2026, 18:00 Almaty (UTC+5)" in page
    form = runs.fields(page, "/outage") | {"began_day": "2026-06-05", "began_hour": "15:00", "ended_hour": "16:30"}
    form |= {"ended_day": "2026-06-05", "reason": "The line was cut."}
    for _click in range(2):
        assert office.post(path, data=form).location == "/deadlines"
    assert "Deadlines on 1 draft are later." in office.get("/deadlines").text
    assert len(entries(world, "outage declared")) == 1
    words = runs.said(visit("head.arv").get(f"/drafts/{world.draft}/runs/1").text)
    assert "9 June 2026, 19:30 Almaty (UTC+5)" in words
    assert "An outage of the server was declared" in words


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"began_hour": ""}, "began_hour", "Give the hour as well."),
        ({"ended_day": "x"}, "ended_day", "This is no date."),
        ({"ended_hour": "14:00"}, "ended_hour", "An outage begins before it ends"),
        ({"ended_hour": "23:00"}, "ended_hour", "An outage begins before it ends"),
        ({"reason": " "}, "reason", "Give a reason: the record will show it."),
        ({"city": "Atlantis"}, "city", "No such time zone is known."),
    ],
)
def test_an_outage_that_cannot_have_been_is_refused_beside_its_field(visit, world, changes, field, sentence):
    path = f"/meetings/{world.meeting}/outage"
    refused = outage(visit("office"), path, **changes)
    assert refused.status_code == 422
    assert judge(refused.text) == []
    assert sentence in refused.text
    kept = runs.fields(refused.text, "/outage")
    assert field in ("reason", "city") or kept[field] == changes[field]
    assert kept["began_day"] == "2026-06-05"


def test_the_form_of_an_outage_speaks_russian(visit, world):
    acts.agree_all(world)
    browser = visit("office")
    browser.post("/preferences", data={"language": "ru", "next": "/"})
    page = browser.get(f"/meetings/{world.meeting}/outage").text
    assert (judge(page), untranslated(page)) == ([], [])
