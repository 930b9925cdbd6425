"""Single changes of a copy: exactly the finding that a person would name."""

from dataclasses import replace

import pytest

from drafting.domain.inline import Piece
from drafting.domain.proposals import LONGEST
from drafting.domain.returned import UNTRACKED, Came, Copy, Remark, Words, as_data, from_data
from drafting.domain.returned_findings import findings, resemblance
from tests.returned_draft import (
    COPY,
    DRAFT,
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
from tests.returned_edits import UNDONE, Edited, fated
from tests.returning import plainly, standing, taken


def test_a_copy_that_nobody_changed_changes_nothing():
    assert findings(COPY, DRAFT) == ()
    assert findings(plainly(COPY), DRAFT) == ()
    assert not COPY.tracked
    assert COPY.anchored
    assert not plainly(COPY).anchored


def test_words_replaced_are_one_finding_with_its_author_and_instant():
    (it,) = findings(worded(ONE, "strengthen", "deepen"), DRAFT)
    assert told([it]) == [("replace", "changed", "1.", "States deepen cooperation on migration.")]
    assert (it.number, it.by, it.at, it.confidence, it.matched) == (1, (A,), "2026-03-01T10:00:00Z", 1.0, "anchor")
    assert it.is_clear


@pytest.mark.parametrize(
    ("text", "carried", "wording"),
    [
        ("All States strengthen cooperation on migration.", "applies", "All States deepen cooperation on migration."),
        ("States deepen cooperation on migration.", "already there", "States deepen cooperation on migration."),
        ("States build cooperation on migration.", "collides", "States deepen cooperation on migration."),
    ],
)
def test_changes_made_on_an_old_revision_are_carried_to_the_present_one(text, carried, wording):
    (it,) = findings(worded(ONE, "strengthen", "deepen"), now(ONE, text))
    assert (it.carried, it.text, it.now, it.came) == (carried, wording, text, "States deepen cooperation on migration.")
    assert it.refused == ("already-there" if carried == "already there" else "")
    assert it.is_clear == (carried == "applies")


def test_who_deletes_a_paragraph_has_not_seen_the_words_that_came_since():
    work = Edited(DRAFT, COPY)
    for at in range(5):
        work.deleted(at, A) if at == ONE else work.kept(at)
    (same,) = findings(work.done(), DRAFT)
    (later,) = findings(work.done(), now(ONE, "All States strengthen cooperation on migration."))
    assert (same.kind, same.carried, same.text) == ("delete", "same", "")
    assert (later.kind, later.carried, later.text) == ("delete", "collides", "")


def test_signs_that_no_file_can_hold_stay_where_nobody_changed_them():
    draft = standing("An odd\u0001 sign *here* and  there.")
    assert findings(taken(draft), draft) == ()
    copy = changed(0, (*taken(draft).paragraphs[0].words, Words(Piece(" More."), A)), copy=taken(draft))
    (it,) = findings(copy, draft)
    assert (it.text, it.carried) == ("An odd\u0001 sign *here* and  there. More.", "same")
    odd = standing("Kept \\as it is.", "Second paragraph of words.")
    gone = replace(taken(odd), paragraphs=(fated(taken(odd).paragraphs[0], deleted=A), taken(odd).paragraphs[1]))
    assert [(it.kind, it.carried) for it in findings(gone, odd)] == [("delete", "same")]


@pytest.mark.parametrize(
    ("state", "refused"), [("agreed", "agreed"), ("agreed ad referendum", "agreed"), ("deleted", "gone"), ("open", "")]
)
def test_agreed_and_deleted_paragraphs_are_refused_by_name(state, refused):
    draft = now(ONE, DRAFT[ONE].text, state)
    found = findings(worded(ONE, "strengthen", "deepen"), draft)
    assert [it.refused for it in found] == [refused]


def test_a_wording_too_long_for_a_paragraph_is_refused():
    (it,) = findings(worded(ONE, "strengthen", "x" * LONGEST), DRAFT)
    assert it.refused == "too-long"


@pytest.mark.parametrize(
    ("after", "kind", "states", "expected"),
    [
        (ONE, "operative", {}, ("insert after", "1.", "")),
        (-1, "operative", {}, ("insert before", "", "")),
        # After 2 means after its points; before its first point there is only that point.
        (TWO, "operative", {}, ("insert before", "a)", "")),
        (POINT, "operative", {}, ("insert after", "2.", "")),
        (POINT, "point", {}, ("insert after", "a)", "")),
        (TITLE, "operative", {}, ("insert before", "1.", "")),
        (TITLE, "", {}, ("insert before", "1.", "")),
        # Beside an agreed paragraph nothing can be proposed, beside its open neighbour it can.
        (ONE, "operative", {ONE: "agreed"}, ("insert before", "2.", "")),
        (ONE, "operative", {ONE: "agreed", TWO: "agreed"}, ("insert after", "1.", "agreed")),
        (ONE, "operative", {ONE: "deleted"}, ("insert before", "2.", "")),
        (THREE, "operative", {THREE: "deleted"}, ("insert after", "2.", "")),
    ],
)
def test_a_new_paragraph_is_put_beside_one_that_can_take_it(after, kind, states, expected):
    draft = tuple(replace(it, state=states.get(at, "open")) for at, it in enumerate(DRAFT))
    (it,) = findings(added(after, kind=kind), draft)
    assert (it.kind, it.label, it.refused) == expected
    assert (it.text, it.base, it.now) == ("A new paragraph.", "", "")


@pytest.mark.parametrize(("kind", "sure"), [("", True), ("text", True), ("operative", True), ("point", False)])
def test_a_new_paragraph_that_would_be_of_another_kind_than_its_style_needs_a_second_look(kind, sure):
    (it,) = findings(added(THREE, kind=kind), DRAFT)
    assert (it.kind, it.label, it.is_clear) == ("insert after", "3.", sure)
    assert it.matched == ("anchor" if sure else "place")


def test_a_file_of_something_else_loses_no_word_and_resembles_nothing():
    other = taken(standing("Quite another text about fisheries.", "Nothing here is known."))
    other = plainly(other)
    found = findings(other, DRAFT)
    assert [it.text for it in found if it.kind.startswith("insert")] == [
        "Quite another text about fisheries.",
        "Nothing here is known.",
    ]
    assert [it.kind for it in found].count("delete") == 5
    assert {it.confidence for it in found if it.kind.startswith("insert")} == {0.3}
    assert resemblance(other, DRAFT) == 0
    assert resemblance(COPY, DRAFT) == 1
    assert findings(other, ()) == ()


def test_with_every_paragraph_deleted_a_new_one_is_refused():
    draft = standing("One paragraph of words.")
    gone = (replace(draft[0], state="deleted"),)
    work = Edited(draft, taken(draft))
    work.kept(0)
    work.inserted("A new one.", A)
    found = findings(work.done(), gone)
    assert [(it.kind, it.refused, it.text) for it in found] == [("insert after", "gone", "A new one.")]


def test_a_paragraph_written_anew_is_known_by_its_anchor_alone():
    copy = changed(ONE, (COPY.paragraphs[ONE].words[0], Words(Piece("Something else entirely, said anew."))))
    found = findings(copy, DRAFT)
    assert told(found) == [("replace", "changed", "1.", "Something else entirely, said anew.")]
    assert found[0].matched == "anchor"
    assert not found[0].is_clear


def test_an_anchor_that_a_new_paragraph_took_along_misleads_nobody():
    """Enter at the head of a paragraph, changes not tracked: the new one has the bookmark."""
    new = Came((Words(Piece("Quite new words in front.")),), anchors=(102,), kind="operative")
    copy = replace(
        COPY, paragraphs=(COPY.paragraphs[0], new, replace(COPY.paragraphs[ONE], anchors=()), *COPY.paragraphs[TWO:])
    )
    found = findings(copy, DRAFT)
    assert told(found) == [("insert before", "inserted", "1.", "Quite new words in front.")]


def test_texts_that_stand_twice_are_told_by_their_places():
    draft = standing("The same words here.", "Another paragraph of words.", "The same words here.")
    copy = plainly(taken(draft))
    copy = replace(
        copy, paragraphs=(*copy.paragraphs[:2], Came((Words(Piece("Entirely new matter.")),)), copy.paragraphs[2])
    )
    found = findings(copy, draft)
    assert told(found) == [("insert after", "inserted", "2.", "Entirely new matter.")]
    assert found[0].confidence == 1.0


def test_a_rewritten_paragraph_of_one_author_is_a_replacement():
    old, new = DRAFT[ONE].text, "Something else entirely."
    head = COPY.paragraphs[ONE].words[:1]
    gone = replace(
        COPY.paragraphs[ONE],
        words=(*(replace(it, deleted=A) for it in COPY.paragraphs[ONE].words),),
        ends=replace(UNDONE, deleted=A),
    )
    here = Came((Words(Piece(new), A),), ends=replace(UNDONE, inserted=A), kind="operative")
    copy = replace(COPY, paragraphs=(COPY.paragraphs[0], here, gone, *COPY.paragraphs[TWO:]))
    assert head
    assert old not in new
    assert told(findings(copy, DRAFT)) == [("replace", "changed", "1.", new)]
    others = replace(here, words=(Words(Piece(new), B),), ends=replace(UNDONE, inserted=B))
    copy = replace(COPY, paragraphs=(COPY.paragraphs[0], others, gone, *COPY.paragraphs[TWO:]))
    assert [it.kind for it in findings(copy, DRAFT)] == ["delete", "insert before"]


def test_words_of_an_author_on_words_that_nobody_tracked_are_shown_where_they_cannot_be_told_apart():
    silent = changed(ONE, (COPY.paragraphs[ONE].words[0], Words(Piece("States build cooperation on migration."))))
    copy = worded(ONE, "build", "deepen", by=B, copy=silent)
    (both,) = findings(copy, DRAFT)
    assert both.by == (UNTRACKED, B)
    (alone,) = findings(copy, DRAFT, {B})
    assert (alone.by, alone.carried, alone.text) == ((B,), "collides", "States deepen cooperation on migration.")
    apart = worded(ONE, "migration", "refugees", by=B, copy=silent)
    (alone,) = findings(apart, DRAFT, {B})
    assert (alone.carried, alone.text) == ("same", "States strengthen cooperation on refugees.")


def test_to_an_empty_draft_nothing_can_be_said():
    copy = changed(ONE, (*COPY.paragraphs[ONE].words, Words(Piece("", note="3"), A)), remarks=(Remark(A, "Why?"),))
    assert findings(replace(copy, paragraphs=(*copy.paragraphs, Came((Words(Piece("New.")),), note="3"))), ()) == ()


def after(act, by):
    """The findings of a copy after an act on its second paragraph."""
    draft = standing("One stands before all others.", "Two has words to part and to move.", "Three comes behind them.")
    work = Edited(draft, taken(draft))
    work.kept(0)
    if act == "part":
        work.parted(1, 4, by)
        work.kept(2)
    elif act == "join":
        work.joined(1, by)
    else:
        work.moved_away(1, by)
        work.kept(2)
        work.moved_here(1, by)
    return draft, work.done()


@pytest.mark.parametrize("by", [A, ""])
@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (
            "part",
            [("replace", "split", "2.", "Two has words to"), ("insert after", "split", "2.", "part and to move.")],
        ),
        (
            "join",
            [
                ("replace", "joined", "2.", "Two has words to part and to move. Three comes behind them."),
                ("delete", "joined", "3.", ""),
            ],
        ),
        (
            "move",
            [
                ("delete", "moved", "2.", ""),
                ("insert after", "moved", "3.", "Two has words to part and to move."),
            ],
        ),
    ],
)
def test_what_was_split_joined_or_moved_stands_or_falls_together(act, by, expected):
    draft, copy = after(act, by)
    found = findings(copy, draft)
    told_so = told(found)
    # Of two paragraphs that changed places silently either may be said to have moved.
    assert told_so == expected or (act == "move" and not by and [it.outcome for it in found] == ["moved", "moved"])
    assert {(it.by, it.together) for it in found} == {((by,), 1)}
    assert not findings(copy, draft, {B})


