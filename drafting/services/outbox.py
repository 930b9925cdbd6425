"""The outbox: what people are to be told is written in the transaction of the entry that tells it, and sent later.

Nothing is lost and nothing is sent twice, whenever a deliverer dies: each step of a notice is committed before the next
begins, and one that stopped between the words and their answer is in doubt until somebody rules (docs/adr/0012).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import notices
from drafting.domain.errors import NotFound
from drafting.notices.mail import Letter
from drafting.persistence.queries import notices as queries
from drafting.persistence.records import Entry, Notice, Person, SilenceRun
from drafting.services.scope import DraftScope

LONGEST_PROBLEM = 500  # signs of it are kept


@dataclass(frozen=True)
class Telling:
    """One event of a run that people are told of. seq: of its entry; occasion: of `domain/notices.py`; detail: names
    the notice where an entry alone does not, such as the hours of a reminder."""

    run: SilenceRun
    seq: int
    occasion: str
    detail: str = ""

    def facts(self, now: datetime) -> dict[str, object]:
        return {
            "of_run": self.run.id,
            "draft_id": self.run.draft_id,
            "seq": self.seq,
            "occasion": self.occasion,
            "now": now,
            "prefix": f"{self.run.id}:{self.occasion}:{self.detail or self.seq}:",
        }


def queue(session: Session, run: SilenceRun, *, seq: int, occasion: str, now: datetime, detail: str = "") -> None:
    """A notice to each contact of the run about one entry, in the caller's transaction; asked twice, queued once."""
    queue_all(session, [Telling(run, seq, occasion, detail)], now)


def queue_all(session: Session, told: Iterable[Telling], now: datetime) -> None:
    """The same of many runs at once. A reminder goes to those who may answer, everything else to all."""
    session.flush()  # The contacts may have been added a line above, and the statement reads them in the database.
    told = list(told)
    for binding in (False, True):
        facts = [it.facts(now) for it in told if (it.occasion in notices.ONLY_BINDING) == binding]
        if facts:
            queries.queue(session, facts, binding=binding)


def queue_to(
    session: Session,
    entry: Entry,
    told: Iterable[tuple[int | None, Person]],
    *,
    occasion: notices.Occasion,
    key: str,
    now: datetime,
) -> None:
    """A notice of no run, to these people: (the State that each answers for or None, person). key: names the event; the
    database refuses the same one to the same person twice."""
    for party, person in told:
        row = Notice(key=f"{key}:{person.id}", draft_id=entry.draft_id, seq=entry.seq, occasion=occasion)
        row.party_id, row.person_id, row.email, row.language = party, person.id, person.email, person.language
        row.state, row.made_at, row.next_try_at = "waiting", now, now
        session.add(row)


def next_try(session: Session) -> datetime | None:
    """When there is something to deliver next; None when nothing waits."""
    return queries.next_try(session)


def claim(session: Session, by: str, now: datetime) -> Notice | None:
    """Take one notice that is due in hand; None when there is none. by: a name that no other claim ever has.

    A notice whose deliverer gave no sign of life during the lease is tried again if its words were not handed over,
    and in doubt if they were.
    """
    while row := queries.take_due(session, now):
        if row.state == "waiting":
            row.state, row.claimed_by, row.claimed_at = notices.step(row.state, "claim"), by, now
            row.attempts, row.next_try_at = row.attempts + 1, now + notices.LEASE
            return row
        _lapse(row, now)
        session.flush()  # The next look must not find it again.
    return None


def _lapse(row: Notice, now: datetime) -> None:
    row.state = notices.step(row.state, "lapse")
    if row.state == "waiting":
        row.claimed_by = ""
        _later(row, now)
    else:
        # Its deliverer keeps its claim: it may be slow and not dead, and still hear the answer.
        row.next_try_at = None


def _later(row: Notice, now: datetime) -> None:
    """Wait for the next try, or give up where there is none."""
    row.next_try_at = notices.next_try(row.attempts, now)
    if row.next_try_at is None:
        row.state = "given up"


