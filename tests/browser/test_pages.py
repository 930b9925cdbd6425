"""Whole pages: the back button, the languages, the order of States, paper."""

import re

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT
from tests.browser.steps import (
    CALDORIA,
    CHAIR,
    COMMUNIQUE,
    DELEGATE,
    HEAD,
    OFFICE,
    Visit,
    change,
    desk,
    open_paragraph,
    paragraph,
    press,
)

SEVEN = "operative paragraph 7."
STATES = ["Arvendal", "Belmora", "Caldoria", "Halvonia", "Jelbar", "Kethara", "Wenland", "Zhoram"]
STATES_RU = ["Арвендаль", "Бельмора", "Калдория", "Хальвония", "Джелбар", "Кетара", "Венланд", "Жорам"]
# Where each role goes; the paragraphs are the first open one and 3 with its rival proposals.
PAGES = {
    CALDORIA: ("/", COMMUNIQUE, f"{COMMUNIQUE}?view=changes", f"{COMMUNIQUE}?view=compilation"),
    CHAIR: (f"{COMMUNIQUE}/desk?paragraph=20", f"{COMMUNIQUE}/adoption", "/meetings/1/sitting", "/processes/1/chair"),
    OFFICE: (
        *("/meetings/1/import", "/meetings/1/people", f"{COMMUNIQUE}/export"),
        *("/meetings/1/agenda", "/meetings/1/speakers", "/meetings/1/delegations", "/meetings/1/groups"),
        *("/meetings/1/record", "/processes/1", "/processes/1/rules", "/processes/1/follow-up", "/processes/1/record"),
    ),
    HEAD: (f"{COMMUNIQUE}/paragraphs/20", f"{COMMUNIQUE}/matrix", f"{COMMUNIQUE}/history"),
}
ADDRESSES = [(who, path) for who, paths in PAGES.items() for path in paths]


def is_whole(page: Page) -> None:
    """Not a fragment: the head of the site and one heading are there."""
    expect(page.get_by_role("banner")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


def test_the_back_button_always_gives_a_whole_page(visit: Visit):
    page = visit(DELEGATE, f"{COMMUNIQUE}/paragraphs/31")
    is_whole(page)
    page.get_by_role("link", name="The whole text").click()
    # The same address as before, now asked for as a fragment.
    open_paragraph(page, SEVEN)
    page.get_by_role("link", name="My meetings").or_(page.get_by_role("link", name="Drafting")).first.click()
    expect(page.get_by_role("heading", name="My meetings", level=1)).to_be_visible()
    page.go_back()
    is_whole(page)
    expect(paragraph(page, SEVEN)).to_be_visible()
    page.go_back()
    is_whole(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Paragraph 7")
    page.go_forward()
    page.go_forward()
    is_whole(page)


def test_loading_the_desk_again_shows_the_paragraph_that_was_ruled_on(visit: Visit):
    page = visit(CHAIR, f"{COMMUNIQUE}/desk?paragraph=61")
    press(page, "I see no objection. Paragraph 3 bis is agreed.")
    expect(desk(page).get_by_role("status")).to_be_visible()
    page.reload()
    is_whole(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 bis")


def test_a_paragraph_opened_in_place_is_closed_again_and_the_keyboard_stays(visit: Visit):
    page = visit(DELEGATE, COMMUNIQUE)
    place = open_paragraph(page, SEVEN)
    expect(place.get_by_role("link", name="Close", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(place.get_by_role("link", name="Open 7.")).to_be_focused()


def test_the_language_changes_and_the_page_stays(visit: Visit):
    page = visit(DELEGATE, f"{COMMUNIQUE}?view=compilation&state=open")
    press(page, "РУ")
    expect(page).to_have_url(re.compile(r"view=compilation&state=open$"))
    expect(page.get_by_role("navigation", name="Представления текста").get_by_text("Сводный текст")).to_have_attribute(
        "aria-current", "page"
    )
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    press(page, "EN")
    expect(page.get_by_role("navigation", name="Views of the text")).to_be_visible()


def test_russian_dates_and_plurals_are_russian(visit: Visit):
    page = visit(CALDORIA, "/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Оравель, 3–5 июня 2026 года")
    expect(main).to_contain_text("редакция 10, 5 июня, 16:00 (Оравель)")
    expect(main.get_by_role("link", name="14 пунктов ожидают вашей позиции")).to_be_visible()
    expect(main.get_by_role("link", name="1 соображение наблюдателя ожидает поддержки государства")).to_be_visible()


@pytest.mark.parametrize(("language", "names"), [("EN", STATES), ("РУ", STATES_RU)])
def test_states_stand_in_english_alphabetical_order_in_both_languages(visit: Visit, language: str, names: list[str]):
    page = visit(DELEGATE, f"{COMMUNIQUE}/paragraphs/61")
    press(page, language)
    states = page.get_by_role("article").get_by_role("listitem")
    expect(states.filter(has=page.locator(".position"))).to_contain_text(names)


@pytest.mark.parametrize(("who", "path"), ADDRESSES)
def test_a_russian_page_holds_no_english_sentence(visit: Visit, who: str, path: str):
    page = visit(who, path)
    if page.locator("html").get_attribute("lang") != "ru":
        press(page, "РУ")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    shown = page.locator("body").evaluate(
        """(body) => {
            const words = [];
            const walk = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) {
                const text = walk.currentNode.textContent.trim().replace(/\\s+/g, " ");
                if (text && walk.currentNode.parentElement.closest("[lang]").lang === "ru") words.push(text);
            }
            return words;
        }"""
    )
    assert shown
    assert set(shown) & english_sentences() == set()


def english_sentences() -> set[str]:
    """Every sentence of the pages in English, those without a field, that Russian says otherwise."""
    path = ROOT / "drafting" / "translations" / "ru" / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale="ru")
    return {it.id for it in catalogue if it.id and isinstance(it.id, str) and it.id != it.string}


def test_on_paper_the_draft_has_the_text_and_no_controls(visit: Visit):
    page = visit(DELEGATE, COMMUNIQUE)
    place = open_paragraph(page, SEVEN)
    change(place, "each year", "every two years")
    page.emulate_media(media="print")
    expect(paragraph(page, SEVEN)).to_contain_text("To invite the observers")
    for role in ("button", "textbox", "radio", "combobox", "banner", "contentinfo"):
        expect(page.get_by_role(role)).to_have_count(0)
    for link in ("Close", "Open 8.", "Next open paragraph"):
        expect(page.get_by_role("link", name=link)).to_have_count(0)
    expect(page.get_by_text("To hold the Sixth Ministerial Conference")).to_be_visible()
