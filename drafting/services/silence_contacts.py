"""Who is told of a no-objection run: frozen with the announcement, as proof of who was told (practice.md section 6)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.persistence.queries import accounts
from drafting.persistence.records import SilenceContact, SilenceRun
from drafting.services.scope import DraftScope

BINDING = frozenset({"head", "coordinator"})
DIRECTING = frozenset({"chair", "support"})


def of_run(
    session: Session, scope: DraftScope, row: SilenceRun, eligible: Sequence[int], now: datetime
) -> list[SilenceContact]:
    """Those who answer for an eligible State, then the Chair and the Office; each person once."""
    found: dict[int, SilenceContact] = {}
    people = accounts.people_of_meeting(session, scope.process.id, scope.meeting.id, now)
    for appointment, person, _ in sorted(people, key=lambda it: it[0].role not in BINDING):
        answers = appointment.role in BINDING and appointment.party_id in eligible
        if person.id in found or not (answers or appointment.role in DIRECTING):
            continue
        found[person.id] = SilenceContact(
            run_id=row.id,
            party_id=appointment.party_id if answers else None,
            person_id=person.id,
            name=person.name_ru if person.language == "ru" else person.name_en,
            email=person.email,
            language=person.language,
            binds=answers,
        )
    return list(found.values())


def missing(session: Session, scope: DraftScope, eligible: Iterable[int], now: datetime) -> list[int]:
    """The States that nobody of whom could be told: the preview warns of them."""
    people = accounts.people_of_meeting(session, scope.process.id, scope.meeting.id, now)
    known = {appointment.party_id for appointment, _, _ in people if appointment.role in BINDING}
    return [it for it in eligible if it not in known]
