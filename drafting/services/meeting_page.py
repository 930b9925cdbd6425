"""The first page of a meeting: its drafts, sittings and agenda in brief, who comes and who was admitted otherwise."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from drafting.domain import meetings, permissions
from drafting.persistence.queries import home as home_queries
from drafting.persistence.queries import meetings as queries
from drafting.persistence.records import AgendaItem, Sitting
from drafting.services import admissions, agenda_page, home, matters
from drafting.services.scope import MeetingScope


@dataclass(frozen=True)
class Page:
    """drafts: those that the person may see; delegations: how many parties have named how many people; attending: how
    many parties may; agenda: the items in their order with their numbers; otherwise: whom the rule does not settle;
    events: what may be done to the meeting now."""

    drafts: tuple[home.DraftLine, ...]
    sittings: tuple[Sitting, ...]
    agenda: tuple[tuple[AgendaItem, str], ...]
    delegations: queries.Counted
    attending: int
    otherwise: tuple[admissions.Line, ...]
    events: tuple[str, ...]
    seal: str


def page(session: Session, scope: MeetingScope) -> Page:
    """In a fixed number of queries."""
    visible = [
        it
        for it in home_queries.drafts(session, [scope.meeting.id])
        if permissions.may(scope.actor, "see draft", permissions.Subject(phase=it.phase))
    ]
    lines = home.lines(session, visible, {scope.meeting.id: scope.actor})
    listed = admissions.listed(session, scope)
    return Page(
        drafts=tuple(lines[it.id] for it in visible),
        sittings=tuple(queries.sittings(session, scope.meeting.id)),
        agenda=tuple(agenda_page.ordered_items(session, scope.meeting.id)),
        delegations=queries.delegations(session, scope.meeting.id),
        attending=len(scope.participating()) + sum(it.attends for it in listed),
        otherwise=tuple(it for it in listed if it.admission is not None),
        events=meetings.events(scope.meeting.state) if scope.may("plan meeting") else (),
        seal=matters.seal(scope.meeting),
    )
