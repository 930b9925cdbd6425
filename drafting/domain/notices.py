"""Notices: on which occasions they go out, what becomes of each, and how long delivery is tried.

Source: practice.md section 6: notices go to every eligible State when a run starts, before it ends, when it is
extended, broken, certified; each copy is kept as sent; undelivered ones are listed. A note verbale that is awaited
(section 1) is reminded of without a run; a State is told what the Support Office tabled for it as received.
"""

from datetime import datetime, timedelta
from typing import Literal, get_args

from drafting.domain.errors import WrongState

Occasion = Literal[
    "start",
    "reminder",
    "extended",
    "broken",
    "restored",
    "suspended",
    "resumed",
    "expired",
    "certified",
    "ended",
    "note awaited",
    "proposals received",
]
OCCASIONS: tuple[Occasion, ...] = get_args(Occasion)
# Told to those who may answer; everything else to all contacts of the run, the Chair and the Office among them.
ONLY_BINDING: frozenset[str] = frozenset({"reminder"})

# A notice is "handing over" from just before its words leave us until the mail server has answered; whoever stops there
# leaves it "in doubt". "overtaken": a reminder that found its deadline passed, its run over or its note come.
State = Literal["waiting", "claimed", "handing over", "sent", "in doubt", "refused", "given up", "overtaken"]
STATES: tuple[State, ...] = get_args(State)
Event = Literal["claim", "lapse", "overtake", "hand over", "try again", "accept", "refuse", "lose", "give up"]
Ruling = Literal["send again", "take as sent"]
RULINGS: tuple[Ruling, ...] = get_args(Ruling)
# Nothing more happens by itself, and somebody may not have been reached: the Office rules.
TO_RULE: tuple[State, ...] = ("in doubt", "refused", "given up")

TRANSITIONS: dict[tuple[str, str], State] = {
    ("waiting", "claim"): "claimed",
    ("claimed", "lapse"): "waiting",
    ("claimed", "overtake"): "overtaken",
    ("claimed", "hand over"): "handing over",
    ("handing over", "accept"): "sent",
    ("handing over", "lapse"): "in doubt",
    ("handing over", "lose"): "in doubt",
    # A deliverer that was taken for dead hears the answer after all.
    ("in doubt", "accept"): "sent",
    ("in doubt", "lose"): "in doubt",
}
for _state in ("claimed", "handing over", "in doubt"):
    TRANSITIONS[_state, "try again"] = "waiting"
    TRANSITIONS[_state, "refuse"] = "refused"
    TRANSITIONS[_state, "give up"] = "given up"
for _state in TO_RULE:
    TRANSITIONS[_state, "send again"] = "waiting"
    TRANSITIONS[_state, "take as sent"] = "sent"


def step(state: str, event: Event | Ruling) -> State:
    """The state after an event. Raises WrongState when the event does not fit."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise WrongState(state, event) from None


# How long a claim holds without a sign of life: longer than every time limit of one mail together.
LEASE = timedelta(minutes=10)
_FIRST = (1, 5, 15, 60)
_LONGEST = 48 * 60
# Minutes to wait after the first failure, the second, …: soon at first, then hourly, two days in all.
DELAYS = (*_FIRST, *[60] * ((_LONGEST - sum(_FIRST)) // 60))


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many attempts failed; None when it is time to give up. attempts: at least 1."""
    if attempts > len(DELAYS):
        return None
    return now + timedelta(minutes=DELAYS[attempts - 1])


TRANSIENT, PERMANENT = 400, 500
# How far a mail had come when the server answered or fell silent. "server": connecting, encrypting, signing in, and
# the sender's address, which are no fault of this notice; "words": they have left us.
Stage = Literal["server", "recipient", "words"]


def verdict(stage: Stage, code: int | None) -> Event:
    """What an answer of the mail server means. code: of SMTP, None when there was no answer.

    Source: RFC 5321, section 4.2.1: 2xx accepted, 4xx try again, 5xx refused for good.
    """
    if code is None:
        return "lose" if stage == "words" else "try again"
    if stage == "words" and code < TRANSIENT:
        return "accept"
    return "refuse" if stage != "server" and code >= PERMANENT else "try again"
