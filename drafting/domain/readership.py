"""What a person may read in the archive, as facts that a database can filter by.

A person is another reader in each Process and in each meeting (`domain/access.py`): a role in the whole Process counts
in all its meetings from which its party is not shut out, a role in one meeting only there, and makes of its holder
somebody who attends the Process.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drafting.domain import access
from drafting.domain.permissions import Actor, Capacity


@dataclass(frozen=True)
class Held:
    """A running appointment. meeting: None for the whole Process; invited: whether its party comes by invitation."""

    process: int
    meeting: int | None
    capacity: Capacity
    invited: bool = False


@dataclass(frozen=True)
class Admitted:
    """What was decided on a party's coming to a meeting. invited: else it is shut out."""

    process: int
    meeting: int
    party: int
    invited: bool


@dataclass(frozen=True)
class Grant:
    """What is open beyond what is open to everybody. meeting: None for what is the Process's own.

    besides: where not None, the grant is for each meeting of the Process besides these; classes: those admitted
    whoever's it is; seats: the parties whose own papers are open.
    """

    process: int
    meeting: int | None
    classes: frozenset[str]
    seats: frozenset[int]
    besides: frozenset[int] | None = None


@dataclass(frozen=True)
class Readership:
    """classes: open to the person everywhere; grants: what is open besides, and where."""

    classes: frozenset[str]
    grants: tuple[Grant, ...] = ()


def _classes(reader: access.Reader) -> frozenset[str]:
    return frozenset(it for it in access.CLASSES if access.admits(it, reader))


ANYBODY = Readership(_classes(access.ANYBODY))


def signed_in(held: Iterable[Held], admitted: Iterable[Admitted] = ()) -> Readership:
    """What a person with an account may read."""
    rows, decided = list(held), list(admitted)
    grants = [it for process in dict.fromkeys(row.process for row in rows) for it in _grants(process, rows, decided)]
    return Readership(_classes(access.Reader(signed_in=True)), tuple(grants))


def _grants(process: int, held: Sequence[Held], admitted: Sequence[Admitted]) -> Iterable[Grant]:
    rows = [it for it in held if it.process == process]
    whole = [it for it in rows if it.meeting is None]
    seated = [it.capacity for it in whole if not it.invited]
    yield _grant(process, None, seated)
    apart = {it.meeting for it in rows if it.meeting is not None}
    parties = {it.capacity.party for it in rows}
    apart |= {it.meeting for it in admitted if it.process == process and it.party in parties}
    if seated:
        yield _grant(process, None, seated, besides=frozenset(apart))
    for meeting in sorted(apart):
        there = [it.capacity for it in rows if it.meeting in (None, meeting) and _sits(it, meeting, admitted)]
        if there:
            yield _grant(process, meeting, there)


def _sits(it: Held, meeting: int, admitted: Iterable[Admitted]) -> bool:
    decided = (row.invited for row in admitted if (row.meeting, row.party) == (meeting, it.capacity.party))
    return next(decided, not it.invited)


def _grant(
    process: int, meeting: int | None, held: Sequence[Capacity], *, besides: frozenset[int] | None = None
) -> Grant:
    actor = Actor(0, tuple(held))
    reader = access.Reader(
        signed_in=True,
        attends=True,
        participating=any(it.participating for it in held),
        directing=actor.holds("chair", "support"),
        seats=actor.seats(),
    )
    return Grant(process, meeting, _classes(reader), reader.seats, besides)
