"""A Process and its founding instruments in words."""

from collections.abc import Mapping

from babel import Locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting.domain.processes import LANGUAGES
from drafting.web import instants
from drafting.web.matter_telling import About, Sentence, told

ACCESS: Mapping[str, LazyString] = {
    "public": __("Everybody, without signing in"),
    "registered": __("Everybody who has an account"),
    "participants": __("Participating States and observers"),
    "participating": __("Participating States"),
    "office": __("The Chair and the Support Office"),
}

PROBLEMS: Mapping[str, LazyString] = {
    "bad-slug": __("A short name has small Latin letters, digits and hyphens between them, at most %(longest)s."),
    "slug-taken": __("Another Process bears this short name."),
    "office-missing": __("Name at least one person of the Support Office."),
    "process-line-too-long": __("At most %(longest)s characters fit here."),
    "process-languages": __("Choose the working language among the languages of the Process."),
    "process-access": __("Choose who may know of the Process."),
    "adopted-later": __("What founded the Process cannot have been adopted later than today."),
    "unknown-draft": __("Choose an adopted text of the list."),
}


def language_name(code: str) -> str:
    """In the reader's language."""
    return str(Locale.parse(code).get_display_name(instants.manner()) or code)


def languages() -> list[tuple[str, str]]:
    """Every language that can be chosen: its code and name; English and Russian first, the others by name."""
    found = [(it, language_name(it)) for it in LANGUAGES]
    return found[:2] + sorted(found[2:], key=lambda it: it[1])


def _renamed(about: About) -> str:
    old, new = told(about, "was"), told(about, "name")
    if old == new:
        return _("What the Support Office says of the Process was changed.")
    return _("The Process was renamed from “%(old)s” to “%(new)s”.", old=old, new=new)


MATTERS: Mapping[str, Sentence] = {
    "process created": lambda it: _("The Process “%(name)s” was created.", name=told(it, "name")),
    "process changed": _renamed,
    "instrument added": lambda it: _("The founding instrument “%(title)s” was added.", title=told(it, "title")),
    "instrument changed": lambda it: _("The founding instrument “%(title)s” was changed.", title=told(it, "title")),
    "instrument removed": lambda it: _("The founding instrument “%(title)s” was removed.", title=told(it, "title")),
}
