"""The Chair's rulings on proposals: accepted, taken, declined, carried to a newer wording, put into brackets.

Source of the rules: practice.md section 4. After every test the record is replayed and must agree with the tables.
"""

import pytest

from drafting.domain.errors import BadText, NotFound, StaleEdit, WrongState
from drafting.persistence.queries import drafts
from drafting.services import proposals, rulings
from tests import acts
from tests.factories import World, name_paragraphs
from tests.rulings import entries, found, in_order, ruling, status

# Proposals


def test_an_accepted_change_becomes_the_text_and_names_its_proposal(conference: World):
    ref = acts.propose(conference, "head.arv", "1.", "To note the report;")
    acts.accept(conference, ref)
    assert found(conference, "1.") == ("open", 2, "To note the report;")
    assert status(conference, ref) == ("accepted", "")
    decided, worded = entries(conference, "proposal decided", "wording changed")
    assert decided.payload["proposal"] == worded.payload["proposal"] == ref
    assert worded.payload["ruling"] == "accept"


def test_a_change_made_on_an_earlier_wording_is_carried_to_the_newer_one(conference: World):
    ref = acts.propose(conference, "head.arv", "1.", "To welcome the long report;")
    acts.reword(conference, "1.", "To note the report;")
    acts.accept(conference, ref)
    assert found(conference, "1.")[2] == "To note the long report;"


def test_a_change_that_collides_with_the_newer_wording_is_shown_and_not_accepted(conference: World):
    ref = acts.propose(conference, "head.arv", "1.", "To note the report;")
    acts.reword(conference, "1.", "To applaud the report;")
    with pytest.raises(StaleEdit) as caught:
        acts.accept(conference, ref)
    error = caught.value
    assert (error.base, error.current, error.yours, error.carried) == (
        "To welcome the report;",
        "To applaud the report;",
        "To note the report;",
        None,
    )
    assert status(conference, ref)[0] == "tabled"
    assert found(conference, "1.")[1] == 2


def test_accepting_what_stands_in_the_text_already_makes_no_new_wording(conference: World):
    ref = acts.propose(conference, "head.arv", "1.", "To note the report;")
    acts.reword(conference, "1.", "To note the report;")
    acts.position(conference, "head.bel", "1.", "agrees")
    acts.accept(conference, ref)
    assert status(conference, ref)[0] == "accepted"
    assert found(conference, "1.")[1] == 2
    assert len(entries(conference, "wording changed")) == 1


def test_an_accepted_deletion_stays_visible_and_can_be_reopened(conference: World):
    ref = acts.propose(conference, "head.arv", "3.", "", kind="delete")
    acts.accept(conference, ref)
    assert found(conference, "3.") == ("deleted", 1, "States [shall][should] meet every year.")
    assert entries(conference, "paragraph ruled")[0].payload["state"] == "deleted"
    acts.reopen(conference, "3.", "It was deleted too early.")
    assert found(conference, "3.") == ("bracketed", 1, "States [shall][should] meet every year.")


def test_each_change_of_the_text_counts_as_a_revision_of_the_draft(conference: World):
    def count() -> int:
        return acts.look(conference, "chair", lambda _session, scope: scope.draft.revision)

    acts.accept(conference, acts.propose(conference, "head.arv", "1.", "", kind="delete"))
    assert count() == 2
    acts.reopen(conference, "1.")
    assert count() == 3
    acts.close(conference, "1.")
    assert count() == 3
    acts.accept(conference, acts.propose(conference, "head.arv", "2.", "To act:"))
    acts.accept(conference, acts.propose(conference, "head.arv", "2.", "To thank the host;", kind="insert after"))
    assert count() == 5


@pytest.mark.parametrize("act", ["propose", "reword", "accept", "close", "defer"])
def test_nothing_happens_to_a_deleted_paragraph_but_its_reopening(conference: World, act: str):
    other = acts.propose(conference, "head.bel", "1.", "To note the report;")
    acts.accept(conference, acts.propose(conference, "head.arv", "1.", "", kind="delete"))
    attempts = {
        "propose": lambda: acts.propose(conference, "head.bel", "1.", "To see the report;"),
        "reword": lambda: acts.reword(conference, "1.", "To see the report;"),
        "accept": lambda: acts.accept(conference, other),
        "close": lambda: acts.close(conference, "1."),
        "defer": lambda: ruling(conference, rulings.defer, conference.paragraphs["1."], reason=""),
    }
    with pytest.raises(WrongState):
        attempts[act]()
    assert found(conference, "1.")[0] == "deleted"
    acts.decline(conference, other, "Its paragraph is deleted.")


