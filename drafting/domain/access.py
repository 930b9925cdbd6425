"""Who may know of a Process, a meeting or a document: six classes, each within the one before.

Source: the classes that a secretariat's distribution lists use; practice.md section 7, pre-reads with a distribution
list.
"""

from dataclasses import dataclass

CLASSES = ("public", "registered", "participants", "participating", "office", "delegation")


@dataclass(frozen=True)
class Reader:
    """Who asks. signed_in: has an account; attends: has a role in the meeting or the Process; participating: with a
    participating State; directing: the Chair or the Office; seats: the parties that the person sits with."""

    signed_in: bool = False
    attends: bool = False
    participating: bool = False
    directing: bool = False
    seats: frozenset[int] = frozenset()


ANYBODY = Reader()


def admits(access: str, reader: Reader, owner: int | None = None) -> bool:
    """Whether the reader may see what is of this class. owner: the delegation whose own it is.

    A delegation's own paper is nobody else's, the Chair's and the Office's neither. What the Chair and the Office may
    see of the other classes includes everything. Raises ValueError for a class that is none.
    """
    match access:
        case "public":
            return True
        case "registered":
            return reader.signed_in
        case "participants":
            return reader.attends or reader.directing
        case "participating":
            return reader.participating or reader.directing
        case "office":
            return reader.directing
        case "delegation":
            return owner is not None and owner in reader.seats
    raise ValueError(access)
