"""What the page of participation says, in the reader's language; a report's sentences say their own."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting.domain.participation import Stated, retold
from drafting.domain.participation_check import Contradiction
from drafting.domain.participation_report import Reported, english, russian
from drafting.persistence.records import Entry
from drafting.services.participation import Row
from drafting.services.participation_page import ParticipationPage
from drafting.services.scope import DraftScope
from drafting.web import moments, wording
from drafting.web.cities import city_name
from drafting.web.instants import local, named

# What the silence of a State in brackets means.
MEANINGS: Mapping[str, LazyString] = {
    "": __("not said"),
    "participation": __("its participation is formalised"),
    "no participation": __("it does not participate"),
}

# What a person says of a State in brackets, as it stands on the page.
CONFIRMED: Mapping[str, LazyString] = {
    "": __("to be confirmed"),
    "participation": __("about participation"),
    "not participation": __("about words: a dispute"),
}


def awaited(stated: Stated) -> str:
    """ "end of 30 September 2026, Almaty (UTC+6)"; "" where nobody is awaited."""
    if stated.answer_by is None:
        return ""
    return moments.deadline(stated.answer_by, stated.zone, end_of_day=ends_a_day(stated.answer_by, stated.zone))


def day(it: date) -> str:
    """ "5 June 2026"."""
    return moments.day_of(it)


def told(entry: Entry) -> str:
    """What an entry stated, with what it rests on: "adopting, since 5 June 2026. Note verbale No. 12"."""
    stated, run = retold(entry.payload), entry.payload.get("run")
    said = str(wording.PARTICIPATION[stated.status])
    parts = [_("%(status)s, since %(day)s", status=said, day=day(stated.since)) if stated.since else said]
    if stated.answer_by is not None:
        parts.append(_("awaited until: %(until)s", until=awaited(stated)))
        parts.append(_("silence until then: %(meaning)s", meaning=MEANINGS[stated.meaning]))
    if run:
        parts.append(_("no-objection procedure %(run)s", run=run))
    return ". ".join(part for part in ("; ".join(parts), stated.basis) if part)


def ends_a_day(at: datetime, zone: str) -> bool:
    """Whether a date alone set it: midnight there is the end of the day before."""
    return local(at, zone).time() == time()


def contradiction(it: Contradiction, scope: DraftScope) -> str:
    """One finding as a sentence, without its place."""
    name = named(scope.parties[it.party]) if it.party else ""
    facts: dict[str, object] = {"name": name, "words": it.words, "status": _status(it.status)}
    if it.code == "wrong count":
        return ngettext(
            "The text says “%(words)s”, and %(num)s State is listed.",
            "The text says “%(words)s”, and %(num)s States are listed.",
            it.listed,
            **facts,
        )
    return str(CONTRADICTIONS[it.code]) % facts


def _status(status: str) -> str:
    return str(wording.PARTICIPATION[status]) if status else _("not stated")


CONTRADICTIONS: Mapping[str, LazyString] = {
    "named without brackets": __("%(name)s is listed without brackets as “%(words)s”. Recorded: %(status)s."),
    "named in brackets": __("%(name)s stands in brackets: %(words)s. Recorded: %(status)s."),
    "without the note": __("%(name)s stands in brackets without the shared note: %(words)s"),
    "several notes": __("States in brackets are marked with more than one note. Here with this one: “%(words)s”"),
    "several wordings": __("The note at States in brackets has another wording here: “%(words)s”"),
    "missing in a list": __("%(name)s is recorded as adopting and is missing in this list."),
}


def report(page: ParticipationPage) -> Sequence[tuple[str, Sequence[str]]]:
    """(language, sentences) of a final report, in English and in Russian, whatever the reader's language."""
    title = page.scope.draft.title
    made = []
    for language, say in (("en", english), ("ru", russian)):
        with force_locale(language):
            made.append((language, say(title, [_reported(it, language) for it in page.rows if it.stated])))
    return made


def _reported(row: Row, language: str) -> Reported:
    stated = row.stated or Stated("")
    awaited_until = until(stated.answer_by, stated.zone) if stated.answer_by else ""
    return Reported(str(getattr(row.party, f"name_{language}")), stated.status, awaited_until, stated.meaning)


def until(at: datetime, zone: str) -> str:
    """ "30 September 2026 (Almaty)", or with its hour."""
    if ends_a_day(at, zone):
        return f"{moments.day_of((local(at, zone) - timedelta(days=1)).date())} ({city_name(zone)})"
    return moments.moment(at, zone)
