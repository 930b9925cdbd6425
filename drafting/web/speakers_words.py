"""What the speakers' list, the clock and statements say, in the reader's language."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from drafting.services.speakers_page import Line
from drafting.web.instants import local
from drafting.web.matter_telling import About, Sentence, told

KINDS: Mapping[str, LazyString] = {
    "statement": __("statement"),
    "floor": __("request for the floor"),
    "reply": __("right of reply"),
}
# What a delegation asks for.
ASKED: Mapping[str, LazyString] = {
    "floor": __("The floor, for a comment"),
    "statement": __("A statement on the speakers’ list"),
    "reply": __("A right of reply, after the list"),
}
STATES: Mapping[str, LazyString] = {
    "asked": __("asks for the floor"),
    "listed": __("on the list"),
    "speaking": __("has the floor"),
    "given": __("has spoken"),
    "withdrawn": __("request withdrawn"),
}
LANGUAGES: Mapping[str, LazyString] = {"en": __("English"), "ru": __("Russian")}

PROBLEMS: Mapping[str, LazyString] = {
    "not-attending": __("Choose a delegation that attends this meeting."),
    "unknown-request": __("Choose what is asked for."),
    "already-listed": __("The delegation has its statement on this list already."),
    "already-asked": __("The delegation has asked for this already and is waiting for the floor."),
    "replies-used": __("A delegation replies at most %(most)s times on one item."),
    "limit-unfit": __("Give a whole number of minutes from 1 to %(longest)s."),
    "place-unfit": __("Give a place of the list as a whole number, 1 for the first."),
    "statement-too-long": __("The text is too long: at most %(longest)s characters. Give the statement in short."),
}

OF_SPEAKERS: Mapping[tuple[str, str], LazyString] = {
    ("", "withdraw request"): __("The delegation has the floor or has spoken, so there is nothing to withdraw."),
    ("", "move speaker"): __("The delegation does not wait for the floor any more, so it keeps its place."),
    ("", "change limit"): __("The delegation has spoken or withdrew, so its limit stays as it was."),
    ("", "give text"): __("The statement was withdrawn, so no text belongs to it any more."),
    ("", "give floor"): __("The request was withdrawn. Look at the list as it stands now."),
    ("", "run clock"): __("The speech is over or has not begun, so its clock does not run."),
    ("", "stop speech"): __("The delegation does not have the floor."),
    ("no sitting", ""): __("No sitting is open. The Chair opens the sitting first."),
    ("no sitting", "give floor"): __("No sitting is open. The Chair opens the sitting first."),
    ("moved on", "in sitting"): __("Something changed since this page was shown. Look again, then repeat it."),
}


def minutes(seconds: int) -> str:
    """ "7 min", "8 min 12 s", "45 s"."""
    whole, rest = divmod(seconds, 60)
    if not whole:
        return _("%(seconds)s s", seconds=rest)
    if not rest:
        return _("%(minutes)s min", minutes=whole)
    return _("%(minutes)s min %(seconds)s s", minutes=whole, seconds=rest)


def clock(left: int) -> str:
    """What the timer shows: "6:48", and beyond the limit "+1:12". left: seconds, negative beyond. The same stands in
    static/js/timer.js."""
    whole, rest = divmod(abs(left), 60)
    return f"{'+' if left < 0 else ''}{whole}:{rest:02}"


def tone(left: int) -> str:
    """calm; soon in the last minute; over from the end on. The same stands in static/js/timer.js."""
    return "over" if left <= 0 else "soon" if left <= 60 else "calm"  # noqa: PLR2004 - the last minute


def hour(instant: datetime, zone: str) -> str:
    return f"{local(instant, zone):%H:%M}"


def so_far(line: Line) -> str:
    """What was planned and what happened: "planned as no. 3, spoke as no. 2, 8 min 12 s of 7 min"."""
    limit = minutes(line.speech.seconds)
    if not line.spoke:
        return _("limit %(time)s", time=limit)
    return _(
        "planned as no. %(planned)s, spoke as no. %(spoke)s, %(time)s of %(limit)s",
        planned=line.speech.place,
        spoke=line.spoke,
        time=minutes(line.seconds),
        limit=limit,
    )


def _list(about: About) -> str:
    return told(about, "item") or _("General list")


def _listed(about: About) -> str:
    count = int(about["count"])
    if not count:
        return _("Speakers’ list “%(list)s”: it was said who speaks for the delegations.", list=_list(about))
    return ngettext(
        "Speakers’ list “%(list)s”: %(num)s delegation was put on it.",
        "Speakers’ list “%(list)s”: %(num)s delegations were put on it.",
        count,
        list=_list(about),
    )


def _asked(about: About) -> str:
    sentences = {
        "statement": __("%(name)s asked to make a statement."),
        "floor": __("%(name)s asked for the floor."),
        "reply": __("%(name)s asked for a right of reply."),
    }
    return str(sentences[str(about["kind"])]) % {"name": told(about, "name")}


def _limit(about: About) -> str:
    return ngettext(
        "%(name)s: the limit is %(num)s minute now.",
        "%(name)s: the limit is %(num)s minutes now.",
        int(about["minutes"]),
        name=told(about, "name"),
    )


def _text(about: About) -> str:
    languages = [str(LANGUAGES[it]) for it in about["languages"]]
    if not languages:
        return _("%(name)s: the text of the statement was taken back.", name=told(about, "name"))
    return _(
        "%(name)s: the text of the statement was given (%(languages)s).",
        name=told(about, "name"),
        languages=", ".join(languages),
    )


def _ended(about: About, name: str = "name") -> str:
    time, limit = minutes(int(about["spoken"])), minutes(int(about["limit"]))
    return _("%(name)s has spoken: %(time)s of %(limit)s.", name=told(about, name), time=time, limit=limit)


def after_speech(about: About, sentence: str) -> str:
    """The sentence of an entry that ended a speech as well, behind the sentence about that speech."""
    return f"{_ended(about, 'ended')} {sentence}" if told(about, "ended") else sentence


MATTERS: Mapping[str, Sentence] = {
    "speakers listed": _listed,
    "speaker added": lambda it: _("%(name)s was put on the speakers’ list.", name=told(it, "name")),
    "floor asked": _asked,
    "request withdrawn": lambda it: _("%(name)s was taken off the speakers’ list.", name=told(it, "name")),
    "speaker moved": lambda it: _(
        "%(name)s was moved to place %(place)s of the speakers’ list.", name=told(it, "name"), place=it["place"]
    ),
    "limit changed": _limit,
    "statement text kept": _text,
    "floor given": lambda it: after_speech(it, _("The floor was given to %(name)s.", name=told(it, "name"))),
    "clock paused": lambda it: _("The clock was paused: %(name)s.", name=told(it, "name")),
    "clock resumed": lambda it: _("The clock goes on: %(name)s.", name=told(it, "name")),
    "speech ended": _ended,
}
