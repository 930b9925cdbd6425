"""The loss list before a wording is taken, and in the record afterwards."""

import pytest

from drafting.domain.errors import Unlisted, WrongState
from drafting.domain.losses import Loss
from drafting.services import desk, history, losses, rulings, texts
from tests import acts
from tests.factories import NOW, World
from tests.rulings import entries, found, ruling, status


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


def recorded(it: World, kind: str) -> list[list[tuple[str, str, tuple[str, ...]]]]:
    return [plain(losses.retold(entry.payload)) for entry in entries(it, kind)]


def test_an_accepted_change_is_recorded_with_its_list_and_who_asked(conference: World):
    ref = acts.propose(conference, "head.arv", "1.", "To welcome;")
    acts.accept(conference, ref)
    assert recorded(conference, "wording changed") == [[("deletion", " the report", (ref,))]]


def test_an_accepted_deletion_is_recorded_as_one_deletion_of_the_whole(conference: World):
    ref = acts.propose(conference, "head.arv", "1.", "", kind="delete")
    acts.accept(conference, ref)
    assert recorded(conference, "paragraph ruled") == [[("deletion", "To welcome the report;", (ref,))]]


def test_a_new_paragraph_is_recorded_as_one_addition(conference: World):
    ref = acts.propose(conference, "head.arv", "1.", "To meet;", kind="insert after")
    acts.accept(conference, ref)
    assert recorded(conference, "paragraph added") == [[("addition", "To meet;", (ref,))]]


def test_what_a_paragraph_got_without_a_proposal_is_recorded_too(conference: World):
    def do(session, scope):
        beside = texts.load(session, scope, conference.paragraphs["1."]).paragraph
        texts.insert(session, scope, beside, "To meet;", after=True, because={}, now=NOW)
        current = texts.load(session, scope, conference.paragraphs["2."])
        texts.change(session, scope, current, "To act;", because={"ruling": "reword"}, now=NOW)

    acts.act(conference, "chair", do)
    assert recorded(conference, "paragraph added") == [[("addition", "To meet;", ())]]
    assert recorded(conference, "wording changed")[0][-1] == ("addition", "act;", ())


def test_own_words_of_the_chair_are_taken_once_their_list_was_seen(conference: World):
    ref = acts.propose(conference, "head.arv", "1.", "To welcome;")
    with pytest.raises(Unlisted) as caught:
        ruling(conference, rulings.take, ref, text="To note;", revision=1, seen="")
    assert plain(caught.value.losses)[0] == ("deletion", "welcome ", ())
    assert found(conference, "1.")[1] == 1
    assert status(conference, ref)[0] == "tabled"
    ruling(conference, rulings.take, ref, text="To note;", revision=1, seen=losses.seal("To note;"))
    assert recorded(conference, "wording changed") == [plain(caught.value.losses)]


def test_a_new_wording_is_taken_once_its_list_was_seen(conference: World):
    paragraph = conference.paragraphs["1."]
    fields = {"text": "To note;", "ruling": "reword", "revision": 1}
    with pytest.raises(Unlisted):
        ruling(conference, rulings.reword, paragraph, seen=losses.seal("To welcome;"), **fields)
    assert found(conference, "1.")[1] == 1
    ruling(conference, rulings.reword, paragraph, seen=losses.seal("To note;"), **fields)
    assert found(conference, "1.")[2] == "To note;"


def test_a_proposal_that_is_settled_already_is_told_before_any_list(conference: World):
    ref = acts.propose(conference, "head.arv", "1.", "To welcome;")
    ruling(conference, rulings.decline, ref, reason="No.")
    with pytest.raises(WrongState):
        ruling(conference, rulings.take, ref, text="To note;", revision=1, seen="")


def test_the_history_shows_each_list_with_those_who_asked(conference: World):
    acts.accept(conference, acts.propose(conference, "head.arv", "1.", "To welcome;"))
    acts.reword(conference, "1.", "To note;")
    page = acts.look(conference, "chair", history.of_draft)
    newest, accepted = [it for it in page.entries if it.kind == "wording changed"]
    assert [(it.kind, it.words) for it in accepted.changes[0].losses] == [("deletion", " the report")]
    assert [it.number for it in accepted.askers.values()] == [1]
    assert [it.kind for it in newest.changes[0].losses] == ["deletion", "addition"]
    assert newest.askers == {}


def test_the_last_mark_of_a_note_is_told_before_and_in_the_record(conference: World):
    ref = acts.propose(conference, "head.arv", "(i)", "*Recalling* the Treaty;")
    said = [("deletion", "Declaration[^1]", (ref,)), ("addition", "Treaty", (ref,)), ("last mark", "[^1]", (ref,))]
    assert plain(listed(conference, "(i)", "*Recalling* the Treaty;")) == said
    on_the_desk = acts.look(conference, "chair", lambda s, scope: desk.desk(s, scope, conference.paragraphs["(i)"]))
    assert plain(on_the_desk.of_wording("*Recalling* the Treaty;")) == said
    acts.accept(conference, ref)
    told = losses.retold(entries(conference, "wording changed")[0].payload)
    assert plain(told) == said


def test_a_note_that_is_marked_elsewhere_or_is_none_loses_no_last_mark(conference: World):
    acts.reword(conference, "2.", "To cooperate[^1][^none]:")
    assert "last mark" not in {kind for kind, _, _ in plain(listed(conference, "(i)", "*Recalling*;"))}
    assert "last mark" not in {kind for kind, _, _ in plain(listed(conference, "2.", "To cooperate:"))}
    acts.accept(conference, acts.propose(conference, "head.arv", "2.", "", kind="delete"))
    assert plain(listed(conference, "(i)", "*Recalling*;"))[-1] == ("last mark", "[^1]", ())
    acts.accept(conference, acts.propose(conference, "head.arv", "1", "", kind="delete"))
    assert "last mark" not in {kind for kind, _, _ in plain(listed(conference, "(i)", "*Recalling*;"))}
