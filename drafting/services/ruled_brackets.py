"""The rulings in force on brackets: read as the domain wants to see them, and moved along with the text."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy.orm import Session

from drafting.domain.bracket_rulings import Ruled, carried
from drafting.persistence.queries import brackets as queries
from drafting.persistence.records import BracketRuling
from drafting.services.scope import DraftScope


def in_force(session: Session, draft_id: int) -> dict[tuple[int, str], tuple[Ruled, ...]]:
    """(paragraph id, language) -> rulings on it, in order."""
    found: dict[tuple[int, str], list[BracketRuling]] = defaultdict(list)
    for it in queries.rulings(session, draft_id):
        found[it.paragraph_id, it.language].append(it)
    return {key: _told(rows) for key, rows in found.items()}


def _told(rows: Iterable[BracketRuling]) -> tuple[Ruled, ...]:
    return tuple(sorted(Ruled(it.start, it.stop, it.ruling, it.party_id or 0, it.seq) for it in rows))


def of(session: Session, scope: DraftScope, paragraph_id: int) -> tuple[Ruled, ...]:
    """Those on a paragraph, in the draft's language."""
    return _told(queries.rulings_on(session, scope.draft.id, paragraph_id, scope.draft.language))


def of_draft(session: Session, scope: DraftScope) -> dict[int, tuple[Ruled, ...]]:
    """Paragraph id -> those on it, in the draft's language."""
    found = in_force(session, scope.draft.id)
    return {key: rulings for (key, language), rulings in found.items() if language == scope.draft.language}


def of_each(session: Session, scope: DraftScope, paragraph_ids: Sequence[int]) -> list[tuple[Ruled, ...]]:
    """The same for paragraphs in order."""
    found = of_draft(session, scope)
    return [found.get(it, ()) for it in paragraph_ids]


def carry(session: Session, scope: DraftScope, paragraph_id: int, old: str, new: str) -> None:
    """Move the rulings on a paragraph to its new wording; those whose bracket went, go."""
    before = of(session, scope, paragraph_id)
    if before:
        write(session, scope, paragraph_id, carried(before, old, new))


def write(session: Session, scope: DraftScope, paragraph_id: int, rulings: Collection[Ruled]) -> None:
    """Store the rulings in force on a paragraph in place of those that were."""
    language = scope.draft.language
    for row in queries.rulings_on(session, scope.draft.id, paragraph_id, language):
        session.delete(row)
    session.add_all(
        BracketRuling(
            draft_id=scope.draft.id,
            paragraph_id=paragraph_id,
            language=language,
            start=it.start,
            stop=it.stop,
            ruling=it.ruling,
            party_id=it.party or None,
            seq=it.seq,
        )
        for it in rulings
    )
