"""The bracket board: everybody sees who holds which bracket; the Chair lifts, strikes, chooses and rules."""

import html
import re

import pytest
from sqlalchemy import select

from drafting.documents.tree import Block
from drafting.persistence.records import Proposal
from tests import acts
from tests.factories import import_text
from tests.rulings import entries, found
from tests.services.test_bracket_rulings import attribute, rule
from tests.web.judge import judge

SHALL, SHOULD = 7, 14  # "States [shall][should] meet every year."


@pytest.fixture
def board(world, visit):
    def get(who="delegate.bel", **query):
        answer = visit(who).get(f"/drafts/{world.draft}/brackets", query_string=query)
        assert answer.status_code == 200
        assert judge(answer.text) == []
        return html.unescape(answer.text)

    return get


@pytest.fixture
def one(world, visit):
    def get(who="chair", start=SHALL, status=200, **query):
        address = f"/drafts/{world.draft}/brackets/{world.paragraphs['3.']}/{start}"
        answer = visit(who).get(address, query_string=query)
        assert answer.status_code == status
        assert judge(answer.text) == []
        return html.unescape(answer.text)

    return get


@pytest.fixture
def send(world, visit):
    def post(what, who="chair", start=SHALL, **form):
        address = f"/drafts/{world.draft}/brackets/{world.paragraphs['3.']}/{start}/{what}"
        return visit(who).post(address, data={"token": "submission-of-brackets", "revision": 1, **form})

    return post


def hidden(page, button="Take this wording"):
    """The hidden fields of the last form that has this button."""
    forms = [it for it in re.findall(r"<form.*?</form>", page, re.DOTALL) if button in it]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', forms[-1]))


def test_each_bracket_stands_with_who_holds_it_and_how_that_is_known(world, board):
    attribute(world, "3.", "BEL", start=SHALL)
    acts.accept(world, acts.propose(world, "head.arv", "2.", "To cooperate [closely]:"))
    acts.reword(world, "1.", "To welcome [ZAB/EU propose: the report];")
    page = board("head.arv")
    assert "4 open brackets" in page
    for holder, certainty in (
        ("Belmora", "known"),
        ("Arvendal", "known"),
        ("Zabora", "claimed in the text: proposes"),
        ("EU", "claimed in the text: proposes"),
    ):
        assert f'<strong>{holder}</strong> <span class="certainty">{certainty}</span>' in page
    assert page.count('<span class="soft">holder unknown</span>') == 1


def test_a_group_shows_what_is_suggested_until_a_person_rules(world, board):
    assert "Suggested by the signs: alternatives" in board()
    rule(world, "3.", "independent", who="office")
    page = board()
    assert "Ruled: independent doubts" in page
    assert "Office, Support Office, 5 June, 17:00 Almaty" in page


def test_only_what_fits_the_role_is_offered(board):
    chair, office, head, reader = (board(who) for who in ("chair", "office", "head.arv", "rapporteur"))
    assert ">Lift<" in chair
    assert ">Rule<" in office
    assert "Propose to lift" in head
    for page in (office, reader):
        assert ">Lift<" not in page
        assert "Propose to lift" not in page
    assert ">Lift<" not in head


def test_the_filters_are_plain_links_that_count(world, board):
    acts.reword(world, "1.", "To welcome the report by [date];")
    attribute(world, "3.", "BEL", start=SHALL)
    attribute(world, "3.", "BEL", "ARV", start=SHOULD)
    page = board("head.arv")
    counts = dict(re.findall(r">([A-Z][a-z ]+) <span class=\"count\">(\d+)</span></a>", page))
    assert counts == {
        "All open": "3",
        "Held by one delegation only": "1",
        "Held by us": "1",
        "Holder unknown": "0",
        "To be filled in": "1",
    }
    assert "[</b>date" in board(show="placeholders")
    assert "[</b>date" not in board(show="single")
    assert "[</b>shall" in board(holder="BEL")
    assert "[</b>date" not in board(holder="BEL")
    assert "ZAB holds no bracket of this sort" in board(holder="ZAB")
    assert "Your State holds no bracket" in board("coordinator.zab", show="mine")
    assert board(show="nonsense", sort="oldest").count('class="bracket-row"') == 2


