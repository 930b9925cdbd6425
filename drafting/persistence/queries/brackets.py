"""Rulings on brackets, and what tells since when a bracket stands and who brought it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from drafting.persistence.records import BracketRuling, CoSponsor, Entry, Person, Proposal, Revision

# What every gavel asks is put into words once, because that costs as much as the answer.
_RULINGS = select(BracketRuling).where(BracketRuling.draft_id == bindparam("draft_id"))
_RULINGS_ON = _RULINGS.where(
    BracketRuling.paragraph_id == bindparam("paragraph_id"), BracketRuling.language == bindparam("language")
)


def rulings(session: Session, draft_id: int) -> list[BracketRuling]:
    """Those in force, in every language."""
    return list(session.scalars(_RULINGS, {"draft_id": draft_id}))


def rulings_on(session: Session, draft_id: int, paragraph_id: int, language: str) -> list[BracketRuling]:
    """Those in force on one paragraph."""
    where = {"draft_id": draft_id, "paragraph_id": paragraph_id, "language": language}
    return list(session.scalars(_RULINGS_ON, where))


class Worded(NamedTuple):
    """A text that a paragraph had or has. seq: the entry that made it."""

    paragraph_id: int
    seq: int
    text: str


_WORDINGS = (
    select(Revision.paragraph_id, Revision.seq, Revision.text)
    .where(Revision.draft_id == bindparam("draft_id"), Revision.language == bindparam("language"))
    .order_by(Revision.paragraph_id, Revision.number)
)


def wordings(session: Session, draft_id: int, language: str) -> list[Worded]:
    """Every text of every paragraph, the oldest of each first."""
    return [Worded._make(row) for row in session.execute(_WORDINGS, {"draft_id": draft_id, "language": language})]


class Cause(NamedTuple):
    """An entry that bears on brackets: a wording, a ruling on a bracket, a paragraph that went or came back.

    ref: of the proposal that it answered, "" for none; credits: the words that the merge desk took and the ids of the
    parties that wanted them.
    """

    seq: int
    at: datetime
    kind: str
    capacity: str
    person: Person
    party_id: int | None
    ref: str
    credits: tuple[tuple[str, tuple[int, ...]], ...]


_TELLING = (
    *("draft imported", "wording changed", "paragraph added", "text renumbered"),
    *("bracket ruled", "paragraph ruled"),
)
# Of a payload only what is asked for: that of an import is as long as the text.
_CAUSES = (
    select(
        Entry.seq,
        Entry.at,
        Entry.kind,
        Entry.capacity,
        Person,
        Entry.party_id,
        Entry.payload["proposal"].as_string(),
        Entry.payload["credits"].as_json(),
    )
    .join(Person, Person.id == Entry.person_id)
    .where(Entry.draft_id == bindparam("draft_id"), Entry.kind.in_(_TELLING))
)


def causes(session: Session, draft_id: int) -> dict[int, Cause]:
    """Number of an entry -> what it tells, of those that bear on brackets."""
    rows = session.execute(_CAUSES, {"draft_id": draft_id})
    return {
        seq: Cause(seq, at, kind, capacity, person, party, ref or "", _credited(credited))
        for seq, at, kind, capacity, person, party, ref, credited in rows
    }


def _credited(told: Iterable[Mapping[str, Any]] | None) -> tuple[tuple[str, tuple[int, ...]], ...]:
    return tuple((it["words"], tuple(it["parties"])) for it in told or ())


def rulings_told(session: Session, draft_id: int) -> list[Entry]:
    """The entries that bear on which brackets count: rulings on brackets, and paragraphs that went or came back."""
    return list(
        session.scalars(
            select(Entry)
            .where(Entry.draft_id == draft_id, Entry.kind.in_(("bracket ruled", "paragraph ruled")))
            .order_by(Entry.seq)
        )
    )


def sponsors_by_ref(session: Session, draft_id: int) -> dict[str, list[int]]:
    """Ref of a proposal that was ever tabled -> ids of the party that made it and of those that joined."""
    made = session.execute(
        select(Proposal.ref, Proposal.party_id, CoSponsor.party_id)
        .outerjoin(CoSponsor, CoSponsor.proposal_id == Proposal.id)
        .where(Proposal.draft_id == draft_id, Proposal.number.is_not(None), Proposal.status.in_(("accepted", "taken")))
        .order_by(Proposal.number, CoSponsor.at)
    )
    found: dict[str, list[int]] = {}
    for ref, party, joined in made:
        found.setdefault(ref, [party])
        if joined is not None:
            found[ref].append(joined)
    return found
