"""Nothing vanishes: what a file says is stored, and the check that says so can fail."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafting.documents.markdown import markdown_in
from drafting.documents.reading import read
from drafting.documents.recognise.recognise import recognise
from drafting.documents.recognise.recognise_loss import characters, missing, stored_characters
from drafting.documents.recognise.recognise_source import Paragraph, Source
from drafting.documents.text import text_in
from drafting.documents.tree import Block

WORDS = st.sampled_from(
    [
        "the States",
        "*Recalling* the",
        "**Option 1:**",
        "[shall][should]",
        "decisions 1/CP.17",
        "a \\* star",
        "2 * 3",
        "_so_ called",
        "snake_case_name",
        "граница[^1]",
        "раздел<sup>2</sup>",
        "m<sup>9</sup>",
        "государства-",
        "участники",
        "> quoted",
        "[link](http://example.org)",
        "<span>kept</span>",
        "tail\\",
        "5^th^ {note}",
        "C:\\dir",
        "«да», — и й",
        "<br>",
        "***",
        "`code`",
    ]
)
HEADS = st.sampled_from(
    [
        "",
        "# ",
        "### 2. ",
        "1. ",
        "2) ",
        "- ",
        "* ",
        "  - ",
        "    1. ",
        "(i) ",
        "а) ",
        "> ",
        "[^1]: ",
        "<sup>2</sup> ",
        "3 bis. ",
    ]
)
LINES = st.builds(lambda head, words: head + " ".join(words), HEADS, st.lists(WORDS, min_size=1, max_size=4))
BREAKS = st.sampled_from(["\n", "\n\n", "  \n", "\\\n", "\n---\n", "\n\n---\n\n", "\n\n\n"])
MARKDOWN = st.lists(st.tuples(LINES, BREAKS), max_size=12).map(lambda rows: "".join(a + b for a, b in rows))
NOISE = st.text(st.sampled_from("aБ*_#>-+1.)(i[]^:<sup>/\\ \n\t`|~й\u0306§ ⁵"), max_size=60)


@given(MARKDOWN | NOISE | st.text())
@example("u*\u0306")
def test_no_word_of_any_markdown_is_lost(text):
    found = recognise(markdown_in.read(text))
    assert found.lost == ""
    assert found.read <= found.stored


@given(NOISE | st.text() | st.lists(LINES).map("\n".join))
def test_no_word_of_any_plain_text_is_lost(text):
    found = recognise(text_in.read(text))
    assert found.lost == ""
    assert found.read <= found.stored


@given(st.lists(st.sampled_from(["# Title", "(i) Recalling;", "Decided:", "1. Text.", "a) Point;"]), max_size=8))
def test_a_text_without_syntax_is_stored_sign_by_sign(lines):
    text = "\n\n".join(line.lstrip("# ") for line in lines)
    found = recognise(text_in.read(text))
    assert stored_characters(found.blocks) == characters(text)


@pytest.mark.parametrize(
    ("read_from_file", "stored", "lost"),
    [
        ("abcdef", "abcdef", ""),
        ("abcdef", "abdef", "c"),
        ("\u016d", "u*\u0306", ""),
        ("\u016da", "u*a", "\u0306"),
        ("йод", "од", "й"),
        ("abcdef", "", "abcdef"),
        ("abcdef", "abcxdef", ""),
        ("one,two,three", "one,three,two", ""),
        ("shallnot", "shall", "not"),
    ],
)
def test_the_check_names_what_is_missing_and_not_what_moved(read_from_file, stored, lost):
    assert missing(read_from_file, stored) == lost


def test_a_reader_that_drops_a_paragraph_is_found_out():
    source = markdown_in.read("1. The Parties shall act.\n\n2. The Parties shall not rest.")
    lossy = replace(source, paragraphs=source.paragraphs[:1])
    assert recognise(source).lost == ""
    assert recognise(lossy).lost == "2.ThePartiesshallnotrest."


def test_a_reader_that_drops_one_sign_is_found_out():
    source = Source((Paragraph("1. The Parties shall act"),), (), "1. The Parties shall act.")
    assert recognise(source).lost == "."


def test_a_note_that_is_left_out_is_found_out():
    source = markdown_in.read("Text[^1]\n\n[^1]: The note.")
    assert recognise(replace(source, notes=())).lost == "Thenote."


@given(MARKDOWN.filter(lambda text: any(recognise(markdown_in.read(text)).blocks)))
def test_a_file_that_says_something_is_read_whole(text):
    assert read(f"{text}\n".encode(), "draft.md").lost == ""


def test_the_key_of_a_note_is_not_counted_as_words():
    assert stored_characters([Block("note", "The note", "17")]) == "Thenote"
