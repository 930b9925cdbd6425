"""What a party becomes in the Process, and what follows from it for the texts that are still negotiated.

Source: practice.md section 1: membership changes over time, each change on its day and its basis; an adopted text keeps
the participation of its own date.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import membership, permissions, register
from drafting.domain.days import read_day
from drafting.domain.errors import BadFields, BadText, NotFound, WrongState
from drafting.domain.fields import Fields
from drafting.domain.membership import Spell
from drafting.domain.participation import Stated, initial
from drafting.persistence.queries import register as queries
from drafting.persistence.queries.drafts import Located
from drafting.persistence.records import Base, Membership, Participation, Party
from drafting.services import matters, participation
from drafting.services import register as reading
from drafting.services.register import Known
from drafting.services.scope import DraftScope, ProcessScope, actor_in, process_scope


@dataclass(frozen=True)
class Keeping:
    """Whoever keeps the register, with every draft of the Process and the Process itself locked, in this order."""

    scope: ProcessScope
    drafts: tuple[Located, ...]


def keeping(session: Session, person_id: int, process_id: int, now: datetime) -> Keeping:
    """Raises NotAllowed before anything is locked; NotFound."""
    permissions.require(actor_in(session, person_id, process_id, None, now), "keep register")
    drafts = queries.lock_drafts(session, process_id)
    return Keeping(process_scope(session, person_id, process_id, now, lock=True), tuple(drafts))


def day_of(fields: Fields, name: str, said: str, *, latest: date | None = None) -> date | None:
    """A day as a form says it, None for none; what is wrong is noted: "bad-date", "day-ahead"."""
    if not said.strip():
        return None
    try:
        day = read_day(said)
    except BadText as error:
        fields.problems.setdefault(name, error)
        return None
    fields.require(name, latest is None or day <= latest, "day-ahead")
    return day


def change(
    session: Session, kept: Keeping, party_id: int, typed: Mapping[str, str], *, token: str, now: datetime
) -> None:
    """A party becomes something else from a day on: typed holds status, day, basis_en, basis_ru.

    Raises NotFound; BadFields; WrongState("under silence", "change membership") while a no-objection run asks the party
    or is about it.
    """
    scope = kept.scope
    if matters.already_done(session, scope.process, scope.actor, token):
        return
    it, today = reading.known(session, scope.process.id, party_id), reading.today(scope.process, now)
    fields = Fields()
    status, basis = typed.get("status", ""), register.basis(typed, fields, required=True)
    day = day_of(fields, "day", typed.get("day", ""), latest=today)
    fields.require("day", day is not None, "day-missing")
    fields.require("status", status in membership.possible(it.party.category), "membership-status")
    fields.done()
    try:
        spells = membership.changed(it.spells, status, day or today, *basis)
    except BadText as error:
        raise BadFields({"status" if error.code == "membership-same" else "day": error}) from error
    require_unasked(session, scope, it.party, status)
    rows, gone = store(session, it.party, it.rows, spells, today)
    rows += become(session, kept, it, spells[-1], now)
    about = named(it.party) | {"status": status, "day": (day or today).isoformat()}
    about |= {"basis_en": basis[0], "basis_ru": basis[1]}
    matters.record(
        session, scope.process, scope.actor, "membership changed", *rows, gone=gone, now=now, about=about, token=token
    )


def require_unasked(session: Session, scope: ProcessScope, party: Party, status: str) -> None:
    """Raises WrongState where a State that takes part is to do so no more while it is asked."""
    leaves = party.status == "participating" and status != "participating"
    if leaves and party.id in queries.asked(session, scope.process.id):
        raise WrongState("under silence", "change membership")


def store(
    session: Session, party: Party, rows: Sequence[Membership], spells: Sequence[Spell], today: date
) -> tuple[list[Base], tuple[Base, ...]]:
    """Write a history into its rows, and what the party is today into the party. Answers the rows changed, and those
    to be removed."""
    kept = list(rows[: len(spells)])
    while len(kept) < len(spells):
        kept.append(Membership(process_id=party.process_id, party_id=party.id))
        session.add(kept[-1])
    for row, it in zip(kept, spells, strict=True):
        row.status, row.since, row.until, row.basis_en, row.basis_ru = (
            it.status,
            it.since,
            it.until,
            it.basis_en,
            it.basis_ru,
        )
    party.status = membership.status_on(spells, today)
    return [party, *kept], tuple(rows[len(spells) :])


def become(session: Session, kept: Keeping, it: Known, spell: Spell, now: datetime) -> list[Base]:
    """What follows from what the party is since just now: for open drafts, and for its people where it has left.

    spell: the newest. Answers the rows of contacts that ended with it.
    """
    follow(session, kept, it.party, spell, now)
    if it.party.status != "former":
        return []
    queries.end_appointments(session, it.party.id, now)
    last = spell.since if spell.status == "former" else spell.until
    ending = [one for one in it.contacts if one.until is None or (last is not None and one.until > last)]
    for one in ending:
        one.until = max(last or one.since, one.since)
    return [*ending]


def follow(session: Session, kept: Keeping, party: Party, spell: Spell, now: datetime) -> None:
    """State the participation of the party in each text that is not adopted; an adopted one keeps its own."""
    if party.category == "civil society":
        return
    for located in kept.drafts:
        draft = located.draft
        row = session.get(Participation, (draft.id, party.id))
        status = "not participating" if party.status == "former" else initial(party.status)
        stands = row is None if party.status == "former" else row is not None and row.status == status
        if draft.phase == "adopted" or stands:
            continue
        basis = spell.basis_ru if draft.language == "ru" else spell.basis_en
        scope = DraftScope(located.meeting, located.process, kept.scope.actor, kept.scope.parties, draft)
        participation.write(session, scope, party.id, Stated(status, since=spell.since, basis=basis), now=now)


def correct(
    session: Session,
    kept: Keeping,
    party_id: int,
    membership_id: int,
    typed: Mapping[str, str],
    *,
    seal: str,
    token: str,
    now: datetime,
) -> None:
    """Another first day or basis of what a party was: typed holds since, basis_en, basis_ru.

    membership_id: 0 for a party of whose membership nothing has been recorded yet; seal: of its row, of the party then.
    Raises NotFound; BadFields; WrongState("moved on") when the row is not what the form showed.
    """
    scope = kept.scope
    if matters.already_done(session, scope.process, scope.actor, token):
        return
    it, today = reading.known(session, scope.process.id, party_id), reading.today(scope.process, now)
    numbers = [row.id for row in it.rows] or [0]
    if membership_id not in numbers:
        raise NotFound
    at = numbers.index(membership_id)
    matters.require_unmoved(it.rows[at] if it.rows else it.party, seal)
    fields = Fields()
    basis = register.basis(typed, fields, required=False)
    since = day_of(fields, "since", typed.get("since", ""), latest=today)
    fields.done()
    spells = membership.corrected(it.spells, at, since, *basis)
    for fault in membership.faults(spells, it.party.category, today):
        raise BadFields({"since": fault})
    rows, gone = store(session, it.party, it.rows, spells, today)
    about = named(it.party) | {"status": spells[at].status, "day": since.isoformat() if since else ""}
    matters.record(
        session, scope.process, scope.actor, "membership corrected", *rows, gone=gone, now=now, about=about, token=token
    )


def named(party: Party) -> dict[str, Any]:
    """What a sentence of the record needs to name a party."""
    return {"party": party.id, "name_en": party.name_en, "name_ru": party.name_ru}
