"""Who opens, moderates, speaks on, reports on or closes an item of the agenda."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import agenda
from drafting.domain.agenda_form import LONGEST_NAME, line
from drafting.domain.errors import NotFound
from drafting.domain.fields import Fields
from drafting.persistence.queries import agenda as queries
from drafting.persistence.records import AgendaItem, AgendaSpeaker, Delegate, Party
from drafting.services import agenda as items
from drafting.services import matters
from drafting.services.scope import MeetingScope


def offered(session: Session, scope: MeetingScope) -> list[Delegate]:
    """The delegates that may be put on the agenda: everybody reads it, so those whom the Office confirmed."""
    return [it for it in queries.delegates(session, scope.meeting.id) if it.state == "confirmed"]


def add(
    session: Session, scope: MeetingScope, item_id: int, said: Mapping[str, str], *, token: str, now: datetime
) -> None:
    """Put somebody at the end of an item's speakers: a confirmed delegate, or anybody by name.

    said: role; delegate (an id) or name_en, name_ru, of which one is enough.
    Raises NotAllowed; NotFound; BadFields: role: speaker-role; delegate: speaker-unknown; name_en: speaker-missing.
    """
    scope.require("keep agenda")
    item = items.find(session, scope, item_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    fields = Fields()
    fields.require("role", said.get("role") in agenda.ROLES, "speaker-role")
    names = [line(fields, said, name, LONGEST_NAME) for name in ("name_en", "name_ru")]
    found = {str(it.id): it for it in offered(session, scope)}.get(said.get("delegate", ""))
    fields.require("delegate", not said.get("delegate") or found, "speaker-unknown")
    fields.require("name_en", said.get("delegate") or any(names), "speaker-missing")
    fields.done()
    present = queries.speakers(session, scope.meeting.id, item.id)
    row = AgendaSpeaker(
        meeting_id=scope.meeting.id,
        item_id=item.id,
        place=present[-1][0].place + 1 if present else 1,
        role=said["role"],
        delegate_id=found.id if found else None,
        # Who is a delegate bears the name of the list of participants, whatever becomes of it there.
        name_en="" if found else names[0],
        name_ru="" if found else names[1],
    )
    session.add(row)
    _record(session, scope, "item speaker added", item, found, row, now=now, token=token)


def remove(session: Session, scope: MeetingScope, item_id: int, speaker_id: int, *, token: str, now: datetime) -> None:
    """Raises NotAllowed; NotFound."""
    scope.require("keep agenda")
    item = items.find(session, scope, item_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    row, delegate = _find(session, item, speaker_id)
    names = _about(session, item, row, delegate)
    matters.record(
        session, scope.meeting, scope.actor, "item speaker removed", now=now, gone=(row,), about=names, token=token
    )


def step(
    session: Session, scope: MeetingScope, item_id: int, speaker_id: int, *, up: bool, token: str, now: datetime
) -> None:
    """Change places with the neighbour, if there is one. Raises NotAllowed; NotFound."""
    scope.require("keep agenda")
    item = items.find(session, scope, item_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    row, delegate = _find(session, item, speaker_id)
    present = [it for it, _ in queries.speakers(session, scope.meeting.id, item.id)]
    other = present.index(row) + (-1 if up else 1)
    if 0 <= other < len(present):
        row.place, present[other].place = present[other].place, row.place
        _record(session, scope, "item speakers ordered", item, delegate, row, present[other], now=now, token=token)


def _find(session: Session, item: AgendaItem, speaker_id: int) -> tuple[AgendaSpeaker, Delegate | None]:
    found = {it.id: (it, delegate) for it, delegate in queries.speakers(session, item.meeting_id, item.id)}
    if speaker_id not in found:
        raise NotFound
    return found[speaker_id]


def _record(
    session: Session,
    scope: MeetingScope,
    kind: str,
    item: AgendaItem,
    delegate: Delegate | None,
    *rows: AgendaSpeaker,
    now: datetime,
    token: str,
) -> None:
    """rows: the speaker that it is about first."""
    names = _about(session, item, rows[0], delegate)
    matters.record(session, scope.meeting, scope.actor, kind, *rows, now=now, about=names, token=token)


def _about(session: Session, item: AgendaItem, row: AgendaSpeaker, delegate: Delegate | None) -> dict[str, object]:
    """What everybody reads in the record: of one who is confirmed no more, the party alone."""
    who: Delegate | AgendaSpeaker | Party = delegate or row
    if delegate is not None and delegate.state != "confirmed":
        who = session.get_one(Party, delegate.party_id)
    return {**items.about(item), "role": row.role, "name_en": who.name_en, "name_ru": who.name_ru}
