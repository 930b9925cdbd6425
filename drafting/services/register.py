"""The register of parties as it is read: by category on any day, and one party with all its history.

Source: practice.md section 1: membership changes over time, and a document keeps the membership of its own date.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from drafting.domain import membership, order
from drafting.domain.errors import NotFound
from drafting.domain.membership import Former, Names, Spell
from drafting.domain.register import Facts
from drafting.domain.register_sheet import Entry
from drafting.persistence.queries import processes
from drafting.persistence.queries import register as queries
from drafting.persistence.records import Membership, NationalContact, Party, PartyName, Process
from drafting.services.scope import ProcessScope

Row = TypeVar("Row", Membership, PartyName, NationalContact)


@dataclass(frozen=True)
class Known:
    """A party with everything the register knows. spells: one without a day stands for a party of whose membership
    nothing has been recorded yet; rows: where they are stored, then none; former: the oldest first."""

    party: Party
    spells: tuple[Spell, ...]
    rows: tuple[Membership, ...]
    former: tuple[Former, ...]
    contacts: tuple[NationalContact, ...]

    def entry(self) -> Entry:
        return Entry(facts_of(self.party), self.spells, self.former)


@dataclass(frozen=True)
class Listed:
    """A party on a day. names: of that day; spell: what it was, None for one that had left; coordinator: who spoke for
    it between meetings."""

    party: Party
    names: Names
    spell: Spell | None
    coordinator: NationalContact | None


@dataclass(frozen=True)
class Group:
    """name: one of `membership.GROUPS`, or "former" for those that had left."""

    name: str
    parties: tuple[Listed, ...]


def today(process: Process, now: datetime) -> date:
    """The day it is where the Process has its clock."""
    return now.astimezone(ZoneInfo(process.zone)).date()


def facts_of(party: Party) -> Facts:
    values = {name: getattr(party, name) for name in Facts.__slots__ if name != "forms_ru"}
    return Facts(**values, forms_ru=tuple(party.forms_ru))


def names_of(thing: Party | PartyName) -> Names:
    return Names(thing.name_en, thing.name_ru, thing.long_en, thing.long_ru)


def everything(session: Session, process_id: int) -> dict[int, Known]:
    """Every party of the Process, in English alphabetical order of today; in four queries."""
    rows = _by_party(queries.memberships(session, process_id))
    names = _by_party(queries.names(session, process_id))
    contacts = _by_party(queries.contacts(session, process_id))
    parties = sorted(processes.parties(session, process_id), key=lambda it: (sort_key(it, names_of(it)), it.id))
    return {
        it.id: Known(
            it,
            tuple(map(_spell, rows[it.id])) or (Spell(it.status, None),),
            tuple(rows[it.id]),
            tuple(Former(names_of(one), one.since, one.until) for one in names[it.id]),
            tuple(contacts[it.id]),
        )
        for it in parties
    }


def _by_party(rows: Iterable[Row]) -> Mapping[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for it in rows:
        found[it.party_id].append(it)
    return found


def _spell(row: Membership) -> Spell:
    return Spell(row.status, row.since, row.until, row.basis_en, row.basis_ru)


def sort_key(party: Party, names: Names) -> str:
    """The names of a day are sorted by that day's English one; where the register gives a key, by it while it is of
    today's names."""
    given = party.sort_key if names.name_en == party.name_en else ""
    return order.english_key(given or names.name_en)


def on(session: Session, process_id: int, day: date) -> tuple[Group, ...]:
    """The parties of a day by category, in English alphabetical order of the names of that day, empty groups left out;
    those that had left come last."""
    found: dict[str, list[Listed]] = defaultdict(list)
    for it in everything(session, process_id).values():
        status = membership.status_on(it.spells, day)
        if status:
            name = "former" if status == "former" else membership.group_of(status, it.party.category)
            found[name].append(_listed(it, day))
    return tuple(
        Group(name, tuple(sorted(found[name], key=lambda it: (sort_key(it.party, it.names), it.party.id))))
        for name in (*membership.GROUPS, "former")
        if name in found
    )


def _listed(it: Known, day: date) -> Listed:
    speaks = (one for one in it.contacts if one.kind == "coordinator" and runs(one, day))
    names = membership.names_on(names_of(it.party), it.former, day)
    return Listed(it.party, names, membership.spell_on(it.spells, day), next(speaks, None))


def runs(it: NationalContact, day: date) -> bool:
    return it.since <= day and (it.until is None or day < it.until)


@dataclass(frozen=True)
class PartyPage:
    """contacts: running or to come, then past ones; reaches: whether the viewer sees their addresses and numbers."""

    known: Known
    contacts: tuple[NationalContact, ...]
    past: tuple[NationalContact, ...]
    reaches: bool
    today: date


def known(session: Session, process_id: int, party_id: int) -> Known:
    """Raises NotFound when the party is none of the Process."""
    found = everything(session, process_id).get(party_id)
    if found is None:
        raise NotFound
    return found


def page(session: Session, scope: ProcessScope, party_id: int, now: datetime) -> PartyPage:
    """Raises NotFound."""
    it, day = known(session, scope.process.id, party_id), today(scope.process, now)
    over = [one for one in it.contacts if one.until is not None and one.until <= day]
    return PartyPage(
        known=it,
        contacts=tuple(one for one in it.contacts if one not in over),
        past=tuple(over),
        reaches=_reaches(session, scope, party_id, now),
        today=day,
    )


def _reaches(session: Session, scope: ProcessScope, party_id: int, now: datetime) -> bool:
    """Addresses and numbers are for the Chair, the Office and the party's own people, in whichever meeting they sit."""
    held = queries.roles_anywhere(session, scope.actor.person, scope.process.id, now)
    return any(role in ("chair", "support") or party == party_id for role, party in held)
