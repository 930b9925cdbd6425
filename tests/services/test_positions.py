"""Positions of States on exact wordings, and what stands on a paragraph.

Source of the rules: practice.md section 5. After every test the record is replayed and must agree with the
tables.
"""

from typing import Any

import pytest

from drafting.domain import consensus as rules
from drafting.domain.errors import BadText, NotAllowed, StaleEdit, WrongState
from drafting.persistence.queries import consensus as queries
from drafting.persistence.records import Party
from drafting.services import consensus, standing, texts
from drafting.services.paragraph_page import paragraph_page
from tests import acts
from tests.factories import NOW, World
from tests.rulings import appoint, entries, found

ON_ONE = {"kind": "agrees", "statement": "", "revision": 1}


def give(it: World, who: str, label: str = "1.", **fields: Any) -> None:
    paragraph = it.paragraphs[label]
    fields = {**ON_ONE, "token": acts.token(), "now": NOW, **fields}
    acts.act(it, who, lambda session, scope: consensus.give_position(session, scope, paragraph, **fields))


def held(it: World, code: str, label: str = "1.") -> tuple[str, str]:
    with it.database.reading() as session:
        row = queries.position(session, it.paragraphs[label], it.parties[code])
        assert row is not None
        return row.kind, row.statement


def stands(it: World, label: str = "1.") -> rules.Standing:
    return acts.look(
        it,
        "chair",
        lambda session, scope: standing.standing(session, scope, texts.load(session, scope, it.paragraphs[label])),
    )


def to_ask_again(it: World, label: str = "1.") -> list[str]:
    page = acts.look(it, "chair", lambda session, scope: paragraph_page(session, scope, it.paragraphs[label]))
    return [party.code for party in page.paragraph.to_ask_again()]


# A position is given on an exact wording


@pytest.mark.parametrize("kind", rules.POSITIONS)
def test_each_position_is_kept_with_its_words_and_its_wording(conference: World, kind: str):
    give(conference, "head.arv", kind=kind, statement=" For the record.\r\n ")
    assert held(conference, "ARV") == (kind, "For the record.")
    (entry,) = entries(conference, "position given")
    assert entry.payload == {
        "position": kind,
        "statement": "For the record.",
        "wording": stands(conference).wording,
    }
    assert (entry.capacity, entry.party_id) == ("head", conference.parties["ARV"])


def test_a_coordinator_speaks_for_the_state(conference: World):
    give(conference, "coordinator.zab", kind="no objection")
    assert held(conference, "ZAB") == ("no objection", "")
    assert entries(conference, "position given")[0].capacity == "coordinator"


def test_the_newest_position_stands_and_the_earlier_ones_stay_in_the_record(conference: World):
    give(conference, "head.arv", kind="objects", statement="Not yet.")
    give(conference, "head.arv", kind="agrees")
    assert held(conference, "ARV") == ("agrees", "")
    assert [it.payload["position"] for it in entries(conference, "position given")] == ["objects", "agrees"]


@pytest.mark.parametrize("kind", sorted(rules.NEEDS_STATEMENT))
def test_an_objection_or_reservation_needs_words(conference: World, kind: str):
    with pytest.raises(BadText, match="statement-missing"):
        give(conference, "head.arv", kind=kind, statement=" \n")
    assert entries(conference, "position given") == []


def test_an_unknown_position_is_refused(conference: World):
    with pytest.raises(BadText, match="unknown-position"):
        give(conference, "head.arv", kind="vetoes")


def test_a_position_for_a_wording_that_was_not_seen_is_not_recorded(conference: World):
    acts.reword(conference, "1.", "To note the report;")
    with pytest.raises(StaleEdit) as caught:
        give(conference, "head.arv")
    assert (caught.value.base, caught.value.current) == ("To welcome the report;", "To note the report;")
    assert entries(conference, "position given") == []


def test_a_position_sent_twice_is_recorded_once(conference: World):
    for _ in range(2):
        give(conference, "head.arv", token="the-same-token")
    assert len(entries(conference, "position given")) == 1


def test_the_tokens_of_two_states_are_apart(conference: World):
    for who in ("head.arv", "head.bel"):
        give(conference, who, token="the-same-token")
    assert len(entries(conference, "position given")) == 2


