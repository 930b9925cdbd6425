"""A draft, what was proposed on it, and what was adopted, as Akoma Ntoso: the facts that the files are made of.

Whoever takes the file, only what everybody may read is in it: the text is read as somebody without a delegation does.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from sqlalchemy.orm import Session

from drafting.documents.akn import akn_out
from drafting.documents.akn.akn_out_amendments import amendments
from drafting.documents.akn.akn_out_facts import Happened, Line, Participates, Party, Proposed, Said, Work
from drafting.documents.akn.akn_out_words import CONCEPTS
from drafting.documents.tree import Block, Kind
from drafting.domain.permissions import Actor
from drafting.domain.proposals import PUBLIC
from drafting.domain.slugs import slug
from drafting.persistence.queries import drafts, history
from drafting.persistence.queries import proposals as queries
from drafting.persistence.records import Entry
from drafting.persistence.records import Party as Record
from drafting.services import adoption, reissue, ruled_brackets
from drafting.services.draft_page import ParagraphView, ProposalView, draft_page, views_of
from drafting.services.scope import DraftScope
from drafting.services.tracked import inserted

View = Literal["text", "amendments"]
VIEWS: tuple[View, ...] = ("text", "amendments")
Sort = Literal["role", "event", "outcome", "concept"]
# What made another text, and what else the life of a text is told by. Positions have no place in the standard, and
# proposals have files of their own; both stay in the record.
AMENDING = frozenset({"draft imported", "wording changed", "paragraph added", "text renumbered", "draft reissued"})
EVENTS = AMENDING | {
    "draft opened",
    "paragraph ruled",
    "silence announced",
    "silence broken",
    "silence certified",
    "silence ended",
    "draft adopted",
}


@dataclass(frozen=True)
class Terms:
    """What the file calls things, in the document's language.

    name: of a key of its sort; party: its name; by: who proposes, co-sponsors included; what: what a proposal does to
    its paragraph.
    """

    name: Callable[[Sort, str], str]
    party: Callable[[Record], str]
    by: Callable[[ProposalView], str]
    what: Callable[[ProposalView, ParagraphView], str]


@dataclass(frozen=True)
class Akoma:
    """Everything that a file says; proposed: None for a file of the text itself."""

    work: Work
    lines: tuple[Line, ...]
    proposed: tuple[Proposed, ...] | None

    def written(self) -> bytes:
        """The file; equal facts give equal bytes."""
        if self.proposed is None:
            return akn_out.statement(self.work, self.lines)
        return amendments(self.work, self.lines, self.proposed)


def assembled(session: Session, scope: DraftScope, view: View, terms: Terms) -> Akoma:
    """The draft as it stands now. Raises NotAllowed."""
    scope.require("export")
    neutral = replace(scope, actor=Actor(scope.actor.person))
    page = draft_page(session, neutral, "text")
    lines = _lines(session, neutral, page.paragraphs)
    proposed = _proposed(session, neutral, page.paragraphs, terms) if view == "amendments" else None
    return Akoma(_work(session, neutral, terms), lines, proposed)


def file_name(akoma: Akoma, view: View) -> str:
    """ "process-03-01-2026-rev14.akn.xml"."""
    suffix = "-amendments" if view == "amendments" else ""
    return f"{akoma.work.number}-rev{akoma.work.revision}{suffix}.akn.xml"


def _lines(session: Session, scope: DraftScope, paragraphs: Iterable[ParagraphView]) -> tuple[Line, ...]:
    rulings = ruled_brackets.of_draft(session, scope)
    return tuple(
        Line(
            Block(cast("Kind", it.kind), it.text, it.label, it.level),
            str(it.id),
            it.state if it.ruled else "",
            {ruled.start: ruled.seq for ruled in rulings.get(it.id, ()) if ruled.ruling == "alternatives"},
        )
        for it in paragraphs
        if it.state != "deleted"
    )


def _work(session: Session, scope: DraftScope, terms: Terms) -> Work:
    draft, language = scope.draft, scope.draft.language
    entries = history.of_kinds(session, draft.id, EVENTS)
    happened = tuple(_happened(it, scope) for it in entries)
    return Work(
        process=scope.process.slug,
        process_name=scope.process.name_ru if language == "ru" else scope.process.name_en,
        number=slug(draft.symbol.rpartition(":")[2]) or f"draft-{draft.id}",
        title=draft.title,
        symbol=draft.symbol,
        language=language,
        begun=entries[0].at if entries else draft.changed_at,
        changed=draft.changed_at,
        draft=draft.id,
        revision=draft.revision,
        phase=draft.phase,
        seq=draft.seq,
        head=draft.head_hash,
        adopted=draft.adopted_at,
        hash=draft.adopted_hash,
        parties=tuple(Party(it.code, terms.party(it), it.kind) for it in scope.parties.values()),
        happened=happened,
        participation=_participation(session, scope),
        roles=_named(terms, "role", ["author", "co-sponsor", "chair", *(it.capacity for it in happened)]),
        events=_named(terms, "event", [it.kind for it in happened]),
        outcomes=_named(terms, "outcome", [*sorted(PUBLIC), *(it.outcome for it in happened if it.outcome)]),
        concepts=_named(terms, "concept", ["place", *CONCEPTS]),
        state_names=scope.state_names(),
        states=scope.states(),
        codes={it.id: it.code for it in scope.parties.values()},
    )


def _named(terms: Terms, sort: Sort, keys: Iterable[str]) -> Mapping[str, str]:
    return {key: terms.name(sort, key) for key in dict.fromkeys(keys)}


def _happened(it: Entry, scope: DraftScope) -> Happened:
    ruling = it.payload["ruling"] if it.kind == "paragraph ruled" else ""
    return Happened(
        seq=it.seq,
        at=it.at,
        kind=it.kind,
        capacity=it.capacity,
        party=scope.parties[it.party_id].code if it.party_id in scope.parties else "",
        anchor=str(it.paragraph_id or ""),
        outcome=ruling,
        amends=it.kind in AMENDING or ruling == "delete",
    )


def _participation(session: Session, scope: DraftScope) -> tuple[Participates, ...]:
    """Of an adopted text as its record says it, because its hash is reckoned with that very table."""
    issues = reissue.issues(session, scope)
    rows: Sequence[dict[str, Any]] = (
        issues[-1].payload["participation"] if issues else adoption.participation_table(session, scope)
    )
    return tuple(
        Participates(it["party"], it["code"], it["status"], it["note"], tuple(Said(**row) for row in it["said"]))
        for it in rows
    )


def _proposed(
    session: Session, scope: DraftScope, paragraphs: Iterable[ParagraphView], terms: Terms
) -> tuple[Proposed, ...]:
    """All that was ever tabled or suggested, in order of their numbers."""
    lines = {it.id: it for it in drafts.lines(session, scope.draft.id, scope.draft.language)}
    found = queries.of_draft(session, scope.draft.id, None, statuses=PUBLIC)
    views = views_of(session, scope, lines, found, queries.sponsors(session, scope.draft.id))
    on = {it.id: it for it in paragraphs}
    pairs = [(view, on[paragraph]) for paragraph, several in views.items() for view in several]
    ordered = sorted(pairs, key=lambda it: it[0].number or 0)
    seats = drafts.places_and_labels(session, scope.draft.id)
    new = {it.ref: block for it, _, block in inserted(seats, ordered, scope.draft.language)}
    return tuple(_told(view, paragraph, terms, new.get(view.ref)) for view, paragraph in ordered)


def _told(view: ProposalView, on: ParagraphView, terms: Terms, new: Block | None) -> Proposed:
    return Proposed(
        number=view.number or 0,
        kind=view.kind,
        status=view.status,
        party=view.party.code,
        sponsors=tuple(it.code for it in view.sponsors),
        by=terms.by(view),
        anchor=str(on.id),
        what=terms.what(view, on),
        base=view.base,
        text=view.text,
        reason=view.reason,
        decision=view.decision,
        tabled=view.tabled_at or view.made_at,
        decided=view.decided_at,
        new=new,
        new_notes=view.new_notes,
    )
