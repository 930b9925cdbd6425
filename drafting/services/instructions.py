"""What the Chair instructs the Support Office to do, written down where both see it, and marked when it is done.

Source: practice.md section 1: the Support Office acts under the Chair's directives.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain.days import day_of_field
from drafting.domain.errors import NotFound, WrongState
from drafting.domain.fields import Fields
from drafting.persistence.queries import chairmanship as queries
from drafting.persistence.queries import processes
from drafting.persistence.records import Instruction, Meeting, Person
from drafting.services import chairmanship, matters
from drafting.services.people import one_line
from drafting.services.scope import ProcessScope

LONGEST_NAME = 200


@dataclass(frozen=True)
class Given:
    """person: who wrote it down; meeting: that it is about, None for the Process."""

    row: Instruction
    person: Person
    meeting: Meeting | None


def listed(session: Session, scope: ProcessScope) -> tuple[Given, ...]:
    """The newest first; between the Chair and the Office alone. Raises NotAllowed."""
    scope.require("instruct")
    return tuple(Given(*it) for it in queries.instructions(session, scope.process.id))


def instruct(
    session: Session, scope: ProcessScope, typed: Mapping[str, str], *, language: str, token: str, now: datetime
) -> None:
    """Write an instruction down: given_on, instruction, given_by, about_meeting. language: that it is in.

    Raises NotAllowed, BadFields.
    """
    scope.require("instruct")
    if matters.already_done(session, scope.process, scope.actor, token):
        return
    fields = Fields()
    day = day_of_field("given_on", typed, fields)
    fields.require("given_on", day <= chairmanship.today_in(scope.process, now), "day-not-yet")
    text = chairmanship.words(typed, "instruction", fields, needed="instruction-missing")
    given_by = one_line(typed.get("given_by", ""))
    fields.require("given_by", given_by, "giver-missing")
    fields.require("given_by", len(given_by) <= LONGEST_NAME, "field-too-long", longest=LONGEST_NAME)
    about = typed.get("about_meeting", "")
    meetings = {str(it.id): it.id for it in processes.meetings(session, scope.process.id)}
    fields.require("about_meeting", not about or about in meetings, "unknown-meeting")
    fields.done()
    row = Instruction(
        process_id=scope.process.id,
        meeting_id=meetings.get(about),
        on=day,
        text=text,
        language=language,
        given_by=given_by,
        recorded_by=scope.actor.person,
        recorded_at=now,
    )
    session.add(row)
    chairmanship.note(session, scope, "instruction recorded", row, about={"on": day.isoformat()}, token=token, now=now)


def mark_done(session: Session, scope: ProcessScope, instruction_id: int, *, token: str, now: datetime) -> None:
    """Raises NotAllowed, NotFound; WrongState where it was marked before."""
    scope.require("instruct")
    if matters.already_done(session, scope.process, scope.actor, token):
        return
    row = queries.instruction(session, scope.process.id, instruction_id)
    if row is None:
        raise NotFound
    if row.done_at is not None:
        raise WrongState("done", "mark instruction")
    row.done_at = now
    chairmanship.note(session, scope, "instruction done", row, about={"on": row.on.isoformat()}, token=token, now=now)
