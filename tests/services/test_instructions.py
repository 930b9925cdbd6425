"""What the Chair instructs the Office to do: written down, and marked when it is done."""

import pytest

from drafting.domain.errors import BadFields, NotFound, WrongState
from drafting.persistence.records import Process
from drafting.services import instructions, matters_verification
from drafting.services.scope import process_scope
from tests.acts import token
from tests.chairing import direct, instruct, problems
from tests.factories import NOW, World


@pytest.fixture(autouse=True)
def books(conference):
    """The record of the Process agrees with the tables at the end of every test."""
    yield
    with conference.database.reading() as session:
        process = session.get_one(Process, conference.process)
        assert matters_verification.verify(session, process).findings == ()


def listed(world: World) -> list[tuple[str, str, int | None, bool]]:
    with world.database.reading() as session:
        scope = process_scope(session, world.people["secretariat"], world.process, NOW)
        found = instructions.listed(session, scope)
        return [
            (it.row.text, it.person.email, it.meeting and it.meeting.id, it.row.done_at is not None) for it in found
        ]


def test_an_instruction_is_written_down_and_marked_when_it_is_done(conference):
    older = instruct(conference, given_on="2026-06-01", instruction="Book the hall.\nSoon.")
    instruct(conference, about_meeting=str(conference.meeting))
    direct(conference, lambda session, scope: instructions.mark_done(session, scope, older, token=token(), now=NOW))
    assert listed(conference) == [
        ("Circulate the agenda.", "secretariat@example.org", conference.meeting, False),
        ("Book the hall.\nSoon.", "secretariat@example.org", None, True),
    ]
    with pytest.raises(WrongState):
        direct(conference, lambda session, scope: instructions.mark_done(session, scope, older, token=token(), now=NOW))
    with pytest.raises(NotFound):
        direct(conference, lambda session, scope: instructions.mark_done(session, scope, 999, token=token(), now=NOW))


def test_a_double_click_marks_an_instruction_once(conference):
    given = instruct(conference)
    for _ in range(2):
        direct(
            conference, lambda session, scope: instructions.mark_done(session, scope, given, token="done-01", now=NOW)
        )
    assert [it[3] for it in listed(conference)] == [True]


def test_everything_wrong_with_an_instruction_is_told_at_once(conference):
    with pytest.raises(BadFields) as caught:
        instruct(conference, given_on="2026-06-06", instruction=" ", given_by="", about_meeting="999")
    assert problems(caught) == {
        "given_on": "day-not-yet",
        "instruction": "instruction-missing",
        "given_by": "giver-missing",
        "about_meeting": "unknown-meeting",
    }
    with pytest.raises(BadFields) as caught:
        instruct(conference, given_by="x" * 201)
    assert problems(caught) == {"given_by": "field-too-long"}
