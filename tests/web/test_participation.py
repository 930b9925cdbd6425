"""The page of participation: who, how, since when; what follows for the text; States in brackets; the report."""

import re
from datetime import UTC, datetime

import pytest

from tests import acts, factories
from tests.participating import BRACKETED, adopted, bracketed, change
from tests.rulings import entries, found
from tests.web import runs
from tests.web.judge import judge, untranslated

EVERYBODY = ("chair", "office", "rapporteur", "head.arv", "delegate.bel", "observer")
BASIS = "Note verbale No. 7 of 1 June 2026"


@pytest.fixture
def world(app):
    """In place of the small conference: one whose text names States in brackets."""
    return factories.world(app.extensions["drafting"].database, BRACKETED)


@pytest.fixture
def address(world) -> str:
    return f"/drafts/{world.draft}/participation"


def fields(status: str, **more: str) -> dict[str, str]:
    return {"status": status, "basis": BASIS, "zone": "Asia/Almaty", "token": acts.token(), **more}


def steps(browser, address: str, party: int, **typed: str):
    """Both steps, taking what the second offers by itself."""
    first = browser.post(f"{address}/{party}/preview", data=typed)
    assert first.status_code == 200, first.text
    assert judge(first.text) == []
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', first.text))
    taken = re.findall(r'name="taken" value="(\d+)" checked', first.text)
    return first.text, browser.post(f"{address}/{party}", data={**sent, "taken": taken})


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_sees_who_participates_and_how(world, visit, address, who):
    acts.participate(world, "ZAB", "bracketed", "until 31 August")
    page = visit(who).get(address).text
    assert judge(page) == []
    assert "until 31 August" in page
    order = [page.index(f'id="party-{world.parties[code]}"') for code in ("ARV", "BEL", "ZAB", "OBS")]
    assert order == sorted(order)
    assert ("It is about participation" in page) == (who in ("chair", "office"))
    assert (f'href="{address}/{world.parties["ZAB"]}"' in page) == (who in ("chair", "office"))


@pytest.mark.parametrize("who", ["chair", "office"])
def test_a_change_is_made_in_two_steps_and_the_text_follows(world, visit, address, who):
    browser, party = visit(who), world.parties["ZAB"]
    form = browser.get(f"{address}/{party}").text
    assert judge(form) == []
    shown, answer = steps(browser, address, party, **fields("adopting"))
    assert "<del>[</del>" in shown
    assert (answer.status_code, answer.location) == (303, f"{address}#party-{party}")
    assert found(world, "1.")[2].startswith("To note that [Belmora] and Zabora")
    page = browser.get(address).text
    assert BASIS in page
    assert "Participation is recorded." in page
    history = browser.get(f"/drafts/{world.draft}/history").text
    assert "New wording: the text follows the participation of Zabora." in history
    assert BASIS in history


def test_nothing_is_stated_by_looking_at_what_follows(world, visit, address):
    browser, party = visit("office"), world.parties["ZAB"]
    browser.post(f"{address}/{party}/preview", data=fields("observer"))
    back = browser.post(f"{address}/{party}/form", data=fields("observer", note="Kept."))
    assert judge(back.text) == []
    assert 'value="Kept."' in back.text
    assert entries(world, "participation stated") == []


def test_counted_states_and_dying_notes_are_flagged(world, visit, address):
    change(world, "BEL", "adopting")
    shown = visit("office").post(f"{address}/{world.parties['ZAB']}/preview", data=fields("observer")).text
    assert "three States" in shown
    assert "Notes that go with it" in shown
    assert "it goes too" in shown


def test_a_name_that_stands_in_no_list_is_left_unless_it_is_chosen(world, visit, address):
    acts.reword(world, "2.", "To thank [Zabora] warmly;")
    shown, _ = steps(visit("office"), address, world.parties["ZAB"], **fields("not participating"))
    assert "Read the sentence that is left" in shown
    assert found(world, "2.")[2] == "To thank [Zabora] warmly;"


