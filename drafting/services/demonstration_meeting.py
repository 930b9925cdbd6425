"""The demonstration's conference: delegations, agenda, documents, groups, and what is known on the day of loading."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.persistence.queries import agenda as agenda_queries
from drafting.persistence.queries import delegations as delegation_queries
from drafting.persistence.queries import groups as group_queries
from drafting.persistence.records import Delegate
from drafting.services import (
    admissions,
    agenda,
    agenda_speakers,
    delegation_changes,
    delegation_heads,
    delegation_invitations,
    delegations,
    demonstration_sittings,
    document_files,
    document_versions,
    documents,
    follow_up,
    groups,
    instructions,
    matters,
    recommendations,
    sitting_plan,
)
from drafting.services.delegation_changes import Entry
from drafting.services.demonstration_stage import FOLDER, LANGUAGES, Row, Stage, both, said
from drafting.services.scope import MeetingScope


def load(stage: Stage, drafts: Mapping[str, int]) -> None:
    """Play the part of the file that comes after the drafts. drafts: name -> id, as in the file."""
    office, at = stage.plan["office"], stage.plan["at"]
    with stage.meeting(office, at["delegations"]) as (session, scope):
        _delegations(session, scope, stage, stage.plan["delegate"], at["delegations"])
    with stage.meeting(office, at["agenda"]) as (session, scope):
        items = _agenda(session, scope, stage, drafts, at["agenda"])
    with stage.meeting(office, at["documents"]) as (session, scope):
        papers = [_distribute(session, scope, stage, items, row, at["documents"]) for row in stage.plan["document"]]
    _open_documents(stage, papers, at["speakers"])
    demonstration_sittings.load(stage, items, drafts)
    with stage.meeting(office, at["groups"]) as (session, scope):
        _groups(session, scope, stage, at["groups"])
    _today(stage)


def _delegations(session: Session, scope: MeetingScope, stage: Stage, rows: Iterable[Row], now: datetime) -> None:
    for row in rows:
        party = stage.parties[row["party"]]
        entry = Entry(**said(row, *both("title", "name", "position")), email=row.get("email", ""))
        made = _listed(session, scope, stage, party, entry, now)
        if row.get("head") and not made.is_head:
            seals = {"seal_of_member": matters.seal(made), "seal_of_former": ""}
            delegation_heads.make_head(session, scope, made.id, **seals, token=stage.token(), now=now)
        if row.get("confirmed", True):
            shown = {made.id: matters.seal(made)}
            delegation_changes.confirm(session, scope, party, shown, token=stage.token(), now=now)


def _listed(session: Session, scope: MeetingScope, stage: Stage, party: int, entry: Entry, now: datetime) -> Delegate:
    """Whoever has an account here is put on the list as its person, and then what the delegation says is filled in."""
    roles = delegations.one(session, scope, party, now).outside
    role = next((it.appointment for it in roles if it.person.email == entry.email), None)
    if role is None:
        delegation_changes.add(session, scope, party, entry, token=stage.token(), now=now)
    else:
        delegation_invitations.enlist(session, scope, role, token=stage.token(), now=now)
    made = delegation_queries.of_party(session, scope.meeting.id, party)[-1]
    if role is not None:
        seal, token = matters.seal(made), stage.token()
        delegation_changes.change(session, scope, made.id, entry, seal=seal, token=token, now=now)
    return made


def _agenda(
    session: Session, scope: MeetingScope, stage: Stage, drafts: Mapping[str, int], now: datetime
) -> dict[str, int]:
    """Answers the items: English title -> id."""
    for number, row in enumerate(stage.plan["sitting"], 1):
        typed = said({"number": number, **row}, "number", "day", "starts", "ends", *both("title"))
        sitting_plan.plan(session, scope, typed, token=stage.token(), now=now)
    sittings = {it.number: it.id for it in agenda_queries.sittings(session, scope.meeting.id)}
    for row in stage.plan["item"]:
        typed = said(row, "kind", "minutes", "hour", *both("title"))
        typed |= {"sitting": str(sittings[row["sitting"]]), "draft": str(drafts.get(row.get("draft", ""), ""))}
        agenda.add(session, scope, typed, token=stage.token(), now=now)
    items = {it.title_en: it.id for it in agenda_queries.items(session, scope.meeting.id)}
    people = {it.name_en: it.id for it in agenda_queries.delegates(session, scope.meeting.id)}
    for row in stage.plan["item"]:
        for it in row.get("speakers", ()):
            typed = {"role": it["role"], "delegate": str(people[it["delegate"]])}
            agenda_speakers.add(session, scope, items[row["title_en"]], typed, token=stage.token(), now=now)
    return items


def _distribute(
    session: Session, scope: MeetingScope, stage: Stage, items: Mapping[str, int], row: Row, now: datetime
) -> int:
    """A document with its languages; what is missing of those of the Process is being translated."""
    typed = said(row, "kind", "symbol", "access", *both("title"))
    typed |= {"language": row["languages"][0], "item": str(items.get(row.get("item", ""), ""))}
    files = {it: _file(f"{row['file']}.{it}.txt") for it in row["languages"]}
    original, token = files[typed["language"]], stage.token()
    made = documents.distribute(session, scope, typed, original, token=token, now=now) or 0
    for language in LANGUAGES:
        if language not in files:
            document_versions.translate(session, scope, made, language, token=stage.token(), now=now)
        elif language != typed["language"]:
            document_versions.add(session, scope, made, language, files[language], token=stage.token(), now=now)
    return made


def _file(name: str) -> document_versions.File:
    return document_versions.File(name, (FOLDER / name).read_bytes())


def _open_documents(stage: Stage, papers: Iterable[int], now: datetime) -> None:
    with stage.database.writing() as session:
        for number, row in zip(papers, stage.plan["document"], strict=True):
            for reader in row["opened"]:
                document_files.note_opening(session, stage.person(reader), number, now)


def _groups(session: Session, scope: MeetingScope, stage: Stage, now: datetime) -> None:
    for row in stage.plan["group"]:
        theme = groups.Theme(**said(row, *both("theme", "rapporteur")))
        groups.add_group(session, scope, theme, token=stage.token(), now=now)
        group = group_queries.groups(session, [scope.meeting.id])[-1].id
        for it in row["recommendation"]:
            to = [stage.parties[code] for code in it.get("parties", ())]
            words = recommendations.Words(it["text_en"], it["text_ru"], it["strength"], to, it.get("audience", ()))
            recommendations.add(session, scope, group, words, token=stage.token(), now=now)


def _today(stage: Stage) -> None:
    """What waits on the day of loading: follow-up, instructions, a guest whose papers the Office has to look at."""
    for row in stage.plan["report"]:
        _report(stage, row)
    for row in stage.plan["instruction"]:
        _instruct(stage, row)
    guest, now = stage.plan["guest"], stage.now
    with stage.meeting(stage.plan["office"], now) as (session, scope):
        party = stage.parties[guest["party"]]
        decision = next(it for it in admissions.decisions(session, scope) if it.kind == guest["decision"])
        admissions.propose(session, scope, party, token=stage.token(), now=now)
        admissions.decide(session, scope, party, {"draft": str(decision.id)}, token=stage.token(), now=now)
        _delegations(session, scope, stage, guest["delegate"], now)


def _report(stage: Stage, row: Row) -> None:
    at, party = stage.at(row["days"]), stage.parties[row["party"]]
    told = follow_up.Said(row["state"], row["note"], stage.day(row["days"]), row["language"], party)
    with stage.meeting(row["by"], at) as (session, scope):
        rows = group_queries.recommendations(session, [scope.meeting.id])
        found = next(it.id for it in rows if it.text_en.startswith(row["recommendation"]))
        follow_up.report(session, scope, found, told, token=stage.token(), now=at)


def _instruct(stage: Stage, row: Row) -> None:
    at, typed = stage.at(row["days"]), {"instruction": row["text"], "given_by": row["given_by"]}
    typed |= {"given_on": stage.day(row["days"]).isoformat(), "about_meeting": str(stage.made.meeting.id)}
    with stage.process(stage.plan["chair"], at) as (session, scope):
        instructions.instruct(session, scope, typed, language="en", token=stage.token(), now=at)
        if row["done"]:
            number = instructions.listed(session, scope)[0].row.id
            instructions.mark_done(session, scope, number, token=stage.token(), now=at)
