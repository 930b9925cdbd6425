"""Terms of the Chair, who passed, and what the Chair instructed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting.persistence.records import Appointment, ChairPass, ChairTerm, Instruction, Meeting, Party, Person


def terms(session: Session, process_id: int) -> list[ChairTerm]:
    """In the order of their beginning; of two on one day the one that was given up comes first."""
    query = select(ChairTerm).where(ChairTerm.process_id == process_id)
    return list(session.scalars(query.order_by(ChairTerm.starts_on, ChairTerm.ends_on, ChairTerm.id)))


def term(session: Session, process_id: int, term_id: int) -> ChairTerm | None:
    return session.scalar(select(ChairTerm).where(ChairTerm.process_id == process_id, ChairTerm.id == term_id))


def electing(session: Session, process_id: int) -> dict[int, Meeting]:
    """The meetings that elected a Chair, by number."""
    query = select(Meeting).join(ChairTerm, ChairTerm.meeting_id == Meeting.id)
    return {it.id: it for it in session.scalars(query.where(ChairTerm.process_id == process_id))}


def passes(session: Session, process_id: int) -> list[ChairPass]:
    query = select(ChairPass).where(ChairPass.process_id == process_id)
    return list(session.scalars(query.order_by(ChairPass.on, ChairPass.id)))


def states(session: Session, process_id: int) -> list[Party]:
    """Every State that is or was in the Process."""
    return list(session.scalars(select(Party).where(Party.process_id == process_id, Party.kind == "state")))


def appointment(session: Session, appointment_id: int | None) -> Appointment | None:
    return session.get(Appointment, appointment_id) if appointment_id is not None else None


def instructions(session: Session, process_id: int) -> list[tuple[Instruction, Person, Meeting | None]]:
    """Each with who recorded it and the meeting that it is about, the newest first."""
    query = (
        select(Instruction, Person, Meeting)
        .join(Person, Person.id == Instruction.recorded_by)
        .outerjoin(Meeting, Meeting.id == Instruction.meeting_id)
        .where(Instruction.process_id == process_id)
        .order_by(Instruction.on.desc(), Instruction.id.desc())
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def instruction(session: Session, process_id: int, instruction_id: int) -> Instruction | None:
    return session.scalar(
        select(Instruction).where(Instruction.process_id == process_id, Instruction.id == instruction_id)
    )
