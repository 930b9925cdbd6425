"""What a proposal may do and through which states it goes.

Source: practice.md section 4. Inside a delegation a text is private until its head or coordinator tables it; it
can be withdrawn until the Chair has acted on it; an observer's text is a suggestion until a participating State
takes it up.
"""

from typing import Literal

from drafting.domain.errors import BadText, WrongState

ProposalKind = Literal["replace", "delete", "insert before", "insert after"]
KINDS: tuple[ProposalKind, ...] = ("replace", "delete", "insert before", "insert after")

Status = Literal["private", "suggested", "tabled", "withdrawn", "accepted", "taken", "declined"]
Event = Literal["edit", "table", "suggest", "sponsor", "withdraw", "accept", "take", "decline", "discard"]

ON_THE_TABLE: frozenset[str] = frozenset({"tabled"})
PUBLIC: frozenset[str] = frozenset({"suggested", "tabled", "withdrawn", "accepted", "taken", "declined"})

TRANSITIONS: dict[tuple[str, Event], Status] = {
    ("private", "edit"): "private",
    ("private", "table"): "tabled",
    ("private", "suggest"): "suggested",
    ("private", "discard"): "withdrawn",
    ("suggested", "sponsor"): "tabled",
    ("suggested", "withdraw"): "withdrawn",
    ("tabled", "sponsor"): "tabled",
    ("tabled", "withdraw"): "withdrawn",
    ("tabled", "accept"): "accepted",
    ("tabled", "take"): "taken",
    ("tabled", "decline"): "declined",
}


def step(status: str, event: Event) -> Status:
    """The status after an event. Raises WrongState when the event does not fit."""
    try:
        return TRANSITIONS[status, event]
    except KeyError:
        raise WrongState(status, event) from None


def check(kind: str, base: str, text: str) -> None:
    """Refuse a proposal that says nothing. Raises BadText: unknown-kind, no-change, empty-text, too-long."""
    if kind not in KINDS:
        raise BadText("unknown-kind", kind=kind)
    if kind == "delete":
        return
    if not text.strip():
        raise BadText("empty-text")
    require_short(text)
    if kind == "replace" and text == base:
        raise BadText("no-change")


def require_short(text: str) -> None:
    """Raises BadText: too-long."""
    if len(text) > LONGEST:
        raise BadText("too-long", longest=LONGEST)


# Four times the longest paragraph met in real negotiating texts.
LONGEST = 20_000
