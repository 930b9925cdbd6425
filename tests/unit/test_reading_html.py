"""Web pages: labels of lists as browsers show them, notes by their links, emphasis, and what is no text."""

import pytest

from drafting.documents import reading
from drafting.domain.errors import BadText
from tests.strange_files import by_pandoc
from tests.unit.test_reading_odt import PANDOC


def read(body, head="<meta charset=utf-8>"):
    found = reading.read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "draft.html")
    assert found.lost == ""
    return found


def shown(body):
    return [(it.label, it.text) for it in read(body).blocks]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>a  b\n\tc</p>", "a b c"),
        ("<p>a&nbsp;b &amp; c &lt;d&gt; &shy;</p>", "a\u00a0b & c <d> \u00ad"),
        ("<p>a <b>b</b> <em>c</em></p>", "a **b** *c*"),
        ("<p>a <span style='font-weight: 700'>b <span style='font-weight:normal'>c</span></span></p>", "a **b **c"),
        ("<p>a <i>b <span style='font-style: normal'>c</span></i></p>", "a *b *c"),
        ("<p>a <br>\n b</p>", "a\nb"),
        ("<pre>a  b</pre>", "a  b"),
        ("<p>a *b* [^c]</p>", "a \\*b\\* \\[^c]"),
        ("<p>a<script>no</script><style>no</style><!-- no -->b</p>", "ab"),
        ("<p>see <a href='https://example.org/'>the page</a></p>", "see the page"),
        ("<p>a<sup>2</sup> b</p>", "a2 b"),
        ("a <p>", "a"),
    ],
)
def test_the_words_of_a_paragraph(body, text):
    assert [said.strip() for _, said in shown(body)] == [text]


@pytest.mark.parametrize(
    ("body", "labels"),
    [
        ("<ol><li>a</li><li>b</li></ol>", ["1.", "2."]),
        ("<ol start=3><li>a<li>b<li value=9>c<li>d</ol>", ["3.", "4.", "9.", "10."]),
        ("<ol type=a><li>a<li>b</ol>", ["a.", "b."]),
        ("<ol type=I><li>a</ol>", ["I."]),
        ("<ol style='list-style-type: lower-roman'><li>a<li>b</ol>", ["i.", "ii."]),
        ("<ol style='list-style: none'><li>1. a</ol>", ["1."]),
        ("<ul><li>a</ul>", ["•"]),
        ("<li>a", ["•"]),
        ("<ol><li>a<ol type=a><li>b<li>c</ol><li>d</ol>", ["1.", "a.", "b.", "2."]),
        ("<ol><li><p>a</p><p>b</p></li></ol>", ["1.", ""]),
    ],
)
def test_labels_are_those_that_browsers_show(body, labels):
    assert [label for label, _ in shown(body)] == labels


NOTES = {
    "LibreOffice": (
        '<p>One<sup><a name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></sup>, '
        "again<sup><span>1</span></sup>.</p>"
        '<div id="sdfootnote1"><p><a name="sdfootnote1sym" href="#sdfootnote1anc">1</a>The <i>note</i></p></div>'
    ),
    "Word": (
        '<p>One<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>, again<a href="#_ftn1">[1]</a>.</p><div><hr>'
        '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> The <i>note</i></p></div></div>'
    ),
    "Google Docs": (
        '<p>One<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>, again<sup><a href="#ftnt1">[1]</a></sup>.</p><hr>'
        '<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a> The <i>note</i></p></div>'
    ),
    "a list at the end": (
        '<p>One<sup id="m1"><a href="#n1">1</a></sup>, again<a href="#n1" id="m2"><sup>1</sup></a>.</p><ol>'
        '<li id="n1">The <em>note</em> <a href="#m1">↩</a> <a href="#m2">↩</a></li></ol>'
    ),
}


@pytest.mark.parametrize("program", NOTES)
def test_notes_are_found_by_the_links_that_lead_to_them_and_back(program):
    blocks = read(NOTES[program]).blocks
    assert blocks[0].text == "One[^1], again[^1]."
    assert (blocks[-1].kind, blocks[-1].text) == ("note", "The *note*")
    assert len(blocks) == 2


def test_a_link_within_the_page_that_nothing_leads_back_from_is_words():
    assert shown('<p>See <a href="#x">5</a>.</p><p id="x">Five.</p>') == [("", "See 5."), ("", "Five.")]


@pytest.mark.parametrize(
    ("body", "texts", "warnings"),
    [
        ("<p>a <del>b</del> <ins>c</ins></p>", ["a c"], [("tracked-changes", "deleted 1, inserted 1")]),
        ("<div title=header><p>Draft</p></div><p>a</p>", ["a"], [("header-left-out", "Draft")]),
        ("<header>Site</header><nav>Menu</nav><p>a</p><footer>1</footer>", ["a"], [
            ("header-left-out", "Site"), ("header-left-out", "Menu"), ("footer-left-out", "1"),
        ]),
        ("<header><h1>Rules</h1></header><p>a</p>", ["Rules", "a"], []),
        ("<p>a<img src=x alt=y></p>", ["a"], [("image-left-out", "")]),
        ("<table><tr><td>a<td>b</table>", ["a", "b"], [("table-flattened", "1")]),
    ],
)  # fmt: skip
def test_what_is_no_text_is_left_out_and_told(body, texts, warnings):
    found = read(body)
    assert [it.text for it in found.blocks] == texts
    assert [(it.code, it.detail) for it in found.warnings] == warnings


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<html><head><meta charset='windows-1251'></head><p>Привет</p>".encode("cp1251"), "Привет"),
        ("<?xml version='1.0' encoding='koi8-r'?><html><p>Привет</p></html>".encode("koi8-r"), "Привет"),
        ("<html><p>Привет</p></html>".encode("utf-16"), "Привет"),
        ("\ufeff<html><p>Привет</p></html>".encode(), "Привет"),
        (b"<html><meta charset='nonsense'><p>plain</p></html>", "plain"),
        (b"<html><meta charset='ascii'><p>\xc3\xa9</p></html>", "é"),
        (b"<html><meta charset='latin1'><p>a\x07b\x00c</p></html>", "abc"),
    ],
)
def test_the_page_says_in_which_encoding_it_is(data, text):
    assert reading.read(data, "draft.html").blocks[0].text == text


def test_a_page_without_words_is_empty():
    with pytest.raises(BadText) as refusal:
        reading.read(b"<html><!-- nothing --></html>", "draft.html")
    assert refusal.value.code == "empty"


def test_words_that_the_parser_drops_are_found_missing():
    assert reading.read(b"<html><p>Kept.</p>" + b"<div>" * 3_000 + b"<p>Dropped.</p>", "draft.html").lost


def test_what_pandoc_writes_is_read():
    found = reading.read(by_pandoc("html"), "draft.html")
    in_pages = {"(a)": "a.", "(b)": "b."}  # a page has no brackets round the numbers of its lists
    assert [(it.label, it.text) for it in found.blocks] == [
        (in_pages.get(it.label, it.label), it.text) for it in PANDOC
    ]
    assert found.lost == ""
