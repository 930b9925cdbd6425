"""Parties come into the register, change their names and facts, and go out of it while nothing refers to them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from drafting import world
from drafting.domain import membership, register, state_names
from drafting.domain.errors import WrongState
from drafting.domain.fields import Fields
from drafting.domain.membership import Spell
from drafting.domain.register import Facts
from drafting.domain.register_sheet import Entry, said_of
from drafting.persistence.queries import processes
from drafting.persistence.queries import register as queries
from drafting.persistence.records import Base, Party, PartyName
from drafting.services import matters
from drafting.services import register as reading
from drafting.services.register import Known
from drafting.services.register_membership import Keeping, day_of, follow, named, store
from drafting.services.scope import ProcessScope

# What a change of names carries; the rest of the facts is changed apart.
NAMED = (*register.NAMES, "long_ru_genitive")


def from_world(code: str) -> dict[str, str]:
    """The fields of a form for a State of the world's table; empty for a code that it does not have."""
    it = world.find(code)
    if it is None:
        return {}
    return {
        "category": "state",
        "code": it.iso3,
        "iso2": it.iso2,
        "name_en": it.name_en,
        "name_ru": it.name_ru,
        "long_en": it.long_en,
        "long_ru": it.long_ru,
        "long_ru_genitive": it.long_ru_gen,
        "forms_ru": "\n".join(form for form in it.cases_ru() if form != it.long_ru_gen),
        "sort_key": it.sort_en if it.sort_en != it.name_en else "",
    }


def checked(typed: Mapping[str, str], fields: Fields, parties: Iterable[Party]) -> Facts:
    """As `register.read`; a country is one of the world's table or a State of the register: "country-unfit"."""
    facts = register.read(typed, fields)
    require_country(fields, facts, {it.code for it in parties if it.kind == "state"})
    return facts


def require_country(fields: Fields, facts: Facts, states: Collection[str]) -> None:
    """states: the codes of those in the register."""
    known = facts.country in states or world.find(facts.country)
    fields.require("country", not facts.country or known, "country-unfit")


def add(session: Session, kept: Keeping, typed: Mapping[str, str], *, token: str, now: datetime) -> Party | None:
    """A party comes into the register: typed holds its facts, status, since, basis_en, basis_ru.

    A State that takes part is asked in each open draft from now on. Answers None where it was done already. Raises
    BadFields.
    """
    scope = kept.scope
    if matters.already_done(session, scope.process, scope.actor, token):
        return None
    fields = Fields()
    parties = processes.parties(session, scope.process.id)
    facts, status = checked(typed, fields, parties), typed.get("status", "")
    basis, today = register.basis(typed, fields, required=False), reading.today(scope.process, now)
    since = day_of(fields, "since", typed.get("since", ""), latest=today)
    allowed = [it for it in membership.possible(facts.category) if it != "former"]
    fields.require("status", status in allowed, "membership-status")
    require_free(fields, facts, parties)
    fields.done()
    party, rows = create(session, scope, Entry(facts, (Spell(status, since, None, *basis),)), today)
    follow(session, kept, party, Spell(status, since, None, *basis), now)
    about = named(party) | {"status": status, "day": since.isoformat() if since else ""}
    matters.record(session, scope.process, scope.actor, "party added", *rows, now=now, about=about, token=token)
    return party


def require_free(fields: Fields, facts: Facts, parties: list[Party], of: int | None = None) -> None:
    """Note "code-taken" where another party of the Process has the code. of: the party itself."""
    taken = {it.code for it in parties if it.id != of}
    fields.require("code", facts.code not in taken, "code-taken")


def create(session: Session, scope: ProcessScope, it: Entry, today: date) -> tuple[Party, list[Base]]:
    """A new party with its history; answers it and every row made."""
    party = Party(process_id=scope.process.id, status="", **register.columns(it.facts))
    session.add(party)
    session.flush()  # Its history refers to it.
    rows, _ = store(session, party, (), it.spells, today)
    return party, [*rows, *_add_names(session, party, it)]


def _add_names(session: Session, party: Party, it: Entry) -> list[PartyName]:
    rows = [
        PartyName(
            process_id=party.process_id,
            party_id=party.id,
            since=one.since,
            until=one.until,
            **{name: getattr(one.names, name) for name in register.NAMES},
        )
        for one in it.former
    ]
    session.add_all(rows)
    return rows


def rename(
    session: Session,
    scope: ProcessScope,
    party_id: int,
    typed: Mapping[str, str],
    *,
    seal: str,
    token: str,
    now: datetime,
) -> None:
    """Other names: typed holds them, act ("change" or "correct") and, for a change, the first day of the new ones.

    A change keeps the old ones as of their time, and texts that bear them are still understood; a correction says that
    they were mistaken. A sort key goes with the English short name that it sorted. The caller holds the Process's lock.
    Raises NotAllowed, NotFound; BadFields; WrongState("moved on").
    """
    scope.require("keep register")
    if matters.already_done(session, scope.process, scope.actor, token):
        return
    it = reading.known(session, scope.process.id, party_id)
    matters.require_unmoved(it.party, seal)
    fields = Fields()
    facts = checked(_named_anew(it, typed), fields, processes.parties(session, scope.process.id))
    changes = typed.get("act") == "change"
    fields.require("act", changes or typed.get("act") == "correct", "names-act")
    day = _first_day(fields, it, typed.get("day", ""), reading.today(scope.process, now)) if changes else None
    fields.require("name_en", facts != reading.facts_of(it.party), "names-same")
    fields.done()
    before = reading.names_of(it.party)
    about = named(it.party) | {"old_en": before.name_en, "old_ru": before.name_ru}
    rows: list[Base] = [it.party]
    if day is not None:
        rows += _former_name(session, it, day)
        facts = _understood(it.party, facts)
        about["day"] = day.isoformat()
    _write(it.party, facts)
    about |= {"new_en": it.party.name_en, "new_ru": it.party.name_ru}
    matters.record(
        session,
        scope.process,
        scope.actor,
        "party renamed" if changes else "names corrected",
        *rows,
        now=now,
        about=about,
        token=token,
    )


