"""What an adoption pack consists of: the files that others make, gathered in one snapshot and written after it."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import cast

from sqlalchemy.orm import Session

from drafting.documents import writing
from drafting.documents.pdf.certificate_out import write_certificate
from drafting.documents.tables.sheets import write_xlsx
from drafting.domain.errors import NotFound
from drafting.services import akoma, archive_files, exports, packs, silence_certified
from drafting.services.packs import Matter, Part
from drafting.web import akoma_words, certificate_words, export_words, pack_words, portal_words, tables
from drafting.web.pack_words import LANGUAGES, spoken

# Of the report: to be read and to be worked on.
REPORT_FORMS: tuple[writing.Form, ...] = ("docx", "pdf")


def gathered(session: Session, found: Matter) -> list[Part]:
    """Every file but the page "how to verify", by the order of the folders."""
    return [part for gather in GATHER for part in gather(session, found)]


def _texts(session: Session, found: Matter) -> Iterator[Part]:
    draft = found.scope.draft
    made = exports.printed(session, found.scope, "clean", export_words.in_language(draft.language))
    for form in writing.MEDIA_TYPES:
        yield Part(f"text/{exports.file_name(draft, 'clean', form)}", partial(writing.write, made, form))


def _other_languages(_session: Session, found: Matter) -> Iterator[Part]:
    for issue in found.others:
        header, page_words = portal_words.header(issue), portal_words.page_words(issue)
        made = archive_files.printed(issue, issue.blocks, header=header, page_words=page_words)
        for form in writing.MEDIA_TYPES:
            yield Part(f"text/{archive_files.file_name(issue, form)}", partial(writing.write, made, form))


def _akoma_ntoso(session: Session, found: Matter) -> Iterator[Part]:
    """The text beside its other forms, and the proposals that were made on it beside their table."""
    words = akoma_words.in_language(found.scope.draft.language)
    stem = exports.file_name(found.scope.draft, "clean", "akn.xml")
    for view, path in (("text", f"text/{stem}"), ("amendments", "tables/amendments.akn.xml")):
        yield Part(path, akoma.assembled(session, found.scope, cast("akoma.View", view), words).written)


def _report(_session: Session, found: Matter) -> Iterator[Part]:
    for language in LANGUAGES:
        made = pack_words.report(found, language)
        for form in REPORT_FORMS:
            yield Part(f"report/report.{language}.{form}", partial(writing.write, made, form))
    yield Part("report/participation.xlsx", partial(write_xlsx, pack_words.participation(found)))


def _certificates(session: Session, found: Matter) -> Iterator[Part]:
    """With the hours of the meeting's place, and the names that everybody may be told."""
    for number in found.certificates:
        it = silence_certified.certificate(session, packs.anybody(found.scope), number)
        if it is None:
            raise NotFound
        for language in LANGUAGES:
            made = spoken(language, partial(certificate_words.printed, it, found.scope.meeting.zone))
            yield Part(f"certificates/certificate-{number}.{language}.pdf", partial(write_certificate, made))


def _tables(session: Session, found: Matter) -> Iterator[Part]:
    """In the language of the text; the record as whoever is told no names that a procedure keeps back."""
    scope = found.scope
    for name, table in tables.TABLES.items():
        who = packs.keeper(scope) if name == "record" else scope
        language = scope.draft.language
        written = spoken(language, partial(table.made, session, who, "all", language))
        folder = "record" if name == "record" else "tables"
        for form in table.forms:
            yield Part(f"{folder}/{name}.{form}", written[form])


def _verification(_session: Session, found: Matter) -> Iterator[Part]:
    for language in LANGUAGES:
        yield Part(f"record/verification.{language}.txt", partial(pack_words.verification, found, language))


GATHER: tuple[Callable[[Session, Matter], Iterator[Part]], ...] = (
    _texts,
    _other_languages,
    _akoma_ntoso,
    _report,
    _certificates,
    _tables,
    _verification,
)
