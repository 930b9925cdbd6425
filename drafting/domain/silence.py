"""The no-objection run: its states and events, who may break silence, and what each State is marked with at the end.

Source: practice.md section 6. The wording and the list of eligible States are frozen when it starts; the deadline
moves only later, only before it passes, for all; what arrives at the deadline or after it is kept as late.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, get_args

from drafting.domain.errors import WrongState

RunState = Literal[
    "draft",
    "announced",
    "running",
    "suspended",
    "broken",
    "expired",
    "adopted",
    "not adopted",
    "withdrawn",
    "void",
    "superseded",
]
Event = Literal[
    "announce", "open", "expire", "certify", "conclude", "break", "restore", "suspend", "resume", "extend", "outage"
]
Ending = Literal["withdraw", "annul", "supersede"]
# What a State may say, and an observer: each is stored, whenever it comes.
Answer = Literal[
    "objection", "amendment", "procedural", "more time", "withdrawal", "no objection", "explanation", "comment"
]
ANSWERS: tuple[Answer, ...] = get_args(Answer)
BREAKING: frozenset[str] = frozenset({"objection", "amendment", "procedural"})
Mark = Literal["silent", "objected", "objected then withdrew", "late", "not reached"]

STATES: tuple[RunState, ...] = get_args(RunState)
# An answer that arrived in time may still wait for its turn to be written: nothing is certified before it had one.
SETTLING = timedelta(seconds=20)
# Of one subject, one of these at a time.
ACTIVE: frozenset[str] = frozenset({"announced", "running", "suspended", "broken", "expired"})

TRANSITIONS: dict[tuple[str, str], RunState] = {
    ("draft", "announce"): "announced",
    ("announced", "open"): "running",
    ("announced", "extend"): "announced",
    ("running", "extend"): "running",
    ("running", "expire"): "expired",
    ("announced", "break"): "broken",
    ("running", "break"): "broken",
    ("suspended", "break"): "broken",
    ("running", "suspend"): "suspended",
    ("suspended", "resume"): "running",
    ("broken", "extend"): "broken",
    # An objection that is withdrawn before the deadline restores silence only when the Chair confirms it.
    ("broken", "restore"): "running",
    # Received before the deadline, but recorded after it had passed: the hour of receipt counts, not who came first.
    ("expired", "break"): "broken",
    ("expired", "certify"): "adopted",
    ("broken", "conclude"): "not adopted",
    ("expired", "conclude"): "not adopted",
    # Whoever was kept from answering at the deadline gets the time back, so a period that had ended runs on.
    ("announced", "outage"): "announced",
    ("running", "outage"): "running",
    ("suspended", "outage"): "suspended",
    ("broken", "outage"): "broken",
    ("expired", "outage"): "running",
}
# What nobody was asked is no matter of the record: it is thrown away, not ended.
for _state in sorted(ACTIVE):
    TRANSITIONS[_state, "withdraw"] = "withdrawn"
    TRANSITIONS[_state, "annul"] = "void"
    TRANSITIONS[_state, "supersede"] = "superseded"


def step(state: str, event: Event | Ending) -> RunState:
    """The state after an event. Raises WrongState when the event does not fit."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise WrongState(state, event) from None


@dataclass(frozen=True, slots=True)
class Run:
    """What the clock and an answer are held against.

    opens, ends: aware UTC; eligible: ids of the States, frozen; severable: an objection to some paragraphs leaves the
    others; paragraphs: ids of those in the run, () when it is about something whole.
    """

    state: RunState
    opens: datetime
    ends: datetime
    eligible: frozenset[int]
    severable: bool = False
    paragraphs: tuple[int, ...] = ()


def due(run: Run, now: datetime) -> Literal["open", "expire"] | None:
    """The event that time alone brings, None when none; asking again after it was recorded brings the next or none."""
    if run.state == "announced" and now >= run.opens:
        return "open"
    if run.state == "running" and now >= run.ends:
        return "expire"
    return None


def as_of(run: Run, now: datetime) -> RunState:
    """The state at an instant, recorded or not: a deadline passes by itself."""
    state = run.state
    while event := due(replace(run, state=state), now):
        state = step(state, event)
    return state


def is_late(run: Run, received: datetime) -> bool:
    """Received strictly before the deadline, by the server's clock, is in time; while suspended, no time runs."""
    return run.state != "suspended" and received >= run.ends


def counted_from(run: Run, received: datetime, registered: datetime, *, in_time: bool | None = None) -> datetime:
    """The instant at which an answer counts as received.

    received, registered: the same for an answer on the page; of a paper note the hour when it was handed over and the
    server's clock when the Office entered it. One that was entered too late counts as late, unless the Chair ruled that
    it was received in time (in_time): the server's clock decides, and a person where it could not know.
    """
    return received if in_time or not is_late(run, registered) else registered


def awaits_ruling(run: Run, answer: str, received: datetime, registered: datetime, *, in_time: bool | None) -> bool:
    """Whether the Chair must say if a paper note was received in time: handed over before the deadline, entered after
    it, and about an objection."""
    weighs = answer in BREAKING or answer == "withdrawal"
    return weighs and in_time is None and not is_late(run, received) and is_late(run, registered)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was received. party: the State's id; paragraphs: those it names, () for the whole."""

    party: int
    answer: str
    received: datetime
    paragraphs: frozenset[int] = frozenset()


