"""Changing a delegation: members named, changed, put in order, confirmed by the Office, withdrawn.

What the Office confirmed is what it saw: a confirmed entry that the delegation changes is to be confirmed again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import participants
from drafting.domain.addresses import is_address
from drafting.domain.errors import NotFound, WrongState
from drafting.domain.fields import Fields
from drafting.persistence.queries import delegations as queries
from drafting.persistence.records import Delegate, Party
from drafting.services import accounts, delegations, matters, people
from drafting.services.scope import MeetingScope

# Signs, as the table of delegates holds them.
LONGEST = {"title": 40, "name": 120, "position": 200, "email": 254}


@dataclass(frozen=True)
class Entry:
    """What is said of a member in a form or a file. badge: of `participants.CHOSEN`, "" for the usual one."""

    title_en: str = ""
    title_ru: str = ""
    name_en: str = ""
    name_ru: str = ""
    position_en: str = ""
    position_ru: str = ""
    email: str = ""
    badge: str = ""


LINES = ("title_en", "title_ru", "name_en", "name_ru", "position_en", "position_ru")


def checked(entry: Entry) -> Entry:
    """As it is stored: single lines; a name or a usual title missing in one language is taken from the other.

    Raises BadFields: name-missing, line-too-long, bad-email, unknown-badge.
    """
    fields = Fields()
    lines = {it: people.one_line(getattr(entry, it)) for it in LINES}
    for name, words in lines.items():
        longest = LONGEST[name[:-3]]
        fields.require(name, len(words) <= longest, "line-too-long", longest=longest)
    fields.require("name_en", lines["name_en"] or lines["name_ru"], "name-missing")
    email = accounts.normal_email(entry.email)
    fields.require("email", not email or is_address(email), "bad-email")
    fields.require("badge", entry.badge in ("", *participants.CHOSEN), "unknown-badge")
    fields.done()
    english, russian = participants.titles(lines["title_en"], lines["title_ru"])
    lines |= {"title_en": english, "title_ru": russian}
    lines["name_en"] = lines["name_en"] or lines["name_ru"]
    lines["name_ru"] = lines["name_ru"] or lines["name_en"]
    return Entry(**lines, email=email, badge=entry.badge)


def entry_of(row: Delegate) -> Entry:
    """What stands there, as a form shows it."""
    lines = {it: getattr(row, it) for it in LINES}
    return Entry(**lines, email=row.email, badge=row.badge)


def require_naming(scope: MeetingScope, party_id: int) -> None:
    """Raises NotAllowed; WrongState("over") where the meeting is over and the delegation came too late."""
    scope.require("name delegates", party_id)
    if not delegations.may_name(scope, party_id):
        raise WrongState("over", "name delegates")


def find(session: Session, scope: MeetingScope, delegate_id: int) -> Delegate:
    """A member of a delegation of this meeting. Raises NotFound."""
    row = session.get(Delegate, delegate_id)
    if row is None or row.meeting_id != scope.meeting.id:
        raise NotFound
    return row


def require_of(row: Delegate, party_id: int) -> None:
    """Raises NotFound for a member of another delegation than the address says."""
    if row.party_id != party_id:
        raise NotFound


def to_change(session: Session, scope: MeetingScope, delegate_id: int) -> Delegate:
    """A member whom the actor may change. Raises NotFound, NotAllowed, WrongState."""
    row = find(session, scope, delegate_id)
    require_naming(scope, row.party_id)
    return row


def require_shown(row: Delegate, seal: str) -> None:
    """Raises WrongState("withdrawn"), WrongState("moved on")."""
    if row.state == "withdrawn":
        raise WrongState("withdrawn", "change delegate")
    matters.require_unmoved(row, seal)


def is_office(scope: MeetingScope) -> bool:
    return scope.may("confirm delegates")


def capacity(scope: MeetingScope) -> str:
    return "office" if is_office(scope) else "delegation"


def about(party: Party, row: Delegate | None = None, **more: object) -> dict[str, Any]:
    """What a sentence tells: everybody reads the record, so a member is named there only once confirmed."""
    told = {"name_en": party.name_en, "name_ru": party.name_ru, "member_en": "", "member_ru": ""}
    if row is not None and row.state == "confirmed":
        told |= {"member_en": row.name_en, "member_ru": row.name_ru}
    return {**told, **more}


def note(
    session: Session,
    scope: MeetingScope,
    kind: str,
    rows: Sequence[Delegate],
    *,
    told: Mapping[str, Any],
    token: str | None,
    now: datetime,
) -> None:
    """The entry of a change of one delegation."""
    party = rows[0].party_id
    matters.record(
        session,
        scope.meeting,
        scope.actor,
        kind,
        *rows,
        now=now,
        capacity=capacity(scope),
        party=party,
        about=told,
        token=token,
    )


def new_row(session: Session, scope: MeetingScope, party: Party, entry: Entry, *, state: str) -> Delegate:
    """A member at the end of the delegation, added to the session. entry: as `checked` gives it."""
    usual = participants.badge_for(delegations.category(party))
    row = Delegate(
        meeting_id=scope.meeting.id,
        party_id=party.id,
        place=queries.last_place(session, scope.meeting.id, party.id) + 1,
        **vars(replace(entry, badge=entry.badge if entry.badge and is_office(scope) else usual)),
        state=state,
    )
    session.add(row)
    session.flush()  # The next one's place is counted in the database.
    return row


def add(
    session: Session, scope: MeetingScope, party_id: int, entry: Entry, *, token: str, now: datetime
) -> Delegate | None:
    """Name a member, without an account. None when this very form has been carried out.

    Raises NotAllowed, NotFound, WrongState, BadFields (as `checked`, and already-member).
    """
    require_naming(scope, party_id)
    party = delegations.find_party(session, scope, party_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return None
    entry = checked(entry)
    require_new(session, scope, party_id, entry)
    row = new_row(session, scope, party, entry, state="named")
    note(session, scope, "delegate named", [row], told=about(party), token=token, now=now)
    return row


def require_new(session: Session, scope: MeetingScope, party_id: int, entry: Entry, but: int = 0) -> None:
    """Raises BadFields("already-member") for an address that another member has. but: the member's own id."""
    rows = queries.of_party(session, scope.meeting.id, party_id)
    taken = {it.email for it in rows if it.email and it.state != "withdrawn" and it.id != but}
    fields = Fields()
    fields.require("email", entry.email not in taken, "already-member")
    fields.done()


