"""The Chair's desk in the browser: what it shows, what it refuses and why, and that nothing happens twice."""

import html
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from drafting.persistence.queries import drafts, record
from drafting.persistence.records import Appointment, Meeting, Person, Proposal
from drafting.services import accounts
from tests import acts
from tests.factories import NOW, World, world

Enter = Callable[[str], FlaskClient]


@pytest.fixture
def conference(app: Flask) -> World:
    return world(app.extensions["drafting"].database)


@pytest.fixture
def enter(app: Flask, conference: World) -> Enter:
    def entered(who: str) -> FlaskClient:
        with conference.database.writing() as session:
            person = session.get(Person, conference.people[who])
            assert person is not None
            secret = accounts.start(session, person, NOW).secret
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = secret, True
        return client

    return entered


@pytest.fixture
def chair(enter: Enter) -> FlaskClient:
    return enter("chair")


def address(it: World, *parts: object) -> str:
    return "/".join(map(str, (f"/drafts/{it.draft}/desk", *parts)))


def on_desk(it: World, client: FlaskClient, label: str) -> str:
    answer = client.get(address(it), query_string={"paragraph": it.paragraphs[label]})
    assert answer.status_code == 200
    return shown(answer)


def shown(answer: TestResponse) -> str:
    return html.unescape(answer.get_data(as_text=True))


def rule(it: World, client: FlaskClient, label: str, act: str, *, token: str = "", **fields: object) -> TestResponse:
    form = {"revision": 1, "token": token or acts.token(), **fields}
    return client.post(address(it, it.paragraphs[label], act), data=form)


def decide(it: World, client: FlaskClient, ref: str, act: str, *, token: str = "", **fields: object) -> TestResponse:
    form = {"revision": 1, "token": token or acts.token(), **fields}
    return client.post(address(it, "proposals", ref, act), data=form)


def found(it: World, label: str) -> tuple[str, int, str]:
    """State, number of the revision and text of a paragraph."""
    with it.database.reading() as session:
        row = drafts.text(session, it.draft, it.paragraphs[label], "en")
        assert row is not None
        return row.paragraph.state, row.revision.number, row.revision.text


def entries(it: World, kind: str) -> int:
    with it.database.reading() as session:
        return len(record.of_kind(session, it.draft, kind))


def appoint(it: World, who: str, role: str, code: str = "") -> None:
    """One more capacity for a person, in this meeting."""
    with it.database.writing() as session:
        meeting = session.get(Meeting, it.meeting)
        assert meeting is not None
        session.add(
            Appointment(
                person_id=it.people[who],
                process_id=meeting.process_id,
                meeting_id=it.meeting,
                party_id=it.parties.get(code),
                role=role,
                since=NOW,
                until=None,
            )
        )


# What it shows


def test_the_desk_begins_with_the_first_open_paragraph(conference: World, chair: FlaskClient):
    acts.close(conference, "(i)", "1.")
    page = shown(chair.get(address(conference)))
    assert re.search(r"<title>\s*Paragraph 2 on the Chair’s desk", page)
    assert "States [" not in page


def test_the_page_is_named_by_its_paragraph_and_a_point_by_the_one_it_belongs_to(conference: World, chair: FlaskClient):
    assert "<title>Paragraph 2 (a) on the Chair’s desk" in on_desk(conference, chair, "(a)")
    assert "<title>Note 1 on the Chair’s desk" in on_desk(conference, chair, "1")
    assert "<title>Title on the Chair’s desk" in on_desk(conference, chair, "title")


def test_an_objection_stands_first_with_its_words(conference: World, chair: FlaskClient):
    acts.position(conference, "head.arv", "1.", "objects", "The report is not ours.")
    acts.position(conference, "head.bel", "1.", "reservation", "We read it narrowly.")
    acts.position(conference, "coordinator.zab", "1.", "agrees")
    page = on_desk(conference, chair, "1.")
    objection, reservation = page.index("The report is not ours."), page.index("We read it narrowly.")
    assert page.index("1 objection") < objection < reservation < page.index('id="desk-proposals"')
    assert "Arvendal objects: “The report is not ours.”" in page


