"""Follow-up of recommendations until the next Senior Officials' Meeting: who reported what, and who is silent.

Source: practice.md section 7: follow-up of recommendations by theme and addressee.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from drafting.domain import access
from drafting.domain import recommendations as rules
from drafting.domain.errors import NotAllowed
from drafting.domain.fields import Fields
from drafting.domain.proposals import LONGEST
from drafting.persistence.queries import accounts, processes
from drafting.persistence.queries import groups as queries
from drafting.persistence.records import FollowUp, Meeting, Party, Person, Recommendation, WorkingGroup
from drafting.services import groups, matters, recommendations
from drafting.services.drafts import LANGUAGES
from drafting.services.groups import View
from drafting.services.scope import MeetingScope, ProcessScope
from drafting.services.texts import normal

OFFICIALS = "senior officials"


@dataclass(frozen=True)
class Filters:
    """What of the list is shown. group: id of a theme; party, audience: an addressee; state: of the recommendation;
    silent: where somebody has not reported."""

    group: int | None = None
    party: int | None = None
    audience: str = ""
    state: str = ""
    silent: bool = False

    def any(self) -> bool:
        return self != Filters()


@dataclass(frozen=True)
class Report:
    """party: who reports, None for the Office; person: who wrote it down."""

    row: FollowUp
    party: Party | None
    person: Person


@dataclass(frozen=True)
class Followed:
    """A recommendation with what became of it. expected: every party that it addresses, by name or in an audience;
    silent: those of them that reported nothing; reports: the newest first."""

    view: View
    group: WorkingGroup
    meeting: Meeting
    expected: tuple[Party, ...]
    silent: tuple[Party, ...]
    reports: tuple[Report, ...]

    @property
    def awaited(self) -> bool:
        """Whether nobody has said yet what became of it, or some addressee has not, and it is not over."""
        return self.view.row.state not in rules.OVER and bool(self.silent or not self.reports)


@dataclass(frozen=True)
class Page:
    """shown: after the filters, by theme; total: before them; due: the next Senior Officials' Meeting, if planned;
    groups, addressed: what there is to filter by."""

    shown: tuple[Followed, ...]
    total: int
    due: Meeting | None
    groups: tuple[tuple[WorkingGroup, Meeting], ...]
    addressed: tuple[Party, ...]
    audiences: tuple[str, ...]

    @property
    def awaited(self) -> int:
        return sum(it.awaited for it in self.shown)


def page(session: Session, scope: ProcessScope, filters: Filters, today: date) -> Page:
    """Every recommendation of the meetings that the person may know of, in a fixed number of queries."""
    reader = scope.reader()
    meetings = [it for it in processes.meetings(session, scope.process.id) if access.admits(it.access, reader)]
    found = _followed(session, meetings, groups.in_order(processes.parties(session, scope.process.id)))
    named = {party.id for it in found for party in it.view.parties}
    meant = {name for it in found for name in it.view.audiences}
    return Page(
        shown=tuple(it for it in found if _shown(it, filters)),
        total=len(found),
        due=queries.next_meeting(session, scope.process.id, OFFICIALS, today),
        groups=tuple({it.group.id: (it.group, it.meeting) for it in found}.values()),
        addressed=tuple(it for it in scope.parties.values() if it.id in named),
        audiences=tuple(it for it in rules.AUDIENCES if it in meant),
    )


def _followed(session: Session, meetings: Sequence[Meeting], parties: Sequence[Party]) -> list[Followed]:
    """By meeting in the order given, then by theme and number."""
    of = [it.id for it in meetings]
    themes = {it.id: it for it in queries.groups(session, of)}
    reports = queries.reports(session, of)
    people = accounts.names(session, {it.person_id for it in reports})
    views = groups.views_of(queries.recommendations(session, of), queries.addressees(session, of), parties, reports)
    place = {it.id: at for at, it in enumerate(meetings)}
    views.sort(key=lambda it: (place[it.row.meeting_id], themes[it.row.group_id].place, it.row.number))
    by_id = {it.id: it for it in parties}
    told = [Report(it, by_id.get(it.party_id or 0), people[it.person_id]) for it in reversed(reports)]
    return [_one(it, themes[it.row.group_id], meetings[place[it.row.meeting_id]], parties, told) for it in views]


def _one(
    view: View, group: WorkingGroup, meeting: Meeting, parties: Sequence[Party], told: Sequence[Report]
) -> Followed:
    expected = tuple(it for it in parties if _is_addressed(view, it))
    reports = tuple(it for it in told if it.row.recommendation_id == view.row.id)
    heard = {it.party.id: it.row.state for it in reversed(reports) if it.party}
    unheard = rules.silent([it.id for it in expected], heard)
    return Followed(view, group, meeting, expected, tuple(it for it in expected if it.id in unheard), reports)


def _is_addressed(view: View, party: Party) -> bool:
    return party in view.parties or any(
        rules.addresses(it, kind=party.kind, category=party.category, status=party.status) for it in view.audiences
    )


def _shown(it: Followed, filters: Filters) -> bool:
    return (
        filters.group in (None, it.group.id)
        and (filters.party is None or any(party.id == filters.party for party in it.expected))
        and (not filters.audience or filters.audience in it.view.audiences)
        and filters.state in ("", it.view.row.state)
        and (not filters.silent or it.awaited)
    )


def one(session: Session, scope: MeetingScope, recommendation_id: int) -> Followed:
    """Raises NotFound."""
    return _of(session, scope, recommendations.find(session, scope, recommendation_id))


def _of(session: Session, scope: MeetingScope, row: Recommendation) -> Followed:
    parties = groups.in_order(processes.parties(session, scope.process.id))
    return next(it for it in _followed(session, [scope.meeting], parties) if it.view.row.id == row.id)


def reporters(scope: MeetingScope, followed: Followed) -> tuple[Party, ...]:
    """The addressees for which the person may report."""
    return tuple(it for it in followed.expected if scope.may("follow up", owner=it.id))


@dataclass(frozen=True)
class Said:
    """A report as a form says it. party: whose it is, None for the Office's own; on: the day that it is of."""

    state: str
    note: str
    on: date | None
    language: str
    party: int | None = None


