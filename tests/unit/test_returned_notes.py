"""Notes, labels, looks and comments of a copy: exactly the finding that a person would name."""

from dataclasses import replace

import pytest

from drafting.domain.inline import Piece
from drafting.domain.notes import new_key
from drafting.domain.returned import RAISED, UNTRACKED, Came, Remark, Words
from drafting.domain.returned_findings import findings
from tests.returned_draft import (
    COPY,
    DRAFT,
    NOTE_A,
    NOTE_B,
    ONE,
    POINT,
    THREE,
    TITLE,
    TWO,
    A,
    B,
    added,
    changed,
    now,
    told,
    worded,
)
from tests.returned_edits import fated, runs
from tests.returning import plainly, standing, taken


def test_changes_in_notes_are_found():
    for copy in (worded(NOTE_A, "annex", "appendix"), worded(NOTE_A, "annex", "appendix", by="")):
        assert told(findings(copy, DRAFT)) == [("replace", "changed", "a", "As defined in the appendix.")]
        assert told(findings(plainly(copy), DRAFT)) == [("replace", "changed", "a", "As defined in the appendix.")]
    assert not findings(worded(NOTE_A, "annex", "appendix"), DRAFT, {B})
    alone = worded(NOTE_A, "defined", "described", by=B, copy=worded(NOTE_A, "annex", "appendix", by=""))
    assert [it.text for it in findings(alone, DRAFT, {B})] == ["As described in the annex."]


def test_a_mark_taken_out_changes_its_paragraph_and_not_its_note():
    words = [replace(it, deleted=A) if it.piece.note else it for it in COPY.paragraphs[TWO].words]
    found = findings(changed(TWO, words), DRAFT)
    assert told(found) == [("replace", "changed", "2.", "States exchange data on labour every year.")]


def noted(words="A new footnote.", by=A, at=ONE):
    """The copy with a new footnote at the end of a paragraph."""
    new = Came((Words(Piece(words), by),) if words else (), note="3")
    copy = changed(at, (*COPY.paragraphs[at].words, Words(Piece("", note="3"), by)))
    return replace(copy, paragraphs=(*copy.paragraphs, new))


KEY = new_key("A new footnote.")


@pytest.mark.parametrize("by", [A, ""])
def test_a_new_note_comes_with_the_words_that_mark_it(by):
    (it,) = findings(noted(by=by), DRAFT)
    assert (it.kind, it.outcome, it.label, it.refused, it.by) == ("replace", "changed", "1.", "", (by,))
    assert it.text == f"{DRAFT[ONE].text}[^{KEY}]"
    assert it.notes == ((KEY, "A new footnote."),)
    assert it.is_clear


def test_a_new_note_of_a_change_that_is_refused_is_told_with_it():
    (it,) = findings(noted(), now(ONE, DRAFT[ONE].text, "agreed"))
    assert (it.refused, it.notes) == ("agreed", ((KEY, "A new footnote."),))


def test_a_new_note_in_a_new_paragraph_comes_with_it():
    copy = added(THREE, text="A new paragraph")
    at = next(at for at, it in enumerate(copy.paragraphs) if not it.anchors)
    marked = replace(
        copy.paragraphs[at], words=(*copy.paragraphs[at].words, Words(Piece("", note="3"), A), Words(Piece("."), A))
    )
    note = Came((Words(Piece("A new footnote."), A),), note="3")
    copy = replace(copy, paragraphs=(*copy.paragraphs[:at], marked, *copy.paragraphs[at + 1 :], note))
    (it,) = findings(copy, DRAFT)
    assert (it.kind, it.text, it.notes) == ("insert after", f"A new paragraph[^{KEY}].", ((KEY, "A new footnote."),))


def test_another_authors_new_note_is_not_this_ones():
    assert findings(noted(by=B), DRAFT, {A}) == ()


def test_a_new_note_that_says_what_one_of_the_draft_says_is_that_one():
    (it,) = findings(noted(DRAFT[NOTE_A].text), DRAFT)
    assert (it.text, it.notes) == (f"{DRAFT[ONE].text}[^a]", ())


def test_a_note_is_not_taken_for_one_that_was_proposed_in_its_words_and_says_something_else_by_now():
    draft = (*DRAFT, replace(DRAFT[NOTE_A], id=99, label=KEY, text="By now of another matter.", now=""))
    (it,) = findings(noted(), draft)
    [(key, words)] = it.notes
    assert (words, key != KEY) == ("A new footnote.", True)
    assert findings(noted(), draft) == (it,)


