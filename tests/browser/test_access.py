"""Nobody is shut out: axe on every page, narrow screens, dark pages, the keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Troubles
from tests.browser.steps import (
    CHAIR,
    COMMUNIQUE,
    DELEGATE,
    HEAD,
    OBSERVER,
    OFFICE,
    Visit,
    field,
    open_paragraph,
    paragraph,
    press,
    proposal_of,
)

SEVEN = "operative paragraph 7."
CONCLUSIONS = "/drafts/2"
PAGES = [
    (HEAD, "/"),
    (HEAD, COMMUNIQUE),
    (HEAD, f"{COMMUNIQUE}?view=changes"),
    (HEAD, f"{COMMUNIQUE}?view=compilation"),
    (HEAD, f"{COMMUNIQUE}?state=deferred&mine=1"),
    (HEAD, f"{COMMUNIQUE}/paragraphs/20"),
    (HEAD, f"{COMMUNIQUE}/matrix"),
    (HEAD, f"{COMMUNIQUE}/history"),
    (HEAD, f"{COMMUNIQUE}/paragraphs/20/history"),
    (OBSERVER, CONCLUSIONS),
    (OBSERVER, f"{COMMUNIQUE}/paragraphs/7"),
    (CHAIR, f"{COMMUNIQUE}/desk?paragraph=20"),
    (CHAIR, f"{COMMUNIQUE}/desk/20/merge"),
    (CHAIR, f"{COMMUNIQUE}/desk/20/merge/taken"),
    (HEAD, f"{COMMUNIQUE}/brackets"),
    (CHAIR, f"{COMMUNIQUE}/brackets?sort=oldest"),
    (CHAIR, f"{COMMUNIQUE}/brackets/20/30"),
    (CHAIR, f"{COMMUNIQUE}/adoption"),
    (OFFICE, "/meetings/1/import"),
    (OFFICE, "/meetings/1/people"),
    (OFFICE, f"{COMMUNIQUE}/export"),
    (OFFICE, f"{COMMUNIQUE}/record"),
    (OFFICE, f"{COMMUNIQUE}/as-of/60"),
    (HEAD, "/meetings/1"),
    (OFFICE, "/meetings/1/agenda"),
    (CHAIR, "/meetings/1/sitting"),
    (OFFICE, "/meetings/1/speakers"),
    (OFFICE, "/meetings/1/documents"),
    (OFFICE, "/meetings/1/delegations"),
    (OFFICE, "/meetings/1/groups"),
    (OFFICE, "/meetings/1/publications"),
    (OBSERVER, "/processes/1"),
    (OFFICE, "/processes/1/parties"),
    (CHAIR, "/processes/1/chair"),
    (HEAD, "/processes/1/follow-up"),
]
Axe = Callable[[Page], list[str]]


def shuts_out(page: Page, axe: Axe) -> list[str]:
    """What axe finds, light and dark, wide and narrow, and whether the page is wider than the narrowest screen."""
    found = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found += [f"{width} {scheme}: {it}" for it in axe(page)]
    page.set_viewport_size({"width": 320, "height": 800})
    # The renderer takes the new width a few frames later.
    wide = page.evaluate(
        """() => new Promise((tell) => {
            const look = () => innerWidth > 320 ? requestAnimationFrame(look)
                : requestAnimationFrame(() => tell(document.scrollingElement.scrollWidth));
            look();
        })"""
    )
    return found + ([f"320: the page is {wide} wide"] if wide > 320 else [])


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_a_page_shuts_nobody_out(visit: Visit, axe: Axe, who: str, path: str):
    page = visit(who, path)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert shuts_out(page, axe) == []


def test_a_paragraph_opened_in_place_shuts_nobody_out(visit: Visit, axe: Axe):
    page = visit(HEAD, COMMUNIQUE)
    place = open_paragraph(page, SEVEN)
    field(place).fill("To invite the observers.")
    expect(place.get_by_role("region", name="As others will see it").get_by_role("deletion").first).to_be_visible()
    assert shuts_out(page, axe) == []


def test_refusals_shut_nobody_out(visit: Visit, axe: Axe, troubles: Troubles):
    troubles.expect("status of 422")
    troubles.expect("status of 409")
    head = visit(HEAD, COMMUNIQUE)
    place = open_paragraph(head, SEVEN)
    press(place, "Save for my delegation")
    expect(place.get_by_role("alert")).to_be_visible()
    assert shuts_out(head, axe) == []
    chair = visit(CHAIR, f"{COMMUNIQUE}/desk?paragraph=20")
    press(chair, "I see no objection. Paragraph 3 is agreed.")
    expect(chair.get_by_role("alert")).to_be_visible()
    assert shuts_out(chair, axe) == []


def test_the_preview_of_an_import_shuts_nobody_out(visit: Visit, axe: Axe):
    page = visit(OFFICE, "/meetings/1/import")
    page.get_by_label("File").set_input_files(ROOT / "drafting" / "demo" / "communique.md")
    press(page, "Read the file")
    expect(page.get_by_role("heading", name="What was recognised")).to_be_visible()
    assert shuts_out(page, axe) == []


def test_pages_for_strangers_shut_nobody_out(new_page: Callable[..., Page], axe: Axe, troubles: Troubles):
    troubles.expect("status of 404")
    page = new_page()
    for path in ("/sign-in", "/invitation/none", "/nowhere"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert shuts_out(page, axe) == []


def test_the_skip_link_comes_first_and_leads_to_the_text(visit: Visit):
    page = visit(DELEGATE, COMMUNIQUE)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_the_focus_is_always_seen(visit: Visit):
    page = visit(DELEGATE, f"{COMMUNIQUE}/paragraphs/31")
    seen = 0
    for _ in range(40):
        page.keyboard.press("Tab")
        style = page.evaluate(
            """() => {
                const it = document.activeElement;
                if (it === document.body) return null;
                const {outlineStyle, outlineWidth} = getComputedStyle(it);
                return [it.outerHTML.slice(0, 80), outlineStyle, parseFloat(outlineWidth)];
            }"""
        )
        if style is None:
            break
        assert style[1] != "none", style
        assert style[2] >= 2, style
        seen += 1
    assert seen > 15


def tab_to(page: Page, role: str, name: str) -> None:
    """Press the tabulator until the keyboard is there."""
    goal = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    for _ in range(60):
        page.keyboard.press("Tab")
        if goal.evaluate_all("(found) => found.includes(document.activeElement)"):
            return
    pytest.fail(f"the keyboard does not come to {role} {name}")


def test_a_proposal_is_made_and_tabled_with_the_keyboard_alone(visit: Visit):
    page = visit(HEAD, COMMUNIQUE)
    keys = page.keyboard
    paragraph(page, SEVEN).get_by_role("link", name="Open 7.").focus()
    keys.press("Enter")
    place = paragraph(page, SEVEN)
    expect(place.get_by_role("link", name="Close", exact=True)).to_be_focused()
    tab_to(page, "textbox", "Text")
    keys.press("Control+End")
    for _ in range(len("each year.")):
        keys.press("Shift+ArrowLeft")
    keys.type("every two years.")
    expect(place.get_by_role("region", name="As others will see it").get_by_role("insertion")).to_have_text(
        "every two years"
    )
    tab_to(page, "button", "Table now")
    keys.press("Enter")
    expect(place.get_by_role("status")).to_be_focused()
    expect(proposal_of(place, "Arvendal")).to_contain_text("on the table")
    tab_to(page, "button", "Withdraw")
    keys.press("Enter")
    expect(place.get_by_role("status")).to_have_text("Proposal 24: withdrawn.")


def test_positions_are_told_without_colour(visit: Visit):
    page = visit(HEAD, f"{COMMUNIQUE}/matrix")
    cell = page.get_by_role("link", name=re.compile("^objects"))
    expect(cell.first).to_be_visible()
    sign = cell.first.evaluate("(it) => getComputedStyle(it, '::before').content")
    assert "✕" in sign