def report(
    session: Session, scope: MeetingScope, recommendation_id: int, said: Said, *, token: str, now: datetime
) -> None:
    """What became of a recommendation, by an addressee or by the Office. Raises NotFound, NotAllowed, BadFields.

    The Office's own word is the state of the recommendation; else it follows from what all addressees said last.
    """
    scope.require("follow up", owner=said.party)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    followed = one(session, scope, recommendation_id)
    if said.party is not None and said.party not in {it.id for it in followed.expected}:
        raise NotAllowed("follow up")
    note, on = _checked(said, now.astimezone(ZoneInfo(scope.process.zone)).date())
    row = FollowUp(
        meeting_id=scope.meeting.id,
        recommendation_id=recommendation_id,
        party_id=said.party,
        person_id=scope.actor.person,
        on=on,
        state=said.state,
        note=note,
        language=said.language,
        at=now,
    )
    session.add(row)
    of = followed.view.row
    of.state = _state(followed, said)
    about = {**groups.about(followed.group), "label": followed.view.label, "state": said.state}
    party = next((it for it in followed.expected if it.id == said.party), None)
    if party:
        about |= {"party_en": party.name_en, "party_ru": party.name_ru}
    matters.record(
        session,
        scope.meeting,
        scope.actor,
        "follow-up reported",
        row,
        of,
        now=now,
        capacity="office" if scope.actor.holds("support") else "delegation",
        party=said.party,
        about=about,
        token=token,
    )


def _checked(said: Said, today: date) -> tuple[str, date]:
    """The words as they are stored, and the day. Raises BadFields."""
    fields = Fields()
    note = normal(said.note).strip()
    fields.require("state", said.state in rules.STATES, "follow-up-state-missing")
    fields.require("note", note, "follow-up-note-missing")
    fields.require("note", len(note) <= LONGEST, "too-long", longest=LONGEST)
    fields.require("on", said.on, "bad-date", said="")
    fields.require("on", said.on is None or said.on <= today, "day-not-yet")
    fields.require("language", said.language in LANGUAGES, "unknown-language")
    fields.done()
    return note, said.on or today


def _state(followed: Followed, said: Said) -> str:
    if said.party is None:
        return said.state
    heard = {it.party.id: it.row.state for it in reversed(followed.reports) if it.party}
    return rules.together([it.id for it in followed.expected], {**heard, said.party: said.state})
