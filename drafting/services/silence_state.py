"""A no-objection run as it stands, with all that the rules of `domain/silence.py` ask about it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from drafting.domain import deadlines, silence
from drafting.domain.errors import NotFound
from drafting.domain.silence_subjects import Subject
from drafting.persistence.queries import silence as queries
from drafting.persistence.records import SilenceAnswer, SilenceEligible, SilenceParagraph, SilenceRun
from drafting.services.scope import DraftScope


@dataclass(frozen=True)
class Standing:
    """A run with its paragraphs, its eligible States and the answers, in the order of their entries."""

    row: SilenceRun
    paragraphs: tuple[SilenceParagraph, ...]
    eligible: tuple[SilenceEligible, ...]
    answers: tuple[SilenceAnswer, ...]

    @property
    def run(self) -> silence.Run:
        """As the rules want to see it, at this moment."""
        return silence.Run(
            state=self.row.state,  # type: ignore[arg-type] # the table holds the domain's words
            opens=self.row.opens_at,
            ends=self.row.ends_at,
            eligible=frozenset(it.party_id for it in self.eligible),
            severable=self.row.severable,
            paragraphs=tuple(it.paragraph_id for it in self.paragraphs),
        )

    @property
    def subject(self) -> Subject:
        ids = frozenset(it.paragraph_id for it in self.paragraphs) if self.row.subject == "paragraphs" else frozenset()
        return Subject(self.row.subject, ids, self.row.party_id)

    def given(self) -> list[silence.Given]:
        """The answers as they count."""
        run = self.run
        return [counted(run, it) for it in self.answers]

    def not_reached(self) -> frozenset[int]:
        return frozenset(it.party_id for it in self.eligible if it.reached is False)

    def notes_to_rule(self) -> list[SilenceAnswer]:
        """The paper notes of which the Chair must say whether they were received in time; none once it is over."""
        run = self.run
        return [
            it
            for it in self.answers
            if run.state in silence.ACTIVE
            and silence.awaits_ruling(run, it.answer, it.received_at, it.given_at, in_time=it.in_time)
        ]


def counted(run: silence.Run, it: SilenceAnswer) -> silence.Given:
    at = silence.counted_from(run, it.received_at, it.given_at, in_time=it.in_time)
    return silence.Given(it.party_id, it.answer, at, frozenset(it.paragraphs))


def find(session: Session, scope: DraftScope, number: int) -> SilenceRun:
    """Raises NotFound when there is no such run, or it is still prepared by others."""
    row = queries.run(session, scope.draft.id, number)
    if row is None or (row.state == "draft" and not scope.actor.holds("chair", "support")):
        raise NotFound
    return row


def load(session: Session, scope: DraftScope, number: int) -> Standing:
    """Raises NotFound as `find`."""
    return of(session, [find(session, scope, number)])[0]


def of(session: Session, rows: Iterable[SilenceRun]) -> list[Standing]:
    """Several runs at once, in a fixed number of queries."""
    rows = list(rows)
    ids = [it.id for it in rows]
    paragraphs: dict[int, list[SilenceParagraph]] = defaultdict(list)
    for paragraph in queries.paragraphs(session, ids):
        paragraphs[paragraph.run_id].append(paragraph)
    eligible: dict[int, list[SilenceEligible]] = defaultdict(list)
    for state in queries.eligible(session, ids):
        eligible[state.run_id].append(state)
    answers: dict[int, list[SilenceAnswer]] = defaultdict(list)
    for answer in queries.answers(session, ids):
        answers[answer.run_id].append(answer)
    return [Standing(it, tuple(paragraphs[it.id]), tuple(eligible[it.id]), tuple(answers[it.id])) for it in rows]


def names_shown(scope: DraftScope, row: SilenceRun) -> bool:
    """Whether this viewer is told who objected: a setting of the run (practice.md section 6)."""
    if row.names == "all" or scope.actor.holds("chair", "support"):
        return True
    return row.names == "after the end" and row.state not in silence.ACTIVE


def step(row: SilenceRun, event: silence.Event | silence.Ending) -> None:
    """Raises WrongState."""
    row.state = silence.step(row.state, event)


class Timed(Protocol):
    """A row of a run, or of a list of runs: what the clock looks at."""

    @property
    def state(self) -> str: ...

    @property
    def opens_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime: ...


def timed(row: Timed) -> silence.Run:
    """The run as far as time alone bears on it, without its States."""
    return silence.Run(row.state, row.opens_at, row.ends_at, frozenset())  # type: ignore[arg-type] # as above


def as_of(row: Timed, now: datetime) -> silence.RunState:
    """The state as of an instant: a deadline passes by itself, recorded or not."""
    return silence.as_of(timed(row), now)


def schedule(row: SilenceRun, now: datetime) -> None:
    """Note when time alone brings something next."""
    row.next_at = silence.next_moment(timed(row), reminders(row), now)


def reminders(row: SilenceRun) -> tuple[datetime, ...]:
    """When those who have not answered are reminded, by the rules that the run was announced by."""
    return deadlines.reminders(row.opens_at, row.ends_at, row.reminder_hours)
