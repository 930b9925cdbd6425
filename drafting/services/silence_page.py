"""The page of a no-objection run, as data: what is asked of whom, what was answered, and what this viewer may be told.

Who objected is kept back where the run says so (practice.md section 6); a delegation always reads its own answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import inline, silence
from drafting.persistence.queries import accounts, outline
from drafting.persistence.queries import silence as queries
from drafting.persistence.queries.outline import Line
from drafting.persistence.records import Party, Person, SilenceAnswer, SilenceContact, SilenceRun
from drafting.services import history, silence_certificate, silence_state
from drafting.services.outline import numbered_notes, spoken_labels
from drafting.services.scope import DraftScope
from drafting.services.silence_state import Standing


@dataclass(frozen=True)
class Asked:
    """A paragraph with the words that are asked about. seat: with its label as it is said; is_objected: whether an
    objection stands against it."""

    seat: Line
    text: str
    revision: int
    is_objected: bool = False

    @property
    def opening(self) -> str:
        """Its first words without marks, to tell it from others."""
        return inline.plain(self.text)


@dataclass(frozen=True)
class Answered:
    """An answer that this viewer may read. seats: the paragraphs it names, () for the whole; note: the number of its
    paper note in the register; awaits_ruling: whether the Chair must say if that note came in time; stands: whether it
    is an objection that stands."""

    seq: int
    answer: str
    party: Party
    person: Person
    seats: tuple[Line, ...]
    statement: str
    received_at: datetime
    given_at: datetime
    is_late: bool
    note: int | None
    in_time: bool | None
    awaits_ruling: bool
    stands: bool


@dataclass(frozen=True)
class Reached:
    """An eligible State with the people who answer for it. undelivered: no notice of the start has reached it, and
    ruling is the Chair's word on that, None while there is none."""

    party: Party
    contacts: tuple[SilenceContact, ...]
    undelivered: bool = False
    ruling: bool | None = None


@dataclass(frozen=True)
class RunPage:
    """state: as of now; party: whose participation it is about; kept_back: how many answers this viewer is told only
    the number of; objecting: how many States' objections stand; mine: the State that this person answers for, if it is
    asked; objects: whether an objection of its own stands; own: the viewer's own delegation, if it is asked; way: what
    lies before the certificate, for the Chair and the Office; may_restore: nothing that broke silence stands any more;
    story: its entries, oldest first."""

    scope: DraftScope
    run: SilenceRun
    state: silence.RunState
    now: datetime
    party: Party | None
    asked: tuple[Asked, ...]
    note_numbers: Mapping[str, int]
    eligible: tuple[Reached, ...]
    names_shown: bool
    answers: tuple[Answered, ...]
    kept_back: int
    objecting: int
    mine: Party | None
    objects: bool
    own: Reached | None
    way: silence_certificate.Way | None
    may_restore: bool
    story: tuple[history.EntryView, ...]

    @property
    def is_active(self) -> bool:
        return self.state in silence.ACTIVE

    @property
    def is_open(self) -> bool:
        """Whether an answer of now would be in time."""
        return self.state in ("announced", "running", "suspended") or (
            self.state == "broken" and self.now < self.run.ends_at
        )

    @property
    def objected(self) -> tuple[Asked, ...]:
        """The paragraphs that an objection stands against."""
        return tuple(it for it in self.asked if it.is_objected)


