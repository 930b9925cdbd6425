"""Lists of delegates as files: taken from the Office for a delegation, all or nothing, and given for spreadsheets."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import delegation_sheet, participants
from drafting.domain.delegation_sheet import Row
from drafting.domain.errors import BadFields, BadText, DraftingError
from drafting.persistence.queries import delegations as queries
from drafting.persistence.records import Delegate
from drafting.services import delegation_changes, delegations, matters
from drafting.services.delegation_changes import Entry
from drafting.services.participant_list import in_order
from drafting.services.scope import MeetingScope


@dataclass(frozen=True)
class Fault:
    """What is wrong in a line of a file. column: one of `delegation_sheet.COLUMNS`."""

    line: int
    column: str
    problem: BadText


class BadRows(DraftingError):
    """A file with faults, of which nothing was saved. faults: all of them, in the order of the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__("bad rows")
        self.faults = tuple(faults)


def take(
    session: Session, scope: MeetingScope, party_id: int, rows: tuple[Row, ...], *, token: str, now: datetime
) -> int:
    """Name everybody in the file, without accounts. Answers how many; 0 when it was done.

    Raises NotAllowed, NotFound, BadRows (as `delegation_changes.checked`, and already-member, second-head).
    """
    scope.require("confirm delegates")
    party = delegations.find_party(session, scope, party_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return 0
    members = [it for it in queries.of_party(session, scope.meeting.id, party_id) if it.state != "withdrawn"]
    entries = _checked(rows, members)
    made = [delegation_changes.new_row(session, scope, party, it, state="named") for it in entries]
    for row, read in zip(made, rows, strict=True):
        row.is_head = read.is_head
    told = delegation_changes.about(party, count=len(made))
    delegation_changes.note(session, scope, "delegation imported", made, told=told, token=token, now=now)
    return len(made)


def _checked(rows: tuple[Row, ...], members: list[Delegate]) -> list[Entry]:
    """Every line as it is stored; a member is known again by the address, or by the name where there is none."""
    faults, entries = [], []
    addresses = {it.email for it in members if it.email}
    names = {it.name_en.casefold() for it in members}
    heads = any(it.is_head for it in members)
    for row in rows:
        try:
            entry = delegation_changes.checked(_entry(row))
        except BadFields as error:
            faults += [Fault(row.line, column, problem) for column, problem in error.problems.items()]
            continue
        known = entry.email in addresses if entry.email else entry.name_en.casefold() in names
        if known:
            faults.append(Fault(row.line, "email" if entry.email else "name_en", BadText("already-member")))
        if row.is_head and heads:
            faults.append(Fault(row.line, "head", BadText("second-head")))
        heads = heads or row.is_head
        addresses |= {entry.email} - {""}
        names.add(entry.name_en.casefold())
        entries.append(entry)
    if faults:
        raise BadRows(faults)
    return entries


def _entry(row: Row) -> Entry:
    said = {name: row.said.get(name, "") for name in vars(Entry())}
    # The list that was given away says of a head what is no badge to choose.
    return replace(Entry(**said), badge="" if said["badge"] == "head" else said["badge"])


def of_delegation(session: Session, scope: MeetingScope, party_id: int, now: datetime) -> str:
    """The members of a delegation as a table that `take` reads. Raises NotAllowed, NotFound."""
    page = delegations.one(session, scope, party_id, now)
    scope.require("name delegates", party_id)
    return delegation_sheet.written(delegation_sheet.COLUMNS, [_line(it) for it in page.members])


def of_meeting(session: Session, scope: MeetingScope) -> str:
    """Everybody named for the meeting, in printing order with running numbers. Raises NotAllowed."""
    scope.require("confirm delegates")
    states = [it for it in participants.STATES if it != "withdrawn"]
    lines = [
        {
            "number": it.number,
            "category": it.category,
            "code": it.party.code,
            "party_en": it.party.name_en,
            "party_ru": it.party.name_ru,
            "state": it.delegate.state,
            **_line(it.delegate),
        }
        for it in in_order(session, scope, states)
    ]
    return delegation_sheet.written(delegation_sheet.OF_MEETING, lines)


def _line(row: Delegate) -> dict[str, object]:
    badge = participants.shown_badge(row.badge, is_head=row.is_head)
    return {**vars(delegation_changes.entry_of(row)), "badge": badge, "head": "1" if row.is_head else ""}
