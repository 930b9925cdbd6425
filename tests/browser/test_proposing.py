"""A proposal from the first word to the table: typed in place, private, tabled, co-sponsored."""

import re

from playwright.sync_api import Page, expect

from tests.browser.steps import (
    BELMORA,
    CHAIR,
    COMMUNIQUE,
    COORDINATOR,
    DELEGATE,
    HEAD,
    OBSERVER,
    WENLAND,
    Visit,
    change,
    field,
    open_paragraph,
    paragraph,
    press,
    proposal_of,
    select,
    text_of,
)

SEVEN = "operative paragraph 7."


def propose_on_seven(page: Page) -> None:
    place = open_paragraph(page, SEVEN)
    change(place, "each year", "every two years")
    press(place, "Save for my delegation")
    expect(proposal_of(place, "Arvendal")).to_have_count(1)


def test_what_is_typed_is_shown_at_once_as_others_will_see_it(visit: Visit):
    page = visit(DELEGATE, COMMUNIQUE)
    place = open_paragraph(page, SEVEN)
    preview = place.get_by_role("region", name="As others will see it")
    expect(preview).to_contain_text("Nothing has changed yet.")
    change(place, "each year", "every two years")
    expect(preview.get_by_role("deletion")).to_have_text("each year")
    expect(preview.get_by_role("insertion")).to_have_text("every two years")
    expect(preview).to_contain_text("Paragraph 7: replace “each year” with “every two years”.")


def test_brackets_go_round_the_selected_words(visit: Visit):
    page = visit(DELEGATE, COMMUNIQUE)
    place = open_paragraph(page, SEVEN)
    select(place, "national coordinators")
    press(place, "[ ] Put the selection in brackets")
    assert "to the [national coordinators] each year" in text_of(place)
    expect(place.get_by_role("region", name="As others will see it")).to_contain_text(
        "put “national coordinators” in square brackets"
    )


def test_a_private_text_is_tabled_by_the_head_and_seen_by_others_only_then(visit: Visit):
    delegate = visit(DELEGATE, COMMUNIQUE)
    place = open_paragraph(delegate, SEVEN)
    change(place, "each year", "every two years")
    place.get_by_label("Reason").fill("Yearly reports are a burden on small administrations.")
    expect(place.get_by_role("button", name="Table now")).to_have_count(0)
    press(place, "Save for my delegation")
    expect(place.get_by_role("status")).to_have_text("Saved. Your delegation alone sees it until it is tabled.")
    expect(place.get_by_role("status")).to_be_focused()
    expect(proposal_of(place, "Arvendal")).to_contain_text("private to the delegation")

    belmora, chair, observer = (visit(who, COMMUNIQUE) for who in (BELMORA, CHAIR, OBSERVER))
    for page in (belmora, chair, observer):
        expect(proposal_of(open_paragraph(page, SEVEN), "Arvendal")).to_have_count(0)
        assert "every two years" not in page.content()

    head = visit(HEAD, COMMUNIQUE)
    place = open_paragraph(head, SEVEN)
    mine = proposal_of(place, "Arvendal")
    expect(mine).to_contain_text("private to the delegation")
    expect(mine).to_contain_text("Yearly reports are a burden on small administrations.")
    press(mine, "Table")
    expect(place.get_by_role("status")).to_have_text("Proposal 24: on the table.")

    for page in (belmora, chair, observer):
        page.reload()
        theirs = proposal_of(open_paragraph(page, SEVEN), "Arvendal")
        expect(theirs).to_contain_text("proposal 24")
        expect(theirs.get_by_role("insertion")).to_have_text("every two years")
        expect(theirs).to_contain_text("Delegation of Arvendal, paragraph 7: replace “each year” with")


def test_others_co_sponsor_and_the_mover_withdraws(visit: Visit):
    propose_on_seven(visit(DELEGATE, COMMUNIQUE))
    head = visit(HEAD, COMMUNIQUE)
    place = open_paragraph(head, SEVEN)
    press(proposal_of(place, "Arvendal"), "Table")
    expect(place.get_by_role("status")).to_contain_text("on the table")

    for who, names in ((WENLAND, "Wenland"), (BELMORA, "Belmora and Wenland")):
        page = visit(who, COMMUNIQUE)
        there = open_paragraph(page, SEVEN)
        press(proposal_of(there, "Arvendal"), "Co-sponsor")
        expect(proposal_of(there, "Arvendal")).to_contain_text(f"Co-sponsored by {names}")
        expect(there.get_by_role("button", name="Co-sponsor")).to_have_count(0)

    press(proposal_of(place, "Arvendal"), "Withdraw")
    expect(place.get_by_role("status")).to_have_text("Proposal 24: withdrawn.")
    place.get_by_text("Settled proposals").click()
    expect(proposal_of(place, "Arvendal")).to_contain_text("withdrawn")


