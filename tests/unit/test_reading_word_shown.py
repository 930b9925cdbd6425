"""What Word displays and hides in out-of-the-way places of a file: nothing of it may vanish silently."""

import pytest

from drafting.documents.docx import docx_changes
from drafting.documents.reading import read
from drafting.documents.tracked_file import read_as_data
from drafting.domain.returned_views import groups
from tests.unit.test_reading_word import (
    HEAD,
    NS,
    level,
    listed,
    lists,
    mark,
    note,
    packed,
    recognised,
    run,
    texts,
    word,
)

DECIMAL = lists(level(0, "%1."))
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BY = 'w:id="1" w:author="Aida" w:date="2026-06-05T10:00:00Z"'
GONE = f"<w:del {BY}><w:r><w:delText>old </w:delText></w:r></w:del>"
CAME = f"<w:ins {BY}>{run('new ')}</w:ins>"
BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{it}"/></w:r>' for it in ("begin", "separate", "end"))


def p(*runs, end=""):
    return f"<w:p>{f'<w:pPr><w:rPr>{end}</w:rPr></w:pPr>' if end else ''}{''.join(runs)}</w:p>"


def code(words):
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


def warned(data):
    return [(it.code, it.detail) for it in recognised(data).warnings]


def as_it_was(data):
    found = read(data, "x.docx", "reject")
    assert found.lost == ""
    return [it.text for it in found.blocks]


def taken_or_not(data, *, taken):
    """The same by the reader that keeps every change under its author."""
    found = groups(docx_changes.read(data).paragraphs)
    return ["".join(it.text for it in one.pieces) for group in found for one in (group.news if taken else group.bases)]


def test_changes_in_footnotes_alone_are_asked_about():
    inside = f'<w:footnote w:id="2">{p(run("A "), CAME, GONE, run("note."))}</w:footnote>'
    data = word(p(run("Text"), mark("footnote", 2)), footnotes=inside)
    assert warned(data) == [("tracked-changes", "deleted 1, inserted 1")]
    told = read_as_data(data, "x.docx")
    assert [blocks["blocks"][1][3] for blocks in (told["now"], told["before"])] == ["A new note.", "A old note."]


def test_a_note_goes_with_its_only_mark_and_one_that_never_had_a_mark_stays():
    notes = "".join(note("footnote", number, text) for number, text in ((2, "Went"), (3, "Came"), (4, "Stays")))
    went, came = (f"<w:{what} {BY}>{mark('footnote', at)}</w:{what}>" for what, at in (("del", 2), ("ins", 3)))
    data = word(p(run("Text"), went, came), footnotes=notes)
    assert texts(data) == ["Text[^1]", "Came", "Stays"]
    assert as_it_was(data) == ["Text[^1]", "Went", "Stays"]


def test_parts_are_found_under_whatever_name_the_main_part_gives_them():
    """Word on the web saves document2.xml with footnotes2.xml and numbering2.xml beside it."""
    names = {"footnotes": "notes/a.xml", "numbering": "/word/numbering2.xml", "header": "h.xml", "comments": "c.xml"}
    relations = "".join(f'<Relationship Id="{it}" Type="{TYPES}/{it}" Target="{at}"/>' for it, at in names.items())
    outside = f'<Relationship Id="x" Type="{TYPES}/hyperlink" Target="https://example.org/" TargetMode="External"/>'
    item = listed("one").replace("</w:p>", f"{mark('footnote', 2)}</w:p>")
    data = packed({
        "_rels/.rels": f'{HEAD}<r><Relationship Type="{TYPES}/officeDocument" Target="word/document2.xml"/></r>',
        "word/document2.xml": f"{HEAD}<w:document {NS}><w:body>{item}</w:body></w:document>",
        "word/_rels/document2.xml.rels": f"{HEAD}<r>{relations}{outside}</r>",
        "word/notes/a.xml": f"{HEAD}<w:footnotes {NS}>{note('footnote', 2, 'Note')}</w:footnotes>",
        "word/numbering2.xml": f"{HEAD}<w:numbering {NS}>{DECIMAL}</w:numbering>",
        "word/h.xml": f"{HEAD}<w:hdr {NS}>{p(run('Above'))}</w:hdr>",
        "word/c.xml": f"{HEAD}<w:comments {NS}>{p(run('Why?'))}</w:comments>",
    })  # fmt: skip
    assert [(it.label, it.text) for it in recognised(data).blocks] == [("1.", "one[^1]"), ("1", "Note")]
    assert warned(data) == [("comments-left-out", "Why?"), ("header-left-out", "Above")]
    copy = docx_changes.read(data)
    assert [(it.label, it.note, it.words[0].piece.text.strip()) for it in copy.paragraphs] == [
        ("1.", "", "one"),
        ("", "1", "Note"),
    ]
    assert copy.noticed == (("header-left-out", "Above"),)