def test_a_state_in_brackets_is_awaited_until_the_end_of_a_day_or_an_hour(world, visit, address):
    browser, party = visit("office"), world.parties["ZAB"]
    steps(browser, address, party, **fields("bracketed", day="2026-09-30", meaning="participation"))
    page = browser.get(address).text
    assert "end of 30 September 2026, Almaty (UTC+5)" in page
    assert "Silence until then: its participation is formalised" in page
    assert "not later than 30 September 2026 (Almaty); silence until then means" in page
    form = browser.get(f"{address}/{party}").text
    assert 'value="2026-09-30"' in form
    steps(browser, address, party, **fields("bracketed", day="2026-10-01", hour="18:00"))
    assert "1 October 2026, 18:00 Almaty (UTC+5)" in browser.get(address).text
    assert 'value="18:00"' in browser.get(f"{address}/{party}").text
    assert "silence until then: not said" in browser.get(address).text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"status": "perhaps"}, "Choose how the party participates."),
        ({"status": "bracketed", "day": "soon"}, "This is no date."),
        ({"status": "bracketed", "meaning": "participation"}, "Give the day"),
        ({"status": "bracketed", "since": "2030-01-01"}, "cannot lie in the future"),
    ],
)
def test_what_cannot_be_stated_is_refused_and_the_words_stay(world, visit, address, typed, words):
    party = world.parties["ZAB"]
    for path in ("/preview", ""):
        answer = visit("office").post(f"{address}/{party}{path}", data={**fields(""), "seal": "", **typed})
        # Without what was shown, the second step says so before anything else, and shows it.
        assert answer.status_code in (422, 409)
        assert judge(answer.text) == []
        assert BASIS in answer.text
    refused = visit("office").post(f"{address}/{party}/preview", data={**fields(""), **typed})
    assert words in refused.text


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"meaning": "participation"}, "meaning"),
        ({"since": "2030-01-01"}, "since"),
        ({"day": "2026-10-01", "hour": "26:00"}, "hour"),
        ({"day": "2026-10-01", "zone": "Atlantis"}, "zone"),
    ],
)
def test_a_problem_stands_beside_its_field(world, visit, address, typed, name):
    party = world.parties["ZAB"]
    page = visit("office").post(f"{address}/{party}/preview", data={**fields("bracketed"), **typed}).text
    assert runs.problem(page, name)
    assert page.count('role="alert"') == 1
    assert judge(page) == []


def test_what_was_not_shown_is_shown_again_before_it_is_done(world, visit, address):
    party = world.parties["ZAB"]
    answer = visit("office").post(
        f"{address}/{party}", data={**fields("adopting"), "seal": "old", "taken": ["x", "1", "9" * 20]}
    )
    assert answer.status_code == 409
    assert "Look again" in answer.text
    assert judge(answer.text) == []


def test_a_party_that_is_none_is_not_found(visit, address):
    browser = visit("office")
    assert browser.get(f"{address}/999").status_code == 404
    assert browser.post(f"{address}/999/preview", data=fields("adopting")).status_code == 404
    assert browser.post(f"{address}/999/form", data=fields("adopting")).status_code == 404
    assert browser.post(f"{address}/999", data=fields("adopting")).status_code == 404


@pytest.mark.parametrize("who", ["head.arv", "observer", "rapporteur", "administrator"])
def test_nobody_else_states_participation(world, visit, address, who):
    browser, party = visit(who), world.parties["ARV"]
    for path in ("", "/preview", "/form"):
        assert browser.post(f"{address}/{party}{path}", data=fields("bracketed")).status_code == 403
    assert browser.get(f"{address}/{party}").status_code == 403


def bracket(page: str) -> tuple[str, dict[str, str]]:
    """Where the first form of a recognised bracket leads, and its hidden fields."""
    action, inside = re.findall(r'action="([^"]+/mentions/\d+/\d+)">(.*?)</form>', page, re.DOTALL)[0]
    return action, dict(re.findall(r'name="(\w+)" value="([^"]*)"', inside)[:3])


def test_brackets_are_confirmed_one_by_one_or_all_at_once(world, visit, address):
    browser = visit("office")
    assert "(4 brackets to confirm)" in browser.get(f"/drafts/{world.draft}").text
    action, hidden = bracket(browser.get(address).text)
    answer = browser.post(action, data={**hidden, "ruling": "not participation"})
    assert (answer.status_code, answer.location) == (303, f"{address}#brackets")
    assert "about words: a dispute" in browser.get(address).text
    seq = re.search(r'name="seq" value="(\d+)"', browser.get(address).text)
    assert seq
    late = browser.post(f"{address}/mentions", data={"seq": "1", "token": acts.token()})
    assert (late.status_code, "Look again" in late.text) == (409, True)
    browser.post(f"{address}/mentions", data={"seq": seq[1], "token": acts.token()})
    page = browser.get(address).text
    assert "to be confirmed" not in page
    assert "to confirm)" not in browser.get(f"/drafts/{world.draft}").text
    history = browser.get(f"/drafts/{world.draft}/history").text
    assert "About words, not about the participation of the State" in history