def test_the_chart_is_told_in_a_sentence_and_in_numbers(world, board):
    assert "<figure" not in board()
    acts.reword(world, "1.", "To welcome [it] [all];")
    acts.reword(world, "1.", "To welcome it;")
    page = board()
    assert "Open brackets over time: 2 at the beginning, 4 at the most, 2 now." in page
    assert 'd="M0 50H200V0H400V50H600"' in page
    assert page.count('<td class="number">') == 3


def test_what_is_wrong_says_what_to_do(world, board):
    acts.reword(world, "1.", "To welcome it];")
    page = board("chair")
    assert "A bracket closes here that nothing opens." in page
    assert f"/brackets/{world.paragraphs['1.']}/13?revision=2" in page


def test_lifting_is_shown_with_its_losses_before_it_is_taken(world, one, send):
    page = one(act="lift", revision=1)
    assert "Lift the brackets: what the text would be" in page
    assert "Brackets lifted" in page
    fields = hidden(page)
    answer = send("settle", **{**fields, "form": "repaired"})
    assert (answer.status_code, found(world, "3.")) == (
        303,
        ("bracketed", 2, "States shall [should] meet every year."),
    )
    assert answer.location.endswith(f"/brackets#p-{world.paragraphs['3.']}")


def test_a_choice_keeps_one_and_says_so(world, visit, one, send):
    assert "Keep this one" in one()
    fields = hidden(one(act="choose", chosen=SHOULD))
    assert send("settle", **fields).status_code == 303
    assert found(world, "3.")[2] == "States should meet every year."
    said = visit("chair").get(f"/drafts/{world.draft}/brackets").text
    assert "No bracket is open." in said


def test_a_double_click_gives_the_same_answer(world, one, send):
    fields = hidden(one(act="strike"))
    answers = [send("settle", **fields) for _ in range(2)]
    assert [(it.status_code, it.location) for it in answers] == [(303, answers[0].location)] * 2
    assert len(entries(world, "wording changed")) == 1


def test_what_was_not_shown_is_not_taken(world, one, send):
    fields = hidden(one(act="strike"))
    answer = send("settle", **{**fields, "seen": "0" * 64})
    assert answer.status_code == 409
    assert judge(answer.text) == []
    assert "What this changes was not shown to you before" in answer.text
    assert hidden(html.unescape(answer.text))["seen"] == fields["seen"]


def test_a_stale_page_shows_both_texts_and_the_bracket_where_it_stands_now(world, one, send):
    fields = hidden(one(act="choose", chosen=SHALL))
    acts.reword(world, "3.", "All States [shall][should] meet every year.")
    answer = send("settle", **fields)
    page = html.unescape(answer.text)
    assert (answer.status_code, judge(answer.text)) == (409, [])
    assert "The text moved on since your page was shown" in page
    assert "What you were about to take" in page
    assert f"/brackets/{world.paragraphs['3.']}/11?revision=2&act=choose&chosen=11" in page
    assert len(entries(world, "wording changed")) == 1


def test_what_was_agreed_meanwhile_is_not_reopened_unseen(world, one, send):
    rule(world, "3.", "not a dispute", SHALL)
    rule(world, "3.", "not a dispute", SHOULD)
    page = one(act="lift")
    assert "A changed wording reopens the paragraph" in page
    acts.close(world, "3.")
    answer = send("settle", **hidden(page))
    assert answer.status_code == 409
    assert "agreed while you looked at this page" in answer.text
    assert found(world, "3.")[0] == "agreed"
    assert send("settle", **hidden(one(act="lift"))).status_code == 303
    assert found(world, "3.")[0] == "open"


def test_a_bracket_that_went_meanwhile_is_told_with_both_texts(world, one, send):
    acts.reword(world, "3.", "States should meet every year.")
    for page in (one(status=409, revision=1), send("rule", ruling="independent").text):
        assert judge(page) == []
        assert "This bracket has gone" in page


def test_an_address_of_an_earlier_revision_leads_to_the_bracket(world, one):
    acts.reword(world, "3.", "All States [shall][should] meet every year.")
    assert "All States" in one(revision=1)


def test_where_no_bracket_stands_nothing_is_found(one):
    one(start=3, status=404)
    one(revision=9, status=404)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"act": "choose", "chosen": 99}, "Choose one of the wordings shown"),
        ({"act": "burn"}, "Choose what is done with the bracket."),
    ],
)
def test_what_cannot_be_done_is_said(one, query, said):
    assert said in one(status=422, **query)