def change(
    session: Session, scope: MeetingScope, delegate_id: int, entry: Entry, *, seal: str, token: str, now: datetime
) -> None:
    """Change what is said of a member; an address that an account goes by, and a badge, are not the delegation's.

    Raises NotAllowed, NotFound, WrongState, BadFields.
    """
    row = to_change(session, scope, delegate_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    require_shown(row, seal)
    entry = checked(entry)
    if row.person_id is not None:
        entry = replace(entry, email=row.email)
    require_new(session, scope, row.party_id, entry, but=row.id)
    if not entry.badge or not is_office(scope):
        entry = replace(entry, badge=row.badge)
    _put(row, entry, by_office=is_office(scope))
    party = delegations.find_party(session, scope, row.party_id)
    note(session, scope, "delegate changed", [row], told=about(party, row), token=token, now=now)


def _put(row: Delegate, entry: Entry, *, by_office: bool) -> None:
    for name, value in vars(entry).items():
        setattr(row, name, value)
    if row.state == "invited":
        row.state = "named"
    if not by_office:
        unconfirm(row)


def unconfirm(row: Delegate) -> None:
    if row.state == "confirmed":
        row.state, row.confirmed_at = "named", None


def complete(
    session: Session, scope: MeetingScope, delegate_id: int, entry: Entry, *, seal: str, token: str, now: datetime
) -> None:
    """A person completes the own entry. Raises NotFound for another's; WrongState, BadFields.

    An account made by an address alone gets the person's name with it.
    """
    row = find(session, scope, delegate_id)
    if row.person_id != scope.actor.person:
        raise NotFound
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    require_shown(row, seal)
    if not is_office(scope) and scope.meeting.state in ("closed", "cancelled"):
        raise WrongState("over", "name delegates")
    entry = replace(checked(entry), email=row.email, badge=row.badge)
    _put(row, entry, by_office=is_office(scope))
    person = queries.people(session, {scope.actor.person})[scope.actor.person]
    if person.name_en == placeholder(person.email):
        person.name_en, person.name_ru = entry.name_en, entry.name_ru
    party = delegations.find_party(session, scope, row.party_id)
    note(session, scope, "delegate answered", [row], told=about(party), token=token, now=now)


def placeholder(email: str) -> str:
    """What a person is called until the name is known."""
    return email.partition("@")[0][: LONGEST["name"]]


def move(
    session: Session, scope: MeetingScope, delegate_id: int, *, up: bool, seal: str, token: str, now: datetime
) -> None:
    """Put a member one place earlier or later; the head stands first whatever the place.

    Raises NotAllowed, NotFound, WrongState.
    """
    row = to_change(session, scope, delegate_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    require_shown(row, seal)
    if row.is_head:
        raise WrongState("head", "move delegate")
    rows = {it.id: it for it in queries.of_party(session, scope.meeting.id, row.party_id)}
    places = {it.id: it.place for it in rows.values() if it.state != "withdrawn" and not it.is_head}
    changed = participants.moved(places, row.id, up=up)
    for of, place in changed.items():
        rows[of].place = place
    if changed:
        party = delegations.find_party(session, scope, row.party_id)
        note(
            session, scope, "delegates reordered", [rows[it] for it in changed], told=about(party), token=token, now=now
        )


def confirm(
    session: Session, scope: MeetingScope, party_id: int, shown: Mapping[int, str], *, token: str, now: datetime
) -> int:
    """The Office confirms members as it saw them. shown: id -> seal. Answers how many were confirmed.

    Raises NotAllowed, NotFound, WrongState when one is not as it was shown, or is not named yet.
    """
    scope.require("confirm delegates")
    party = delegations.find_party(session, scope, party_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return 0
    rows = [find(session, scope, it) for it in sorted(shown)]
    for row in rows:
        require_of(row, party_id)
        require_shown(row, shown[row.id])
        if row.state == "invited":
            raise WrongState("invited", "confirm delegates")
    rows = [it for it in rows if it.state == "named"]
    for row in rows:
        row.state, row.confirmed_at = "confirmed", now
    if rows:
        told = about(party, rows[0] if len(rows) == 1 else None, count=len(rows))
        note(session, scope, "delegates confirmed", rows, told=told, token=token, now=now)
    return len(rows)


def require_not_own_head(scope: MeetingScope, row: Delegate) -> None:
    """A delegation changes its head by naming another. Raises WrongState."""
    if row.is_head and not is_office(scope):
        raise WrongState("head", "withdraw delegate")


def withdraw(session: Session, scope: MeetingScope, delegate_id: int, *, seal: str, token: str, now: datetime) -> None:
    """A member comes no more; the roles that the person held in this meeting for the delegation end.

    Raises NotAllowed, NotFound, WrongState.
    """
    row = find(session, scope, delegate_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    require_naming(scope, row.party_id)
    require_shown(row, seal)
    require_not_own_head(scope, row)
    party = delegations.find_party(session, scope, row.party_id)
    told = about(party, row)
    for it in queries.appointments(session, scope.meeting.id, row.party_id, now):
        if it.person_id == row.person_id:
            it.until = now
    row.state, row.is_head, row.confirmed_at = "withdrawn", False, None
    note(session, scope, "delegate withdrawn", [row], told=told, token=token, now=now)
