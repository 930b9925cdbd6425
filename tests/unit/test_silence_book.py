"""The second set of books of no-objection runs: what the entries tell, and what they cannot tell."""

from typing import Any

import pytest

from drafting.domain.errors import WrongState
from drafting.domain.silence_book import REPLAY, AnswerBook, Runs, answered

ANNOUNCED: dict[str, Any] = {
    "run": 1,
    "subject": "paragraphs",
    "party": None,
    "meaning": "agreed",
    "severable": False,
    "names": "all",
    "opens": "2026-06-05T12:00:00+00:00",
    "ends": "2026-06-09T13:00:00+00:00",
    "zone": "Asia/Almaty",
    "wording": "w",
    "revision": 3,
    "paragraphs": [{"id": 7, "wording": "p"}],
    "eligible": [1, 2],
    "notice": {"en": "Silence.", "ru": "Молчание."},
}
OBJECTION = {"run": 1, "answer": "objection", "paragraphs": [7], "statement": "No.", "received": "r", "note": None}


def told(*entries: tuple[str, dict[str, Any]]) -> Runs:
    runs: Runs = {}
    for kind, payload in (("silence announced", ANNOUNCED), *entries):
        REPLAY[kind](runs, {"run": 1, **payload})
    return runs


def test_an_announcement_tells_all_that_was_frozen():
    run = told()[1]
    assert (run.state, run.paragraphs, run.eligible) == ("announced", {7: "p"}, frozenset({1, 2}))
    assert run.notice == ("Silence.", "Молчание.")


@pytest.mark.parametrize(
    ("entries", "state"),
    [
        (["silence opened"], "running"),
        (["silence opened", "silence reminded"], "running"),
        (["silence opened", "silence expired"], "expired"),
        (["silence opened", "silence broken", "silence restored"], "running"),
        (["silence opened", "silence suspended", "silence resumed"], "running"),
        (["silence opened", "silence expired", "outage declared"], "running"),
    ],
)
def test_each_event_is_a_step_of_the_rules(entries, state):
    assert told(*((kind, {}) for kind in entries))[1].state == state


@pytest.mark.parametrize("kind", ["silence extended", "silence resumed", "outage declared", "silence broken"])
def test_an_entry_that_moves_the_deadline_tells_the_new_one(kind):
    before = [("silence opened", {}), *([("silence suspended", {})] if kind == "silence resumed" else [])]
    assert told(*before, (kind, {"ends": "later", "zone": "Europe/London"}))[1].ends == "later"


@pytest.mark.parametrize(
    ("outcome", "state"), [("adopted", "adopted"), ("adopted in part", "adopted"), ("not adopted", "not adopted")]
)
def test_the_certificate_gives_the_marks(outcome, state):
    certificate = {"outcome": outcome, "marks": {"1": "silent", "2": "late"}}
    run = told(("silence opened", {}), ("silence expired", {}), ("silence certified", certificate))[1]
    assert (run.state, run.marks) == (state, {1: "silent", 2: "late"})


def test_what_the_chair_ruled_is_kept_by_state_and_by_answer():
    run = told(("notice ruled", {"party": 2, "reached": False}), ("note ruled", {"answer": 9, "in_time": True}))[1]
    assert (run.reached, run.in_time) == ({2: False}, {9: True})


def test_an_answer_stands_under_the_number_of_its_entry():
    runs = told()
    answered(runs, 5, 2, OBJECTION)
    assert runs[1].answers == {5: AnswerBook(2, "objection", (7,), "No.", "r", None)}
    with pytest.raises(KeyError):
        answered(runs, 6, 2, {**OBJECTION, "run": 2})


@pytest.mark.parametrize("kind", sorted(set(REPLAY) - {"silence announced"}))
def test_an_entry_about_a_run_that_nobody_announced_cannot_be_read(kind):
    with pytest.raises(KeyError):
        REPLAY[kind]({}, {**ANNOUNCED, **OBJECTION, "outcome": "adopted", "ending": "annul", "reached": True})


@pytest.mark.parametrize("entries", [["silence expired"], ["silence opened", "silence opened"], ["silence resumed"]])
def test_an_event_that_the_rules_do_not_know_cannot_be_replayed(entries):
    with pytest.raises(WrongState):
        told(*((kind, {}) for kind in entries))


def test_an_ending_is_a_step_too():
    assert told(("silence ended", {"ending": "supersede"}))[1].state == "superseded"
