"""What a person says about a bracket is recorded, goes along with it, and counts where States agree."""

from typing import Any

import pytest

from drafting.documents.tree import Block
from drafting.domain.errors import BadText, NotAllowed, NotFound, StaleEdit, WrongState
from drafting.persistence.queries import record as record_queries
from drafting.services import adoption, bracket_rulings, ruled_brackets, rulings
from tests import acts
from tests.factories import NOW, World, world
from tests.rulings import entries, found

CONCERNED = "3."  # "States [shall][should] meet every year."


def rule(it: World, label: str, ruling: str, start: int = 7, *, who: str = "chair", **fields: Any) -> None:
    paragraph = it.paragraphs[label]
    acts.act(
        it,
        who,
        lambda session, scope: bracket_rulings.rule_on_bracket(
            session,
            scope,
            paragraph,
            start,
            ruling=ruling,
            **{"revision": acts.revision(session, scope, paragraph), "token": acts.token(), "now": NOW, **fields},
        ),
    )


def attribute(
    it: World, label: str, *codes: str, holds: bool = True, start: int = 7, who: str = "chair", **fields: Any
) -> None:
    paragraph = it.paragraphs[label]
    acts.act(
        it,
        who,
        lambda session, scope: bracket_rulings.attribute(
            session,
            scope,
            paragraph,
            start,
            parties=[it.parties[code] for code in codes],
            holds=holds,
            **{"revision": acts.revision(session, scope, paragraph), "token": acts.token(), "now": NOW, **fields},
        ),
    )


def run_on(it: World, label: str, *, runs_on: bool = True, who: str = "chair", token: str = "") -> None:
    acts.act(
        it,
        who,
        lambda session, scope: bracket_rulings.rule_on_heading(
            session, scope, it.paragraphs[label], runs_on=runs_on, token=token or acts.token(), now=NOW
        ),
    )


def in_force(it: World, label: str) -> list[tuple[str, str, int]]:
    """(words, ruling, party) of each ruling in force on a paragraph."""
    text = found(it, label)[2]
    standing = acts.look(it, "chair", lambda s, scope: ruled_brackets.of(s, scope, it.paragraphs[label]))
    return [(text[one.start : one.stop], one.ruling, one.party) for one in standing]


def test_a_type_is_said_of_the_whole_group_and_is_an_entry(conference):
    rule(conference, CONCERNED, "alternatives", who="office")
    assert in_force(conference, CONCERNED) == [("[shall]", "alternatives", 0), ("[should]", "alternatives", 0)]
    (entry,) = entries(conference, "bracket ruled")
    assert (entry.capacity, entry.payload["words"]) == ("support", ["[shall]", "[should]"])
    rule(conference, CONCERNED, "independent", 14)
    assert {ruling for _, ruling, _ in in_force(conference, CONCERNED)} == {"independent"}
    rule(conference, CONCERNED, "not yet said")
    assert in_force(conference, CONCERNED) == []


def test_a_ruling_is_carried_through_a_new_wording_and_lapses_with_its_bracket(conference):
    rule(conference, CONCERNED, "alternatives")
    acts.reword(conference, CONCERNED, "All States [shall][should] meet often.")
    assert in_force(conference, CONCERNED) == [("[shall]", "alternatives", 0), ("[should]", "alternatives", 0)]
    acts.reword(conference, CONCERNED, "All States [should] meet often.")
    assert in_force(conference, CONCERNED) == [("[should]", "alternatives", 0)]
    acts.reword(conference, CONCERNED, "All States should meet often.")
    assert in_force(conference, CONCERNED) == []


def test_what_is_no_dispute_lets_the_paragraph_close_and_the_text_be_adopted(conference):
    rule(conference, CONCERNED, "not a dispute")
    assert found(conference, CONCERNED)[0] == "bracketed"
    rule(conference, CONCERNED, "not a dispute", 14)
    assert found(conference, CONCERNED)[0] == "open"
    acts.close(conference, "(i)", "1.", "2.", "(a)", "(b)", "3.", "1")
    assert acts.look(conference, "chair", adoption.obstacles) == ()
    acts.adopt(conference)
    assert in_force(conference, CONCERNED) == [("[shall]", "not a dispute", 0), ("[should]", "not a dispute", 0)]


