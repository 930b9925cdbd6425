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
    ("paragraphs 4 and/or 5", "paragraphs 5 and/or 6"),
    ("paragraphs 4 through 6", "paragraphs 5 through 7"),
    ("paragraphs 4 & 5, as well as 6", "paragraphs 5 & 6, as well as 7"),
    ("paragraphs 3 bis, 5 and 6", "paragraphs 4, 6 and 7"),
    ("paragraphs 8 (b) and 6 (b)", "paragraphs 9 (c) and 7 (b)"),
    ("paragraph 8, subparagraph (b)", "paragraph 9, subparagraph (c)"),
    ("subparagraph b of paragraph 8", "subparagraph c of paragraph 9"),
    ("§ 5 and §§ 4 and 6", "§ 6 and §§ 5 and 7"),
    ("*paragraph* 5 and paragraph **6**", "*paragraph* 6 and paragraph **7**"),
    ("paragraph 2 of the preamble", "paragraph 3 of the preamble"),
    ("preambular paragraph 4", "preambular paragraph 5"),
    ("States referred to in paragraph 5 report annually", "States referred to in paragraph 6 report annually"),
    ("resolution 68/4 is welcome. In paragraph 5", "resolution 68/4 is welcome. In paragraph 6"),
    ("в пунктах 3, 3-бис и 4", "в пунктах 3, 4 и 5"),
    ("в пунктах 3‑бис, 4, а также 5", "в пунктах 4, 5, а также 6"),
    ("пункты 4 и/или 5", "пункты 5 и/или 6"),
    ("пункты 4–6", "пункты 5–7"),
    ("п.п. 4 и 5, п. 6 выше", "п.п. 5 и 6, п. 7 выше"),
    ("подпункты «а» и «б» п. 8", "подпункты «а» и «в» п. 9"),
    ("подп. б) п. 8", "подп. в) п. 9"),
    ("подпункт б пункта 8", "подпункт в пункта 9"),
    ("пункт 8, подпункт б)", "пункт 9, подпункт в)"),
    ("пункт 2 преамбулы", "пункт 3 преамбулы"),
    ("в пункте 5 планируется", "в пункте 6 планируется"),
    ("пункт 5 и резолюция 68/4", "пункт 6 и резолюция 68/4"),
]
CASES = [
    *(f"пункт{ending} 5" for ending in ("", "а", "у", "ом", "е")),
    *(f"пункт{ending} 5 и 6" for ending in ("ы", "ов", "ам", "ами", "ах")),
    *(f"подпункт{ending} б) пункта 8" for ending in ("", "а", "у", "ом", "е")),
    *(f"подпункт{ending} а) и б) пункта 8" for ending in ("ы", "ов", "ам", "ами", "ах")),
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
    "paragraph 5 of resolution 74/544",
    "пункта 3 статьи 7 Конвенции",
    "пункта 5 статьи 7 Конвенции",
    "п. 5 ст. 7",
    "пункт 5 той же резолюции",
    "пункте 5 своей резолюции 68/4",
    "пункте 5 вышеупомянутой Декларации",
    "пункту 5 повестки дня",
    "сотрудники и т.п. 5 человек",
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
    # Another document is named before the paragraph.
    ("resolution 74/544, paragraph 5", "paragraph 5"),
    ("resolution 74/544 of 24 May 2020, paragraph 5", "paragraph 5"),
    ("Annex I, paragraph 5", "paragraph 5"),
    ("в резолюции 74/544, пункт 5", "пункт 5"),
    ("пункт 5 принятой ими резолюции", "пункт 5"),
    # A text of the very kind that this one may be, or a part of it.
    ("paragraph 5 of the communiqué", "paragraph 5"),
    ("paragraph 5 of section II", "paragraph 5"),
    ("пункт 5 коммюнике", "пункт 5"),
    ("пункт 5 этой резолюции", "пункт 5"),
    ("пункт 5 раздела II", "пункт 5"),
    # What follows the first number may count something else.
    ("paragraph 5 and 6 States", "paragraph 5 and 6"),
    ("operative paragraph 5 and 6 States", "operative paragraph 5 and 6"),
    ("at point 5", "point 5"),
    # A point of another paragraph, and a range that takes in a point more than before.
    ("subparagraph (b) of paragraph 5", "subparagraph (b) of paragraph 5"),
    ("paragraph 5, subparagraph (b)", "paragraph 5, subparagraph (b)"),
    ("subparagraphs (a) and (b) of paragraphs 5 and 6", "subparagraphs (a) and (b) of paragraphs 5 and 6"),
    ("подпункты а)–б) пункта 8", "подпункты а)–б) пункта 8"),
    ("paragraphs 3 bis to 5", "paragraphs 3 bis to 5"),
    # A recital is no operative paragraph.
    ("preambular paragraph 8", "preambular paragraph 8"),
    ("preambular paragraph 3 bis", "preambular paragraph 3 bis"),
]


