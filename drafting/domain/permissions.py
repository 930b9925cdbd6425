"""Who may do what: one table of small predicates.

A person acts in capacities, each held in a Process or in one meeting; a capacity counts only inside the meeting
that the subject belongs to, and the services load only those.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from drafting.domain.errors import NotAllowed

Role = Literal["delegate", "head", "coordinator", "chair", "support", "rapporteur", "observer", "administrator"]
ROLES: tuple[Role, ...] = (
    "delegate",
    "head",
    "coordinator",
    "chair",
    "support",
    "rapporteur",
    "observer",
    "administrator",
)
# Roles that speak for a delegation, and those of them that bind it.
DELEGATION_ROLES = frozenset({"delegate", "head", "coordinator", "observer"})
BINDING_ROLES = frozenset({"head", "coordinator"})
# Civil society attends by invitation: whoever sits for it reads, speaks and names its people, and has no part in texts.
GUEST = "guest"


@dataclass(frozen=True)
class Capacity:
    """A role held. party: the delegation's id, None for the Chair or the Office; participating: whether that party
    is a participating State."""

    role: str
    party: int | None = None
    participating: bool = False


def capacity(role: str, party: int | None, status: str | None) -> Capacity:
    """A role as it counts. status: of the party in the Process, None where there is no party."""
    return Capacity(GUEST if status == "invited" else role, party, status == "participating")


@dataclass(frozen=True)
class Actor:
    """A signed-in person with the capacities that count for the subject at hand."""

    person: int
    capacities: tuple[Capacity, ...] = ()

    def holds(self, *roles: str) -> bool:
        return any(capacity.role in roles for capacity in self.capacities)

    def delegation(self) -> int | None:
        """The party this person sits with, None for the Chair or the Office alone.

        Participating States first, and among them one that the person binds: who heads a delegation sees its texts.
        """
        seats = [it for it in self.capacities if it.role in DELEGATION_ROLES and it.party is not None]
        seats.sort(key=lambda it: (not it.participating, it.role not in BINDING_ROLES))
        return seats[0].party if seats else None

    def seat(self) -> int | None:
        """As `delegation`, and for a guest the party that was invited: whom this person speaks for in the room."""
        return self.delegation() or next(iter(sorted(self.seats())), None)

    def seats(self) -> frozenset[int]:
        """Every party that this person sits with."""
        sitting = {*DELEGATION_ROLES, GUEST}
        return frozenset(it.party for it in self.capacities if it.role in sitting and it.party is not None)

    def binds(self) -> int | None:
        """The participating State for which this person may table and take positions, if any."""
        for it in self.capacities:
            if it.role in BINDING_ROLES and it.participating and it.party is not None:
                return it.party
        return None


@dataclass(frozen=True)
class Subject:
    """What is acted upon: the draft's phase, and the delegation that owns the thing, if one does."""

    phase: str = ""
    owner: int | None = None


Predicate = Callable[[Actor, Subject], bool]


def _office(actor: Actor, _subject: Subject) -> bool:
    return actor.holds("support")


def _chair(actor: Actor, subject: Subject) -> bool:
    return actor.holds("chair") and subject.phase in ("", "negotiation")


def _sees(actor: Actor, subject: Subject) -> bool:
    if subject.phase == "preparing":
        return actor.holds("support", "chair", "rapporteur")
    return bool(actor.capacities)


def _proposes(actor: Actor, subject: Subject) -> bool:
    return subject.phase == "negotiation" and actor.delegation() is not None


def _owns(actor: Actor, subject: Subject) -> bool:
    return _proposes(actor, subject) and actor.delegation() == subject.owner


def _binds(actor: Actor, subject: Subject) -> bool:
    return subject.phase == "negotiation" and actor.binds() is not None


def _binds_owner(actor: Actor, subject: Subject) -> bool:
    return _binds(actor, subject) and actor.binds() == subject.owner


def _releases(actor: Actor, subject: Subject) -> bool:
    """An observer puts forward its own suggestion; a participating State's text is tabled by those who bind it."""
    observing = any(
        it.role in DELEGATION_ROLES and it.party == subject.owner and not it.participating for it in actor.capacities
    )
    return _binds_owner(actor, subject) or (_proposes(actor, subject) and observing)


def _runs_people(actor: Actor, _subject: Subject) -> bool:
    return actor.holds("support", "administrator")


def _speaks_for(actor: Actor, party: int | None) -> bool:
    """A head or coordinator of the party itself; an observer's own people speak for it, too."""
    return party is not None and any(
        it.party == party and (it.role in BINDING_ROLES or it.role in ("observer", GUEST)) for it in actor.capacities
    )


