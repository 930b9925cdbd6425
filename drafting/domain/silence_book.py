"""The no-objection runs of a draft as its record tells them: the second set of books.

Everything is taken from the entries as they were written, so that a table that was altered disagrees with it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from drafting.domain.silence import step

Payload = Mapping[str, Any]


@dataclass(frozen=True)
class AnswerBook:
    """An answer. party: whose; received: ISO, UTC; note: the number of its paper note in the register, if one."""

    party: int
    answer: str
    paragraphs: tuple[int, ...]
    statement: str
    received: str
    note: int | None


@dataclass
class RunBook:
    """One run. opens, ends: ISO, UTC; paragraphs: id -> hash of the wording circulated; answers: by the number of
    their entry; reached: the Chair's rulings on undelivered notices, by State; in_time: those on paper notes, by the
    number of the answer's entry; marks: by State, once certified."""

    subject: str
    party: int | None
    meaning: str
    severable: bool
    names: str
    opens: str
    ends: str
    zone: str
    wording: str
    revision: int
    paragraphs: dict[int, str]
    eligible: frozenset[int]
    notice: tuple[str, str]
    # None of a run that was announced before its record kept the rules.
    rules: tuple[tuple[int, ...], bool] | None
    state: str = "announced"
    answers: dict[int, AnswerBook] = field(default_factory=dict)
    reached: dict[int, bool] = field(default_factory=dict)
    in_time: dict[int, bool] = field(default_factory=dict)
    marks: dict[int, str] = field(default_factory=dict)


Runs = dict[int, RunBook]


def _announced(runs: Runs, payload: Payload) -> None:
    runs[payload["run"]] = RunBook(
        subject=payload["subject"],
        party=payload["party"],
        meaning=payload["meaning"],
        severable=payload["severable"],
        names=payload["names"],
        opens=payload["opens"],
        ends=payload["ends"],
        zone=payload["zone"],
        wording=payload["wording"],
        revision=payload["revision"],
        paragraphs={row["id"]: row["wording"] for row in payload["paragraphs"]},
        eligible=frozenset(payload["eligible"]),
        notice=(payload["notice"]["en"], payload["notice"]["ru"]),
        rules=(tuple(payload["reminders"]), payload["scrutiny_blocks"]) if "reminders" in payload else None,
    )


def _event(event: str) -> Callable[[Runs, Payload], None]:
    def stepped(runs: Runs, payload: Payload) -> None:
        run = runs[payload["run"]]
        run.state = step(run.state, event)  # type: ignore[arg-type] # the table of events is the domain's own
        run.ends, run.zone = payload.get("ends", run.ends), payload.get("zone", run.zone)

    return stepped


def _certified(runs: Runs, payload: Payload) -> None:
    run = runs[payload["run"]]
    run.state = step(run.state, "conclude" if payload["outcome"] == "not adopted" else "certify")
    run.marks = {int(party): mark for party, mark in payload["marks"].items()}


def _ended(runs: Runs, payload: Payload) -> None:
    run = runs[payload["run"]]
    run.state = step(run.state, payload["ending"])


def _notice_ruled(runs: Runs, payload: Payload) -> None:
    runs[payload["run"]].reached[payload["party"]] = payload["reached"]


def _note_ruled(runs: Runs, payload: Payload) -> None:
    runs[payload["run"]].in_time[payload["answer"]] = payload["in_time"]


def answered(runs: Runs, seq: int, party: int, payload: Payload) -> None:
    """An answer, by the number of its entry. Raises KeyError for an unknown run."""
    runs[payload["run"]].answers[seq] = AnswerBook(
        party=party,
        answer=payload["answer"],
        paragraphs=tuple(payload["paragraphs"]),
        statement=payload["statement"],
        received=payload["received"],
        note=payload["note"],
    )


def _reminded(runs: Runs, payload: Payload) -> None:
    """A reminder changes nothing, but only a run that is there can be reminded of. Raises KeyError."""
    _ = runs[payload["run"]]


REPLAY: Mapping[str, Callable[[Runs, Payload], None]] = {
    "silence announced": _announced,
    "silence opened": _event("open"),
    "silence reminded": _reminded,
    "silence broken": _event("break"),
    "silence restored": _event("restore"),
    "silence suspended": _event("suspend"),
    "silence resumed": _event("resume"),
    "silence extended": _event("extend"),
    "outage declared": _event("outage"),
    "silence expired": _event("expire"),
    "silence certified": _certified,
    "silence ended": _ended,
    "notice ruled": _notice_ruled,
    "note ruled": _note_ruled,
}
