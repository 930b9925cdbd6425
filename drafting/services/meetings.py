"""Meetings are planned, changed, opened, closed or cancelled by the Chair and the Office.

Source: practice.md sections 1 and 7; `domain/meetings.py` has the rules.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import meeting_titles, meetings
from drafting.domain.errors import BadFields, BadText
from drafting.domain.fields import Fields
from drafting.persistence.queries import matters as matter_queries
from drafting.persistence.queries import meetings as queries
from drafting.persistence.queries import processes
from drafting.persistence.records import Meeting
from drafting.services import matters, record
from drafting.services.chairmanship import words
from drafting.services.people import one_line
from drafting.services.scope import MeetingScope, ProcessScope

# What changes how a meeting stands in a calendar.
CALENDAR = ("meeting planned", "meeting changed", "meeting opened", "meeting closed", "meeting cancelled")
ENTRIES = {"start": "meeting opened", "close": "meeting closed"}


@dataclass(frozen=True)
class Suggestion:
    """What a form for a new meeting of a kind begins with."""

    ordinal: int
    title_en: str
    title_ru: str


def suggested(session: Session, scope: ProcessScope, kind: str) -> Suggestion:
    """One more than the last of its kind, with the usual title. Raises NotAllowed, BadText("unknown-meeting-kind")."""
    scope.require("plan meeting")
    if kind not in meetings.KINDS:
        raise BadText("unknown-meeting-kind")
    held = [it for it in processes.meetings(session, scope.process.id) if it.kind == kind and it.state != "cancelled"]
    ordinal = meetings.next_ordinal([it.ordinal for it in held])
    titles = meeting_titles.suggested(kind, ordinal, scope.process.name_en, scope.process.name_ru)
    return Suggestion(ordinal, *titles)


def plan(
    session: Session,
    scope: ProcessScope,
    typed: Mapping[str, str],
    *,
    zones: Collection[str],
    token: str,
    now: datetime,
) -> int:
    """Plan a meeting; answers its id, the same for a second click. The caller holds the lock of the Process.

    typed: the fields of `meetings.read`; zones: the IANA names there are. Raises NotAllowed, BadFields.
    """
    scope.require("plan meeting")
    done = matter_queries.by_token(session, scope.process, record.key(scope.actor, token))
    if done is not None:
        return int(done.payload["about"]["meeting"])
    made = _read(session, scope, typed, zones, None)
    slug = meetings.slug(made.kind, made.ordinal, made.starts_on.year, queries.slugs(session, scope.process.id))
    row = Meeting(process_id=scope.process.id, slug=slug, **_columns(made))
    session.add(row)
    session.flush()  # Its record refers to it.
    matters.lock(session, row, scope.actor, now)
    matters.record(session, row, scope.actor, "meeting planned", row, now=now, about=_about(row))
    about = {**_about(row), "meeting": row.id}
    matters.record(session, scope.process, scope.actor, "meeting planned", now=now, about=about, token=token)
    return row.id


def change(
    session: Session,
    scope: MeetingScope,
    typed: Mapping[str, str],
    *,
    zones: Collection[str],
    seal: str,
    token: str,
    now: datetime,
) -> None:
    """Change what was planned; its address stays. Raises NotAllowed, WrongState, BadFields."""
    scope.require("plan meeting")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    matters.require_unmoved(scope.meeting, seal)
    made = _read(session, scope, typed, zones, scope.meeting)
    for column, value in _columns(made).items():
        setattr(scope.meeting, column, value)
    _note(session, scope, "meeting changed", token, now)


def proceed(
    session: Session, scope: MeetingScope, event: str, *, reason: str = "", seal: str, token: str, now: datetime
) -> None:
    """Start, close or cancel the meeting; a cancellation has a reason. Raises NotAllowed, WrongState, BadFields."""
    scope.require("plan meeting")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    following = meetings.step(scope.meeting.state, event)
    matters.require_unmoved(scope.meeting, seal)
    fields = Fields()
    said = words({"reason": reason}, "reason", fields, needed="reason-missing" if event == "cancel" else "")
    fields.done()
    scope.meeting.state = following
    _note(session, scope, ENTRIES.get(event, "meeting cancelled"), token, now, said)


def _note(session: Session, scope: MeetingScope, kind: str, token: str, now: datetime, reason: str = "") -> None:
    about = {**_about(scope.meeting), "reason": reason}
    matters.record(
        session, scope.meeting, scope.actor, kind, scope.meeting, now=now, about=about, token=token, capacity="office"
    )


def _about(row: Meeting) -> dict[str, str]:
    return {
        "title_en": row.title_en,
        "title_ru": row.title_ru,
        "starts": row.starts_on.isoformat(),
        "ends": row.ends_on.isoformat(),
    }


def _read(
    session: Session,
    scope: ProcessScope | MeetingScope,
    typed: Mapping[str, str],
    zones: Collection[str],
    own: Meeting | None,
) -> meetings.Plan:
    """The form's fields as a plan whose number no other meeting of its kind bears. Raises BadFields."""
    clean = {name: said if "\n" in said else one_line(said) for name, said in typed.items()}
    made = meetings.read(clean, zones)
    others = [it for it in processes.meetings(session, scope.process.id) if own is None or it.id != own.id]
    same = [it for it in others if it.kind == made.kind and it.ordinal == made.ordinal and it.state != "cancelled"]
    if made.ordinal is not None and same:
        raise BadFields({"ordinal": BadText("ordinal-taken", ordinal=made.ordinal)})
    return made


def _columns(made: meetings.Plan) -> dict[str, object]:
    return {
        "kind": made.kind,
        "ordinal": made.ordinal,
        "starts_on": made.starts_on,
        "ends_on": made.ends_on,
        "zone": made.zone,
        "access": made.access,
        **made.words,
    }
