"""What the sitting says: the gavel over sittings and items, and the Chair's rulings, in the reader's language."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting.persistence.records import Sitting
from drafting.web.instants import named
from drafting.web.matter_telling import About, Sentence, told
from drafting.web.speakers_words import after_speech

RULINGS: Mapping[str, LazyString] = {
    "consensus": __("Decision by consensus"),
    "ruling": __("Ruling"),
    "point of order": __("On a point of order"),
    "taking note": __("Taking note"),
    "election": __("Election"),
    "adjournment": __("Adjournment"),
}
ITEM_STATES: Mapping[str, LazyString] = {
    "planned": __("not taken up yet"),
    "open": __("under consideration"),
    "closed": __("consideration concluded"),
}

PROBLEMS: Mapping[str, LazyString] = {
    "unknown-ruling-kind": __("Choose what kind of ruling it is."),
    "words-missing": __("Write down what the Chair said: the record will show it."),
    "too-long-words": __("The ruling is too long: at most %(longest)s characters."),
}

OF_SITTINGS: Mapping[tuple[str, str], LazyString] = {
    ("another sitting", "open sitting"): __("Another sitting is open. Close it first."),
    ("open", "open sitting"): __("The sitting is open already."),
    ("no item", "close item"): __("No item is before the meeting, so there is none to close."),
    ("no draft", "show paragraph"): __("No draft is before the meeting. Take up an item that has one first."),
}


def sitting_name(sitting: Sitting) -> str:
    """ "Sitting 2: Ministerial segment"."""
    return _name(sitting.number, named(sitting, "title"))


def _name(number: object, title: str) -> str:
    if not title:
        return _("Sitting %(number)s", number=number)
    return _("Sitting %(number)s: %(title)s", number=number, title=title)


def _sitting(about: About) -> str:
    return _name(about["number"], told(about, "title"))


def _item(about: About) -> str:
    return " ".join(it for it in (str(about["label"]), told(about, "title")) if it)


def _taken_up(about: About) -> str:
    closed = told(about, "closed")
    if not closed:
        return after_speech(about, _("Item taken up: %(item)s.", item=_item(about)))
    sentence = _("Item closed: %(closed)s. Item taken up: %(item)s.", closed=closed, item=_item(about))
    return after_speech(about, sentence)


def _paragraph(about: About) -> str:
    if not about["shown"]:
        return _("No paragraph of “%(draft)s” is before the meeting any more.", draft=about["draft"])
    label = str(about["label"]).removesuffix(".")
    if not label:
        return _("A part of “%(draft)s” without a number was put before the meeting.", draft=about["draft"])
    return _("Paragraph %(label)s of “%(draft)s” was put before the meeting.", label=label, draft=about["draft"])


def _ruled(about: About) -> str:
    return _("%(kind)s: “%(words)s”", kind=str(RULINGS[str(about["kind"])]), words=about["text"])


MATTERS: Mapping[str, Sentence] = {
    "sitting opened": lambda it: _("%(sitting)s was opened.", sitting=_sitting(it)),
    "sitting resumed": lambda it: _("%(sitting)s was resumed.", sitting=_sitting(it)),
    "sitting closed": lambda it: after_speech(it, _("%(sitting)s was closed.", sitting=_sitting(it))),
    "item taken up": _taken_up,
    "item closed": lambda it: after_speech(it, _("Item closed: %(item)s.", item=_item(it))),
    "paragraph shown": _paragraph,
    "chair ruled": _ruled,
}