def breaks(run: Run, given: Given) -> bool:
    """Whether an answer breaks the whole run: an objection to some paragraphs of a severable one does not."""
    if not _counts(run, given) or given.answer not in BREAKING:
        return False
    return not (run.severable and given.paragraphs and given.paragraphs < frozenset(run.paragraphs))


def _counts(run: Run, given: Given) -> bool:
    return given.party in run.eligible and not is_late(run, given.received)


def standing(run: Run, answers: Iterable[Given]) -> tuple[Given, ...]:
    """The objections that stand: received in time from eligible States and not withdrawn in time, in order.

    A withdrawal takes back all that its State objected to before it.
    """
    found: dict[int, list[Given]] = {}
    for given in sorted(answers, key=lambda it: it.received):
        if not _counts(run, given):
            continue
        if given.answer in BREAKING:
            found.setdefault(given.party, []).append(given)
        elif given.answer == "withdrawal":
            found.pop(given.party, None)
    return tuple(sorted((it for held in found.values() for it in held), key=lambda it: it.received))


def objected(run: Run, answers: Iterable[Given]) -> frozenset[int]:
    """The paragraphs of the run that an objection stands against; all of them where one names none."""
    named: set[int] = set()
    for given in standing(run, answers):
        named |= given.paragraphs or set(run.paragraphs)
    return frozenset(named & set(run.paragraphs))


def marks(run: Run, answers: Sequence[Given], not_reached: Collection[int] = ()) -> Mapping[int, Mark]:
    """For each eligible State exactly one mark. not_reached: whose notices the Chair ruled undelivered.

    A State that answered was reached, whatever became of its notice.
    """
    objecting = {given.party for given in standing(run, answers)}
    return {party: _mark(run, party, answers, objecting, not_reached) for party in sorted(run.eligible)}


def _mark(
    run: Run, party: int, answers: Sequence[Given], objecting: Collection[int], not_reached: Collection[int]
) -> Mark:
    mine = [given for given in answers if given.party == party]
    if party in objecting:
        return "objected"
    if any(given.answer in BREAKING and not is_late(run, given.received) for given in mine):
        return "objected then withdrew"
    if any(given.answer in BREAKING for given in mine):
        return "late"
    return "not reached" if party in not_reached and not mine else "silent"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way of a certificate of adoption. kind: deadline; settling (it has just passed); objection;
    undelivered; note (a paper note that awaits a ruling); party: whose, if a State's."""

    kind: Literal["deadline", "settling", "objection", "undelivered", "note"]
    party: int | None = None


def in_the_way_of_certifying(
    run: Run, now: datetime, answers: Iterable[Given], unruled: Collection[int], notes: Collection[int] = ()
) -> tuple[Obstacle, ...]:
    """Everything that stands in the way, complete. unruled: States whose undelivered notices await a ruling; notes:
    those whose paper notes do.

    In a severable run an objection to some paragraphs is none: the others are agreed.
    """
    found = [Obstacle("deadline")] if run.state == "suspended" or now < run.ends else []
    if not found and now < run.ends + SETTLING:
        found = [Obstacle("settling")]
    found += [Obstacle("objection", given.party) for given in standing(run, answers) if breaks(run, given)]
    found += [Obstacle("undelivered", party) for party in sorted(unruled)]
    return (*found, *(Obstacle("note", party) for party in sorted(notes)))


Outcome = Literal["adopted", "adopted in part", "not adopted"]


def outcome(run: Run, answers: Sequence[Given]) -> Outcome:
    """What the certificate says. A severable run is adopted in part while one of its paragraphs stands unobjected."""
    if any(breaks(run, given) for given in standing(run, answers)):
        return "not adopted"
    against = objected(run, answers)
    if not against:
        return "adopted"
    return "not adopted" if against == frozenset(run.paragraphs) else "adopted in part"


def next_moment(run: Run, reminded: Sequence[datetime], now: datetime) -> datetime | None:
    """When time alone brings something next, None when it does not. reminded: the moments of `deadlines.reminders`.

    What is due already is answered at once, so that nothing waits for the moment after it.
    """
    if run.state == "announced":
        return run.opens
    if run.state != "running":
        return None
    return min((*(moment for moment in reminded if moment > now), run.ends))


def later(run: Run, ends: datetime, now: datetime) -> datetime:
    """A deadline that was moved. Raises WrongState when it has passed, or when the new one is not later."""
    step(run.state, "extend")
    if now >= run.ends or ends <= run.ends:
        raise WrongState(run.state, "extend")
    return ends


def resumed(run: Run, since: datetime, now: datetime) -> datetime:
    """The deadline after a suspension: later by as long as the period stood still, never nearer.

    since: when it was suspended; now: of a request that may have set out before that one and come behind it.
    """
    step(run.state, "resume")
    return run.ends + max(now - max(since, run.opens), timedelta())


def after_outage(run: Run, began: datetime, ended: datetime) -> datetime:
    """The deadline after an outage that the Support Office declared: later by as long as the outage cut the period.

    began, ended: aware UTC. One that began only after the deadline took nothing from anybody. Raises WrongState.
    """
    step(run.state, "outage")
    if began >= run.ends:
        return run.ends
    return run.ends + max(ended - max(began, run.opens), timedelta())
