"""Files of many programs, each with the same few changes: Google's, old Word's, strict ones, and what stands beside."""

import re
import time
from dataclasses import replace

import pytest

from drafting.documents.docx import docx_changes
from drafting.domain.errors import BadText
from drafting.domain.inline import Piece
from drafting.domain.returned import RAISED, Came, Copy, Remark, Stamp, Words
from drafting.domain.returned_findings import findings
from tests.returned_edits import runs
from tests.returning import R, W, file_of, packed, plainly, standing, taken, unpacked

DRAFT = standing(
    ("title", "", "Communiqué"),
    ("operative", "1.", "States strengthen *cooperation* on migration[^a]."),
    ("operative", "2.", "States exchange data every year."),
    ("operative", "3.", "States meet again[^a] in two years."),
    ("note", "a", "As defined in the annex."),
)
STRICT = {
    W: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    R: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties": (
        "http://purl.oclc.org/ooxml/officeDocument/customProperties"
    ),
}
NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
EXPECTED = [
    ("replace", "2.", "States share data every year.", ("Aigerim",)),
    ("insert after", "2.", "States thank the host.", ("Bakyt",)),
]


def returned():
    """A copy in which two people worked."""
    copy = taken(DRAFT)
    two = copy.paragraphs[2]
    changed = replace(two, words=(two.words[0], *runs(DRAFT[2].text, "States share data every year.", "Aigerim")))
    new = Came((Words(Piece("States thank the host."), "Bakyt"),), Words(Piece(""), "Bakyt"), kind="operative")
    return replace(copy, paragraphs=(*copy.paragraphs[:2], changed, new, *copy.paragraphs[3:]))


def told(data):
    found = findings(docx_changes.read(data), DRAFT)
    return [(it.kind, it.label, it.text, it.by) for it in found]


def rewritten(data, *changes):
    """The file with its parts changed as text: (old, new), a pattern and what takes its place."""
    files = unpacked(data)
    for name, text in files.items():
        for old, new in changes:
            text = re.sub(old, new, text)  # noqa: PLW2901 - one text through all changes
        files[name] = text
    return packed(files)


def listed(copy):
    """Labels counted by a list, as Google's editor writes them, and neither anchors nor styles of ours."""
    paragraphs = []
    for it in plainly(copy).paragraphs:
        first = it.words[0].piece.text
        head = it.words[0].piece.text.endswith("\t")
        label = first.strip() if head else ("1." if it.ends.inserted else "")
        paragraphs.append(replace(it, words=it.words[head:], label=label))
    return Copy(tuple(paragraphs))


def test_word_itself():
    data = file_of(returned())
    assert told(data) == EXPECTED
    assert docx_changes.read(data).stamp == Stamp(5, 7, "en", "KAZ")


def test_strict_files():
    assert told(rewritten(file_of(returned()), *((re.escape(old), new) for old, new in STRICT.items()))) == EXPECTED


def test_googles_editor():
    data = file_of(listed(returned()), numbering=NUMBERING)
    assert docx_changes.read(data).paragraphs[1].label == "1."
    assert told(data) == EXPECTED
    bold = rewritten(data, ("<w:rPr>", '<w:rPr><w:rtl w:val="0"/>'), ("<w:i/>", '<w:i w:val="1"/>'))
    assert told(bold) == EXPECTED


def test_old_word_wraps_words_in_tags_and_fields():
    tag = r'<w:smartTag w:uri="u" w:element="place">\g<0></w:smartTag>'
    data = file_of(returned())
    wrapped = rewritten(data, (r"<w:r>(?:(?!</?w:r>).)*?<w:t [^>]*>[^<]*</w:t></w:r>", tag))
    assert "smartTag" in unpacked(wrapped)["word/document.xml"]
    assert told(wrapped) == EXPECTED
    field = r'<w:fldSimple w:instr=" AUTHOR ">\g<0></w:fldSimple>'
    assert told(rewritten(data, (r"<w:r><w:rPr></w:rPr><w:t [^>]*>States </w:t></w:r>", field))) == EXPECTED
    linked = r'<w:hyperlink w:anchor="x">\g<0></w:hyperlink>'
    assert told(rewritten(data, (r"<w:r><w:rPr></w:rPr><w:t [^>]*> data[^<]*</w:t></w:r>", linked))) == EXPECTED


