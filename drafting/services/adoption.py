"""Adoption of the whole by the Chair's ruling: refused with a complete list, or renumbered, frozen and hashed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import consensus, labels, notes
from drafting.domain import record as books
from drafting.domain.errors import WrongState
from drafting.persistence.queries import consensus as positions_queries
from drafting.persistence.queries import drafts
from drafting.persistence.records import Draft, Paragraph
from drafting.services import losses, neighbours, record, texts, under_silence
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


def obstacles(
    session: Session, scope: DraftScope, *, scrutiny_blocks: bool | None = None
) -> tuple[consensus.Obstacle, ...]:
    """The complete list of what stands in the way of adoption at this moment. scrutiny_blocks: by the rules of the
    Process unless a run was announced by others."""
    found, dead = whole(session, scope), {it.paragraph.id for it in dying(session, scope)}
    blocks = scope.process.scrutiny_blocks if scrutiny_blocks is None else scrutiny_blocks
    found_there = consensus.in_the_way_of_adoption(scope.draft.phase, found, scrutiny_blocks=blocks, dying=dead)
    return (*found_there, *consensus.awaiting_silence(under_silence.pending(session, scope)))


def dying(session: Session, scope: DraftScope) -> list[drafts.Text]:
    """The notes that adoption deletes because no text leads to them any more, in order.

    A note dies with its last mark (practice.md section 3), and an unmarked one is not among what stands in the way of
    adoption (section 5). It dies with the adoption and not before it, because its mark may be put back as long as the
    text is negotiated; and not silently (section 4): the page names it beforehand, and an entry of its own tells it.
    """
    return _dying(drafts.texts(session, scope.draft.id, scope.draft.language))


def _dying(rows: Iterable[drafts.Text]) -> list[drafts.Text]:
    standing = [it for it in rows if not _left_out(it)]
    body = (it.revision.text for it in standing if it.paragraph.kind != "note")
    bodies = {it.paragraph.label: it for it in standing if it.paragraph.kind == "note"}
    dead = notes.unmarked(body, {key: it.revision.text for key, it in bodies.items()})
    return [bodies[key] for key in dead]


@dataclass(frozen=True)
class Referendum:
    """A paragraph agreed ad referendum that nothing else blocks. parties: the States that agreed so, by id."""

    current: drafts.Text
    parties: tuple[int, ...]


def to_confirm(session: Session, scope: DraftScope) -> list[Referendum]:
    """The paragraphs that only wait for the States' confirmation, in order."""
    rows = {it.paragraph.id: it for it in drafts.texts(session, scope.draft.id, scope.draft.language)}
    blocks = scope.process.scrutiny_blocks
    return [
        Referendum(rows[it.paragraph], _ad_referendum(it))
        for it in whole(session, scope)
        if it.state == "agreed ad referendum" and not consensus.in_the_way_of_closing(it, scrutiny_blocks=blocks)
    ]


def _ad_referendum(it: consensus.Standing) -> tuple[int, ...]:
    return tuple(
        held.party
        for held in it.positions
        if held.kind == "agrees ad referendum" and consensus.counts(held, it.wording)
    )


def confirm_ad_referendum(session: Session, scope: DraftScope, *, seq: int, token: str, now: datetime) -> None:
    """The States have confirmed: every paragraph of `to_confirm` is agreed, each by an entry of its own.

    seq: number of the newest entry that the Chair's page showed. Raises NotAllowed, WrongState when the record moved
    on since then or nothing waits for confirmation.
    """
    scope.require("rule")
    if record.already_done(session, scope, token):
        return
    _require_seen(scope, seq, "confirm")
    found = to_confirm(session, scope)
    if not found:
        raise WrongState("nothing to confirm", "confirm")
    for index, it in enumerate(found):
        because = {"wording": it.current.paragraph.wording, "revision": it.current.revision.number}
        first = None if index else token  # One submission, many entries: the first bears its token.
        texts.rule(session, scope, it.current.paragraph, "close", because=because, now=now, token=first)