def test_a_file_inside_the_file_is_told():
    relation = f'<Relationship Id="x" Type="{TYPES}/aFChunk" Target="chunk.html"/>'
    data = packed({
        "_rels/.rels": f'{HEAD}<r><Relationship Type="{TYPES}/officeDocument" Target="word/document.xml"/></r>',
        "word/_rels/document.xml.rels": f"{HEAD}<r>{relation}</r>",
        "word/document.xml": f"{HEAD}<w:document {NS}><w:body>{p(run('Text'))}<w:altChunk/></w:body></w:document>",
        "word/chunk.html": "<p>Words</p>",
    })  # fmt: skip
    assert warned(data) == [("file-left-out", "word/chunk.html")]
    assert docx_changes.read(data).noticed == (("file-left-out", "word/chunk.html"),)


def test_labels_of_a_list_in_a_note_are_its_words_and_count_apart_from_the_text():
    inside = f'<w:footnote w:id="2">{p(run("As follows:"))}{listed("this")}{listed("that")}</w:footnote>'
    first = listed("one").replace("</w:p>", f"{mark('footnote', 2)}</w:p>")
    data = word(first, listed("two"), footnotes=inside, numbering=DECIMAL)
    assert [(it.label, it.text) for it in recognised(data).blocks] == [
        ("1.", "one[^1]"),
        ("2.", "two"),
        ("1", "As follows:\n1. this\n2. that"),
    ]
    (noted,) = (it for it in docx_changes.read(data).paragraphs if it.note)
    assert "".join(it.piece.text for it in noted.words) == "As follows:\n1. this\n2. that"


def test_a_field_that_another_one_asks_is_not_displayed():
    asked = f"{BEGIN}{code(' MERGEFIELD x ')}{SEPARATE}{run('asked')}{END}"
    data = word(p(run("A "), BEGIN, code(" IF "), asked, code(' = "1" '), SEPARATE, run("shown"), END, run(" z.")))
    assert texts(data) == ["A shown z."]
    assert taken_or_not(data, taken=True) == ["A shown z."]


def test_words_behind_a_field_that_never_ends_are_read():
    inner = f"{BEGIN}{code(' AUTHOR ')}{SEPARATE}{run('me')}{END}"
    assert texts(word(p(END, run("A "), BEGIN, code(" IF "), inner, run(" z.")))) == ["A me z."]


FORM = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{}</w:ffData></w:fldChar></w:r>'
ENTRIES = '<w:listEntry w:val="first"/><w:listEntry w:val="second"/>'


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        (f'<w:ddList><w:result w:val="1"/>{ENTRIES}</w:ddList>', "second"),
        (f'<w:ddList><w:default w:val="1"/>{ENTRIES}</w:ddList>', "second"),
        (f"<w:ddList>{ENTRIES}</w:ddList>", "first"),
        (f'<w:ddList><w:result w:val="7"/>{ENTRIES}</w:ddList>', ""),
        ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "☒"),
        ('<w:checkBox><w:default w:val="0"/></w:checkBox>', "☐"),
    ],
)
def test_what_is_chosen_in_a_form_is_read(form, shown):
    data = word(p(run("A "), FORM.format(form), code(" FORM "), END, run(".")))
    assert texts(data) == [f"A {shown}."]
    assert taken_or_not(data, taken=True) == [f"A {shown}."]


