"""The agenda in the reader's language: kinds of items, roles of speakers, what does not fit, what the record says."""

from collections.abc import Mapping
from datetime import date, datetime

from babel.dates import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting.domain.agenda import Caution
from drafting.persistence.records import Sitting
from drafting.web import moments
from drafting.web.instants import language, local, manner, named
from drafting.web.matter_telling import About, Sentence, told

KINDS: Mapping[str, LazyString] = {
    "opening": __("Opening of the meeting"),
    "agenda": __("Adoption of the agenda"),
    "statements": __("Statements of delegations"),
    "item": __("Item of the agenda"),
    "working groups": __("Working groups"),
    "break": __("Break"),
    "adoption": __("Adoption of a document"),
    "election": __("Election of the Chair"),
    "closing": __("Closing of the meeting"),
    "other": __("Other business"),
}

ROLES: Mapping[str, LazyString] = {
    "opener": __("Opened by"),
    "moderator": __("Moderated by"),
    "speaker": __("Speaker"),
    "rapporteur": __("Reported by"),
    "closer": __("Closed by"),
}

PROBLEMS: Mapping[str, LazyString] = {
    "line-missing": __("Fill in this field."),
    "line-too-long": __("At most %(longest)s characters fit here."),
    "sitting-number": __("The number of a sitting is a whole number from 1 to %(most)s."),
    "sitting-number-taken": __("Another sitting of this meeting bears this number."),
    "sitting-ends-first": __("A sitting ends after it begins, on the same day."),
    "agenda-hour": __("This is no hour. Give one from 00:00 to 23:59."),
    "item-kind": __("Choose what kind of item it is."),
    "item-minutes": __("Give the length in whole minutes, from 0 to %(most)s."),
    "item-hour-alone": __("An hour is fixed on the day of a sitting. Choose the sitting first."),
    "unknown-sitting": __("Choose a sitting of this meeting."),
    "agenda-draft": __("Choose a text of this meeting."),
    "speaker-role": __("Choose what the person does."),
    "speaker-unknown": __("Choose a delegate of the list, or give a name."),
    "speaker-missing": __("Choose a delegate, or give a name in at least one language."),
}

REFUSED: Mapping[str, LazyString] = {
    "remove item": __("The item was taken up already, or has a list of speakers. It stays on the agenda."),
    "remove sitting": __("The sitting was opened already, or presence in it was noted. It stays on the agenda."),
}


def caution(it: Caution, title: str = "") -> str:
    """What does not fit, as a sentence. title: of the draft that it is about."""
    sentences = {
        "overlap": _("It begins %(minutes)s min before the item above it ends.", minutes=it.minutes),
        "gap": _("Nothing is planned in the %(minutes)s min before it.", minutes=it.minutes),
        "early": _("Its hour is %(minutes)s min before the sitting begins.", minutes=it.minutes),
        "overrun": _("The sitting ends before this item does. It is too long by %(minutes)s min.", minutes=it.minutes),
        "short": _("The statements listed here need %(minutes)s min more than it has.", minutes=it.minutes),
        "outside": _("It stands in no sitting and has no hour."),
        "no paper": _("It names no text and has no document that could be adopted."),
        "no adoption": _("No time is set aside for the adoption of “%(title)s”.", title=title),
        "no election": _(
            "The Chair’s term ends on %(day)s, before the next meeting, and no election is planned.", day=_day(it.day)
        ),
        "sittings overlap": _("It begins %(minutes)s min before the sitting above it ends.", minutes=it.minutes),
        "other day": _("Its day is not one of those of the meeting."),
    }
    return sentences[it.kind]


def _day(day: date | None) -> str:
    return moments.day_of(day) if day else ""


def day_name(day: date) -> str:
    """ "Friday, 5 June 2026"."""
    pattern = "EEEE, d MMMM y 'года'" if language() == "ru" else "EEEE, d MMMM y"
    words = str(format_date(day, pattern, manner()))
    return words[:1].upper() + words[1:]


def hour(at: datetime, zone: str) -> str:
    """ "09:30", as the clocks of the zone show it."""
    return f"{local(at, zone):%H:%M}"


def sitting_name(about: About) -> str:
    title = told(about, "title")
    number = about["number"]
    return (
        _("sitting %(number)s, “%(title)s”", number=number, title=title)
        if title
        else _("sitting %(number)s", number=number)
    )


def sitting_line(it: Sitting, zone: str) -> str:
    """ "1. Morning: Friday, 5 June 2026, 10:00–13:00", to choose it by."""
    hours = f"{hour(it.starts_at, zone)}–{hour(it.ends_at, zone)}"
    title = named(it, "title") or it.title_en or it.title_ru
    day = day_name(local(it.starts_at, zone).date())
    return f"{it.number}. {title}: {day}, {hours}" if title else f"{it.number}. {day}, {hours}"


def _sitting_day(about: About) -> str:
    return moments.day_of(date.fromisoformat(str(about["day"])))


def _item(about: About) -> str:
    return told(about, "title")


MATTERS: Mapping[str, Sentence] = {
    "sitting planned": lambda it: _("Planned: %(sitting)s on %(day)s.", sitting=sitting_name(it), day=_sitting_day(it)),
    "sitting replanned": lambda it: _(
        "Planned anew: %(sitting)s on %(day)s.", sitting=sitting_name(it), day=_sitting_day(it)
    ),
    "sitting removed": lambda it: _(
        "Taken off the agenda: %(sitting)s on %(day)s.", sitting=sitting_name(it), day=_sitting_day(it)
    ),
    "item added": lambda it: _("Put on the agenda: “%(title)s”.", title=_item(it)),
    "item changed": lambda it: _("Changed on the agenda: “%(title)s”.", title=_item(it)),
    "item moved": lambda it: _("Moved to another place of the agenda: “%(title)s”.", title=_item(it)),
    "item removed": lambda it: _("Taken off the agenda: “%(title)s”.", title=_item(it)),
    "item speaker added": lambda it: _(
        "%(name)s was put down for “%(title)s”.", name=told(it, "name"), title=_item(it)
    ),
    "item speaker removed": lambda it: _(
        "%(name)s is no longer put down for “%(title)s”.", name=told(it, "name"), title=_item(it)
    ),
    "item speakers ordered": lambda it: _("The order of those put down for “%(title)s” was changed.", title=_item(it)),
}