def _require_seen(scope: DraftScope, seq: int, event: str) -> None:
    if seq != scope.draft.seq:
        raise WrongState("moved on", event)


def renumbering(session: Session, scope: DraftScope) -> Renumbering:
    """The numbers after adoption, and the cross-references with them."""
    rows = _remaining(drafts.texts(session, scope.draft.id, scope.draft.language))
    numbered = [it for it in rows if it.paragraph.kind != "note"]
    after = labels.renumber([(it.paragraph.kind, it.paragraph.level, it.paragraph.label) for it in numbered])
    pairs = [(it.paragraph, label) for it, label in zip(numbered, after, strict=True)]
    names = _names(pairs)
    rewritten = [(it.paragraph.id, it.revision.text, labels.references(it.revision.text, names)) for it in rows]
    return Renumbering(
        labels={it.id: (it.label, label) for it, label in pairs if it.label != label},
        texts={key: new.text for key, old, new in rewritten if new.text != old},
        doubts=tuple((key, words) for key, _, new in rewritten for words in new.doubts),
    )


def _remaining(rows: Sequence[drafts.Text]) -> list[drafts.Text]:
    """What the adopted text consists of."""
    dead = {it.paragraph.id for it in _dying(rows)}
    return [it for it in rows if not _left_out(it) and it.paragraph.id not in dead]


def _names(pairs: Iterable[tuple[Paragraph, str]]) -> dict[str, str]:
    """What references may call a paragraph -> its new name; a point with its parents: "8. б)" -> "9. а)".

    A name that would mean two things afterwards is left out, so that a reference by it becomes a doubt. A heading
    is no paragraph: "paragraph 2" never means section 2.
    """
    names: dict[str, str] = {}
    unclear: set[str] = set()
    parents: list[tuple[int, str, str]] = []  # Level, label now, label after.
    for paragraph, label in pairs:
        level = paragraph.level if paragraph.kind == "point" else 0
        parents = [it for it in parents if it[0] < level]
        if paragraph.kind == "heading" or labels.parse(paragraph.label) is None:
            continue
        parents.append((level, paragraph.label, label))
        old, new = " ".join(it[1] for it in parents), " ".join(it[2] for it in parents)
        if names.setdefault(old, new) != new:
            unclear.add(old)
    return {old: new for old, new in names.items() if old not in unclear}


def _left_out(it: drafts.Text) -> bool:
    return it.paragraph.state == "deleted"


def adopt(session: Session, scope: DraftScope, *, seq: int, token: str, now: datetime) -> None:
    """ "I see no objection. It is so decided."

    seq: number of the newest entry that the Chair's page showed: the gavel falls on what was seen. Raises NotAllowed,
    WrongState with the complete list of obstacles (or with none when the record moved on since the page was shown).
    """
    # Asked first, because the adopted draft would refuse the second click on the very button that adopted it.
    if record.already_done(session, scope, token):
        return
    scope.require("adopt")
    _require_clear(session, scope)
    _require_seen(scope, seq, "adopt")
    _adopt(session, scope, now=now, token=token)


def by_silence(session: Session, scope: DraftScope, *, run: int, now: datetime) -> None:
    """The period ended without an objection, and the Chair has certified it: the text is adopted.

    run: its number, kept in the entry. Raises WrongState with the complete list of obstacles.
    """
    _require_clear(session, scope)
    _adopt(session, scope, now=now, run=run)


def _require_clear(session: Session, scope: DraftScope) -> None:
    found = obstacles(session, scope)
    if found:
        raise WrongState(scope.draft.phase, "adopt", found)


def _adopt(
    session: Session, scope: DraftScope, *, now: datetime, token: str | None = None, run: int | None = None
) -> None:
    _bury(session, scope, now)
    table = participation_table(session, scope)
    renumber(session, scope, now)
    fingerprint = adopted_hash(session, scope.draft, table)
    scope.draft.phase, scope.draft.adopted_at, scope.draft.adopted_hash = "adopted", now, fingerprint
    record.append(
        session,
        scope,
        "draft adopted",
        capacity="chair",
        now=now,
        token=token,
        payload={"hash": fingerprint, "revision": scope.draft.revision, "participation": table, "run": run},
    )


