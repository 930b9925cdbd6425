"""The languages of a document: a file for each, its newer versions, and what is being translated."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import paper_files
from drafting.domain.errors import BadFields, BadText, WrongState
from drafting.persistence.queries import documents as queries
from drafting.persistence.records import Document, DocumentVersion
from drafting.services import matters
from drafting.services.document_scope import Scope, book_of, kept, record


@dataclass(frozen=True)
class File:
    """A file as it came: its name, and its bytes."""

    name: str
    data: bytes


def languages(scope: Scope, row: Document) -> list[str]:
    """In which a document may come, its own first."""
    return list(dict.fromkeys([row.language, *scope.process.languages]))


def add(
    session: Session, scope: Scope, document_id: int, language: str, file: File | None, *, token: str, now: datetime
) -> None:
    """Keep a file as the newest version in its language; the older ones stay.

    Raises NotAllowed; NotFound; WrongState; BadFields: language: unknown-language; file: no-file, same-file, and as
    `paper_files.media_type`.
    """
    row = kept(session, scope, document_id)
    if matters.already_done(session, book_of(scope), scope.actor, token):
        return
    if language not in languages(scope, row):
        raise BadFields({"language": BadText("unknown-language")})
    if file is None:
        raise BadFields({"file": BadText("no-file")})
    version = put(session, row, language, file, now)
    told = {"language": language, "number": version.number}
    record(session, scope, "document version added", row, version, now=now, token=token, about=told)


def put(session: Session, row: Document, language: str, file: File, now: datetime) -> DocumentVersion:
    """The next version in a language, or the one that was being translated. The document is stored already.

    Raises BadFields: file.
    """
    present = [it for it in queries.versions_of(session, row.id) if it.language == language]
    awaited = next((it for it in present if not holds(it)), None)
    sha256 = hashlib.sha256(file.data).hexdigest()
    standing = max((it for it in present if holds(it)), key=lambda it: it.number, default=None)
    if standing is not None and standing.sha256 == sha256:
        raise BadFields({"file": BadText("same-file")})
    version = awaited or _new(row, language, len(present) + 1)
    fill(version, file, now)
    version.state = "original" if language == row.language else "translated"
    session.add(version)
    return version


def fill(version: DocumentVersion, file: File, now: datetime) -> None:
    """Raises BadFields: file, as `paper_files.media_type`."""
    try:
        version.media_type = paper_files.media_type(file.data)
    except BadText as error:
        raise BadFields({"file": error}) from error
    version.filename = paper_files.filename(file.name, version.media_type)
    version.size = len(file.data)
    version.sha256 = hashlib.sha256(file.data).hexdigest()
    version.data = file.data
    version.at = now


def holds(version: DocumentVersion) -> bool:
    """Whether there is a text to read, as a file or as a draft."""
    return bool(version.sha256) or version.draft_id is not None


def _new(row: Document, language: str, number: int) -> DocumentVersion:
    return DocumentVersion(
        document_id=row.id,
        process_id=row.process_id,
        meeting_id=row.meeting_id,
        language=language,
        number=number,
        filename="",
        media_type="",
        size=0,
        sha256="",
    )


def translate(session: Session, scope: Scope, document_id: int, language: str, *, token: str, now: datetime) -> None:
    """Say that a language is being translated. Raises NotAllowed; NotFound; WrongState when it is so already or is the
    original; BadFields: language: unknown-language."""
    row = kept(session, scope, document_id)
    if matters.already_done(session, book_of(scope), scope.actor, token):
        return
    if language not in languages(scope, row):
        raise BadFields({"language": BadText("unknown-language")})
    present = [it for it in queries.versions_of(session, row.id) if it.language == language]
    if language == row.language or not all(holds(it) for it in present):
        raise WrongState("translating", "translate")
    version = _new(row, language, len(present) + 1)
    version.state, version.at = "translating", now
    session.add(version)
    record(
        session, scope, "document being translated", row, version, now=now, token=token, about={"language": language}
    )


def stop_translating(
    session: Session, scope: Scope, document_id: int, language: str, *, token: str, now: datetime
) -> None:
    """Take that back. Raises NotAllowed; NotFound; WrongState when nothing is being translated."""
    row = kept(session, scope, document_id)
    if matters.already_done(session, book_of(scope), scope.actor, token):
        return
    present = queries.versions_of(session, row.id)
    awaited = tuple(it for it in present if it.language == language and not holds(it))
    if not awaited:
        raise WrongState("not translating", "translate")
    record(
        session,
        scope,
        "document not being translated",
        row,
        now=now,
        token=token,
        gone=awaited,
        about={"language": language},
    )
