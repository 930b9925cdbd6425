"""The adoption pack: everything about an adopted text that an archive needs, in one file that can be checked offline.

The same state gives the same bytes, on another day and by another person: it is read as somebody in no delegation and
in no office reads it, so that it may be handed to whoever sees the draft, and says nothing of when or by whom it was
made. Source: practice.md sections 5 and 9.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from drafting.documents.packs import pack
from drafting.domain import manifest
from drafting.domain.errors import BadText, WrongState
from drafting.domain.permissions import Actor, Capacity
from drafting.persistence.queries import history as history_queries
from drafting.persistence.queries import publications as publication_queries
from drafting.persistence.queries import speakers as speech_queries
from drafting.persistence.records import Draft, Entry, Party, Publication, Speech
from drafting.services import exports, reissue, verification
from drafting.services.adoption_page import Participant, adoption_page
from drafting.services.keys import SigningKey
from drafting.services.pack_check import PUBLIC_KEY
from drafting.services.participation_page import ParticipationPage, participation_page
from drafting.services.scope import DraftScope


@dataclass(frozen=True)
class Part:
    """A file of a pack. path: in it; write: makes it, outside any transaction; equal states give equal bytes."""

    path: str
    write: Callable[[], bytes]


@dataclass(frozen=True)
class Matter:
    """What a pack tells besides the text. participants: with what each State said that is printed with the text;
    statements: given on the item that took the text up; issues: the adoption and every reissue, in order; others: the
    text as published in other languages, newest versions; certificates: numbers of the runs that ended with one."""

    scope: DraftScope
    participation: ParticipationPage
    participants: tuple[Participant, ...]
    statements: tuple[tuple[Party, Speech], ...]
    issues: tuple[Entry, ...]
    others: tuple[Publication, ...]
    certificates: tuple[int, ...]
    verdict: verification.Verdict


def anybody(scope: DraftScope) -> DraftScope:
    """The draft as somebody sees it who is told no names that a procedure keeps back."""
    return replace(scope, actor=Actor(0))


def keeper(scope: DraftScope) -> DraftScope:
    """The same with the right to the record, as whoever runs the machine has it."""
    return replace(scope, actor=Actor(0, (Capacity("administrator"),)))


def office_scope(session: Session, draft_id: int) -> DraftScope:
    """An adopted draft in the Office's capacity, as nobody. Raises NotFound, WrongState while it is not adopted."""
    scope = exports.office_scope(session, draft_id)
    if scope.draft.phase != "adopted":
        raise WrongState(scope.draft.phase, "make pack")
    return scope


def matter(session: Session, scope: DraftScope) -> Matter:
    """scope: an adopted draft's. Raises NotAllowed; BadText("pack-record-disagrees"), for nobody should sign what the
    installation's own books contradict."""
    scope.require("make pack")
    draft = scope.draft
    verdict = verification.verify(session, draft.id)
    if verdict.findings:
        raise BadText("pack-record-disagrees")
    certified = history_queries.of_kinds(session, draft.id, ("silence certified",))
    return Matter(
        scope=scope,
        participation=participation_page(session, anybody(scope)),
        participants=adoption_page(session, anybody(scope)).participants,
        statements=_statements(session, scope),
        issues=tuple(reissue.issues(session, scope)),
        others=_others(session, draft),
        certificates=tuple(sorted(it.payload["run"] for it in certified)),
        verdict=verdict,
    )


def _statements(session: Session, scope: DraftScope) -> tuple[tuple[Party, Speech], ...]:
    """Those whose text was kept and that were given on the item, in the order in which they were given."""
    item = publication_queries.item_of(session, scope.draft.id)
    if item is None:
        return ()
    found = [it for it in speech_queries.of_item(session, scope.meeting.id, item.id) if it.state == "given"]
    told = sorted((it for it in found if it.text_en or it.text_ru), key=lambda it: (str(it.started_at), it.id))
    parties = speech_queries.parties(session, {it.party_id for it in told})
    return tuple((parties[it.party_id], it) for it in told)


def _others(session: Session, draft: Draft) -> tuple[Publication, ...]:
    own = publication_queries.of_draft(session, draft.id)
    if not own:
        return ()
    newest: dict[str, Publication] = {}
    for it in sorted(publication_queries.of_document(session, own[0].document_id), key=lambda it: it.version):
        if it.language != draft.language:
            newest[it.language] = it
    return tuple(newest[language] for language in sorted(newest))


def about(found: Matter) -> dict[str, Any]:
    """What the manifest says the pack is of."""
    draft, issue = found.scope.draft, found.issues[-1]
    return {
        "process": found.scope.process.slug,
        "meeting": found.scope.meeting.slug,
        "draft": {"number": draft.id, "symbol": draft.symbol, "title": draft.title, "language": draft.language},
        "adopted": {
            "at": _instant(found.issues[0]),
            "issue": len(found.issues),
            "issued_at": _instant(issue),
            "revision": draft.revision,
            "hash": draft.adopted_hash,
        },
        "record": {"entries": found.verdict.entries, "head": found.verdict.head},
    }


def _instant(entry: Entry) -> str:
    return entry.at.isoformat(timespec="microseconds")


def file_name(draft: Draft) -> str:
    """ "Process-03-01-2026-rev14-pack.zip"."""
    return exports.file_name(draft, "clean", "zip").removesuffix(".zip") + "-pack.zip"


def sealed(told: Mapping[str, Any], files: Mapping[str, bytes], key: SigningKey) -> bytes:
    """The files with the public key, the manifest and its signature, as a pack."""
    everything = {**files, PUBLIC_KEY: key.public.pem}
    listed = manifest.written(manifest.of(told, everything))
    return pack.write({**everything, manifest.MANIFEST: listed, manifest.SIGNATURE: key.sign(listed)})
