"""One note may be marked in many places and is one note."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import inline, notes

KEYS = st.lists(st.sampled_from(["1", "2", "5", "a", "two-states"]), max_size=6)


def test_marks_are_told_in_order_each_time():
    assert notes.marks("A[^5], B[^2] and C[^5]; not [5], not \\[^7]") == ("5", "2", "5")


def test_a_shared_note_has_one_number_by_its_first_mark():
    assert notes.numbers(["A[^7]", "B[^x] C[^7]", "", "D[^2]"]) == {"7": 1, "x": 2, "2": 3}


def test_marks_without_notes_and_notes_without_marks_are_found():
    assert notes.orphans(["A[^1] B[^9] C[^9]"], ["1", "2"]) == (("9",), ("2",))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A report[^1] of the year[^9].", ("A report of the year",)),
        ("[^9]A report.", ("…",)),
        (
            "*Recalling* all the many things that were said[^9], and so on[^8];",
            (
                "the many things that were said",
                "that were said, and so on",
            ),
        ),
        (r"A report\[^9].", ()),
    ],
)
def test_the_place_of_a_mark_that_leads_nowhere_is_told(text, told):
    assert notes.adrift(text, {"1"}) == told


@given(KEYS, st.sets(st.sampled_from(["1", "a"])))
def test_each_mark_leads_to_a_note_or_is_told(marked, keys):
    text = " ".join(f"word[^{key}]" for key in marked)
    assert len(notes.adrift(text, keys)) == sum(key not in keys for key in marked)


@given(st.lists(KEYS))
def test_the_numbers_run_from_one_without_gaps(marked):
    texts = ["word".join(f"[^{key}]" for key in keys) for keys in marked]
    assert sorted(notes.numbers(texts).values()) == list(range(1, len(set().union(*marked)) + 1))


@given(st.lists(st.text()), KEYS)
def test_escaped_words_never_hold_a_mark(words, keys):
    assert notes.orphans([inline.escape(word) for word in words], keys) == ((), tuple(dict.fromkeys(keys)))


@pytest.mark.parametrize(
    ("olds", "news", "dead"),
    [
        (["A[^1] B[^2]", "C[^1]"], ["B[^2]", "C[^1]"], ()),
        (["A[^1] B[^2]", "C[^1]"], ["A B[^2]", "C"], ("1",)),
        (["C[^2] A[^1]"], [], ("2", "1")),
        (["A[^1]"], ["A[^2]"], ("1",)),
        (["A[^1]"], ["A\\[^1]"], ("1",)),
        (["A[^1]", "B"], ["A", "B[^1]"], ()),
        ([], ["A[^1]"], ()),
    ],
)
def test_a_note_dies_with_its_last_mark(olds, news, dead):
    assert notes.died(olds, news) == dead


@given(st.lists(KEYS), st.lists(KEYS))
def test_the_dead_and_the_living_are_all_that_was_marked(before, after):
    olds, news = (["word".join(f"[^{key}]" for key in keys) for keys in it] for it in (before, after))
    dead = notes.died(olds, news)
    assert set(dead).isdisjoint(notes.numbers(news))
    assert set(dead) | (set(notes.numbers(olds)) & set(notes.numbers(news))) == set(notes.numbers(olds))
    assert notes.died(olds, olds) == ()


def test_one_note_from_many_places_is_counted_by_its_first_mention_only():
    texts = ["first[^b]", "second[^a][^b]", "third[^c][^a]"]
    assert notes.numbers(texts) == {"b": 1, "a": 2, "c": 3}
    assert notes.numbers(texts[1:]) == {"a": 1, "b": 2, "c": 3}