def run_page(session: Session, scope: DraftScope, number: int, now: datetime) -> RunPage:
    """For everybody who sees the draft. Raises NotFound as `silence_state.find`."""
    it = silence_state.load(session, scope, number)
    row, seats = it.row, seats_of(session, scope)
    directs = scope.actor.holds("chair", "support")
    shown = silence_state.names_shown(scope, row)
    standing = silence.standing(it.run, it.given())
    contacts = queries.contacts(session, row.id)
    way = silence_certificate.way(session, scope, it, now) if directs and row.state in silence.ACTIVE else None
    reached = _reached(scope, it, contacts, way)
    mine = scope.actor.binds()
    asked = _asked(session, it, seats)
    return RunPage(
        scope=scope,
        run=row,
        state=silence_state.as_of(row, now),
        now=now,
        party=None if row.party_id is None else scope.parties[row.party_id],
        asked=asked,
        note_numbers=numbered_notes(session, scope.draft),
        eligible=reached,
        names_shown=shown,
        answers=_answers(session, scope, it, seats, everybody=shown),
        kept_back=0 if shown else sum(answer.party_id not in scope.actor.seats() for answer in it.answers),
        objecting=len({given.party for given in standing}),
        mine=scope.parties[mine] if mine in it.run.eligible and mine is not None else None,
        objects=mine in {given.party for given in standing},
        own=next((state for state in reached if state.party.id == scope.actor.delegation()), None),
        way=way,
        may_restore=row.state == "broken" and not any(silence.breaks(it.run, given) for given in standing),
        story=history.of_run(session, scope, number),
    )


def seats_of(session: Session, scope: DraftScope) -> dict[int, Line]:
    """Every paragraph with its label as it is said."""
    lines = outline.outline(session, scope.draft.id)
    labels = spoken_labels(lines, numbered_notes(session, scope.draft))
    return {it.id: it._replace(label=labels[it.id]) for it in lines}


def _asked(session: Session, it: Standing, seats: Mapping[int, Line]) -> tuple[Asked, ...]:
    against = silence.objected(it.run, it.given())
    return tuple(
        Asked(seats[paragraph.id], revision.text, revision.number, paragraph.id in against)
        for paragraph, revision in queries.circulated(session, it.row.id)
    )


def _reached(
    scope: DraftScope, it: Standing, contacts: Sequence[SilenceContact], way: silence_certificate.Way | None
) -> tuple[Reached, ...]:
    """The eligible States in English alphabetical order. Who answers for another State is its own business."""
    everybody, own = scope.actor.holds("chair", "support"), scope.actor.delegation()
    rulings = {state.party_id: state.reached for state in it.eligible}
    unruled = set(way.unruled) if way else set()
    return tuple(
        Reached(
            party,
            tuple(who for who in contacts if who.party_id == key and who.binds) if everybody or key == own else (),
            undelivered=everybody and (key in unruled or rulings[key] is not None),
            ruling=rulings[key] if everybody else None,
        )
        for key, party in scope.parties.items()
        if key in rulings
    )


def _answers(
    session: Session, scope: DraftScope, it: Standing, seats: Mapping[int, Line], *, everybody: bool
) -> tuple[Answered, ...]:
    """Those that may be read, in the order of their entries."""
    rows = [row for row in it.answers if everybody or row.party_id in scope.actor.seats()]
    people = accounts.names(session, {row.person_id for row in rows})
    numbers = queries.note_numbers(session, {row.note_id for row in rows if row.note_id is not None})
    standing, to_rule = set(silence.standing(it.run, it.given())), {row.seq for row in it.notes_to_rule()}
    found = []
    for row in rows:
        counted = silence_state.counted(it.run, row)
        found.append(
            Answered(
                seq=row.seq,
                answer=row.answer,
                party=scope.parties[row.party_id],
                person=people[row.person_id],
                seats=_named(row, seats),
                statement=row.statement,
                received_at=row.received_at,
                given_at=row.given_at,
                is_late=silence.is_late(it.run, counted.received),
                note=None if row.note_id is None else numbers[row.note_id],
                in_time=row.in_time,
                awaits_ruling=row.seq in to_rule,
                stands=counted in standing,
            )
        )
    return tuple(found)


def _named(row: SilenceAnswer, seats: Mapping[int, Line]) -> tuple[Line, ...]:
    return tuple(seat for key, seat in seats.items() if key in row.paragraphs)
