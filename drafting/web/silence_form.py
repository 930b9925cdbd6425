"""The wizard's form: what was typed, read into a plan, with each problem beside its field."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import request

from drafting.domain import deadlines
from drafting.domain.errors import BadText
from drafting.persistence.records import Meeting
from drafting.services.silence_runs import Plan
from drafting.web import cities, moments, refusals
from drafting.web.request import form_text, whole

# The field that a problem is about.
FIELDS = {
    "unknown-subject": "subject",
    "subject-settled": "subject",
    "paragraphs-missing": "paragraph",
    "paragraph-unfit": "paragraph",
    "state-missing": "party",
    "state-unfit": "eligible",
    "meaning-missing": "meaning",
    "unknown-names": "names",
    "not-severable": "severable",
    "bad-date": "day",
    "period-too-short": "day",
    "bad-hour": "hour",
    "hour-missing": "hour",
    "hour-twice": "hour",
    "unknown-zone": "city",
    "instruction-missing": "instruction",
    "notice-missing": "notice_en",
}


@dataclass(frozen=True)
class Typed:
    """The form as it was filled in, or as it is offered. opens: "now" or "later"."""

    subject: str
    paragraphs: tuple[str, ...] = ()
    party: str = ""
    meaning: str = ""
    severable: bool = False
    names: str = ""
    day: str = ""
    hour: str = ""
    city: str = ""
    opens: str = "now"
    opens_day: str = ""
    opens_hour: str = ""
    eligible: tuple[str, ...] = ()
    instruction: str = ""


@dataclass(frozen=True)
class Problem:
    """A sentence, and the name of the field that it stands beside; "" for the form as a whole."""

    said: str
    at: str = ""


def typed() -> Typed:
    """What was sent."""
    words = ("subject", "party", "meaning", "names", "day", "hour", "city", "opens", "opens_day", "opens_hour")
    return Typed(
        **{name: form_text(name) for name in (*words, "instruction")},
        paragraphs=tuple(request.form.getlist("paragraph")),
        severable=form_text("severable") == "1",
        eligible=tuple(request.form.getlist("eligible")),
    )


def typed_of(plan: Plan) -> Typed:
    """What is prepared, back in the fields of the form."""
    opens = None if plan.opens is None else plan.opens.astimezone(ZoneInfo(plan.zone))
    return Typed(
        subject=plan.subject,
        paragraphs=tuple(str(it) for it in plan.paragraphs),
        party="" if plan.party is None else str(plan.party),
        meaning=plan.meaning,
        severable=plan.severable,
        names=plan.names,
        day=plan.day.isoformat(),
        hour="" if plan.hour is None else f"{plan.hour:%H:%M}",
        city=plan.city,
        opens="now" if opens is None else "later",
        opens_day="" if opens is None else opens.date().isoformat(),
        opens_hour="" if opens is None else f"{opens:%H:%M}",
        eligible=tuple(str(it) for it in plan.eligible),
        instruction=plan.instruction,
    )


def plan(it: Typed, meeting: Meeting) -> Plan:
    """Raises BadText; details "at" names the field where the code alone does not."""
    zone = cities.zone_of(it.city, meeting)
    day, hour = moments.day_and_hour(it.day, it.hour)
    is_participation = it.subject == "participation"
    return Plan(
        subject=it.subject,
        paragraphs=_numbers(it.paragraphs, "paragraphs-missing") if it.subject == "paragraphs" else (),
        party=next(iter(_numbers([it.party] if it.party else [], "state-missing")), None) if is_participation else None,
        meaning=it.meaning,
        severable=it.severable,
        names=it.names,
        day=day,
        hour=hour,
        zone=zone,
        city=it.city,
        opens=_opening(it, zone) if it.opens == "later" else None,
        eligible=_numbers(it.eligible, "state-unfit") if is_participation else (),
        instruction=it.instruction,
    )


def _numbers(said: Sequence[str], code: str) -> tuple[int, ...]:
    try:
        return tuple(whole(it) for it in said)
    except ValueError as err:
        raise BadText(code) from err


def _opening(it: Typed, zone: str) -> datetime:
    if not it.opens_hour.strip():
        raise BadText("hour-empty", at="opens")
    try:
        return deadlines.deadline(*moments.day_and_hour(it.opens_day, it.opens_hour), zone).at
    except BadText as error:
        raise BadText(error.code, **{**error.details, "at": "opens"}) from error


def problem(error: BadText, zone: str) -> Problem:
    """zone: in which the earliest end is told."""
    at = str(error.details.get("at", FIELDS.get(error.code, "")))
    said = refusals.problem(BadText(error.code, **{"zone": zone, **error.details}))
    return Problem(said, at)


def first_day(opens: datetime, hours: int, zone: str) -> str:
    """The earliest date of an end, as the field of a date wants it: what the browser may offer first."""
    return (opens + timedelta(hours=hours)).astimezone(ZoneInfo(zone)).date().isoformat()
