"""Remarks on the pages: made under a paragraph, read by everybody, on the desk and in the history, taken back."""

import pytest

from tests import acts

HTMX = {"HX-Request": "true"}


@pytest.fixture
def address(world):
    return f"/drafts/{world.draft}/paragraphs/{world.paragraphs['1.']}"


def make(browser, address, words="Why <here>?", **how):
    return browser.post(f"{address}/remarks", data={"remark": words, "token": "submission-1"}, **how)


def test_a_remark_is_read_by_everybody_in_its_exact_words(world, visit, address):
    assert make(visit("observer"), address).status_code == 303
    for who in ("head.arv", "delegate.bel", "chair", "office", "rapporteur"):
        assert "Why &lt;here&gt;?" in visit(who).get(address).text
    assert "1 remark · OBS" in visit("head.arv").get(f"/drafts/{world.draft}").text
    assert "1 замечание · OBS" in visit("head.bel").get(f"/drafts/{world.draft}").text
    assert (
        "Why &lt;here&gt;?" in visit("chair").get(f"/drafts/{world.draft}/desk?paragraph={world.paragraphs['1.']}").text
    )
    history = visit("chair").get(f"/drafts/{world.draft}/history").text
    assert "Remark of Observia." in history
    assert "Why &lt;here&gt;?" in history


def test_with_htmx_the_answer_is_the_paragraph_with_what_was_done(visit, address):
    answer = make(visit("head.arv"), address, headers=HTMX)
    assert answer.status_code == 200
    assert "The remark is made" in answer.text
    assert "<html" not in answer.text


def test_words_that_are_not_taken_stay_on_the_screen(world, visit, address):
    long = "so " * 7_000
    answer = make(visit("head.arv"), address, long)
    assert answer.status_code == 422
    assert long.strip() in answer.text
    assert "Write the remark first" in make(visit("head.arv"), address, " ").text
    acts.accept(world, acts.propose(world, "head.bel", "1.", "", kind="delete"))
    gone = make(visit("head.arv"), address, "Do not delete it!")
    assert gone.status_code == 409
    assert "Do not delete it!" in gone.text


def test_its_delegation_takes_it_back_and_the_record_keeps_it(world, visit, address):
    seq = acts.remark(world, "head.arv", "1.", "Why here?")
    back = f"/drafts/{world.draft}/remarks/{seq}/withdraw"
    assert back in visit("head.arv").get(address).text
    for other in ("head.bel", "delegate.arv", "observer", "chair", "office"):
        assert back not in visit(other).get(address).text
        assert visit(other).post(back, data={"token": "guess-0001"}).status_code == 403
    for token in ("submission-1", "submission-2"):
        assert visit("head.arv").post(back, data={"token": token}).status_code == 303
    assert "Why here?" not in visit("head.bel").get(address).text
    history = visit("head.arv").get(f"/drafts/{world.draft}/history").text
    assert history.count("Why here?") == 2
    assert "Arvendal took a remark back." in history


def test_nobody_takes_back_what_is_no_remark(world, visit):
    assert (
        visit("head.arv").post(f"/drafts/{world.draft}/remarks/1/withdraw", data={"token": "guess-0001"}).status_code
        == 404
    )
