"""What a person may read in the archive, as facts that a database can filter by."""

import pytest

from drafting.domain.permissions import Capacity
from drafting.domain.readership import ANYBODY, Admitted, Grant, Held, signed_in

REGISTERED = frozenset({"public", "registered"})
ATTENDING = REGISTERED | {"participants"}
PARTICIPATING = ATTENDING | {"participating"}
DIRECTING = PARTICIPATING | {"office"}
HEAD = Capacity("head", 7, participating=True)
OBSERVER = Capacity("observer", 8)
OFFICE = Capacity("support")
PROCESS, OTHER, MEETING, NEXT = 1, 2, 11, 12


def test_anybody_reads_what_is_public():
    assert ANYBODY.classes == {"public"}
    assert ANYBODY.grants == ()


def test_an_account_alone_opens_what_is_registered():
    assert signed_in([]).classes == REGISTERED
    assert signed_in([]).grants == ()


@pytest.mark.parametrize(
    ("capacity", "classes", "seats"),
    [
        (HEAD, PARTICIPATING, {7}),
        (OBSERVER, ATTENDING, {8}),
        (OFFICE, DIRECTING, set()),
        (Capacity("rapporteur"), ATTENDING, set()),
    ],
)
def test_a_role_in_the_whole_process_counts_in_all_its_meetings(capacity, classes, seats):
    found = signed_in([Held(PROCESS, None, capacity)])
    assert found.grants == (
        Grant(PROCESS, None, classes, frozenset(seats)),
        Grant(PROCESS, None, classes, frozenset(seats), frozenset()),
    )


def test_a_role_in_one_meeting_makes_somebody_who_attends_the_process():
    found = signed_in([Held(PROCESS, MEETING, OFFICE)])
    assert found.grants == (
        Grant(PROCESS, None, ATTENDING, frozenset()),
        Grant(PROCESS, MEETING, DIRECTING, frozenset()),
    )


def test_roles_in_a_meeting_and_in_the_whole_process_add_up():
    found = signed_in([Held(PROCESS, None, OBSERVER), Held(PROCESS, MEETING, OFFICE)])
    assert found.grants == (
        Grant(PROCESS, None, ATTENDING, frozenset({8})),
        Grant(PROCESS, None, ATTENDING, frozenset({8}), frozenset({MEETING})),
        Grant(PROCESS, MEETING, DIRECTING, frozenset({8})),
    )


def test_processes_are_apart():
    found = signed_in([Held(PROCESS, None, OFFICE), Held(OTHER, MEETING, OBSERVER)])
    assert {(it.process, it.classes) for it in found.grants} == {(PROCESS, DIRECTING), (OTHER, ATTENDING)}


def test_who_is_shut_out_of_a_meeting_reads_the_others():
    found = signed_in([Held(PROCESS, None, OBSERVER)], [Admitted(PROCESS, MEETING, 8, invited=False)])
    assert found.grants == (
        Grant(PROCESS, None, ATTENDING, frozenset({8})),
        Grant(PROCESS, None, ATTENDING, frozenset({8}), frozenset({MEETING})),
    )


def test_who_comes_by_invitation_reads_where_it_is_invited():
    guest = Held(PROCESS, None, Capacity("guest", 9), invited=True)
    decided = [Admitted(PROCESS, MEETING, 9, invited=True), Admitted(PROCESS, NEXT, 10, invited=True)]
    assert signed_in([guest], decided).grants == (
        Grant(PROCESS, None, ATTENDING, frozenset()),
        Grant(PROCESS, MEETING, ATTENDING, frozenset({9})),
    )
