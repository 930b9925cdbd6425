"""The sitting: the Chair's gavel over sittings and items, and the kinds of rulings.

Source: practice.md sections 5 and 7; the wordings are those that chairs of international conferences use.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from drafting.domain.errors import WrongState
from drafting.domain.fields import Fields

# (state, event) -> state. A sitting closed by a slip of the hand goes on.
TRANSITIONS: Mapping[tuple[str, str], str] = {
    ("planned", "open sitting"): "open",
    ("closed", "open sitting"): "open",
    ("open", "close sitting"): "closed",
}
RULINGS = ("ruling", "consensus", "point of order", "election", "taking note", "adjournment")
LONGEST_RULING = 4000
# What a Chair says who gives no words of the own: kind -> language -> formula.
FORMULAS: Mapping[str, Mapping[str, str]] = {
    "consensus": {"en": "I see no objection. It is so decided.", "ru": "Возражений не вижу. Решение принимается."},
    "taking note": {"en": "The meeting takes note.", "ru": "Совещание принимает это к сведению."},
    "adjournment": {"en": "The sitting is adjourned.", "ru": "Заседание объявляется закрытым."},
}


def state_of(opened_at: datetime | None, closed_at: datetime | None) -> str:
    """planned, open or closed, by the instants of the gavel."""
    if opened_at is None:
        return "planned"
    return "open" if closed_at is None else "closed"


def step(state: str, event: str) -> str:
    """Raises WrongState."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise WrongState(state, event) from None


class Item(NamedTuple):
    """An item of the agenda as the way through it needs it."""

    id: int
    state: str


def next_item(items: Sequence[Item], current: int | None) -> int | None:
    """The item after the current one that is not closed yet; from the beginning where none is current or the current
    one stands elsewhere. None after the last."""
    at = next((place for place, it in enumerate(items) if it.id == current), -1)
    return next((it.id for it in items[at + 1 :] if it.state != "closed"), None)


def neighbours(order: Sequence[int], current: int | None) -> tuple[int | None, int | None]:
    """The paragraphs before and after the current one; the first comes after none."""
    if current not in order:
        return None, order[0] if order else None
    at = order.index(current)
    return order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None


def ruling_words(kind: str, text: str, language: str, languages: Sequence[str]) -> str:
    """The words of a ruling, the usual formula where none are given and there is one.

    Raises BadFields: "ruling" with unknown-ruling-kind, "language" with unknown-language, "words" with words-missing or
    too-long-words.
    """
    fields = Fields()
    fields.require("ruling", kind in RULINGS, "unknown-ruling-kind")
    fields.require("language", language in languages, "unknown-language")
    words = text.strip() or FORMULAS.get(kind, {}).get(language, "")
    fields.require("words", words, "words-missing")
    fields.require("words", len(words) <= LONGEST_RULING, "too-long-words", longest=LONGEST_RULING)
    fields.done()
    return words