def test_insertions_keep_the_numbers_of_the_others_and_stand_in_order(conference: World):
    for text in ("To thank the host;", "To thank the Chair;"):
        acts.accept(conference, acts.propose(conference, "head.arv", "1.", text, kind="insert after"))
    acts.accept(conference, acts.propose(conference, "head.arv", "3.", "To pause;", kind="insert before"))
    acts.accept(conference, acts.propose(conference, "head.arv", "2.", "To go on;", kind="insert after"))
    first, second = ["1.", "1 bis.", "1 ter."], ["2.", "(a)", "(b)", "2 bis.", "2 ter."]
    assert [label for label, _ in in_order(conference)] == [*first, *second, "3."]


def test_an_insertion_before_a_bis_stands_between(conference: World):
    acts.accept(conference, acts.propose(conference, "head.arv", "1.", "To thank the host;", kind="insert after"))
    with conference.database.reading() as session:
        conference.paragraphs = name_paragraphs(session, conference.draft)
    acts.accept(conference, acts.propose(conference, "head.arv", "1 bis.", "To thank all;", kind="insert before"))
    assert in_order(conference)[1:3] == [("1 ter.", "To thank all;"), ("1 bis.", "To thank the host;")]


def test_a_paragraph_inserted_after_one_with_points_stands_after_its_points(conference: World):
    acts.accept(conference, acts.propose(conference, "head.arv", "2.", "To go on;", kind="insert after"))
    assert in_order(conference)[-2] == ("2 bis.", "To go on;")


def test_a_paragraph_inserted_before_the_first_takes_a_label_of_its_own(conference: World):
    acts.accept(conference, acts.propose(conference, "head.arv", "1.", "To begin;", kind="insert before"))
    (label, text), (after, _) = in_order(conference)[:2]
    assert (text, after) == ("To begin;", "1.")
    assert label not in ("", "1.")


def test_a_paragraph_inserted_beside_one_without_a_label_has_none(conference: World):
    acts.accept(conference, acts.propose(conference, "head.arv", "enacting", "Solemnly,", kind="insert before"))
    with conference.database.reading() as session:
        rows = drafts.texts(session, conference.draft, "en")
    inserted = next(row.paragraph for row in rows if row.revision.text == "Solemnly,")
    assert (inserted.label, inserted.kind, inserted.state) == ("", "text", "open")


def test_an_inserted_text_with_brackets_is_bracketed_from_the_start(conference: World):
    acts.accept(conference, acts.propose(conference, "head.arv", "1.", "To [perhaps] thank;", kind="insert after"))
    with conference.database.reading() as session:
        rows = drafts.texts(session, conference.draft, "en")
    assert next(row.paragraph.state for row in rows if "perhaps" in row.revision.text) == "bracketed"


@pytest.mark.parametrize(("kind", "text"), [("replace", "To note the report;"), ("delete", "")])
def test_a_proposal_taken_with_the_chairs_wording_gives_that_wording(conference: World, kind: str, text: str):
    ref = acts.propose(conference, "head.arv", "1.", text, kind=kind)
    ruling(conference, rulings.take, ref, text="To see the report;", revision=1)
    assert found(conference, "1.") == ("open", 2, "To see the report;")
    assert status(conference, ref) == ("taken", "")


@pytest.mark.parametrize("kind", ["insert before", "insert after"])
def test_an_insertion_taken_with_the_chairs_wording_inserts_it(conference: World, kind: str):
    ref = acts.propose(conference, "head.arv", "2.", "To thank the host;", kind=kind)
    ruling(conference, rulings.take, ref, text="To thank the hosts;", revision=1)
    assert "To thank the hosts;" in [text for _, text in in_order(conference)]
    assert found(conference, "2.")[1] == 1


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("replace", "To welcome the report;", "no-change"),
        ("replace", "", "empty-text"),
        ("insert after", " ", "empty-text"),
    ],
)
def test_a_wording_of_the_chair_says_something(conference: World, kind: str, text: str, code: str):
    ref = acts.propose(conference, "head.arv", "1.", "To note the report;", kind=kind)
    with pytest.raises(BadText, match=code):
        ruling(conference, rulings.take, ref, text=text, revision=1)
    assert status(conference, ref)[0] == "tabled"


