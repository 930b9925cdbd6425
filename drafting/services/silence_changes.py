"""What the Chair and the Office do to a run while it lasts: extend, suspend, restore, end it; declare an outage.

Source: practice.md section 6. Each is an entry with its reason, and everybody who was asked is told.
"""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import deadlines, silence
from drafting.domain.errors import BadText, NotAllowed, WrongState
from drafting.persistence.queries import silence as queries
from drafting.services import outbox, record, silence_answers, silence_clock, silence_state, texts, under_silence
from drafting.services.scope import DraftScope, MeetingScope, draft_scope
from drafting.services.silence_state import Standing


def extend(
    session: Session,
    scope: DraftScope,
    number: int,
    *,
    day: date,
    hour: time | None,
    reason: str,
    token: str,
    now: datetime,
) -> None:
    """Move the deadline later, for all, in the run's own zone. day, hour: as in `silence_runs.Plan`.

    Raises NotAllowed, BadText("reason-missing") and as `deadlines.deadline`; WrongState when it has passed or the new
    one is not later.
    """
    it = _opened(session, scope, number, token, now)
    if it is None:
        return
    reason = _reason(reason)
    ends = deadlines.deadline(day, hour, it.row.zone)
    it.row.ends_at, it.row.end_of_day = silence.later(it.run, ends.at, now), ends.is_end_of_day
    facts = {"end_of_day": it.row.end_of_day, **_place(it)}
    _record(session, scope, it, "silence extended", "extended", token, now, reason=reason, ends=_ends(it), **facts)


def suspend(session: Session, scope: DraftScope, number: int, *, reason: str, token: str, now: datetime) -> None:
    """Stop the clock of a running run. Raises NotAllowed, BadText, WrongState."""
    it = _opened(session, scope, number, token, now)
    if it is None:
        return
    reason = _reason(reason)
    silence_state.step(it.row, "suspend")
    it.row.suspended_at = now
    _record(session, scope, it, "silence suspended", "suspended", token, now, reason=reason)


def resume(session: Session, scope: DraftScope, number: int, *, token: str, now: datetime) -> None:
    """Let the clock run on; the deadline is later by as long as it stood. Raises NotAllowed, WrongState."""
    it = _opened(session, scope, number, token, now)
    if it is None:
        return
    it.row.ends_at = silence.resumed(it.run, it.row.suspended_at or now, now)
    silence_state.step(it.row, "resume")
    it.row.suspended_at, it.row.end_of_day = None, False
    _record(session, scope, it, "silence resumed", "resumed", token, now, ends=_ends(it), **_place(it))


def restore(session: Session, scope: DraftScope, number: int, *, token: str, now: datetime) -> None:
    """The Chair confirms that silence holds again, because no objection that broke it stands any more.

    Raises NotAllowed, WrongState.
    """
    if not scope.may("certify run"):
        raise NotAllowed("certify run")
    it = _opened(session, scope, number, token, now)
    if it is None:
        return
    if _is_objected(it):
        raise WrongState("objection stands", "restore")
    silence_state.step(it.row, "restore")
    _record(session, scope, it, "silence restored", "restored", token, now)
    # The period may have ended while it was broken.
    silence_clock.catch_up(session, scope.draft, it.row, now)


def end(
    session: Session, scope: DraftScope, number: int, *, ending: str, reason: str, token: str, now: datetime
) -> None:
    """Withdraw the run, or annul it because it was not in order. ending: withdraw, annul.

    Raises NotAllowed, BadText, WrongState.
    """
    it = _opened(session, scope, number, token, now)
    if it is None:
        return
    if ending not in ("withdraw", "annul"):
        raise BadText("unknown-ending")
    under_silence.end(session, scope, it, ending, reason=_reason(reason), now=now, token=token)


def declare_outage(
    session: Session, scope: MeetingScope, *, began: datetime, ended: datetime, reason: str, token: str, now: datetime
) -> list[int]:
    """Give the time of an outage back to every run of the meeting that it cut; answers the ids of their drafts.

    began, ended: aware UTC. A period that ended during the outage runs on. Raises NotAllowed; BadText: reason-missing,
    outage-unfit when it does not lie in the past.
    """
    scope.require("declare outage")
    reason = _reason(reason)
    if not began < ended <= now:
        raise BadText("outage-unfit")
    found = []
    for draft_id in queries.active_in_meeting(session, scope.meeting.id):
        held = draft_scope(session, scope.actor.person, draft_id, now, lock=True)
        cut = [_give_back(session, held, it, (began, ended), reason, token, now) for it in _active(session, held)]
        if any(cut):
            found.append(draft_id)
    return found


def _is_objected(it: Standing) -> bool:
    """Whether an objection that breaks the whole run stands."""
    return any(silence.breaks(it.run, given) for given in silence.standing(it.run, it.given()))


def _active(session: Session, scope: DraftScope) -> list[Standing]:
    return under_silence.active(session, scope)


def _give_back(
    session: Session,
    scope: DraftScope,
    it: Standing,
    outage: tuple[datetime, datetime],
    reason: str,
    token: str,
    now: datetime,
) -> bool:
    """Whether the outage cut this run, and was not declared by this very form before."""
    ends, own = silence.after_outage(it.run, *outage), f"{token}-{it.row.number}"
    if ends == it.row.ends_at or record.already_done(session, scope, own):
        return False
    it.row.ends_at, it.row.end_of_day = ends, False
    silence_state.step(it.row, "outage")
    began, ended = (instant.isoformat() for instant in outage)
    facts: dict[str, Any] = {"began": began, "ended": ended, "ends": _ends(it), "reason": reason, **_place(it)}
    _record(session, scope, it, "outage declared", "extended", own, now, **facts)
    if _is_objected(it):
        # What came late for the old deadline came in time for this one.
        silence_answers.break_silence(session, scope, it, now)
    silence_clock.catch_up(session, scope.draft, it.row, now)
    return True


def _opened(session: Session, scope: DraftScope, number: int, token: str, now: datetime) -> Standing | None:
    """The run with what time has brought to it; None when this very form was carried out before."""
    scope.require("direct run")
    if record.already_done(session, scope, token):
        return None
    it = silence_state.load(session, scope, number)
    silence_clock.catch_up(session, scope.draft, it.row, now)
    return it


def _record(
    session: Session,
    scope: DraftScope,
    it: Standing,
    kind: str,
    occasion: str,
    token: str,
    now: datetime,
    **facts: Any,
) -> None:
    payload = {"run": it.row.number, **facts}
    capacity = "office" if kind == "outage declared" else "run"
    entry = record.append(session, scope, kind, capacity=capacity, now=now, token=token, payload=payload)
    outbox.queue(session, it.row, seq=entry.seq, occasion=occasion, now=now)
    silence_state.schedule(it.row, now)


def _ends(it: Standing) -> str:
    return it.row.ends_at.isoformat()


def _place(it: Standing) -> dict[str, str]:
    """Whose clocks the deadline is told by."""
    return {"zone": it.row.zone, "city": it.row.city}


def _reason(reason: str) -> str:
    reason = texts.remark(reason)
    if not reason:
        raise BadText("reason-missing")
    return reason
