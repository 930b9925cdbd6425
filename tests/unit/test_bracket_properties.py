"""What holds for the brackets of any text, in any script."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.attribution import attribution, words_from
from drafting.domain.bracket_signs import scan
from drafting.domain.brackets import bracket, leaves, lift, open_brackets_in_each, read, read_all, strike
from drafting.domain.errors import BadText
from drafting.domain.notes import orphans
from drafting.domain.options import option_sets
from drafting.domain.suggestions import suggestion

SIGNS = ["[", "]", "[", "]", "【", "】", "［", "］", "(", ")", "\\", "^", "[^1]", "[^", "*", ":", "/", ";"]
WORDS = [
    *(
        "shall",
        "State",
        "и",
        "принять",
        "й",
        "и\u0306",
        "қазақ",
        "oʻzbek",
        "الدول",
        "难民",
        "é",
        "12",
        " ",
        "\u00a0",
        "\n",
    ),
    *("KAZ: ", "Option 1: ", " or ", " или ", ", ", "\u202e", "\U0001f600", "\x00", "\ufeff"),
]
texts = st.lists(st.sampled_from([*SIGNS, *SIGNS, *WORDS]) | st.characters(), max_size=25).map("".join)


@given(st.lists(texts, max_size=4), st.sets(st.integers(0, 4)))
def test_any_text_is_read_in_full_and_without_loss(paragraphs, headings):
    assert [("".join(leaves(text))) for text in paragraphs] == paragraphs
    readings = read_all(paragraphs, headings)
    assert len(readings) == len(open_brackets_in_each(paragraphs, headings)) == len(paragraphs)
    option_sets(paragraphs, headings)
    for text, reading in zip(paragraphs, readings, strict=True):
        for found in reading.brackets[reading.covers :]:
            attribution(text, found.start, found.end, {"Казахстан": "KAZ"})
            assert found.start < words_from(text, found.start, found.end) <= len(text)
        for number in {found.group for found in reading.brackets} - {None}:
            suggestion(text, [found for found in reading.brackets if found.group == number])


@given(texts, st.data())
def test_bracketing_a_span_and_lifting_it_is_the_text(text, data):
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    try:
        bracketed = bracket(text, start, end)
    except BadText:
        return
    assert bracketed == f"{text[:start]}[{text[start:end]}]{text[end:]}"
    assert lift(bracketed, start) == text
    left = text[:start] + text[end:]
    if len(scan(left).notes) > len([it for it in scan(text).notes if not start <= it[0] < end]):
        with pytest.raises(BadText):  # Its neighbours would become a note mark that nobody made.
            strike(bracketed, start)
        return
    assert strike(bracketed, start) == left


def test_striking_words_whose_neighbours_would_become_a_note_mark_is_refused():
    with pytest.raises(BadText) as refused:
        strike(bracket("[^w(* 0]", 2, 6), 2)
    assert refused.value.code == "joins-note"


@given(texts)
def test_lifting_and_striking_leave_everything_else(text):
    for start, end in ((found.start, found.end) for found in read(text).brackets if found.kind != "note"):
        expected = {
            lift: text[:start] + (text[start + 1 :] if end is None else text[start + 1 : end - 1] + text[end:]),
            strike: None if end is None else text[:start] + text[end:],
        }
        for act, result in expected.items():
            try:
                assert act(text, start) == result
            except BadText as refused:
                code = refused.code
                assert code == ("unclosed" if result is None else "joins-note")


@given(texts, st.data())
def test_two_brackets_are_lifted_and_struck_in_either_order(text, data):
    starts = [found.start for found in read(text).brackets if found.kind != "note" and found.end]
    for pair in combinations(starts, 2):
        acts = dict(zip(pair, data.draw(st.tuples(*[st.sampled_from([lift, strike])] * 2)), strict=True))
        results = {after(text, acts, order) for order in (pair, pair[::-1])} - {None}
        assert len(results) <= 1
        assert results or "^" in text


@given(texts, st.data())
def test_all_brackets_are_lifted_and_struck_in_any_order(text, data):
    starts = [found.start for found in read(text).brackets if found.kind != "note" and found.end]
    acts = {start: data.draw(st.sampled_from([lift, strike])) for start in starts}
    orders = (starts, starts[::-1], data.draw(st.permutations(starts)))
    assert len({after(text, acts, order) for order in orders} - {None}) <= 1


def after(text, acts, order):
    """The text after the acts in that order, None when one is refused; offsets: of the text at the beginning."""
    alive = list(range(len(text)))
    for start in order:
        if start not in alive:
            continue
        at = alive.index(start)
        last = dict(scan(text).pairs)[at]
        gone = {at, last} if acts[start] is lift else set(range(at, last + 1))
        try:
            text = acts[start](text, at)
        except BadText:
            return None
        alive = [place for index, place in enumerate(alive) if index not in gone]
    return text


def test_dropping_signs_never_makes_a_note_mark():
    for act, text, at in ((strike, "[[a]^1]", 1), (lift, "[[]^1]", 1), (strike, "[^a[b]c]", 3)):
        with pytest.raises(BadText) as refused:
            act(text, at)
        assert refused.value.code == "joins-note"


def test_a_mark_inside_goes_with_the_bracket_and_the_note_dies_with_its_last_mark():
    text = "a [b[^1] c[^2]][^3] d[^1]"
    assert strike(text, 2) == "a [^3] d[^1]"
    assert orphans([strike(text, 2)], ["1", "2", "3"]) == ((), ("2",))


def test_the_outer_is_lifted_and_the_inner_struck():
    assert strike(lift("[12 [–18] month]", 0), 3) == "12  month"
    assert lift(strike("[12 [–18] month]", 4), 0) == "12  month"
