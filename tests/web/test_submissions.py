"""A token names one submission: the same words sent to the same place, and nothing else."""

import html

import pytest

from tests import acts
from tests.web.desk import decide, rule

TOKEN = "one-form-of-a-page"


def propose(it, browser, label: str, **fields: object):
    form = {"kind": "replace", "revision": 1, "token": TOKEN, "reason": "", **fields}
    return browser.post(f"/drafts/{it.draft}/paragraphs/{it.paragraphs[label]}/proposals", data=form)


def paragraph(it, browser, label: str) -> str:
    return html.unescape(browser.get(f"/drafts/{it.draft}/paragraphs/{it.paragraphs[label]}").text)


def test_words_changed_after_the_back_button_are_a_proposal_of_their_own(world, visit) -> None:
    browser = visit("head.arv")
    propose(world, browser, "1.", text="To welcome the first report;")
    propose(world, browser, "1.", text="To welcome the second report;")
    shown = paragraph(world, browser, "1.")
    assert "the first report" in shown.replace("<ins>", "").replace("</ins>", "")
    assert "second" in shown


def test_the_same_words_sent_twice_are_one_proposal_and_the_other_button_tables_it(world, visit) -> None:
    browser = visit("head.arv")
    for button in ("save", "save", "table"):
        propose(world, browser, "1.", text="To welcome the first report;", then=button)
    shown = paragraph(world, browser, "1.")
    assert shown.count('<article class="proposal') == 1
    assert "proposal 1" in shown


def test_a_token_spent_on_tabling_does_not_stop_a_withdrawal(world, visit) -> None:
    browser, ref = visit("head.arv"), acts.propose(world, "head.arv", "1.", "To take note;", table=False)
    for act in ("table", "withdraw"):
        browser.post(f"/drafts/{world.draft}/proposals/{ref}/{act}", data={"token": TOKEN})
    assert 'class="status withdrawn"' in paragraph(world, browser, "1.")


@pytest.mark.parametrize("label", ["1.", "2."])
def test_a_token_spent_on_one_paragraph_rules_on_another(world, visit, label: str) -> None:
    chair = visit("chair")
    rule(world, chair, "3.", "defer", token=TOKEN, reason="Later.")
    rule(world, chair, label, "close", token=TOKEN)
    assert 'data-state="agreed"' in paragraph(world, chair, label)


def test_a_token_spent_on_declining_accepts_another_proposal(world, visit) -> None:
    chair = visit("chair")
    first = acts.propose(world, "head.arv", "1.", "To take note of the report;")
    second = acts.propose(world, "head.bel", "1.", "To study the report;")
    decide(world, chair, first, "decline", token=TOKEN, reason="No support.")
    decide(world, chair, second, "accept", token=TOKEN)
    assert "To study the report;" in paragraph(world, chair, "1.")
