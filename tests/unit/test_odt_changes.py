"""OpenDocument with tracked changes: read as it is, as it was before them, and with each change under its author."""

import pytest

from drafting.documents import reading
from drafting.documents.odt import odt_changes_in
from drafting.domain.errors import BadText
from drafting.domain.returned import Remark, Stamp
from tests.odt_copies import (
    AT,
    CELL,
    begin,
    came,
    deletion,
    end,
    file_of,
    gone,
    info,
    insertion,
    note,
    p,
    region,
    said,
    span,
    texts,
    went,
)
from tests.unit.test_reading_odt import STYLES

BOTH_IN_ONE = region("d", deletion("B", p("new")), insertion("A"))

# Of each: the changes told at the head, the text, what it is, what it was, and what each author made of it.
CASES = {
    "words": (
        came("i") + went("d", p("report")),
        [p("To welcome the ", gone("d"), begin("i"), "findings", end("i"), ";")],
        ["To welcome the findings;"],
        ["To welcome the report;"],
        ["To welcome the -A(report)+A(findings);"],
    ),
    "a paragraph parted from the end of another": (
        came("i"),
        [p("One.", begin("i")), p("Two.", end("i")), p("Three.")],
        ["One.", "Two.", "Three."],
        ["One.", "Three."],
        ["One.+A(¶)", "+A(Two.)", "Three."],
    ),
    "a paragraph up to the head of the next": (
        came("i"),
        [p("One."), p(begin("i"), "Two."), p(end("i"), "Three.")],
        ["One.", "Two.", "Three."],
        ["One.", "Three."],
        ["One.", "+A(Two.)+A(¶)", "Three."],
    ),
    "a paragraph parted in two": (
        came("i"),
        [p("One and ", begin("i")), p(end("i"), "two.")],
        ["One and ", "two."],
        ["One and two."],
        ["One and +A(¶)", "two."],
    ),
    "words over three paragraphs": (
        came("i"),
        [p("One", begin("i"), ", or"), p("so,"), p("and", end("i"), " two.")],
        ["One, or", "so,", "and two."],
        ["One two."],
        ["One+A(, or)+A(¶)", "+A(so,)+A(¶)", "+A(and) two."],
    ),
    "insertions one behind the other with words between": (
        came("i") + came("j", "B"),
        [p(begin("i"), "New."), p(end("i"), "Old ", begin("j")), p(end("j"), "words.")],
        ["New.", "Old ", "words."],
        ["Old words."],
        ["+A(New.)+A(¶)", "Old +B(¶)", "words."],
    ),
    "an insertion between two paragraphs": (
        came("i"),
        [p("One."), begin("i"), p("Two."), end("i"), p("Three.")],
        ["One.", "Two.", "Three."],
        ["One.", "Three."],
        ["One.", "+A(Two.)+A(¶)", "Three."],
    ),
    "an insertion that never ends": (
        came("i"),
        [p("One."), p(begin("i"), "Two."), p("Three.")],
        ["One.", "Two.", "Three."],
        ["One."],
        ["One.", "+A(Two.)+A(¶)", "+A(Three.)+A(¶)"],
    ),
    "everything": (
        came("i"),
        [p(begin("i"), "One."), p("Two.", end("i"))],
        ["One.", "Two."],
        [""],
        ["+A(One.)+A(¶)", "+A(Two.)"],
    ),
    "a paragraph that went": (
        went("d", p("Two.") + p()),
        [p("One."), p(gone("d"), "Three.")],
        ["One.", "Three."],
        ["One.", "Two.", "Three."],
        ["One.", "-A(Two.)-A(¶)", "Three."],
    ),
    "the last paragraph": (
        went("d", p() + p("Two.")),
        [p("One.", gone("d"))],
        ["One."],
        ["One.", "Two."],
        ["One.-A(¶)", "-A(Two.)"],
    ),
    "an end of a paragraph": (
        went("d", p() + p()),
        [p("One ", gone("d"), "and two.")],
        ["One and two."],
        ["One ", "and two."],
        ["One -A(¶)", "and two."],
    ),
    "words over three paragraphs that went": (
        went("d", p(", or") + p("so,") + p("and")),
        [p("One", gone("d"), " two.")],
        ["One two."],
        ["One, or", "so,", "and two."],
        ["One-A(, or)-A(¶)", "-A(so,)-A(¶)", "-A(and) two."],
    ),
    "several that went in one paragraph": (
        went("d", p("a") + p("b")) + went("e", p("c") + p("d"), "B") + went("f", p("x")),
        [p("1", gone("d"), "2", gone("e"), "3", gone("f"), "4")],
        ["1234"],
        ["1a", "b2c", "d3x4"],
        ["1-A(a)-A(¶)", "-A(b)2-B(c)-B(¶)", "-B(d)3-A(x)4"],
    ),
    "a deletion between two paragraphs": (
        went("d", p("Two.")),
        [p("One."), gone("d"), p("Three.")],
        ["One.", "Three."],
        ["One.", "Two.", "Three."],
        ["One.", "-A(Two.)-A(¶)", "Three."],
    ),
    "what another inserted went, as LibreOffice tells it": (
        came("i") + BOTH_IN_ONE + came("j"),
        [p("The ", begin("i"), "very ", end("i"), gone("d"), begin("j"), " text", end("j"), ".")],
        ["The very  text."],
        ["The ."],
        ["The +A(very )+A-B(new)+A( text)."],
    ),
    "what another inserted went, told by its place alone": (
        came("i") + went("d", p("new"), "B"),
        [p("The ", begin("i"), "very ", gone("d"), " text", end("i"), ".")],
        ["The very  text."],
        ["The ."],
        ["The +A(very )+A-B(new)+A( text)."],
    ),
    "a deletion inside a deletion": (
        went("d", p("one ", gone("e"), "three")) + went("e", p("two ") + p("and "), "B"),
        [p("From ", gone("d"), ".")],
        ["From ."],
        ["From one two ", "and three."],
        ["From -A(one )-B(two )-B(¶)", "-B(and )-A(three)."],
    ),
    "a deletion that has its own place inside": (
        went("d", p("one", gone("d"))),
        [p("From ", gone("d"), ".", gone("d"), gone("nobody"))],
        ["From ."],
        ["From one."],
        ["From -A(one)."],
    ),
    "a deletion of nothing": (
        went("d", ""),
        [p("One", gone("d"), " two.")],
        ["One two."],
        ["One two."],
        ["One two."],
    ),
    "inside words in a style, and a link": (
        went("d", p("b") + p("c")) + went("e", p("y")),
        [
            p('a <text:span text:style-name="B">A', gone("d"), "D</text:span> e"),
            p("<text:a>x", gone("e"), "z</text:a>."),
        ],
        ["a **AD** e", "xz."],
        ["a **A**b", "c**D** e", "xyz."],
        ["a A-A(b)-A(¶)", "-A(c)D e", "x-A(y)z."],
    ),
    "in the number of a note, which is no text": (
        went("d", p("y")),
        [p("a", note(1, p("Note.")).replace("</text:note-citation>", f"{gone('d')}</text:note-citation>"), "b")],
        ["a[^1]b", "Note."],
        ["a[^1]yb", "Note."],
        ["a[^1]-A(y)b", "note Note."],
    ),
    "a table": (
        went("d", CELL.format(p("In it."))) + came("i"),
        [p("One ", gone("d"), "two."), p("X", begin("i")), CELL.format(p("Cell.")), p(end("i"), "Y")],
        ["One two.", "X", "Cell.", "Y"],
        ["One ", "In it.", "two.", "XY"],
        ["One -A(¶)", "-A(In it.)-A(¶)", "two.", "X+A(¶)", "+A(Cell.)+A(¶)", "Y"],
    ),
    "in a note": (
        went("d", p("13")) + came("i") + came("j", "B") + went("e", p("b.") + p("c")),
        [p("As agreed", note(1, p("Document ", gone("d"), begin("i"), "14", end("i")), p("a", gone("e"), "d")), ".")],
        ["As agreed[^1].", "Document 14\nad"],
        ["As agreed[^1].", "Document 13\nab.\ncd"],
        ["As agreed[^1].", "note Document -A(13)+A(14)\na-A(b.)-A(\n)-A(c)d"],
    ),
    "a note that came and one that went": (
        came("i") + went("d", p(" here", note(1, p("Old.")))),
        [p("As", gone("d"), " agreed", begin("i"), note(2, p("New.")), end("i"), ".")],
        ["As agreed[^1].", "New."],
        ["As here[^1] agreed.", "Old."],
        ["As-A( here)-A([^1]) agreed+A([^2]).", "note Old.", "note +A(New.)"],
    ),
    "in a text box": (
        came("i"),
        [p("a<draw:frame><draw:text-box>", p("b", begin("i"), "c"), p("d", end("i")), "</draw:text-box></draw:frame>")],
        ["a", "bc", "d"],
        ["a", "b"],
        ["a", "b+A(c)+A(¶)", "+A(d)"],
    ),
    "a look alone, which the form does not keep": (
        region("f", f"<text:format-change>{info('A')}</text:format-change>"),
        [p("a ", begin("f"), '<text:span text:style-name="B">b</text:span>', end("f"))],
        ["a **b**"],
        ["a **b**"],
        ["a b"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("regions", "text", "now", "before", "told"), CASES.values(), ids=CASES)
def test_changes_are_read_as_taken_as_undone_and_each_by_its_author(regions, text, now, before, told):
    data = file_of(regions, *text, styles=STYLES)
    assert texts(data, "accept") == now
    assert texts(data, "reject") == before
    assert said(odt_changes_in.read(data)) == told


def test_what_is_read_before_the_changes_loses_no_word():
    for regions, text, *_ in CASES.values():
        if any(texts(file_of(regions, *text), "reject")):
            assert reading.read(file_of(regions, *text), "draft.odt", "reject").lost == ""


OWN = "".join(
    f'<style:style style:name="{called}" style:family="paragraph"/>' for called in ("Operative", "Point", "Point_20_2")
) + "".join(f'<style:style style:name="{called}" style:family="text"/>' for called in ("Label", "State"))


def mark(number: int, more: str = "") -> str:
    return f'<text:bookmark-start text:name="_para_{number}{more}"/>'


def test_a_paragraph_in_a_style_of_ours_says_its_kind_its_label_and_whose_it_is():
    body = [
        p(mark(7), span("Label", "1."), "<text:tab/>To act.", span("State", " (open)"), style="Operative"),
        p(span("Label", "a)"), " once;", style="Point_20_2"),
        p("Additions by A", style="Legend"),
    ]
    styles = OWN + '<style:style style:name="Legend" style:family="paragraph"/>'
    one, two = odt_changes_in.read(file_of("", *body, styles=styles)).paragraphs
    assert (one.kind, one.level, one.head, one.anchors) == ("operative", 0, 3, (7,))
    assert [it.piece.text for it in one.words] == ["1.\t", "To act."]
    assert (two.kind, two.level, two.head) == ("point", 2, 2)


def test_an_anchor_stays_with_the_paragraph_behind_a_deletion_and_its_copy_goes_with_what_went():
    regions = went("d", p(mark(2, " Copy 1"), "Two.") + p())
    found = odt_changes_in.read(file_of(regions, p(mark(1), "One."), p(mark(3), gone("d"), "Three."))).paragraphs
    assert [it.anchors for it in found] == [(1,), (2,), (3,)]


def test_a_copy_of_an_anchor_is_nothing_beside_the_anchor_itself_nor_on_new_words():
    pasted = file_of("", p(mark(1, " Copy 1"), "One."), p(mark(1), "One."))
    assert [it.anchors for it in odt_changes_in.read(pasted).paragraphs] == [(), (1,)]
    regions = came("i") + went("d", p(mark(1, " Copy 2"), "One.") + p())
    moved = file_of(
        regions,
        p(mark(1, " Copy 1"), begin("i"), "One."),
        p(mark(2), end("i"), "Two."),
        p(mark(3), gone("d"), "Three."),
    )
    assert [it.anchors for it in odt_changes_in.read(moved).paragraphs] == [(), (2,), (1,), (3,)]


COMMENT = (
    '<office:annotation xmlns:dc="http://purl.org/dc/elements/1.1/" {}><dc:creator>{}</dc:creator>'
    "<dc:date>{}</dc:date><text:p>{}</text:p><text:p>And so on.</text:p></office:annotation>"
)
COMMENT_END = '<office:annotation-end office:name="c"/>'


def test_comments_name_author_day_and_the_words_they_are_put_on():
    named = COMMENT.format('office:name="c"', "A", AT, "Why?")
    bare = COMMENT.format("", "", "0000-00-00T00:00:00", "Where?")
    silent = '<office:annotation office:name="s"><text:p/></office:annotation>'
    body = [
        p("To ", named, "act ", gone("d"), "soon", COMMENT_END, ".", '<office:annotation-end office:name="x"/>'),
        p("To end", bare, silent, "."),
    ]
    one, two = odt_changes_in.read(file_of(went("d", p("very ")), *body)).paragraphs
    assert one.remarks == (Remark("A", "Why?\nAnd so on.", "act very soon", AT),)
    assert two.remarks == (Remark("?", "Where?\nAnd so on."),)
    over = odt_changes_in.read(file_of("", p(named, "w" * 300), p("End", COMMENT_END))).paragraphs
    assert over[0].remarks[0].about == ""
    long = odt_changes_in.read(file_of("", p(named, "w" * 300, COMMENT_END))).paragraphs
    assert long[0].remarks[0].about == "w" * 200


META = (
    '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta>{}</office:meta></office:document-meta>'
)


def test_the_stamp_is_among_the_properties_or_a_bookmark():
    facts = {"draft": "5", "seq": "7", "language": "en", "party": "KAZ"}
    named = "".join(
        f'<meta:user-defined meta:name="drafting-{key}">{it}</meta:user-defined>' for key, it in facts.items()
    )
    bookmark = '<text:bookmark text:name="_stamp_5_7_en_KAZ"/>'
    by_property = file_of("", p("One."), **{"meta.xml": META.format(named)})
    assert odt_changes_in.read(by_property).stamp == Stamp(5, 7, "en", "KAZ")
    for called in (bookmark, bookmark.replace("KAZ", "KAZ Copy 1")):
        assert odt_changes_in.read(file_of("", p("One.", called))).stamp == Stamp(5, 7, "en", "KAZ")
    assert odt_changes_in.read(file_of("", p("One."))).stamp is None


def test_a_raised_number_may_be_the_mark_of_a_note():
    raised = (
        '<style:style style:name="R" style:family="text">'
        '<style:text-properties style:text-position="super 58%"/></style:style>'
    )
    (one,) = odt_changes_in.read(file_of("", p("One", span("R", "1"), span("R", "st")), styles=raised)).paragraphs
    assert [(it.piece.text, it.piece.note) for it in one.words] == [("One", ""), ("", "raised-1"), ("st", "")]


def test_a_second_mark_of_a_note_whose_first_mark_went_is_the_same_note():
    field = (
        '<field:fieldmark-start><field:param field:value="NOTEREF _RefNote1 \\h"/></field:fieldmark-start>1'
        "<field:fieldmark-end/>"
    )
    regions = went("d", p(" here", '<text:bookmark text:name="_RefNote1 Copy 1"/>', note(1, p("Old."))))
    found = odt_changes_in.read(file_of(regions, p("As", gone("d"), " agreed", field, ".")))
    assert said(found) == ["As-A( here)-A([^1]) agreed[^1].", "note Old."]


def test_what_stands_beside_the_text_is_told():
    regions = region("f", f"<text:format-change>{info('A')}</text:format-change>")
    data = file_of(regions, p("One.", "<draw:frame/>"), CELL.format(p("Two.")))
    assert odt_changes_in.read(data).noticed == (
        ("formatting-left-out", "1"),
        ("image-left-out", "1"),
        ("table-flattened", "1"),
    )


def test_a_change_that_names_nobody_has_an_author_all_the_same():
    data = file_of(
        came("i", "") + region("j", "<text:insertion/>"), p(begin("i"), "a", end("i"), begin("j"), "b", end("j"))
    )
    assert said(odt_changes_in.read(data)) == ["+?(a)+?(b)"]
    assert [it.at for it in odt_changes_in.read(data).paragraphs[0].words] == [AT, ""]


def test_a_file_without_words_is_empty():
    with pytest.raises(BadText, match="empty"):
        odt_changes_in.read(file_of("", p()))


def test_properties_that_are_damaged_make_a_damaged_file():
    with pytest.raises(BadText, match="broken-file"):
        odt_changes_in.read(file_of("", p("One."), **{"meta.xml": "<office"}))
