"""Option sets, within one paragraph and over several."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.choices import choose_option
from drafting.domain.errors import BadText
from drafting.domain.options import option_sets

SAMPLES = Path(__file__).parents[2] / ".." / "shared" / "samples"


def shown(*texts, headings=()):
    """For each set its options as (paragraph, label, own words, whether it is "No text")."""
    return [
        [
            (it.paragraph, it.label, texts[it.paragraph][it.words_from : it.words_to], it.is_no_text)
            for it in each.options
        ]
        for each in option_sets(texts, headings)
    ]


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("Option 1: go. Option 2: stay.", [("Option 1", "go."), ("Option 2", "stay.")]),
        ("go [Option (a): by sea Option (b): by air] now", [("Option (a)", "by sea"), ("Option (b)", "by air")]),
        ("[Option 1: go] [Option 2: stay]", [("Option 1", "go"), ("Option 2", "stay")]),
        ("Option I: go; or Option II: stay", [("Option I", "go"), ("Option II", "stay")]),
        ("Вариант 1: идти. Вариант 2: ждать.", [("Вариант 1", "идти."), ("Вариант 2", "ждать.")]),
        ("Альтернатива А: идти или Альтернатива Б: ждать", [("Альтернатива А", "идти"), ("Альтернатива Б", "ждать")]),
        ("**Option 1:** go / **Option 2** : stay", [("Option 1", "go"), ("Option 2", "stay")]),
        ("[A]/[B]", [("", "A"), ("", "B")]),
        ("[KAZ: A] or [B]", [("", "A"), ("", "B")]),
        ("[A] или [B] или [C]", [("", "A"), ("", "B"), ("", "C")]),
        ("[Option 1: go] or [Option 2: stay]", [("Option 1", "go"), ("Option 2", "stay")]),
        ("[Option 1: go] Option 2: stay", [("Option 1", "go"), ("Option 2", "stay")]),
    ],
)
def test_options_within_a_paragraph_are_read(text, options):
    (found,) = shown(text)
    assert [(label, words) for _, label, words, _ in found] == options


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[A][B]",
        "[A] and [B]",
        "[A] [B] or [C]",
        "as Option 1 says. Option 2 does not",
        "see options 1: and 2:",
        "Option 1: go",
        "Option 2: go. Option 3: stay",
        "Option 1: go. Variant 2: stay",
        "Option 1: go. Option 3: stay",
        "Option 1: go. Option b: stay",
        "Optional 1: go",
    ],
)
def test_a_lone_label_and_a_mention_are_no_options(text):
    assert shown(text) == []


@pytest.mark.parametrize(
    ("words", "is_no_text"),
    [
        *((words, True) for words in ("No text", "no text.", "[No text.]", "*No text*", "Без текста", "нет текста")),
        *((words, True) for words in ("No text additional to Article 3", "No text (see Article 9)", "no provision")),
        *((words, False) for words in ("No text shall be read", "No", "", "Deal with it in Article 9", "Текст")),
    ],
)
def test_an_option_may_be_to_say_nothing(words, is_no_text):
    (found,) = shown("Option 1: go", f"Option 2: {words}")
    assert [option[3] for option in found] == [False, is_no_text]


def test_an_option_goes_on_in_the_next_paragraph_and_bare_brackets_may_be_no_text():
    (found,) = shown("5. Option 1: go", "- **Option 2.** stay", "(a) [Option 3 [leave]]")
    assert [option[:3] for option in found] == [
        (0, "Option 1", "go"),
        (1, "Option 2", "stay"),
        (2, "Option 3", "[leave]"),
    ]
    (found,) = shown("[A] or [No text]")
    assert [option[3] for option in found] == [False, True]


def test_a_label_alone_heads_the_paragraphs_below_it():
    texts = ["**Option 1:**", "1. Go.", "2. Come back.", "**Option 2:**", "No text", "more"]
    (found,) = shown(*texts)
    assert found == [(0, "Option 1", "", False), (3, "Option 2", "", True)]
    assert shown("**Option 1:**", "Go", "**Option 2:**")[0][1] == (2, "Option 2", "", False)


def test_sets_stand_within_sets():
    texts = ["Option 1:", "Option 1: go", "Option 2: stay", "Option 2: leave", "Option 3: rest"]
    outer, inner = shown("Option I:", *texts[1:3], "Option II: leave")
    assert [option[1] for option in outer] == ["Option I", "Option II"]
    assert [option[0] for option in inner] == [1, 2]
    # The nearest set takes the number that it waits for; the outer one takes up again after it.
    first, second = shown(*texts[:3], "Option 2: leave", "Option 3: rest")
    assert [option[0] for option in first] == [0, 3, 4]
    assert [option[0] for option in second] == [1, 2]


def test_no_set_reaches_over_a_heading():
    texts = ["Option 1: go", "Article 2", "Option 2: stay"]
    assert len(shown(*texts)) == 1
    assert shown(*texts, headings={1}) == []


@pytest.mark.parametrize(
    ("text", "chosen", "expected"),
    [
        ("a Option 1: go Option 2: stay", 0, "a go"),
        ("a Option 1: go Option 2: stay", 1, "a stay"),
        ("a Option 1: go Option 2: stay", None, "a "),
        ("a [Option (a): go or Option (b): no text] b", 0, "a [go] b"),
        ("a [Option (a): go or Option (b): no text] b", 1, "a [] b"),
        ("[Option 1: [go]]/[Option 2: stay] b", 0, "[go] b"),
        ("[go] или [KAZ: stay] b", 1, "stay b"),
    ],
)
def test_one_option_is_chosen(text, chosen, expected):
    (found,) = option_sets([text])
    assert choose_option(text, found.options, chosen) == expected


@pytest.mark.parametrize(
    ("texts", "chosen", "code"),
    [
        (["Option 1: go", "Option 2: stay"], 0, "several-paragraphs"),
        (["Option 1: go Option 2: stay"], 2, "not-a-member"),
        (["Option 1: go Option 2: stay"], -1, "not-a-member"),
        (["[Option 1: go] that is [Option 2: stay]"], 0, "not-a-group"),
        (["[[A]/[B]^c]"], None, "joins-note"),
    ],
)
def test_a_choice_that_would_lose_words_is_refused(texts, chosen, code):
    found = option_sets(texts)[-1]
    with pytest.raises(BadText) as refused:
        choose_option(texts[0], found.options, chosen)
    assert refused.value.code == code


def test_no_options_are_no_set():
    with pytest.raises(BadText) as refused:
        choose_option("text", (), None)
    assert refused.value.code == "several-paragraphs"


pieces = st.sampled_from(
    ["Option 1: ", "Option 2: ", "Вариант 1: ", "[", "]", " or ", "/", "go", "й", "\n", "Option 3", "【"]
)


def test_an_option_in_a_bracket_that_nothing_closes_ends_with_the_paragraph():
    (found,) = option_sets(["[a] or [b"])
    assert [(it.words_from, it.words_to, it.end) for it in found.options] == [(1, 2, 3), (8, 9, 9)]


@given(st.lists(st.lists(pieces, max_size=12).map("".join) | st.text(max_size=8), max_size=4), st.data())
def test_options_lie_in_order_within_their_paragraphs_and_a_choice_touches_nothing_else(texts, data):
    for each in option_sets(texts):
        places = [(option.paragraph, option.start) for option in each.options]
        assert places == sorted(set(places))
        assert len(places) > 1
        for option in each.options:
            assert (
                0 <= option.start <= option.words_from <= option.words_to <= option.end <= len(texts[option.paragraph])
            )
            assert option.label in texts[option.paragraph][option.start : option.words_from]
        text = texts[each.options[0].paragraph]
        chosen = data.draw(st.none() | st.integers(0, len(each.options) - 1))
        try:
            left = choose_option(text, each.options, chosen)
        except BadText:
            continue
        assert left.startswith(text[: each.options[0].start])
        assert left.endswith(text[each.options[-1].end :])


def test_a_flood_of_labels_is_read():
    """At these sizes a search that grows with the square takes minutes."""
    assert len(option_sets(["Option 1: a Option 2: b " * 3_000])) == 3_000
    assert option_sets(["Option 1: "] * 3_000) == ()
    assert option_sets(["[Option 1: " * 3_000 + "]" * 3_000]) == ()


def test_the_options_of_a_long_real_draft_are_found():
    path = SAMPLES / "paris-draft-2015-10-23-en.md"
    if not path.exists():
        pytest.skip("the sample paris-draft-2015-10-23-en.md is not here")
    texts = re.split(r"\n\s*\n", path.read_text("utf-8"))
    sets = option_sets(texts, {index for index, text in enumerate(texts) if text.startswith("#")})
    # Judged by eye: each "Option 1" and "Option I" of the draft begins a set, and no label is left without one.
    labels = re.findall(r"\bOption ?([1-9I]+)\**:?", "\n".join(texts))
    assert len(sets) == sum(label in ("1", "I") for label in labels) == 61
    assert sum(len(each.options) for each in sets) == len(labels) == 153
    assert max(len(each.options) for each in sets) == 5
    assert sum(option.is_no_text for each in sets for option in each.options) == 24