def test_a_comment_on_a_new_note_is_told_where_the_note_is_marked():
    copy = noted(at=TWO)
    note = replace(copy.paragraphs[-1], remarks=(Remark(B, "Why this?"),))
    found = findings(replace(copy, paragraphs=(*copy.paragraphs[:-1], note)), DRAFT)
    assert [(it.kind, it.label, it.reason) for it in found] == [("replace", "2.", ""), ("comment", "2.", "Why this?")]


def test_a_new_note_without_words_is_told_and_its_mark_left_out():
    (it,) = findings(noted(""), DRAFT)
    assert (it.kind, it.outcome, it.label, it.came, it.refused) == ("new note", "noted", "1.", "", "empty-note")
    assert not it.is_clear
    assert findings(noted(""), ()) == ()


def test_a_note_emptied_while_its_mark_stays_is_refused():
    copy = changed(NOTE_A, [replace(it, deleted=A) for it in COPY.paragraphs[NOTE_A].words])
    (it,) = findings(copy, DRAFT)
    assert (it.kind, it.label, it.refused) == ("delete", "a", "empty-note")


def test_a_note_that_moves_with_its_paragraph_stays_one_note():
    """Word makes a second footnote of it, and somebody may edit that one."""
    gone = fated(COPY.paragraphs[TWO], deleted=A, move="m")
    words = [
        replace(it, piece=replace(it.piece, note="3")) if it.piece.note else it for it in COPY.paragraphs[TWO].words
    ]
    here = fated(replace(COPY.paragraphs[TWO], words=tuple(words), anchors=()), inserted=A, move="m")
    second = Came((*runs("As defined in the annex.", "As defined in annex 1.", A),), note="3")
    body = (*COPY.paragraphs[:TWO], gone, COPY.paragraphs[POINT], COPY.paragraphs[THREE], here)
    copy = replace(COPY, paragraphs=(*body, *COPY.paragraphs[NOTE_A:], second))
    assert told(findings(copy, DRAFT)) == [
        ("delete", "moved", "2.", ""),
        ("insert after", "moved", "3.", "States exchange data on labour[^a] every year."),
        ("replace", "changed", "a", "As defined in annex 1."),
    ]


def test_a_dead_note_that_was_edited_before_is_still_known():
    gone = fated(COPY.paragraphs[TWO], deleted=A)
    copy = replace(COPY, paragraphs=(*COPY.paragraphs[:TWO], gone, *COPY.paragraphs[POINT:]))
    copy = plainly(changed(NOTE_A, (Words(Piece("As defined in the long annex.")),), copy=copy))
    assert told(findings(copy, DRAFT)) == [("delete", "deleted", "2.", "")]


def test_two_wordings_of_one_note_are_a_proposal_and_a_word_about_the_other():
    copy = worded(NOTE_A, "annex", "first annex")
    other = replace(worded(NOTE_A, "annex", "second annex").paragraphs[NOTE_A], note="3")
    copy = changed(THREE, (*copy.paragraphs[THREE].words, Words(Piece("", note="3"), A)), copy=copy)
    copy = replace(copy, paragraphs=(*copy.paragraphs, other))
    found = findings(copy, DRAFT)
    assert [(it.kind, it.label, it.came, it.refused) for it in found] == [
        ("replace", "3.", "States meet again in two years[^b].[^a]", ""),
        ("replace", "a", "As defined in the first annex.", ""),
        ("new note", "a", "As defined in the second annex.", "new-note"),
    ]


def test_a_raised_number_is_the_mark_that_stood_there_and_else_a_number():
    shared = standing("Words[^a] one.", "Words[^a] two.", ("note", "a", "A note."))
    label = taken(shared).paragraphs[1].words[0]
    words = (label, Words(Piece("Words")), Words(Piece("", note=f"{RAISED}1")), Words(Piece(" two.")))
    copy = changed(1, words, copy=taken(shared))
    assert findings(copy, shared) == ()
    square = standing("An area of 5 km.", "Words[^a] two.", ("note", "a", "A note."))
    words = (
        taken(square).paragraphs[0].words[0],
        Words(Piece("An area of 5 km")),
        Words(Piece("", note=f"{RAISED}1")),
        Words(Piece(".")),
    )
    assert [it.text for it in findings(changed(0, words, copy=taken(square)), square)] == ["An area of 5 km1."]


def test_a_typed_label_of_a_new_paragraph_is_no_word_of_it():
    (it,) = findings(added(ONE, "1bis. A new paragraph."), DRAFT)
    assert (it.came, it.text) == ("1bis. A new paragraph.", "A new paragraph.")