def test_a_stamp_is_read_from_the_body_where_a_program_drops_the_properties():
    mark = '<w:body><w:p><w:bookmarkStart w:id="900" w:name="_stamp_12_345_ru_TJK"/><w:bookmarkEnd w:id="900"/></w:p>'
    files = unpacked(rewritten(file_of(returned()), ("<w:body>", mark)))
    del files["docProps/custom.xml"]
    data = packed(files)
    assert docx_changes.read(data).stamp == Stamp(12, 345, "ru", "TJK")
    assert told(data) == EXPECTED
    assert docx_changes.read(file_of(plainly(returned()))).stamp is None


def body_of(xml, **parts):
    """A file with this body."""
    return rewritten(file_of(taken(DRAFT), **parts), ("<w:body>.*</w:body>", lambda _: f"<w:body>{xml}</w:body>"))


def words_of(xml):
    """(text or note, inserted, deleted) of each run of the first paragraph."""
    copy = docx_changes.read(body_of(xml))
    return [(it.piece.text or it.piece.note, it.inserted, it.deleted) for it in copy.paragraphs[0].words]


SET = '<w:r><w:rPr><w:b/><w:rPrChange w:id="3" w:author="C"><w:rPr/></w:rPrChange></w:rPr><w:t>a</w:t></w:r>'
INS, DEL = '<w:ins w:id="1" w:author="A">', '<w:del w:id="2" w:author="B">'


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", [("a\tb\nc", "", "")]),
        ('<w:r><w:t>a</w:t><w:br w:type="page"/><w:noBreakHyphen/><w:softHyphen/></w:r>', [("a \u2011\u00ad", "", "")]),
        ('<w:r><w:sym w:font="Symbol" w:char="00B7"/></w:r>', [("•", "", "")]),
        (f"{INS}<w:r><w:t>a</w:t></w:r></w:ins>", [("a", "A", "")]),
        (f"{INS}{DEL}<w:r><w:delText>a</w:delText></w:r></w:del></w:ins>", [("a", "A", "B")]),
        (f"{DEL}{INS}<w:r><w:delText>a</w:delText></w:r></w:ins></w:del>", [("a", "A", "B")]),
        ('<w:ins w:id="1"><w:r><w:t>a</w:t></w:r></w:ins>', [("a", "?", "")]),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt>", [("a", "", "")]),
        ("<?word here?><w:r><?word here?><w:t>a</w:t></w:r><w:proofErr/>", [("a", "", "")]),
        (
            '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x</m:t></m:r></m:oMath>',
            [("x", "", "")],
        ),
        (
            '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>',
            [(f"{RAISED}1", "", "")],
        ),
        (
            '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>st</w:t></w:r>',
            [("st", "", "")],
        ),
        (
            SET,
            [("a", "", "C"), ("a", "C", "")],
        ),
        (
            f"{INS}{SET}</w:ins>",
            [("a", "A", "")],
        ),
        (
            f"{DEL}{SET}</w:del>",
            [("a", "", "B")],
        ),
        (
            '<w:r><w:rPr><w:u/><w:rPrChange w:id="3" w:author="C"><w:rPr/></w:rPrChange></w:rPr><w:t>a</w:t></w:r>',
            [("a", "", "")],
        ),
        (
            '<w:r><w:rPr><w:rStyle w:val="State"/></w:rPr><w:t>(agreed)</w:t></w:r><w:r><w:t>a</w:t></w:r>',
            [("a", "", "")],
        ),
    ],
)
def test_runs_of_every_kind(xml, expected):
    assert words_of(f"<w:p>{xml}</w:p>") == expected


def test_a_table_is_read_cell_by_cell_and_its_rows_come_and_go():
    row = "<w:tr>{}<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    ins, gone = '<w:trPr><w:ins w:id="1" w:author="A"/></w:trPr>', '<w:trPr><w:del w:id="1" w:author="B"/></w:trPr>'
    copy = docx_changes.read(
        body_of(f"<w:tbl>{row.format('', 'a')}{row.format(ins, 'b')}{row.format(gone, 'c')}</w:tbl>")
    )
    said = [(it.words[0].piece.text, it.words[0].inserted, it.ends.deleted) for it in copy.paragraphs if not it.note]
    assert said == [("a", "", ""), ("b", "A", ""), ("c", "", "B")]
    assert ("table-flattened", "1") in copy.noticed