def test_the_desk_says_who_must_be_asked_again_and_who_is_silent(conference: World, chair: FlaskClient):
    acts.position(conference, "head.arv", "1.", "agrees")
    acts.reword(conference, "1.", "To welcome the second report;")
    acts.position(conference, "head.bel", "1.", "agrees")
    page = on_desk(conference, chair, "1.")
    again = page[page.index("To be asked again") : page.index("desk-proposals")]
    assert "Arvendal" in again.split("tally")[0]
    assert re.search(r"silent</span>: Zabora<", page)


def test_every_proposal_on_the_table_has_its_change_its_reason_and_its_decisions(conference: World, chair: FlaskClient):
    ref = acts.propose(conference, "head.arv", "1.", "To note the report;", reason="It is not yet read.")
    page = on_desk(conference, chair, "1.")
    assert "<del>welcome</del><ins>note</ins>" in page
    assert "Delegation of Arvendal, paragraph 1" in page
    assert "Reason: It is not yet read." in page
    for act in ("accept", "take", "decline"):
        assert f'action="{address(conference, "proposals", ref, act)}"' in page


def test_a_private_text_never_lies_on_the_desk_of_a_chair_who_heads_its_delegation(
    conference: World, chair: FlaskClient
):
    appoint(conference, "chair", "head", "ARV")
    acts.propose(conference, "delegate.arv", "1.", "To bury the report;", table=False)
    assert "To bury the report" not in on_desk(conference, chair, "1.")


def test_an_observers_suggestion_is_shown_without_decisions(conference: World, chair: FlaskClient):
    ref = acts.propose(conference, "observer", "1.", "To praise the report;")
    page = on_desk(conference, chair, "1.")
    assert "praise" in page
    assert address(conference, "proposals", ref, "accept") not in page


def test_brackets_are_offered_with_the_wordings_on_the_table_side_by_side(conference: World, chair: FlaskClient):
    acts.propose(conference, "head.arv", "1.", "To note the report;")
    acts.propose(conference, "head.bel", "1.", "To applaud the report;")
    assert ">To [welcome][ARV: note][BEL: applaud] the report;</textarea>" in on_desk(conference, chair, "1.")


def test_a_deleted_paragraph_can_only_be_reopened(conference: World, chair: FlaskClient):
    acts.accept(conference, acts.propose(conference, "head.arv", "1.", "", kind="delete"))
    page = on_desk(conference, chair, "1.")
    assert "<del>To welcome the report;</del>" in page
    assert {act for act in ("close", "defer", "reopen", "reword") if f'/{act}"' in page} == {"reopen"}


def test_a_title_is_reworded_but_never_closed_by_itself(conference: World, chair: FlaskClient):
    page = on_desk(conference, chair, "title")
    assert {act for act in ("close", "defer", "reopen", "reword") if f'/{act}"' in page} == {"reword"}
    assert rule(conference, chair, "title", "close", **{"as": "agreed"}).status_code == 409
    assert found(conference, "title")[0] == "open"


def test_when_nothing_is_open_the_desk_says_so(conference: World, chair: FlaskClient):
    acts.agree_all(conference)
    page = shown(chair.get(address(conference)))
    assert "No paragraph is open" in page
    assert "Next open" not in page


def test_the_next_open_paragraph_is_sought_round_the_end(conference: World, chair: FlaskClient):
    acts.close(conference, "1")
    assert "Next open: Paragraph (i)" in on_desk(conference, chair, "3.")
    assert "Next open: Paragraph 3" in on_desk(conference, chair, "(b)")


def test_an_unknown_paragraph_is_not_found(conference: World, chair: FlaskClient):
    assert chair.get(address(conference), query_string={"paragraph": 4711}).status_code == 404
    assert rule(conference, chair, "1.", "close", revision=9).status_code == 404


# Who may


@pytest.mark.parametrize("who", ["office", "rapporteur", "administrator", "head.arv", "delegate.arv", "observer"])
def test_only_the_chair_comes_to_the_desk(conference: World, enter: Enter, who: str):
    ref = acts.propose(conference, "head.arv", "1.", "To note the report;")
    client = enter(who)
    assert client.get(address(conference)).status_code == 403
    assert rule(conference, client, "1.", "close").status_code == 403
    assert decide(conference, client, ref, "accept").status_code == 403
    assert found(conference, "1.")[0] == "open"


def test_a_stranger_learns_nothing_of_the_desk(conference: World, enter: Enter):
    assert enter("stranger").get(address(conference)).status_code == 404


