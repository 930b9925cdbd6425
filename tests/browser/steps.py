"""What people do in the demonstration, in their own words: sign in, open a paragraph, type, look.

Paragraphs are named as a screen reader names them: "operative paragraph 7.", "recital (v)".
"""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

COMMUNIQUE = "/drafts/1"
DELEGATE, COORDINATOR, HEAD = "tomas.aldren", "maren.hald", "ingrith.solveng"  # all of Arvendal
BELMORA, CALDORIA, HALVONIA, JELBAR = "lucio.verandi", "dorina.maltev", "emil.horvane", "rashid.teymuran"
KETHARA, WENLAND, ZHORAM = "darian.keshev", "cornelis.dorrel", "zoya.marekh"
CHAIR, OFFICE, OBSERVER = "katarin.vossel", "marta.ilven", "joseph.akintar"
Visit = Callable[..., Page]


def sign_in(page: Page, who: str) -> None:
    """Sign in on the sign-in page that is shown, in either language."""
    page.get_by_label(re.compile("^(E-mail|Электронная почта)")).fill(f"{who}@example.org")
    page.get_by_label(re.compile("^(Password|Пароль)")).fill(f"oravel-2026-{who.partition('.')[2]}")
    page.get_by_role("button", name=re.compile("^(Sign in|Войти)$")).click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def paragraph(page: Page, name: str, nth: int = 0) -> Locator:
    """A paragraph of the text; nth: which one, where several bear the name, such as "point (a)"."""
    heading = page.get_by_role("heading", name=name, exact=True, level=2)
    return page.get_by_role("article").filter(has=heading).nth(nth)


def open_paragraph(page: Page, name: str, nth: int = 0) -> Locator:
    """The paragraph, opened in place."""
    found = paragraph(page, name, nth)
    found.get_by_role("link", name=re.compile("^(Open|Открыть) ")).click()
    expect(found.get_by_role("region").first).to_be_visible()
    return found


def field(place: Locator) -> Locator:
    """The field with the wording."""
    return place.get_by_label(re.compile("^(Text|Текст)$"))


def change(place: Locator, old: str, new: str) -> None:
    """Select words in the text that is being edited, and type others over them."""
    select(place, old)
    place.page.keyboard.type(new)


def select(place: Locator, words: str) -> None:
    area = field(place)
    area.focus()
    found = area.evaluate(
        """(field, words) => {
            const start = field.value.indexOf(words);
            field.setSelectionRange(start, start + words.length);
            return start;
        }""",
        words,
    )
    assert found >= 0, f"{words!r} does not stand in the text"


def press(place: Locator | Page, button: str) -> None:
    place.get_by_role("button", name=button, exact=True).click()


def proposal_of(place: Locator, delegation: str) -> Locator:
    """The proposals of a delegation on an opened paragraph."""
    heading = place.page.get_by_role("heading", name=re.compile(f"^{delegation}"), level=3)
    return place.get_by_role("article").filter(has=heading)


def text_of(place: Locator) -> str:
    """The wording in the field of an opened paragraph."""
    return field(place).input_value()


def kept_words(page: Page) -> list[str]:
    """The names under which this browser keeps words."""
    return page.evaluate("() => Object.keys(localStorage).filter((key) => key.startsWith('drafting:words:'))")


def desk(page: Page) -> Locator:
    """The Chair's desk with one paragraph."""
    return page.get_by_role("region", name=re.compile("^Chair’s desk"))


def reword(page: Page, new: str, state: str = "bracketed") -> None:
    """The Chair sets an own wording of the paragraph that lies on the desk. state: how the paragraph stands then."""
    page.get_by_text("Own wording", exact=True).click()
    page.get_by_label("The Chair’s wording").fill(new)
    press(page, "Set this wording")
    expect(desk(page).get_by_role("status")).to_contain_text(state)


def give_position(place: Locator, kind: str, statement: str = "") -> None:
    """Choose a position on an opened paragraph, say why, and give it."""
    place.get_by_label(kind, exact=True).check()
    place.get_by_label("Statement").fill(statement)
    press(place, "Give this position")


def follow(page: Page | Locator, link: str) -> None:
    page.get_by_role("link", name=link).first.click()