def test_a_coordinator_tables_at_once_a_new_paragraph(visit: Visit):
    page = visit(COORDINATOR, COMMUNIQUE)
    place = open_paragraph(page, SEVEN)
    place.get_by_label("New paragraph after").check()
    expect(field(place)).to_have_value("")
    field(place).fill("To thank the interpreters.")
    expect(place.get_by_role("region", name="As others will see it")).to_contain_text("insert a new paragraph after 7.")
    press(place, "Table now")
    expect(proposal_of(place, "Arvendal").get_by_role("insertion")).to_have_text("To thank the interpreters.")


def test_deleting_a_paragraph_is_proposed_with_its_words_struck(visit: Visit):
    page = visit(HEAD, COMMUNIQUE)
    place = open_paragraph(page, SEVEN)
    place.get_by_label("Delete the paragraph").check()
    preview = place.get_by_role("region", name="As others will see it")
    expect(preview.get_by_role("deletion")).to_contain_text("To invite the observers")
    press(place, "Table now")
    expect(proposal_of(place, "Arvendal")).to_contain_text("delete the paragraph")


def test_a_proposal_without_a_change_is_refused_with_what_to_do(visit: Visit, troubles):
    troubles.expect("status of 422")
    page = visit(DELEGATE, COMMUNIQUE)
    place = open_paragraph(page, SEVEN)
    place.get_by_label("Reason").fill("Only a reason.")
    press(place, "Save for my delegation")
    expect(place.get_by_role("alert")).to_contain_text("The text is the same as it stands.")
    expect(place.get_by_role("alert")).to_be_focused()
    expect(place.get_by_label("Reason")).to_have_value("Only a reason.")


def test_a_private_text_is_edited_and_discarded_by_its_delegation(visit: Visit):
    propose_on_seven(visit(DELEGATE, COMMUNIQUE))
    page = visit(HEAD, COMMUNIQUE)
    place = open_paragraph(page, SEVEN)
    proposal_of(place, "Arvendal").get_by_role("link", name="Edit").click()
    expect(place.get_by_role("heading", name="Edit your delegation’s text")).to_be_visible()
    change(place, "every two years", "every third")
    press(place, "Save for my delegation")
    expect(proposal_of(place, "Arvendal").get_by_role("insertion")).to_have_text("every third")
    press(proposal_of(place, "Arvendal"), "Discard")
    expect(proposal_of(place, "Arvendal")).to_have_count(0)
    expect(place.get_by_role("status")).to_contain_text("Discarded.")


def test_an_observers_suggestion_comes_on_the_table_when_a_state_takes_it_up(visit: Visit):
    page = visit(OBSERVER, COMMUNIQUE)
    place = open_paragraph(page, SEVEN)
    change(place, "each year", "twice a year")
    press(place, "Put forward as a suggestion")
    expect(place.get_by_role("status")).to_have_text("Proposal 24: suggestion of an observer.")
    head = visit(HEAD, COMMUNIQUE)
    there = open_paragraph(head, SEVEN)
    suggestion = proposal_of(there, "Agency for Displaced Persons")
    press(suggestion, "Take up and table")
    expect(suggestion).to_contain_text("on the table")
    expect(suggestion).to_contain_text("Co-sponsored by Arvendal")


def test_the_draft_page_tells_of_a_new_proposal(visit: Visit):
    page = visit(BELMORA, COMMUNIQUE)
    propose = visit(HEAD, COMMUNIQUE)
    place = open_paragraph(propose, SEVEN)
    change(place, "each year", "every two years")
    press(place, "Table now")
    expect(proposal_of(place, "Arvendal")).to_have_count(1)
    page.reload()
    expect(paragraph(page, SEVEN)).to_contain_text(re.compile(r"1 proposal · ARV"))
