"""Words in several paragraphs: what lifting, striking and choosing leave of each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import reaching
from drafting.domain.bracket_spans import Spanning, spanning
from drafting.domain.brackets import read_all
from drafting.domain.errors import BadText
from drafting.domain.options import option_sets


def found(texts: list[str]) -> tuple[Spanning, ...]:
    return spanning(texts, read_all(texts))


def first(texts: list[str]) -> Spanning:
    """The bracket that opens first."""
    return found(texts)[0]


def chosen(texts: list[str], which: int | None, until: int = -1) -> list[str | None]:
    """What is left of every paragraph; until: of the last option's own paragraph where not given."""
    (options,) = (it.options for it in option_sets(texts)[:1])
    end = options[-1].paragraph if until < 0 else until
    outcome = reaching.choose(texts, found(texts), options, which, end)
    return [outcome.get(at, text) for at, text in enumerate(texts)]


STRUCK = [
    (["To [begin;", "go on;", "end;] rest;"], {0: "To ", 1: None, 2: " rest;"}),
    (["[To begin;", "To end;]"], {0: None, 1: None}),
    (["[To begin;", "To [still] go on;", "To end;];"], {0: None, 1: None, 2: None}),
    (["[To be or not.];"], {0: None}),
    (["To [be or] not."], {0: "To  not."}),
    # The outer bracket keeps its sign, and the sign its paragraph.
    (["[A [x", "y] z", "B]"], {0: "[A ", 1: " z"}),
    (["[[x", "y]", "B]"], {0: "[", 1: None}),
]


@pytest.mark.parametrize(("texts", "left"), STRUCK)
def test_a_strike_takes_all_between_the_signs_and_the_paragraphs_without_words(texts, left):
    inner = max(found(texts), key=lambda it: (it.last != it.paragraph or len(texts) == 1, it.depth))
    assert reaching.strike(texts, found(texts), inner) == left


def test_a_lift_takes_both_signs_and_nothing_else():
    texts = ["[To begin;", "go on;", "end;] rest;"]
    assert reaching.lift(texts, first(texts)) == {0: "To begin;", 2: "end; rest;"}
    texts = ["[", "Words", "—]"]
    assert reaching.lift(texts, first(texts)) == {0: None, 2: "—"}


def test_where_words_end_nobody_knows_nothing_is_done():
    texts = ["[To begin;", "To end;"]
    with pytest.raises(BadText, match="unclosed"):
        reaching.lift(texts, first(texts))
    with pytest.raises(BadText, match="unclosed"):
        reaching.strike(texts, found(texts), first(texts))


