"""The register as a file: taken out whole, and brought in only after a person has seen what would change, row by row.

What a file says of a party is all that the register says of it: names are corrected, not changed from a day on, unless
the file has the former ones, too. Parties that the file does not have stay as they are. Contacts are in no file.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from drafting.domain import membership, register_sheet
from drafting.domain.errors import BadText, WrongState
from drafting.domain.fields import Fields
from drafting.domain.record import text_hash
from drafting.domain.register_sheet import Entry, Row, said_of
from drafting.persistence.queries import register as queries
from drafting.persistence.records import Base
from drafting.services import matters, register_parties
from drafting.services import register as reading
from drafting.services.register import Known
from drafting.services.register_membership import Keeping, become, follow, store
from drafting.services.scope import ProcessScope


@dataclass(frozen=True)
class Change:
    """One column of a row. before, after: the cells, "" for an empty one."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Planned:
    """What would become of a row. act: "add", "change", "keep" or "wrong"; problems: column -> what is wrong with it,
    "" for the row as a whole."""

    line: int
    code: str
    name_en: str
    name_ru: str
    act: str
    changes: tuple[Change, ...] = ()
    problems: Mapping[str, BadText] | None = None
    entry: Entry | None = None
    known: Known | None = None


@dataclass(frozen=True)
class Plan:
    """rows: in the order of the file; counts: act -> how many; seal: what a form carries to say that this was seen."""

    rows: tuple[Planned, ...]
    counts: Mapping[str, int]
    seal: str


def exported(session: Session, process_id: int) -> str:
    """The whole register, in English alphabetical order, for a spreadsheet."""
    return register_sheet.written(it.entry() for it in reading.everything(session, process_id).values())


def plan(session: Session, scope: ProcessScope, text: str, now: datetime) -> Plan:
    """What a file would do; nothing is changed. Raises NotAllowed; BadText as `register_sheet.rows`."""
    scope.require("keep register")
    rows, today = register_sheet.rows(text), reading.today(scope.process, now)
    known = {it.party.code: it for it in reading.everything(session, scope.process.id).values()}
    asked = queries.asked(session, scope.process.id)
    codes = Counter(_code(it) for it in rows)
    states = {code for code, it in known.items() if it.party.kind == "state"}
    planned = tuple(_planned(it, known.get(_code(it)), codes, states, asked, today) for it in rows)
    shown = [text, [[one.line, one.act, [vars(change) for change in one.changes]] for one in planned]]
    return Plan(planned, Counter(it.act for it in planned), text_hash(json.dumps(shown, default=vars)))


def _code(row: Row) -> str:
    return row.said["code"].upper()


def _planned(
    row: Row, it: Known | None, codes: Mapping[str, int], states: set[str], asked: set[int], today: date
) -> Planned:
    before = said_of(it.entry()) if it else {}
    fields = Fields()
    entry = register_sheet.entry({**before, **row.said}, fields)
    register_parties.require_country(fields, entry.facts, states)
    fields.require("code", codes[_code(row)] == 1, "code-twice")
    for fault in membership.faults(entry.spells, entry.facts.category, today):
        fields.problems.setdefault("membership", fault)
    if it:
        register_parties.require_kind(fields, it.party.category, entry.facts.category)
        leaves = it.party.status == "participating" != membership.status_on(entry.spells, today)
        fields.require("membership", not (leaves and it.party.id in asked), "membership-asked")
    after = said_of(entry)
    changes = tuple(
        Change(name, before.get(name, ""), after[name])
        for name in register_sheet.COLUMNS
        if before.get(name, "") != after[name]
    )
    act = "wrong" if fields.problems else ("keep" if not changes else "change") if it else "add"
    names = (entry.facts.name_en, entry.facts.name_ru)
    return Planned(row.line, _code(row), *names, act, changes, fields.problems, entry, it)


def carry_out(session: Session, kept: Keeping, text: str, *, seal: str, token: str, now: datetime) -> Plan | None:
    """Do what was shown, all of it or nothing. Answers what was done, None where it was done already.

    Raises BadText as `plan`; WrongState("wrong rows", "import register") while a row is wrong; WrongState("moved on")
    when something else would happen than was shown.
    """
    scope = kept.scope
    if matters.already_done(session, scope.process, scope.actor, token):
        return None
    found = plan(session, scope, text, now)
    if found.counts["wrong"]:
        raise WrongState("wrong rows", "import register")
    if found.seal != seal:
        raise WrongState("moved on", "")
    rows: list[Base] = []
    gone: list[Base] = []
    for it in found.rows:
        if it.entry and it.act in ("add", "change"):
            made, removed = _take(session, kept, it.entry, it.known, now)
            rows, gone = [*rows, *made], [*gone, *removed]
    if rows:
        about = {"added": found.counts["add"], "changed": found.counts["change"]}
        matters.record(
            session,
            scope.process,
            scope.actor,
            "register imported",
            *rows,
            gone=tuple(gone),
            now=now,
            about=about,
            token=token,
        )
    return found


def _take(
    session: Session, kept: Keeping, entry: Entry, it: Known | None, now: datetime
) -> tuple[Sequence[Base], Sequence[Base]]:
    """Rows made or changed, and rows to be removed."""
    today = reading.today(kept.scope.process, now)
    if it is None:
        party, rows = register_parties.create(session, kept.scope, entry, today)
        follow(session, kept, party, entry.spells[-1], now)
        return rows, ()
    before = it.party.status
    register_parties.write(it, entry)
    names, gone = register_parties.replace_names(session, it, entry)
    history, removed = store(session, it.party, it.rows, entry.spells, today)
    ended = become(session, kept, it, entry.spells[-1], now) if it.party.status != before else []
    return [*history, *names, *ended], [*gone, *removed]
