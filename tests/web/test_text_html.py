"""Marked texts as HTML: each change can be seen, and named by its number."""

import pytest

from drafting.web.text_html import marked, words


@pytest.fixture(params=["en", "ru"])
def language(request, app):
    with app.test_request_context(headers={"Accept-Language": request.param}):
        yield request.param


@pytest.mark.parametrize(
    ("old", "new", "english", "russian"),
    [
        ("5 June", "5\u00a0June", "no-break space", "неразрывный пробел"),
        ("co\u00adoperate", "cooperate", "soft hyphen", "мягкий перенос"),
        ("a  b", "a b", "space", "пробел"),
        ("one\ntwo", "one two", "line break", "перевод строки"),
        ("e-mail", "e\u2011mail", "no-break hyphen", "неразрывный дефис"),
        ("a b", "a\u200bb", "zero width space", "zero width space"),
    ],
)
def test_a_changed_sign_that_cannot_be_seen_stands_by_its_name(language, old, new, english, russian):
    name = english if language == "en" else russian
    assert f'<span class="sign">{name}</span>' in marked(old, new)


def test_several_changes_are_numbered_and_a_single_one_is_not(language):
    assert "nth" not in marked("States should act", "States shall act")
    shown = marked("States should act", "All States shall act")
    assert all(shown.index(f'data-nth="{number}"') < shown.index(word) for number, word in ((1, "All"), (2, "should")))
    assert shown.count('class="nth"') == 2


def test_a_text_that_does_not_change_names_nothing(language):
    assert words("5\u00a0June\nand") == "5\u00a0June<br>and"


def test_a_bracket_ruled_no_dispute_is_quieter_and_says_so_in_the_language_of_the_page(language):
    said = "ruled not a dispute" if language == "en" else "признано, что разногласия нет"
    shown = words("[shall][should] [^1]", (), (0,))
    first, second = shown.split("</b></span>", 1)
    assert first.startswith('<span class="bracket dispute settled"><b>[</b><span class="visually-hidden" lang="')
    assert f'lang="{language}"> ({said}) </span>shall' in first
    assert second.startswith('<span class="bracket dispute"><b>[</b>should')
    assert words("[shall]") == '<span class="bracket dispute"><b>[</b>shall<b>]</b></span>'
