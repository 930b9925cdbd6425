"""The chairmanship of a Process and what falls due in it, in words."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from drafting.domain.chairmanship import last_day
from drafting.domain.periodicity import Standing
from drafting.services.chairmanship import Overview
from drafting.services.periodicity import SUPPORT, TERM, VACANT, Due
from drafting.web import meeting_words, moments
from drafting.web.instants import named
from drafting.web.matter_telling import About, Sentence, told

PROBLEMS: Mapping[str, LazyString] = {
    "begins-before-election": __("A term cannot begin before the day of the election."),
    "basis-out-of-turn": __(
        "This State is not next in the order. Say on what its election rests, such as a decision of the States."
    ),
    "terms-overlap": __("A State chairs from %(since)s to %(until)s. Two terms cannot overlap."),
    "gap-before-term": __(
        "Nobody would chair from %(since)s to %(until)s. Choose another day, or tick that the gap is meant."
    ),
    "unknown-meeting": __("Choose a meeting of this Process."),
    "pass-before-first": __("The first Chair is not elected yet, so there is no turn to pass."),
    "passed-already": __("This State has passed since the last election; it is recorded."),
    "end-unfit": __("Choose a day from %(since)s on and before %(until)s, when the term ends anyway."),
    "giver-missing": __("Say who gave the instruction for the Chair."),
}
REFUSED: Mapping[str, LazyString] = {
    "change term": __("This term is over. What was recorded of it stays as it is."),
    "mark instruction": __("The instruction was marked as carried out before."),
}


def why(page: Overview) -> str:
    """Who is next and why, or why nobody is."""
    if page.next is not None:
        return _(
            "%(name)s is next: participating States chair in English alphabetical order, of their own free will.",
            name=named(page.next),
        )
    sentences = {
        "first": _("The first Chair is elected freely; after that the order is the English alphabet."),
        "everybody passed": _("Every participating State has passed. The States decide how it goes on."),
        "nobody": _("No State participates in the Process yet."),
    }
    return sentences[page.reason]


def sentence(it: Due) -> str:
    """What falls due, and by when."""
    standing = it.standing
    fields = {
        "day": moments.day_of(last_day(standing.on) if it.kind == TERM else standing.on),
        "planned": moments.day_of(standing.planned) if standing.planned else "",
        "name": named(it.party) if it.party else "",
    }
    if it.kind == TERM:
        return _term(standing, fields)
    if it.kind == VACANT:
        return _vacant(standing, fields)
    if it.kind == SUPPORT:
        return _support(standing, fields)
    return _meeting(standing, {**fields, "body": str(meeting_words.KINDS[it.kind])})


def _term(standing: Standing, fields: Mapping[str, str]) -> str:
    if standing.planned:
        return _(
            "The term in the chair ends on %(day)s, the next one begins only on %(planned)s: nobody chairs in between. "
            "In the chair: %(name)s.",
            **fields,
        )
    return _(
        "The term in the chair ends on %(day)s and no State is elected to follow. In the chair: %(name)s.", **fields
    )


def _vacant(standing: Standing, fields: Mapping[str, str]) -> str:
    if standing.planned:
        return _("Nobody has chaired since %(day)s; the next term begins on %(planned)s.", **fields)
    return _("Nobody has chaired since %(day)s, and no State is elected.", **fields)


def _support(standing: Standing, fields: Mapping[str, str]) -> str:
    if standing.level == "overdue":
        return _("The provisional arrangement for the Support Office ended on %(day)s: a decision is due.", **fields)
    return _("The provisional arrangement for the Support Office ends on %(day)s: a decision is needed.", **fields)


def _meeting(standing: Standing, fields: Mapping[str, str]) -> str:
    if standing.planned:
        return _("%(body)s: the next one is due by %(day)s and planned only for %(planned)s.", **fields)
    if standing.level == "overdue":
        return _("%(body)s: the next one was due by %(day)s and is not planned.", **fields)
    return _("%(body)s: the next one is due by %(day)s and is not planned yet.", **fields)


def days(standing: Standing) -> str:
    """ "30 days left", "due today", "3 days overdue"."""
    if standing.days > 0:
        return ngettext("%(num)s day left", "%(num)s days left", standing.days)
    if standing.days == 0:
        return _("due today")
    return ngettext("%(num)s day overdue", "%(num)s days overdue", -standing.days)


def _day(about: About, name: str) -> str:
    return moments.day_of(date.fromisoformat(about[name]))


def _ended(about: About) -> str:
    return _(
        "The term in the chair was ended on %(day)s: %(name)s. Reason: %(reason)s",
        day=_day(about, "on"),
        name=told(about, "name"),
        reason=about["reason"],
    )


def _elected(about: About) -> str:
    return _(
        "The chairmanship passes to %(name)s: from %(since)s to %(until)s.",
        name=told(about, "name"),
        since=_day(about, "starts"),
        until=moments.day_of(last_day(date.fromisoformat(about["ends"]))),
    )


MATTERS: Mapping[str, Sentence] = {
    "chair elected": _elected,
    "chair passed": lambda it: _("%(name)s passed its turn in the chair.", name=told(it, "name")),
    "representative named": lambda it: _(
        "Representative of the Chair (%(name)s): %(person)s.", name=told(it, "name"), person=told(it, "person")
    ),
    "term ended": _ended,
    "instruction recorded": lambda it: _("An instruction of the Chair of %(day)s was recorded.", day=_day(it, "on")),
    "instruction done": lambda it: _(
        "The instruction of the Chair of %(day)s was marked as carried out.", day=_day(it, "on")
    ),
}
