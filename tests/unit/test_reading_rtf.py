"""Rich text: letters of every encoding, labels as displayed, notes, emphasis, and what stands beside the text."""

import pytest

from drafting.documents import reading
from drafting.domain.errors import BadText
from tests.strange_files import by_pandoc
from tests.unit.test_reading_odt import PANDOC


def read(body, head=r"\ansi\ansicpg1251"):
    found = reading.read(f"{{\\rtf1{head} {body}}}".encode("latin-1"), "draft.rtf")
    assert found.lost == ""
    return found


def shown(body, head=r"\ansi\ansicpg1251"):
    return [(it.label, it.text) for it in read(body, head).blocks]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\'cf\'f0\'e8", "При"),
        (r"\u1055?\u1088\'3f\u1080?", "При"),
        (r"\uc2\u1055??\uc0\u1088", "Пр"),
        (r"\uc3\u1055\'3f\-?x", "Пx"),
        (r"\u55357?\u56832?", "😀"),
        (r"a\~b\_c\-d\{e\}\\ f", "a\u00a0b\u2011c\u00add{e}\\\\ f"),
        (r"a\emdash b\endash c\lquote d\rquote \ldblquote e\rdblquote", "a—b–c‘d’“e”"),
        (r"a\tab b\line c", "a\tb\nc"),
        (r"plain {\b bold} and {\i italic\b both}\plain  end", "plain **bold** and *italic**both*** end"),
        ("one\r\ntwo", "onetwo"),
        (r"{\upr{bad}{\*\ud{good}}}", "good"),
        (r"a{\*\unknown nothing}b{\info{\title no}}c", "abc"),
        (r"a{\field{\*\fldinst HYPERLINK 'x'}{\fldrslt b}}c", "abc"),
        (r"a{\v b}c", "abc"),
        (r"a\bin4 {{{{b", "ab"),
        (r"a\unknown12 b", "ab"),
    ],
)
def test_the_words_of_a_paragraph(body, text):
    assert shown(body) == [("", text)]


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}", r"\f1\'e0\f0\'e9", "аé"),
        (r"{\fonttbl\f0\fcharset238 A;}", r"\f0\'b9", "ą"),
        (r"{\fonttbl{\f0\fcharset2 Symbol;}}", r"a\f0\'b7", "a•"),
        (r"{\fonttbl{\f0\fcharset128 A;}}", r"\f0\'82\'a0", "あ"),
        (r"{\fonttbl{\f0\fcharset128 A;}}", r"\f0\'83A", "ア"),
        (r"{\fonttbl{\f0\fcharset2 Symbol;}}", r"a\f0\'41", "a\u0391"),
        (r"\mac", r"\'8e", "é"),
        (r"\pc", r"\'82", "é"),
        (r"\ansicpg65001", r"\u1055?", "П"),
        (r"\ansicpg99999", r"\'e9", "é"),
    ],
)
def test_letters_are_those_of_the_font_or_of_the_file(head, body, text):
    assert shown(body, head)[0][1] == text


SHEET = r"{\stylesheet{\s0 Normal;}{\s1\b heading 2;}{\s2\i Title;}{\s3 Heading 7 own;}}"


def test_headings_are_known_by_their_styles_and_outline_and_their_emphasis_says_nothing():
    body = rf"{SHEET}\pard\s2{{\i Rules}}\par\pard\s1{{\b Scope}}\par\pard\outlinelevel2 Aims\par\pard Text {{\b it}}."
    assert [(it.kind, it.level, it.text) for it in read(body).blocks] == [
        ("title", 0, "Rules"),
        ("heading", 1, "Scope"),
        ("heading", 2, "Aims"),
        ("text", 0, "Text **it**."),
    ]


def test_labels_are_those_that_the_file_displays():
    labels = ["1.", "(a)", r"\u1072?)", r"\u61623?"]
    body = "".join(rf"{{\listtext\f0 {label}\tab}}\ilvl0 words;\par " for label in labels)
    assert shown(body) == [("1.", "words;"), ("(a)", "words;"), ("а)", "words;"), ("•", "words;")]


def test_the_depth_of_a_point_is_that_of_its_list():
    body = r"1. One\par\pard{\pntext a)\tab}\ilvl1 x;\par\pard{\pntext i)\tab}\ilvl2 y;\par"
    assert [it.level for it in read(body).blocks] == [0, 1, 2]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (r"One{\footnote\chftn  The {\i note}\par goes on}.", ["One[^1].", "The *note*\ngoes on"]),
        (r"One{\*\footnote\chftn The note}.", ["One[^1].", "The note"]),
        (r"a{\footnote x} b{\footnote\ftnalt y}", ["a[^1] b[^2]", "x", "y"]),
        (
            r"One{\*\bkmkstart N}{\footnote x}{\*\bkmkend N}\par Two{\field{\*\fldinst NOTEREF N \\f}{\fldrslt 1}}.",
            ["One[^1]", "Two[^1].", "x"],
        ),
        (
            r"One{\footnote{\*\bkmkstart N}{\*\bkmkend N}x}\par Two{\field{\*\fldinst{ REF N \\h}}{\fldrslt{\b 1}}}.",
            ["One[^1]", "Two[^1].", "x"],
        ),
    ],
)
def test_notes_and_their_further_marks(body, texts):
    assert [text for _, text in shown(body)] == texts


def test_a_reference_to_no_note_keeps_its_number():
    found = reading.read(rb"{\rtf1 Two{\field{\*\fldinst NOTEREF N}{\fldrslt 1}}.}", "draft.rtf")
    assert (found.blocks[0].text, found.lost) == ("Two1.", "")


@pytest.mark.parametrize(
    ("body", "texts", "warnings"),
    [
        (r"a{\deleted b}{\revised c}", ["ac"], [("tracked-changes", "deleted 1, inserted 1")]),
        (r"a{\*\annotation Why?}", ["a"], [("comments-left-out", "Why?")]),
        (r"{\header Draft\par}{\footer Page 1}a", ["a"], [("header-left-out", "Draft"), ("footer-left-out", "Page 1")]),
        (r"a{\pict 0102}", ["a"], [("image-left-out", "")]),
        (r"\trowd\intbl a\cell b\cell\row", ["a", "b"], [("table-flattened", "1")]),
        (r"a{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt b\par}}", ["ab"], []),
    ],
)
def test_what_is_no_text_is_left_out_and_told(body, texts, warnings):
    found = read(body)
    assert [it.text for it in found.blocks] == texts
    assert [(it.code, it.detail) for it in found.warnings] == warnings


@pytest.mark.parametrize("data", [b"{\\rtf1 words", b"{\\rtf1 {\\b words}", b"{\\rtf1 \\bin99 }"])
def test_a_file_that_was_cut_off_is_refused(data):
    with pytest.raises(BadText) as refusal:
        reading.read(data, "draft.rtf")
    assert refusal.value.code == "broken-file"


def test_what_pandoc_writes_is_read():
    found = reading.read(by_pandoc("rtf"), "draft.rtf")
    assert list(found.blocks) == PANDOC
    assert found.lost == ""