def test_after_adoption_the_chair_is_led_to_the_adopted_text(conference: World, chair: FlaskClient):
    acts.agree_all(conference)
    acts.adopt(conference)
    for answer in (chair.get(address(conference)), rule(conference, chair, "1.", "reopen", reason="late")):
        assert (answer.status_code, answer.location) == (303, f"/drafts/{conference.draft}")
    assert "adopted and frozen" in shown(chair.get(f"/drafts/{conference.draft}"))


# Rulings


def test_closing_says_what_was_ruled_and_shows_the_same_paragraph(conference: World, chair: FlaskClient):
    answer = rule(conference, chair, "1.", "close", **{"as": "agreed"})
    assert answer.status_code == 303
    assert answer.location.endswith(f"?paragraph={conference.paragraphs['1.']}")
    assert "Paragraph 1: agreed." in shown(chair.get(answer.location))
    assert found(conference, "1.")[0] == "agreed"


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
def test_each_ruling_leads_to_its_state(
    conference: World, chair: FlaskClient, act: str, fields: dict[str, str], state: str
):
    assert rule(conference, chair, "1.", act, **fields).status_code == 303
    assert found(conference, "1.")[0] == state


def test_what_was_agreed_is_reopened_with_a_reason(conference: World, chair: FlaskClient):
    acts.close(conference, "1.")
    without = rule(conference, chair, "1.", "reopen", reason=" ")
    assert without.status_code == 422
    assert "Give a reason" in shown(without)
    assert found(conference, "1.")[0] == "agreed"
    assert rule(conference, chair, "1.", "reopen", reason="Zabora asked for it.").status_code == 303
    assert found(conference, "1.")[0] == "open"


def test_a_proposal_is_accepted_taken_or_declined(conference: World, chair: FlaskClient):
    accepted = acts.propose(conference, "head.arv", "1.", "To note the report;")
    taken = acts.propose(conference, "head.arv", "2.", "To work together:")
    declined = acts.propose(conference, "head.bel", "(a)", "on schooling;")
    assert decide(conference, chair, accepted, "accept").status_code == 303
    assert decide(conference, chair, taken, "take", text="To act together:\r\n").status_code == 303
    assert decide(conference, chair, declined, "decline", reason="No support.").status_code == 303
    assert found(conference, "1.") == ("open", 2, "To note the report;")
    assert found(conference, "2.")[2] == "To act together:\n"
    assert found(conference, "(a)")[1] == 1
    assert "Proposal 3: declined." in shown(chair.get(address(conference)))


def test_an_accepted_insertion_is_the_next_open_paragraph_as_bis(conference: World, chair: FlaskClient):
    ref = acts.propose(conference, "head.arv", "1.", "To thank the host;", kind="insert after")
    acts.close(conference, "(i)")
    answer = decide(conference, chair, ref, "accept")
    assert "Next open: Paragraph 1 bis" in shown(chair.get(answer.location))


# Refusals


def test_an_objection_refuses_the_closing_and_says_who_objects_with_which_words(conference: World, chair: FlaskClient):
    acts.position(conference, "head.arv", "3.", "objects", "A year is too short.")
    acts.propose(conference, "head.bel", "3.", "States meet every two years.")
    answer = rule(conference, chair, "3.", "close", **{"as": "agreed"})
    refusal = shown(answer).split('id="refusal"')[1].split("</ul>")[0]
    assert answer.status_code == 409
    assert "Paragraph 3 cannot be agreed now" in refusal
    assert "Arvendal objects: “A year is too short.”" in refusal
    assert "Words stand in brackets: [shall]" in refusal
    assert "Words stand in brackets: [should]" in refusal
    assert "Proposal 1 of Belmora is on the table." in refusal
    assert found(conference, "3.")[0] == "bracketed"


@pytest.mark.parametrize("ruling", ["reword", "bracket"])
def test_a_wording_for_a_page_that_is_stale_is_kept_beside_what_changed(
    conference: World, chair: FlaskClient, ruling: str
):
    acts.reword(conference, "1.", "To welcome the second report;")
    answer = rule(conference, chair, "1.", "reword", ruling=ruling, text="To [note] the report;")
    page = shown(answer)
    assert answer.status_code == 409
    assert "<ins> second</ins>" in page
    # The typed words stand in the field on top of the newer text.
    assert ">To [note] the second report;</textarea>" in page
    assert found(conference, "1.")[2] == "To welcome the second report;"


