"""What is on the table, tracked in the text: taking all of it is what the Chair's rulings would make, taking none the
text as it stands."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.documents.tree import Printed, Remark, Span
from drafting.domain import inline
from drafting.persistence.database import Database
from drafting.persistence.records import Party
from drafting.services import proposals
from tests import acts
from tests.factories import NOW, World, world
from tests.services.test_exports import block, printed

AT = NOW.isoformat(timespec="seconds").replace("+00:00", "Z")


def sponsor(it: World, who: str, ref: str) -> None:
    acts.act(it, who, lambda session, scope: proposals.sponsor(session, scope, ref, token=acts.token(), now=NOW))


def side(made: Printed, gone: str) -> list[tuple[str, str]]:
    """(label, text) when every change is taken (gone: "delete") or none ("insert"), notes last."""
    found = []
    for it in (*made.blocks, *made.tracked_notes.values()):
        if it.mark.change != gone:
            spans = it.tracked or (Span(it.block.text),)
            pieces = (piece for span in spans if span.change != gone for piece in inline.pieces(span.text))
            found.append((it.block.label, inline.write(pieces)))
    return found


def standing(made: Printed) -> list[tuple[str, str]]:
    return [(it.label, it.text) for it in (*(it.block for it in made.blocks), *made.notes.values())]


def test_a_change_bears_the_name_of_its_delegation_and_the_instant_it_was_tabled(conference: World):
    acts.propose(conference, "head.arv", "1.", "To welcome the full report;")
    assert block(printed(conference, "tracked"), "1.").tracked == (
        Span("To welcome the"),
        Span(" full", "insert", "Arvendal", AT),
        Span(" report;"),
    )


def test_what_several_want_is_one_change_of_them_all(conference: World):
    ref = acts.propose(conference, "head.bel", "1.", "To welcome the full report;")
    sponsor(conference, "coordinator.zab", ref)
    acts.propose(conference, "head.arv", "1.", "To welcome the full report;")
    change = block(printed(conference, "tracked"), "1.").tracked[1]
    assert (change.text, change.by) == (" full", "Arvendal, Belmora, Zabora")


def test_what_collides_stands_side_by_side_over_words_deleted_once(conference: World):
    acts.propose(conference, "head.arv", "1.", "To note the report;")
    acts.propose(conference, "head.bel", "1.", "To commend the report;")
    assert [(it.text, it.change, it.by) for it in block(printed(conference, "tracked"), "1.").tracked] == [
        ("To ", "equal", ""),
        ("welcome", "delete", "Arvendal, Belmora"),
        ("note", "insert", "Arvendal"),
        ("commend", "insert", "Belmora"),
        (" the report;", "equal", ""),
    ]


def test_a_paragraph_goes_with_its_end_unless_somebody_would_keep_words_of_it(conference: World):
    acts.propose(conference, "head.arv", "1.", "", kind="delete")
    acts.propose(conference, "head.arv", "2.", "", kind="delete")
    acts.propose(conference, "head.bel", "2.", "To cooperate:")
    made = printed(conference, "tracked")
    assert block(made, "1.").mark == Span("", "delete", "Arvendal", AT)
    assert [it.change for it in block(made, "1.").tracked] == ["delete"]
    assert block(made, "2.").mark == Span("")
    assert side(made, "delete")[4][0] == "2."


def test_a_new_paragraph_stands_where_the_ruling_would_put_it_under_the_label_it_would_get(conference: World):
    acts.propose(conference, "head.arv", "1.", "To thank the host;", kind="insert after")
    acts.propose(conference, "head.bel", "1.", "To thank the Chair;", kind="insert after")
    acts.propose(conference, "head.bel", "1.", "To begin;", kind="insert before")
    acts.propose(conference, "head.bel", "2.", "To go on;", kind="insert after", reason="It is needed.")
    made = printed(conference, "tracked")
    labels = [(it.block.label, it.mark.change, it.mark.by) for it in made.blocks[4:]]
    assert labels == [
        ("1 ante.", "insert", "Belmora"),
        ("1.", "equal", ""),
        ("1 bis.", "insert", "Arvendal"),
        ("1 ter.", "insert", "Belmora"),
        ("2.", "equal", ""),
        ("(a)", "equal", ""),
        ("(b)", "equal", ""),
        ("2 bis.", "insert", "Belmora"),
        ("3.", "equal", ""),
    ]
    assert [it.block.label for it in made.blocks if it.remarks] == ["2 bis."]


def test_whoever_deletes_a_paragraph_and_inserts_its_words_elsewhere_moves_it(conference: World):
    acts.propose(conference, "head.arv", "1.", "", kind="delete")
    acts.propose(conference, "head.arv", "3.", "To welcome the report;", kind="insert after")
    acts.propose(conference, "head.bel", "2.", "To welcome the report;", kind="insert after")
    made = printed(conference, "tracked")
    moves = {(it.block.label, it.mark.by): (it.mark.move, it.tracked[0].move) for it in made.blocks if it.mark.by}
    name = f"move{conference.paragraphs['1.']}"
    assert moves == {
        ("1.", "Arvendal"): (name, name),
        ("2 bis.", "Belmora"): ("", ""),
        ("3 bis.", "Arvendal"): (name, name),
    }


def test_words_moved_inside_a_paragraph_bear_a_name_of_their_own(conference: World):
    acts.reword(conference, "1.", "In due time, States meet every year.")
    acts.propose(conference, "head.arv", "1.", "States meet every year, In due time.")
    moved = [it for it in block(printed(conference, "tracked"), "1.").tracked if it.move]
    assert [(it.text, it.change, it.move) for it in moved] == [
        ("In due time", change, f"move{conference.paragraphs['1.']}_1") for change in ("delete", "insert")
    ]


def test_reasons_and_positions_are_said_beside_the_paragraph(conference: World):
    acts.propose(conference, "head.arv", "1.", "To note the report;", reason="It is long.")
    acts.position(conference, "head.arv", "1.", "objects", "Not in this form.")
    acts.position(conference, "head.bel", "1.", "agrees")
    acts.position(conference, "coordinator.zab", "1.", "agrees")
    assert block(printed(conference, "tracked"), "1.").remarks == (
        Remark("Arvendal", "ARV", "It is long.", AT),
        Remark("Arvendal", "ARV", "objects\nNot in this form."),
        Remark("Office", "", "agrees: Belmora, Zabora"),
    )
    acts.reword(conference, "1.", "To welcome the full report;")
    assert block(printed(conference, "tracked"), "1.").remarks[-1].text == "agrees, outdated: Belmora, Zabora"


def test_remarks_are_comments_of_their_delegations(conference: World):
    acts.remark(conference, "observer", "1.", "Why here?")
    assert block(printed(conference, "tracked"), "1.").remarks == (Remark("Observia", "OBS", "Why here?", AT),)


def test_what_is_not_on_the_table_as_the_text_reads_is_said_in_words(conference: World):
    acts.propose(conference, "observer", "1.", "To note the report;", reason="Observed.")
    acts.propose(conference, "head.arv", "2.", "To work together, as set out in paragraph 1 above:")
    acts.reword(conference, "2.", "To act jointly, as set out in paragraph 1 above:")
    made = printed(conference, "tracked")
    assert (block(made, "1.").tracked, block(made, "2.").tracked) == ((), ())
    assert [it.text for it in (*block(made, "1.").remarks, *block(made, "2.").remarks)] == [
        "1 replace applies 1.\nObserved.",
        "2 replace collides 2.",
    ]


def test_a_proposal_on_a_note_is_tracked_in_the_note(conference: World):
    acts.propose(conference, "head.arv", "1", "Adopted in 2022.")
    note = printed(conference, "tracked").tracked_notes["1"]
    assert [(it.text, it.change) for it in note.tracked] == [
        ("Adopted in ", "equal"),
        ("2021", "delete"),
        ("2022", "insert"),
        (".", "equal"),
    ]
    assert note.anchor == str(conference.paragraphs["1"])


def test_what_the_chair_deleted_is_gone_but_what_would_come_beside_it_comes(conference: World):
    acts.propose(conference, "head.arv", "1.", "To thank the host;", kind="insert after")
    acts.accept(conference, acts.propose(conference, "head.arv", "1.", "", kind="delete"))
    acts.accept(conference, acts.propose(conference, "head.arv", "1", "", kind="delete"))
    made = printed(conference, "tracked")
    assert [it.block.label for it in made.blocks if it.block.kind == "operative"] == ["1 bis.", "2.", "3."]
    assert made.notes == made.tracked_notes == {}


def test_many_sponsors_are_named_by_their_codes(conference: World):
    with conference.database.writing() as session:
        for code in ("ARV", "BEL", "ZAB"):
            session.get_one(Party, conference.parties[code]).name_en = f"{code} " + "x" * 115
    made = acts.propose(conference, "head.arv", "1.", "To note the report;")
    for who in ("head.bel", "coordinator.zab"):
        sponsor(conference, who, made)
    assert block(printed(conference, "tracked"), "1.").tracked[1].by == "ARV, BEL, ZAB"


def test_every_paragraph_bears_its_anchor_and_a_copy_the_stamp(conference: World):
    for view in ("clean", "tracked", "copy"):
        made = printed(conference, view)
        anchors = [it.anchor for it in (*made.blocks, *made.tracked_notes.values())]
        assert sorted(map(int, anchors)) == sorted(conference.paragraphs.values())
    assert (printed(conference).stamp, printed(conference).protected) == ((), False)
    made = printed(conference, "copy", "head.arv")
    assert made.protected
    assert [name for name, _ in made.stamp] == ["draft", "seq", "language", "party"]
    assert dict(made.stamp)["party"] == "ARV"
    assert replace(made, stamp=printed(conference, "copy").stamp) == printed(conference, "copy")


CHANGES = {
    "(i)": ["*Recalling* the Statement[^1];", "Recalling the Declaration[^1];", "*Recalling* the [old] Declaration;"],
    "1.": ["To *welcome* the report;", "To welcome the full report;", "To welcome the report with thanks;"],
    "3.": ["States should meet every year.", "States [shall][should] meet twice a year."],
    "1": ["Adopted in 2022.", "*Adopted* in 2021."],
}
PROPOSALS = st.one_of(
    st.sampled_from([(label, text, "replace") for label, texts in CHANGES.items() for text in texts]),
    st.tuples(
        st.sampled_from(["(i)", "1.", "(b)", "3.", "enacting"]),
        st.sampled_from(["To thank the host;", "*Noting* it[^1];"]),
        st.sampled_from(["insert before", "insert after"]),
    ),
    st.tuples(st.sampled_from(["(i)", "2.", "3."]), st.just(""), st.just("delete")),
)


@settings(max_examples=10, deadline=None)
@given(wanted=st.lists(PROPOSALS, max_size=6, unique=True))
def test_taking_all_is_what_the_rulings_would_make_and_taking_none_what_stands(sqlite_template, wanted):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(sqlite_template, folder))
        database = Database(f"sqlite:///{path}")
        taking_all_and_none(world(database), wanted)
        database.close()


def taking_all_and_none(it: World, wanted: list[tuple[str, str, str]]) -> None:
    before = standing(printed(it))
    touched: set[str] = set()
    refs = []
    for label, text, kind in wanted:
        # One wording for one paragraph: what collides has no ruling that takes both.
        if kind.startswith("insert") or label not in touched:
            refs.append(acts.propose(it, "head.arv", label, text, kind=kind))
            touched |= set() if kind.startswith("insert") else {label}
    made = printed(it, "tracked")
    assert side(made, "insert") == before
    for ref in refs:
        acts.accept(it, ref)
    assert side(made, "delete") == [(label, inline.write(inline.pieces(text))) for label, text in standing(printed(it))]


def test_a_new_footnote_comes_and_goes_with_the_words_that_mark_it(conference: World):
    before = standing(printed(conference))
    refs = [
        acts.propose_note(conference, "head.arv", "1.", "To welcome the report{note};", "As set out in *2026*."),
        acts.propose_note(conference, "head.bel", "3.", "To meet{note}.", "Belmora’s.", kind="insert after"),
    ]
    made = printed(conference, "tracked")
    assert side(made, "insert") == before
    for ref in refs:
        acts.accept(conference, ref)
    assert side(made, "delete") == standing(printed(conference))