ACTIONS: dict[str, Predicate] = {
    "see meeting": lambda actor, _subject: bool(actor.capacities),
    "see draft": _sees,
    "import": _office,
    "decide": lambda actor, _subject: actor.holds("support", "chair"),
    "register note": _office,
    "see notes": lambda actor, _subject: (
        actor.holds("support", "chair", "rapporteur") or actor.delegation() is not None
    ),
    "see all notes": lambda actor, _subject: actor.holds("support", "chair", "rapporteur"),
    "see scan": lambda actor, subject: actor.holds("support", "chair") or subject.owner in actor.seats(),
    # Before anybody negotiates it, a text is edited by those who draw it up.
    "prepare text": lambda actor, subject: subject.phase == "preparing" and actor.holds("support", "chair"),
    "open draft": lambda actor, _subject: actor.holds("support", "chair"),
    "propose": _proposes,
    "edit proposal": _owns,
    "discard proposal": _owns,
    "table": _binds_owner,
    "release": _releases,
    "withdraw": _releases,
    "sponsor": lambda actor, subject: _binds(actor, subject) and actor.binds() != subject.owner,
    "give position": _binds,
    # Observers comment, never block (practice.md section 1).
    "remark": _releases,
    "rule": _chair,
    # The Office prepares a text with its brackets before the negotiation opens.
    "rule on brackets": lambda actor, subject: subject.phase != "adopted" and actor.holds("chair", "support"),
    "hold bracket": _binds_owner,
    # A fact apart from the text: it may change after the adoption, and the text is issued anew.
    "state participation": lambda actor, _subject: actor.holds("chair", "support"),
    # Delegations are not shown a text that is still prepared, so no State is reminded of one.
    "remind of note": lambda actor, subject: subject.phase != "preparing" and actor.holds("chair", "support"),
    "adopt": _chair,
    # A State's participation may be settled after the adoption, too.
    "direct run": lambda actor, subject: (
        subject.phase in ("negotiation", "adopted") and actor.holds("chair", "support")
    ),
    "certify run": lambda actor, subject: subject.phase in ("negotiation", "adopted") and actor.holds("chair"),
    "answer run": lambda actor, subject: subject.phase != "preparing" and actor.binds() is not None,
    "comment on run": lambda actor, subject: subject.phase != "preparing" and actor.delegation() is not None,
    "declare outage": lambda actor, _subject: actor.holds("support"),
    "see all deliveries": lambda actor, _subject: actor.holds("support", "chair"),
    "rule on delivery": _office,
    "export": lambda actor, _subject: actor.holds("support", "chair", "rapporteur"),
    # A delegation works at home on a copy of what it sees here.
    "take copy": lambda actor, subject: (
        subject.phase != "preparing"
        and (actor.delegation() is not None or actor.holds("support", "chair", "rapporteur"))
    ),
    "bring copy": _proposes,
    # What delegations sent to the Office in writing, the Office brings in, saying how it came.
    "receive copies": lambda actor, subject: subject.phase == "negotiation" and actor.holds("support"),
    "make pack": lambda actor, subject: subject.phase == "adopted" and actor.holds("support", "chair"),
    "verify": lambda actor, _subject: actor.holds("support", "chair", "administrator"),
    "manage people": _runs_people,
    # The Process.
    "keep register": _office,
    "change rules": lambda actor, _subject: actor.holds("support", "chair"),
    "run chairmanship": lambda actor, _subject: actor.holds("support", "chair"),
    "instruct": lambda actor, _subject: actor.holds("support", "chair"),
    "plan meeting": lambda actor, _subject: actor.holds("support", "chair"),
    # A meeting. Who comes for a party is named by those who speak for it, or by the Office.
    "name delegates": lambda actor, subject: actor.holds("support") or _speaks_for(actor, subject.owner),
    "confirm delegates": _office,
    "note attendance": _office,
    "keep agenda": lambda actor, _subject: actor.holds("support", "chair"),
    "distribute": _office,
    "give own paper": lambda actor, subject: subject.owner in actor.seats(),
    "ask to distribute": lambda actor, subject: _speaks_for(actor, subject.owner),
    "keep speakers": lambda actor, _subject: actor.holds("support", "chair"),
    "ask for the floor": lambda actor, _subject: bool(actor.seats()),
    "give statement": lambda actor, subject: actor.holds("support") or subject.owner in actor.seats(),
    "preside": lambda actor, _subject: actor.holds("chair"),
    "keep groups": lambda actor, _subject: actor.holds("support", "chair", "rapporteur"),
    "follow up": lambda actor, subject: actor.holds("support") or _speaks_for(actor, subject.owner),
    "draw up papers": _office,
    "publish": _office,
}


def may(actor: Actor, action: str, subject: Subject = Subject()) -> bool:
    return ACTIONS[action](actor, subject)


def require(actor: Actor, action: str, subject: Subject = Subject()) -> None:
    """Raises NotAllowed(action)."""
    if not may(actor, action, subject):
        raise NotAllowed(action)
