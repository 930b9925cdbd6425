"""Preparing and announcing a no-objection run. The rules stand in `domain/silence.py` and `domain/silence_subjects.py`.

While it is prepared, a run is the Chair's and the Office's own paper; with the announcement it is frozen, recorded and
sent.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy.orm import Session

from drafting.domain import consensus, deadlines
from drafting.domain.errors import BadText, StaleEdit, WrongState
from drafting.domain.record import document_hash
from drafting.domain.silence_subjects import Subject, require_plan
from drafting.persistence.queries import drafts
from drafting.persistence.queries import silence as queries
from drafting.persistence.records import (
    SilenceEligible,
    SilenceParagraph,
    SilenceRun,
)
from drafting.services import (
    adoption,
    outbox,
    record,
    silence_clock,
    silence_contacts,
    silence_state,
    texts,
    under_silence,
)
from drafting.services.scope import DraftScope
from drafting.services.standing import whole


@dataclass(frozen=True)
class Plan:
    """What the wizard says. subject, meaning, names: of `domain/silence_subjects.py`; paragraphs: ids; party: whose
    participation; day, hour: of the end, as the clocks of the zone show it, hour None for the end of the day; opens:
    None for at once; eligible: ids of the States asked about a State's participation, where all are asked anyway ().
    """

    subject: str
    paragraphs: tuple[int, ...]
    party: int | None
    meaning: str
    severable: bool
    names: str
    day: date
    hour: time | None
    zone: str
    city: str
    opens: datetime | None = None
    eligible: tuple[int, ...] = ()
    notice_en: str = ""
    notice_ru: str = ""
    instruction: str = ""


def prepare(session: Session, scope: DraftScope, plan: Plan, *, token: str, now: datetime) -> SilenceRun:
    """A run that nobody else sees yet; the same form sent twice prepares one.

    Raises NotAllowed, NotFound, BadText (as `require_plan`, `deadlines`).
    """
    scope.require("direct run")
    key = record.key(scope.actor, token)
    done = queries.by_token(session, scope.draft.id, key)
    if done is not None:
        return done
    row = SilenceRun(
        draft_id=scope.draft.id,
        number=queries.newest_number(session, scope.draft.id) + 1,
        state="draft",
        prepared_by=scope.actor.person,
        prepared_at=now,
        # A number that is given out again, after what bore it was thrown away, begins with another version.
        version=int(now.timestamp()) % 1_000_000_000,
        token=key,
    )
    _write(session, scope, row, plan, now)
    return row


def revise(session: Session, scope: DraftScope, number: int, plan: Plan, *, version: int, now: datetime) -> SilenceRun:
    """Change what is still prepared. version: as the form showed it; raises StaleEdit when somebody saved meanwhile."""
    scope.require("direct run")
    row = _prepared(session, scope, number)
    if row.version != version:
        raise StaleEdit(row.notice_en, row.notice_en, plan.notice_en, None)
    row.version += 1
    _write(session, scope, row, plan, now)
    return row


def discard(session: Session, scope: DraftScope, number: int) -> None:
    """Throw away what was never announced. Raises NotAllowed, NotFound, WrongState."""
    scope.require("direct run")
    row = _prepared(session, scope, number)
    _forget(session, row)
    session.delete(row)


def _prepared(session: Session, scope: DraftScope, number: int) -> SilenceRun:
    row = silence_state.find(session, scope, number)
    if row.state != "draft":
        raise WrongState(row.state, "prepare")
    return row


def _write(session: Session, scope: DraftScope, row: SilenceRun, plan: Plan, now: datetime) -> None:
    subject = Subject(plan.subject, frozenset(plan.paragraphs), plan.party)
    phase, kind = scope.draft.phase, scope.draft.kind
    require_plan(subject, plan.meaning, plan.names, severable=plan.severable, draft_kind=kind, phase=phase)
    ends = deadlines.deadline(plan.day, plan.hour, plan.zone)
    opens = max(plan.opens or now, now).astimezone(UTC)
    deadlines.require_length(opens, ends, scope.process.silence_hours)
    asked = _eligible(scope, plan.subject, plan.party, plan.eligible)
    circulated = _circulated(session, scope, plan.subject, plan.paragraphs)
    row.subject, row.meaning, row.names, row.severable = plan.subject, plan.meaning, plan.names, plan.severable
    row.party_id = plan.party if plan.subject == "participation" else None
    row.opens_at, row.ends_at, row.zone, row.city = opens, ends.at, ends.zone, plan.city
    row.end_of_day = ends.is_end_of_day
    row.notice_en, row.notice_ru = texts.remark(plan.notice_en), texts.remark(plan.notice_ru)
    row.instruction = texts.remark(plan.instruction)
    session.add(row)
    session.flush()  # What belongs to it refers to its id.
    _enclose(session, row, asked, circulated)


def _enclose(session: Session, row: SilenceRun, eligible: Iterable[int], circulated: Iterable[drafts.Text]) -> None:
    """Who is asked and about what, in place of what stood there."""
    _forget(session, row)
    session.add_all(SilenceEligible(run_id=row.id, party_id=party, mark=None, reached=None) for party in eligible)
    session.add_all(_frozen(row, it) for it in circulated)
    session.flush()


def _forget(session: Session, row: SilenceRun) -> None:
    for it in (*queries.paragraphs(session, [row.id]), *queries.eligible(session, [row.id])):
        session.delete(it)
    session.flush()  # The same rows may be written anew.


def _frozen(row: SilenceRun, it: drafts.Text) -> SilenceParagraph:
    return SilenceParagraph(
        run_id=row.id,
        paragraph_id=it.paragraph.id,
        draft_id=row.draft_id,
        revision_id=it.revision.id,
        wording=it.paragraph.wording,
    )


def _eligible(scope: DraftScope, subject: str, party: int | None, named: Collection[int]) -> list[int]:
    """The States asked, in English alphabetical order.

    About a text all participating States, because only consensus decides; about a State's participation that State
    itself, unless others are named. Raises BadText("state-unfit").
    """
    states = [it.id for it in scope.participating()]
    if subject != "participation":
        return states
    asked = set(named) or {party or 0}
    if party not in states or not asked <= set(states):
        raise BadText("state-unfit")
    return [it for it in states if it in asked]


def _circulated(session: Session, scope: DraftScope, subject: str, ids: Iterable[int]) -> list[drafts.Text]:
    """The paragraphs of the run with their texts as they stand.

    Raises BadText("paragraph-unfit") for one that States do not agree on, or that is deleted.
    """
    if subject == "participation":
        return []
    rows = [it for it in drafts.texts(session, scope.draft.id, scope.draft.language) if it.paragraph.state != "deleted"]
    if subject == "draft":
        return rows
    wanted = set(ids)
    found = [it for it in rows if it.paragraph.id in wanted and consensus.needs_ruling(it.paragraph.kind)]
    if len(found) != len(wanted):
        raise BadText("paragraph-unfit")
    return found


def announce(
    session: Session, scope: DraftScope, number: int, *, seq: int, version: int, token: str, now: datetime
) -> None:
    """Freeze the wording and the list of States as they are at this moment, record it, and tell everybody.

    seq: number of the newest entry that the preview showed, version: of what is prepared: what was seen is sent. Raises
    NotAllowed; NotFound; BadText: instruction-missing (the Office acts on the Chair's instruction), notice-missing, and
    as `prepare`; WrongState with what stands in the way, "moved on", or "active" when a run decides the same already.
    """
    scope.require("direct run")
    if record.already_done(session, scope, token):
        return
    row = _prepared(session, scope, number)
    if seq != scope.draft.seq or version != row.version:
        raise WrongState("moved on", "announce")
    it = silence_state.of(session, [row])[0]
    asked = circulated_now(session, scope, it)
    _require_ready(session, scope, it, [text.paragraph.id for text in asked], now)
    _freeze(session, scope, it, asked, now)
    silence_state.step(row, "announce")
    payload = _facts(session, row, scope)
    entry = record.append(session, scope, "silence announced", capacity="run", now=now, token=token, payload=payload)
    outbox.queue(session, row, seq=entry.seq, occasion="start", now=now)
    silence_clock.catch_up(session, scope.draft, row, now)


def circulated_now(session: Session, scope: DraftScope, it: silence_state.Standing) -> list[drafts.Text]:
    """What is asked about if a prepared run is announced at this moment. Raises BadText where some of it is gone."""
    return _circulated(session, scope, it.row.subject, [part.paragraph_id for part in it.paragraphs])


def eligible_now(scope: DraftScope, it: silence_state.Standing) -> list[int]:
    """Whom a prepared run asks if it is announced at this moment. Raises BadText as `prepare`."""
    return _eligible(scope, it.row.subject, it.row.party_id, [state.party_id for state in it.eligible])


def _require_ready(
    session: Session, scope: DraftScope, it: silence_state.Standing, asked: Sequence[int], now: datetime
) -> None:
    row, facts = it.row, {"draft_kind": scope.draft.kind, "phase": scope.draft.phase}
    require_plan(it.subject, row.meaning, row.names, severable=row.severable, **facts)
    if not scope.actor.holds("chair") and not row.instruction:
        raise BadText("instruction-missing")
    if not row.notice_en or not row.notice_ru:
        raise BadText("notice-missing")
    ends = deadlines.Deadline(row.ends_at, row.zone)
    deadlines.require_length(max(row.opens_at, now), ends, scope.process.silence_hours)
    if any(under_silence.overlapping(session, scope, it.subject)):
        raise WrongState("active", "announce")
    blocks = scope.process.scrutiny_blocks
    found = obstacles(session, scope, row.subject, row.meaning, asked, scrutiny_blocks=blocks)
    if found:
        raise WrongState(row.state, "announce", found)


def obstacles(
    session: Session,
    scope: DraftScope,
    subject: str,
    meaning: str,
    paragraphs: Sequence[int],
    *,
    scrutiny_blocks: bool,
) -> tuple[consensus.Obstacle, ...]:
    """What nobody can agree to by being silent: open brackets, objections, proposals without a ruling; where silence
    adopts the whole, everything else that stands in the way of adoption but the agreement itself. scrutiny_blocks: by
    the rules of the Process, or by those that the run was announced by."""
    if subject == "participation":
        return ()
    if meaning == "adoption":
        found = adoption.obstacles(session, scope, scrutiny_blocks=scrutiny_blocks)
        return tuple(it for it in found if it.kind not in ("not agreed", "ad referendum", "run"))
    asked = set(paragraphs)
    return tuple(
        obstacle
        for it in whole(session, scope)
        if it.paragraph in asked
        for obstacle in consensus.in_the_way_of_closing(it, scrutiny_blocks=scrutiny_blocks)
    )


def _freeze(
    session: Session, scope: DraftScope, it: silence_state.Standing, asked: Sequence[drafts.Text], now: datetime
) -> None:
    row, eligible = it.row, eligible_now(scope, it)
    _enclose(session, row, eligible, asked)
    row.opens_at, row.announced_at = max(row.opens_at, now), now
    row.revision = scope.draft.revision
    row.reminder_hours, row.scrutiny_blocks = list(scope.process.reminder_hours), scope.process.scrutiny_blocks
    row.wording = wording(scope, row, asked)
    session.add_all(silence_contacts.of_run(session, scope, row, eligible, now))
    session.flush()


def wording(scope: DraftScope, row: SilenceRun, circulated: Iterable[drafts.Text]) -> str:
    """The hash of what was circulated: kind, label and text of each paragraph as `record.document_hash` has them; of a
    State's participation the State and what silence means."""
    parts = [(it.paragraph.kind, it.paragraph.label, {it.revision.language: it.revision.text}) for it in circulated]
    asked = None if row.party_id is None else [scope.parties[row.party_id].code, row.meaning]
    return document_hash(parts, asked)


def _facts(session: Session, row: SilenceRun, scope: DraftScope) -> dict[str, object]:
    it = silence_state.of(session, [row])[0]
    return {
        "run": row.number,
        "subject": row.subject,
        "party": row.party_id,
        "meaning": row.meaning,
        "severable": row.severable,
        "names": row.names,
        "opens": row.opens_at.isoformat(),
        "ends": row.ends_at.isoformat(),
        "zone": row.zone,
        "city": row.city,
        "end_of_day": row.end_of_day,
        "wording": row.wording,
        "revision": row.revision,
        "paragraphs": [{"id": part.paragraph_id, "wording": part.wording} for part in it.paragraphs],
        "eligible": [party for party in scope.parties if party in {state.party_id for state in it.eligible}],
        "notice": {"en": row.notice_en, "ru": row.notice_ru},
        "instruction": row.instruction,
        "reminders": row.reminder_hours,
        "scrutiny_blocks": row.scrutiny_blocks,
    }