def test_a_proposal_is_declined_with_a_reason_that_is_recorded(conference: World):
    ref = acts.propose(conference, "head.arv", "1.", "To note the report;")
    with pytest.raises(BadText, match="reason-missing"):
        acts.decline(conference, ref, "\n")
    acts.decline(conference, ref, " No support. ")
    assert status(conference, ref) == ("declined", "No support.")
    assert entries(conference, "proposal decided")[0].payload["reason"] == "No support."
    assert found(conference, "1.") == ("open", 1, "To welcome the report;")


@pytest.mark.parametrize("before", ["accepted", "taken", "declined", "withdrawn", "suggested"])
def test_a_proposal_is_ruled_upon_once_and_only_when_a_state_has_tabled_it(conference: World, before: str):
    who = "observer" if before == "suggested" else "head.arv"
    ref = acts.propose(conference, who, "2.", "To thank the host;", kind="insert after")
    settle = {
        "accepted": lambda: acts.accept(conference, ref),
        "taken": lambda: ruling(conference, rulings.take, ref, text="To thank the hosts;", revision=1),
        "declined": lambda: acts.decline(conference, ref, "No support."),
        "withdrawn": lambda: ruling(conference, proposals.withdraw, ref, "head.arv"),
        "suggested": lambda: None,
    }
    settle[before]()
    with pytest.raises(WrongState):
        acts.accept(conference, ref)
    with pytest.raises(WrongState):
        ruling(conference, rulings.take, ref, text="To thank all;", revision=1)
    with pytest.raises(WrongState):
        acts.decline(conference, ref, "No support.")
    assert status(conference, ref)[0] == before


def test_a_private_text_cannot_be_ruled_upon_because_the_chair_does_not_know_it(conference: World):
    ref = acts.propose(conference, "head.arv", "1.", "To note the report;", table=False)
    with pytest.raises(NotFound):
        acts.accept(conference, ref)


# Brackets offered


def bracketed(it: World, label: str) -> str:
    return acts.look(it, "chair", lambda session, scope: rulings.bracketed_text(session, scope, it.paragraphs[label]))


def test_without_proposals_the_whole_paragraph_goes_into_brackets_once(conference: World):
    assert bracketed(conference, "1.") == "[To welcome the report;]"
    acts.reword(conference, "1.", "[To welcome the report;]")
    assert bracketed(conference, "1.") == "[To welcome the report;]"


def test_wordings_on_the_table_stand_side_by_side_with_their_states(conference: World):
    acts.propose(conference, "head.arv", "1.", "To note the report;")
    acts.propose(conference, "head.bel", "1.", "To applaud the report;")
    acts.propose(conference, "head.bel", "1.", "To thank the host;", kind="insert after")
    assert bracketed(conference, "1.") == "To [welcome][ARV: note][BEL: applaud] the report;"


def test_a_colliding_proposal_is_not_left_out_of_the_brackets(conference: World):
    acts.propose(conference, "head.arv", "1.", "To note the report;")
    acts.propose(conference, "head.bel", "1.", "To welcome the long report;")
    acts.reword(conference, "1.", "To applaud the report;")
    assert bracketed(conference, "1.") == "To [applaud][ARV: note] the [BEL: long ]report;"


def test_a_proposal_that_stands_in_the_text_already_adds_nothing_to_the_brackets(conference: World):
    acts.propose(conference, "head.arv", "1.", "To note the report;")
    acts.reword(conference, "1.", "To note the report;")
    assert bracketed(conference, "1.") == "[To note the report;]"


def test_a_proposed_deletion_puts_the_whole_into_brackets(conference: World):
    acts.propose(conference, "head.arv", "1.", "To note the report;")
    acts.propose(conference, "head.bel", "1.", "", kind="delete")
    assert bracketed(conference, "1.") == "[To [welcome][ARV: note] the report;]"
