"""Days as forms carry them, and calendar months counted from a day."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from drafting.domain.errors import BadText
from drafting.domain.fields import Fields

# A year beyond them is a slip of the hand; a Process may tell of meetings long past.
FIRST_YEAR, LAST_YEAR = 1900, 2199
DECEMBER = 12


def read_day(said: str) -> date:
    """ "2026-11-30" as a day. Raises BadText("bad-date")."""
    typed = said.strip()
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", typed) and FIRST_YEAR <= int(typed[:4]) <= LAST_YEAR:
            return date.fromisoformat(typed)
    except ValueError as err:
        raise BadText("bad-date", said=said) from err
    raise BadText("bad-date", said=said)


def add_months(day: date, months: int) -> date:
    """The same day some calendar months later; where that month has no such day, its last one.

    31 January and a month is the end of February; 29 February and a year is 28 February.
    """
    count = day.month - 1 + months
    year, month = day.year + count // DECEMBER, count % DECEMBER + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def day_of_field(name: str, typed: Mapping[str, str], fields: Fields) -> date:
    """The day of a form's field; one before all others where the field has none, which is told beside it."""
    try:
        return read_day(typed.get(name, ""))
    except BadText as error:
        fields.require(name, holds=False, code=error.code, **error.details)
        return date.min
