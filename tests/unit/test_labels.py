"""Labels as people print them. Source of the forms: practice.md section 2."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafting.domain.label_forms import CYRILLIC, LATIN, candidates, to_roman
from drafting.domain.labels import (
    Label,
    following,
    gaps,
    parse,
    preceding,
    renumber,
    sequence,
    split,
)

PRINTED = [
    ("1. Text", "1.", Label("1.", 1)),
    ("1) Text", "1)", Label("1)", 1)),
    ("12.) Text", "12.)", Label("1.)", 12)),
    ("(1) Text", "(1)", Label("(1)", 1)),
    ("(xi) Text", "(xi)", Label("(i)", 11)),
    ("i. Text", "i.", Label("i.", 1)),
    ("IV. Heading", "IV.", Label("I.", 4)),
    ("a) Text", "a)", Label("a)", 1)),
    ("(b) Text", "(b)", Label("(a)", 2)),
    ("(aa) Text", "(aa)", Label("(a)", 27)),
    ("(l) Text", "(l)", Label("(a)", 12)),
    ("A. Heading", "A.", Label("A.", 1)),
    ("е) текст", "е)", Label("а)", 6)),
    ("к) текст", "к)", Label("а)", 10)),
    ("я) текст", "я)", Label("а)", 28)),
    ("ж. текст", "ж.", Label("а.", 7)),
    ("й) текст", "й)", None),
    ("PP5 Recalling", "PP5", Label("PP1", 5)),
    ("OP 3. Decides", "OP 3.", Label("OP 1.", 3)),
    ("ОП3 постановляет", "ОП3", Label("ОП1", 3)),
    ("2bis The Parties", "2bis", Label("1", 2, "bis")),
    ("4 ter The Parties", "4 ter", Label("1", 4, "ter")),
    ("3 bis. The Parties", "3 bis.", Label("1.", 3, "bis")),
    ("(17bis) [Its", "(17bis)", Label("(1)", 17, "bis")),
    ("PP5 alt Recalling", "PP5 alt", Label("PP1", 5, "alt")),
    ("PP5 alt 2 Recalling", "PP5 alt 2", Label("PP1", 5, "alt 2")),
    ("12-бис Текст", "12-бис", Label("1", 12, "бис")),
    ("12\u2011бис. Текст", "12\u2011бис.", Label("1.", 12, "бис")),
    ("3 quater Text", "3 quater", Label("1", 3, "quater")),
    ("3 кватер. Текст", "3 кватер.", Label("1.", 3, "кватер")),
    ("PP 5 ter. Recalling", "PP 5 ter.", Label("PP 1.", 5, "ter")),
    ("ПП 5. Ссылаясь", "ПП 5.", Label("ПП 1.", 5)),
    ("(1 bis) Text", "(1 bis)", Label("(1)", 1, "bis")),
    ("щ) текст", "щ)", Label("а)", 25)),
    ("3.3 In accordance", "3.3", Label("3.1", 3)),
    ("3.3bis Alt Each Party", "3.3bis Alt", Label("3.1", 3, "bis Alt")),
    ("3.3alt: Developed", "3.3alt:", Label("3.1:", 3, "alt")),
    ("2.1. текст", "2.1.", Label("2.1.", 1)),
    ("1.Развивать", "1.", Label("1.", 1)),
    ("1.\u00a0Text", "1.", Label("1.", 1)),
    ("2)[Text]", "2)", Label("1)", 2)),
    ("7.", "7.", Label("1.", 7)),
    ("- Text", "-", None),
    ("– Текст", "–", None),
    ("•\tText", "•", None),
]

UNLABELLED = [
    "5 June 2013, Almaty, Kazakhstan",
    "2013 год",
    "2013. Text",
    "(2013) Text",
    "15.10.2015, Almaty",
    "5.06.13 Almaty",
    "г. Алматы, Республика Казахстан",
    "п. 5 резолюции",
    "т. е. текст",
    "p. 5 of the report",
    "i.e. text",
    "J. Smith said",
    "A. B. Smith said",
    "U.S. policy",
    "(I)NDCs are",
    "(EU) text",
    "3.5 million people",
    "10.30 Opening",
    "12:30 Lunch",
    "5-year plan",
    "5th meeting",
    "2 °C",
    "2 terms of office",
    "1/CP.17 and others",
    "3.x Text",
    "(1 text",
    "*Being* Parties",
    "---",
    "-5 °C",
    "[3bis. Text",
    "Text 1. more",
    "",
]


@pytest.mark.parametrize(("line", "label", "says"), PRINTED)
def test_a_printed_label_is_told_from_its_text(line, label, says):
    assert split(line) == (label, line[len(label) :].strip())
    assert parse(label) == says


@pytest.mark.parametrize("line", UNLABELLED)
def test_what_only_looks_like_a_label_stays_text(line):
    assert split(line) == ("", line)


@pytest.mark.parametrize(
    ("after", "line", "label"),
    [
        ("в.", "г. Алматы принимает", "г."),
        ("A.", "B. Next part", "B."),
        ("3.", "г. Алматы", ""),
        ("B.", "A. B. Smith", ""),
    ],
)
def test_a_letter_with_a_full_stop_is_a_label_where_it_continues_a_list(after, line, label):
    assert split(line, after)[0] == label


@given(st.text())
def test_splitting_loses_nothing_but_the_space_after_the_label(line):
    label, rest = split(line)
    assert line.startswith(label)
    assert line[len(label) :].lstrip() == rest.lstrip()


@given(st.integers(1, 399))
def test_roman_numerals_read_back(number):
    assert Label("(i)", number) in candidates(f"({to_roman(number)})")


@pytest.mark.parametrize("label", ["", "-", "(iiii)", "text", "(1", "é)"])
def test_what_is_no_label_says_nothing(label):
    assert parse(label) is None


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("(g) (h) (i) (j)", "aaaa"),
        ("(h) (i)", "aa"),
        ("(iv) (v) (vi)", "iii"),
        ("(h) (i) (ii)", "aii"),
        ("п) p) c) т)", "аааа"),  # the two in the middle are Latin: slips of the typist
        ("a) b) с) d)", "aaaa"),  # the third letter is Cyrillic
        ("(A) (B) (C)", "AAA"),
    ],
)
def test_neighbours_tell_numerals_and_alphabets_apart(labels, expected):
    assert "".join(label.style.strip("()") for label in sequence(labels.split()) if label) == expected


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        ("1. 2. 3.", []),
        ("а) б) в) г) е)", [(4, "д)", "е)")]),
        ("1. 2. 3. 29. 5. 6.", [(3, "4.", "29.")]),
        ("18. 29. 20.", [(0, "1.", "18."), (1, "19.", "29.")]),
        ("1. 2. 2. 3.", [(2, "3.", "2.")]),
        ("1. 2. 1. 2.", []),
        ("1. 2. 2bis 3.", []),
        ("1. a) b) 2. c)", []),
        ("(i) (ii) (iv)", [(2, "(iii)", "(iv)")]),
        ("и) к) л)", [(0, "а)", "и)")]),
        ("PP1 PP3", [(1, "PP2", "PP3")]),
        ("- - -", []),
    ],
)
def test_a_jump_in_the_count_is_reported_once(labels, found):
    assert list(gaps(labels.split())) == found


@given(st.sampled_from(["1.", "(i)", "a)", "(а)", "PP1"]), st.integers(1, 28))
def test_a_list_counted_rightly_has_no_gap(style, length):
    counted = renumber([("operative", 0, style)] * length)
    assert gaps(counted) == ()


def test_no_letter_that_russian_lists_skip_is_counted():
    assert not set("ёйъыь") & set(CYRILLIC)
    assert len(CYRILLIC) == 28
    assert len(LATIN) == 26


@pytest.mark.parametrize(
    ("label", "taken", "new"),
    [
        ("3.", ["3.", "4."], "3 bis."),
        ("3.", ["3.", "3 bis."], "3 ter."),
        ("3 bis.", ["3.", "3 bis."], "3 ter."),
        ("3 ter.", ["3.", "3 bis.", "3 ter."], "3 quater."),
        ("3 bis.", ["3.", "3 bis.", "3 ter."], "3 quater."),
        ("2", ["2bis"], "2 ter"),
        ("2bis", ["2bis"], "2ter"),
        ("12-бис", ["12", "12-бис"], "12-тер"),
        ("12\u2011бис", ["12", "12\u2011бис"], "12\u2011тер"),
        ("(iv)", ["(iv)"], "(iv bis)"),
        ("а)", ["а)"], "а бис)"),
        ("PP5", ["PP5"], "PP5 bis"),
        ("PP5 alt", ["PP5", "PP5 alt"], "PP5 bis"),
        ("-", ["-", "-"], "-"),
        ("", [], ""),
    ],
)
def test_a_new_paragraph_takes_the_next_free_word(label, taken, new):
    assert following(label, taken) == new


def test_a_russian_text_says_bis_in_russian():
    assert following("3.", ["3."], cyrillic=True) == "3 бис."
    assert preceding("1.", ["1."], cyrillic=True) == "1 анте."


@pytest.mark.parametrize(
    ("label", "taken", "new"),
    [
        ("1.", ["1."], "1 ante."),
        ("1.", ["1.", "1 ante."], "1 ante 2."),
        ("(i)", ["(i)"], "(i ante)"),
        ("а)", ["а)"], "а анте)"),
        ("•", ["•"], "•"),
    ],
)
def test_a_paragraph_before_the_first_is_ante(label, taken, new):
    assert preceding(label, taken) == new


@given(st.sampled_from(["3.", "(i)", "б)", "PP2", "4bis"]), st.integers(1, 40), st.booleans())
def test_new_labels_never_repeat_and_say_the_number_they_follow(label, count, cyrillic):
    taken = [label]
    for _ in range(count):
        taken.append(following(taken[-1], taken, cyrillic=cyrillic))
        taken.append(preceding(label, taken, cyrillic=cyrillic))
    assert len(set(taken)) == len(taken)
    assert {parse(each).number for each in taken} == {parse(label).number}
    assert all(split(f"{each} Text") == (each, "Text") for each in taken)


COMMUNIQUE = [
    ("title", 0, ""),
    ("recital", 0, "(i)"),
    ("recital", 0, "(i bis)"),
    ("recital", 0, "(iii)"),
    ("enacting", 0, ""),
    ("operative", 0, "1."),
    ("point", 1, "а)"),
    ("point", 2, "–"),
    ("point", 1, "в)"),
    ("point", 1, "г бис)"),
    ("operative", 0, "3 bis."),
    ("point", 1, "б)"),
    ("text", 0, ""),
    ("operative", 0, "4."),
    ("note", 0, "5"),
]


def test_adoption_counts_every_list_once_in_its_own_style():
    labels = "", "(i)", "(ii)", "(iii)", "", "1.", "а)", "–", "б)", "в)", "2.", "а)", "", "3.", "5"
    assert renumber(COMMUNIQUE) == labels


@pytest.mark.parametrize(
    ("described", "items", "labels"),
    [
        ("articles each begin at 1", "H 1. 2. H 1. 2.", "H 1. 2. H 1. 2."),
        ("options each begin at 1", "1. 2. T 1. 2.", "1. 2. T 1. 2."),
        ("a count that runs through the headings", "1. 2. H 3. 4.", "1. 2. H 3. 4."),
        ("the first paragraph of an article is gone", "1. 2. H 2. 3.", "1. 2. H 1. 2."),
        ("a paragraph was moved", "2. 3. 1. 4.", "1. 2. 3. 4."),
        ("paragraph 1 was moved over a heading", "2. 3. H 1. 4.", "1. 2. H 3. 4."),
        ("a number was printed twice", "1. 2. 2. 3.", "1. 2. 3. 4."),
        ("a new paragraph opens the second article", "1. H 1ante. 1.", "1. H 1. 2."),
        ("punctuation slipped", "1. 2) 3.", "1. 2. 3."),
        ("sub-numbers", "3.1 3.1bis 3.2", "3.1 3.2 3.3"),
    ],
)
def test_where_a_list_begins_again(described, items, labels):
    kinds = {"H": ("heading", 1, ""), "T": ("text", 0, "")}
    found = renumber([kinds.get(item, ("operative", 0, item)) for item in items.split()])
    assert found == tuple("" if label in kinds else label for label in labels.split()), described


def test_numbered_headings_count_under_their_parent():
    items = [
        ("heading", 1, "1."),
        ("heading", 2, "i."),
        ("heading", 2, "iii."),
        ("heading", 1, "3."),
        ("heading", 2, "i."),
    ]
    assert renumber(items) == ("1.", "i.", "ii.", "2.", "i.")


ITEMS = st.lists(
    st.tuples(
        st.sampled_from(["recital", "operative", "point", "text", "heading", "note"]),
        st.integers(0, 2),
        st.sampled_from(
            ["", "-", "1.", "2.", "3.", "(i)", "(v)", "h)", "i)", "j)", "а)", "c)", "2 bis.", "PP4", "3.3"]
        ),
    ),
    max_size=25,
)


@example([("recital", 0, "h)"), ("recital", 0, "а)"), ("recital", 0, "i)")])
@given(ITEMS)
def test_renumbering_twice_is_renumbering_once(items):
    once = renumber(items)
    again = renumber([(kind, level, label) for (kind, level, _), label in zip(items, once, strict=True)])
    assert again == once


@given(ITEMS)
def test_renumbering_leaves_no_suffix_and_no_unlabelled_block_labelled(items):
    for (kind, _, before), after in zip(items, renumber(items), strict=True):
        said = parse(after)
        assert bool(before) == bool(after)
        assert kind == "note" or said is None or said.suffix == ""


@given(st.lists(st.integers(0, 4), min_size=1, max_size=8))
def test_a_text_without_gaps_keeps_its_labels(points):
    items = []
    for number, count in enumerate(points, start=1):
        items.append(("operative", 0, f"{number}."))
        items += [("point", 1, f"{LATIN[place]})") for place in range(count)]
    assert renumber(items) == tuple(label for _, _, label in items)