@pytest.mark.parametrize(("before", "after"), CERTAIN)
def test_a_certain_reference_follows_its_paragraph(before, after):
    found = references(before, CHANGED)
    assert found.text == after
    assert found.doubts == ()
    assert found.updated


@pytest.mark.parametrize("text", CASES)
def test_a_reference_is_found_in_every_russian_case(text):
    found = references(f"в соответствии с {text} выше", CHANGED)
    shifted = text.translate(str.maketrans({"5": "6", "6": "7", "8": "9", "б": "в"}))
    assert found.text == f"в соответствии с {shifted} выше"
    assert found.doubts == ()


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


def test_recitals_with_roman_numerals_are_cited_by_number():
    changed = {"(i)": "(i)", "(ii)": "(iii)", "1.": "1.", "2.": "3."}
    found = references("preambular paragraphs 1 and 2, paragraph 2 of the preamble and paragraph 2", changed)
    assert found.text == "preambular paragraphs 1 and 3, paragraph 3 of the preamble and paragraph 3"
    assert references("preambular paragraph 7", changed).doubts == ("preambular paragraph 7",)


def test_what_would_not_change_is_no_doubt():
    same = {f"{number}.": f"{number}." for number in range(1, 13)}
    text = "paragraph 5 and 12 States, point 5, resolution 74/544, paragraph 5, пункт 5 коммюнике"
    found = references(text, same)
    assert (found.text, found.updated, found.doubts) == (text, (), ())


def test_a_label_that_stands_twice_is_doubtful():
    assert references("paragraph 1", {"1.": "1.", "(1)": "(2)"}).doubts == ("paragraph 1",)


def test_a_tagged_label_keeps_the_tag_of_the_reference():
    assert references("OP 2 and operative paragraph 2", {"OP2": "OP3"}).text == "OP 3 and operative paragraph 3"


@given(st.text(st.sampled_from("paragraphs пункт 12345,andof()biи–")))
def test_labels_that_do_not_change_change_no_text(text):
    same = {f"{number}.": f"{number}." for number in range(1, 10)}
    found = references(text, same)
    assert (found.text, found.updated) == (text, ())


NUMBERS = st.lists(st.integers(1, 30), min_size=2, max_size=5)


@given(st.sets(st.integers(0, 30)), NUMBERS, st.sampled_from(["paragraphs {} and {}", "в пунктах {} и {}"]))
def test_every_number_of_a_list_follows_its_own_paragraph(inserted_after, numbers, phrase):
    after = {old: old + len([place for place in inserted_after if place < old]) for old in range(1, 31)}
    moved = [after[number] for number in numbers]
    old, new = (phrase.format(", ".join(map(str, it[:-1])), it[-1]) for it in (numbers, moved))
    found = references(old, {f"{number}.": f"{after[number]}." for number in after})
    assert (found.text, found.doubts) == (new, ())


@given(st.permutations(range(1, 9)))
def test_references_there_and_back_give_the_text_again(order):
    there = {f"{old}.": f"{new}." for old, new in enumerate(order, start=1)}
    back = {new: old for old, new in there.items()}
    text = "paragraph 5 above, paragraphs 1, 2 and 7, пункт 8 и пункты 3 и 4"
    assert references(references(text, there).text, back).text == text
