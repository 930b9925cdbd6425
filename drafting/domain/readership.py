"""What a person may read in the archive, as facts that a database can filter by.

A person is another reader in each Process and in each meeting (`domain/access.py`): a role in the whole Process counts
in all its meetings, a role in one meeting only there, and makes of its holder somebody who attends the Process.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from drafting.domain import access
from drafting.domain.permissions import Actor, Capacity


@dataclass(frozen=True)
class Held:
    """An appointment. meeting: None for the whole Process."""

    process: int
    meeting: int | None
    capacity: Capacity


@dataclass(frozen=True)
class Grant:
    """What is open beyond what is open to everybody. meeting: None for what is the Process's own.

    every_meeting: the grant is for each meeting of the Process instead; classes: those admitted whoever's it is; seats:
    the parties whose own papers are open.
    """

    process: int
    meeting: int | None
    every_meeting: bool
    classes: frozenset[str]
    seats: frozenset[int]


@dataclass(frozen=True)
class Readership:
    """classes: open to the person everywhere; grants: what is open besides, and where."""

    classes: frozenset[str]
    grants: tuple[Grant, ...] = ()

    @property
    def is_public(self) -> bool:
        """Whether the person is shown what anybody is."""
        return self == ANYBODY


def _classes(reader: access.Reader) -> frozenset[str]:
    return frozenset(it for it in access.CLASSES if access.admits(it, reader))


ANYBODY = Readership(_classes(access.ANYBODY))


def signed_in(held: Iterable[Held]) -> Readership:
    """What a person with an account may read."""
    rows = list(held)
    grants: list[Grant] = []
    for process in dict.fromkeys(it.process for it in rows):
        whole = [it.capacity for it in rows if it.process == process and it.meeting is None]
        grants.append(_grant(process, None, whole))
        if whole:
            grants.append(_grant(process, None, whole, every_meeting=True))
        for meeting in dict.fromkeys(it.meeting for it in rows if it.process == process and it.meeting is not None):
            there = [it.capacity for it in rows if it.process == process and it.meeting == meeting]
            grants.append(_grant(process, meeting, [*whole, *there]))
    return Readership(_classes(access.Reader(signed_in=True)), tuple(grants))


def _grant(process: int, meeting: int | None, held: Iterable[Capacity], *, every_meeting: bool = False) -> Grant:
    actor = Actor(0, tuple(held))
    reader = access.Reader(
        signed_in=True,
        attends=True,
        participating=any(it.participating for it in actor.capacities),
        directing=actor.holds("chair", "support"),
        seats=actor.seats(),
    )
    return Grant(process, meeting, every_meeting, _classes(reader), reader.seats)