def _bury(session: Session, scope: DraftScope, now: datetime) -> None:
    for it in dying(session, scope):
        lines = losses.between(it.revision.text, "")
        because = {"unmarked": True, "losses": losses.told(lines)}
        seen = neighbours.outlook(session, scope, {it.paragraph.id: None})
        texts.rule(session, scope, it.paragraph, "delete", because=because, now=now, outlook=seen)


def renumber(
    session: Session, scope: DraftScope, now: datetime, *, token: str | None = None, capacity: str = "chair"
) -> bool:
    """Count the paragraphs anew, the cross-references with them; answers whether any number changed."""
    plan = renumbering(session, scope)
    if not plan.labels and not plan.texts:
        return False
    written: list[dict[str, Any]] = []
    relabelled: list[dict[str, Any]] = []
    for current in drafts.texts(session, scope.draft.id, scope.draft.language):
        paragraph = current.paragraph
        if paragraph.id in plan.texts:
            written.append(_rewrite(session, scope, current, plan.texts[paragraph.id]))
        if paragraph.id in plan.labels:
            before, paragraph.label = plan.labels[paragraph.id]
            paragraph.changed_seq = scope.draft.seq + 1
            relabelled.append({"id": paragraph.id, "before": before, "label": paragraph.label})
    scope.draft.revision += 1
    payload = {"labels": relabelled, "texts": written}
    record.append(session, scope, "text renumbered", capacity=capacity, now=now, payload=payload, token=token)
    return True


def _rewrite(session: Session, scope: DraftScope, current: drafts.Text, text: str) -> dict[str, Any]:
    """The text with its new cross-references; positions go along, because new numbers are no new wording."""
    lines = losses.between(current.revision.text, text)
    after = texts.replace_and_keep_positions(session, scope, current, text)
    row = {"id": current.paragraph.id, "language": after.language, "number": after.number, "text": after.text}
    return {**row, "losses": losses.told(lines)}


def participation_table(session: Session, scope: DraftScope) -> list[dict[str, Any]]:
    """Participation in English alphabetical order, with the reservations and disassociations that are printed.

    One that was given on an earlier wording is printed too, and says so: no statement of a State vanishes silently.
    """
    rows = drafts.texts(session, scope.draft.id, scope.draft.language)
    wordings = {it.paragraph.id: it.paragraph.wording for it in rows if not _left_out(it)}
    stated = {it.party_id: it for it in positions_queries.participation(session, scope.draft.id)}
    said: dict[int, list[dict[str, Any]]] = {}
    for position in positions_queries.positions(session, scope.draft.id):
        if position.kind in ("reservation", "disassociates") and position.paragraph_id in wordings:
            row = {
                "paragraph": position.paragraph_id,
                "position": position.kind,
                "statement": position.statement,
                "outdated": position.wording != wordings[position.paragraph_id],
            }
            said.setdefault(position.party_id, []).append(row)
    order = {paragraph: index for index, paragraph in enumerate(wordings)}
    return [
        {
            "party": party.id,
            "code": party.code,
            "status": stated[party.id].status,
            "note": stated[party.id].note,
            "said": sorted(said.get(party.id, []), key=lambda row: order[row["paragraph"]]),
        }
        for party in scope.parties.values()
        if party.id in stated
    ]


def adopted_hash(session: Session, draft: Draft, table: Any) -> str:
    """The hash of the text as it stands with a table of participation; recomputed by `verify`."""
    session.flush()  # The new labels and texts must be read back as stored.
    parts = [
        (it.paragraph.kind, it.paragraph.label, {it.revision.language: it.revision.text})
        for it in drafts.texts(session, draft.id, draft.language)
        if not _left_out(it)
    ]
    return books.document_hash(parts, table)
