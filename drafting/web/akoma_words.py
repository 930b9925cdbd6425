"""What an Akoma Ntoso file calls things. The document's language decides, not the reader's."""

from collections.abc import Mapping

from flask_babel import force_locale
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting.services.akoma import Sort, Terms
from drafting.web import export_words, wording

VIEWS: Mapping[str, tuple[LazyString, LazyString]] = {
    "text": (
        __("The text"),
        __(
            "The words as they stand, with their numbers, brackets and footnotes, and with the life of the text so far."
        ),
    ),
    "amendments": (
        __("The proposals"),
        __(
            "Each proposal that was ever tabled as an amendment of its own: who, on which paragraph, what is to stand "
            "there, why, and what became of it."
        ),
    ),
}
_EVENTS: Mapping[str, LazyString] = {
    "draft imported": __("The draft is entered"),
    "draft opened": __("Negotiation is opened"),
    "wording changed": __("A paragraph gets another wording"),
    "paragraph added": __("A paragraph is added"),
    "paragraph ruled": __("The Chair rules on a paragraph"),
    "text renumbered": __("The paragraphs are numbered anew"),
    "silence announced": __("A no-objection procedure is announced"),
    "silence broken": __("Silence is broken"),
    "silence certified": __("A no-objection procedure is certified"),
    "silence ended": __("A no-objection procedure is ended"),
    "draft adopted": __("The text is adopted"),
    "draft reissued": __("The adopted text is issued anew"),
}
_CONCEPTS: Mapping[str, LazyString] = {
    "place": __("Place"),
    "dispute": __("Not agreed"),
    "placeholder": __("To be filled in"),
    "state": __("Participation not yet formalised"),
    "editorial": __("Remark of the editor"),
    "reference": __("Reference mark"),
    "link": __("Link"),
}
_ROLES: Mapping[str, LazyString] = {
    **wording.ROLES,
    "author": __("Author"),
    "co-sponsor": __("Co-sponsoring delegation"),
    "clock": __("The clock"),
}
_NAMES: Mapping[Sort, Mapping[str, LazyString]] = {
    "role": _ROLES,
    "event": _EVENTS,
    "outcome": {**wording.STATUSES, **wording.RULINGS},
    "concept": _CONCEPTS,
}


def in_language(language: str) -> Terms:
    """The names that a file in this language gives."""

    def name(sort: Sort, key: str) -> str:
        with force_locale(language):
            return str(_NAMES[sort][key])

    words = export_words.in_language(language)
    return Terms(name, words.party, words.by, words.what)
