"""Who may rule, on which wording, and how often: nothing is done twice or on a wording that was not seen.

After every test the record is replayed and must agree with the tables.
"""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from drafting.documents.tree import Block
from drafting.domain.errors import NotAllowed, NotFound, StaleEdit, WrongState
from drafting.persistence.database import Database
from drafting.persistence.records import Proposal
from drafting.services import rulings
from drafting.services.scope import DraftScope
from tests import acts
from tests.factories import NOW, TEXT, World, world
from tests.rulings import Rule, appoint, entries, found, ruling

# Who may, what was seen, and how often


SEEN: dict[str, tuple[Rule, dict[str, Any]]] = {
    "close": (rulings.close, {"ad_referendum": False}),
    "reword": (rulings.reword, {"text": "To see the report;", "ruling": "reword"}),
    "defer": (rulings.defer, {"reason": ""}),
    "reopen": (rulings.reopen, {"reason": "Zabora asks for it."}),
    "accept": (rulings.accept, {}),
    "take": (rulings.take, {"text": "To see the report;"}),
    "decline": (rulings.decline, {"reason": "No support."}),
}


def subject(it: World, act: str) -> Any:
    """What the ruling is about: the paragraph "1.", prepared for it, or a proposal on it."""
    if act in ("accept", "take", "decline"):
        return acts.propose(it, "head.arv", "1.", "To note the report;")
    if act == "reopen":
        acts.close(it, "1.")
    return it.paragraphs["1."]


@pytest.mark.parametrize("act", SEEN)
def test_nobody_rules_but_the_chair(conference: World, act: str):
    rule, fields = SEEN[act]
    about = subject(conference, act)
    before = found(conference, "1.")
    for who in ("office", "rapporteur", "administrator", "head.arv", "delegate.arv", "coordinator.zab", "observer"):
        with pytest.raises(NotAllowed, match="rule"):
            ruling(conference, rule, about, who, revision=1, **fields)
    assert found(conference, "1.") == before


@pytest.mark.parametrize("act", SEEN)
def test_nothing_is_ruled_after_adoption(database: Database, act: str):
    it = world(database, [*TEXT[:3], Block("operative", "To welcome the report;", "1."), TEXT[-1]])
    rule, fields = SEEN[act]
    about = subject(it, "close") if act not in ("accept", "take", "decline") else ""
    acts.close(it, "(i)", "1.", "1")
    acts.adopt(it)
    with pytest.raises(NotAllowed):
        ruling(it, rule, about, revision=1, **fields)


@pytest.mark.parametrize("act", SEEN)
def test_a_ruling_for_a_wording_that_was_not_seen_changes_nothing(conference: World, act: str):
    rule, fields = SEEN[act]
    if act in ("accept", "take", "decline"):
        about = subject(conference, act)
        acts.reword(conference, "1.", "To welcome the second report;")
    else:
        acts.reword(conference, "1.", "To welcome the second report;")
        about = subject(conference, act)
    before, told = found(conference, "1."), len(entries(conference, "paragraph ruled", "proposal decided"))
    with pytest.raises(StaleEdit) as caught:
        ruling(conference, rule, about, revision=1, **fields)
    assert (caught.value.base, caught.value.current) == ("To welcome the report;", "To welcome the second report;")
    assert found(conference, "1.") == before
    assert len(entries(conference, "paragraph ruled", "proposal decided")) == told
    with pytest.raises(NotFound):
        ruling(conference, rule, about, revision=99, **fields)


def test_the_chairs_own_words_are_carried_to_the_newer_wording(conference: World):
    paragraph, text = conference.paragraphs["1."], "To see the report;"
    acts.reword(conference, "1.", "To welcome the second report;")
    with pytest.raises(StaleEdit) as caught:
        ruling(conference, rulings.reword, paragraph, text=text, ruling="reword", revision=1)
    assert (caught.value.yours, caught.value.carried) == (text, "To see the second report;")


def test_the_words_of_a_new_paragraph_are_never_mixed_with_those_beside_it(conference: World):
    ref = acts.propose(conference, "head.arv", "1.", "To thank the host;", kind="insert after")
    acts.reword(conference, "1.", "To welcome the second report;")
    with pytest.raises(StaleEdit) as caught:
        ruling(conference, rulings.take, ref, text="To thank the hosts;", revision=1)
    assert caught.value.carried is None


@pytest.mark.parametrize("act", SEEN)
def test_a_ruling_sent_twice_is_made_once(conference: World, act: str):
    rule, fields = SEEN[act]
    about = subject(conference, act)
    told = len(entries(conference, "paragraph ruled", "proposal decided", "wording changed"))
    ruling(conference, rule, about, revision=1, token="the-same-token", **fields)
    after = found(conference, "1."), entries(conference, "paragraph ruled", "proposal decided", "wording changed")
    assert len(after[1]) > told
    ruling(conference, rule, about, revision=1, token="the-same-token", **fields)
    again = found(conference, "1."), entries(conference, "paragraph ruled", "proposal decided", "wording changed")
    assert again[0] == after[0]
    assert [it.seq for it in again[1]] == [it.seq for it in after[1]]


def test_a_chair_who_heads_a_delegation_rules_as_chair_and_speaks_as_head(conference: World):
    appoint(conference, "chair", "head", "ARV")
    acts.position(conference, "chair", "1.", "objects", "We cannot join.")
    with pytest.raises(WrongState):
        acts.close(conference, "1.")
    acts.position(conference, "chair", "1.", "no objection")
    acts.close(conference, "1.")
    told = [(it.kind, it.capacity, it.party_id) for it in entries(conference, "position given", "paragraph ruled")]
    spoke = ("position given", "head", conference.parties["ARV"])
    assert told == [spoke, spoke, ("paragraph ruled", "chair", None)]


def test_a_chair_who_heads_a_delegation_tables_before_ruling_on_the_own_text(conference: World):
    appoint(conference, "chair", "head", "ARV")
    ref = acts.propose(conference, "chair", "1.", "To note the report;", table=False)
    with pytest.raises(WrongState):
        acts.accept(conference, ref)
    with conference.database.reading() as session:
        assert session.query(Proposal).one().status == "private"


def test_a_paragraph_of_another_draft_is_not_found(conference: World):
    def close(session: Session, scope: DraftScope) -> None:
        rulings.close(session, scope, 4711, ad_referendum=False, revision=1, token=acts.token(), now=NOW)

    with pytest.raises(NotFound):
        acts.act(conference, "chair", close)
