"""Rich texts with changes tracked: by whom each was made, and the text with all of them made or none."""

import json
from dataclasses import replace
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drafting.documents import reading, returned_copies, tracked_file
from drafting.documents.recognise.recognise import recognise
from drafting.documents.rtf import rtf_changes, rtf_in
from drafting.documents.rtf.rtf_in_revisions import when
from drafting.domain import inline, returned
from drafting.domain.errors import BadText
from drafting.domain.returned import UNTRACKED, Remark, Stamp
from drafting.domain.returned_findings import findings
from drafting.domain.returned_views import groups, written
from tests import strange_files
from tests.returned_edits import applied, merged
from tests.returning import standing
from tests.returning_rtf import packed, rtf_of, tracked
from tests.unit.test_returned_findings import AUTHORS, edited

AT = "2026-06-05T10:40:00Z"
LONGEST = 30  # seconds of processor; in the square of what is asked it would be minutes
R1, R2 = rf"\revised\revauth1\revdttm{packed(AT)}", r"\revised\revauth2"
D1, D2 = rf"\deleted\revauthdel1\revdttmdel{packed(AT)}", r"\deleted\revauthdel2"


def texts(data, changes):
    recognition = recognise(rtf_in.read(data, changes))
    assert recognition.lost == ""
    return [(it.label, it.text) for it in recognition.blocks]


def shown(body):
    """(words, inserted by, deleted by) of each paragraph, and of its end."""
    found = []
    for it in rtf_changes.read(tracked(body)).paragraphs:
        words = [(run.piece.text or f"[^{run.piece.note}]", run.inserted, run.deleted) for run in it.words]
        ends = [("¶", it.ends.inserted, it.ends.deleted)] if it.ends.inserted or it.ends.deleted else []
        found.append([*words, *ends])
    return found


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        (rf"a {{{D1} b}}{{{R2} c}}\par", [[("a ", "", ""), ("b", "", "Aida"), ("c", "Bolat", "")]]),
        (rf"a{{{R1}{D2} b}}\par", [[("a", "", ""), ("b", "Aida", "Bolat")]]),
        (r"a{\revised b}\par", [[("a", "", ""), ("b", "?", "")]]),
        (r"a{\revised\revauth0 b}{\deleted\revauthdel9 c}", [[("a", "", ""), ("b", "?", ""), ("c", "", "?")]]),
        (r"{\mvf\mvauth1 b}c{\mvt\mvauth2 d}", [[("b", "", "Aida"), ("c", "", ""), ("d", "Bolat", "")]]),
        (rf"a{{{R1} b\revised0 c\revised\plain d}}", [[("a", "", ""), ("b", "Aida", ""), ("cd", "", "")]]),
        (rf"a{{{R1} {{b{{\i c}}}}}}d", [[("a", "", ""), ("b", "Aida", ""), ("c", "Aida", ""), ("d", "", "")]]),
        (rf"a{{{R1} \u55357?}}{{{R1} \u56832?}}", [[("a", "", ""), ("😀", "Aida", "")]]),
        (rf"a{{{R1} \par b}}\par c", [[("a", "", ""), ("¶", "Aida", "")], [("b", "Aida", "")], [("c", "", "")]]),
        (rf"a{{{D2}\par}}b\par", [[("a", "", ""), ("¶", "", "Bolat")], [("b", "", "")]]),
        (rf"{{{R1} a\cell}}b\cell\row", [[("a", "Aida", "")], [("b", "", "")]]),
        (rf"a{{{R1}{{\footnote x}}}}", [[("a", "", ""), ("[^1]", "Aida", "")], [("x", "Aida", "")]]),
        (
            rf"a{{\footnote\pard\plain \chftn x{{{D2} y}}\par z}}",
            [[("a", "", ""), ("[^1]", "", "")], [("x", "", ""), ("y", "", "Bolat"), ("\n", "", ""), ("z", "", "")]],
        ),
        (rf"a{{{R1}{{\footnote\pard\plain x{{{D2} y}}}}}}", [
            [("a", "", ""), ("[^1]", "Aida", "")], [("x", "Aida", ""), ("y", "Aida", "Bolat")],
        ]),
        (rf"a{{{R1} b{{\header c}}}}d", [[("a", "", ""), ("b", "Aida", ""), ("d", "", "")]]),
    ],
)  # fmt: skip
def test_whose_every_change_is(body, paragraphs):
    assert shown(body) == paragraphs


