"""Nothing typed is lost: not by another's edit, a second tab, a double click, a lost connection or an ended session."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Troubles
from tests.browser.steps import (
    CHAIR,
    COMMUNIQUE,
    DELEGATE,
    HEAD,
    Visit,
    change,
    desk,
    field,
    kept_words,
    open_paragraph,
    paragraph,
    press,
    proposal_of,
    reword,
    sign_in,
    text_of,
)
from tests.conftest import Clock

SEVEN = "operative paragraph 7."
ON_DESK = f"{COMMUNIQUE}/desk?paragraph=31"
OFFLINE = "The connection is lost. Your words are kept in this browser; try again when you are back."
BACK = "Words that you typed earlier and did not save are back in the form."


@pytest.fixture
def delegate(visit: Visit) -> Page:
    return visit(DELEGATE, COMMUNIQUE)


def typed(page: Page) -> Locator:
    """Paragraph 7 opened, with a change typed and not saved."""
    place = open_paragraph(page, SEVEN)
    change(place, "each year", "every two years")
    expect(place.get_by_role("region", name="As others will see it")).to_contain_text("every two years")
    return place


def saved(place: Locator) -> None:
    """Save, and see the words as the delegation's proposal."""
    press(place, "Save for my delegation")
    expect(proposal_of(place, "Arvendal").get_by_role("insertion")).to_have_text("every two years")


def test_a_stale_edit_shows_both_texts_and_is_saved_on_the_second_try(visit: Visit, delegate: Page, troubles: Troubles):
    troubles.expect("status of 409")
    place = typed(delegate)
    chair = visit(CHAIR, ON_DESK)
    reword(chair, text_of(place).replace("every two years", "each year").replace("To invite", "To call upon"))

    press(place, "Save for my delegation")
    expect(place.get_by_role("alert")).to_contain_text("The paragraph changed while you were writing")
    expect(place.get_by_role("alert")).to_be_focused()
    expect(place.get_by_text("Text now").locator("xpath=..").get_by_role("insertion")).to_have_text("call upon")
    expect(place.get_by_text("Your text").locator("xpath=..").get_by_role("insertion")).to_have_text("every two years")
    expect(field(place)).to_have_value(re.compile("^To call upon the observers.*every two years.$"))
    assert len(kept_words(delegate)) == 1

    saved(place)
    assert kept_words(delegate) == []


def test_words_that_collide_with_the_new_text_stand_as_they_were_typed(
    visit: Visit, delegate: Page, troubles: Troubles
):
    troubles.expect("status of 409")
    place = typed(delegate)
    reword(visit(CHAIR, ON_DESK), text_of(place).replace("every two years", "twice a year"))
    press(place, "Save for my delegation")
    expect(place.get_by_role("alert")).to_contain_text("They collide with the text as it is now")
    expect(field(place)).to_have_value(re.compile("every two years.$"))
    saved(place)
    expect(proposal_of(place, "Arvendal").get_by_role("deletion")).to_have_text(re.compile("twice a"))


def test_a_second_tab_overwrites_nothing(delegate: Page, troubles: Troubles):
    troubles.expect("status of 409")
    saved(typed(delegate))
    tabs = [delegate, delegate.context.new_page()]
    tabs[1].goto(COMMUNIQUE)
    places = [open_paragraph(tabs[1], SEVEN), paragraph(delegate, SEVEN)]
    for place in places:
        proposal_of(place, "Arvendal").get_by_role("link", name="Edit").click()
        expect(place.get_by_role("heading", name="Edit your delegation’s text")).to_be_visible()
    change(places[0], "every two years", "every third year")
    press(places[0], "Save for my delegation")
    expect(proposal_of(places[0], "Arvendal").get_by_role("insertion")).to_have_text("every third")

    change(places[1], "every two years", "every fourth year")
    press(places[1], "Save for my delegation")
    expect(places[1].get_by_role("alert")).to_be_visible()
    expect(places[1].get_by_text("Text now").locator("xpath=..")).to_contain_text("every third year")
    expect(field(places[1])).to_have_value(re.compile("every fourth year.$"))


def test_a_double_click_tables_once(visit: Visit):
    page = visit(HEAD, COMMUNIQUE)
    place = typed(page)
    place.get_by_role("button", name="Table now").dblclick()
    expect(place.get_by_role("status")).to_have_text("Proposal 24: on the table.")
    page.reload()
    expect(proposal_of(open_paragraph(page, SEVEN), "Arvendal")).to_have_count(1)


def test_a_lost_connection_is_said_and_the_words_are_saved_when_it_is_back(delegate: Page, troubles: Troubles):
    troubles.expect("ERR_INTERNET_DISCONNECTED")
    troubles.expect("console error: htmx:(sendError|afterRequest)")
    place = typed(delegate)
    delegate.context.set_offline(offline=True)
    button = place.get_by_role("button", name="Save for my delegation")
    button.click()
    expect(delegate.get_by_role("status").filter(has_text=OFFLINE)).to_be_in_viewport()
    expect(button).to_be_enabled()
    expect(button).to_be_focused()
    assert text_of(place).endswith("every two years.")
    delegate.context.set_offline(offline=False)
    saved(place)
    expect(delegate.get_by_text(OFFLINE)).to_have_count(0)


