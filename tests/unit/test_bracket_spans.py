"""The brackets of a whole draft, each once, however many paragraphs it covers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.anchors import spans
from drafting.domain.bracket_spans import Spanning, accused, disputed, spanning
from drafting.domain.brackets import open_brackets_in_each, read_all

TEXTS = st.lists(st.text(alphabet="[[]]()a 【1", max_size=8), min_size=1, max_size=6)
HEADINGS = st.sets(st.integers(0, 5))


def found(*texts: str, headings: tuple[int, ...] = ()) -> tuple[Spanning, ...]:
    return spanning(texts, read_all(texts, headings))


def words(texts: tuple[str, ...], it: Spanning) -> str:
    return "¶".join(texts[here][it.within(here)] for here in range(it.paragraph, it.last + 1))


@pytest.mark.parametrize(
    ("texts", "headings", "covered"),
    [
        (("a [b] c",), (), ["[b]"]),
        (("[a", "b", "c] d"), (), ["[a¶b¶c]"]),
        (("[a [b", "c] d", "[e] f]"), (), ["[a [b¶c] d¶[e] f]", "[b¶c]", "[e]"]),
        (("[a", "Heading", "c] d"), (1,), ["[a", "]"]),
        (("[a", "Heading", "c] d"), (), ["[a¶Heading¶c]"]),
        (("a]",), (), ["]"]),
    ],
)
def test_a_bracket_stands_once_with_all_that_it_covers(texts, headings, covered):
    assert [words(texts, it) for it in found(*texts, headings=headings)] == covered


def test_a_sign_without_a_partner_is_lone_and_one_that_finds_it_later_is_not():
    assert [it.is_lone for it in found("[a", "b] c]")] == [False, True]
    assert [it.is_lone for it in found("[a")] == [True]


def test_what_is_ruled_no_dispute_is_in_the_way_nowhere():
    texts = ("[a", "b", "c] [d]")
    excused = {(0, (0, 1))}
    assert disputed(texts, found(*texts), excused) == [[], [], ["[d]"]]


def test_a_bracket_round_a_state_is_a_dispute_where_a_person_says_that_it_is_about_words():
    texts = ("[Zhoram] and [Zhoram]",)
    brackets = spanning(texts, read_all(texts, (), ("Zhoram",)))
    assert disputed(texts, accused(brackets, ())) == [[]]
    assert disputed(texts, accused(brackets, {(0, (13, 21))})) == [["[Zhoram]"]]


@given(TEXTS, HEADINGS)
def test_every_bracket_has_the_place_that_it_has_in_its_own_paragraph(texts: list[str], headings: set[int]):
    for it in spanning(texts, read_all(texts, headings)):
        assert it.anchor in spans(texts[it.paragraph])


@given(TEXTS, HEADINGS)
def test_the_same_words_are_in_dispute_as_each_paragraph_says(texts: list[str], headings: set[int]):
    each = open_brackets_in_each(texts, headings)
    here = disputed(texts, spanning(texts, read_all(texts, headings)))
    assert [sorted(it) for it in here] == [
        sorted(text[one.start : one.end] for one in row) for text, row in zip(texts, each, strict=True)
    ]
