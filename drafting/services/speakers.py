"""The speakers' list of an item: made by the rule, asked for, reordered, withdrawn."""

from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import speaking
from drafting.domain.errors import NotAllowed, WrongState
from drafting.domain.fields import Fields
from drafting.persistence.records import Party, Speech
from drafting.services import matters
from drafting.services.scope import MeetingScope
from drafting.services.speakers_roll import (
    Roll,
    arrange,
    candidate,
    find,
    list_seal,
    names,
    record,
    roll,
)


def make_list(session: Session, scope: MeetingScope, item_id: int | None, *, token: str, now: datetime) -> int:
    """Put every attending delegation on the list of statements that has never been on it, in its place by the rule, and
    say for whom the heads named meanwhile speak. Done again, it changes nothing of what the Chair arranged.

    Answers how many were put on the list.
    """
    scope.require("keep speakers")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return 0
    found = roll(session, scope, item_id)
    had = {it.party_id for it in found.speeches if it.kind == "statement"}
    missing = speaking.by_rule(candidate(it) for it in found.attending.values() if it.id not in had)
    changed = _headed(found)
    made = [_new(scope, found, found.parties[it.id], "statement", "listed") for it in missing]
    if not made and not changed:
        return 0
    session.add_all(made)
    session.flush()  # The order names speeches by number.
    arranged = [found.as_waiting(it) for it in found.waiting()]
    for it in made:
        arranged = speaking.placed(arranged, found.as_waiting(it))
    changed |= arrange(found, [it.id for it in arranged], made)
    rows = [*made, *(it for it in found.speeches if it.id in changed)]
    record(session, scope, "speakers listed", found, *rows, token=token, now=now, about={"count": len(made)})
    return len(made)


def _headed(found: Roll) -> set[int]:
    """Let heads of delegations give the statements that nobody who still comes was to give; the speeches changed."""
    coming = {it.id for it in found.delegates if it.state != "withdrawn"}
    heads, changed = found.heads(), set()
    for it in found.waiting():
        head = heads.get(it.party_id)
        if it.kind == "statement" and it.delegate_id not in coming and it.delegate_id != (head.id if head else None):
            it.delegate_id = head.id if head else None
            changed.add(it.id)
    return changed


def _new(
    scope: MeetingScope, found: Roll, party: Party, kind: str, state: str, asked_at: datetime | None = None
) -> Speech:
    speaker = found.heads().get(party.id) if kind == "statement" else found.delegate_of(scope.actor.person, party.id)
    process = scope.process
    return Speech(
        meeting_id=scope.meeting.id,
        item_id=found.item.id if found.item else None,
        party_id=party.id,
        delegate_id=speaker.id if speaker else None,
        kind=kind,
        place=0,
        seconds=speaking.limit(
            kind,
            participating=party.status == "participating",
            minutes_participating=process.minutes_participating,
            minutes_others=process.minutes_others,
        ),
        state=state,
        asked_at=asked_at,
    )


def ask(
    session: Session,
    scope: MeetingScope,
    item_id: int | None,
    *,
    party_id: int | None,
    kind: str,
    token: str,
    now: datetime,
) -> None:
    """Ask for the floor, or put a delegation on the list: at the end of its group.

    party_id: None for the delegation of the person who asks. Raises NotAllowed where it is another's and the person
    keeps no list, or does not attend; BadFields with "kind" or "party".
    """
    keeps = scope.may("keep speakers")
    asked = scope.actor.seat() if party_id is None and not keeps else party_id
    if not keeps:
        scope.require("ask for the floor")
        if asked not in scope.actor.seats():
            raise NotAllowed("ask for the floor")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    found = roll(session, scope, item_id)
    fields = Fields()
    fields.require("party", asked in found.attending, "not-attending")
    own = [(it.kind, it.state) for it in found.speeches if it.party_id == asked]
    hindrance = speaking.hindrance(kind, own)
    fields.require("kind", not hindrance, hindrance, most=speaking.MOST_REPLIES)
    fields.done()
    party = found.attending[asked or 0]
    _put_on(session, scope, found, party, kind, "listed" if keeps else "asked", token=token, now=now)


