"""Who has the floor: given, paused, resumed, taken back; one speaker at a time.

Every change is made under the meeting's lock, so two Chairs, a stale tab and a double click meet one after the other.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import speaking
from drafting.domain.errors import WrongState
from drafting.persistence.queries import speakers as queries
from drafting.persistence.records import Base, Floor, Speech
from drafting.services import matters
from drafting.services.scope import MeetingScope
from drafting.services.speakers_roll import find, names_of


def seal(floor: Floor | None) -> str:
    """Names what is before the meeting, as `matters.seal`; "" for a meeting that has never sat."""
    return matters.seal(floor) if floor else ""


def in_session(session: Session, scope: MeetingScope, shown: str, event: str) -> Floor:
    """The floor of an open sitting, as the form showed it. Raises WrongState."""
    floor = queries.floor(session, scope.meeting.id)
    if floor is None or floor.sitting_id is None:
        raise WrongState("no sitting", event)
    if seal(floor) != shown:
        raise WrongState("moved on", "in sitting")
    return floor


def clock_of(speech: Speech) -> speaking.Clock:
    return speaking.Clock(speech.spoken, speech.running_since)


def set_clock(speech: Speech, clock: speaking.Clock) -> None:
    speech.spoken, speech.running_since = clock.spoken, clock.running_since


def give(session: Session, scope: MeetingScope, speech_id: int, *, shown: str, token: str, now: datetime) -> None:
    """Give the floor; whoever had it ends. Who has spoken may be given the floor again, and the clock counts on.

    shown: the seal of the floor that the form carried. A second start of the same speech answers the first. Raises
    WrongState while no sitting is open, for a floor that moved on, and for a request that was withdrawn.
    """
    scope.require("keep speakers")
    speech = find(session, scope, speech_id)
    if matters.already_done(session, scope.meeting, scope.actor, token) or speech.state == "speaking":
        return
    floor = in_session(session, scope, shown, "give floor")
    if speech.state == "withdrawn":
        raise WrongState(speech.state, "give floor")
    ended = end_speech(session, scope, floor, now)
    floor.speech_id = speech.id
    speech.state, speech.started_at, speech.ended_at = "speaking", speech.started_at or now, None
    set_clock(speech, speaking.started(clock_of(speech), now))
    about = told_of(session, ended)
    _record(session, scope, "floor given", speech, floor, *ended, token=token, now=now, about=about)


def end_speech(session: Session, scope: MeetingScope, floor: Floor, now: datetime) -> tuple[Speech, ...]:
    """Take the floor back from whoever has it; the speech that ended, for the entry of the caller."""
    if floor.speech_id is None:
        return ()
    speech = find(session, scope, floor.speech_id)
    set_clock(speech, speaking.paused(clock_of(speech), now))
    speech.state, speech.ended_at = "given", now
    floor.speech_id = None
    return (speech,)


def told_of(session: Session, ended: tuple[Speech, ...]) -> dict[str, Any]:
    """What an entry says of a speech that ended with it: whose, and how long it was."""
    return {
        name: value
        for it in ended
        for name, value in {
            "ended_en": names_of(session, it)["name_en"],
            "ended_ru": names_of(session, it)["name_ru"],
            "spoken": it.spoken,
            "limit": it.seconds,
        }.items()
    }


def pause(session: Session, scope: MeetingScope, speech_id: int, *, token: str, now: datetime) -> None:
    """Let the clock stand. Raises WrongState for a speech that is over; one that stands already stands on."""
    speech = _speaking(session, scope, speech_id, token)
    if speech and speech.running_since is not None:
        set_clock(speech, speaking.paused(clock_of(speech), now))
        _record(session, scope, "clock paused", speech, token=token, now=now)


def resume(session: Session, scope: MeetingScope, speech_id: int, *, token: str, now: datetime) -> None:
    """Let the clock count on. Raises WrongState for a speech that is over; one that runs runs on."""
    speech = _speaking(session, scope, speech_id, token)
    if speech and speech.running_since is None:
        set_clock(speech, speaking.started(clock_of(speech), now))
        _record(session, scope, "clock resumed", speech, token=token, now=now)


def stop(session: Session, scope: MeetingScope, speech_id: int, *, token: str, now: datetime) -> None:
    """The speech is over. One that is over already stays so."""
    scope.require("keep speakers")
    speech = find(session, scope, speech_id)
    floor = queries.floor(session, scope.meeting.id)
    if matters.already_done(session, scope.meeting, scope.actor, token) or speech.state == "given":
        return
    if floor is None or floor.speech_id != speech.id:
        raise WrongState(speech.state, "stop speech")
    end_speech(session, scope, floor, now)
    about = {"spoken": speech.spoken, "limit": speech.seconds}
    _record(session, scope, "speech ended", speech, floor, token=token, now=now, about=about)


def _speaking(session: Session, scope: MeetingScope, speech_id: int, token: str) -> Speech | None:
    """The speech that has the floor, None where this submission was carried out. Raises WrongState."""
    scope.require("keep speakers")
    speech = find(session, scope, speech_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return None
    if speech.state != "speaking":
        raise WrongState(speech.state, "run clock")
    return speech


def _record(
    session: Session,
    scope: MeetingScope,
    kind: str,
    speech: Speech,
    *rows: Base,
    token: str,
    now: datetime,
    about: Mapping[str, Any] | None = None,
) -> None:
    told = {**names_of(session, speech), **(about or {})}
    matters.record(session, scope.meeting, scope.actor, kind, speech, *rows, now=now, about=told, token=token)
