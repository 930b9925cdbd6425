"""The rules of a Process in words: what each is about, its value, and what the record says of its changes."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from babel.dates import get_day_names
from babel.lists import format_list
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting.domain import symbols
from drafting.domain.rules import MINISTERS, RULES
from drafting.persistence.records import ProcessEntry
from drafting.web import instants, moments
from drafting.web.matter_telling import About, Sentence

GROUPS: Mapping[str, LazyString] = {
    "decisions": __("How decisions are taken"),
    "silence": __("No-objection procedures and notes"),
    "chair": __("The Chair"),
    "meetings": __("Meetings and who attends them"),
    "speaking": __("Speaking"),
    "office": __("Documents and the Support Office"),
}

NAMES: Mapping[str, LazyString] = {
    "decision": __("Decisions"),
    "amendment": __("Amendment of the rules"),
    "scrutiny_blocks": __("Scrutiny reservation"),
    "silence_hours": __("Shortest no-objection period"),
    "reminder_hours": __("Reminders before the end of a period"),
    "week_end": __("Week-end"),
    "holidays": __("Holidays"),
    "note_reminder_days": __("Reminders of awaited notes verbales"),
    "chair_order": __("Who chairs next"),
    "chair_term_months": __("Term of the Chair"),
    "observers": __("Observers"),
    "civil_society": __("Civil society"),
    "ministerial_months": __("Ministerial Conference"),
    "officials_months": __("Senior Officials’ Meeting"),
    "coordinators_months": __("Meeting of national coordinators"),
    "minutes_participating": __("Statement of a participating State"),
    "minutes_others": __("Statement of anybody else"),
    "symbol_scheme": __("Symbols of documents"),
    "support_until": __("Provisional Support Office"),
}

# The one way that the tool knows; nobody can set another.
FIXED: Mapping[str, LazyString] = {
    "decision": __("By consensus: nothing is adopted against a formal objection of a participating State."),
    "amendment": __("By a Ministerial Conference alone."),
    "chair_order": __(
        "A participating State that is willing, in English alphabetical order after the first, who is elected."
    ),
    "observers": __("Attend every meeting, unless the participating States decide otherwise."),
    "civil_society": __("Is invited case by case, each time with the consent of the participating States."),
}

# What to type, beside the field.
HINTS: Mapping[str, LazyString] = {
    "scrutiny_blocks": __("Whether a paragraph can be agreed while a State has a scrutiny reservation on it."),
    "silence_hours": __("Elapsed hours. Objections are awaited for at least as long."),
    "reminder_hours": __("Hours before the end, such as “24, 2”. Empty for no reminder."),
    "week_end": __("A deadline on such a day is warned of."),
    "holidays": __("Days on which nobody may be at the desk, as year-month-day, one on each line."),
    "note_reminder_days": __("Days between two reminders of a State that will answer by note verbale; 0 for none."),
    "chair_term_months": __("Months."),
    "ministerial_months": __("At least once in so many months; 0 for no rule."),
    "officials_months": __("At least once in so many months; 0 for no rule."),
    "coordinators_months": __("At least once in so many months; 0 for no rule."),
    "minutes_participating": __("Minutes."),
    "minutes_others": __("Minutes."),
    "symbol_scheme": __(
        "With {process}, {meeting}, {document} and {year} in the places of the name, the ordinal of the meeting, "
        "the number of the document and the year."
    ),
    "support_until": __("The day on which the provisional arrangement falls due. Empty where there is none."),
}

PROBLEMS: Mapping[str, LazyString] = {
    "rule-fixed": __("The Process knows no other way. This is not a setting."),
    "rule-unchanged": __("This is what stands already. Change something, or go back."),
    "rule-number": __("Give a whole number from %(least)s to %(most)s."),
    "rule-choice": __("Choose one of the two."),
    "rule-hours": __("Give whole hours from 1 to %(longest)s, at most %(most)s of them, such as “24, 2”."),
    "rule-week": __("Choose days of the week, and leave at least one on which people work."),
    "rule-holidays": __("At most %(most)s days fit here."),
    "scheme-fields": __(
        "A scheme needs {meeting}, {document} and {year} once each; {process} may stand in it once, and nothing else "
        "in curly brackets."
    ),
    "scheme-run-together": __("Put a sign between two numbers, such as “/”: run together they cannot be read."),
    "scheme-signs": __("A scheme is one line of visible signs."),
    "scheme-too-long": __("A scheme has at most %(longest)s signs."),
    "ministers-alone": __(
        "The rules leave this to the ministers. Name the decision of a Ministerial Conference of this Process "
        "that was adopted about it; until there is one, this stays as it is."
    ),
    "decision-unknown": __("Choose an adopted decision of the list."),
    "decision-spent": __(
        "This decision has changed this rule once already. A further change needs a further decision."
    ),
    "basis-too-long": __("At most %(longest)s characters fit here."),
}


def hours(count: int) -> str:
    return ngettext("%(num)s hour", "%(num)s hours", count)


def listed(words: list[str]) -> str:
    return format_list(words, locale=get_locale())


def _months(count: Any) -> str:
    return ngettext("%(num)s month", "%(num)s months", count)


def _every(months: Any) -> str:
    return ngettext("Every month", "At least once in %(num)s months", months) if months else _("No rule")


def _reminders(value: Any) -> str:
    return listed([hours(it) for it in value]) if value else _("No reminder")


def _week_end(value: Any) -> str:
    names = get_day_names("wide", "stand-alone", instants.manner())
    return listed([names[it] for it in value]) if value else _("None")


def _holidays(value: Any) -> str:
    return "; ".join(moments.day_of(date.fromisoformat(it)) for it in value) or _("None")


def _note_days(value: Any) -> str:
    return ngettext("Every day", "Every %(num)s days", value) if value else _("No reminder")


def _minutes(value: Any) -> str:
    return ngettext("%(num)s minute", "%(num)s minutes", value)


_VALUES: Mapping[str, Callable[[Any], str]] = {
    "scrutiny_blocks": lambda it: _("Stands in the way of agreement") if it else _("Does not stand in the way"),
    "silence_hours": hours,
    "reminder_hours": _reminders,
    "week_end": _week_end,
    "holidays": _holidays,
    "note_reminder_days": _note_days,
    "chair_term_months": _months,
    "ministerial_months": _every,
    "officials_months": _every,
    "coordinators_months": _every,
    "minutes_participating": _minutes,
    "minutes_others": _minutes,
    "symbol_scheme": str,
    "support_until": lambda it: _("Until %(day)s", day=moments.day_of(date.fromisoformat(it))) if it else _("No end"),
}


def value(key: str, it: Any) -> str:
    """A value of a rule as a page says it."""
    return str(FIXED[key]) if RULES[key].is_fixed else _VALUES[key](it)


def week() -> list[tuple[str, str]]:
    """What can be ticked as the week-end: the number of a day and its name."""
    names = get_day_names("wide", "stand-alone", instants.manner())
    return [(str(day), names[day]) for day in range(7)]


def example(scheme: str, process: str) -> str:
    """What the first document of the third meeting would bear."""
    return symbols.write(scheme, process, symbols.Symbol(3, 1, 2026))


def _changed(about: About) -> str:
    fields = {"rule": NAMES[about["key"]], "old": value(about["key"], about["old"])}
    fields["new"] = value(about["key"], about["new"])
    return _("“%(rule)s” was changed from “%(old)s” to “%(new)s”.", **fields) + _ground(about)


def _stated(about: About) -> str:
    rule = NAMES[about["key"]]
    if about["reserved"] == MINISTERS and about["was"] != MINISTERS:
        said = _("A change of “%(rule)s” was reserved for ministers.", rule=rule)
    elif about["was"] == MINISTERS and about["reserved"] != MINISTERS:
        said = _("A change of “%(rule)s” is reserved for ministers no more.", rule=rule)
    else:
        said = _("The provision of “%(rule)s” was stated.", rule=rule)
    return said + _ground(about)


def _ground(about: About) -> str:
    """What it rests on, as further sentences after a space."""
    said = ""
    if about["decision"]:
        said += " " + _("By the decision “%(title)s”.", title=about["title"])
    if about["basis"]:
        said += " " + _("Basis: %(basis)s", basis=about["basis"])
    return said


MATTERS: Mapping[str, Sentence] = {"rule changed": _changed, "provision stated": _stated}


def told_of(entry: ProcessEntry) -> str:
    """An entry of a rule's history."""
    return MATTERS[entry.kind](entry.payload["about"])
