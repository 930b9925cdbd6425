"""Documents in the reader's language: kinds, languages, who is admitted, what the record says."""

from collections.abc import Mapping

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

from drafting.domain import paper_files
from drafting.persistence.records import Document, DocumentVersion
from drafting.web import process_words
from drafting.web.instants import named
from drafting.web.matter_telling import About, Sentence, told

KINDS: Mapping[str, LazyString] = {
    "agenda": __("Provisional agenda"),
    "communique": __("Communiqué or declaration"),
    "conclusions": __("Conclusions of the Chair"),
    "decision": __("Decision"),
    "rules": __("Rules of the Process"),
    "summary": __("Summary by the Chair"),
    "recommendations": __("Recommendations of a working group"),
    "report": __("Report of a meeting"),
    "background": __("Background paper"),
    "information": __("Note for information"),
    "statement": __("Text of a statement"),
    "participants": __("List of participants"),
    "speakers": __("List of speakers"),
    "transmittal": __("Letter of transmittal"),
    "other": __("Other document"),
}

STATUSES: Mapping[str, LazyString] = {
    "original": __("original"),
    "translated": __("translated"),
    "outdated": __("translated from an older version"),
    "translating": __("being translated"),
    "missing": __("missing"),
}

ACCESS: Mapping[str, LazyString] = {
    **process_words.ACCESS,
    "participating": __("Participating States only"),
    "delegation": __("Own delegation"),
}

PROBLEMS: Mapping[str, LazyString] = {
    "paper-kind": __("Choose the kind of document."),
    "paper-title": __("Give a title in at least one language."),
    "paper-access": __("Choose to whom it is distributed."),
    "symbol-taken": __("Another document of this Process bears this symbol."),
    "unknown-item": __("Choose an item of this agenda."),
    "same-file": __("This very file stands already as the newest version."),
    "paper-empty": __("The file is empty. Choose the file that holds the document."),
    "paper-too-large": __("The file is too large: at most %(largest)s MB."),
    "paper-macros": __("The file carries macros. Save it without them and choose it again."),
    "not-a-paper": __(
        "This file cannot be distributed. A document is a PDF, Word, OpenDocument, Excel or PowerPoint file, an image "
        "(PNG, JPEG) or plain text in UTF-8."
    ),
}

REFUSED: Mapping[str, LazyString] = {
    "change document": __("The document was withdrawn, or the archive keeps it as published. It is not changed here."),
    "translate": __("Somebody said so meanwhile. The page shows how it stands now."),
    "ask to distribute": __("The paper was withdrawn, or the Support Office has it already."),
}


def title(row: Document) -> str:
    """In the reader's language, else in the one that it has."""
    return named(row, "title") or row.title_en or row.title_ru


def title_language(row: Document) -> str:
    """Of the title as it is shown."""
    return "en" if title(row) == row.title_en else "ru"


def file_line(version: DocumentVersion) -> str:
    """ "PDF, 120 KB"."""
    ending = paper_files.ENDINGS.get(version.media_type, "").upper()
    size = version.size / 1024
    if size < 1024:  # noqa: PLR2004 - a kilobyte of kilobytes
        return _("%(ending)s, %(size)s KB", ending=ending, size=format_decimal(max(1, round(size))))
    return _("%(ending)s, %(size)s MB", ending=ending, size=format_decimal(round(size / 1024, 1)))


def _document(about: About) -> str:
    """The document as everybody who reads the record may know it."""
    if "title_en" not in about:
        return _("a document that is not open to everybody in the meeting")
    symbol, words = str(about.get("symbol") or ""), told(about, "title")
    return _("“%(title)s” (%(symbol)s)", title=words, symbol=symbol) if symbol else _("“%(title)s”", title=words)


def _language(about: About) -> str:
    return process_words.language_name(str(about["language"]))


MATTERS: Mapping[str, Sentence] = {
    "document distributed": lambda it: _(
        "Distributed: %(document)s. To whom: %(readers)s.",
        document=_document(it),
        readers=str(ACCESS[it["access"]]),
    ),
    "document changed": lambda it: _("What is said of a document was changed: %(document)s.", document=_document(it)),
    "document withdrawn": lambda it: _("Withdrawn: %(document)s.", document=_document(it)),
    "document version added": lambda it: _(
        "A version came in: %(document)s. Language: %(language)s; version %(number)s.",
        document=_document(it),
        language=_language(it),
        number=it["number"],
    ),
    "document being translated": lambda it: _(
        "Being translated: %(document)s. Language: %(language)s.", document=_document(it), language=_language(it)
    ),
    "document not being translated": lambda it: _(
        "No longer being translated: %(document)s. Language: %(language)s.",
        document=_document(it),
        language=_language(it),
    ),
    "own paper given": lambda _it: _("A delegation brought a paper of its own, which it alone sees."),
    "distribution asked": lambda _it: _("A delegation asked the Support Office to distribute its paper."),
}
