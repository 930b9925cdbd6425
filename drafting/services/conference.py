"""Setting up an installation from one file: a Process, its parties, a meeting and its people.

The file is TOML; its form is described in docs/conference-file.md, and the demonstration is written in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.orm import Session

from drafting.domain import permissions
from drafting.domain.addresses import is_address
from drafting.domain.errors import BadText
from drafting.persistence.queries import accounts as queries
from drafting.persistence.records import Appointment, Meeting, Party, Person, Process
from drafting.services import accounts, search_index

# In lists of participants, where the file does not say another one.
CATEGORY_OF = {"organization": "intergovernmental"}


@dataclass(frozen=True)
class Conference:
    """parties: code -> party; people: e-mail -> person."""

    process: Process
    meeting: Meeting
    parties: Mapping[str, Party]
    people: Mapping[str, Person]


def set_up(session: Session, plan: Mapping[str, Any], now: datetime) -> Conference:
    """Create everything that the plan names. Raises BadText("conference", at=…) for the first entry that is wrong."""
    process = Process(**_facts(plan, "process", Process))
    session.add(process)
    session.flush()  # Parties and the meeting refer to it.
    parties = {}
    for row in plan["parties"]:
        facts = {"category": CATEGORY_OF.get(row.get("kind"), "state"), **row}
        party = Party(process_id=process.id, **_known(facts, Party, f"parties {row.get('code')}"))
        session.add(party)
        parties[party.code] = party
    meeting = Meeting(process_id=process.id, **_facts(plan, "meeting", Meeting))
    session.add(meeting)
    session.flush()  # Appointments refer to the meeting and the parties.
    _zone(process.zone)
    _zone(meeting.zone)
    people = {row["email"]: _person(session, row) for row in plan["people"]}
    session.flush()  # Appointments refer to the people.
    for row in plan["people"]:
        for role in row["roles"]:
            session.add(_appointment(people[row["email"]], role, process, meeting, parties, now))
    search_index.follow(session, (process, meeting))
    return Conference(process, meeting, parties, people)


def _facts(plan: Mapping[str, Any], name: str, record: type) -> dict[str, Any]:
    if name not in plan:
        raise BadText("conference", at=name)
    return _known(plan[name], record, name)


def _known(row: Mapping[str, Any], record: type, at: str) -> dict[str, Any]:
    unknown = [key for key in row if not hasattr(record, key)]
    if unknown:
        raise BadText("conference", at=f"{at}: {unknown[0]}")
    return dict(row)


def _zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as err:
        raise BadText("conference", at=f"zone: {name}") from err


def _person(session: Session, row: Mapping[str, Any]) -> Person:
    email = accounts.normal_email(row["email"])
    if not is_address(email):
        raise BadText("conference", at=f"people: {row['email']}")
    person = queries.person_by_email(session, email)
    if person is None:
        language = row.get("language", "en")
        person = Person(email=email, name_en=row["name_en"], name_ru=row["name_ru"], language=language)
        session.add(person)
    if row.get("password"):
        accounts.set_password(person, row["password"])
    return person


def _appointment(
    person: Person,
    row: Mapping[str, Any],
    process: Process,
    meeting: Meeting,
    parties: Mapping[str, Party],
    now: datetime,
) -> Appointment:
    code = row.get("party")
    if row["role"] not in permissions.ROLES or (code is not None and code not in parties):
        raise BadText("conference", at=f"{person.email}: {row}")
    return Appointment(
        person_id=person.id,
        process_id=process.id,
        meeting_id=meeting.id if row.get("scope", "meeting") == "meeting" else None,
        party_id=parties[code].id if code else None,
        role=row["role"],
        since=now,
    )