def _named_anew(it: Known, typed: Mapping[str, str]) -> dict[str, str]:
    """The facts with other names. What sorted the old English one does not sort another."""
    said = {**said_of(it.entry()), **{name: typed.get(name, "") for name in NAMED}}
    return said if register.one_line(said["name_en"]) == it.party.name_en else {**said, "sort_key": ""}


def _first_day(fields: Fields, it: Known, said: str, today: date) -> date | None:
    day = day_of(fields, "day", said, latest=today)
    last = it.former[-1].until if it.former else None
    if fields.require("day", day is not None, "day-missing") and day and last:
        fields.require("day", day > last, "names-before", since=last)
    return day


def _former_name(session: Session, it: Known, day: date) -> list[PartyName]:
    since = it.former[-1].until if it.former else None
    names = reading.names_of(it.party)
    made = membership.Former(names, since, day)
    return _add_names(session, it.party, Entry(reading.facts_of(it.party), former=(made,)))


def _understood(party: Party, facts: Facts) -> Facts:
    """The same with every form of the names as they were among the further ones."""
    old, new = ((it.name_en, it.long_en, it.name_ru, it.long_ru, it.long_ru_genitive) for it in (party, facts))
    if facts.category != "state":
        return facts
    forms = [state_names.forms(state_names.Names(*it[:4], it[4:])) for it in (old, new)]
    values = {name: getattr(facts, name) for name in Facts.__slots__}
    kept = register.forms_kept(forms[0], facts.forms_ru, forms[1])
    return Facts(**{**values, "forms_ru": kept})


def _write(party: Party, facts: Facts) -> None:
    for name, value in register.columns(facts).items():
        setattr(party, name, value)


def amend(
    session: Session,
    scope: ProcessScope,
    party_id: int,
    typed: Mapping[str, str],
    *,
    seal: str,
    token: str,
    now: datetime,
) -> None:
    """Other facts than the names: code, iso2, country, category, sort_key, forms_ru.

    The caller holds the Process's lock. Raises NotAllowed, NotFound; BadFields; WrongState("moved on").
    """
    scope.require("keep register")
    if matters.already_done(session, scope.process, scope.actor, token):
        return
    it = reading.known(session, scope.process.id, party_id)
    matters.require_unmoved(it.party, seal)
    fields = Fields()
    names = {name: value for name, value in said_of(it.entry()).items() if name in NAMED}
    parties = processes.parties(session, scope.process.id)
    facts = checked({**typed, **names}, fields, parties)
    require_kind(fields, it.party.category, facts.category)
    require_free(fields, facts, parties, it.party.id)
    fields.done()
    _write(it.party, facts)
    matters.record(
        session, scope.process, scope.actor, "party amended", it.party, now=now, about=named(it.party), token=token
    )


def require_kind(fields: Fields, before: str, after: str) -> None:
    """Note "category-fixed" where a party would become of another nature: what it may be would be something else."""
    apart = {"state", "civil society"}
    fields.require("category", before == after or not {before, after} & apart, "category-fixed")


def replace_names(session: Session, it: Known, entry: Entry) -> tuple[list[PartyName], tuple[PartyName, ...]]:
    """The former names as a file says them. Answers the rows made, and those to be removed."""
    if entry.former == it.former:
        return [], ()
    gone = tuple(one for one in queries.names(session, it.party.process_id) if one.party_id == it.party.id)
    return _add_names(session, it.party, entry), gone


def write(it: Known, entry: Entry) -> None:
    """The facts as a file says them."""
    _write(it.party, entry.facts)


def remove(session: Session, scope: ProcessScope, party_id: int, *, seal: str, token: str, now: datetime) -> None:
    """A party that came into the register by mistake goes out of it, with its history.

    The caller holds the Process's lock. Raises NotAllowed, NotFound; WrongState("moved on"); WrongState("referred to",
    "remove party") where anything refers to it: such a party leaves and stays in the register.
    """
    scope.require("keep register")
    if matters.already_done(session, scope.process, scope.actor, token):
        return
    it = reading.known(session, scope.process.id, party_id)
    matters.require_unmoved(it.party, seal)
    if queries.referring(session, party_id):
        raise WrongState("referred to", "remove party")
    about = named(it.party)
    names = tuple(one for one in queries.names(session, scope.process.id) if one.party_id == party_id)
    # What refers to the party goes before it.
    history: tuple[Base, ...] = (*it.rows, *names)
    if history:
        matters.record(session, scope.process, scope.actor, "history removed", gone=history, now=now, about=about)
    matters.record(
        session, scope.process, scope.actor, "party removed", gone=(it.party,), now=now, about=about, token=token
    )
