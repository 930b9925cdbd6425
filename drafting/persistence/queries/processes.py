"""Processes, parties and meetings."""

from datetime import date, datetime

from sqlalchemy import Row, bindparam, or_, select
from sqlalchemy.orm import Session

from drafting.persistence.records import Appointment, ChairTerm, Draft, Instrument, Meeting, Party, Person, Process


def meeting_with_process(session: Session, meeting_id: int) -> tuple[Meeting, Process] | None:
    row = session.execute(
        select(Meeting, Process).join(Process, Process.id == Meeting.process_id).where(Meeting.id == meeting_id)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def lock_meeting(session: Session, meeting_id: int) -> None:
    """Take the meeting's row, after any lock of a draft: who counts or looks for a submission in a meeting does so one
    after the other. Rows that only refer to the meeting are not kept waiting."""
    session.execute(select(Meeting.id).where(Meeting.id == meeting_id).with_for_update(key_share=True))


# Put into words once, because almost every request asks it.
_PARTIES = select(Party).where(Party.process_id == bindparam("process_id"))


def parties(session: Session, process_id: int, *, anew: bool = False) -> list[Party]:
    """anew: read from the database, whatever the session has of them already."""
    where, options = {"process_id": process_id}, {"populate_existing": anew}
    return list(session.scalars(_PARTIES, where, execution_options=options))


def meetings(session: Session, process_id: int) -> list[Meeting]:
    """Every meeting of the Process, the newest first."""
    query = select(Meeting).where(Meeting.process_id == process_id)
    return list(session.scalars(query.order_by(Meeting.starts_on.desc(), Meeting.id.desc())))


def by_slug(session: Session, slug: str) -> Process | None:
    return session.scalar(select(Process).where(Process.slug == slug))


def instruments(session: Session, process_id: int) -> list[Instrument]:
    """In the order of their dates, those without one last."""
    query = select(Instrument).where(Instrument.process_id == process_id)
    return list(session.scalars(query.order_by(Instrument.adopted_on.is_(None), Instrument.adopted_on, Instrument.id)))


def instrument(session: Session, process_id: int, instrument_id: int) -> Instrument | None:
    return session.scalar(select(Instrument).where(Instrument.process_id == process_id, Instrument.id == instrument_id))


def adopted_drafts(session: Session, process_id: int) -> list[Row[Draft, Meeting]]:
    """With their meetings, the newest first."""
    query = select(Draft, Meeting).join(Meeting, Meeting.id == Draft.meeting_id)
    return list(
        session.execute(
            query.where(Draft.process_id == process_id, Draft.phase == "adopted").order_by(
                Draft.adopted_at.desc(), Draft.id.desc()
            )
        )
    )


def chair_term(session: Session, process_id: int, today: date) -> Row[ChairTerm, Party] | None:
    """The term that runs on that day, with the State."""
    query = select(ChairTerm, Party).join(Party, Party.id == ChairTerm.party_id)
    running = (ChairTerm.process_id == process_id, ChairTerm.starts_on <= today, ChairTerm.ends_on > today)
    return session.execute(query.where(*running).order_by(ChairTerm.starts_on.desc()).limit(1)).one_or_none()


def meetings_from(session: Session, process_id: int, today: date) -> list[Meeting]:
    """Meetings that are not over on that day and not called off, the next one first."""
    query = select(Meeting).where(
        Meeting.process_id == process_id, Meeting.ends_on >= today, Meeting.state.in_(("planned", "under way"))
    )
    return list(session.scalars(query.order_by(Meeting.starts_on, Meeting.id)))


def meetings_of_person(session: Session, process_id: int, person_id: int, now: datetime) -> set[int]:
    """Ids of the meetings in which the person has a role of that meeting alone."""
    query = select(Appointment.meeting_id).where(
        Appointment.process_id == process_id,
        Appointment.person_id == person_id,
        Appointment.meeting_id.is_not(None),
        or_(Appointment.until.is_(None), Appointment.until > now),
    )
    return {it for it in session.scalars(query) if it is not None}


def people_in_whole_process(session: Session, process_id: int, role: str, now: datetime) -> list[Person]:
    """Who holds a role in the whole Process, by English name."""
    query = (
        select(Person)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(
            Appointment.process_id == process_id,
            Appointment.meeting_id.is_(None),
            Appointment.role == role,
            or_(Appointment.until.is_(None), Appointment.until > now),
        )
    )
    return list(session.scalars(query.distinct().order_by(Person.name_en, Person.id)))
