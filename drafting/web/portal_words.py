"""What the public archive says, and what a published file says besides its text."""

from collections.abc import Mapping

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting.persistence.records import Publication
from drafting.web import moments

# The kinds of published documents.
KINDS: Mapping[str, LazyString] = {
    "communique": __("communiqué or declaration"),
    "conclusions": __("Chair’s conclusions"),
    "decision": __("decision"),
    "rules": __("rules"),
    "report": __("report"),
    "other": __("other document"),
}
# Who may read a document.
CLASSES: Mapping[str, LazyString] = {
    "public": __("public: everybody"),
    "registered": __("registered: everybody with an account"),
    "participants": __("participants and observers"),
    "participating": __("participating States alone"),
    "office": __("the Chair and the Support Office"),
}
GROUPS: Mapping[str, LazyString] = {
    "participating": __("Participating States"),
    "observer": __("Observer States"),
    "intergovernmental": __("Intergovernmental organizations"),
    "other": __("Other organizations"),
    "united nations": __("United Nations agencies"),
    "civil society": __("Civil society"),
}
# What a search finds.
FOUND: Mapping[str, LazyString] = {
    "document": __("Adopted document"),
    "paper": __("Document of a meeting"),
    "meeting": __("Meeting"),
    "recommendation": __("Recommendation"),
    "process": __("Process"),
}
LANGUAGES: Mapping[str, LazyString] = {"en": __("in English"), "ru": __("in Russian")}
PROBLEMS: Mapping[str, LazyString] = {
    "not-a-hash": __("A SHA-256 hash has 64 digits from 0 to 9 and a to f. Copy the whole of it."),
    "copy-too-large": __("The copy is too large to be compared: at most %(limit)s MB."),
    "copy-too-long": __("The copy is too long to be compared: at most %(limit)s words."),
    "publication-kind": __("Choose the kind of the document."),
    "publication-access": __("Choose who may read the document."),
    "publication-title": __("Give the title of the document in both languages: the archive is read in both."),
    "publication-document": __("Choose a published document of this meeting that does not have this language yet."),
}


def language_of(code: str) -> str:
    """The name of a language, or its code where it is none of ours."""
    return str(LANGUAGES.get(code, code))


def dated(issue: Publication) -> str:
    """When an issue came to be: its adoption, or its being issued anew."""
    day = moments.day_of(issue.adopted_on)
    if issue.version == 1:
        return _("Adopted by consensus on %(day)s", day=day)
    return _("Issued anew on %(day)s", day=day)


def header(issue: Publication) -> tuple[str, ...]:
    """The lines above the text of a file, in its own language; short ones, as a page has room for."""
    with force_locale(issue.language if issue.language in LANGUAGES else "en"):
        version = _("%(dated)s · version %(version)s", dated=dated(issue), version=issue.version)
        return tuple(line for line in (issue.symbol, version, f"SHA-256 {issue.hash}") if line)


def page_words(issue: Publication) -> str:
    with force_locale(issue.language if issue.language in LANGUAGES else "en"):
        return _("Page {page} of {pages}")
