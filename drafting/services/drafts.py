"""A draft comes on the table: imported from what was recognised, then opened for negotiation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from drafting.documents.tree import Block
from drafting.domain import order, participation
from drafting.domain.errors import BadText, WrongState
from drafting.persistence.queries import matters
from drafting.persistence.records import Draft, Participation
from drafting.services import record, texts
from drafting.services.scope import DraftScope, MeetingScope, ordered_parties
from drafting.services.standing import disputed_words

LANGUAGES = ("en", "ru")


@dataclass(frozen=True)
class Source:
    """The file a draft came from: its name and the SHA-256 of its bytes."""

    filename: str
    sha256: str


def import_draft(
    session: Session,
    scope: MeetingScope,
    *,
    title: str,
    language: str,
    blocks: Sequence[Block],
    source: Source,
    now: datetime,
    kind: str = "text",
) -> Draft:
    """Store the blocks as a new draft in preparation, word for word. Raises NotAllowed, BadText.

    kind: "text", or one of `domain/decisions.py`.
    """
    scope.require("import" if kind == "text" else "decide")
    if not blocks:
        raise BadText("empty")
    if language not in LANGUAGES:
        raise BadText("unknown-language")
    draft = _draft(scope, title, language, kind, blocks, now)
    session.add(draft)
    session.flush()  # Everything below refers to the draft's id.
    inside = DraftScope(scope.meeting, scope.process, scope.actor, scope.parties, draft)
    disputed = disputed_words([(block.kind, texts.normal(block.text)) for block in blocks], inside)
    facts = [
        texts.create(
            session,
            inside,
            kind=block.kind,
            label=block.label,
            level=block.level,
            place=order.place(index),
            text=block.text,
            state="bracketed" if disputed[index] else "open",
        )
        for index, block in enumerate(blocks)
    ]
    record.append(
        session,
        inside,
        "draft imported",
        capacity="office",
        now=now,
        payload={
            "title": draft.title,
            "symbol": draft.symbol,
            "language": language,
            "kind": kind,
            "file": source.filename,
            "sha256": source.sha256,
            "paragraphs": facts,
            "participation": _participation(session, inside),
        },
    )
    return draft


def _draft(scope: MeetingScope, title: str, language: str, kind: str, blocks: Sequence[Block], now: datetime) -> Draft:
    symbols = [block.text for block in blocks if block.kind == "symbol"]
    return Draft(
        process_id=scope.process.id,
        meeting_id=scope.meeting.id,
        title=texts.normal(title).strip() or "—",
        symbol=symbols[0][:120] if symbols else "",
        language=language,
        kind=kind,
        phase="preparing",
        revision=1,
        changed_at=now,
        seq=0,
        head_hash="",
        proposals_tabled=0,
    )


def _participation(session: Session, scope: DraftScope) -> list[dict[str, Any]]:
    """Of the parties of this moment: the Process is held, so that none joins or leaves between two drafts."""
    matters.lock(session, scope.process)
    rows: list[dict[str, Any]] = []
    for party in ordered_parties(session, scope.process.id, anew=True).values():
        if party.status == "former":
            continue
        status = participation.initial(party.status)
        session.add(Participation(draft_id=scope.draft.id, party_id=party.id, status=status, note=""))
        rows.append({"party": party.id, "status": status, "note": ""})
    return rows


def open_draft(session: Session, scope: DraftScope, *, token: str, now: datetime) -> None:
    """Open the draft for negotiation. Raises NotAllowed, WrongState when it is open already."""
    scope.require("open draft")
    if record.already_done(session, scope, token):
        return
    if scope.draft.phase != "preparing":
        raise WrongState(scope.draft.phase, "open")
    scope.draft.phase = "negotiation"
    record.append(session, scope, "draft opened", capacity="office", now=now, payload={}, token=token)
