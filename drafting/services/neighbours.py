"""Which paragraphs stand in dispute after a change: a sign without a partner in one bears on those round it.

Source: practice.md section 3: brackets open in one paragraph and close in a later one, up to a heading.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import consensus
from drafting.domain.bracket_rulings import Ruled, carried
from drafting.domain.bracket_signs import scan
from drafting.domain.errors import WrongState
from drafting.persistence.queries import drafts
from drafting.persistence.queries.drafts import Line
from drafting.persistence.records import Paragraph
from drafting.services import ruled_brackets
from drafting.services.scope import DraftScope
from drafting.services.standing import disputed_words

Rulings = Mapping[int, tuple[Ruled, ...]]
Restated = tuple[int, consensus.ParagraphState]


@dataclass(frozen=True)
class Outlook:
    """How things stand after a change. disputed: ids of the changed paragraphs that are in dispute then; others:
    (id, new state) of those that it does not change but bears on."""

    disputed: frozenset[int]
    others: tuple[Restated, ...] = ()

    def state_of(self, paragraph_id: int) -> consensus.ParagraphState:
        """Of a changed paragraph. Clean is not agreed: what is not in dispute is open."""
        return "bracketed" if paragraph_id in self.disputed else "open"


def outlook(
    session: Session, scope: DraftScope, changed: Mapping[int, str | None], *, added: int | None = None
) -> Outlook:
    """What these changes bring about, before they are made.

    changed: paragraph id -> the text that will stand, None where the paragraph goes; added: id of a paragraph that is
    there already and was not before this change. Raises WrongState when an agreed paragraph would be in dispute.
    """
    lines = drafts.lines(session, scope.draft.id, scope.draft.language)
    rulings = ruled_brackets.of_draft(session, scope)
    were = [it for it in lines if it.state != "deleted" and it.id != added]
    are = [it._replace(text=changed.get(it.id) or it.text) for it in lines if _will_stand(it, changed)]
    own = {it.id for it in are if it.id in changed or it.id == added}
    texts = {it.id: it.text for it in lines}
    then = {it.id: carried(rulings[it.id], texts[it.id], it.text) for it in are if it.id in rulings}
    if not any(_has_lone_sign(it.text) for it in (*were, *are)):
        # Then each paragraph stands for itself.
        return Outlook(disputed(scope, [it for it in are if it.id in own], then))
    before, after = disputed(scope, were, rulings), disputed(scope, are, then)
    others = restated([it for it in were if it.id not in changed], before, after)
    return Outlook(after & own, tuple(others))


def _will_stand(it: Line, changed: Mapping[int, str | None]) -> bool:
    return changed[it.id] is not None if it.id in changed else it.state != "deleted"


# Texts never change, and most of a draft stands as it stood.
@lru_cache(maxsize=4096)
def _has_lone_sign(text: str) -> bool:
    signs = scan(text)
    return bool(signs.openers or signs.closers)


def disputed(scope: DraftScope, lines: Sequence[Line], rulings: Rulings) -> frozenset[int]:
    """Ids of the paragraphs that are in dispute. lines: those that stand, in order; rulings: by paragraph id."""
    blocks = [(it.kind, it.text) for it in lines]
    words = disputed_words(blocks, scope, [rulings.get(it.id, ()) for it in lines])
    return frozenset(it.id for it, found in zip(lines, words, strict=True) if found)


def restated(lines: Iterable[Line], before: Collection[int], after: Collection[int]) -> Iterator[Restated]:
    """The paragraphs that are in dispute since a change, or are no longer, with their new states.

    before, after: ids of those in dispute. Raises WrongState: what is agreed is not put in dispute behind its
    agreement; the Chair reopens it first.
    """
    for it in lines:
        now = it.id in after
        if now and it.id not in before and it.state in consensus.CLOSED:
            raise WrongState(it.state, "dispute")
        state: consensus.ParagraphState = "bracketed" if now else "open"
        if now != (it.id in before) and it.state in ("open", "bracketed") and it.state != state:
            yield it.id, state


def enact(session: Session, scope: DraftScope, found: Iterable[Restated]) -> list[dict[str, Any]]:
    """Give these paragraphs their new states; answers what the entry that the caller appends next keeps of it."""
    states: list[dict[str, Any]] = []
    for paragraph_id, state in found:
        it = session.get_one(Paragraph, paragraph_id)
        it.state, it.changed_seq = state, scope.draft.seq + 1
        states.append({"id": paragraph_id, "state": state})
    return states
