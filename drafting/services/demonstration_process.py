"""The demonstration's Process before its conference: rules, register, the Chair, the meetings of the past."""

from datetime import datetime

from sqlalchemy.orm import Session

from drafting.config import Settings
from drafting.domain import membership, register_sheet
from drafting.domain.processes import Deed, Identity
from drafting.persistence.queries import accounts as account_queries
from drafting.persistence.queries import chairmanship as chair_queries
from drafting.services import (
    chairmanship,
    matters,
    meetings,
    processes,
    register,
    register_contacts,
    register_csv,
    register_parties,
    representatives,
    rules,
)
from drafting.services.demonstration_stage import Row, Stage, both, said
from drafting.services.register_membership import keeping
from drafting.services.scope import ProcessScope

FACTS = ("code", "category", "country", "status", "since", *both("name", "long", "basis"))
MEETING = (
    *("kind", "ordinal", "zone", "access", "starts_on", "ends_on"),
    *both("title", "theme", "city", "venue", "host", "organisers", "funders"),
)
CONTACT = ("kind", "since", "email", "phone", *both("name", "position"))


def load(stage: Stage) -> None:
    """Play the part of the file that comes before the drafts."""
    office, at = stage.plan["office"], stage.plan["at"]["process"]
    with stage.process(office, at) as (session, scope):
        _identity(session, scope, stage, at)
        for row in stage.plan["instrument"]:
            deed = Deed(**row)
            processes.add_instrument(session, scope, deed, token=stage.token(), now=at)
        for row in stage.plan["provision"]:
            _cite(session, scope, stage, row, at)
    _register(stage, at)
    with stage.process(office, at) as (session, scope):
        for row in stage.plan["contact"]:
            typed = {"kind": "coordinator", **said(row, *CONTACT[1:])}
            party = stage.parties[row["party"]]
            register_contacts.appoint(session, scope, party, typed, token=stage.token(), now=at)
        past = [_past(session, scope, stage, row, at) for row in stage.plan["past"]]
        _chair(session, scope, stage, past[0], at)
    for row, number in zip(stage.plan["past"], past, strict=True):
        _close(stage, number, row["closed"])
    _conference(stage, at)


def _identity(session: Session, scope: ProcessScope, stage: Stage, now: datetime) -> None:
    process, row = scope.process, stage.plan["process"]
    identity = Identity(
        process.name_en, process.name_ru, process.zone, symbol_name=row["symbol_name"], access=row["access"]
    )
    processes.save(session, scope, identity, seal=matters.seal(process), token=stage.token(), now=now)


def _cite(session: Session, scope: ProcessScope, stage: Stage, row: Row, now: datetime) -> None:
    cited = rules.Cited(row["text_en"], row["text_ru"], row["reserved"] == "ministers")
    rules.cite(session, scope, row["key"], cited, rules.Said(), seal="", token=stage.token(), now=now)


def _register(stage: Stage, now: datetime) -> None:
    """What each party was since when comes in as the Office's file; the two further ones are added one by one."""
    person, process = stage.person(stage.plan["office"]), stage.made.process.id
    with stage.database.writing() as session:
        kept = keeping(session, person, process, now)
        entries = [_entry(stage, it) for it in register.everything(session, process).values()]
        text = register_sheet.written(entries).removeprefix(register_sheet.BOM)
        seal = register_csv.plan(session, kept.scope, text, now).seal
        register_csv.carry_out(session, kept, text, seal=seal, token=stage.token(), now=now)
        for row in stage.plan["party"]:
            typed = said({**stage.plan["membership"], **row}, *FACTS)
            register_parties.add(session, kept, typed, token=stage.token(), now=now)
        stage.parties |= {it.party.code: it.party.id for it in register.everything(session, process).values()}


def _entry(stage: Stage, it: register.Known) -> register_sheet.Entry:
    """A line of the Office's file."""
    code, of_all = it.party.code, stage.plan["membership"]
    row = next((one for one in stage.plan["joined"] if one["party"] == code), {"status": it.party.status, **of_all})
    spell = membership.Spell(row["status"], row["since"], None, row["basis_en"], row["basis_ru"])
    spells = [spell]
    if "before" in row:
        basis = of_all["basis_en"], of_all["basis_ru"]
        spells.insert(0, membership.Spell(row["before"]["status"], row["before"]["since"], row["since"], *basis))
    former = [
        membership.Former(membership.Names(*(one[name] for name in both("name", "long"))), None, one["until"])
        for one in stage.plan["former"]
        if one["party"] == code
    ]
    return register_sheet.Entry(register.facts_of(it.party), tuple(spells), tuple(former))


def _past(session: Session, scope: ProcessScope, stage: Stage, row: Row, now: datetime) -> int:
    zone = scope.process.zone
    typed = said({"zone": zone, "access": "public", **row}, *MEETING)
    return meetings.plan(session, scope, typed, zones={zone}, token=stage.token(), now=now)


def _close(stage: Stage, number: int, now: datetime) -> None:
    with stage.meeting(stage.plan["office"], now, number) as (session, scope):
        seal = matters.seal(scope.meeting)
        meetings.proceed(session, scope, "close", seal=seal, token=stage.token(), now=now)


def _chair(session: Session, scope: ProcessScope, stage: Stage, meeting: int, now: datetime) -> None:
    """The State in the chair, and who represents it: the account of the conference's Chair gets the role everywhere."""
    row = stage.plan["term"]
    typed = said(row, "elected_on", "basis") | {
        "state": str(stage.parties[row["party"]]),
        "meeting": str(meeting),
        "starts_on": stage.day(row["from_days"]).isoformat(),
    }
    chairmanship.elect(session, scope, typed, token=stage.token(), now=now)
    term = chair_queries.terms(session, scope.process.id)[-1]
    named = said(row, *both("name", "position")) | {"email": stage.plan["chair"]}
    settings = Settings(database_url="", secret_key="")  # Asked only how long the link lasts that nobody gets.
    seal, token = matters.seal(term), stage.token()
    representatives.name_representative(session, settings, scope, term.id, named, seal=seal, token=token, now=now)
    account_queries.end_invitations(session, stage.person(stage.plan["chair"]), now)


def _conference(stage: Stage, now: datetime) -> None:
    """What the conference file does not say of the meeting itself."""
    with stage.meeting(stage.plan["office"], now) as (session, scope):
        known = {name: getattr(scope.meeting, name) for name in MEETING}
        typed = said({**known, **stage.plan["meeting"]}, *MEETING)
        zones, seal = {scope.meeting.zone}, matters.seal(scope.meeting)
        meetings.change(session, scope, typed, zones=zones, seal=seal, token=stage.token(), now=now)
