"""The register of notes verbales: what States send on paper, numbered as it comes in and never changed.

Source: practice.md section 6: a paper note is registered by the Support Office with its number, the date it was
received, and a scan.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from drafting.domain import scans, silence
from drafting.domain.errors import BadText, NotFound
from drafting.persistence.queries import notes_verbales as queries
from drafting.persistence.queries import processes
from drafting.persistence.queries import silence as silence_queries
from drafting.persistence.records import NoteVerbale, SilenceRun
from drafting.services import note_reminders, record, silence_answers, texts
from drafting.services.scope import DraftScope, MeetingScope, draft_scope

LONGEST_REFERENCE, LONGEST_NAME = 120, 255  # As the register holds them.


@dataclass(frozen=True)
class Scan:
    """A file as it came: its name without folders, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Paper:
    """What stands on the note, and when it was handed over.

    party: id of the State or organization it is from, None where none was chosen; reference, dated: its own number and
    date; received_at: aware; zone: IANA name of where it was received, in which its day is counted; about: what it
    says; draft: id of the text it is about, if any; run: number of the no-objection run on it that it answers, with
    answer, of `silence.ANSWERS`, and the paragraphs it names.
    """

    party: int | None
    reference: str
    dated: date
    received_at: datetime
    zone: str
    about: str
    draft: int | None = None
    run: int | None = None
    answer: str = ""
    paragraphs: tuple[int, ...] = ()
    scan: Scan | None = None


def register(session: Session, scope: MeetingScope, paper: Paper, *, token: str, now: datetime) -> NoteVerbale:
    """Enter a note under the next number of the meeting, and let it answer the run that it is about.

    Sent twice, it is entered once. Raises NotAllowed; NotFound for an unknown draft or run; BadText: sender-missing,
    reference-missing, reference-too-long, about-missing, too-long, received-later, received-too-early, dated-later,
    note-subject, answer-missing, unknown-answer, not-asked, and as `scans.media_type`; and as `silence_answers.give`.
    """
    scope.require("register note")
    # The draft's lock is taken before the meeting's, always, so that no two registrations wait for each other.
    inside = None if paper.draft is None else _circulated(session, scope, paper.draft, now)
    processes.lock_meeting(session, scope.meeting.id)
    key = _key(scope, paper, token)
    done = queries.by_token(session, scope.meeting.id, key)
    if done is not None:
        return done
    run = None if inside is None or paper.run is None else _run(session, inside, paper)
    row = _row(session, scope, paper, run, now)
    row.token = key
    session.add(row)
    session.flush()  # The answer refers to the note's id.
    if paper.draft is not None and (run is None or run.subject == "participation"):
        # What a State answers to a run on the text says nothing of its participation.
        note_reminders.came(session, paper.draft, row.party_id)
    if inside is not None and run is not None:
        silence_answers.give(
            session,
            inside,
            run.number,
            answer=paper.answer,
            paragraphs=paper.paragraphs,
            statement=row.about,
            token=key,
            now=now,
            note=row,
        )
    return row


def _key(scope: MeetingScope, paper: Paper, token: str) -> str:
    """What the register keeps of a submission: the same words with another scan are another one."""
    scan = paper.scan.data if paper.scan else b""
    return hashlib.sha256(record.key(scope.actor, token).encode() + b"\0" + scan).hexdigest()


def _circulated(session: Session, scope: MeetingScope, draft_id: int, now: datetime) -> DraftScope:
    """A draft of this meeting that delegations have seen, locked."""
    inside = draft_scope(session, scope.actor.person, draft_id, now, lock=True)
    if inside.meeting.id != scope.meeting.id or inside.draft.phase == "preparing":
        raise BadText("note-subject")
    return inside


def _run(session: Session, inside: DraftScope, paper: Paper) -> SilenceRun:
    found = silence_queries.run(session, inside.draft.id, paper.run or 0)
    if found is None or found.announced_at is None:
        raise NotFound
    if not paper.answer:
        raise BadText("answer-missing")
    # Before the row is written: no table holds an answer of any length.
    if paper.answer not in silence.ANSWERS:
        raise BadText("unknown-answer")
    # A paper tells the minute, not the second.
    if paper.received_at < found.announced_at.replace(second=0, microsecond=0):
        raise BadText("received-too-early")
    asked = {it.party_id for it in silence_queries.eligible(session, [found.id])}
    if paper.party not in asked and paper.answer != "comment":
        raise BadText("not-asked")
    return found


def _row(session: Session, scope: MeetingScope, paper: Paper, run: SilenceRun | None, now: datetime) -> NoteVerbale:
    if paper.party is None or paper.party not in scope.parties:
        raise BadText("sender-missing")
    _check_times(paper, now)
    row = NoteVerbale(
        meeting_id=scope.meeting.id,
        number=queries.newest_number(session, scope.meeting.id) + 1,
        draft_id=paper.draft,
        run_id=run.id if run else None,
        party_id=paper.party,
        reference=_reference(paper.reference),
        dated=paper.dated,
        received_at=paper.received_at,
        registered_at=now,
        person_id=scope.actor.person,
        answer=paper.answer if run else "",
        about=texts.remark(paper.about),
    )
    if not row.about:
        raise BadText("about-missing")
    if paper.scan is not None:
        row.scan_type = scans.media_type(paper.scan.data)
        row.scan_name = _one_line(paper.scan.name)[-LONGEST_NAME:]
        row.scan_sha256 = hashlib.sha256(paper.scan.data).hexdigest()
        row.scan = paper.scan.data
    return row


def _check_times(paper: Paper, now: datetime) -> None:
    if paper.received_at > now:
        raise BadText("received-later")
    if paper.dated > paper.received_at.astimezone(ZoneInfo(paper.zone)).date():
        raise BadText("dated-later")


def _reference(typed: str) -> str:
    reference = _one_line(typed)
    if not reference:
        raise BadText("reference-missing")
    if len(reference) > LONGEST_REFERENCE:
        raise BadText("reference-too-long", longest=LONGEST_REFERENCE)
    return reference


def _one_line(typed: str) -> str:
    line = re.sub(r"\s+", " ", texts.normal(typed.replace("\0", "")))
    return "".join(sign for sign in line if sign.isprintable()).strip()