SETS = [
    # texts, chosen, until, what is left
    (["Option 1: A.", "Option 2: B."], 0, 1, ["A.", None]),
    (["Option 1: A.", "Option 2: B."], 1, 1, [None, "B."]),
    (["Option 1: A.", "Option 2: B."], None, 1, [None, None]),
    (["Вариант 1: А.", "ещё А.", "Вариант 2: Б.", "ещё Б.", "В."], 0, 3, ["А.", "ещё А.", None, None, "В."]),
    (["Вариант 1: А.", "ещё А.", "Вариант 2: Б.", "ещё Б.", "В."], 1, 3, [None, None, "Б.", "ещё Б.", "В."]),
    (["Вариант 1: А.", "ещё А.", "Вариант 2: Б.", "ещё Б."], 0, 2, ["А.", "ещё А.", None, "ещё Б."]),
    # A label that stands alone goes with its paragraph.
    (["Option 1", "A.", "Option 2", "No text", "C."], 0, 3, [None, "A.", None, None, "C."]),
    (["Option 1", "A.", "Option 2", "No text", "C."], 1, 3, [None, None, None, None, "C."]),
    (["Option 1: A.", "Option 2: No text"], 1, 1, [None, None]),
    # Words before the first label belong to no option.
    (["It decides: Option 1: A; or", "Option 2: B."], 0, 1, ["It decides: A", None]),
    (["It decides: Option 1: A;", "or", "Option 2: B."], 1, 2, ["It decides: ", None, "B."]),
    (["Option 1: A;", "or", "Option 2: B."], 0, 2, ["A;", None, None]),
    (["Option 1: A;", "ещё; или", "Option 2: B;", "or"], 0, 3, ["A;", "ещё", None, None]),
    (["Option 1: A;", "ещё; или", "Option 2: B;", "or", "C"], 1, 4, [None, None, "B;", "or", "C"]),
    # Its own bracket goes with the choice, whichever way it stands.
    (["[Option 1: A.]", "[Option 2: B.]"], 0, 1, ["A.", None]),
    (["[Option 1: A.]", "[Option 2: B.] Rest."], 1, 1, [None, "B. Rest."]),
    (["[Option 1: A.]", "[Option 2: B.] Rest."], 0, 1, ["A.", " Rest."]),
    (["[Option 1: A.] more [Option 2: B.]", "Option 3: C."], 0, 1, ["A. more ", None]),
    (["[Option 1: A.", "more]", "Option 2: B."], 0, 2, ["A.", "more", None]),
    (["[Option 1: A.", "Option 2: B.]"], 0, 1, ["A.", None]),
    (["[Option 1: A.", "Option 2: B.]"], 1, 1, [None, "B."]),
    (["[Option 1: A. Option 2: B.]", "Option 3: [C]."], 0, 1, ["A.", None]),
    (["[Option 1: A. Option 2: B.]", "Option 3: [C]."], 2, 1, [None, "[C]."]),
    # Brackets inside the words stay; the outer one stays round what is left.
    (["[Before", "Option 1: [A].", "Option 2: B.", "after]"], 0, 2, ["[Before", "[A].", None, "after]"]),
]


@pytest.mark.parametrize(("texts", "which", "until", "left"), SETS)
def test_a_choice_keeps_the_words_of_one_option_without_its_label(texts, which, until, left):
    assert chosen(texts, which, until) == left


def test_a_choice_names_what_stays_too():
    texts = ["Option 1: A.", "ещё", "Option 2: B."]
    assert set(reaching.choose(texts, (), option_sets(texts)[0].options, 0, 2)) == {0, 1, 2}


@pytest.mark.parametrize(
    ("texts", "which", "until", "code"),
    [
        (["Option 1: A.", "Option 2: B."], 2, 1, "not-a-member"),
        (["Option 1: A.", "Option 2: B."], 0, 0, "unknown-end"),
        (["Option 1: A.", "Option 2: B."], 0, 2, "unknown-end"),
        (["[Before", "Option 1: A].", "Option 2: B."], 1, 2, "cuts-bracket"),
        (["Option 1: A.", "Option 2: [B.", "after]"], 0, 1, "cuts-bracket"),
    ],
)
def test_what_cannot_be_chosen_says_why(texts, which, until, code):
    with pytest.raises(BadText, match=code):
        chosen(texts, which, until)


WORDS = st.text(alphabet="ab [];\n", min_size=1, max_size=8).filter(str.strip)


@given(st.lists(WORDS, min_size=2, max_size=6))
def test_striking_any_bracket_leaves_what_stands_outside_byte_for_byte(texts):
    for it in found(texts):
        if it.end is None or it.is_lone:
            continue
        outcome = reaching.strike(texts, found(texts), it)
        assert set(outcome) == set(range(it.paragraph, it.last + 1))
        for at, left in outcome.items():
            before = texts[at][: it.start] if at == it.paragraph else ""
            after = texts[at][it.end :] if at == it.last else ""
            assert left == before + after or (left is None and not reaching.has_words(before + after))


@given(st.lists(WORDS, min_size=2, max_size=4), st.lists(WORDS, min_size=1, max_size=3), st.integers(0, 1))
def test_choosing_keeps_every_word_of_the_chosen_option_and_none_of_the_other(one, two, which):
    one, two = ([it.translate({91: None, 93: None}) or "a" for it in words] for words in (one, two))
    texts = ["Option 1: x", *one, "Option 2: y", *two]
    left = chosen(texts, which, len(texts) - 1)
    kept = [("x", "y")[which], *(one, two)[which]]
    assert [it for it in left if it is not None] == [it for it in kept if reaching.has_words(it)]