def test_what_a_form_says_beside_its_choice_is_said_once():
    data = word(p(FORM.format(f"<w:ddList>{ENTRIES}</w:ddList>"), code(" FORM "), SEPARATE, run("first"), END))
    assert texts(data) == ["first"]


@pytest.mark.parametrize(
    ("sign", "letter"),
    [
        ('<w:sym w:font="Symbol" w:char="F0B3"/>', "≥"),
        ('<w:sym w:font="Symbol" w:char="61"/>', "α"),
        ('<w:sym w:font="Wingdings" w:char="F0FC"/>', "✔"),
        ('<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr><w:t>\uf0b1</w:t>', "±"),
        ('<w:rPr><w:rFonts w:ascii="Arial"/></w:rPr><w:t>a</w:t>', "a"),
        ('<w:sym w:char="D800"/>', "\ufffd"),
        ("<w:ptab/>", "\t"),
    ],
)
def test_a_sign_is_the_letter_that_its_font_shows(sign, letter):
    data = word(p(run("5"), f"<w:r>{sign}</w:r>", run("3")))
    assert texts(data) == [f"5{letter}3"]
    assert warned(data) == []
    assert taken_or_not(data, taken=True) == [f"5{letter}3"]


def test_a_sign_that_only_its_font_knows_is_told():
    data = word(p(run("A "), '<w:r><w:sym w:font="Ours" w:char="F041"/></w:r>'))
    assert warned(data) == [("sign-of-a-font", "\uf041")]


def cell(*paragraphs, of=""):
    return f"<w:tc><w:tcPr>{of}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def row(*cells, of=""):
    return f"<w:tr><w:trPr>{of}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows):
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


A, B, C = (p(run(it)) for it in "abc")


@pytest.mark.parametrize(
    ("rows", "now", "before"),
    [
        ([row(cell(A)), row(cell(B), of=f"<w:del {BY}/>"), row(cell(C))], ["a", "c"], ["a", "b", "c"]),
        ([row(cell(A)), row(cell(B), of=f"<w:ins {BY}/>"), row(cell(C))], ["a", "b", "c"], ["a", "c"]),
        ([row(cell(A), cell(B, of=f"<w:cellDel {BY}/>"), cell(C))], ["a", "c"], ["a", "b", "c"]),
        ([row(cell(A), cell(B, of=f"<w:cellIns {BY}/>"), cell(C))], ["a", "b", "c"], ["a", "c"]),
    ],
)
def test_rows_and_cells_of_a_table_come_and_go(rows, now, before):
    data = word(table(*rows))
    assert texts(data) == now
    assert as_it_was(data) == before
    assert "tracked-changes" in dict(warned(data))
    assert [taken_or_not(data, taken=it) for it in (True, False)] == [now, before]


@pytest.mark.parametrize("what", ["del", "ins"])
def test_no_paragraph_is_joined_with_a_table(what):
    data = word(p(run("Before"), end=f"<w:{what} {BY}/>"), table(row(cell(A), cell(B))))
    for found in (texts(data), as_it_was(data), *(taken_or_not(data, taken=it) for it in (True, False))):
        assert found == ["Before", "a", "b"]


def test_a_list_item_before_a_table_keeps_its_label_and_one_that_went_leaves_none():
    def item(words):
        return listed("@").replace("<w:r><w:t>@</w:t></w:r>", words).replace("</w:pPr>", f"{gone}</w:pPr>")

    gone = f"<w:rPr><w:del {BY}/></w:rPr>"
    stays = word(listed("one"), item(run("two")), table(row(cell(A))), numbering=DECIMAL)
    assert [(it.label, it.text) for it in recognised(stays).blocks] == [("1.", "one"), ("2.", "two"), ("", "a")]
    went = word(listed("one"), item(GONE), table(row(cell(A))), numbering=DECIMAL)
    assert [(it.label, it.text) for it in recognised(went).blocks] == [("1.", "one"), ("", "a")]
    assert taken_or_not(went, taken=True) == ["one", "a"]