def test_a_label_typed_over_is_told_and_given_by_the_draft():
    words = (Words(Piece("1."), deleted=A), Words(Piece("7."), A), Words(Piece("\t")), *COPY.paragraphs[ONE].words[1:])
    (it,) = findings(changed(ONE, words, head=5), DRAFT)
    assert (it.kind, it.outcome, it.base, it.came, it.by, it.refused) == (
        "label",
        "relabelled",
        "1.",
        "7.",
        (A,),
        "label",
    )
    assert not findings(changed(ONE, words, head=5), DRAFT, {B})
    silent = changed(ONE, (Words(Piece("7. ")), *COPY.paragraphs[ONE].words[1:]), head=0)
    (it,) = findings(silent, DRAFT)
    assert (it.kind, it.base, it.came, it.by) == ("label", "1.", "7.", (UNTRACKED,))


def test_a_label_taken_out_while_its_words_stay_is_told():
    words = (replace(COPY.paragraphs[ONE].words[0], deleted=A), *COPY.paragraphs[ONE].words[1:])
    (it,) = findings(changed(ONE, words), DRAFT)
    assert (it.kind, it.base, it.came, it.by) == ("label", "1.", "", (A,))


def test_emphasis_that_another_program_writes_on_a_whole_title_is_its_style():
    words = [replace(it, piece=replace(it.piece, bold=True)) for it in COPY.paragraphs[TITLE].words]
    assert findings(changed(TITLE, words), DRAFT) == ()
    one = [replace(it, piece=replace(it.piece, bold=True)) for it in COPY.paragraphs[ONE].words[1:]]
    found = findings(changed(ONE, (COPY.paragraphs[ONE].words[0], *one)), DRAFT)
    assert [it.text for it in found] == ["**States strengthen cooperation on migration.**"]


def test_comments_go_with_the_change_of_their_paragraph_and_are_told_once():
    remark, other = Remark(B, "Why?", "migration", "2026-03-02T10:00:00Z"), Remark(A, "Because.")
    copy = worded(ONE, "strengthen", "deepen")
    copy = changed(ONE, copy.paragraphs[ONE].words, copy=copy, remarks=(remark, other))
    copy = changed(THREE, copy.paragraphs[THREE].words, copy=copy, remarks=(remark,))
    copy = changed(NOTE_B, copy.paragraphs[NOTE_B].words, copy=copy, remarks=(other,))
    found = findings(copy, DRAFT)
    assert [(it.kind, it.label, it.reason) for it in found] == [
        ("replace", "1.", "Why?\nBecause."),
        ("comment", "3.", "Why?"),
        ("comment", "b", "Because."),
    ]
    # Neither needs anything of the text, and neither is taken without a look.
    assert [(it.refused, it.is_clear) for it in found[1:]] == [("", False)] * 2
    assert (found[1].by, found[1].at) == ((B,), "2026-03-02T10:00:00Z")
    assert copy.commenters == (A, B)


def test_a_comment_on_a_blank_paragraph_is_told_at_the_one_before():
    blank = Came((), remarks=(Remark(A, "Room for more?"),))
    copy = replace(COPY, paragraphs=(*COPY.paragraphs[:THREE], blank, *COPY.paragraphs[THREE:]))
    assert [(it.kind, it.label, it.reason) for it in findings(copy, DRAFT)] == [("comment", "a)", "Room for more?")]


def test_a_comment_on_a_new_paragraph_that_is_not_asked_for_is_told_beside_it():
    copy = added(ONE)
    at = next(at for at, it in enumerate(copy.paragraphs) if it.ends.inserted)
    copy = changed(at, copy.paragraphs[at].words, copy=copy, remarks=(Remark(A, "New."),))
    assert [(it.kind, it.label) for it in findings(copy, DRAFT, {B})] == [("comment", "1.")]


def test_a_decomposed_letter_and_a_note_of_two_paragraphs_are_the_same_text():
    draft = standing("Участники встретились вновь в Алматы; край мой[^a].", ("note", "a", "First line.\nSecond line."))
    copy = taken(draft)
    assert findings(copy, draft) == ()
    words = [
        replace(it, piece=replace(it.piece, text=it.piece.text.replace("й", "и\u0306")))
        for it in copy.paragraphs[0].words
    ]
    assert findings(changed(0, words, copy=copy), draft) == ()


def test_a_dead_note_that_is_like_none_of_the_draft_is_nobodys():
    gone = Came((Words(Piece("Defined nowhere in any draft before")),), note="3")
    copy = changed(ONE, (*COPY.paragraphs[ONE].words, Words(Piece("", note="3"), A, B)))
    assert findings(replace(copy, paragraphs=(*copy.paragraphs, gone)), DRAFT) == ()


def test_a_space_at_the_head_of_a_paragraph_is_nobodys_word_in_whatever_look():
    label, *words = COPY.paragraphs[ONE].words
    space = Words(Piece(" ", italic=True))
    assert findings(changed(ONE, (label, space, *words, space), head=3), DRAFT) == ()
