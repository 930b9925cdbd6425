"""Who attends a meeting: participating States, observers unless States decide otherwise, civil society by invitation.

Source: practice.md section 1: an observer attends every meeting unless participating States decide otherwise; civil
society is invited case by case, each time with the consent of the participating States.
"""

from collections.abc import Mapping
from typing import Literal

from drafting.domain.errors import WrongState

Act = Literal["exclude", "invite"]
# The status of a party -> what may be decided otherwise than by the rule.
ACTS: Mapping[str, Act] = {"observer": "exclude", "invited": "invite"}
# (state, event) -> what follows; "" before anything was proposed, and after it was taken back.
STEPS: Mapping[tuple[str, str], str] = {
    ("", "propose"): "proposed",
    ("refused", "propose"): "proposed",
    ("proposed", "decide"): "decided",
    ("proposed", "refuse"): "refused",
    ("decided", "lift"): "",
}
# Decisions of a meeting that may settle an admission.
DECISIONS = ("invitation", "text")


def act_for(status: str) -> Act:
    """What may be decided about a party of this status. Raises WrongState for one whom the rule alone concerns."""
    try:
        return ACTS[status]
    except KeyError:
        raise WrongState(status, "propose admission") from None


def step(state: str, event: str) -> str:
    """Raises WrongState(state, "… admission") where the event does not follow."""
    try:
        return STEPS[state, event]
    except KeyError:
        raise WrongState(state, f"{event} admission") from None


def attends(status: str, decided: str = "") -> bool:
    """Whether a party of this status attends. decided: the act that was decided for this meeting, if one was."""
    if status == "participating":
        return True
    return (status == "observer" and decided != "exclude") or (status == "invited" and decided == "invite")
