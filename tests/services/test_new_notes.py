"""New footnotes that come with the words of a proposal (ADR 15).

After every test the record is replayed and must agree with the tables.
"""

import pytest
from sqlalchemy.orm import Session

from drafting.domain import notes
from drafting.domain.errors import BadText
from drafting.domain.notes import new_key
from drafting.persistence.queries import drafts
from drafting.services import adoption, merge_rulings, merging, proposals, texts
from drafting.services.draft_page import draft_page
from drafting.services.scope import DraftScope
from tests import acts, returned
from tests.factories import NOW, World
from tests.returned import edited, noted
from tests.rulings import entries

WORDS = "As set out in the report of the *Office*."
KEY = new_key(WORDS)
TEXT = "To welcome the report{note};"
MARKED = f"To welcome the report[^{KEY}];"


@pytest.fixture
def it(conference: World) -> World:
    return conference


def footnotes(it: World) -> list[tuple[str, str, str]]:
    """(key, text, state) of the notes of the draft, in order."""
    with it.database.reading() as session:
        lines = drafts.lines(session, it.draft, "en")
    return [(row.label, row.text, row.state) for row in lines if row.kind == "note"]


def text_of(it: World, label: str) -> str:
    with it.database.reading() as session:
        [line] = [row for row in drafts.lines(session, it.draft, "en") if row.id == it.paragraphs[label]]
    return line.text


def test_a_new_note_waits_with_its_proposal_and_comes_when_that_is_accepted(it: World):
    before = footnotes(it)
    ref = acts.propose_note(it, "head.arv", "1.", TEXT, WORDS)
    assert footnotes(it) == before
    acts.accept(it, ref)
    assert text_of(it, "1.") == MARKED
    assert footnotes(it) == [*before, (KEY, WORDS, "open")]
    added = entries(it, "paragraph added")[-1]
    assert (added.payload["kind"], added.payload["proposal"], "beside" in added.payload) == ("note", ref, False)


def test_it_comes_with_a_new_paragraph_too(it: World):
    acts.accept(it, acts.propose_note(it, "head.arv", "3.", "To meet soon{note}.", WORDS, kind="insert after"))
    assert footnotes(it)[-1] == (KEY, WORDS, "open")


def test_a_note_with_brackets_is_in_dispute(it: World):
    acts.accept(it, acts.propose_note(it, "head.arv", "1.", TEXT, "As [perhaps] set out."))
    assert footnotes(it)[-1][2] == "bracketed"


def test_it_comes_with_the_chairs_own_wording_that_marks_it(it: World):
    acts.propose_note(it, "head.arv", "1.", TEXT, WORDS)
    acts.reword(it, "1.", f"To note the report[^{KEY}];")
    assert footnotes(it)[-1] == (KEY, WORDS, "open")


def test_it_comes_with_what_the_merge_desk_takes(it: World):
    acts.propose_note(it, "head.arv", "1.", TEXT, WORDS)
    acts.propose(it, "head.bel", "1.", "To welcome the full report;")
    paragraph = it.paragraphs["1."]

    def merge(session: Session, scope: DraftScope) -> None:
        shown = merging.table(session, scope, texts.load(session, scope, paragraph)).numbers
        choices = merging.Choices(preset="all")
        seen = {"revision": 1, "token": acts.token(), "now": NOW}
        merge_rulings.take(session, scope, paragraph, choices=choices, shown=shown, **seen)

    acts.act(it, "chair", merge)
    assert text_of(it, "1.") == f"To welcome the full report[^{KEY}];"
    assert footnotes(it)[-1] == (KEY, WORDS, "open")
    # Who is credited with which words is said of the wording alone.
    assert entries(it, "paragraph added")[-1].payload.keys() & {"ruling", "proposal", "credits", "edited"} == {"ruling"}


def test_two_delegations_that_propose_the_same_note_bring_one(it: World):
    first = acts.propose_note(it, "head.arv", "1.", TEXT, WORDS)
    second = acts.propose_note(it, "head.bel", "2.", "To cooperate{note}, as set out in paragraph 1 above:", WORDS)
    acts.accept(it, first)
    acts.accept(it, second)
    assert [key for key, _, _ in footnotes(it)].count(KEY) == 1


def test_nobody_brings_the_note_of_a_private_text(it: World):
    def keep(session, scope):
        facts = {"text": MARKED, "notes": {KEY: WORDS}, "reason": "", "now": NOW, "base": 1, "token": acts.token()}
        proposals.save(session, scope, it.parties["ARV"], it.paragraphs["1."], kind="replace", **facts)

    before = footnotes(it)
    acts.act(it, "head.arv", keep)
    acts.reword(it, "1.", f"To note the report[^{KEY}];")
    assert footnotes(it) == before


def test_a_note_whose_mark_is_taken_out_of_the_private_text_goes_with_it(it: World):
    def save(session, scope):
        facts = {"text": MARKED, "notes": {KEY: WORDS}, "reason": "", "now": NOW, "base": 1, "token": acts.token()}
        made = proposals.save(session, scope, it.parties["ARV"], it.paragraphs["1."], kind="replace", **facts)
        assert made.new_notes == {KEY: WORDS}
        facts = {"reason": "", "base": 1, "version": made.version, "now": NOW}
        assert proposals.edit(session, scope, made.ref, text="To note the report;", **facts).new_notes == {}

    acts.act(it, "head.arv", save)