def test_a_bracket_that_moved_on_or_agreed_words_are_refused(world, visit, address):
    browser = visit("office")
    action, hidden = bracket(browser.get(address).text)
    assert browser.post(action, data={**hidden, "ruling": "perhaps"}).status_code == 422
    acts.close(world, "(i)")
    agreed = browser.post(action, data={**hidden, "token": acts.token(), "ruling": "not participation"})
    assert (agreed.status_code, "dispute" in agreed.text) == (409, True)
    acts.reword(world, "(i)", "We, [Belmora];")
    moved = browser.post(action, data={**hidden, "token": acts.token(), "ruling": "participation"})
    assert (moved.status_code, "new wording" in moved.text) == (409, True)


def test_a_name_that_was_not_recognised_is_confirmed_on_the_page_of_its_bracket(world, visit, address):
    acts.reword(world, "2.", "To thank [the Belmoran State];")
    browser, place = visit("office"), f"{world.paragraphs['2.']}/9"
    page = browser.get(f"/drafts/{world.draft}/brackets/{place}").text
    assert judge(page) == []
    assert "It is about a State’s participation" in page
    fields = {"token": acts.token(), "revision": "2", "party": str(world.parties["BEL"]), "ruling": "participation"}
    assert browser.post(f"{address}/mentions/{place}", data=fields).status_code == 303
    assert found(world, "2.")[0] == "open"
    after = browser.get(f"/drafts/{world.draft}/brackets/{place}").text
    assert judge(after) == []
    assert "Said to be about a State’s participation" in after


def test_contradictions_lead_to_their_paragraphs(world, visit, address):
    page = visit("observer").get(address).text
    assert "Belmora stands in brackets: [Belmora]. Recorded: adopting." in page
    assert f'href="/drafts/{world.draft}/paragraphs/{world.paragraphs["1."]}"' in page
    bracketed(world)
    assert "The text says what the table says." in visit("observer").get(address).text


def test_the_report_stands_in_both_languages_whoever_reads(world, visit, address):
    bracketed(world)
    for who in ("observer", "head.bel"):
        page = visit(who).get(address).text
        assert "“Communiqué” was adopted by Arvendal." in page
        assert "Документ «Communiqué» приняло следующее государство: Ярвендаль." in page
        assert "Бельмора и Абора сообщили, что участие будет оформлено" in page


def test_a_reissue_is_said_wherever_the_adopted_text_is(world, visit, address):
    adopted(world)
    browser = visit("office")
    assert (
        "issue the text anew" in browser.post(f"{address}/{world.parties['ZAB']}/preview", data=fields("adopting")).text
    )
    later = datetime(2026, 9, 12, 8, tzinfo=UTC)
    change(world, "ZAB", "adopting", now=later, basis=BASIS)
    said = f"Reissue 1 of 12 September 2026, 13:00 Almaty: {BASIS}"
    (adoption,) = entries(world, "draft adopted")
    for path in (f"/drafts/{world.draft}", f"/drafts/{world.draft}/adoption", address):
        page = browser.get(path).text
        assert judge(page) == []
        assert said in page, path
        assert f"/as-of/{adoption.seq}" in page, path
    history = browser.get(f"/drafts/{world.draft}/history").text
    assert "Reissue 1: the text follows the participation of Zabora." in history
    assert judge(history) == []
    plain = browser.get(f"/drafts/{world.draft}/export/file?form=txt&view=clean")
    assert said in plain.text
    change(world, "BEL", "adopting", now=later, basis=BASIS)
    assert "Reissue 2" in browser.get(f"/drafts/{world.draft}").text


def test_a_note_that_died_before_the_adoption_is_said_in_the_history(world, visit):
    change(world, "ZAB", "adopting")
    change(world, "BEL", "adopting")
    page = visit("observer").get(f"/drafts/{world.draft}/history").text
    assert "Deleted with the participation of Belmora: no text marks this note any more." in page


def test_the_pages_are_in_russian_for_who_reads_russian(world, visit, address):
    bracketed(world)
    browser = visit("office")
    browser.post("/preferences", data={"language": "ru", "next": "/"})
    party = world.parties["ZAB"]
    pages = [
        browser.get(address).text,
        browser.get(f"{address}/{party}").text,
        browser.post(f"{address}/{party}/preview", data=fields("observer", basis="Вербальная нота № 7")).text,
    ]
    for page in pages:
        assert judge(page) == []
        assert untranslated(page) == []


def test_the_page_asks_the_database_the_same_few_times_at_any_size(world, visit, address, count_queries):
    browser = visit("chair")
    with count_queries() as before:
        browser.get(address)
    for code in ("ZAB", "BEL", "OBS"):
        acts.participate(world, code, "not participating")
    acts.reword(world, "2.", "To cooperate with [Zabora] and [Belmora], [Zabora] and [Belmora];")
    with count_queries() as after:
        browser.get(address)
    assert len(after) == len(before)
