"""Adoption of the whole by the Chair's ruling: refused with a complete list, or renumbered, frozen and hashed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import consensus, labels
from drafting.domain import record as books
from drafting.domain.errors import WrongState
from drafting.persistence.queries import consensus as positions_queries
from drafting.persistence.queries import drafts
from drafting.services import record, texts
from drafting.services.scope import DraftScope
from drafting.services.standing import whole


@dataclass(frozen=True)
class Renumbering:
    """What adoption will do to the numbers.

    labels: paragraph id -> (label now, label after), only those that change; texts: paragraph id -> text with its
    cross-references updated; doubts: (paragraph id, words) of references that a person should look at.
    """

    labels: dict[int, tuple[str, str]]
    texts: dict[int, str]
    doubts: tuple[tuple[int, str], ...]


def obstacles(session: Session, scope: DraftScope) -> tuple[consensus.Obstacle, ...]:
    """The complete list of what stands in the way of adoption at this moment."""
    blocks = scope.process.scrutiny_blocks
    return consensus.in_the_way_of_adoption(scope.draft.phase, whole(session, scope), scrutiny_blocks=blocks)


def renumbering(session: Session, scope: DraftScope) -> Renumbering:
    """The numbers after adoption, and the cross-references with them."""
    rows = [it for it in drafts.texts(session, scope.draft.id, scope.draft.language) if not _left_out(it)]
    numbered = [it for it in rows if it.paragraph.kind != "note"]
    after = labels.renumber([(it.paragraph.kind, it.paragraph.level, it.paragraph.label) for it in numbered])
    pairs = [(it.paragraph, label) for it, label in zip(numbered, after, strict=True)]
    changed = {paragraph.label: label for paragraph, label in pairs if paragraph.label}
    rewritten = [(it.paragraph.id, it.revision.text, labels.references(it.revision.text, changed)) for it in rows]
    return Renumbering(
        labels={it.id: (it.label, label) for it, label in pairs if it.label != label},
        texts={key: new.text for key, old, new in rewritten if new.text != old},
        doubts=tuple((key, words) for key, _, new in rewritten for words in new.doubts),
    )


def _left_out(it: drafts.Text) -> bool:
    return it.paragraph.state == "deleted"


def adopt(session: Session, scope: DraftScope, *, seq: int, token: str, now: datetime) -> None:
    """ "I see no objection. It is so decided."

    seq: number of the newest entry that the Chair's page showed: the gavel falls on what was seen. Raises NotAllowed,
    WrongState with the complete list of obstacles (or with none when the record moved on since the page was shown).
    """
    scope.require("adopt")
    if record.already_done(session, scope, token):
        return
    found = obstacles(session, scope)
    if found:
        raise WrongState(scope.draft.phase, "adopt", found)
    if seq != scope.draft.seq:
        raise WrongState("moved on", "adopt")
    _renumber(session, scope, now)
    table = _table(session, scope)
    fingerprint = adopted_hash(session, scope, table)
    scope.draft.phase, scope.draft.adopted_at, scope.draft.adopted_hash = "adopted", now, fingerprint
    record.append(
        session,
        scope,
        "draft adopted",
        capacity="chair",
        now=now,
        token=token,
        payload={"hash": fingerprint, "revision": scope.draft.revision, "participation": table},
    )


def _renumber(session: Session, scope: DraftScope, now: datetime) -> None:
    plan = renumbering(session, scope)
    if not plan.labels and not plan.texts:
        return
    written: list[dict[str, Any]] = []
    relabelled: list[dict[str, Any]] = []
    for current in drafts.texts(session, scope.draft.id, scope.draft.language):
        paragraph = current.paragraph
        if paragraph.id in plan.texts:
            after = texts.replace_text(session, scope, current, plan.texts[paragraph.id])
            written.append({"id": paragraph.id, "language": after.language, "number": after.number, "text": after.text})
        if paragraph.id in plan.labels:
            before, paragraph.label = plan.labels[paragraph.id]
            relabelled.append({"id": paragraph.id, "before": before, "label": paragraph.label})
    scope.draft.revision += 1
    payload = {"labels": relabelled, "texts": written}
    record.append(session, scope, "text renumbered", capacity="chair", now=now, payload=payload)


def _table(session: Session, scope: DraftScope) -> list[dict[str, Any]]:
    """Participation in English alphabetical order, with the reservations and disassociations that are printed."""
    stated = {it.party_id: it for it in positions_queries.participation(session, scope.draft.id)}
    said: dict[int, list[dict[str, Any]]] = {}
    for position in positions_queries.positions(session, scope.draft.id):
        if position.kind in ("reservation", "disassociates"):
            row = {"paragraph": position.paragraph_id, "position": position.kind, "statement": position.statement}
            said.setdefault(position.party_id, []).append(row)
    return [
        {
            "party": party.id,
            "code": party.code,
            "status": stated[party.id].status,
            "note": stated[party.id].note,
            "said": sorted(said.get(party.id, []), key=lambda row: int(row["paragraph"])),
        }
        for party in scope.parties.values()
        if party.id in stated
    ]


def adopted_hash(session: Session, scope: DraftScope, table: list[dict[str, Any]]) -> str:
    """The hash of the text as it stands with a table of participation; recomputed by `verify`."""
    session.flush()  # The new labels and texts must be read back as stored.
    rows = drafts.texts(session, scope.draft.id, scope.draft.language)
    parts = [
        (it.paragraph.kind, it.paragraph.label, {it.revision.language: it.revision.text})
        for it in rows
        if not _left_out(it)
    ]
    return books.document_hash(parts, table)