def test_everybody_reads_its_words_with_the_proposal(it: World):
    acts.propose_note(it, "head.arv", "1.", TEXT, WORDS)
    page = acts.look(it, "head.bel", lambda session, scope: draft_page(session, scope, "compilation"))
    [proposal] = [one for row in page.paragraphs for one in row.proposals]
    assert proposal.new_notes == {KEY: WORDS}


def test_a_copy_brings_it_from_word_to_the_adopted_text(it: World):
    copy = noted(edited(it, {}), it.paragraphs["1."], "As agreed.")
    ref = returned.bring(it, "head.arv", copy)
    [made] = returned.take(it, "head.arv", ref, table=True)
    acts.accept(it, made)
    assert footnotes(it)[-1][:2] == (new_key("As agreed."), "As agreed.")
    assert notes.marks(text_of(it, "1.")) == (new_key("As agreed."),)
    acts.close(it, "1.")
    with it.database.reading() as session:
        left = adoption.obstacles(session, it.scope(session, "chair", lock=False))
    assert "As agreed." not in repr([one for one in left if one.kind == "bracket"])


def again(it: World) -> str:
    """Another delegation asks for the same footnote in another paragraph, after it was deleted."""
    acts.accept(it, acts.propose_note(it, "head.arv", "1.", TEXT, WORDS))
    with it.database.reading() as session:
        [it.paragraphs[KEY]] = [row.id for row in drafts.lines(session, it.draft, "en") if row.label == KEY]
    return acts.propose_note(it, "head.bel", "2.", "To cooperate{note}, as set out in paragraph 1 above:", WORDS)


def delete(it: World) -> None:
    acts.accept(it, acts.propose(it, "head.arv", KEY, "", kind="delete"))


def test_a_deleted_note_comes_back_with_its_mark(it: World):
    ref = again(it)
    delete(it)
    assert footnotes(it)[-1] == (KEY, WORDS, "deleted")
    acts.accept(it, ref)
    assert footnotes(it)[-1] == (KEY, WORDS, "open")
    [back] = [one for one in entries(it, "paragraph ruled") if one.payload["ruling"] == "reopen"]
    assert back.payload["proposal"] == ref


@pytest.mark.parametrize("ruling", ["accept", "reword"])
def test_it_comes_back_in_the_words_that_were_proposed(it: World, ruling: str):
    ref = again(it)
    acts.reword(it, KEY, "As [perhaps] set out.")
    delete(it)
    if ruling == "accept":
        acts.accept(it, ref)
    else:
        acts.reword(it, "2.", f"To cooperate closely[^{KEY}]:")
    assert footnotes(it)[-1] == (KEY, WORDS, "open")


def test_a_mark_that_stayed_brings_no_deleted_note_back(it: World):
    again(it)
    delete(it)
    acts.reword(it, "1.", f"To note the report[^{KEY}];")
    assert footnotes(it)[-1] == (KEY, WORDS, "deleted")


def test_words_that_follow_a_states_participation_bring_nothing(it: World):
    acts.reword(it, "1.", f"Welcomed by Zabora and [Arvendal][^{KEY}];")
    acts.propose_note(it, "head.arv", "2.", "To cooperate{note}, as set out in paragraph 1 above:", WORDS)
    before = footnotes(it)

    def follow(session: Session, scope: DraftScope) -> None:
        current = texts.load(session, scope, it.paragraphs["1."])
        text = current.revision.text.replace("[Arvendal]", "Arvendal")
        texts.change(session, scope, current, text, because={"ruling": "accept"}, now=NOW, follows=True)

    acts.act(it, "office", follow)
    assert footnotes(it) == before


@pytest.mark.parametrize(("words", "code"), [("x" * 20_001, "too-long"), ("a\0b", "unreadable-sign")])
def test_the_words_of_a_note_are_held_to_the_rules_of_any_text(it: World, words: str, code: str):
    with pytest.raises(BadText) as caught:
        acts.propose_note(it, "head.arv", "1.", TEXT, words)
    assert caught.value.code == code


def test_what_a_note_said_before_it_was_reworded_is_another_note(it: World):
    first, other = new_key("As agreed."), "Of another matter, in 1999."
    acts.accept(it, acts.propose_note(it, "head.arv", "1.", TEXT, "As agreed."))
    with it.database.reading() as session:
        [it.paragraphs[first]] = [row.id for row in drafts.lines(session, it.draft, "en") if row.label == first]
    acts.reword(it, first, other)
    ref = returned.bring(it, "head.bel", noted(edited(it, {}), it.paragraphs["2."], "As agreed."))
    [change] = returned.preview(it, "head.bel", ref).changes
    [(key, words)] = change.finding.notes
    assert (words, key != first) == ("As agreed.", True)
    [made] = returned.take(it, "head.bel", ref, table=True)
    acts.accept(it, made)
    assert footnotes(it)[-2:] == [(first, other, "open"), (key, "As agreed.", "open")]
