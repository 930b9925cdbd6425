"""The loss list of a new wording, before it is taken: what goes, what comes, and which proposals asked for it.

Source: practice.md section 10: nothing disappears silently, and nothing was merely not noticed.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, cast

from sqlalchemy.orm import Session

from drafting.domain import notes
from drafting.domain.errors import Unlisted
from drafting.domain.losses import Kind, Loss, asked_of, losses
from drafting.domain.record import text_hash
from drafting.persistence.queries import drafts
from drafting.persistence.queries import proposals as queries
from drafting.persistence.records import Party
from drafting.services.scope import DraftScope


class Asker(NamedTuple):
    """The proposal that a line of the list names."""

    number: int
    party: Party


def listed(session: Session, scope: DraftScope, current: drafts.Text, text: str) -> tuple[Loss, ...]:
    """What the wording does to the paragraph as it stands; each line names proposals on the table by their refs.

    text: as it would be stored, "" when the paragraph goes. Asked before a ruling settles any of these proposals.
    """
    return between(current.revision.text, text, asked(session, scope, current), lone(session, scope, current))


def lone(session: Session, scope: DraftScope, current: drafts.Text) -> frozenset[str]:
    """The keys of the notes that this paragraph alone marks: each dies where a new wording takes its mark away."""
    marked = frozenset(notes.marks(current.revision.text))
    if not marked:
        return marked
    rows = [it for it in drafts.lines(session, scope.draft.id, scope.draft.language) if it.state != "deleted"]
    elsewhere = notes.numbers(it.text for it in rows if it.id != current.paragraph.id)
    return marked & {it.label for it in rows if it.kind == "note"} - elsewhere.keys()


def asked(session: Session, scope: DraftScope, current: drafts.Text) -> tuple[tuple[str, str], ...]:
    """(ref, what it asks of the text as it stands) of the proposals on the table that would change or delete it."""
    rows = [it for it in queries.on_the_table(session, scope.draft.id, current.paragraph.id) if it.kind in _CHANGES]
    bases = drafts.revision_texts(session, {it.base_revision_id for it in rows})
    now = current.revision.text
    return tuple(
        (it.ref, "" if it.kind == "delete" else _asked_of(bases[it.base_revision_id], now, it.text)) for it in rows
    )


_CHANGES = ("replace", "delete")
# Texts never change, so neither does what one asks of another, nor the list between two.
_asked_of = lru_cache(maxsize=1024)(asked_of)
between = lru_cache(maxsize=1024)(losses)


def of_new(text: str, ref: str = "", proposed: str = "") -> tuple[Loss, ...]:
    """The list of a new paragraph: one addition. ref, proposed: of the proposal that it answers, and its text."""
    return between("", text, ((ref, proposed),) if ref else ())


def askers(session: Session, scope: DraftScope, paragraph_id: int) -> dict[str, Asker]:
    """Ref -> number and party of the proposals on the table of a paragraph: who is meant by `Loss.asked_by`."""
    rows = queries.on_the_table(session, scope.draft.id, paragraph_id)
    return {it.ref: Asker(it.number or 0, scope.parties[it.party_id]) for it in rows}


def seal(text: str) -> str:
    """What a form carries to say that the list of exactly this text was shown: the hash of the text."""
    return text_hash(text)


def require_seen(lines: Sequence[Loss], text: str, seen: str | None) -> None:
    """Raises Unlisted with the lines, unless the list of exactly this text was shown.

    seen: the `seal` that the form carried; None when no page was shown.
    """
    if seen is not None and seen != seal(text):
        raise Unlisted(lines)


def told(lines: Iterable[Loss]) -> list[dict[str, Any]]:
    """The list as the record keeps it, in order: [{"kind", "words", "asked": [ref, …]}]."""
    return [{"kind": it.kind, "words": it.words, "asked": list(it.asked_by)} for it in lines]


def retold(payload: Mapping[str, Any]) -> tuple[Loss, ...]:
    """The list of an entry of the record; () of one that was written before there were lists."""
    rows = enumerate(payload.get("losses", ()), start=1)
    return tuple(Loss(cast("Kind", row["kind"]), row["words"], at, tuple(row["asked"])) for at, row in rows)
