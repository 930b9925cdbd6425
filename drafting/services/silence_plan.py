"""From the wizard to the announcement: what can be asked, what is prepared as the preview shows it, and announcing it.

What is shown is what is sent: the preview's own words go out, or nothing does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from drafting.domain import consensus, deadlines
from drafting.domain.errors import BadText
from drafting.domain.silence_subjects import SUBJECTS
from drafting.persistence.queries import accounts, drafts
from drafting.persistence.queries import silence as queries
from drafting.persistence.queries.outline import Line
from drafting.persistence.records import Party, Person, SilenceRun
from drafting.services import record, silence_contacts, silence_runs, silence_state, under_silence
from drafting.services.outline import numbered_notes
from drafting.services.scope import DraftScope
from drafting.services.silence_contacts import BINDING
from drafting.services.silence_page import Asked, seats_of
from drafting.services.silence_runs import Plan

Words = Callable[[SilenceRun, Sequence[Line]], tuple[str, str]]


def subjects(scope: DraftScope) -> tuple[str, ...]:
    """What a run can still be about. A decision is taken or not, as a whole."""
    if scope.draft.phase == "adopted":
        return ("participation",)
    return SUBJECTS if scope.draft.kind == "text" else ("draft",)


def askable(session: Session, scope: DraftScope) -> list[Asked]:
    """The paragraphs that States can be asked about, in order."""
    seats = seats_of(session, scope)
    return [
        Asked(seats[it.paragraph.id], it.revision.text, it.revision.number)
        for it in drafts.texts(session, scope.draft.id, scope.draft.language)
        if consensus.needs_ruling(it.paragraph.kind) and it.paragraph.state != "deleted"
    ]


def plan_of(session: Session, scope: DraftScope, row: SilenceRun, now: datetime) -> Plan:
    """What the wizard said, read back from what it prepared. A beginning that has passed is one at once."""
    it = silence_state.of(session, [row])[0]
    asked = tuple(state.party_id for state in it.eligible)
    ends = deadlines.Deadline(row.ends_at, row.zone, row.end_of_day)
    hour = None if row.end_of_day else row.ends_at.astimezone(ZoneInfo(row.zone)).time()
    return Plan(
        subject=row.subject,
        paragraphs=tuple(part.paragraph_id for part in it.paragraphs) if row.subject == "paragraphs" else (),
        party=row.party_id,
        meaning=row.meaning,
        severable=row.severable,
        names=row.names,
        day=deadlines.last_day(ends),
        hour=hour,
        zone=row.zone,
        city=row.city,
        opens=row.opens_at if row.opens_at > now else None,
        eligible=tuple(key for key in scope.parties if key in asked) if row.party_id is not None else (),
        notice_en=row.notice_en,
        notice_ru=row.notice_ru,
        instruction=row.instruction,
    )


def prepare(session: Session, scope: DraftScope, plan: Plan, words: Words, *, token: str, now: datetime) -> SilenceRun:
    """Prepare a run with the notice that the software writes; a double click prepares one.

    words: what says the notice in English and in Russian. Raises as `silence_runs.prepare`.
    """
    row = silence_runs.prepare(session, scope, plan, token=token, now=now)
    if not row.notice_en:
        row.notice_en, row.notice_ru = words(row, _circulated_seats(session, scope, row))
    return row


def _circulated_seats(session: Session, scope: DraftScope, row: SilenceRun) -> list[Line]:
    asked = {it.paragraph_id for it in queries.paragraphs(session, [row.id])}
    return [seat for key, seat in seats_of(session, scope).items() if key in asked]


def change(
    session: Session, scope: DraftScope, number: int, plan: Plan, words: Words, *, version: int, now: datetime
) -> SilenceRun:
    """Change what is asked. The notice is written anew, unless a person has changed its words.

    Raises as `silence_runs.revise`.
    """
    row = silence_state.find(session, scope, number)
    written = words(row, _circulated_seats(session, scope, row))
    is_own = (row.notice_en, row.notice_ru) == written
    plan = replace(plan, notice_en=row.notice_en, notice_ru=row.notice_ru)
    row = silence_runs.revise(session, scope, number, plan, version=version, now=now)
    if is_own:
        row.notice_en, row.notice_ru = words(row, _circulated_seats(session, scope, row))
    return row


@dataclass(frozen=True)
class Letter:
    """The words of the notice in both languages, and the Chair's instruction where the Office sends it."""

    en: str
    ru: str
    instruction: str


def reword(
    session: Session, scope: DraftScope, number: int, letter: Letter, *, version: int, now: datetime
) -> SilenceRun:
    """Save the words of the notice. Raises as `silence_runs.revise`."""
    row = silence_state.find(session, scope, number)
    plan = plan_of(session, scope, row, now)
    plan = replace(plan, notice_en=letter.en, notice_ru=letter.ru, instruction=letter.instruction)
    return silence_runs.revise(session, scope, number, plan, version=version, now=now)


