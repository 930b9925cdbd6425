"""The adopted text issued anew, because a State's participation changed after the adoption.

Source: practice.md section 5: adoption freezes text, hashes, notes and the table of participation; later changes are
corrigenda or reissues with a reason. The text as adopted stays in the record, and is read there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain.losses import Loss
from drafting.persistence.queries import record as queries
from drafting.persistence.records import Entry
from drafting.services import adoption, losses, record, texts, under_silence
from drafting.services.scope import DraftScope


@dataclass(frozen=True)
class Rewording:
    """A paragraph's text in the new issue. lines: its loss list."""

    paragraph: int
    text: str
    lines: tuple[Loss, ...]


def issue(
    session: Session,
    scope: DraftScope,
    party_id: int,
    reason: str,
    rewordings: Sequence[Rewording],
    dying: Sequence[int],
    *,
    token: str | None,
    now: datetime,
) -> None:
    """Give the adopted text its new wordings and hash, all in one entry. dying: ids of the notes that go with them."""
    draft = scope.draft
    written = [_rewritten(session, scope, it) for it in rewordings]
    died = [_buried(session, scope, note) for note in dying]
    draft.reissues += 1
    draft.revision += 1
    table = adoption.participation_table(session, scope)
    draft.adopted_hash = adoption.adopted_hash(session, draft, table)
    record.append(
        session,
        scope,
        "draft reissued",
        capacity="office",
        now=now,
        token=token,
        payload={
            "number": draft.reissues,
            "reason": reason,
            "party": party_id,
            "revision": draft.revision,
            "texts": written,
            "died": died,
            "participation": table,
            "hash": draft.adopted_hash,
        },
    )
    under_silence.supersede(session, scope, {it.paragraph for it in rewordings}, now)


def _rewritten(session: Session, scope: DraftScope, it: Rewording) -> dict[str, object]:
    after = texts.replace_and_keep_positions(session, scope, texts.load(session, scope, it.paragraph), it.text)
    row = {"id": it.paragraph, "language": after.language, "number": after.number, "text": after.text}
    return {**row, "losses": losses.told(it.lines)}


def _buried(session: Session, scope: DraftScope, note: int) -> dict[str, object]:
    it = texts.load(session, scope, note)
    it.paragraph.state, it.paragraph.changed_seq = "deleted", scope.draft.seq + 1
    return {"id": note, "losses": losses.told(losses.between(it.revision.text, ""))}


def issues(session: Session, scope: DraftScope) -> list[Entry]:
    """The adoption and every reissue, in order; none before the adoption."""
    if scope.draft.phase != "adopted":
        return []
    found = queries.of_kind(session, scope.draft.id, "draft adopted")
    return found + queries.of_kind(session, scope.draft.id, "draft reissued")
