"""What the record tells of a draft's brackets: since when each stands, who brought it, how many were open and when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy.orm import Session

from drafting.domain.anchors import Span
from drafting.domain.bracket_ages import Event, Life, life, totals
from drafting.domain.brackets import read_all
from drafting.persistence.queries import brackets as queries
from drafting.persistence.records import Entry
from drafting.services.scope import DraftScope


@dataclass(frozen=True)
class BracketHistory:
    """lives: by paragraph id; causes: by number of the entry; sponsors: ref of a proposal that was taken
    up -> its parties, the proposer first; points: (seq, how many brackets were open after it)."""

    lives: Mapping[int, Life]
    causes: Mapping[int, queries.Cause]
    sponsors: Mapping[str, Sequence[int]]
    points: tuple[tuple[int, int], ...]


def history(session: Session, scope: DraftScope) -> BracketHistory:
    """Read in four queries, whatever the length of the draft and of its record."""
    draft = scope.draft
    told = _told(queries.rulings_told(session, draft.id))
    rows = queries.wordings(session, draft.id, draft.language)
    events: dict[int, list[Event]] = defaultdict(list)
    for it in rows:
        events[it.paragraph_id].append(Event(it.seq, it.text))
    for paragraph, row in told:
        events[paragraph].append(row)
    disputes = _disputes({it.text for it in rows}, scope.state_names())
    lives = {key: life(sorted(found, key=_order), disputes) for key, found in events.items()}
    causes = queries.causes(session, draft.id)
    return BracketHistory(lives, causes, queries.sponsors_by_ref(session, draft.id), totals(lives.values()))


def _order(it: Event) -> int:
    return it.seq


def _told(entries: Iterable[Entry]) -> list[tuple[int, Event]]:
    """(paragraph id, event) of each; both kinds of entry always name a paragraph."""
    return [(cast("int", it.paragraph_id), _event(it)) for it in entries]


def _event(it: Entry) -> Event:
    if it.kind == "paragraph ruled":
        return Event(it.seq, is_deleted=it.payload["state"] == "deleted")
    places = tuple((start, stop) for start, stop in it.payload["places"])
    ruling = it.payload["ruling"]
    return Event(
        it.seq,
        excuses=places if ruling in ("not a dispute", "participation") else (),
        accuses=places if ruling in ("dispute", "participation not said") else (),
        refuses=places if ruling == "not participation" else (),
    )


def _disputes(texts: Iterable[str], names: tuple[str, ...]) -> dict[str, frozenset[Span]]:
    """For each text the disputes that open in it, by their words."""
    bracketed = [text for text in texts if any(sign in text for sign in "[【［")]
    # Every text stands alone, as if under a heading of its own.
    readings = read_all(bracketed, range(len(bracketed)), names)
    return {
        text: frozenset((it.start, it.end or it.start + 1) for it in reading.brackets if it.kind == "dispute")
        for text, reading in zip(bracketed, readings, strict=True)
    }