def test_the_office_rules_and_the_words_stay(world, send):
    answer = send("rule", "office", ruling="not a dispute", show="single", sort="oldest")
    assert (answer.status_code, found(world, "3.")[1]) == (303, 1)
    assert answer.location.endswith(f"/brackets?show=single&sort=oldest#p-{world.paragraphs['3.']}")
    assert send("rule", "office", ruling="maybe", token="another-one").status_code == 422


def test_what_is_agreed_is_not_put_in_dispute(world, send):
    for start in (SHALL, SHOULD):
        rule(world, "3.", "not a dispute", start)
    acts.close(world, "3.")
    answer = send("rule", ruling="dispute")
    assert answer.status_code == 409
    assert "This would put an agreed paragraph in dispute." in answer.text


def test_a_deleted_paragraph_has_no_brackets(world, visit, one, send):
    acts.accept(world, acts.propose(world, "head.arv", "3.", "", kind="delete"))
    one(status=404)
    for what, form in (
        ("settle", {"act": "lift", "form": "plain", "seen": ""}),
        ("rule", {"ruling": "independent"}),
        ("attribute", {"party": world.parties["ARV"], "holds": "yes"}),
    ):
        answer = send(what, token="submission-deleted", **form)
        assert (answer.status_code, answer.location) == (303, f"/drafts/{world.draft}/brackets")
    browser = visit("chair")
    form = {"token": "submission-deleted", "revision": 1, "ruling": "independent"}
    address = f"/drafts/{world.draft}/brackets/{world.paragraphs['3.']}/{SHALL}/rule"
    assert "The paragraph is deleted." in browser.post(address, data=form, follow_redirects=True).text


def test_a_state_says_that_it_holds_a_bracket_and_that_it_no_longer_does(world, one, send):
    own = world.parties["ARV"]
    assert "We hold it" in one("head.arv")
    assert send("attribute", "head.arv", party=own, holds="yes").status_code == 303
    assert "We no longer hold it" in one("head.arv")
    assert "We hold it" not in one("delegate.arv")
    assert send("attribute", "head.arv", party=world.parties["BEL"], holds="yes").status_code == 403


def test_whom_the_chair_ticked_stays_ticked_when_the_text_moved_on(world, send):
    acts.reword(world, "3.", "All States [shall][should] meet every year.")
    answer = send("attribute", party=[world.parties["ARV"], world.parties["ZAB"]], holds="yes")
    assert answer.status_code == 409
    ticked = re.findall(r'name="party" value="(\d+)" checked', answer.text)
    assert ticked == [str(world.parties["ARV"]), str(world.parties["ZAB"])]
    assert send("attribute", revision=2, start=11, holds="yes", token="nobody-chosen").status_code == 422


def test_a_delegation_gets_the_paragraphs_form_with_the_words_filled_in(world, visit):
    address = f"/drafts/{world.draft}/brackets/{world.paragraphs['3.']}/{SHALL}/propose"
    browser = visit("delegate.arv")
    page = browser.get(address, query_string={"act": "choose", "chosen": SHALL, "revision": 1}).text
    assert judge(page) == []
    assert ">States shall meet every year.</textarea>" in page
    assert f'data-keep="draft-{world.draft}-paragraph-{world.paragraphs["3."]}-offered" data-typed' in page
    with world.database.reading() as session:
        assert session.scalars(select(Proposal)).all() == []
    for query, status in (
        ({}, 404),
        ({"act": "burn"}, 404),
        ({"act": "choose", "chosen": 99}, 422),
        ({"act": "lift", "revision": 9}, 404),
    ):
        assert browser.get(address, query_string=query).status_code == status
    assert visit("chair").get(address, query_string={"act": "lift"}).status_code == 403
    acts.reword(world, "3.", "All States [shall][should] meet.")
    again = browser.get(address, query_string={"act": "choose", "chosen": SHALL, "revision": 1}).text
    assert "Propose to keep this one" in again
    acts.reword(world, "3.", "States should meet.")
    assert browser.get(address, query_string={"act": "lift", "revision": 1}).status_code == 409