@pytest.mark.parametrize(
    ("body", "accepted", "rejected"),
    [
        (rf"a {{{D1} b}}{{{R2} c}}\par", ["a c"], ["a b"]),
        (r"a{\mvf\mvauth1 b}c{\mvt\mvauth2 d}", ["acd"], ["abc"]),
        (rf"one{{{R1}\par}}two\par three", ["one", "two", "three"], ["onetwo", "three"]),
        (rf"one{{{D1}\par}}two\par three", ["onetwo", "three"], ["one", "two", "three"]),
        (rf"one\par{{{R1} two\par}}three", ["one", "two", "three"], ["one", "three"]),
        (rf"one\par{{{R1} two}}\par three", ["one", "two", "three"], ["one", "three"]),
        (rf"one\par{{{D1} two{D2}\par}}", ["one"], ["one", "two"]),
        (rf"one{{{D1}\par}}", ["one"], ["one"]),
        (rf"{{{R1} a\cell}}b\cell\row", ["a", "b"], ["b"]),
        (rf"a{{{R1}{{\footnote\pard\plain x}}}} b{{\footnote y}}", ["a[^1] b[^2]", "x", "y"], ["a b[^2]", "y"]),
        (rf"a{{{D1}{{\footnote x}}}} b{{\footnote y}}", ["a b[^2]", "y"], ["a[^1] b[^2]", "x", "y"]),
        (rf"a{{\footnote x{{{R1} y}}}}", ["a[^1]", "xy"], ["a[^1]", "x"]),
    ],
)
def test_the_text_is_with_all_changes_or_with_none(body, accepted, rejected):
    assert [text for _, text in texts(tracked(body), "accept")] == accepted
    assert [text for _, text in texts(tracked(body), "reject")] == rejected


ONE, TWO = (rf"{{\listtext\pard\plain {label}\tab}}\pard\ilvl0 " for label in ("1.", "2."))


@pytest.mark.parametrize(
    ("body", "accepted", "rejected"),
    [
        # A label is displayed with its words, and goes with them.
        (rf"{ONE}a\par{TWO}{{{D1} b\par}}", [("1.", "a")], [("1.", "a"), ("2.", "b")]),
        (rf"{ONE}a\par{TWO}{{{R1} b}}\par", [("1.", "a"), ("2.", "b")], [("1.", "a")]),
        # Of paragraphs that are one, the first that has words has it.
        (rf"{ONE}a {{{D1}\par}}{TWO}b\par", [("1.", "a b")], [("1.", "a"), ("2.", "b")]),
        (rf"{ONE}a {{{R1}\par}}{TWO}b\par", [("1.", "a"), ("2.", "b")], [("1.", "a b")]),
        (rf"{ONE}{{{D1} a\par}}{TWO}b\par", [("2.", "b")], [("1.", "a"), ("2.", "b")]),
        (rf"a{{\footnote{{{ONE}}}{{{R1} b}}}}", [("", "a[^1]"), ("1", "1. b")], [("", "a[^1]"), ("1", "")]),
    ],
)
def test_labels_come_and_go_with_their_words(body, accepted, rejected):
    assert texts(tracked(body), "accept") == accepted
    assert texts(tracked(body), "reject") == rejected


def test_a_change_of_looks_alone_is_told_and_nobodys_words():
    data = tracked(r"a{\b\crauth1\crdate1{\*\oldcprops\plain} b}")
    copy = rtf_changes.read(data)
    assert (copy.tracked, copy.noticed) == (False, (("formatting-left-out", "1"),))
    assert [(it.code, it.detail) for it in reading.read(data, "a.rtf").warnings] == [("tracked-changes", "formatted 1")]
    told = tracked_file.read_as_data(data, "a.rtf")
    assert (told["before"], told["copy"]) == (None, None)