def test_words_typed_are_back_after_a_reload_and_forgotten_once_saved(delegate: Page):
    place = typed(delegate)
    place.get_by_label("Reason").fill("Small administrations.")
    delegate.reload()
    place = open_paragraph(delegate, SEVEN)
    expect(place.get_by_text(BACK)).to_be_visible()
    expect(field(place)).to_have_value(re.compile("every two years.$"))
    expect(place.get_by_label("Reason")).to_have_value("Small administrations.")
    expect(place.get_by_role("region", name="As others will see it").get_by_role("insertion")).to_have_text(
        "every two years"
    )
    saved(place)
    assert kept_words(delegate) == []
    delegate.reload()
    place = open_paragraph(delegate, SEVEN)
    expect(place.get_by_text(BACK)).to_be_hidden()
    expect(field(place)).to_have_value(re.compile("each year.$"))


def test_words_put_back_can_be_discarded(delegate: Page):
    typed(delegate)
    delegate.reload()
    place = open_paragraph(delegate, SEVEN)
    press(place, "Discard them")
    expect(field(place)).to_have_value(re.compile("each year.$"))
    expect(field(place)).to_be_focused()
    expect(place.get_by_text(BACK)).to_be_hidden()
    expect(place.get_by_role("region", name="As others will see it")).to_contain_text("Nothing has changed yet.")
    assert kept_words(delegate) == []


def test_words_put_back_on_a_text_that_moved_on_are_compared_with_it(visit: Visit, delegate: Page, troubles: Troubles):
    troubles.expect("status of 409")
    original = text_of(typed(delegate)).replace("every two years", "each year")
    reword(visit(CHAIR, ON_DESK), original.replace("To invite", "To call upon"))
    delegate.reload()
    place = open_paragraph(delegate, SEVEN)
    expect(place.get_by_text(BACK)).to_be_visible()
    press(place, "Save for my delegation")
    expect(place.get_by_role("alert")).to_contain_text("The paragraph changed while you were writing")
    expect(field(place)).to_have_value(re.compile("^To call upon the observers.*every two years.$"))
    saved(place)


def test_a_new_paragraph_typed_is_back_as_a_new_paragraph(delegate: Page):
    place = open_paragraph(delegate, SEVEN)
    place.get_by_label("New paragraph before").check()
    field(place).fill("To thank the interpreters.")
    delegate.reload()
    place = open_paragraph(delegate, SEVEN)
    expect(place.get_by_label("New paragraph before")).to_be_checked()
    expect(field(place)).to_have_value("To thank the interpreters.")


def test_the_words_of_an_objection_are_kept_too(visit: Visit):
    page = visit(HEAD, COMMUNIQUE)
    place = open_paragraph(page, SEVEN)
    place.get_by_label("objects").check()
    place.get_by_label("Statement").fill("We cannot pay for it.")
    page.reload()
    place = open_paragraph(page, SEVEN)
    expect(place.get_by_label("Statement")).to_have_value("We cannot pay for it.")
    expect(place.get_by_label("objects")).to_be_checked()


def test_the_chairs_own_wording_is_kept_too(visit: Visit):
    page = visit(CHAIR, ON_DESK)
    page.get_by_text("Own wording", exact=True).click()
    words = page.get_by_role("textbox", name="The Chair’s wording")
    words.fill("To call upon the observers.")
    page.reload()
    expect(words).to_have_value("To call upon the observers.")
    press(page, "Set this wording")
    expect(desk(page).get_by_role("status")).to_be_visible()
    assert kept_words(page) == []


def test_an_ended_session_sends_the_window_to_sign_in_and_back_to_the_words(
    delegate: Page, clock: Clock, troubles: Troubles
):
    troubles.expect("status of 401")
    place = typed(delegate)
    clock.advance(hours=13)
    press(place, "Save for my delegation")
    expect(delegate.get_by_role("heading", name="Sign-in", level=1)).to_be_visible()
    expect(delegate.get_by_role("heading")).to_have_count(1)
    sign_in(delegate, DELEGATE)
    expect(delegate).to_have_url(re.compile(f"{COMMUNIQUE}$"))
    place = open_paragraph(delegate, SEVEN)
    expect(place.get_by_text(BACK)).to_be_visible()
    saved(place)


def test_signing_out_leaves_no_words_for_the_next_person(delegate: Page):
    typed(delegate)
    assert len(kept_words(delegate)) == 1
    delegate.get_by_text("Tomas Aldren").click()
    press(delegate, "Sign out")
    expect(delegate.get_by_text("You are signed out, on every device.")).to_be_visible()
    assert kept_words(delegate) == []


def test_nobody_is_shown_the_words_of_another_person(delegate: Page, clock: Clock):
    typed(delegate)
    clock.advance(hours=13)
    delegate.reload()
    sign_in(delegate, HEAD)
    place = open_paragraph(delegate, SEVEN)
    expect(field(place)).to_have_value(re.compile("each year.$"))


def test_every_paragraph_that_an_objection_names_is_ticked_again(visit: Visit):
    head = visit(HEAD, "/drafts/4/runs/1")
    head.get_by_label("We object.").check()
    head.get_by_label(re.compile("these paragraphs only")).check()
    ticks = head.get_by_role("checkbox")
    count = ticks.count()
    assert count > 1
    for tick in ticks.all():
        tick.check()
    head.get_by_label("Statement").fill("Our capital needs more time.")
    head.reload()
    expect(head.get_by_label("Statement")).to_have_value("Our capital needs more time.")
    expect(head.get_by_label("We object.")).to_be_checked()
    expect(head.get_by_role("checkbox", checked=True)).to_have_count(count)