def test_brackets_run_on_across_a_heading_by_a_ruling(app, visit, world):
    blocks = [
        Block("operative", "[To begin;", "1."),
        Block("heading", "Follow-up", "", 1),
        Block("operative", "To end;]", "2."),
    ]
    with world.database.writing() as session:
        draft = import_text(session, world.people["office"], world.meeting, blocks).id
    browser = visit("office")
    page = html.unescape(browser.get(f"/drafts/{draft}/brackets").text)
    assert "Let brackets run on" in page
    (action,) = re.findall(r'action="([^"]+/heading)"', page)
    for runs_on, said in (("yes", "Brackets run on across this heading."), ("no", "Let brackets run on")):
        form = {"token": f"submission-{runs_on}", "runs_on": runs_on}
        assert browser.post(action, data=form).location.endswith("/brackets#faults")
        page = html.unescape(browser.get(f"/drafts/{draft}/brackets").text)
        assert (said in page, judge(page)) == (True, [])


def test_only_a_heading_takes_such_a_ruling(world, visit):
    browser = visit("chair")
    address = f"/drafts/{world.draft}/brackets/{world.paragraphs['1.']}/heading"
    browser.post(address, data={"token": "submission-of-brackets", "runs_on": "yes"})
    assert "Brackets run on only across" in browser.get(f"/drafts/{world.draft}/brackets").text


def test_a_bracket_over_paragraphs_is_lifted_at_both_ends(world, visit):
    acts.reword(world, "1.", "[To welcome the report;")
    acts.reword(world, "2.", "To cooperate:]")
    browser = visit("chair")
    address = f"/drafts/{world.draft}/brackets/{world.paragraphs['1.']}/0"
    page = html.unescape(browser.get(address, query_string={"act": "lift"}).text)
    assert "to the end in Paragraph 2" in page
    assert (
        browser.post(f"{address}/settle", data={**hidden(page, "Do all of this"), "token": "both-of-them"}).status_code
        == 303
    )
    assert (found(world, "1.")[2], found(world, "2.")[2]) == ("To welcome the report;", "To cooperate:")


def test_the_text_and_the_desk_lead_to_the_board_with_the_count(world, visit):
    for path in ("", "/desk"):
        page = visit("chair").get(f"/drafts/{world.draft}{path}").text
        assert re.search(rf'href="/drafts/{world.draft}/brackets[^"]*">2 open brackets</a>', page)


def test_a_bracket_ruled_no_dispute_is_drawn_quietly_wherever_the_text_stands(world, visit):
    rule(world, "3.", "not a dispute")
    said = '<span class="visually-hidden" lang="en"> (ruled not a dispute) </span>'
    quiet = f'<span class="bracket dispute settled"><b>[</b>{said}shall'
    loud = '<span class="bracket dispute"><b>[</b>should'
    draft, paragraph = f"/drafts/{world.draft}", world.paragraphs["3."]
    one = f"/brackets/{paragraph}/{SHALL}"
    for path in ("", "/brackets", one, f"/desk?paragraph={paragraph}", f"/paragraphs/{paragraph}"):
        page = visit("chair").get(f"{draft}{path}").text
        assert (quiet in page, loud in page, judge(page)) == (True, True, []), path
    part = visit("chair").get(f"{draft}/paragraphs/{paragraph}/closed", headers={"HX-Request": "true"}).text
    assert (quiet in part, loud in part) == (True, True)
    acts.reword(world, "3.", "All States [shall][should] meet every year.")
    assert quiet in visit("chair").get(draft).text


def test_a_long_bracket_is_shortened_and_still_quiet(world, visit):
    acts.reword(world, "3.", f"States [shall {'and shall ' * 60}] [should].")
    rule(world, "3.", "not a dispute")
    page = visit("chair").get(f"/drafts/{world.draft}/brackets").text
    assert (page.count('class="bracket dispute settled"') > 0, judge(page)) == (True, [])


def test_the_record_says_what_was_ruled(world, visit):
    rule(world, "3.", "alternatives")
    attribute(world, "3.", "BEL", "ZAB", start=SHALL)
    page = html.unescape(visit("office").get(f"/drafts/{world.draft}/history").text)
    assert "Alternatives: [shall] [should]" in page
    assert "Held by Belmora and Zabora: [shall]" in page


def test_the_board_takes_the_same_queries_however_long_the_draft(world, visit, count_queries):
    asked = []
    for length in (5, 40):
        blocks = [Block("operative", f"To do [this][that] {at} [ARV: soon];", f"{at}.") for at in range(length)]
        with world.database.writing() as session:
            draft = import_text(session, world.people["office"], world.meeting, blocks).id
        browser = visit("office")
        with count_queries() as queries:
            assert browser.get(f"/drafts/{draft}/brackets").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12