def test_pictures_are_told_of_and_boxes_read():
    box = "<w:p><w:r><w:t>in a box</w:t></w:r></w:p>"
    drawing = f"<w:pict><w:txbxContent>{box}</w:txbxContent></w:pict>"
    copy = docx_changes.read(body_of(f"<w:p><w:r><w:t>a</w:t>{drawing}<w:drawing/></w:r></w:p>"))
    assert [it.words[0].piece.text for it in copy.paragraphs if not it.note] == ["a", "in a box"]
    assert copy.noticed == (("image-left-out", "1"),)


def test_headers_and_looks_that_changed_are_told_of():
    header = f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>Draft</w:t></w:r></w:p></w:hdr>'
    xml = '<w:p><w:pPr><w:pPrChange w:id="1" w:author="A"><w:pPr/></w:pPrChange></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
    copy = docx_changes.read(body_of(xml, header1=header, header2=header))
    assert copy.noticed == (("formatting-left-out", "1"), ("header-left-out", "Draft"))


def test_a_list_of_contents_is_no_text():
    style = '<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>Contents</w:t></w:r></w:p>'
    assert (
        len(
            [
                it
                for it in docx_changes.read(body_of(style + "<w:p><w:r><w:t>a</w:t></w:r></w:p>")).paragraphs
                if not it.note
            ]
        )
        == 1
    )


def test_moves_bear_the_name_that_the_file_gives_them_or_its_number():
    xml = (
        '<w:p><w:moveFromRangeStart w:id="5" w:author="A"/><w:moveFrom w:id="6" w:author="A"><w:r><w:t>a</w:t></w:r>'
        '</w:moveFrom><w:moveFromRangeEnd w:id="5"/></w:p>'
    )
    copy = docx_changes.read(body_of(xml))
    assert [(it.deleted, it.move) for it in copy.paragraphs[0].words] == [("A", "5")]


def test_comments_are_put_on_what_they_are_about():
    remark = Remark("Aigerim", "Why?", "States exchange data every year.", "2026-03-02T10:00:00Z")
    copy = taken(DRAFT)
    with_remark = replace(copy.paragraphs[2], remarks=(remark,))
    data = file_of(replace(copy, paragraphs=(*copy.paragraphs[:2], with_remark, *copy.paragraphs[3:])))
    (found,) = docx_changes.read(data).paragraphs[2].remarks
    assert found == replace(remark, about="2.\tStates exchange data every year.")
    # A comment at a point, one without words and one that no file has.
    point = rewritten(data, (r'<w:commentRange(Start|End) w:id="\d+"/>', ""), ("Why\\?", ""))
    assert docx_changes.read(point).paragraphs[2].remarks == ()
    point = rewritten(data, (r'<w:commentRange(Start|End) w:id="\d+"/>', ""), (' w:date="2026', ' w:date="0'))
    assert docx_changes.read(point).paragraphs[2].remarks == (replace(remark, about="", at=""),)


def test_a_note_of_several_paragraphs_is_one_text_and_its_comments_go_along():
    two = (
        '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>As defined </w:t></w:r></w:p>'
        "<w:p><w:r><w:t>in the annex.</w:t></w:r></w:p></w:footnote>"
    )
    data = rewritten(file_of(taken(DRAFT)), (r"<w:footnote w:id.*</w:footnote>", two))
    found = findings(docx_changes.read(data), DRAFT)
    assert [(it.label, it.text) for it in found] == [("a", "As defined\nin the annex.")]


