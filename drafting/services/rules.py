"""The rules of a Process as settings: shown with their provisions, changed on a ground that the record keeps.

Source: practice.md section 1: the Ministerial Conference is the only body that may amend the Operational Mechanism. A
change takes effect for what begins after it: a no-objection procedure keeps what it was announced by.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from drafting.domain import rules, symbols
from drafting.domain.errors import BadText, NotFound, WrongState
from drafting.domain.fields import Fields
from drafting.domain.rules import RULES, Ground, Rule
from drafting.persistence.queries import accounts
from drafting.persistence.queries import rules as queries
from drafting.persistence.records import Draft, Meeting, Person, Process, ProcessEntry, Provision
from drafting.services import matters, texts
from drafting.services.scope import ProcessScope

CHANGED, CITED = "rule changed", "provision stated"


@dataclass(frozen=True)
class Said:
    """What a change rests on, as the form says it. decision: id of a decision of ministers, None for none."""

    basis: str = ""
    decision: int | None = None


@dataclass(frozen=True)
class Cited:
    """Where a rule comes from, as the form says it. reserved: whether a change is left to ministers."""

    text_en: str
    text_ru: str
    reserved: bool


@dataclass(frozen=True)
class Past:
    """An entry about a rule, and who made it."""

    entry: ProcessEntry
    person: Person


@dataclass(frozen=True)
class Line:
    """A rule as it stands. value: as JSON holds it, None of a fixed one; history: the newest first."""

    rule: Rule
    value: Any
    provision: Provision | None
    history: tuple[Past, ...]

    @property
    def is_reserved(self) -> bool:
        return is_reserved(self.provision)


@dataclass(frozen=True)
class Page:
    """One rule with what its form needs. decisions: the ministers' adopted ones; may_reserve: whether it can still be
    said without them whose change the rule is; seal: of its provision."""

    line: Line
    decisions: tuple[tuple[Draft, Meeting], ...]
    may_reserve: bool
    seal: str


def is_reserved(provision: Provision | None) -> bool:
    return provision is not None and provision.reserved == rules.MINISTERS


def value(process: Process, rule: Rule) -> Any:
    """As JSON holds it; None of a rule that the tool knows but one way of."""
    found = None if rule.is_fixed else getattr(process, rule.key)
    return found.isoformat() if isinstance(found, date) else found


def shown(rule: Rule, present: Any) -> str:
    """What a form was rendered from; whoever changes another value is told that it moved on."""
    return "; ".join(rules.typed(rule, present)) if not rule.is_fixed else ""


def symbol(process: Process, it: symbols.Symbol) -> str:
    """The symbol of a document of this Process."""
    return symbols.write(process.symbol_scheme, process.symbol_name or process.name_en, it)


def lines(session: Session, process: Process) -> tuple[Line, ...]:
    """Every rule of the Process, in the order of `rules.RULES`."""
    provisions = queries.provisions(session, process.id)
    history = _history(session, process)
    return tuple(Line(it, value(process, it), provisions.get(key), tuple(history[key])) for key, it in RULES.items())


def _history(session: Session, process: Process) -> Mapping[str, list[Past]]:
    entries = queries.entries(session, process.id, (CHANGED, CITED))
    people = accounts.names(session, {it.person_id for it in entries})
    found: dict[str, list[Past]] = defaultdict(list)
    for it in entries:
        found[it.payload["about"]["key"]].append(Past(it, people[it.person_id]))
    return found


def page(session: Session, scope: ProcessScope, key: str, now: datetime) -> Page:
    """Raises NotFound for what is no rule, NotAllowed."""
    rule = _rule(scope, key)
    line = next(it for it in lines(session, scope.process) if it.rule is rule)
    return Page(
        line,
        tuple((draft, meeting) for draft, meeting in queries.decisions(session, scope.process.id)),
        not queries.ministers_have_met(session, scope.process.id, today(scope.process, now)),
        "" if line.provision is None else matters.seal(line.provision),
    )


def today(process: Process, now: datetime) -> date:
    return now.astimezone(ZoneInfo(process.zone)).date()


def _rule(scope: ProcessScope, key: str) -> Rule:
    scope.require("change rules")
    if key not in RULES:
        raise NotFound
    return RULES[key]


def change(
    session: Session,
    scope: ProcessScope,
    key: str,
    typed: Sequence[str],
    said: Said,
    *,
    was: str,
    token: str,
    now: datetime,
) -> None:
    """Change one rule, for what begins from now on.

    typed: the fields of the value; was: `shown` of the value that the form was rendered from. Raises NotAllowed;
    NotFound; WrongState("moved on"); BadFields: as `rules.read` and `rules.require_ground`, rule-unchanged,
    decision-unknown.
    """
    rule = _rule(scope, key)
    if matters.already_done(session, scope.process, scope.actor, token):
        return
    old = value(scope.process, rule)
    if shown(rule, old) != was:
        raise WrongState("moved on", "")
    fields = Fields()
    new = _read(fields, rule, typed, old)
    reserved = is_reserved(queries.provisions(session, scope.process.id).get(key))
    about = {
        "key": key,
        "old": old,
        "new": new,
        **_ground(session, scope, fields, CHANGED, key, said, reserved=reserved),
    }
    fields.done()
    _set(scope.process, rule, new)
    matters.record(session, scope.process, scope.actor, CHANGED, scope.process, now=now, about=about, token=token)


def _read(fields: Fields, rule: Rule, typed: Sequence[str], old: Any) -> Any:
    try:
        new = rules.read(rule, typed)
    except BadText as error:
        fields.require("value", None, error.code, **error.details)
        return old
    fields.require("value", new != old, "rule-unchanged")
    return new


def _set(process: Process, rule: Rule, new: Any) -> None:
    is_day = rule.kind == "day" and new is not None
    setattr(process, rule.key, date.fromisoformat(new) if is_day else new)


def _ground(
    session: Session, scope: ProcessScope, fields: Fields, kind: str, key: str, said: Said, *, reserved: bool
) -> dict[str, Any]:
    """Note what is missing, and answer what the entry keeps of the ground. kind: of the entry: one decision may change
    a rule and say whose it is from then on, each once."""
    basis = texts.remark(said.basis)
    drafts = {draft.id: draft for draft, _ in queries.decisions(session, scope.process.id)}
    decision = drafts.get(said.decision or 0)
    fields.require("decision", said.decision is None or decision is not None, "decision-unknown")
    told = (it.payload["about"] for it in queries.entries(session, scope.process.id, (kind,)))
    spent = decision is not None and (key, decision.id) in {(it["key"], it["decision"]) for it in told}
    rules.require_ground(fields, Ground(basis, decision is not None, spent), reserved=reserved)
    kept = (None, "", "") if decision is None else (decision.id, decision.title, decision.language)
    return {"basis": basis, **dict(zip(("decision", "title", "language"), kept, strict=True))}


def cite(
    session: Session,
    scope: ProcessScope,
    key: str,
    cited: Cited,
    said: Said,
    *,
    seal: str,
    token: str,
    now: datetime,
) -> None:
    """State which provision a rule comes from, and whether a change is left to ministers.

    Whose the rule is can be said freely only until ministers have met; afterwards it rests on their decision. seal: of
    the provision that the form was rendered from, "" for none. Raises NotAllowed; NotFound; WrongState("moved on");
    BadFields: process-line-too-long, rule-unchanged, ministers-alone, decision-unknown, decision-spent.
    """
    rule = _rule(scope, key)
    process = scope.process
    if matters.already_done(session, process, scope.actor, token):
        return
    row = queries.provisions(session, process.id).get(key) or Provision(
        process_id=process.id, key=key, text_en="", text_ru="", reserved=""
    )
    if (matters.seal(row) if row.id else "") != seal:
        raise WrongState("moved on", "")
    about = _state(session, scope, rule, row, cited, said, now)
    session.add(row)
    matters.record(session, process, scope.actor, CITED, row, now=now, about=about, token=token)


def _state(
    session: Session, scope: ProcessScope, rule: Rule, row: Provision, cited: Cited, said: Said, now: datetime
) -> dict[str, Any]:
    """Write the provision down, and answer what the entry tells of it. Raises BadFields."""
    fields = Fields()
    text_en, text_ru = (" ".join(texts.normal(it).split()) for it in (cited.text_en, cited.text_ru))
    for name, words in (("text_en", text_en), ("text_ru", text_ru)):
        longest = rules.LONGEST_PROVISION
        fields.require(name, len(words) <= longest, "process-line-too-long", longest=longest)
    # What cannot be changed at all is not left to anybody.
    reserved = rules.MINISTERS if cited.reserved and not rule.is_fixed else ""
    moved = reserved != row.reserved
    fields.require("text_en", moved or (text_en, text_ru) != (row.text_en, row.text_ru), "rule-unchanged")
    met = queries.ministers_have_met(session, scope.process.id, today(scope.process, now))
    ground = _ground(session, scope, fields, CITED, rule.key, said, reserved=True) if moved and met else _NO_GROUND
    fields.done()
    about = {"key": rule.key, "text_en": text_en, "text_ru": text_ru, "reserved": reserved, "was": row.reserved}
    row.text_en, row.text_ru, row.reserved = text_en, text_ru, reserved
    return {**about, **ground}


_NO_GROUND: Mapping[str, Any] = {"basis": "", "decision": None, "title": "", "language": ""}
