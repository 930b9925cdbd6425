"""Positions of States, the Chair's closing, and what stands in its way."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Troubles
from tests.browser.steps import (
    BELMORA,
    CHAIR,
    COMMUNIQUE,
    DELEGATE,
    WENLAND,
    ZHORAM,
    Visit,
    desk,
    give_position,
    open_paragraph,
    press,
    reword,
)

BIS = "operative paragraph 3 bis."
ON_DESK = f"{COMMUNIQUE}/desk?paragraph=61"
AGREED = "I see no objection. Paragraph 3 bis is agreed."
WORDS = "We cannot share what our parliament has not yet seen."


def positions(place: Locator | Page) -> Locator:
    return place.get_by_role("region", name="Positions of States").get_by_role("listitem")


def test_the_chair_is_refused_with_the_words_of_the_objection_and_closes_when_it_is_gone(
    visit: Visit, troubles: Troubles
):
    troubles.expect("status of 409")
    wenland = visit(WENLAND, COMMUNIQUE)
    place = open_paragraph(wenland, BIS)
    give_position(place, "objects", WORDS)
    expect(place.get_by_role("status")).to_have_text("Recorded for Wenland: objects.")
    expect(positions(place).filter(has_text="Wenland")).to_contain_text(WORDS)

    chair = visit(CHAIR, ON_DESK)
    expect(chair.get_by_role("region", name="1 objection")).to_contain_text(WORDS)
    press(chair, AGREED)
    refusal = chair.get_by_role("alert")
    expect(refusal).to_contain_text("Paragraph 3 bis cannot be agreed now.")
    expect(refusal.get_by_role("listitem")).to_have_text([f"Wenland objects: “{WORDS}”"])
    expect(refusal).to_be_focused()

    give_position(place, "no objection")
    expect(place.get_by_role("status")).to_have_text("Recorded for Wenland: no objection.")
    press(chair, AGREED)
    expect(desk(chair).get_by_role("status")).to_have_text("Paragraph 3 bis: agreed.")


def test_a_new_wording_reopens_the_paragraph_and_says_whom_to_ask_again(visit: Visit):
    chair = visit(CHAIR, ON_DESK)
    press(chair, AGREED)
    expect(desk(chair).get_by_role("status")).to_have_text("Paragraph 3 bis: agreed.")
    chair.get_by_text(re.compile("^Reopen")).first.click()
    chair.get_by_label("Reason").fill("Two delegations asked for it.")
    press(chair, "Reopen Paragraph 3 bis")
    expect(desk(chair).get_by_role("status")).to_have_text("Paragraph 3 bis: open.")
    reword(chair, "To invite the States that have a referral mechanism to share their experience.", state="open")
    again = chair.get_by_role("list", name="To be asked again: they spoke on an earlier wording")
    expect(again.get_by_role("listitem")).to_contain_text(["Belmora", "Kethara"])

    matrix = visit(DELEGATE, f"{COMMUNIQUE}/matrix")
    row = matrix.get_by_role("row").filter(has=matrix.get_by_role("rowheader", name=re.compile("^3 bis")))
    expect(row.get_by_title("Belmora: agrees")).to_have_count(1)
    expect(matrix.get_by_role("region", name="Whom to ask again")).to_contain_text("Belmora and Kethara")
    row.get_by_title("Belmora: agrees").click()
    expect(positions(matrix).filter(has_text="Belmora")).to_contain_text(
        "given on an earlier wording: to be asked again"
    )

    belmora = visit(BELMORA, f"{COMMUNIQUE}?mine=1")
    place = open_paragraph(belmora, BIS)
    give_position(place, "agrees")
    expect(place.get_by_role("status")).to_have_text("Recorded for Belmora: agrees.")
    matrix.reload()
    expect(positions(matrix).filter(has_text="Belmora")).not_to_contain_text("earlier wording")


def test_an_objection_needs_words_and_what_was_chosen_stays(visit: Visit, troubles: Troubles):
    troubles.expect("status of 422")
    place = open_paragraph(visit(WENLAND, COMMUNIQUE), BIS)
    give_position(place, "objects")
    expect(place.get_by_role("alert")).to_contain_text("Say in a few words what the position is about")
    expect(place.get_by_label("objects", exact=True)).to_be_checked()


def test_a_position_on_a_wording_that_is_gone_is_not_recorded(visit: Visit, troubles: Troubles):
    troubles.expect("status of 409")
    place = open_paragraph(visit(WENLAND, COMMUNIQUE), BIS)
    reword(visit(CHAIR, ON_DESK), "To invite the States to share their experience.", state="open")
    give_position(place, "reservation", "Voluntary only.")
    expect(place.get_by_role("alert")).to_contain_text("The wording changed before your position was given.")
    expect(place.get_by_label("Statement")).to_have_value("Voluntary only.")
    expect(positions(place).filter(has_text="Wenland")).to_contain_text("silent")
    press(place, "Give this position")
    expect(positions(place).filter(has_text="Wenland")).to_contain_text("Voluntary only.")


def test_a_paragraph_with_brackets_and_proposals_is_not_closed_and_the_list_is_complete(
    visit: Visit, troubles: Troubles
):
    troubles.expect("status of 409")
    chair = visit(CHAIR, f"{COMMUNIQUE}/desk?paragraph=20")
    press(chair, "I see no objection. Paragraph 3 is agreed ad referendum.")
    lines = chair.get_by_role("alert").get_by_role("listitem")
    expect(lines.filter(has_text="Zhoram objects: “Обязательная формулировка «shall» неприемлема.”")).to_have_count(1)
    expect(lines.filter(has_text="Words stand in brackets")).to_have_count(2)
    expect(lines.filter(has_text="is on the table")).to_have_count(3)


def test_a_delegate_sees_the_positions_and_gives_none(visit: Visit):
    place = open_paragraph(visit(DELEGATE, COMMUNIQUE), BIS)
    expect(positions(place)).to_have_count(8)
    expect(place.get_by_role("button", name="Give this position")).to_have_count(0)


def test_an_objection_made_on_russian_pages_reaches_the_chair_in_its_own_words(visit: Visit):
    place = open_paragraph(visit(ZHORAM, COMMUNIQUE), "пункт постановляющей части 3 bis.")
    place.get_by_label("возражение", exact=True).check()
    place.get_by_label("Заявление").fill("Не согласны с добровольностью.")
    press(place, "Заявить позицию")
    chair = visit(CHAIR, ON_DESK)
    expect(chair.get_by_role("region", name="1 objection")).to_contain_text("Zhoram Не согласны с добровольностью.")
