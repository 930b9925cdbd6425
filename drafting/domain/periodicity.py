"""What falls due in a Process: the next meeting of each body, the end of the Chair's term, a provisional clause.

Source: practice.md section 7: warnings when a periodic meeting is overdue, a chair term ends, a provisional clause
("for two years, until a decision") falls due.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from drafting.domain.days import add_months

# Days before something ends, from which it is told, and from which it is told as urgent.
SOON, URGENT = 90, 30
# late: what is planned comes after the day by which it was due.
Level = Literal["soon", "urgent", "overdue", "late"]
# The kinds of meetings that have a period -> the setting of the Process that gives it, in months.
PERIODS: Mapping[str, str] = {
    "ministerial conference": "ministerial_months",
    "senior officials": "officials_months",
    "national coordinators": "coordinators_months",
}


@dataclass(frozen=True)
class Standing:
    """level: how pressing it is; on: the day by which it is due; days: until then, negative once it has passed;
    planned: the first day of the meeting that is planned after that day."""

    level: Level
    on: date
    days: int
    planned: date | None = None


def ending(on: date | None, today: date) -> Standing | None:
    """Of what holds until a day: nothing to tell before SOON days are left, nor without a day."""
    if on is None:
        return None
    days = (on - today).days
    if days > SOON:
        return None
    if days <= 0:
        return Standing("overdue", on, days)
    return Standing("urgent" if days <= URGENT else "soon", on, days)


def next_due(held: Collection[date], months: int) -> date | None:
    """By when the next meeting of a body is due: so many months after the last one began; None without a rule or a
    meeting to count from."""
    return add_months(max(held), months) if held and months > 0 else None


def of_meetings(held: Collection[date], planned: Collection[date], months: int, today: date) -> Standing | None:
    """How the next meeting of a body stands.

    held, planned: the first days of those that have begun, and of those to come; cancelled ones are in neither.
    """
    due = next_due(held, months)
    if due is None:
        return None
    if not planned:
        return ending(due, today)
    first = min(planned)
    return Standing("late", due, (due - today).days, first) if first > due else None
