"""What a person's first page shows, in the same number of queries for one draft or forty."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from drafting.persistence.records import (
    Admission,
    Appointment,
    Draft,
    Meeting,
    Paragraph,
    Party,
    Position,
    Process,
    Proposal,
)


class Seat(NamedTuple):
    """A running appointment; meeting is None where it counts in every meeting of the Process.

    admissions: meeting -> "exclude" or "invite", what was decided on the party's admission.
    """

    process: int
    meeting: int | None
    role: str
    party: Party | None
    admissions: dict[int, str]

    def counts_in(self, process_id: int, meeting_id: int) -> bool:
        """Whether it counts in a meeting, as `accounts.appointments_for` has it."""
        decided = self.admissions.get(meeting_id)
        barred = decided == "exclude" or (decided is None and self.party is not None and self.party.status == "invited")
        return self.process == process_id and self.meeting in (None, meeting_id) and not barred


def seats(session: Session, person_id: int, now: datetime) -> list[Seat]:
    """Running ones; nobody acts for a party that has left."""
    rows = session.execute(
        select(Appointment, Party, Admission.meeting_id, Admission.act)
        .outerjoin(Party, Party.id == Appointment.party_id)
        .outerjoin(Admission, (Admission.party_id == Appointment.party_id) & (Admission.state == "decided"))
        .where(
            Appointment.person_id == person_id,
            Appointment.since <= now,
            or_(Appointment.until.is_(None), Appointment.until > now),
            or_(Party.status.is_(None), Party.status != "former"),
        )
        .order_by(Appointment.id)
    )
    found: dict[int, Seat] = {}
    for it, party, meeting, act in rows:
        seat = found.setdefault(it.id, Seat(it.process_id, it.meeting_id, it.role, party, {}))
        if meeting is not None:
            seat.admissions[meeting] = act
    return list(found.values())


def meetings(
    session: Session, meeting_ids: Collection[int], process_ids: Collection[int]
) -> list[tuple[Meeting, Process]]:
    """Those named, and all of the Processes named; newest first."""
    rows = session.execute(
        select(Meeting, Process)
        .join(Process, Process.id == Meeting.process_id)
        .where(Meeting.id.in_(meeting_ids) | Meeting.process_id.in_(process_ids))
        .order_by(Meeting.starts_on.desc(), Meeting.id)
    )
    return [(row[0], row[1]) for row in rows]


def drafts(session: Session, meeting_ids: Collection[int]) -> list[Draft]:
    return list(session.scalars(select(Draft).where(Draft.meeting_id.in_(meeting_ids)).order_by(Draft.id)))


def states(session: Session, draft_ids: Collection[int]) -> list[tuple[int, str, str, int]]:
    """(draft id, kind, state, how many)."""
    rows = session.execute(
        select(Paragraph.draft_id, Paragraph.kind, Paragraph.state, func.count())
        .where(Paragraph.draft_id.in_(draft_ids))
        .group_by(Paragraph.draft_id, Paragraph.kind, Paragraph.state)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def spoken(session: Session, draft_ids: Collection[int], party_ids: Collection[int]) -> list[tuple[int, int, str, str]]:
    """(draft id, party id, kind, state) of each paragraph on whose wording as it stands the party has a position."""
    rows = session.execute(
        select(Paragraph.draft_id, Position.party_id, Paragraph.kind, Paragraph.state)
        .join(Position, Position.paragraph_id == Paragraph.id)
        .where(
            Position.draft_id.in_(draft_ids),
            Position.party_id.in_(party_ids),
            Position.wording == Paragraph.wording,
        )
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def untabled(session: Session, draft_ids: Collection[int], party_ids: Collection[int]) -> list[tuple[int, int, str]]:
    """(draft id, party id, status) of suggestions that wait, and of the private texts of these parties alone."""
    rows = session.execute(
        select(Proposal.draft_id, Proposal.party_id, Proposal.status).where(
            Proposal.draft_id.in_(draft_ids),
            or_(
                Proposal.status == "suggested",
                (Proposal.status == "private") & Proposal.party_id.in_(party_ids),
            ),
        )
    )
    return [(row[0], row[1], row[2]) for row in rows]


def processes(session: Session, process_ids: Collection[int]) -> list[Process]:
    return list(session.scalars(select(Process).where(Process.id.in_(process_ids)).order_by(Process.name_en)))
