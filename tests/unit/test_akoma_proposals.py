"""A list of amendments read back: the text without them, with them, and every change under who proposes it."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from drafting.documents import reading, tracked_file
from drafting.documents.akn.akn_out import statement
from drafting.documents.akn.akn_out_amendments import amendments
from drafting.documents.akn.akn_out_facts import Proposed
from drafting.documents.tree import Block
from drafting.domain import inline, tracked
from drafting.domain.errors import BadText
from drafting.domain.returned import Remark, Stamp
from tests import akoma, texts
from tests.factories import TEXT

WORDS = "As set out *there*."
WORK = akoma.with_facts(draft=12, seq=34)


def proposed(number, kind, anchor, base="", text="", **facts):
    """By the parties of the work in turn."""
    made = Proposed(
        number=number,
        kind=kind,
        status="tabled",
        party=("ARV", "IOX")[number % 2],
        sponsors=(),
        by="as printed",
        anchor=anchor,
        what="what it asks",
        base=base,
        text=text,
        reason="",
        decision="",
        tabled=akoma.CHANGED,
    )
    return replace(made, **facts)


def written(blocks, made):
    data = amendments(WORK, akoma.lines(blocks), made)
    assert akoma.faults(data) == []
    return data


def read(data, changes="accept"):
    return reading.read(data, "list.akn.xml", changes)


def copy_of(data):
    return reading.copy_of(data, "list.akn.xml")


_new = st.tuples(st.integers(0, 9), st.sampled_from(["replace", "delete", "insert after", "insert before"]), texts.real)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(akoma.documents().filter(len), st.lists(_new.map(lambda it: (it[0], it[1], akoma.stored(it[2]))), max_size=6))
@example(blocks=[Block("operative", "", "1.")], wanted=[(0, "delete", "")])
def test_any_proposals_are_read_as_they_were_made(blocks, wanted):
    made, replaced, new = [], {}, []
    for number, (place, kind, text) in enumerate(wanted, start=1):
        on = blocks[place % len(blocks)]
        at = str(place % len(blocks))
        if kind == "delete":
            replaced.setdefault(int(at), []).append("")
            made.append(proposed(number, kind, at, on.text))
        elif kind == "replace" and text:
            replaced.setdefault(int(at), []).append(text)
            made.append(proposed(number, kind, at, on.text, text))
        elif on.kind != "note" and text:
            new.append(Block("operative", text, "9 bis.", 0))
            made.append(proposed(number, kind, at, "", text, new=new[-1]))
    data = written(blocks, made)
    assert read(data, "reject").blocks == tuple(blocks)
    taken = {at: tracked.laid(blocks[at].text, several) for at, several in replaced.items()}
    gone = {at for at, parts in taken.items() if parts and all(it.op == "delete" for it in parts)}
    found = list(read(data).blocks)
    for block in new:
        found.remove(block)
    assert [(it.kind, it.label, it.level) for it in found] == [
        (it.kind, it.label, it.level) for at, it in enumerate(blocks) if at not in gone
    ]
    assert [inline.pieces(it.text) for it in found] == [
        inline.pieces(tracked.accepted(taken[at]) if taken.get(at) else it.text)
        for at, it in enumerate(blocks)
        if at not in gone
    ]


def test_each_change_is_under_who_proposes_it_with_the_reason_as_a_comment():
    data = written(
        TEXT,
        [
            proposed(1, "replace", "4", TEXT[4].text, "To note the report;", reason="It is long."),
            proposed(2, "replace", "4", TEXT[4].text, "To welcome the second report;", sponsors=("IOX",)),
            proposed(3, "delete", "6", TEXT[6].text),
        ],
    )
    copy = copy_of(data)
    assert copy.stamp == Stamp(12, 34)
    assert copy.authors == ("Arvendal, International Office", "International Office")
    came = copy.paragraphs[4]
    assert (came.anchors, came.label, came.kind) == ((4,), "1.", "operative")
    told = [(it.piece.text, it.inserted, it.deleted, it.at) for it in came.words if it.inserted or it.deleted]
    assert told == [
        ("welcome", "", "International Office", "2026-06-05T10:40:00Z"),
        ("note", "International Office", "", "2026-06-05T10:40:00Z"),
        (" second", "Arvendal, International Office", "", "2026-06-05T10:40:00Z"),
    ]
    assert came.remarks == (Remark("International Office", "It is long.", "", "2026-06-05T10:40:00Z"),)
    assert copy.paragraphs[6].ends.deleted == "International Office"


def test_a_new_paragraph_comes_with_its_kind_and_label_after_the_points_of_the_one_before():
    new = [Block("operative", f"To meet {number};", f"2 {suffix}.") for number, suffix in ((1, "bis"), (2, "ter"))]
    made = [proposed(number, "insert after", "5", "", it.text, new=it) for number, it in enumerate(new, start=1)]
    copy = copy_of(written(TEXT, made))
    labels = [it.label for it in copy.paragraphs if not it.note]
    assert labels[labels.index("2.") :] == ["2.", "(a)", "(b)", "2 bis.", "2 ter.", "3."]
    came = copy.paragraphs[labels.index("2 bis.")]
    assert (came.kind, came.anchors, came.ends.inserted) == ("operative", (), "International Office")


def test_a_new_footnote_comes_with_its_words():
    made = [
        proposed(1, "replace", "4", TEXT[4].text, f"{TEXT[4].text}[^n1]", new_notes={"n1": "As set out *there*."}),
        proposed(
            2, "insert after", "4", "", "So[^n1], and[^x].", new_notes={"n1": "As set out *there*.", "x": "Here."}
        ),
    ]
    data = written(TEXT, made)
    assert [(it.label, it.text) for it in read(data).blocks if it.kind == "note"][-2:] == [
        ("n1", WORDS),
        ("x", "Here."),
    ]
    assert read(data, "reject").blocks == TEXT
    note = next(it for it in copy_of(data).paragraphs if it.note == "n1")
    assert {it.inserted for it in note.words} == {"International Office"}


def test_two_footnotes_of_one_name_are_told_apart():
    made = [
        proposed(number, "replace", str(at), TEXT[at].text, f"{TEXT[at].text}[^n]", new_notes={"n": words})
        for number, at, words in ((1, 4, "One."), (2, 5, "Another."))
    ]
    found = read(written(TEXT, made)).blocks
    notes = {it.label: it.text for it in found if it.kind == "note"}
    assert [notes[inline.marks(found[at].text)[-1]] for at in (4, 5)] == ["One.", "Another."]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"status": "suggested"}, "what it asks\nwhy"),
        ({"base": "Another wording"}, "what it asks\nwhy"),
        ({"status": "declined", "decided": akoma.CHANGED}, ""),
        ({"status": "withdrawn", "decided": akoma.CHANGED}, ""),
        ({"anchor": "99"}, ""),
    ],
)
def test_what_is_not_on_this_wording_changes_nothing_and_is_told(facts, said):
    made = proposed(1, "replace", "4", TEXT[4].text, "Other words", reason="why")
    data = written(TEXT, [replace(made, **facts)])
    assert read(data).blocks == read(data, "reject").blocks == TEXT
    copy = copy_of(data)
    assert not copy.tracked
    assert [it.text for one in copy.paragraphs for it in one.remarks] == ([said] if said else [])
    left = ("proposals-left-out", "1")
    assert (left in copy.noticed, left in [(it.code, it.detail) for it in read(data).warnings]) == (not said, not said)


def test_the_first_import_of_a_list_asks_what_its_changes_are():
    data = written(TEXT, [proposed(1, "replace", "4", TEXT[4].text, "To note the report;", reason="why")])
    found = tracked_file.read_as_data(data, "list.akn.xml")
    assert found["before"]["blocks"][4][3] == TEXT[4].text
    assert found["copy"]["paragraphs"]
    codes = {it.code: it.detail for it in read(data).warnings}
    assert codes["tracked-changes"] == "deleted 1, inserted 1"
    assert codes["comments-left-out"] == "why"


def test_a_file_of_the_text_is_a_copy_in_which_nobody_tracked_anything():
    copy = copy_of(statement(WORK, akoma.lines(TEXT)))
    assert (copy.tracked, copy.anchored, copy.stamp) == (False, True, Stamp(12, 34))
    assert [it.anchors for it in copy.paragraphs if not it.note] == [(), *((at,) for at in range(1, 9))]


def test_names_of_another_program_are_no_anchors():
    foreign = statement(WORK, akoma.lines(TEXT)).replace(b"drafting:record", b"drafting:other")
    copy = copy_of(foreign)
    assert (copy.anchored, copy.stamp) == (False, None)


def test_a_list_without_its_text_gives_its_words():
    data = written(TEXT, [proposed(1, "replace", "4", TEXT[4].text, "Other words")])
    start, end = data.index(b'<component eId="cmp_base">'), data.index(b"</component>") + len(b"</component>")
    bare = data[:start] + data[end:]
    assert "Other words" in " ".join(it.text for it in read(bare).blocks)
    assert read(bare).lost == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'eId="amdt_1__note_n1"', b""),
        (b'marker="n1"', b'marker="no key"'),
        (b'refersTo="#IOX"', b""),
        (b'outcome="#outcome-tabled"', b""),
        (b"<step", b"<!-- --><step"),
        (b'pos="after"', b""),
    ],
)
def test_a_list_that_says_less_is_read_as_far_as_it_goes(old, new):
    made = [
        proposed(1, "replace", "4", TEXT[4].text, f"{TEXT[4].text}[^n1]", new_notes={"n1": "A note."}),
        proposed(2, "insert after", "4", "", "New."),
    ]
    data = written(TEXT, made).replace(old, new)
    assert read(data, "reject").blocks == TEXT
    found = read(data).blocks
    assert [it.text for it in found if it.kind == "note"][-1] == "A note."
    assert found[5] == Block("text", "New.")


def test_a_proposal_longer_than_any_paragraph_is_refused():
    data = written(TEXT, [proposed(1, "replace", "4", TEXT[4].text, "short")])
    with pytest.raises(BadText) as refused:
        read(data.replace(b">short<", b">" + b"long " * 100_000 + b"<"))
    assert refused.value.code == "too-long"


def test_what_a_list_of_another_program_says_besides_is_not_lost_in_silence():
    made = [proposed(1, "replace", "4", TEXT[4].text, "Other words", what="")]
    data = written(TEXT, made)
    assert read(data).lost == ""
    head = data.replace(b"<collectionBody>", b"<preface><p>Of the Assembly</p></preface><collectionBody>")
    assert sorted(read(head).lost) == sorted("OftheAssembly")
    other = data.replace(b'class="new"', b'class="other"').replace(b"<p/>", b"")
    (said,) = (it.text for one in copy_of(other).paragraphs for it in one.remarks)
    assert said == f"{TEXT[4].text}Other words"
    bare = data.replace(b"textualMod", b"forceMod")
    assert copy_of(bare).noticed == (("proposals-left-out", "1"),)
