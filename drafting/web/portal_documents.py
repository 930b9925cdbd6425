"""Adopted documents of the archive, each version at an address that stays, and the papers of its meetings."""

from typing import cast
from urllib.parse import quote

from flask import Response, make_response

from drafting.documents import writing
from drafting.domain.errors import NotFound
from drafting.services import archive_files, portal
from drafting.web import instants, portal_words
from drafting.web.portal_frame import IN, kept, pages, reader, shown
from drafting.web.request import reading

blueprint = pages("portal_documents")
AT = f"{IN}/<process_slug>/documents/<slug>"


@blueprint.get(AT)
def newest(process_slug: str, slug: str) -> Response:
    return _page(process_slug, slug, None)


@blueprint.get(f"{AT}/v<int:version>")
def show(process_slug: str, slug: str, version: int) -> Response:
    return _page(process_slug, slug, version)


def _page(process_slug: str, slug: str, version: int | None) -> Response:
    with reading() as session:
        page = portal.document_page(
            session, reader(session), process_slug, slug, language=instants.language(), version=version
        )
    return shown("portal/document.html", page=page, forms=tuple(writing.MEDIA_TYPES))


@blueprint.get(f"{AT}/v<int:version>/<text_language>.<form>")
def file(process_slug: str, slug: str, version: int, text_language: str, form: str) -> Response:
    """The published text as a file: the same bytes at every address of it."""
    if form not in writing.MEDIA_TYPES:
        raise NotFound
    with reading() as session:
        page = portal.document_page(
            session, reader(session), process_slug, slug, language=text_language, version=version
        )
    issue = page.issue
    if issue.language != text_language:
        raise NotFound
    header, page_words = portal_words.header(issue), portal_words.page_words(issue)
    made = archive_files.printed(issue, page.blocks, header=header, page_words=page_words)
    data = writing.write(made, cast("writing.Form", form))
    media_type = writing.MEDIA_TYPES[cast("writing.Form", form)]
    return _sent(data, media_type, archive_files.file_name(issue, form))


@blueprint.get(f"{IN}/<process_slug>/papers/<int:number>/<text_language>")
def paper(process_slug: str, number: int, text_language: str) -> Response:
    with reading() as session:
        name, media_type, data = portal.paper_file(session, reader(session), process_slug, number, text_language)
    return _sent(data, media_type, name)


def _sent(data: bytes, media_type: str, name: str) -> Response:
    made = make_response(data)
    made.headers["Content-Type"] = media_type
    # Both forms of RFC 6266: browsers take the full name, what cannot read Cyrillic another one.
    plain = name if name.isascii() and name.isprintable() else "document"
    made.headers.set("Content-Disposition", "attachment", filename=plain, **{"filename*": f"UTF-8''{quote(name)}"})
    return kept(made)
