"""The settings of a Process that come from its rules: what each may be, and who may change it.

Source: practice.md section 1 (the Chair's term, periodicities, observers, who may amend the Operational Mechanism),
section 5 (consensus), section 6 (the length of silence), section 7 (speaking limits). A value is what JSON can hold: a
number, a yes or no, a line, a list, or None.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from drafting.domain import symbols
from drafting.domain.errors import BadText
from drafting.domain.fields import Fields

Kind = Literal["fixed", "number", "yes or no", "hours", "days of the week", "days", "day", "scheme"]
MINISTERS = "ministers"
FIRST_YEAR, LAST_YEAR = 2000, 2199
MOST_REMINDERS, LONGEST_REMINDER, MOST_HOLIDAYS = 10, 720, 366
LONGEST_BASIS, LONGEST_PROVISION = 4000, 300


@dataclass(frozen=True)
class Rule:
    """key: a column of `process`, or of its own where the tool knows but one way; group: under which heading it stands;
    least, most: of a number."""

    key: str
    group: str
    kind: Kind
    least: int = 0
    most: int = 0

    @property
    def is_fixed(self) -> bool:
        return self.kind == "fixed"


RULES: Mapping[str, Rule] = {
    it.key: it
    for it in (
        Rule("decision", "decisions", "fixed"),
        Rule("amendment", "decisions", "fixed"),
        Rule("scrutiny_blocks", "decisions", "yes or no"),
        Rule("silence_hours", "silence", "number", 1, 8760),
        Rule("reminder_hours", "silence", "hours"),
        Rule("week_end", "silence", "days of the week"),
        Rule("holidays", "silence", "days"),
        Rule("note_reminder_days", "silence", "number", 0, 365),
        Rule("chair_order", "chair", "fixed"),
        Rule("chair_term_months", "chair", "number", 1, 120),
        Rule("observers", "meetings", "fixed"),
        Rule("civil_society", "meetings", "fixed"),
        Rule("ministerial_months", "meetings", "number", 0, 120),
        Rule("officials_months", "meetings", "number", 0, 120),
        Rule("coordinators_months", "meetings", "number", 0, 120),
        Rule("minutes_participating", "speaking", "number", 1, 120),
        Rule("minutes_others", "speaking", "number", 1, 120),
        Rule("symbol_scheme", "office", "scheme"),
        Rule("support_until", "office", "day"),
    )
}


def read(rule: Rule, typed: Sequence[str]) -> Any:
    """The value that was typed, in one field or ticked in several.

    Raises BadText: rule-fixed, rule-number, rule-choice, rule-hours, rule-week, rule-holidays, bad-date, and as
    `symbols.require_scheme`.
    """
    if rule.is_fixed:
        raise BadText("rule-fixed")
    return _READERS[rule.kind](rule, typed)


def _line(typed: Sequence[str]) -> str:
    return typed[0].strip() if typed else ""


def _whole(said: str) -> int:
    """Digits alone, without the signs and underscores that int() forgives. Raises ValueError."""
    if not (said.isascii() and said.isdecimal()):
        raise ValueError(said)
    return int(said)


def _number(rule: Rule, typed: Sequence[str]) -> int:
    try:
        number = _whole(_line(typed)[:9])
    except ValueError:
        number = rule.least - 1
    if not rule.least <= number <= rule.most:
        raise BadText("rule-number", least=rule.least, most=rule.most)
    return number


def _yes_or_no(_rule: Rule, typed: Sequence[str]) -> bool:
    if _line(typed) not in ("yes", "no"):
        raise BadText("rule-choice")
    return _line(typed) == "yes"


def _hours(_rule: Rule, typed: Sequence[str]) -> list[int]:
    """The longest first, as reminders come."""
    try:
        hours = sorted({_whole(it) for it in _line(typed).replace(",", " ").replace(";", " ").split()}, reverse=True)
    except ValueError:
        hours = [0]
    if len(hours) > MOST_REMINDERS or not all(1 <= it <= LONGEST_REMINDER for it in hours):
        raise BadText("rule-hours", most=MOST_REMINDERS, longest=LONGEST_REMINDER)
    return hours


def _days_of_the_week(_rule: Rule, typed: Sequence[str]) -> list[int]:
    """As `date.weekday()` counts. A week has at least one day on which somebody is at the desk."""
    days = sorted({int(it) for it in typed if it in tuple("0123456")})
    if len(days) != len(set(typed)) or len(days) == 7:  # noqa: PLR2004 - the days of a week
        raise BadText("rule-week")
    return days


def _days(_rule: Rule, typed: Sequence[str]) -> list[str]:
    said = _line(typed).replace(",", " ").replace(";", " ").split()
    days = sorted({_day_of(it).isoformat() for it in said})
    if len(days) > MOST_HOLIDAYS:
        raise BadText("rule-holidays", most=MOST_HOLIDAYS)
    return days


def _day(_rule: Rule, typed: Sequence[str]) -> str | None:
    return _day_of(_line(typed)).isoformat() if _line(typed) else None


def _day_of(said: str) -> date:
    """Raises BadText("bad-date"); a year beyond those of our lifetimes is a slip of the hand."""
    try:
        day = date.fromisoformat(said)
    except ValueError as err:
        raise BadText("bad-date") from err
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadText("bad-date")
    return day


def _scheme(_rule: Rule, typed: Sequence[str]) -> str:
    scheme = _line(typed)
    symbols.require_scheme(scheme)
    return scheme


_READERS: Mapping[str, Callable[[Rule, Sequence[str]], Any]] = {
    "number": _number,
    "yes or no": _yes_or_no,
    "hours": _hours,
    "days of the week": _days_of_the_week,
    "days": _days,
    "day": _day,
    "scheme": _scheme,
}


def typed(rule: Rule, value: Any) -> list[str]:
    """A value as its form shows it; `read` takes it back."""
    match rule.kind:
        case "yes or no":
            return ["yes" if value else "no"]
        case "hours":
            return [", ".join(str(it) for it in value)]
        case "days of the week":
            return [str(it) for it in value]
        case "days":
            return ["\n".join(value)]
        case _:
            return [] if value is None else [str(value)]


@dataclass(frozen=True)
class Ground:
    """What a change rests on. basis: words; decision: whether an adopted decision of ministers is named; spent: whether
    that decision was the ground of a change of the same rule before."""

    basis: str = ""
    decision: bool = False
    spent: bool = False


def require_ground(fields: Fields, ground: Ground, *, reserved: bool) -> None:
    """Note what is missing: of the ministers' own rules nobody else changes any.

    Codes: decision: ministers-alone, decision-spent; basis: basis-missing, basis-too-long.
    """
    if reserved:
        fields.require("decision", ground.decision, "ministers-alone")
    else:
        fields.require("basis", ground.decision or ground.basis.strip(), "basis-missing")
    fields.require("decision", not ground.spent, "decision-spent")
    fields.require("basis", len(ground.basis) <= LONGEST_BASIS, "basis-too-long", longest=LONGEST_BASIS)