def test_it_stays_no_dispute_through_a_new_wording_and_a_reopening(conference):
    rule(conference, CONCERNED, "not a dispute")
    rule(conference, CONCERNED, "not a dispute", 14)
    acts.reword(conference, CONCERNED, "States [shall][should] meet each year.")
    assert found(conference, CONCERNED)[0] == "open"
    acts.close(conference, CONCERNED)
    acts.reopen(conference, CONCERNED)
    assert found(conference, CONCERNED)[0] == "open"
    acts.reword(conference, CONCERNED, "States [shall][should] meet [each year].")
    assert found(conference, CONCERNED)[0] == "bracketed"


def test_it_may_be_taken_back_until_the_paragraph_is_agreed(conference):
    for start in (7, 14):
        rule(conference, CONCERNED, "not a dispute", start)
    rule(conference, CONCERNED, "dispute")
    assert found(conference, CONCERNED)[0] == "bracketed"
    rule(conference, CONCERNED, "not a dispute")
    acts.close(conference, CONCERNED)
    with pytest.raises(WrongState) as refused:
        rule(conference, CONCERNED, "dispute")
    assert (refused.value.state, refused.value.event) == ("agreed", "dispute")


def test_a_state_that_names_itself_twice_speaks_for_itself_still(conference):
    attribute(conference, CONCERNED, "BEL", "BEL", who="head.bel")
    (entry,) = entries(conference, "bracket ruled")
    bel = conference.parties["BEL"]
    assert (entry.capacity, entry.party_id, entry.payload["parties"]) == ("head", bel, [bel])


def test_the_chair_attributes_to_any_state_and_a_state_speaks_for_itself(conference):
    arv, bel = conference.parties["ARV"], conference.parties["BEL"]
    attribute(conference, CONCERNED, "ARV", "BEL", who="office")
    attribute(conference, CONCERNED, "BEL", holds=False, who="head.bel")
    assert in_force(conference, CONCERNED) == [("[shall]", "held", arv), ("[shall]", "not held", bel)]
    first, second = entries(conference, "bracket ruled")
    assert (first.capacity, first.party_id) == ("support", None)
    assert (second.capacity, second.party_id, second.payload["parties"]) == ("head", bel, [bel])


@pytest.mark.parametrize(
    ("who", "codes"),
    [("head.bel", ["ARV"]), ("head.bel", ["ARV", "BEL"]), ("delegate.arv", ["ARV"]), ("observer", ["OBS"])],
)
def test_nobody_speaks_for_another_state(conference, who: str, codes: list[str]):
    with pytest.raises(NotAllowed):
        attribute(conference, CONCERNED, *codes, who=who)


@pytest.mark.parametrize("codes", [[], ["OBS"]])
def test_only_participating_states_hold_brackets(conference, codes: list[str]):
    with pytest.raises(BadText, match="holder-missing"):
        attribute(conference, CONCERNED, *codes)


@pytest.mark.parametrize("who", ["head.arv", "delegate.arv", "observer", "rapporteur", "administrator"])
def test_only_the_chair_and_the_office_say_of_which_type_it_is(conference, who: str):
    with pytest.raises(NotAllowed):
        rule(conference, CONCERNED, "alternatives", who=who)
    with pytest.raises(NotAllowed):
        run_on(conference, "title", who=who)


def test_a_state_that_holds_nobodys_bracket_says_nothing(conference):
    with pytest.raises(NotAllowed):
        attribute(conference, CONCERNED, who="head.arv")


