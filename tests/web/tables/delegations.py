"""Delegations, badges and attendance."""

from datetime import timedelta

from drafting.persistence.records import Delegate, Sitting
from drafting.services import delegation_changes, delegation_invitations
from drafting.services.scope import meeting_scope
from tests.factories import NOW, World
from tests.web.roles import EVERYBODY, OFFICE

# Belmora's are named by its head and by the Office.
NAMING = OFFICE | {"head.bel"}
PAGES = {
    "delegations.show": EVERYBODY,
    "delegations.one": EVERYBODY,
    "delegations.mine": frozenset({"head.bel"}),
    "delegations.badges": OFFICE,
    "delegations.file_of_meeting": OFFICE,
    "delegations.file_of_delegation": NAMING,
    "delegation_members.new": NAMING,
    "delegation_members.edit": NAMING,
    "delegation_members.invitation": NAMING,
    "delegation_members.ask_head": NAMING,
    "delegation_members.choose": OFFICE,
    "attendance.show": EVERYBODY,
}
CHANGES = {
    "delegations.save_mine": frozenset(),  # the number in the form is another's: tests/web/test_delegations.py
    "delegation_members.add": NAMING,
    "delegation_members.change": NAMING,
    "delegation_members.invite": NAMING,
    "delegation_members.give_link": NAMING,
    "delegation_members.enlist": frozenset(),  # a role of no delegation: tests/web/test_delegations.py
    "delegation_members.move": NAMING,
    "delegation_members.make_head": NAMING,
    "delegation_members.withdraw": NAMING,
    "delegation_members.confirm": OFFICE,
    "delegation_members.take": OFFICE,
    "attendance.note": OFFICE,
}
ELSEWHERE = frozenset({"delegations.file_of_meeting", "delegations.file_of_delegation"})
FORM = {"delegate": "0"}


def values(world: World) -> dict[str, int]:
    """Belmora's head is in its list, with a member; a first sitting."""
    with world.database.writing() as session:
        scope = meeting_scope(session, world.people["office"], world.meeting, NOW, lock=True)
        party = world.parties["BEL"]
        member = delegation_changes.Entry("Ms", "г-жа", "Mira Vel", "Мира Вел", "Adviser", "Советник")
        delegation_changes.add(session, scope, party, member, token="member-of-the-table", now=NOW)
        head = next(
            it
            for it in delegation_invitations.queries.appointments(session, scope.meeting.id, party, NOW)
            if it.role == "head"
        )
        delegation_invitations.enlist(session, scope, head.id, token="head-of-the-table", now=NOW)
        sitting = Sitting(meeting_id=scope.meeting.id, number=9, starts_at=NOW, ends_at=NOW + timedelta(hours=3))
        session.add(sitting)
        session.flush()
        return {
            "delegate_id": session.query(Delegate).filter_by(meeting_id=world.meeting, is_head=False).one().id,
            "sitting_id": sitting.id,
        }