def _put_on(
    session: Session,
    scope: MeetingScope,
    found: Roll,
    party: Party,
    kind: str,
    state: str,
    *,
    token: str,
    now: datetime,
) -> None:
    made = _new(scope, found, party, kind, state, now)
    session.add(made)
    session.flush()  # The order names speeches by number.
    arranged = speaking.joined([found.as_waiting(it) for it in found.waiting()], found.as_waiting(made))
    changed = arrange(found, [it.id for it in arranged], [made])
    rows = [made, *(it for it in found.speeches if it.id in changed)]
    by_office = state == "listed"
    record(
        session,
        scope,
        "speaker added" if by_office else "floor asked",
        found,
        *rows,
        token=token,
        now=now,
        capacity="office" if by_office else "delegation",
        party=None if by_office else party.id,
        about={**names(party), "kind": kind},
    )


def withdraw(session: Session, scope: MeetingScope, speech_id: int, *, token: str, now: datetime) -> None:
    """Take a request off the list: the delegation its own, the Office and the Chair any; once is enough.

    Raises WrongState for one who speaks or has spoken.
    """
    speech = find(session, scope, speech_id)
    own = speech.party_id in scope.actor.seats()
    if not own:
        scope.require("keep speakers")
    if matters.already_done(session, scope.meeting, scope.actor, token) or speech.state == "withdrawn":
        return
    _require_waiting(speech, "withdraw request")
    found = roll(session, scope, speech.item_id)
    speech.state = "withdrawn"
    changed = arrange(found, [it.id for it in found.waiting()])
    rows = [speech, *(it for it in found.speeches if it.id in changed)]
    by_delegation = own and not scope.may("keep speakers")
    record(
        session,
        scope,
        "request withdrawn",
        found,
        *rows,
        token=token,
        now=now,
        capacity="delegation" if by_delegation else "office",
        party=speech.party_id if by_delegation else None,
        about={**names(found.parties[speech.party_id]), "kind": speech.kind},
    )


def _require_waiting(speech: Speech, event: str) -> None:
    if speech.state not in speaking.WAITING:
        raise WrongState(speech.state, event)


def move(
    session: Session,
    scope: MeetingScope,
    speech_id: int,
    place: int | None,
    *,
    shown: str,
    token: str,
    now: datetime,
) -> None:
    """Call somebody earlier or later. place: the planned one from 1, beyond the end the last, None for what is no
    number; shown: the `list_seal` that the form carried.

    Raises BadFields with "place": place-unfit; WrongState for an order that moved on, or who has spoken.
    """
    scope.require("keep speakers")
    speech = find(session, scope, speech_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    _require_waiting(speech, "move speaker")
    fields = Fields()
    fields.require("place", (place or 0) > 0, "place-unfit")
    fields.done()
    found = roll(session, scope, speech.item_id)
    if list_seal(found.speeches) != shown:
        raise WrongState("moved on", "in sitting")
    waiting = found.waiting()
    to = sum(it.place < (place or 0) for it in waiting)
    changed = arrange(found, speaking.moved([it.id for it in waiting], speech.id, to))
    if changed:
        rows = [it for it in found.speeches if it.id in changed]
        about = {**names(found.parties[speech.party_id]), "place": speech.place}
        record(session, scope, "speaker moved", found, *rows, token=token, now=now, about=about)


def set_limit(
    session: Session, scope: MeetingScope, speech_id: int, minutes: int | None, *, was: int, token: str, now: datetime
) -> None:
    """Give a speaker another limit, before or while it is used. minutes: None for what is no number; was: the seconds
    that the form showed.

    Raises BadFields with "minutes": limit-unfit; WrongState when another limit was set meanwhile, or who has spoken.
    """
    scope.require("keep speakers")
    speech = find(session, scope, speech_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    seconds = 60 * (minutes or 0)
    fields = Fields()
    fits = 0 < seconds <= speaking.LONGEST_SECONDS
    fields.require("minutes", fits, "limit-unfit", longest=speaking.LONGEST_SECONDS // 60)
    fields.done()
    if speech.seconds != was:
        raise WrongState("moved on", "in sitting")
    if speech.state != "speaking":
        _require_waiting(speech, "change limit")
    if seconds != was:
        speech.seconds = seconds
        found = roll(session, scope, speech.item_id)
        about = {**names(found.parties[speech.party_id]), "minutes": seconds // 60}
        record(session, scope, "limit changed", found, speech, token=token, now=now, about=about)