@pytest.mark.parametrize(
    "who", ["delegate.arv", "delegate.bel", "observer", "chair", "office", "rapporteur", "administrator"]
)
def test_only_those_who_bind_a_participating_state_give_its_position(conference: World, who: str):
    with pytest.raises(NotAllowed, match="give position"):
        give(conference, who)
    assert entries(conference, "position given") == []


def test_the_head_of_an_observer_gives_no_position(conference: World):
    appoint(conference, "observer", "head", "OBS")
    with pytest.raises(NotAllowed):
        give(conference, "observer", kind="objects", statement="We object.")


def test_no_position_is_given_on_what_was_deleted(conference: World):
    acts.accept(conference, acts.propose(conference, "head.arv", "1.", "", kind="delete"))
    with pytest.raises(WrongState):
        give(conference, "head.arv")


def test_no_position_is_given_after_adoption(conference: World):
    acts.agree_all(conference)
    acts.adopt(conference)
    with pytest.raises(NotAllowed):
        give(conference, "head.arv")


def test_a_state_may_object_to_what_was_agreed_and_so_stop_the_adoption(conference: World):
    acts.agree_all(conference)
    give(conference, "head.arv", kind="objects", statement="The capital has changed its mind.")
    assert found(conference, "1.")[0] == "agreed"
    with pytest.raises(WrongState) as caught:
        acts.adopt(conference)
    assert [(it.kind, it.words) for it in caught.value.obstacles] == [  # type: ignore[attr-defined]
        ("objection", "The capital has changed its mind.")
    ]


# A changed wording


def test_a_changed_wording_says_whom_to_ask_again(conference: World):
    give(conference, "coordinator.zab")
    give(conference, "head.bel", kind="objects", statement="No.")
    assert to_ask_again(conference) == []
    acts.reword(conference, "1.", "To note the report;")
    assert to_ask_again(conference) == ["BEL", "ZAB"]
    give(conference, "head.bel", revision=2)
    assert to_ask_again(conference) == ["ZAB"]


def test_nobody_is_asked_again_when_the_earlier_wording_returns(conference: World):
    give(conference, "head.bel")
    acts.reword(conference, "1.", "To note the report;")
    acts.reword(conference, "1.", "To welcome the report;")
    assert to_ask_again(conference) == []


def test_a_deletion_that_is_reopened_asks_nobody_again(conference: World):
    give(conference, "head.bel")
    acts.accept(conference, acts.propose(conference, "head.arv", "1.", "", kind="delete"))
    acts.reopen(conference, "1.")
    assert to_ask_again(conference) == []


# What stands on a paragraph


def test_everything_that_bears_on_a_ruling_is_seen(conference: World):
    acts.reword(conference, "1.", "To [welcome] the report of [Zabora] by [date];")
    acts.propose(conference, "head.bel", "1.", "To note the report;")
    acts.propose(conference, "observer", "1.", "To praise the report;")
    acts.propose(conference, "delegate.arv", "1.", "To bury the report;", table=False)
    give(conference, "head.arv", revision=2, kind="objects", statement="No.")
    seen = stands(conference)
    assert (seen.kind, seen.state) == ("operative", "bracketed")
    assert list(seen.brackets) == ["[welcome]"]
    assert list(seen.placeholders) == ["[date]"]
    assert list(seen.proposals) == [(conference.parties["BEL"], "1")]
    assert list(seen.positions) == [rules.Held(conference.parties["ARV"], "objects", "No.", seen.wording)]


def test_the_whole_is_every_paragraph_as_it_stands_alone_in_order(conference: World):
    acts.propose(conference, "head.bel", "1.", "To note the report;")
    give(conference, "head.arv", "2.")
    whole = acts.look(conference, "chair", standing.whole)
    assert whole == [stands(conference, label) for label in conference.paragraphs]


def test_a_party_that_observes_by_now_is_no_longer_heard(conference: World):
    give(conference, "head.arv")
    with conference.database.writing() as session:
        session.get_one(Party, conference.parties["ARV"]).status = "observer"
    assert list(stands(conference).positions) == []
