"""From one open paragraph to the next, and round again."""

from playwright.sync_api import expect

from tests.browser.steps import COMMUNIQUE, HEAD, Visit


def test_next_open_paragraph_goes_on_from_where_the_reader_is(visit: Visit):
    page = visit(HEAD, COMMUNIQUE)
    link = page.get_by_role("link", name="Next open paragraph")
    seen = []
    for _ in range(4):
        # Not click(): before it, the driver scrolls to where the line of tools would stand if it did not stick.
        link.dispatch_event("click")
        seen.append(page.evaluate("document.activeElement.textContent"))
        expect(page.locator(":focus")).to_be_in_viewport()
    assert seen == ["recital (i)", "recital (v)", "recital (vi)", "recital (viii)"]
    page.get_by_role("heading", name="operative paragraph 9.").evaluate(
        "it => it.scrollIntoView({ behavior: 'instant' })"
    )
    link.dispatch_event("click")
    assert page.evaluate("document.activeElement.textContent").startswith("footnote")
