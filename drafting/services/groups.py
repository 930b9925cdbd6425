"""Working groups of a meeting and their recommendations: kept by the Office, the Chair or a rapporteur."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from drafting.domain import order, recommendations
from drafting.domain.errors import NotFound, WrongState
from drafting.domain.fields import Fields
from drafting.persistence.queries import groups as queries
from drafting.persistence.queries import processes
from drafting.persistence.records import Addressee, FollowUp, Party, Recommendation, WorkingGroup
from drafting.services import matters
from drafting.services.scope import MeetingScope
from drafting.services.texts import normal

LONGEST_THEME, LONGEST_NAME = 300, 200
Row = TypeVar("Row", WorkingGroup, Recommendation)


@dataclass(frozen=True)
class Theme:
    """A working group as a form says it."""

    theme_en: str
    theme_ru: str
    rapporteur_en: str = ""
    rapporteur_ru: str = ""


@dataclass(frozen=True)
class View:
    """A recommendation. label: as printed; parties: addressed by name, in English alphabetical order; audiences: in
    the order of the domain; state: what became of it; reported: how many reports there are."""

    row: Recommendation
    label: str
    parties: tuple[Party, ...]
    audiences: tuple[str, ...]
    reported: int = 0


@dataclass(frozen=True)
class Group:
    row: WorkingGroup
    recommendations: tuple[View, ...]


def page(session: Session, scope: MeetingScope) -> tuple[Group, ...]:
    """The groups of the meeting in order, in a fixed number of queries."""
    own = [scope.meeting.id]
    parties = in_order(processes.parties(session, scope.process.id))
    views = views_of(
        queries.recommendations(session, own),
        queries.addressees(session, own),
        parties,
        queries.reports(session, own),
    )
    return tuple(
        Group(it, tuple(view for view in views if view.row.group_id == it.id)) for it in queries.groups(session, own)
    )


def views_of(
    rows: Sequence[Recommendation],
    addressees: Sequence[Addressee],
    parties: Sequence[Party],
    reports: Sequence[FollowUp] = (),
) -> list[View]:
    """parties: of the Process, in the order in which they are named."""
    named: dict[int, set[int | None]] = defaultdict(set)
    meant: dict[int, set[str]] = defaultdict(set)
    told: dict[int, int] = defaultdict(int)
    for to in addressees:
        named[to.recommendation_id].add(to.party_id)
        meant[to.recommendation_id].add(to.audience)
    for report in reports:
        told[report.recommendation_id] += 1
    return [
        View(
            it,
            recommendations.label(it.number),
            tuple(party for party in parties if party.id in named[it.id]),
            tuple(name for name in recommendations.AUDIENCES if name in meant[it.id]),
            told[it.id],
        )
        for it in rows
    ]


def in_order(parties: Sequence[Party]) -> list[Party]:
    """Participating States, other States, then organizations, each in English alphabetical order."""
    return sorted(
        parties,
        key=lambda it: (
            it.kind != "state",
            it.status != "participating",
            order.english_key(it.sort_key or it.name_en),
        ),
    )


def group(session: Session, scope: MeetingScope, group_id: int) -> WorkingGroup:
    """Raises NotFound."""
    found = session.get(WorkingGroup, group_id)
    if found is None or found.meeting_id != scope.meeting.id:
        raise NotFound
    return found


def add_group(session: Session, scope: MeetingScope, said: Theme, *, token: str, now: datetime) -> None:
    """Raises NotAllowed, BadFields."""
    scope.require("keep groups")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    said = _theme(said)
    place = len(queries.groups(session, [scope.meeting.id])) + 1
    row = WorkingGroup(meeting_id=scope.meeting.id, place=place, **vars(said))
    session.add(row)
    record(session, scope, "group added", row, about=about(row), now=now, token=token)


def change_group(
    session: Session, scope: MeetingScope, group_id: int, said: Theme, *, seal: str, token: str, now: datetime
) -> None:
    """seal: of the group as the form showed it. Raises NotAllowed, NotFound, BadFields, WrongState("moved on")."""
    scope.require("keep groups")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    row = group(session, scope, group_id)
    matters.require_unmoved(row, seal)
    for name, value in vars(_theme(said)).items():
        setattr(row, name, value)
    record(session, scope, "group changed", row, about=about(row), now=now, token=token)


def move_group(session: Session, scope: MeetingScope, group_id: int, *, up: bool, token: str, now: datetime) -> None:
    """One place up or down; the first stays the first. Raises NotAllowed, NotFound."""
    scope.require("keep groups")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    row = group(session, scope, group_id)
    others = queries.groups(session, [scope.meeting.id])
    if other := neighbour(others, row, up=up):
        row.place, other.place = other.place, row.place
        record(session, scope, "group moved", row, other, about=about(row), now=now, token=token)


def remove_group(session: Session, scope: MeetingScope, group_id: int, *, token: str, now: datetime) -> None:
    """Raises NotAllowed, NotFound, WrongState("has recommendations"): they are removed one by one, or nobody sees
    what goes."""
    scope.require("keep groups")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    row = group(session, scope, group_id)
    if any(it.group_id == row.id for it in queries.recommendations(session, [scope.meeting.id])):
        raise WrongState("has recommendations", "remove group")
    later = [it for it in queries.groups(session, [scope.meeting.id]) if it.place > row.place]
    for it in later:
        it.place -= 1
    record(session, scope, "group removed", *later, gone=(row,), about=about(row), now=now, token=token)


def neighbour(rows: Sequence[Row], row: Row, *, up: bool) -> Row | None:
    """The one before or after a row in its list, None at the end of it."""
    at = rows.index(row) + (-1 if up else 1)
    return rows[at] if 0 <= at < len(rows) else None


def _theme(said: Theme) -> Theme:
    """The same with its spaces tidied. Raises BadFields."""
    fields = Fields()
    tidied = Theme(**{name: _line(value) for name, value in vars(said).items()})
    for name, value in vars(tidied).items():
        longest = LONGEST_THEME if name.startswith("theme") else LONGEST_NAME
        if name.startswith("theme"):
            fields.require(name, value, "theme-missing")
        fields.require(name, len(value) <= longest, "field-too-long", longest=longest)
    fields.done()
    return tidied


def _line(text: str) -> str:
    return " ".join(normal(text).split())


def about(theme: WorkingGroup) -> dict[str, Any]:
    """What the sentence of an entry says of a group."""
    return {"name_en": theme.theme_en, "name_ru": theme.theme_ru}


def record(session: Session, scope: MeetingScope, kind: str, *changed: Any, **facts: Any) -> None:
    matters.record(session, scope.meeting, scope.actor, kind, *changed, capacity="groups", **facts)
