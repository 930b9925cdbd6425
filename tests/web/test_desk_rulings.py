"""Rulings made on the Chair's desk: what each does, what refuses it and why, and that nothing happens twice."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from drafting.persistence.records import Proposal
from tests import acts
from tests.factories import World
from tests.rulings import appoint, entries, found
from tests.web.desk import address, decide, on_desk, rule, shown

Visit = Callable[[str], FlaskClient]


@pytest.fixture
def chair(visit: Visit) -> FlaskClient:
    return visit("chair")


# What each does


def test_closing_says_what_was_ruled_and_shows_the_same_paragraph(world: World, chair: FlaskClient):
    answer = rule(world, chair, "1.", "close", **{"as": "agreed"})
    assert answer.status_code == 303
    assert answer.location.endswith(f"?paragraph={world.paragraphs['1.']}")
    assert "Paragraph 1: agreed." in shown(chair.get(answer.location))
    assert found(world, "1.")[0] == "agreed"


@pytest.mark.parametrize(
    ("act", "fields", "state"),
    [
        ("close", {"as": "agreed"}, "agreed"),
        ("close", {"as": "ad-referendum"}, "agreed ad referendum"),
        ("defer", {"reason": "Until the legal advisers have met."}, "deferred"),
        ("defer", {"reason": ""}, "deferred"),
        ("reword", {"ruling": "reword", "text": "To note the report;"}, "open"),
        ("reword", {"ruling": "bracket", "text": "To [welcome] the report;"}, "bracketed"),
    ],
)
def test_each_ruling_leads_to_its_state(world: World, chair: FlaskClient, act: str, fields: dict[str, str], state: str):
    assert rule(world, chair, "1.", act, **fields).status_code == 303
    assert found(world, "1.")[0] == state


def test_what_was_agreed_is_reopened_with_a_reason(world: World, chair: FlaskClient):
    acts.close(world, "1.")
    without = rule(world, chair, "1.", "reopen", reason=" ")
    assert without.status_code == 422
    assert "Give a reason" in shown(without)
    assert found(world, "1.")[0] == "agreed"
    assert rule(world, chair, "1.", "reopen", reason="Zabora asked for it.").status_code == 303
    assert found(world, "1.")[0] == "open"


def test_a_proposal_is_accepted_taken_or_declined(world: World, chair: FlaskClient):
    accepted = acts.propose(world, "head.arv", "1.", "To note the report;")
    taken = acts.propose(world, "head.arv", "2.", "To work together:")
    declined = acts.propose(world, "head.bel", "(a)", "on schooling;")
    assert decide(world, chair, accepted, "accept").status_code == 303
    assert decide(world, chair, taken, "take", text="To act together:\r\n").status_code == 303
    assert decide(world, chair, declined, "decline", reason="No support.").status_code == 303
    assert found(world, "1.") == ("open", 2, "To note the report;")
    assert found(world, "2.")[2] == "To act together:\n"
    assert found(world, "(a)")[1] == 1
    assert "Proposal 3: declined." in shown(chair.get(address(world)))


def test_an_accepted_insertion_is_the_next_open_paragraph_as_bis(world: World, chair: FlaskClient):
    ref = acts.propose(world, "head.arv", "1.", "To thank the host;", kind="insert after")
    acts.close(world, "(i)")
    answer = decide(world, chair, ref, "accept")
    assert "Next open: Paragraph 1 bis" in shown(chair.get(answer.location))


# Refusals


def test_an_objection_refuses_the_closing_and_says_who_objects_with_which_words(world: World, chair: FlaskClient):
    acts.position(world, "head.arv", "3.", "objects", "A year is too short.")
    acts.propose(world, "head.bel", "3.", "States meet every two years.")
    answer = rule(world, chair, "3.", "close", **{"as": "agreed"})
    refusal = shown(answer).split('id="refusal"')[1].split("</ul>")[0]
    assert answer.status_code == 409
    assert "Paragraph 3 cannot be agreed now" in refusal
    assert "Arvendal objects: “A year is too short.”" in refusal
    assert "Words stand in brackets: [shall]" in refusal
    assert "Words stand in brackets: [should]" in refusal
    assert "Proposal 1 of Belmora is on the table." in refusal
    assert found(world, "3.")[0] == "bracketed"


@pytest.mark.parametrize("ruling", ["reword", "bracket"])
def test_a_wording_for_a_page_that_is_stale_is_kept_beside_what_changed(world: World, chair: FlaskClient, ruling: str):
    acts.reword(world, "1.", "To welcome the second report;")
    answer = rule(world, chair, "1.", "reword", ruling=ruling, text="To [note] the report;")
    page = shown(answer)
    assert answer.status_code == 409
    assert "<ins> second</ins>" in page
    # The typed words stand in the field on top of the newer text.
    assert ">To [note] the second report;</textarea>" in page
    assert found(world, "1.")[2] == "To welcome the second report;"


def test_typed_words_that_collide_with_the_newer_text_stay_as_typed(world: World, chair: FlaskClient):
    acts.reword(world, "1.", "To applaud the report;")
    answer = rule(world, chair, "1.", "reword", ruling="reword", text="To note the report;")
    assert answer.status_code == 409
    assert ">To note the report;</textarea>" in shown(answer)


@pytest.mark.parametrize(
    ("act", "fields"),
    [("close", {"as": "agreed"}), ("defer", {"reason": "Later, please."}), ("reopen", {"reason": "Later, please."})],
)
def test_the_gavel_falls_only_on_the_wording_that_was_seen(
    world: World, chair: FlaskClient, act: str, fields: dict[str, str]
):
    acts.reword(world, "1.", "To welcome the second report;")
    if act == "reopen":
        acts.close(world, "1.")
    before = found(world, "1.")
    answer = rule(world, chair, "1.", act, **fields)
    assert answer.status_code == 409
    assert "The text moved on since your page was shown" in shown(answer)
    assert fields.get("reason", "") in shown(answer)
    assert found(world, "1.") == before


@pytest.mark.parametrize("act", ["accept", "take", "decline"])
def test_a_stale_decision_on_a_proposal_changes_nothing_and_keeps_the_words(world: World, chair: FlaskClient, act: str):
    ref = acts.propose(world, "head.arv", "1.", "To note the report;")
    acts.reword(world, "1.", "To welcome the second report;")
    answer = decide(world, chair, ref, act, text="To see the report;", reason="No support at all.")
    assert answer.status_code == 409
    assert "<ins> second</ins>" in shown(answer)
    assert {"accept": "", "take": "To see the second report;", "decline": "No support at all."}[act] in shown(answer)
    with world.database.reading() as session:
        assert session.query(Proposal).one().status == "tabled"


def test_a_proposal_that_collides_with_the_text_is_shown_beside_it_and_not_accepted(world: World, chair: FlaskClient):
    ref = acts.propose(world, "head.arv", "1.", "To note the report;")
    acts.reword(world, "1.", "To applaud the report;")
    page = on_desk(world, chair, "1.")
    assert "<del>welcome</del><ins>applaud</ins>" in page
    assert "<del>welcome</del><ins>note</ins>" in page
    assert address(world, "proposals", ref, "accept") not in page
    answer = decide(world, chair, ref, "accept", revision=2)
    assert answer.status_code == 409
    assert "The proposal collides with the text as it stands" in shown(answer)


@pytest.mark.parametrize(
    ("ruling", "text", "problem"),
    [
        ("reword", "", "The text is empty. Type words;"),
        ("reword", "To welcome the report;", "The text is the same as it stands."),
        ("bracket", "To note the report;", "Put at least one stretch of the text into square brackets"),
    ],
)
def test_a_wording_that_cannot_be_taken_is_kept_and_the_problem_named(
    world: World, chair: FlaskClient, ruling: str, text: str, problem: str
):
    answer = rule(world, chair, "1.", "reword", ruling=ruling, text=text)
    assert answer.status_code == 422
    assert problem in shown(answer)
    assert f">{text}</textarea>" in shown(answer)


def test_declining_needs_a_reason(world: World, chair: FlaskClient):
    ref = acts.propose(world, "head.arv", "1.", "To note the report;")
    answer = decide(world, chair, ref, "decline", reason="")
    assert answer.status_code == 422
    assert "Give a reason" in shown(answer)


@pytest.mark.parametrize("missing", ["revision", "token"])
def test_a_form_without_what_was_seen_is_no_ruling(world: World, chair: FlaskClient, missing: str):
    form = {"revision": "1", "token": "a-token-of-ours", "as": "agreed"}
    del form[missing]
    assert chair.post(address(world, world.paragraphs["1."], "close"), data=form).status_code == 400
    assert found(world, "1.")[0] == "open"


# Twice, and two at once


@pytest.mark.parametrize(
    ("act", "fields"),
    [("close", {"as": "agreed"}), ("defer", {}), ("reword", {"ruling": "reword", "text": "To note the report;"})],
)
def test_a_double_click_rules_once_and_answers_alike(
    world: World, chair: FlaskClient, act: str, fields: dict[str, str]
):
    answers = [rule(world, chair, "1.", act, token="the-same-token", **fields) for _ in range(2)]
    assert [it.status_code for it in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert len(entries(world, "paragraph ruled", "wording changed")) == 1


@pytest.mark.parametrize("act", ["accept", "take", "decline"])
def test_a_double_click_decides_a_proposal_once(world: World, chair: FlaskClient, act: str):
    ref = acts.propose(world, "head.arv", "1.", "To note the report;")
    fields = {"text": "To see the report;", "reason": "No support."}
    answers = [decide(world, chair, ref, act, token="the-same-token", **fields) for _ in range(2)]
    assert [it.status_code for it in answers] == [303, 303]
    assert len(entries(world, "proposal decided")) == 1


def test_of_two_chairs_with_the_same_page_the_second_is_told_that_it_was_settled(world: World, visit: Visit):
    appoint(world, "rapporteur", "chair")
    one, other = visit("chair"), visit("rapporteur")
    assert rule(world, one, "1.", "close", **{"as": "agreed"}).status_code == 303
    answer = rule(world, other, "1.", "close", **{"as": "ad-referendum"})
    assert answer.status_code == 409
    assert "This was settled meanwhile" in shown(answer)
    assert found(world, "1.")[0] == "agreed"
    assert len(entries(world, "paragraph ruled")) == 1


@pytest.mark.parametrize("ruling", ["reword", "bracket"])
def test_what_one_chair_agreed_the_other_does_not_reopen_unseen(world: World, visit: Visit, ruling: str):
    appoint(world, "rapporteur", "chair")
    one, other = visit("chair"), visit("rapporteur")
    assert rule(world, one, "1.", "close", **{"as": "agreed"}).status_code == 303
    typed = {"ruling": ruling, "text": "To [note] the report;"}
    answer = rule(world, other, "1.", "reword", state="open", **typed)
    page = shown(answer)
    assert answer.status_code == 409
    assert "agreed while you looked at this page" in page
    assert "To [note] the report;" in page
    assert '<input type="hidden" name="state" value="agreed">' in page
    assert found(world, "1.")[0] == "agreed"
    assert rule(world, other, "1.", "reword", state="agreed", **typed).status_code == 303
    assert found(world, "1.")[0] == "bracketed"


def test_of_two_chairs_one_accepts_and_the_other_declines_in_vain(world: World, visit: Visit):
    appoint(world, "rapporteur", "chair")
    ref = acts.propose(world, "head.arv", "1.", "", kind="delete")
    assert decide(world, visit("chair"), ref, "accept").status_code == 303
    answer = decide(world, visit("rapporteur"), ref, "decline", reason="No support.")
    assert answer.status_code == 409
    assert len(entries(world, "proposal decided")) == 1


def test_a_token_of_one_chair_does_not_silence_the_other(world: World, visit: Visit):
    appoint(world, "rapporteur", "chair")
    assert rule(world, visit("chair"), "1.", "close", token="the-same-token").status_code == 303
    assert rule(world, visit("rapporteur"), "2.", "close", token="the-same-token").status_code == 303
    assert found(world, "2.")[0] == "agreed"