def test_the_instant_that_libreoffice_writes_as_words_of_a_change_of_looks_is_no_word():
    """It forgets the name of the control: {669759858 \\b words}."""
    words = (
        rf"a{{{packed(AT)} \loch\b\loch b}}{{{packed(AT)} " + "\n" + rf"\u1575\'3f}}{{1234567890 c}}{{{packed(AT)}}}"
    )
    data = tracked(rf"{{\*\generator LibreOffice/24}}{words}")
    assert texts(data, "accept") == texts(data, "reject") == [("", f"a**b**\u06271234567890 c{packed(AT)}")]
    assert [it.code for it in reading.read(data, "a.rtf").warnings] == ["tracked-changes"]
    assert texts(tracked(words), "accept")[0][1].startswith(f"a{packed(AT)} **b**")


SIGNS = (
    r"{\fonttbl{\f0 Times;}{\f3\froman\fcharset2\fprq2{\*\panose 0505}Symbol;}"
    r"{\f4\fcharset2 Wingdings;}{\f5\fcharset2 Ours;}}"
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"{\f3\'b3}", "≥"),
        (r"{\f3 \u61619\'b3}", "≥"),
        (r"{\f4\'fc}", "✔"),
        (r"{\f5\'b3}", "\uf0b3"),
        (r'{\field{\*\fldinst SYMBOL 179 \\f "Symbol" \\s 11}{\fldrslt\f3\fs22}}', "≥"),
        (r'{\field\flddirty{\*\fldinst {\b SYMBOL 252 \\f "Wingdings"}}{\fldrslt {\b}}}', "**✔**"),
        (r"{\field{\*\fldinst SYMBOL 65}{\fldrslt }}", "A"),
        (r'{\field{\*\fldinst SYMBOL 179 \\f "Symbol"}{\fldrslt {\f3\'b3}}}', "≥"),
    ],
)
def test_a_sign_is_the_letter_that_its_font_shows(body, text):
    assert texts(tracked(f"{SIGNS}a {body} z"), "accept") == [("", f"a {text} z")]
    (one,) = rtf_changes.read(tracked(f"{SIGNS}a {{{R1} {body}}} z")).paragraphs
    assert {run.inserted for run in one.words if run.piece.text.strip() not in ("a", "z")} == {"Aida"}


def test_a_copy_of_an_anchor_is_the_anchor_where_none_other_is():
    def mark(name):
        return rf"{{\*\bkmkstart {name}}}{{\*\bkmkend {name}}}"

    alone = tracked(rf"{mark('_para_7_Copy_1')}a\par {mark('_para_8 Copy 1')}b")
    assert [it.anchors for it in rtf_changes.read(alone).paragraphs] == [(7,), (8,)]
    both = tracked(rf"{mark('_para_7_Copy_1')}a\par {mark('_para_7')}b")
    assert [it.anchors for it in rtf_changes.read(both).paragraphs] == [(), (7,)]


def test_an_author_is_written_in_any_letters():
    data = tracked(rf"a{{{R1} b}}{{{R2} c}}", ("Әйгерім; М.", "Ван {1}"))
    assert rtf_changes.read(data).authors == ("Ван {1}", "Әйгерім; М.")


@pytest.mark.parametrize("number", [packed(AT), packed(AT) - (1 << 32)])
def test_an_instant_is_read_from_its_number(number):
    assert when(number) == AT


@pytest.mark.parametrize("number", [0, -1, 31 << 11 | 2 << 16 | 126 << 20])
def test_a_number_that_is_no_instant_says_nothing(number):
    assert when(number) == ""


DATED = rf"{{\*\atndate {packed(AT)}}}\pard\plain "
RANGE = r"{\*\atrfstart 7}one{\footnote three}\par two{\*\atrfend 7}"