def test_typed_words_that_collide_with_the_newer_text_stay_as_typed(conference: World, chair: FlaskClient):
    acts.reword(conference, "1.", "To applaud the report;")
    answer = rule(conference, chair, "1.", "reword", ruling="reword", text="To note the report;")
    assert answer.status_code == 409
    assert ">To note the report;</textarea>" in shown(answer)


@pytest.mark.parametrize(
    ("act", "fields"),
    [("close", {"as": "agreed"}), ("defer", {"reason": "Later, please."}), ("reopen", {"reason": "Later, please."})],
)
def test_the_gavel_falls_only_on_the_wording_that_was_seen(
    conference: World, chair: FlaskClient, act: str, fields: dict[str, str]
):
    acts.reword(conference, "1.", "To welcome the second report;")
    if act == "reopen":
        acts.close(conference, "1.")
    before = found(conference, "1.")
    answer = rule(conference, chair, "1.", act, **fields)
    assert answer.status_code == 409
    assert "The text moved on since your page was shown" in shown(answer)
    assert fields.get("reason", "") in shown(answer)
    assert found(conference, "1.") == before


@pytest.mark.parametrize("act", ["accept", "take", "decline"])
def test_a_stale_decision_on_a_proposal_changes_nothing_and_keeps_the_words(
    conference: World, chair: FlaskClient, act: str
):
    ref = acts.propose(conference, "head.arv", "1.", "To note the report;")
    acts.reword(conference, "1.", "To welcome the second report;")
    answer = decide(conference, chair, ref, act, text="To see the report;", reason="No support at all.")
    assert answer.status_code == 409
    assert "<ins> second</ins>" in shown(answer)
    assert {"accept": "", "take": "To see the second report;", "decline": "No support at all."}[act] in shown(answer)
    with conference.database.reading() as session:
        assert session.query(Proposal).one().status == "tabled"


def test_a_proposal_that_collides_with_the_text_is_shown_beside_it_and_not_accepted(
    conference: World, chair: FlaskClient
):
    ref = acts.propose(conference, "head.arv", "1.", "To note the report;")
    acts.reword(conference, "1.", "To applaud the report;")
    page = on_desk(conference, chair, "1.")
    assert "<del>welcome</del><ins>applaud</ins>" in page
    assert "<del>welcome</del><ins>note</ins>" in page
    assert address(conference, "proposals", ref, "accept") not in page
    answer = decide(conference, chair, ref, "accept", revision=2)
    assert answer.status_code == 409
    assert "The proposal collides with the text as it stands" in shown(answer)


@pytest.mark.parametrize(
    ("ruling", "text", "problem"),
    [
        ("reword", "", "Type the text that you propose."),
        ("reword", "To welcome the report;", "The text is the same as it stands."),
        ("bracket", "To note the report;", "Put at least one stretch of the text into square brackets"),
    ],
)
def test_a_wording_that_cannot_be_taken_is_kept_and_the_problem_named(
    conference: World, chair: FlaskClient, ruling: str, text: str, problem: str
):
    answer = rule(conference, chair, "1.", "reword", ruling=ruling, text=text)
    assert answer.status_code == 422
    assert problem in shown(answer)
    assert f">{text}</textarea>" in shown(answer)


def test_declining_needs_a_reason(conference: World, chair: FlaskClient):
    ref = acts.propose(conference, "head.arv", "1.", "To note the report;")
    answer = decide(conference, chair, ref, "decline", reason="")
    assert answer.status_code == 422
    assert "Give a reason" in shown(answer)


@pytest.mark.parametrize("missing", ["revision", "token"])
def test_a_form_without_what_was_seen_is_no_ruling(conference: World, chair: FlaskClient, missing: str):
    form = {"revision": "1", "token": "a-token-of-ours", "as": "agreed"}
    del form[missing]
    assert chair.post(address(conference, conference.paragraphs["1."], "close"), data=form).status_code == 400
    assert found(conference, "1.")[0] == "open"


# Twice, and two at once


