"""The register of a Process: its parties with what they were, what they were called, and who speaks for them."""

from datetime import datetime

from sqlalchemy import Row, and_, exists, or_, select, update
from sqlalchemy.orm import Session

from drafting.domain.silence import ACTIVE
from drafting.persistence.queries.drafts import Located
from drafting.persistence.records import (
    Appointment,
    Base,
    Draft,
    Meeting,
    Membership,
    NationalContact,
    Party,
    PartyName,
    Process,
    SilenceEligible,
    SilenceRun,
)

# What is the party's own and goes with it.
OWN = frozenset({"membership", "party_name"})


def memberships(session: Session, process_id: int) -> list[Membership]:
    """Of all parties, the oldest first."""
    query = select(Membership).where(Membership.process_id == process_id)
    return list(session.scalars(query.order_by(Membership.since.is_not(None), Membership.since, Membership.id)))


def names(session: Session, process_id: int) -> list[PartyName]:
    """Of all parties, the oldest first."""
    query = select(PartyName).where(PartyName.process_id == process_id)
    return list(session.scalars(query.order_by(PartyName.until, PartyName.id)))


def contacts(session: Session, process_id: int) -> list[NationalContact]:
    """Of all parties, the newest first."""
    query = select(NationalContact).where(NationalContact.process_id == process_id)
    return list(session.scalars(query.order_by(NationalContact.since.desc(), NationalContact.id.desc())))


def lock_drafts(session: Session, process_id: int) -> list[Located]:
    """Take every draft of the Process, in order: what a party is in the Process follows into each that is open."""
    query = (
        select(Draft, Meeting, Process)
        .join(Meeting, Meeting.id == Draft.meeting_id)
        .join(Process, Process.id == Draft.process_id)
        .where(Draft.process_id == process_id)
        .order_by(Draft.id)
        .with_for_update(of=Draft)
    )
    return [Located(row[0], row[1], row[2]) for row in session.execute(query)]


def asked(session: Session, process_id: int) -> set[int]:
    """The parties that a no-objection run asks or is about, while it lasts."""
    active = and_(Draft.process_id == process_id, SilenceRun.state.in_(sorted(ACTIVE)))
    runs = select(SilenceRun.id).join(Draft, Draft.id == SilenceRun.draft_id).where(active)
    eligible = select(SilenceEligible.party_id).where(SilenceEligible.run_id.in_(runs))
    about = select(SilenceRun.party_id).where(SilenceRun.id.in_(runs), SilenceRun.party_id.is_not(None))
    return {it for it in (*session.scalars(eligible), *session.scalars(about)) if it is not None}


def roles_anywhere(session: Session, person_id: int, process_id: int, now: datetime) -> list[Row[str, int | None]]:
    """(role, party id) of a person's running roles in the Process or in any meeting of it."""
    query = select(Appointment.role, Appointment.party_id).where(
        Appointment.person_id == person_id,
        Appointment.process_id == process_id,
        or_(Appointment.until.is_(None), Appointment.until > now),
    )
    return list(session.execute(query))


def end_appointments(session: Session, party_id: int, now: datetime) -> None:
    """Nobody holds a role for the party any more."""
    running = or_(Appointment.until.is_(None), Appointment.until > now)
    session.execute(
        update(Appointment).where(Appointment.party_id == party_id, running).values(until=now),
        execution_options={"synchronize_session": "fetch"},
    )


def referring(session: Session, party_id: int) -> list[str]:
    """Names of the tables with rows that refer to the party, beside its own."""
    columns = [
        it.parent
        for table in Base.metadata.sorted_tables
        for it in table.foreign_keys
        if it.column.table.name == Party.__tablename__ and table.name not in OWN
    ]
    return [it.table.name for it in columns if session.scalar(select(exists().where(it == party_id)))]
