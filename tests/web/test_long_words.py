"""Nothing longer than a paragraph can be is compared, stored or drawn; it is refused, and stays on the screen."""

import html

import pytest

from drafting.domain.proposals import LONGEST
from drafting.services import texts
from tests import acts
from tests.web.desk import rule

TOO_LONG = "*" * (LONGEST + 1)
# Ten times as many took a minute when they were compared with the text.
FLOOD = "[^a]" * 50_000


def post(it, browser, label: str, form: str, **fields: object):
    address = f"/drafts/{it.draft}/paragraphs/{it.paragraphs[label]}/{form}"
    return browser.post(address, data={"kind": "replace", "revision": 1, "token": acts.token(), **fields})


@pytest.mark.parametrize("label", ["1.", "2."])
def test_a_flood_of_signs_is_refused_without_being_compared(world, visit, label: str) -> None:
    acts.reword(world, "2.", "To work together:")
    browser = visit("head.arv")
    answers = [post(world, browser, label, form, text=FLOOD) for form in ("preview", "proposals")]
    assert [it.status_code for it in answers] == [422, 422]
    assert all("too long" in it.text for it in answers)
    assert FLOOD in answers[1].text


def test_a_statement_longer_than_a_paragraph_is_refused_and_stays(world, visit) -> None:
    answer = post(world, visit("head.arv"), "1.", "position", position="objects", statement=TOO_LONG)
    assert (answer.status_code, TOO_LONG in answer.text) == (422, True)


def test_a_reason_longer_than_a_paragraph_is_refused_and_stays(world, visit) -> None:
    answer = post(world, visit("head.arv"), "1.", "proposals", text="To take note;", reason=TOO_LONG)
    assert (answer.status_code, TOO_LONG in answer.text, "To take note;" in answer.text) == (422, True, True)


@pytest.mark.parametrize(("act", "agreed"), [("defer", False), ("reopen", True)])
def test_a_reason_of_the_chair_longer_than_a_paragraph_is_refused_and_stays(world, visit, act, agreed) -> None:
    if agreed:
        acts.close(world, "1.")
    answer = rule(world, visit("chair"), "1.", act, reason=TOO_LONG)
    assert (answer.status_code, TOO_LONG in html.unescape(answer.text)) == (422, True)


def test_a_note_on_participation_longer_than_a_paragraph_is_refused(world, visit) -> None:
    address = f"/drafts/{world.draft}/participation/{world.parties['ARV']}/preview"
    answer = visit("office").post(address, data={"status": "bracketed", "note": TOO_LONG, "token": acts.token()})
    assert (answer.status_code, TOO_LONG in html.unescape(answer.text)) == (422, True)


def test_the_longest_remark_is_taken() -> None:
    assert texts.remark(f" {TOO_LONG[1:]}\r\n") == TOO_LONG[1:]
