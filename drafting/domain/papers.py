"""Documents of a meeting: their kinds, who is shown them, and how far they are translated.

Source: practice.md sections 2 and 7: documents of the meeting by item, pre-reads with a distribution list and a
language status; section 8: each text in another language is missing, up to date or stale.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from drafting.domain import access

KINDS = (
    *("agenda", "communique", "conclusions", "decision", "rules", "summary", "recommendations", "report"),
    *("background", "information", "statement", "participants", "speakers", "transmittal", "other"),
)
# What a document or one of its languages may be; "outdated": the original has a newer version.
STATUSES = ("original", "translated", "outdated", "translating", "missing")
# The Office distributes to these; a paper of a delegation alone is made by the delegation.
DISTRIBUTED = tuple(it for it in access.CLASSES if it != "delegation")
# Everybody who reads the record of a meeting is admitted to these, so that entries may name them.
TOLD = frozenset({"public", "registered", "participants"})


@dataclass(frozen=True)
class Version:
    """A version in one language. number: from 1, the highest stands; state: original, translated or translating;
    holds: whether it has a text already, as a file or as a draft; at: aware, when it came."""

    language: str
    number: int
    state: str
    holds: bool
    at: datetime


def is_shown(reader: access.Reader, classed: str, owner: int | None, *, withdrawn: bool) -> bool:
    """Whether the reader may know of a document. owner: the delegation that brought it, which always may.

    What was withdrawn stays with the Chair, the Office and whoever brought it.
    """
    if owner is not None and owner in reader.seats:
        return True
    return access.admits(classed, reader, owner) and (not withdrawn or reader.directing)


def is_asked(classed: str, owner: int | None) -> bool:
    """Whether a delegation's paper awaits distribution: it lies before the Chair and the Office alone."""
    return classed == "office" and owner is not None


def standing(versions: Sequence[Version], language: str) -> Version | None:
    """The newest version in a language that holds a text."""
    return max((it for it in versions if it.language == language and it.holds), key=lambda it: it.number, default=None)


def status(original: str, versions: Sequence[Version], language: str) -> str:
    """One of STATUSES. original: the language of the document."""
    own = standing(versions, language)
    if any(it.language == language and not it.holds for it in versions):
        return "translating"
    if own is None:
        return "missing"
    if language == original:
        return "original"
    first = standing(versions, original)
    return "outdated" if first is not None and first.at > own.at else "translated"


def statuses(original: str, versions: Sequence[Version], languages: Sequence[str]) -> dict[str, str]:
    """Language -> status, the original first, then the languages of the Process and any other that there is."""
    found = dict.fromkeys([original, *languages, *(it.language for it in versions)])
    return {it: status(original, versions, it) for it in found}


@dataclass(frozen=True)
class Delegation:
    """participating: whether it is a participating State's."""

    party: int
    participating: bool


@dataclass(frozen=True)
class Reading:
    """Which delegations have opened a document, of those that it was distributed to."""

    opened: tuple[int, ...]
    unopened: tuple[int, ...]


def reading(classed: str, delegations: Sequence[Delegation], opened: Collection[int]) -> Reading | None:
    """None for a document that goes to no delegation. opened: the parties one of whose people opened it."""
    if classed in ("office", "delegation"):
        return None
    asked = [it.party for it in delegations if it.participating or classed != "participating"]
    return Reading(tuple(it for it in asked if it in opened), tuple(it for it in asked if it not in opened))