@pytest.mark.parametrize(
    ("act", "fields"),
    [("close", {"as": "agreed"}), ("defer", {}), ("reword", {"ruling": "reword", "text": "To note the report;"})],
)
def test_a_double_click_rules_once_and_answers_alike(
    conference: World, chair: FlaskClient, act: str, fields: dict[str, str]
):
    answers = [rule(conference, chair, "1.", act, token="the-same-token", **fields) for _ in range(2)]
    assert [it.status_code for it in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert entries(conference, "paragraph ruled") + entries(conference, "wording changed") == 1


@pytest.mark.parametrize("act", ["accept", "take", "decline"])
def test_a_double_click_decides_a_proposal_once(conference: World, chair: FlaskClient, act: str):
    ref = acts.propose(conference, "head.arv", "1.", "To note the report;")
    fields = {"text": "To see the report;", "reason": "No support."}
    answers = [decide(conference, chair, ref, act, token="the-same-token", **fields) for _ in range(2)]
    assert [it.status_code for it in answers] == [303, 303]
    assert entries(conference, "proposal decided") == 1


def test_of_two_chairs_with_the_same_page_the_second_is_told_that_it_was_settled(conference: World, enter: Enter):
    appoint(conference, "rapporteur", "chair")
    one, other = enter("chair"), enter("rapporteur")
    assert rule(conference, one, "1.", "close", **{"as": "agreed"}).status_code == 303
    answer = rule(conference, other, "1.", "close", **{"as": "ad-referendum"})
    assert answer.status_code == 409
    assert "This was settled meanwhile" in shown(answer)
    assert found(conference, "1.")[0] == "agreed"
    assert entries(conference, "paragraph ruled") == 1


def test_of_two_chairs_one_accepts_and_the_other_declines_in_vain(conference: World, enter: Enter):
    appoint(conference, "rapporteur", "chair")
    ref = acts.propose(conference, "head.arv", "1.", "", kind="delete")
    assert decide(conference, enter("chair"), ref, "accept").status_code == 303
    answer = decide(conference, enter("rapporteur"), ref, "decline", reason="No support.")
    assert answer.status_code == 409
    assert entries(conference, "proposal decided") == 1


def test_a_token_of_one_chair_does_not_silence_the_other(conference: World, enter: Enter):
    appoint(conference, "rapporteur", "chair")
    assert rule(conference, enter("chair"), "1.", "close", token="the-same-token").status_code == 303
    assert rule(conference, enter("rapporteur"), "2.", "close", token="the-same-token").status_code == 303
    assert found(conference, "2.")[0] == "agreed"


# In place


def test_htmx_gets_the_desk_alone_with_what_was_ruled(conference: World, chair: FlaskClient):
    answer = chair.post(
        address(conference, conference.paragraphs["1."], "close"),
        data={"revision": 1, "token": acts.token(), "as": "agreed"},
        headers={"HX-Request": "true"},
    )
    page = shown(answer)
    assert answer.status_code == 200
    assert page.lstrip().startswith('<div class="desk" id="desk"')
    assert "<html" not in page
    assert "Paragraph 1: agreed." in page
    assert answer.headers["HX-Replace-Url"].endswith(f"/desk?paragraph={conference.paragraphs['1.']}")


def test_a_refusal_in_place_is_the_desk_too(conference: World, chair: FlaskClient):
    answer = chair.post(
        address(conference, conference.paragraphs["3."], "close"),
        data={"revision": 1, "token": acts.token(), "as": "agreed"},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 409
    assert shown(answer).lstrip().startswith('<div class="desk" id="desk"')


def test_the_script_of_the_desk_is_loaded_only_there(conference: World, chair: FlaskClient):
    assert "js/desk.js" in on_desk(conference, chair, "1.")
    assert "js/desk.js" not in shown(chair.get(f"/drafts/{conference.draft}"))


def test_every_key_of_the_legend_is_on_the_desk(conference: World, chair: FlaskClient):
    acts.propose(conference, "head.arv", "1.", "To note the report;")
    keys = set(re.findall(r'data-key="([^"]+)"', on_desk(conference, chair, "1.")))
    acts.close(conference, "2.")
    keys |= set(re.findall(r'data-key="([^"]+)"', on_desk(conference, chair, "2.")))
    assert keys == {"k ArrowLeft", "j ArrowRight", "n", "1", "b", "a", "r", "d", "o"}