@pytest.mark.parametrize(
    ("body", "remarks"),
    [
        (
            rf"{RANGE}{{\*\atnid AS}}{{\*\atnauthor Aida}}{{\*\annotation{{\*\atnref 7}}{DATED}Why\u1090?\par So?}}",
            [(Remark("Aida", "Whyт\nSo?", "onetwo", AT),), (), ()],
        ),
        (r"one\par two{\*\atnid AS}{\*\annotation Why?}", [(), (Remark("AS", "Why?"),)]),
        (r"one\par two{\*\annotation{\*\atnref 9} Why?}", [(), (Remark("?", "Why?"),)]),
        (r"one\par two{\*\atnauthor Aida}{\*\annotation\par}{\*\annotation Why?}", [(), (Remark("?", "Why?"),)]),
        (r"one\par two{\*\atrfend 3}{\*\atrfstart 4}", [(), ()]),
    ],
)
def test_comments_stand_where_they_begin(body, remarks):
    assert [it.remarks for it in rtf_changes.read(tracked(body)).paragraphs] == remarks


def test_a_comment_in_a_header_is_nobodys():
    assert rtf_changes.read(tracked(r"{\header{\*\annotation Why?}}{\info{\*\annotation No.}}a")).commenters == ()


def test_what_stands_beside_the_text_is_told():
    copy = rtf_changes.read(tracked(r"{\header Draft}a{\pict 01}{\*\annotation Why?}\trowd b\cell\row"))
    assert copy.noticed == (("image-left-out", "1"), ("table-flattened", "1"), ("header-left-out", "Draft"))


PROPERTIES = (
    r"{\*\userprops{\propname drafting-draft}\proptype3{\staticval 5}{\propname drafting-seq}\proptype3{\staticval 7}"
    r"{\propname drafting-party}\proptype30{\staticval KAZ}{\propname other}{\staticval 1}}"
)


@pytest.mark.parametrize(
    "head",
    [
        PROPERTIES,
        r"{\*\bkmkstart _stamp_5_7__KAZ}",
    ],
)
def test_the_stamp_is_known_by_the_properties_or_by_a_bookmark(head):
    assert rtf_changes.read(tracked(f"{head}a")).stamp == Stamp(5, 7, "", "KAZ")


@pytest.mark.parametrize("body", [r"\par", r"{\header x}"])
def test_a_file_without_words_is_no_copy(body):
    with pytest.raises(BadText, match="empty"):
        rtf_changes.read(tracked(body))


def test_what_is_printed_round_the_text_is_no_part_of_it():
    body = r"{\stylesheet{\s1 Legend;}{\s2 toc 1;}{\s3 heading 2;}}\pard\s1 How\par\pard\s2 1\par\pard\s3 Scope\par"
    assert [(it.kind, it.level) for it in rtf_changes.read(tracked(body)).paragraphs] == [("heading", 2)]


DAMAGED = tracked(
    rf"{ONE}a {{{D1} b}}{{{R2} c\par}}{{\*\bkmkstart _para_3}}{{\*\atrfstart 1}}d{{\*\atrfend 1}}{{\*\atnauthor Aida}}"
    rf"{{\*\annotation{{\*\atnref 1}}{DATED}Why?}}{{{R1}{{\footnote\pard\plain \chftn e{{{D2} f}}}}}}\par"
    rf"{{\mvf\mvauth1 \u55357?\u56832?\par}}{{\*\userprops{{\propname drafting-draft}}{{\staticval 5}}}}"
)


def test_a_returned_rich_text_is_found_by_words_and_place():
    draft = standing("To welcome the report of the group;", "To meet every year in the capital.")
    data = tracked(
        rf"1. To welcome the {{{D1} report}}{{{R1} findings}} of the group;\par"
        rf" 2. To meet {{{R2} twice }}every year in the capital.\par"
    )
    copy = returned.from_data(returned_copies.as_data(data))
    assert copy == rtf_changes.read(data)
    assert [(it.label, it.text, it.by) for it in findings(copy, draft)] == [
        ("1.", "To welcome the findings of the group;", ("Aida",)),
        ("2.", "To meet twice every year in the capital.", ("Bolat",)),
    ]
    (silent,) = findings(rtf_changes.read(tracked(r"1. To welcome the report of this group;\par")), draft[:1])
    assert (silent.text, silent.by) == ("To welcome the report of this group;", (UNTRACKED,))


