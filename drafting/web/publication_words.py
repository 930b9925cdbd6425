"""What is said of publishing in the record of a meeting."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from drafting.web import portal_words
from drafting.web.matter_telling import About, Sentence, told


def _published(about: About) -> str:
    said = {"title": told(about, "title"), "readers": portal_words.CLASSES[about["access"]]}
    language = portal_words.language_of(about["language"])
    numbers = ", ".join(str(it) for it in about["versions"])
    return ngettext(
        "“%(title)s” was published (%(language)s, version %(numbers)s), for: %(readers)s.",
        "“%(title)s” was published (%(language)s, versions %(numbers)s), for: %(readers)s.",
        len(about["versions"]),
        language=language,
        numbers=numbers,
        **said,
    )


def _opened(about: About) -> str:
    return _(
        "The published document “%(title)s” is now for: %(readers)s. It was for: %(before)s.",
        title=told(about, "title"),
        readers=portal_words.CLASSES[about["access"]],
        before=portal_words.CLASSES[about["before"]],
    )


MATTERS: Mapping[str, Sentence] = {"text published": _published, "publication access": _opened}
