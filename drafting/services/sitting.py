"""The Chair's gavel: sittings opened and closed, items taken up and closed, the paragraph before the meeting, rulings.

Source: practice.md sections 5 and 7.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import permissions, sitting
from drafting.domain.errors import NotFound, WrongState
from drafting.persistence.queries import drafts
from drafting.persistence.queries import sitting as queries
from drafting.persistence.queries import speakers as speeches
from drafting.persistence.records import AgendaItem, Base, ChairRuling, Draft, Floor, Sitting
from drafting.services import matters
from drafting.services.floor import end_speech, in_session, seal, told_of
from drafting.services.scope import MeetingScope


def open_sitting(
    session: Session, scope: MeetingScope, sitting_id: int, *, shown: str, token: str, now: datetime
) -> None:
    """Open a sitting, or go on with one that was closed. shown: the seal of the floor.

    Raises WrongState while another sitting is open, or when the floor moved on.
    """
    scope.require("preside")
    it = _sitting(session, scope, sitting_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    before = sitting.state_of(it.opened_at, it.closed_at)
    sitting.step(before, "open sitting")
    floor = speeches.floor(session, scope.meeting.id)
    if queries.open_sitting(session, scope.meeting.id):
        raise WrongState("another sitting", "open sitting")
    if seal(floor) != shown:
        raise WrongState("moved on", "in sitting")
    if floor is None:
        floor = Floor(meeting_id=scope.meeting.id)
        session.add(floor)
    it.opened_at, it.closed_at, floor.sitting_id = it.opened_at or now, None, it.id
    kind = "sitting opened" if before == "planned" else "sitting resumed"
    if scope.meeting.state == "planned":
        # With its first sitting a meeting is under way.
        scope.meeting.state = "under way"
    _record_sitting(session, scope, kind, it, floor, scope.meeting, token=token, now=now)


def close_sitting(session: Session, scope: MeetingScope, *, shown: str, token: str, now: datetime) -> None:
    """Close the open sitting; whoever has the floor ends, and the item goes on in the next sitting where it is open."""
    scope.require("preside")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    floor = in_session(session, scope, shown, "close sitting")
    it = _sitting(session, scope, floor.sitting_id or 0)
    ended = end_speech(session, scope, floor, now)
    it.closed_at, floor.sitting_id = now, None
    more = told_of(session, ended)
    _record_sitting(session, scope, "sitting closed", it, floor, *ended, token=token, now=now, more=more)


def _sitting(session: Session, scope: MeetingScope, sitting_id: int) -> Sitting:
    found = queries.sitting(session, scope.meeting.id, sitting_id)
    if found is None:
        raise NotFound
    return found


def _record_sitting(
    session: Session,
    scope: MeetingScope,
    kind: str,
    it: Sitting,
    *rows: Base,
    token: str,
    now: datetime,
    more: Mapping[str, Any] | None = None,
) -> None:
    about = {"number": it.number, "title_en": it.title_en, "title_ru": it.title_ru, **(more or {})}
    matters.record(
        session, scope.meeting, scope.actor, kind, it, *rows, now=now, capacity="chair", about=about, token=token
    )


def take_up(
    session: Session,
    scope: MeetingScope,
    item_id: int,
    *,
    closing: bool = False,
    shown: str,
    token: str,
    now: datetime,
) -> None:
    """Take up an item of the agenda, closed ones too, with its draft. closing: close the one before the meeting first,
    which else stays open to come back to. Whoever has the floor ends.

    Raises WrongState while no sitting is open, or when the floor moved on.
    """
    scope.require("preside")
    item = _item(session, scope, item_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    floor = in_session(session, scope, shown, "take up item")
    if floor.item_id == item.id and item.state == "open":
        return
    ended = end_speech(session, scope, floor, now)
    closed = _closed(session, scope, floor, now) if closing else ()
    more = told_of(session, ended)
    more |= {name: value for it in closed for name, value in (("closed_en", it.title_en), ("closed_ru", it.title_ru))}
    _empty(floor)
    floor.item_id, floor.draft_id = item.id, item.draft_id
    item.state, item.opened_at, item.closed_at = "open", item.opened_at or now, None
    _record_item(session, scope, "item taken up", item, floor, *ended, *closed, token=token, now=now, more=more)


def close_item(session: Session, scope: MeetingScope, *, shown: str, token: str, now: datetime) -> None:
    """Close the item before the meeting, with nothing after it yet. Raises WrongState when there is none."""
    scope.require("preside")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    floor = in_session(session, scope, shown, "close item")
    if floor.item_id is None:
        raise WrongState("no item", "close item")
    ended = end_speech(session, scope, floor, now)
    (item,) = _closed(session, scope, floor, now)
    _empty(floor)
    more = told_of(session, ended)
    _record_item(session, scope, "item closed", item, floor, *ended, token=token, now=now, more=more)


def _item(session: Session, scope: MeetingScope, item_id: int) -> AgendaItem:
    found = speeches.item(session, scope.meeting.id, item_id)
    if found is None:
        raise NotFound
    return found


def _closed(session: Session, scope: MeetingScope, floor: Floor, now: datetime) -> tuple[AgendaItem, ...]:
    """Close the item before the meeting, where there is one."""
    if floor.item_id is None:
        return ()
    item = _item(session, scope, floor.item_id)
    item.state, item.closed_at = "closed", now
    return (item,)


def _empty(floor: Floor) -> None:
    floor.item_id = floor.draft_id = floor.paragraph_id = None


def _record_item(
    session: Session,
    scope: MeetingScope,
    kind: str,
    item: AgendaItem,
    *rows: Base,
    token: str,
    now: datetime,
    more: Mapping[str, Any],
) -> None:
    about = {"label": item.label, "title_en": item.title_en, "title_ru": item.title_ru, **more}
    matters.record(
        session, scope.meeting, scope.actor, kind, item, *rows, now=now, capacity="chair", about=about, token=token
    )


def put_before(
    session: Session, scope: MeetingScope, paragraph_id: int | None, *, shown: str, token: str, now: datetime
) -> None:
    """Put a paragraph of the item's draft before the meeting, or none of them.

    Raises NotFound for a paragraph that is not in this draft; WrongState while no sitting is open, no draft is before
    the meeting, or the floor moved on.
    """
    scope.require("keep speakers")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    floor = in_session(session, scope, shown, "show paragraph")
    draft = queries.draft(session, scope.meeting.id, floor.draft_id) if floor.draft_id else None
    if draft is None or not _may_see(scope, draft):
        raise WrongState("no draft", "show paragraph")
    seats = {it.id: it for it in drafts.places_and_labels(session, draft.id)}
    if paragraph_id is not None and paragraph_id not in seats:
        raise NotFound
    if floor.paragraph_id == paragraph_id:
        return
    floor.paragraph_id = paragraph_id
    label = seats[paragraph_id].label if paragraph_id else ""
    about = {"label": label, "draft": draft.title, "shown": paragraph_id is not None}
    matters.record(session, scope.meeting, scope.actor, "paragraph shown", floor, now=now, about=about, token=token)


def _may_see(scope: MeetingScope, draft: Draft) -> bool:
    return permissions.may(scope.actor, "see draft", permissions.Subject(phase=draft.phase))


def about(floor: Floor | None) -> str:
    """Names what a ruling is about: another speaker does not change it, another item or paragraph does."""
    return f"{floor.sitting_id}-{floor.item_id}-{floor.draft_id}-{floor.paragraph_id}" if floor else ""


def rule(
    session: Session,
    scope: MeetingScope,
    *,
    kind: str,
    words: str,
    language: str,
    shown: str,
    token: str,
    now: datetime,
) -> None:
    """Enter a ruling of the Chair into the record. shown: `about` the floor, as the page showed it.

    Raises BadFields as `domain/sitting.ruling_words`; WrongState while no sitting is open, or when another item or
    paragraph is before the meeting.
    """
    scope.require("preside")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    said = sitting.ruling_words(kind, words, language, scope.process.languages)
    floor = speeches.floor(session, scope.meeting.id)
    if floor is None or floor.sitting_id is None:
        raise WrongState("no sitting", "rule in sitting")
    if about(floor) != shown:
        raise WrongState("moved on", "in sitting")
    made = ChairRuling(
        meeting_id=scope.meeting.id,
        sitting_id=floor.sitting_id,
        item_id=floor.item_id,
        draft_id=floor.draft_id,
        kind=kind,
        text=said,
        language=language,
        at=now,
    )
    session.add(made)
    told = {"kind": kind, "text": said, "language": language}
    matters.record(
        session, scope.meeting, scope.actor, "chair ruled", made, now=now, capacity="chair", about=told, token=token
    )