def test_a_copy_of_an_anchor_that_libreoffice_numbered_is_the_anchor_where_none_other_is():
    """Also of a footnote, which LibreOffice saves under a copied name alone."""
    data = file_of(taken(DRAFT))
    copied = rewritten(data, (r'w:name="_para_(103|105)"', r'w:name="_para_\1_Copy_1"'))
    assert [it.anchors for it in docx_changes.read(copied).paragraphs] == [(it.id,) for it in DRAFT]
    both = rewritten(data, (r'w:name="_para_102"', 'w:name="_para_105_Копия_2"'))
    assert [it.anchors for it in docx_changes.read(both).paragraphs] == [(101,), (), (103,), (104,), (105,)]


def test_new_words_that_took_an_anchor_along_have_none():
    words = [
        Came((Words(Piece("States meet.")),), anchors=(103,)),
        Came((Words(Piece("States"), "A"),), anchors=(103,)),
    ]
    found = docx_changes.read(file_of(Copy(tuple(words)))).paragraphs
    assert [it.anchors for it in found] == [(103,), ()]


def test_a_stamp_that_libreoffice_numbered_is_the_stamp():
    named = '<w:bookmarkStart w:id="900" w:name="_stamp_12_345_ru_TJK_Copy_1"/>'
    mark = f'<w:body><w:p>{named}<w:bookmarkEnd w:id="900"/></w:p>'
    files = unpacked(rewritten(file_of(returned()), ("<w:body>", mark)))
    del files["docProps/custom.xml"]
    assert docx_changes.read(packed(files)).stamp == Stamp(12, 345, "ru", "TJK")


HUGE = '<w:p><w:r><w:sym w:char="{}"/></w:r></w:p>'


def test_half_a_sign_is_no_sign_and_a_number_beyond_all_signs_breaks_the_file():
    copy = docx_changes.read(body_of(HUGE.format("D800")))
    assert copy.paragraphs[0].words[0].piece.text == "\ufffd"
    with pytest.raises(BadText, match="broken-word"):
        docx_changes.read(body_of(HUGE.format("F" * 40)))


def test_what_a_long_comment_is_about_is_told_by_its_beginning():
    remark = Remark("Aigerim", "Why?")
    long = standing("word " * 100)
    copy = replace(taken(long), paragraphs=(replace(taken(long).paragraphs[0], remarks=(remark,)),))
    (found,) = docx_changes.read(file_of(copy)).paragraphs[0].remarks
    assert len(found.about) == 200


def test_a_hostile_copy_takes_bounded_time():
    """Ten thousand comments that never end, paragraphs that all run into each other, notes that nobody marks."""
    opened = "".join(f'<w:commentRangeStart w:id="{at}"/>' for at in range(10_000))
    end = '<w:pPr><w:rPr><w:{} w:id="1" w:author="A"/></w:rPr></w:pPr>'
    run = "<w:r><w:t>{}</w:t></w:r>"
    ins = f'<w:ins w:id="1" w:author="A">{run.format("new words here")}</w:ins>'
    gone = '<w:del w:id="1" w:author="A"><w:r><w:delText>old words there</w:delText></w:r></w:del>'
    both = f"<w:p>{end.format('ins')}{ins}</w:p><w:p>{end.format('del')}{gone}</w:p>" * 1_500
    notes = "".join(
        f'<w:footnote w:id="{at}"><w:p>{run.format(f"note {at}")}</w:p></w:footnote>' for at in range(5_000)
    )
    data = rewritten(
        body_of(f"<w:p>{opened}{run.format('x') * 3_000}</w:p>{both}"), ("<w:footnote w:id.*</w:footnote>", notes)
    )
    begun = time.process_time()
    assert findings(docx_changes.read(data), DRAFT)
    assert time.process_time() - begun < 20


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"x.txt": "x"}, "not-a-document"),
        ({"word/document.xml": "<broken"}, "broken-word"),
        ({"word/document.xml": f'<w:document xmlns:w="{W}"><w:body/></w:document>'}, "empty"),
        ({"word/document.xml": f'<w:document xmlns:w="{W}"/>'}, "empty"),
        (
            {"word/document.xml": f'<x xmlns:w="{W}"><w:body><w:p><w:r><w:sym w:char="x"/></w:r></w:p></w:body></x>'},
            "broken-word",
        ),
    ],
)
def test_what_is_no_copy_is_refused(parts, code):
    with pytest.raises(BadText) as refused:
        docx_changes.read(packed(parts))
    assert refused.value.code == code
