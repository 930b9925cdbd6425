"""The items of a meeting's agenda: added, changed, moved, removed, each change an entry of the meeting's record."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import agenda, agenda_form, order
from drafting.domain.errors import BadFields, BadText, NotFound, WrongState
from drafting.persistence.queries import agenda as queries
from drafting.persistence.records import AgendaItem, Draft, Sitting
from drafting.services import matters, sitting_plan
from drafting.services.scope import MeetingScope


def find(session: Session, scope: MeetingScope, item_id: int) -> AgendaItem:
    """Raises NotFound."""
    found = session.get(AgendaItem, item_id)
    if found is None or found.meeting_id != scope.meeting.id:
        raise NotFound
    return found


def columns(sittings: list[Sitting], items: list[AgendaItem]) -> list[tuple[int | None, list[AgendaItem]]]:
    """The agenda in its order: (sitting, its items), those of no sitting under None at the end."""
    return [(it, [item for item in items if item.sitting_id == it]) for it in (*(one.id for one in sittings), None)]


def add(session: Session, scope: MeetingScope, said: Mapping[str, str], *, token: str, now: datetime) -> None:
    """Put an item at the end of a sitting. said: the fields of the form, `sitting` and `draft` among them as ids.

    Raises NotAllowed; BadFields as `agenda_form.item`, and sitting: unknown-sitting, draft: agenda-draft.
    """
    scope.require("keep agenda")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    row = AgendaItem(meeting_id=scope.meeting.id, state="planned", place="")
    _write(session, scope, row, said)
    others = _beside(session, row)
    row.place = agenda.place(others, None)
    session.add(row)
    _record(session, scope, "item added", row, now=now, token=token)


def change(
    session: Session,
    scope: MeetingScope,
    item_id: int,
    said: Mapping[str, str],
    *,
    seal: str,
    token: str,
    now: datetime,
) -> None:
    """What is said of an item; in another sitting it stands last. Raises as `add`; NotFound; WrongState."""
    scope.require("keep agenda")
    row = find(session, scope, item_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    matters.require_unmoved(row, seal)
    was = row.sitting_id
    _write(session, scope, row, said)
    if row.sitting_id != was:
        row.place = agenda.place(_beside(session, row), None)
    _record(session, scope, "item changed", row, now=now, token=token)


def _write(session: Session, scope: MeetingScope, row: AgendaItem, said: Mapping[str, str]) -> None:
    """Everything that is wrong is told at once, the sitting and the draft with the rest."""
    problems: dict[str, BadText] = {}
    sitting = draft = None
    try:
        sitting = _sitting(session, scope, said.get("sitting", ""))
    except BadText as error:
        problems["sitting"] = error
    try:
        draft = _draft(session, scope, said.get("draft", ""))
    except BadText as error:
        problems["draft"] = error
    day = sitting_plan.day_of(sitting, scope) if sitting else None
    try:
        facts = agenda_form.item(said, day, scope.meeting.zone)
    except BadFields as error:
        raise BadFields({**error.problems, **problems}) from error
    if problems:
        raise BadFields(problems)
    for name, value in vars(facts).items():
        setattr(row, name, value)
    row.sitting_id = sitting.id if sitting else None
    row.draft_id = draft.id if draft else None


def _sitting(session: Session, scope: MeetingScope, said: str) -> Sitting | None:
    if not said:
        return None
    found = {str(it.id): it for it in queries.sittings(session, scope.meeting.id)}
    if said not in found:
        raise BadText("unknown-sitting")
    return found[said]


def _draft(session: Session, scope: MeetingScope, said: str) -> Draft | None:
    if not said:
        return None
    found = {str(it.id): it for it in queries.drafts(session, scope.meeting.id)}
    if said not in found:
        raise BadText("agenda-draft")
    return found[said]


def _beside(session: Session, row: AgendaItem) -> list[tuple[int, str]]:
    """(item, place) of the others of its sitting, in order."""
    rows = queries.items(session, row.meeting_id)
    return [(it.id, it.place) for it in rows if it.sitting_id == row.sitting_id and it is not row]


def step(
    session: Session, scope: MeetingScope, item_id: int, *, up: bool, seal: str, token: str, now: datetime
) -> None:
    """One step up or down, into the sitting beside where there is one. Raises as `move`; nothing happens at the end."""
    scope.require("keep agenda")
    row = find(session, scope, item_id)
    rows = columns(queries.sittings(session, scope.meeting.id), queries.items(session, scope.meeting.id))
    seat = agenda.step([(it, [item.id for item in items]) for it, items in rows], row.id, up=up)
    if seat is not None:
        move(session, scope, item_id, seat, seal=seal, token=token, now=now)


def move(
    session: Session, scope: MeetingScope, item_id: int, seat: agenda.Seat, *, seal: str, token: str, now: datetime
) -> None:
    """Put an item before another, or at the end of a sitting; a fixed hour goes with it to the day of the sitting.

    Raises NotAllowed; NotFound; WrongState when the item, or the one it was to precede, moved on; BadText:
    hour-missing, hour-twice where the clocks of that day do not show its fixed hour once.
    """
    scope.require("keep agenda")
    row = find(session, scope, item_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    matters.require_unmoved(row, seal)
    if seat.sitting is not None:
        sitting = sitting_plan.find(session, scope, seat.sitting)
        sitting_plan.keep_hour(row, sitting_plan.day_of(sitting, scope), scope)
    row.sitting_id = seat.sitting
    changed = _put(session, row, seat.before)
    _record(session, scope, "item moved", *changed, now=now, token=token)


def _put(session: Session, row: AgendaItem, before: int | None) -> list[AgendaItem]:
    """Give the item its place; answers every row that got a new one, the item first."""
    others = _beside(session, row)
    if before not in (None, *(it for it, _ in others)):
        raise WrongState("moved on", "")
    row.place = agenda.place(others, before)
    if len(row.place) <= agenda.LONGEST_PLACE:
        return [row]
    rows = [session.get_one(AgendaItem, it) for it, _ in others]
    rows.insert(len(rows) if before is None else [it.id for it in rows].index(before), row)
    for n, it in enumerate(rows):
        it.place = order.place(n)
    return [row, *(it for it in rows if it is not row)]


def remove(session: Session, scope: MeetingScope, item_id: int, *, seal: str, token: str, now: datetime) -> None:
    """Remove an item with its speakers; its documents stay with the meeting as a whole.

    Raises NotAllowed; NotFound; WrongState when it moved on, was taken up, or has a list of statements.
    """
    scope.require("keep agenda")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    row = find(session, scope, item_id)
    matters.require_unmoved(row, seal)
    if row.opened_at is not None or queries.is_item_in_use(session, row.id):
        raise WrongState("taken up", "remove item")
    documents = queries.documents_of_item(session, row.id)
    for it in documents:
        it.item_id = None
    gone = [speaker for speaker, _ in queries.speakers(session, scope.meeting.id, row.id)]
    matters.record(
        session,
        scope.meeting,
        scope.actor,
        "item removed",
        *documents,
        now=now,
        gone=(*gone, row),
        about=about(row),
        token=token,
    )


def _record(session: Session, scope: MeetingScope, kind: str, *rows: AgendaItem, now: datetime, token: str) -> None:
    """rows: the item that it is about first."""
    matters.record(session, scope.meeting, scope.actor, kind, *rows, now=now, about=about(rows[0]), token=token)


def about(row: AgendaItem) -> dict[str, object]:
    """What the sentence of an entry needs."""
    return {"kind": row.kind, "title_en": row.title_en, "title_ru": row.title_ru}