def hand_over(session: Session, notice: Notice, letter: Letter, now: datetime) -> bool:
    """Write down, just before they go, the words that go. False when the claim has lapsed: they must not go."""
    row = queries.held(session, notice.id, notice.claimed_by)
    if row is None or row.state != "claimed":
        return False
    row.state = notices.step(row.state, "hand over")
    row.claimed_at, row.next_try_at = now, now + notices.LEASE
    row.subject, row.message_id = letter.subject, letter.message_id
    row.body_text, row.body_html = letter.text, letter.html
    return True


def mark(session: Session, notice: Notice, event: notices.Event, now: datetime, problem: str = "") -> None:
    """Write down what became of a notice in hand; of one that was given to another or ruled on, nothing.

    problem: what the mail server said, or what kept us from it.
    """
    row = queries.held(session, notice.id, notice.claimed_by)
    if row is None:
        return
    row.state = notices.step(row.state, event)
    row.problem = problem[:LONGEST_PROBLEM]
    row.next_try_at = None
    if row.state == "waiting":
        _later(row, now)
    if row.state == "sent":
        row.sent_at = now
    if row.state != "in doubt":
        row.claimed_by = ""


def undelivered(session: Session, run_id: int) -> set[int]:
    """Ids of the eligible States of which no contact's notice of the start is sent, or that have no contact."""
    return queries.unreached(session, run_id)


@dataclass(frozen=True)
class Delivery:
    """One notice and what became of it. party_id: None for the Chair and the Office; name: in the person's language;
    is_kept: there is a copy."""

    id: int
    occasion: str
    seq: int
    party_id: int | None
    person_id: int
    name: str
    email: str
    language: str
    state: str
    attempts: int
    made_at: datetime
    next_try_at: datetime | None
    sent_at: datetime | None
    ruled_by: int | None
    ruled_at: datetime | None
    problem: str
    is_kept: bool

    @property
    def awaits_ruling(self) -> bool:
        return self.state in notices.TO_RULE


def deliveries(session: Session, run_id: int) -> tuple[Delivery, ...]:
    """Every notice of a run, by entry and name, whoever it went to: for the Chair and the Office."""
    return tuple(Delivery(**row) for row in queries.deliveries(session, run_id))


def deliveries_shown(session: Session, scope: DraftScope, run_id: int) -> tuple[Delivery, ...]:
    """What this person may know of them: the Chair and the Office everything, a delegation what concerns itself."""
    found = deliveries(session, run_id)
    if scope.may("see all deliveries"):
        return found
    return _of_delegation(scope, found)


def of_no_run_shown(session: Session, scope: DraftScope, occasion: notices.Occasion) -> tuple[Delivery, ...]:
    """The same of the notices about a draft that belong to no run, of one occasion."""
    found = [it for row in queries.of_no_run(session, scope.draft.id) if (it := Delivery(**row)).occasion == occasion]
    return tuple(found if scope.may("see all deliveries") else _of_delegation(scope, found))


def _of_delegation(scope: DraftScope, found: Sequence[Delivery]) -> tuple[Delivery, ...]:
    own = scope.actor.delegation()
    return tuple(it for it in found if it.person_id == scope.actor.person or (own is not None and it.party_id == own))


def find_copy(session: Session, scope: DraftScope, run_id: int | None, notice_id: int) -> Notice:
    """The notice as sent, for the Chair, the Office and the recipient. Raises NotFound for anybody else.

    run_id: None for a notice that belongs to no run.
    """
    row = queries.one(session, scope.draft.id, run_id, notice_id)
    if row is None or not (scope.may("see all deliveries") or row.person_id == scope.actor.person):
        raise NotFound
    return row


def rule(
    session: Session, scope: DraftScope, run_id: int | None, notice_id: int, *, ruling: notices.Ruling, now: datetime
) -> Notice:
    """The Office's word on a notice that was refused, given up or is in doubt.

    Raises NotAllowed; NotFound; WrongState when there is nothing to rule, as after somebody else's ruling.
    """
    scope.require("rule on delivery")
    row = queries.one(session, scope.draft.id, run_id, notice_id, lock=True)
    if row is None:
        raise NotFound
    row.state = notices.step(row.state, ruling)
    row.claimed_by, row.ruled_by, row.ruled_at = "", scope.actor.person, now
    if row.state == "waiting":
        row.attempts, row.next_try_at = 0, now
    return row
