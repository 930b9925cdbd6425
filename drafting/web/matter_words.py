"""What the records of a Process and of a meeting say, in the reader's language.

Each feature has the sentences of its own entries in its own module, as `MATTERS`: the kind of an entry -> its sentence,
made of what the entry tells about itself (`about`).
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from drafting.domain import matters

About = Mapping[str, Any]
Sentence = Callable[[About], str]


def told(about: About, name: str) -> str:
    """A name that the entry keeps in both languages, `name_en` and `name_ru`, in the reader's."""
    russian = str(get_locale()) == "ru"
    first, second = (f"{name}_ru", f"{name}_en") if russian else (f"{name}_en", f"{name}_ru")
    return str(about.get(first) or about.get(second) or "")


SENTENCES: Mapping[str, Sentence] = {
    matters.OPENED: lambda _about: _("The record was opened with everything as it stood."),
}


def sentence(kind: str, about: About) -> str:
    """Raises KeyError for a kind that has no sentence; a test asks every kind that a service records."""
    return SENTENCES[kind](about)
