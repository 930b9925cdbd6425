"""What a search looks for, and where it stands in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import search_words
from drafting.domain.search_words import Part, snippet, terms, words
from drafting.services.stems import stem

QUERIES = st.text(max_size=400) | st.text(alphabet="\"«»“”„' ёЕеa-/\\*():^{}[]\x00\u00ad'&|!<>", max_size=60)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ещё об убежище", ["еще", "об", "убежище"]),
        ("пере\u00adсмотр", ["пересмотр"]),
        ("и\u0306од", ["йод"]),
        ("Process/03/01", ["process", "03", "01"]),
        ("snake_case", ["snake", "case"]),
        ("… — !", []),
    ],
)
def test_words_are_compared_without_capitals_and_signs(text: str, found: list[str]):
    assert words(text) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("right asylum", (("right",), ("asylum",))),
        ("«право убежища» ещё", (("право", "убежища"), ("еще",))),
        ('"exchange of information" shall', (("exchange", "of", "information"), ("shall",))),
        ("Process/03/01/2026", (("process", "03", "01", "2026"),)),
        ('an open "quotation', (("an",), ("open",), ("quotation",))),
        ("same same", (("same",),)),
        ('"" * ()', ()),
        ("", ()),
    ],
)
def test_a_query_is_words_and_phrases(query: str, found: tuple[tuple[str, ...], ...]):
    assert terms(query) == found


@given(QUERIES)
def test_any_words_at_all_are_a_query(query: str):
    found = terms(query)
    assert len(found) <= search_words.MOST_TERMS
    assert all(word and word == word.casefold() and "ё" not in word for term in found for word in term)
    assert {word for term in found for word in term} <= set(words(query[: search_words.LONGEST_QUERY]))


def test_a_long_query_is_cut():
    assert len(terms("word " * 50_000)) == 1
    assert len(terms(" ".join(f"w{number}" for number in range(50_000)))) <= search_words.MOST_TERMS
    assert [len(it[0]) for it in terms("a" * 200_000)] == [search_words.LONGEST_WORD]


def test_what_was_found_is_marked_in_any_of_its_forms():
    parts = snippet("Стороны договорились о праве.", {stem("договориться"), stem("право")}, stem)
    assert parts == (
        Part("Стороны "),
        Part("договорились", found=True),
        Part(" о "),
        Part("праве", found=True),
        Part("."),
    )


def test_a_snippet_shows_the_words_round_the_first_hit():
    text = "before " * 100 + "asylum" + " after" * 100
    shown = "".join(it.text for it in snippet(text, {stem("asylum")}, stem))
    assert shown.startswith("… before")
    assert shown.endswith("after …")
    assert "asylum" in shown
    assert len(shown.split()) == search_words.SHOWN + 2


@pytest.mark.parametrize(("text", "shown"), [("", ""), ("…", ""), ("one two", "one two"), ("asylum", "asylum")])
def test_short_texts_are_shown_whole(text: str, shown: str):
    assert "".join(it.text for it in snippet(text, {"x", stem("asylum")}, stem)) == shown


@given(st.text(max_size=400), st.sets(st.text(min_size=1, max_size=5), max_size=4))
def test_a_snippet_is_a_run_of_the_text(text: str, sought: set[str]):
    parts = snippet(text, sought, lambda word: word)
    shown = "".join(it.text for it in parts).removeprefix("… ").removesuffix(" …")
    assert shown in text
    assert all(it.text for it in parts)
