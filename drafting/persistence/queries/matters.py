"""The records of Processes and meetings, read in order and never changed, and the rows that they are about."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting.persistence.records import (
    Addressee,
    Admission,
    AgendaItem,
    AgendaSpeaker,
    Attendance,
    Base,
    ChairPass,
    ChairRuling,
    ChairTerm,
    Delegate,
    Document,
    DocumentVersion,
    Floor,
    FollowUp,
    Instruction,
    Instrument,
    Meeting,
    MeetingEntry,
    Membership,
    NationalContact,
    Party,
    PartyName,
    Process,
    ProcessEntry,
    Provision,
    Publication,
    Recommendation,
    Sitting,
    Speech,
    WorkingGroup,
)

Book = Process | Meeting
Entry = ProcessEntry | MeetingEntry

# Every table whose rows a record is about. Those of the second list may belong to the Process alone, too.
OF_PROCESS: tuple[type[Base], ...] = (
    Provision,
    Instrument,
    Party,
    PartyName,
    Membership,
    NationalContact,
    ChairTerm,
    ChairPass,
    Instruction,
)
OF_EITHER: tuple[type[Base], ...] = (Document, DocumentVersion)
OF_MEETING: tuple[type[Base], ...] = (
    Admission,
    Sitting,
    Floor,
    ChairRuling,
    Delegate,
    Attendance,
    AgendaItem,
    AgendaSpeaker,
    Speech,
    Publication,
    WorkingGroup,
    Recommendation,
    Addressee,
    FollowUp,
)


def lock(session: Session, book: Book) -> None:
    """Take the row of the Process or the meeting and read it anew: one change of its matters after the other."""
    record = type(book)
    query = select(record).where(record.id == book.id).with_for_update(key_share=True)
    session.scalars(query.execution_options(populate_existing=True)).one()


def by_token(session: Session, book: Book, token: str) -> Entry | None:
    if isinstance(book, Process):
        return session.scalar(
            select(ProcessEntry).where(ProcessEntry.process_id == book.id, ProcessEntry.token == token)
        )
    return session.scalar(select(MeetingEntry).where(MeetingEntry.meeting_id == book.id, MeetingEntry.token == token))


def entries(session: Session, book: Book) -> list[Entry]:
    """All of them, in order."""
    if isinstance(book, Process):
        of_process = select(ProcessEntry).where(ProcessEntry.process_id == book.id)
        return list(session.scalars(of_process.order_by(ProcessEntry.seq)))
    of_meeting = select(MeetingEntry).where(MeetingEntry.meeting_id == book.id)
    return list(session.scalars(of_meeting.order_by(MeetingEntry.seq)))


def newest(session: Session, book: Book, *, limit: int, before: int | None = None) -> list[Entry]:
    """The newest first, below `before`."""
    below = 2**31 - 1 if before is None else before
    if isinstance(book, Process):
        of_process = select(ProcessEntry).where(ProcessEntry.process_id == book.id, ProcessEntry.seq < below)
        return list(session.scalars(of_process.order_by(ProcessEntry.seq.desc()).limit(limit)))
    of_meeting = select(MeetingEntry).where(MeetingEntry.meeting_id == book.id, MeetingEntry.seq < below)
    return list(session.scalars(of_meeting.order_by(MeetingEntry.seq.desc()).limit(limit)))


def rows(session: Session, book: Book) -> Iterator[Base]:
    """Every row that the record of this Process or meeting is about, the book itself first."""
    yield book
    if isinstance(book, Process):
        for table in OF_PROCESS:
            yield from session.scalars(select(table).filter_by(process_id=book.id))
        for table in OF_EITHER:
            yield from session.scalars(select(table).filter_by(process_id=book.id, meeting_id=None))
        return
    for table in (*OF_EITHER, *OF_MEETING):
        yield from session.scalars(select(table).filter_by(meeting_id=book.id))


def all_processes(session: Session) -> list[Process]:
    return list(session.scalars(select(Process).order_by(Process.id)))


def all_meetings(session: Session) -> list[Meeting]:
    return list(session.scalars(select(Meeting).order_by(Meeting.id)))