@given(draw=st.data())
@settings(deadline=None)
def test_a_damaged_copy_is_read_or_refused(draw):
    data = draw.draw(strange_files.damaged(DAMAGED))
    try:
        found = rtf_changes.read(data)
        assert returned.from_data(returned.as_data(found)) == found
        assert json.loads(json.dumps(returned.as_data(found)).encode()) == returned.as_data(found)
        reading.read(data, "copy.rtf", "reject")
    except BadText:
        pass


@pytest.mark.parametrize(
    "body",
    [
        rf"{{{R1} a}}{{{D1} b}}" * 2_000,
        rf"{{{R1} a\par}}{{{D1} b\par}}" * 2_000,
        r"{\*\bkmkstart x}{\footnote y}" * 2_000,
        r"{\*\atrfstart 1}a{\*\atrfend 1}{\*\annotation{\*\atnref 1}b}" * 2_000,
        r"{\listtext 1.\tab}{\deleted a\par}" * 2_000,
        "{" * 2_000 + R1 + "}" * 2_000,
    ],
)
def test_what_is_said_thousands_of_times_is_read_in_bounded_time(body):
    begun = process_time()
    data = tracked(body + "end")
    rtf_changes.read(data)
    rtf_in.read(data, "reject")
    assert process_time() - begun < LONGEST


@given(edited())
@settings(max_examples=80, deadline=None)
def test_a_file_is_read_as_what_it_says(made):
    _, work = made
    copy = merged(work.done())
    assert merged(rtf_changes.read(rtf_of(copy))) == without_moves(copy)


@given(edited(authors=AUTHORS[:2]))
@settings(max_examples=80, deadline=None)
def test_all_accepted_is_the_text_that_is_read_and_all_rejected_the_one_before(made):
    draft, work = made
    data = rtf_of(work.done())
    copy = rtf_changes.read(data)
    now, before = (rtf_in.read(data, changes) for changes in ("accept", "reject"))
    assert lines(now) == as_wanted_by(copy, None)
    assert lines(before) == as_wanted_by(copy, ()) == [f"{it.label} {it.text}" for it in draft]
    assert [recognise(it).lost for it in (now, before)] == ["", ""]
    assert applied(draft, findings(copy, draft)) == work.wanted


def wrapped(inside):
    """What stands inside a group, changed by somebody or not."""
    marks = st.sampled_from([R1, R2, D1, D2, r"\plain", r"\i", r"\footnote"])
    return st.tuples(marks, st.lists(inside, max_size=4)).map(lambda it: f"{{{it[0]} {''.join(it[1])}}}")


BODIES = st.lists(
    st.recursive(st.sampled_from(["alpha", " beta", "gamma ", r"\par ", r"\u1078?", r"\tab "]), wrapped),
    min_size=1,
    max_size=8,
).map("".join)


@given(BODIES)
@example(r"{\footnote alpha{\i \par \tab }\par alpha}")
@settings(deadline=None)
def test_however_changes_lie_in_each_other_the_copy_says_both_texts(body):
    data = tracked(body)
    try:
        copy = rtf_changes.read(data)
    except BadText:
        copy = returned.Copy(())
    for changes, authors in (("accept", None), ("reject", ())):
        source = rtf_in.read(data, changes)
        assert recognise(source).lost == ""
        paragraphs = [written(inline.pieces(it.text)) for it in source.paragraphs]
        notes = [written(inline.pieces(text)) for _, text in source.notes]
        assert [it for it in [*paragraphs, *notes] if it] == as_wanted_by(copy, authors)


def lines(source):
    return [" ".join(it.text.split()) for it in source.paragraphs]


def as_wanted_by(copy, authors):
    """The paragraphs as these authors want them, then the notes."""
    apart = [[it for it in copy.paragraphs if not it.note], *([it] for it in copy.paragraphs if it.note)]
    found = [it for some in apart for group in groups(some, authors) for it in group.news]
    return [f"{it.label} {written(it.pieces)}".strip() for it in found]


def without_moves(copy):
    """Rich text names no moves."""
    bare = [replace(it, words=tuple(replace(run, move="") for run in it.words)) for it in copy.paragraphs]
    return merged(replace(copy, paragraphs=tuple(bare)))