def announce(
    session: Session,
    scope: DraftScope,
    number: int,
    letter: Letter,
    *,
    seq: int,
    version: int,
    token: str,
    now: datetime,
) -> None:
    """Announce the run with the words that stand in the form. Raises as `silence_runs.revise` and `announce`."""
    scope.require("direct run")
    if record.already_done(session, scope, token):
        return
    row = silence_state.find(session, scope, number)
    if row.state == "draft" and letter != Letter(row.notice_en, row.notice_ru, row.instruction):
        version = reword(session, scope, number, letter, version=version, now=now).version
    silence_runs.announce(session, scope, number, seq=seq, version=version, token=token, now=now)


@dataclass(frozen=True)
class Obstacle:
    """What stands in the way of announcing. seat: where, None for the draft; run: another that asks about the same."""

    kind: str
    seat: Line | None = None
    party: Party | None = None
    words: str = ""
    run: int | None = None


@dataclass(frozen=True)
class Preview:
    """Everything that the announcement would freeze and send.

    wording: the hash; contacts: id of each eligible State -> those who are told for it, in English alphabetical
    order; mute: those without one; last_day: of the period, in its zone; is_day_off: nobody may be at the desk then;
    earliest: the earliest end for a beginning of now; is_short: whether the period has become too short.
    """

    scope: DraftScope
    run: SilenceRun
    now: datetime
    party: Party | None
    asked: tuple[Asked, ...]
    note_numbers: Mapping[str, int]
    wording: str
    contacts: Mapping[int, tuple[Person, ...]]
    mute: tuple[Party, ...]
    obstacles: tuple[Obstacle, ...]
    last_day: date
    is_day_off: bool
    earliest: datetime

    @property
    def is_short(self) -> bool:
        return self.run.ends_at < self.earliest

    @property
    def opens_later(self) -> bool:
        return self.run.opens_at > self.now


def preview(session: Session, scope: DraftScope, number: int, now: datetime) -> Preview:
    """Of what is prepared. Raises NotAllowed, NotFound."""
    scope.require("direct run")
    it = silence_state.load(session, scope, number)
    row, seats, process = it.row, seats_of(session, scope), scope.process
    chosen = {part.paragraph_id for part in it.paragraphs}
    current = [
        text
        for text in drafts.texts(session, scope.draft.id, scope.draft.language)
        if text.paragraph.state != "deleted" and (text.paragraph.id in chosen or row.subject == "draft")
    ]
    eligible = _asked(scope, it)
    last = deadlines.last_day(deadlines.Deadline(row.ends_at, row.zone, row.end_of_day))
    holidays = {date.fromisoformat(day) for day in process.holidays}
    return Preview(
        scope=scope,
        run=row,
        now=now,
        party=None if row.party_id is None else scope.parties[row.party_id],
        asked=tuple(Asked(seats[text.paragraph.id], text.revision.text, text.revision.number) for text in current),
        note_numbers=numbered_notes(session, scope.draft),
        wording=silence_runs.wording(scope, row, current),
        contacts=_contacts(session, scope, eligible, now),
        mute=tuple(scope.parties[key] for key in silence_contacts.missing(session, scope, eligible, now)),
        obstacles=_obstacles(session, scope, it, [text.paragraph.id for text in current], seats),
        last_day=last,
        is_day_off=deadlines.is_day_off(last, process.week_end, holidays),
        earliest=max(row.opens_at, now) + timedelta(hours=process.silence_hours),
    )


def _asked(scope: DraftScope, it: silence_state.Standing) -> list[int]:
    """The States that the announcement would ask; those prepared where it would be refused for one of them."""
    try:
        return silence_runs.eligible_now(scope, it)
    except BadText:
        return [state.party_id for state in it.eligible]


def _contacts(
    session: Session, scope: DraftScope, eligible: Sequence[int], now: datetime
) -> Mapping[int, tuple[Person, ...]]:
    found: dict[int, dict[int, Person]] = {key: {} for key in scope.parties if key in eligible}
    for appointment, person, _ in accounts.people_of_meeting(session, scope.process.id, scope.meeting.id, now):
        if appointment.party_id in found and appointment.role in BINDING:
            found[appointment.party_id][person.id] = person
    return {key: tuple(people.values()) for key, people in found.items()}


def _obstacles(
    session: Session, scope: DraftScope, it: silence_state.Standing, ids: Sequence[int], seats: Mapping[int, Line]
) -> tuple[Obstacle, ...]:
    others = under_silence.overlapping(session, scope, it.subject)
    found = silence_runs.obstacles(
        session, scope, it.row.subject, it.row.meaning, ids, scrutiny_blocks=scope.process.scrutiny_blocks
    )
    return (
        *(Obstacle("run", run=other.row.number) for other in others),
        *(
            Obstacle(
                one.kind,
                None if one.paragraph is None else seats[one.paragraph],
                None if one.party is None else scope.parties[one.party],
                one.words,
            )
            for one in found
        ),
    )
