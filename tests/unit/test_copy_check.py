"""Whether two texts are word for word the same, however they are laid out."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.comparison import Paragraph
from drafting.domain.copy_check import likeness, stream, without_header

WORDS = st.lists(st.sampled_from(["to", "welcome", "the", "report;", "1."]), max_size=8)


def test_a_stream_is_the_words_in_order_with_the_notes_last():
    text = [
        Paragraph("note", "b", "Second *note*."),
        Paragraph("operative", "1.", "*To* welcome[^a]\nthe report[^b];"),
        Paragraph("note", "c", "Without a mark."),
        Paragraph("note", "a", "First."),
    ]
    assert " ".join(stream(text)) == "1. To welcome the report; First. Second note. Without a mark."


@pytest.mark.parametrize("other", ["1. To note the report;", "2. To welcome the report;", "1. To welcome the report."])
def test_another_word_number_or_sign_is_another_text(other: str):
    label, _, words = other.partition(" ")
    assert stream([Paragraph("operative", label, words)]) != stream(
        [Paragraph("operative", "1.", "To welcome the report;")]
    )


@given(WORDS, WORDS)
def test_the_lines_above_the_text_are_no_part_of_it(header: list[str], text: list[str]):
    lines = [" ".join(header[:3]), " ".join(header[3:])]
    assert without_header([*header, *text], lines) == text
    dotted = [*header[:3], "·", *header[3:], *text]
    assert without_header(dotted, lines) in (text, ["·", *text])


@pytest.mark.parametrize("copy", [["To"], ["Ref:", "other"], []])
def test_a_text_without_those_lines_is_left_as_it_is(copy: list[str]):
    assert without_header(copy, ["Ref: X"]) == copy


@given(WORDS, WORDS)
def test_likeness_is_a_share_and_is_whole_for_the_same_words(first: list[str], second: list[str]):
    share = likeness(Counter(first), Counter(second))
    assert 0 <= share <= 1
    assert likeness(Counter(first), Counter(first)) == 1
    assert share == likeness(Counter(second), Counter(first))
