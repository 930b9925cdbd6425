"""The amendment table: every paragraph with what delegations propose on it and what became of that.

Whoever asks, only what everybody may read is in it: it is read as somebody without a delegation sees the draft.
Source: practice.md section 9.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from drafting.documents.tables import tables
from drafting.documents.tables.tables import AmendmentTable, Offer, Row
from drafting.documents.tree import Span
from drafting.domain import consensus, diff
from drafting.domain.permissions import Actor
from drafting.domain.proposals import PUBLIC
from drafting.persistence.queries import drafts, outline
from drafting.persistence.queries import proposals as queries
from drafting.persistence.records import Entry, Party
from drafting.services import reissue
from drafting.services.draft_page import FORMAL, ParagraphView, ProposalView, note_numbers, paragraph_view, views_of
from drafting.services.outline import spoken_labels
from drafting.services.scope import DraftScope

Scope = Literal["all", "open"]
# Everything ever put forward, under every paragraph; or what awaits its ruling, and the paragraphs it is about.
SCOPES: tuple[Scope, ...] = ("all", "open")
OPEN = frozenset({"tabled", "suggested"})


@dataclass(frozen=True)
class Words:
    """What a table says, in one language; `documents/tables/tables.py` names the words of its own.

    header: the lines of the page header; party: its name; by: who proposes, co-sponsors included; what: what a
    proposal does, in words; name: a paragraph by its kind and its label as it is said; state, status: the domain's
    terms; received: how a proposal came to the Support Office, as a sentence; at: an instant with its city; empty: said
    of a table without any proposal.
    """

    language: str
    own: tables.Words
    header: Callable[[DraftScope, Entry | None], tuple[str, ...]]
    party: Callable[[Party], str]
    by: Callable[[ProposalView], str]
    what: Callable[[ProposalView, ParagraphView], str]
    name: Callable[[str, str], str]
    state: Callable[[str], str]
    status: Callable[[str], str]
    received: Callable[[str], str]
    at: Callable[[datetime, DraftScope], str]
    empty: Mapping[Scope, str]


def table(session: Session, scope: DraftScope, words: Words, which: Scope = "all") -> AmendmentTable:
    """The table as the draft stands now, ready for any writer. Raises NotAllowed."""
    scope.require("export")
    neutral = replace(scope, actor=Actor(scope.actor.person))
    draft = scope.draft
    lines = drafts.lines(session, draft.id, draft.language)
    numbers = note_numbers(lines)
    offered = _offered(session, neutral, lines, which)
    labels = spoken_labels(outline.outline(session, draft.id), numbers)
    issues = reissue.issues(session, neutral) if draft.reissues else ()
    return AmendmentTable(
        title=draft.title,
        language=draft.language,
        spoken=words.language,
        header=words.header(neutral, issues[-1] if issues else None),
        rows=tuple(
            _row(it, labels[it.id], offered.get(it.id, ()), neutral, words)
            for it in sorted(lines, key=lambda it: _order(it, numbers))
            if it.id in offered or (which == "all" and it.kind not in FORMAL)
        ),
        words=words.own,
        changed=draft.changed_at,
        numbers=numbers,
        empty="" if offered else words.empty[which],
    )


def _order(it: drafts.Line, numbers: Mapping[str, int]) -> int:
    """The text as it stands, then the notes by their numbers, those last that are nowhere marked."""
    return numbers.get(it.label, len(numbers) + 1) if it.kind == "note" else 0


def _offered(
    session: Session, scope: DraftScope, lines: Sequence[drafts.Line], which: Scope
) -> Mapping[int, list[ProposalView]]:
    """Paragraph id -> its proposals in the order of their numbers."""
    statuses = OPEN if which == "open" else PUBLIC
    shown = queries.of_draft(session, scope.draft.id, None, statuses=sorted(statuses))
    return views_of(session, scope, {it.id: it for it in lines}, shown, queries.sponsors(session, scope.draft.id))


def _row(line: drafts.Line, label: str, proposals: Iterable[ProposalView], scope: DraftScope, words: Words) -> Row:
    it = paragraph_view(line, (), (), (), (), participating=0)
    struck = it.state == "deleted"
    return Row(
        name=words.name(it.kind, label),
        state=words.state(it.state) if struck or consensus.needs_ruling(it.kind) else "",
        text=it.text,
        struck=struck,
        offers=tuple(_offer(proposal, replace(it, label=label), scope, words) for proposal in proposals),
    )


def _offer(it: ProposalView, on: ParagraphView, scope: DraftScope, words: Words) -> Offer:
    def said(instant: datetime | None) -> str:
        return words.at(instant, scope) if instant else ""

    return Offer(
        number=it.number or 0,
        by=words.by(it),
        party=words.party(it.party),
        sponsors=tuple(words.party(party) for party in it.sponsors),
        what=words.what(it, on),
        spans=tuple(Span(change.text, change.op) for change in diff.changes(it.base, it.text)),
        reason=it.reason,
        tabled=said(it.tabled_at),
        status=words.status(it.status),
        decided=said(it.decided_at),
        decision=it.decision,
        received=words.received(it.received) if it.received else "",
        is_open=it.status in OPEN,
    )
