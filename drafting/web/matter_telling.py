"""How a feature says the entries of a record: what every module of such sentences starts from."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import get_locale

About = Mapping[str, Any]
Sentence = Callable[[About], str]


def told(about: About, name: str) -> str:
    """A name that the entry keeps in both languages, `name_en` and `name_ru`, in the reader's."""
    russian = str(get_locale()) == "ru"
    first, second = (f"{name}_ru", f"{name}_en") if russian else (f"{name}_en", f"{name}_ru")
    return str(about.get(first) or about.get(second) or "")
