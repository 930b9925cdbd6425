"""The loss list before a wording is taken, and in the record afterwards."""

import pytest

from drafting.domain.errors import Unlisted
from drafting.domain.losses import Loss
from drafting.services import losses, texts
from tests import acts
from tests.factories import World


def listed(it: World, label: str, text: str) -> tuple[Loss, ...]:
    def do(session, scope):
        return losses.listed(session, scope, texts.load(session, scope, it.paragraphs[label]), text)

    return acts.look(it, "chair", do)


def plain(lines: tuple[Loss, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(line.kind, line.words, line.asked_by) for line in lines]


def test_a_deletion_names_every_tabled_proposal_that_asks_for_it(conference: World):
    arv = acts.propose(conference, "head.arv", "1.", "To welcome;")
    bel = acts.propose(conference, "head.bel", "1.", "", kind="delete")
    acts.propose(conference, "head.arv", "1.", "To;", table=False)
    acts.propose(conference, "head.arv", "1.", "To welcome;", kind="insert after")
    assert plain(listed(conference, "1.", "To welcome;")) == [("deletion", " the report", (arv, bel))]
    assert plain(listed(conference, "1.", "To the report;")) == [("deletion", " welcome", (bel,))]


def test_a_deletion_that_nobody_asked_for_names_nobody(conference: World):
    acts.propose(conference, "head.arv", "1.", "To note the report;")
    assert plain(listed(conference, "1.", "To welcome;")) == [("deletion", " the report", ())]


def test_a_proposal_on_an_earlier_wording_asks_for_what_it_still_can(conference: World):
    ref = acts.propose(conference, "head.arv", "1.", "To welcome;")
    acts.reword(conference, "1.", "To note the report;")
    assert plain(listed(conference, "1.", "To note;")) == [("deletion", " the report", (ref,))]


def test_who_asks_is_told_by_number_and_delegation(conference: World):
    ref = acts.propose(conference, "head.arv", "1.", "To welcome;")
    paragraph = conference.paragraphs["1."]
    found = acts.look(conference, "chair", lambda session, scope: losses.askers(session, scope, paragraph))
    assert {key: (it.number, it.party.code) for key, it in found.items()} == {ref: (1, "ARV")}


def test_a_new_paragraph_is_one_addition():
    assert plain(losses.of_new("To meet.", "r", "To meet.")) == [("addition", "To meet.", ("r",))]
    assert plain(losses.of_new("To meet again.", "r", "To meet.")) == [("addition", "To meet again.", ())]
    assert plain(losses.of_new("To meet.")) == [("addition", "To meet.", ())]


def test_a_wording_whose_list_was_not_shown_is_refused_with_the_list():
    lines = losses.of_new("To meet.")
    losses.require_seen(lines, "To meet.", losses.seal("To meet."))
    losses.require_seen(lines, "To meet.", None)
    for seen in ("", losses.seal("To meet")):
        with pytest.raises(Unlisted) as caught:
            losses.require_seen(lines, "To meet.", seen)
        assert caught.value.losses == lines


def test_the_record_gives_a_list_back_as_it_was_told():
    lines = losses.between("a b c", "c [d]", (("r", "c"),))
    assert losses.retold({"losses": losses.told(lines)}) == lines
    assert losses.retold({}) == ()
