"""Cross-references on adoption: certain ones follow, foreign ones stay, the rest is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.labels import references

CHANGED = {
    "(iv)": "(v)",
    "PP2": "PP3",
    "1.": "1.",
    "2.": "2.",
    "3.": "3.",
    "3 bis.": "4.",
    "4.": "5.",
    "5.": "6.",
    "6.": "7.",
    "8.": "9.",
    "8. а)": "9. а)",
    "8. б)": "9. в)",
    "8. (b)": "9. (c)",
    "6. (b)": "7. (b)",
    "6. г)": "7. д)",
    "3.2": "3.3",
}

CERTAIN = [
    ("as set out in paragraph 5 above", "as set out in paragraph 6 above"),
    ("Paragraphs 4, 5 and 6", "Paragraphs 5, 6 and 7"),
    ("paragraphs 4–6", "paragraphs 5–7"),
    ("paragraphs 4 to 6", "paragraphs 5 to 7"),
    ("paragraph 3 bis", "paragraph 4"),
    ("paragraph 3bis and operative paragraph 4", "paragraph 4 and operative paragraph 5"),
    ("recital (iv)", "recital (v)"),
    ("preambular paragraph 2", "preambular paragraph 3"),
    ("PP2 recalls OP4", "PP3 recalls OP5"),
    ("para. 5 of this communiqué", "para. 6 of this communiqué"),
    ("Article 4, paragraph 5, above", "Article 4, paragraph 6, above"),
    ("paragraph 3.2", "paragraph 3.3"),
    ("paragraph 8 (b)", "paragraph 9 (c)"),
    ("paragraph 8(b)", "paragraph 9(c)"),
    ("subparagraph (b) of paragraph 8", "subparagraph (c) of paragraph 9"),
    ("см. пункт 5 выше", "см. пункт 6 выше"),
    ("в пунктах 3 и 4", "в пунктах 3 и 5"),
    ("в пп. 4 и 5", "в пп. 5 и 6"),
    ("подпункт б) пункта 8", "подпункт в) пункта 9"),
    ("подпункте г)", "подпункте д)"),
    ("подпункту «б» пункта 8", "подпункту «в» пункта 9"),
    ("subparagraph “b” of paragraph 8", "subparagraph “c” of paragraph 9"),
    ("пункт 5 настоящего коммюнике", "пункт 6 настоящего коммюнике"),
    ("пункты 4, 5 и 6 следует читать вместе", "пункты 5, 6 и 7 следует читать вместе"),
    ("постановляющий пункт 4", "постановляющий пункт 5"),
]

UNTOUCHED = [
    "paragraph 2 above",
    "paragraph 5 of the Almaty Declaration",
    "paragraphs 4 and 5 of resolution 68/4",
    "Article 4, paragraph 40, of the Convention",
    "in accordance with Article 4, paragraph 17",
    "пункт 5 Алматинской декларации",
    "пункты 4 и 5 резолюции 68/4",
    "пункт 5 статьи 3",
    "5 paragraphs above",
    "five States, 5 June, item 5",
    "подпункт а)",
]

DOUBTFUL = [
    ("paragraph 17 above", "paragraph 17"),
    ("paragraphs 3 to 5", "paragraphs 3 to 5"),
    ("Article 4, paragraph 5", "paragraph 5"),
    ("the Almaty Declaration, paragraph 5", "paragraph 5"),
    ("paragraph 5 in the Almaty Declaration", "paragraph 5"),
    ("статья 4, пункт 5", "пункт 5"),
    ("В пункте 5 Стороны", "пункте 5"),
    ("subparagraph (b)", "subparagraph (b)"),
    ("paragraph 4(z)", "paragraph 4(z)"),
    ("paragraphs 4 and 40", "paragraphs 4 and 40"),
]


@pytest.mark.parametrize(("before", "after"), CERTAIN)
def test_a_certain_reference_follows_its_paragraph(before, after):
    found = references(before, CHANGED)
    assert found.text == after
    assert found.doubts == ()
    assert found.updated


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_means_another_document_or_did_not_move_is_left_alone(text):
    found = references(text, CHANGED)
    assert (found.text, found.updated, found.doubts) == (text, (), ())


@pytest.mark.parametrize(("text", "doubt"), DOUBTFUL)
def test_what_is_not_certain_is_asked_and_left_as_it_stands(text, doubt):
    found = references(text, CHANGED)
    assert (found.text, found.updated, found.doubts) == (text, (), (doubt,))


def test_every_rewriting_is_told_with_both_wordings():
    found = references("paragraph 4 and recital (iv)", CHANGED)
    assert found.updated == (("paragraph 4", "paragraph 5"), ("recital (iv)", "recital (v)"))


def test_a_label_that_stands_twice_is_doubtful():
    assert references("paragraph 1", {"1.": "1.", "(1)": "(2)"}).doubts == ("paragraph 1",)


def test_a_tagged_label_keeps_the_tag_of_the_reference():
    assert references("OP 2 and operative paragraph 2", {"OP2": "OP3"}).text == "OP 3 and operative paragraph 3"


@given(st.text(st.sampled_from("paragraphs пункт 12345,andof()biи–")))
def test_labels_that_do_not_change_change_no_text(text):
    same = {f"{number}.": f"{number}." for number in range(1, 10)}
    found = references(text, same)
    assert (found.text, found.updated) == (text, ())


@given(st.permutations(range(1, 9)))
def test_references_there_and_back_give_the_text_again(order):
    there = {f"{old}.": f"{new}." for old, new in enumerate(order, start=1)}
    back = {new: old for old, new in there.items()}
    text = "paragraph 5 above, paragraphs 1, 2 and 7, пункт 8 и пункты 3 и 4"
    assert references(references(text, there).text, back).text == text
