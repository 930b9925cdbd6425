"""The sittings of a meeting as they are planned: added, moved to other hours, removed."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from drafting.domain import agenda, agenda_form, order
from drafting.domain.errors import BadFields, BadText, NotFound, WrongState
from drafting.domain.fields import Fields
from drafting.persistence.queries import agenda as queries
from drafting.persistence.records import AgendaItem, Sitting
from drafting.services import matters
from drafting.services.scope import MeetingScope


def find(session: Session, scope: MeetingScope, sitting_id: int) -> Sitting:
    """Raises NotFound."""
    found = session.get(Sitting, sitting_id)
    if found is None or found.meeting_id != scope.meeting.id:
        raise NotFound
    return found


def day_of(sitting: Sitting, scope: MeetingScope) -> date:
    """The day of a sitting, where the meeting is."""
    return sitting.starts_at.astimezone(ZoneInfo(scope.meeting.zone)).date()


def plan(session: Session, scope: MeetingScope, said: Mapping[str, str], *, token: str, now: datetime) -> None:
    """Add a sitting. Raises NotAllowed; BadFields as `agenda_form.sitting`, and number: sitting-number-taken."""
    scope.require("keep agenda")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    row = Sitting(meeting_id=scope.meeting.id, **vars(_read(session, scope, said, None)))
    session.add(row)
    matters.record(
        session, scope.meeting, scope.actor, "sitting planned", row, now=now, about=_about(row, scope), token=token
    )


def replan(
    session: Session,
    scope: MeetingScope,
    sitting_id: int,
    said: Mapping[str, str],
    *,
    seal: str,
    token: str,
    now: datetime,
) -> None:
    """Change a sitting; fixed hours of its items go with it to another day.

    Raises NotAllowed; NotFound; WrongState when it moved on; BadFields as `plan`, and day: hour-missing or hour-twice
    where the clocks of that day do not show the fixed hour of an item once.
    """
    scope.require("keep agenda")
    row = find(session, scope, sitting_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    matters.require_unmoved(row, seal)
    facts = _read(session, scope, said, row)
    for name, value in vars(facts).items():
        setattr(row, name, value)
    inside = [it for it in queries.items(session, scope.meeting.id) if it.sitting_id == row.id]
    try:
        moved = [it for it in inside if keep_hour(it, day_of(row, scope), scope)]
    except BadText as error:
        raise BadFields({"day": error}) from error
    matters.record(
        session,
        scope.meeting,
        scope.actor,
        "sitting replanned",
        row,
        *moved,
        now=now,
        about=_about(row, scope),
        token=token,
    )


def remove(session: Session, scope: MeetingScope, sitting_id: int, *, seal: str, token: str, now: datetime) -> None:
    """Remove a sitting; its items stay on the agenda, outside every sitting.

    Raises NotAllowed; NotFound; WrongState when it moved on, was opened, or somebody's presence in it was noted.
    """
    scope.require("keep agenda")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    row = find(session, scope, sitting_id)
    matters.require_unmoved(row, seal)
    if row.opened_at is not None or queries.is_sitting_in_use(session, row.id):
        raise WrongState("sat", "remove sitting")
    items = queries.items(session, scope.meeting.id)
    last = max((it.place for it in items if it.sitting_id is None), default="")
    moved = [it for it in items if it.sitting_id == row.id]
    for it in moved:
        it.sitting_id = None
        it.place = last = agenda.behind(last) if last else order.place(0)
    matters.record(
        session,
        scope.meeting,
        scope.actor,
        "sitting removed",
        *moved,
        now=now,
        gone=(row,),
        about=_about(row, scope),
        token=token,
    )


def keep_hour(item: AgendaItem, day: date, scope: MeetingScope) -> bool:
    """Bring a fixed hour to the day of the item's sitting; answers whether it was another day's. Raises BadText."""
    zone = scope.meeting.zone
    if item.starts_at is None or item.starts_at.astimezone(ZoneInfo(zone)).date() == day:
        return False
    item.starts_at = agenda_form.on_day(item.starts_at, day, zone)
    return True


def _read(
    session: Session, scope: MeetingScope, said: Mapping[str, str], row: Sitting | None
) -> agenda_form.SittingFacts:
    facts = agenda_form.sitting(said, scope.meeting.zone)
    fields = Fields()
    others = {it.number for it in queries.sittings(session, scope.meeting.id) if it is not row}
    fields.require("number", facts.number not in others, "sitting-number-taken")
    fields.done()
    return facts


def _about(row: Sitting, scope: MeetingScope) -> dict[str, object]:
    return {
        "number": row.number,
        "title_en": row.title_en,
        "title_ru": row.title_ru,
        "day": day_of(row, scope).isoformat(),
    }