def test_a_text_that_stands_twice_is_less_certain_where_others_changed():
    draft = standing("The same words here.", "Another paragraph of words.", "The same words here.")
    copy = plainly(taken(draft))
    remarks = (Remark(A, "Here?"),)
    copy = changed(1, (Words(Piece("Another paragraph of signs.")),), copy=copy)
    found = findings(changed(2, copy.paragraphs[2].words, copy=copy, remarks=remarks), draft)
    assert [(it.kind, it.confidence) for it in found] == [("replace", 0.86), ("comment", 0.9)]


def test_blank_paragraphs_are_nothing():
    blank = Came((Words(Piece(" ")), Words(Piece(" ", italic=True))))
    assert findings(replace(COPY, paragraphs=(*COPY.paragraphs[:THREE], blank, *COPY.paragraphs[THREE:])), DRAFT) == ()


def test_a_copy_is_kept_as_data():
    copy = Copy(
        (
            Came(
                (Words(Piece("x", italic=True, bold=True), A, B, "2026", "m"),),
                Words(Piece(""), A),
                (1,),
                "1.",
                2,
                "point",
                3,
            ),
            Came((Words(Piece("", note="1")),), note="1", remarks=(Remark(A, "text", "about", "at"),)),
        ),
        noticed=(("image-left-out", "2"),),
    )
    assert from_data(as_data(copy)) == copy
    assert from_data(as_data(COPY)) == COPY