@pytest.mark.parametrize(
    ("label", "ruling", "start", "code"),
    [
        (CONCERNED, "alternatives", 8, "no-bracket"),
        (CONCERNED, "not a dispute", 0, "no-bracket"),
        (CONCERNED, "held", 7, "unknown-ruling"),
        (CONCERNED, "brackets run on", 7, "unknown-ruling"),
        (CONCERNED, "maybe", 7, "unknown-ruling"),
        ("(i)", "independent", 27, "no-group"),
    ],
)
def test_a_ruling_on_nothing_is_refused(conference, label: str, ruling: str, start: int, code: str):
    with pytest.raises(BadText, match=code):
        rule(conference, label, ruling, start)


def test_a_ruling_on_an_earlier_wording_is_refused_and_an_unknown_paragraph_not_found(conference):
    acts.reword(conference, CONCERNED, "All States [shall][should] meet every year.")
    with pytest.raises(StaleEdit):
        rule(conference, CONCERNED, "alternatives", revision=1)
    with pytest.raises(StaleEdit):
        attribute(conference, CONCERNED, "ARV", revision=1)
    with pytest.raises(NotFound):
        acts.act(conference, "chair", lambda s, scope: rulings.texts.load(s, scope, 999))


def test_the_same_submission_twice_is_one_ruling(conference):
    for _ in range(2):
        rule(conference, CONCERNED, "alternatives", token="pressed-twice", revision=1)
        attribute(conference, CONCERNED, "ARV", token="pressed-twice-too", revision=1)
        run_on(conference, "title", token="pressed-twice-again")
    assert len(entries(conference, "bracket ruled")) == 3


BLOCKS = (
    Block("operative", "[To begin;", "1."),
    Block("heading", "Follow-up", "", 1),
    Block("operative", "To go on;", "2."),
    Block("operative", "To end;]", "3."),
)


@pytest.fixture
def parted(database) -> World:
    return world(database, BLOCKS)


def states(it: World) -> list[str]:
    return [found(it, label)[0] for label in ("1.", "2.", "3.")]


def test_brackets_run_across_a_heading_where_a_person_says_so(parted):
    assert states(parted) == ["bracketed", "open", "bracketed"]
    run_on(parted, "heading")
    assert states(parted) == ["bracketed", "bracketed", "bracketed"]
    (entry,) = entries(parted, "bracket ruled")
    between = [{"id": parted.paragraphs[label], "state": "bracketed"} for label in ("heading", "2.")]
    assert entry.payload["states"] == between
    with pytest.raises(WrongState):
        acts.close(parted, "2.")
    acts.reword(parted, "heading", "What follows")
    run_on(parted, "heading", runs_on=False)
    assert states(parted) == ["bracketed", "open", "bracketed"]
    acts.close(parted, "2.")


def test_brackets_do_not_run_over_what_is_agreed(parted):
    acts.close(parted, "2.")
    with pytest.raises(WrongState):
        run_on(parted, "heading")


def test_a_bracket_over_several_paragraphs_that_is_no_dispute_frees_them_all(parted):
    run_on(parted, "heading")
    rule(parted, "1.", "not a dispute", 0)
    assert states(parted) == ["open", "open", "open"]


def test_nothing_is_said_of_the_brackets_of_a_deleted_paragraph(conference):
    acts.accept(conference, acts.propose(conference, "head.arv", CONCERNED, "", kind="delete"))
    for say in (rule, attribute):
        with pytest.raises(WrongState):
            say(conference, CONCERNED, "alternatives" if say is rule else "ARV")


def test_only_a_heading_lets_brackets_run_on(parted):
    with pytest.raises(WrongState):
        run_on(parted, "1.")


def test_a_deferred_paragraph_stays_deferred(conference):
    acts.act(
        conference,
        "chair",
        lambda s, scope: rulings.defer(
            s, scope, conference.paragraphs[CONCERNED], reason="", token=acts.token(), now=NOW
        ),
    )
    for start in (7, 14):
        rule(conference, CONCERNED, "not a dispute", start)
    assert found(conference, CONCERNED)[0] == "deferred"
    with conference.database.reading() as session:
        assert [it.kind for it in record_queries.entries(session, conference.draft)][-2:] == ["bracket ruled"] * 2
