"""What the papers drawn up from a meeting's data say of themselves, in the reader's language."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting.services.groups import View
from drafting.services.paper_facts import Told
from drafting.web import groups_words, participation_words
from drafting.web.matter_telling import About, Sentence, told

PAPERS: Mapping[str, tuple[LazyString, LazyString]] = {
    "agenda": (__("Provisional agenda"), __("From the items of the agenda, with their planned hours.")),
    "participants": (
        __("List of participants"),
        __("From the delegations that the Office confirmed, by category, with running numbers."),
    ),
    "speakers": (__("List of speakers"), __("From the speakers’ lists, in the planned order.")),
    "report": (
        __("Final report"),
        __("With a cover, contents and annexes: agenda, adopted texts, participants, recommendations."),
    ),
    "summary": (
        __("Chair’s summary"),
        __("A skeleton with numbered paragraphs and lettered points; the places to be filled stand in brackets."),
    ),
    "transmittal": (
        __("Letter of transmittal"),
        __("Turns the Chair’s summary into a document of the United Nations; the summary is its annex."),
    ),
}

PROBLEMS: Mapping[str, LazyString] = {
    "paper-kind-missing": __("Choose what is drawn up."),
    "paper-language-missing": __("Choose at least one language."),
}


def _drawn_up(about: About) -> str:
    facts = {"name": told(about, "name"), "symbol": about["symbol"], "number": about["number"]}
    if about["number"] == 1:
        return _("“%(name)s” (%(symbol)s) was drawn up.", **facts)
    return _("“%(name)s” (%(symbol)s) was drawn up anew: version %(number)s.", **facts)


MATTERS: Mapping[str, Sentence] = {"paper drawn up": _drawn_up}


def _until(at: datetime, zone: str, language: str) -> str:
    with force_locale(language):
        return participation_words.until(at, zone)


def _addressed(view: View, language: str) -> str:
    with force_locale(language):
        return groups_words.addressed(view)


# What a paper says in its own language, whatever the reader's.
TOLD = Told(until=_until, addressed=_addressed)


def state(*, edited: bool, outdated: bool) -> str:
    """How a paper stands to the data that it was drawn up from."""
    if outdated and edited:
        return _("The data changed since, and the paper was edited. Drawing it up anew makes a new version beside it.")
    if outdated:
        return _("The data changed since: draw it up anew.")
    return _("Edited since it was drawn up; the data did not change.") if edited else _("As the data stand now.")
