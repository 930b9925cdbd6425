"""What a delegation is told when the Support Office tabled proposals for it as received."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain.permissions import BINDING_ROLES
from drafting.persistence.queries import accounts, drafts
from drafting.persistence.queries import notices as notice_queries
from drafting.persistence.queries import record as record_queries
from drafting.persistence.records import Draft, Entry, Meeting, Notice, Party, Process
from drafting.services import outbox
from drafting.services.scope import DraftScope, ordered_parties

# An observer's own people put its suggestions forward.
_ANSWERING = BINDING_ROLES | {"observer"}


@dataclass(frozen=True)
class ReceivedProposals:
    """Everything that the words of one notice are made of.

    state: for whom they were tabled; numbers: of the proposals; remarks: how many were entered beside them; how: the
    Office's sentence on how and when they came.
    """

    notice: Notice
    draft: Draft
    meeting: Meeting
    process: Process
    state: Party
    numbers: tuple[int, ...]
    remarks: int
    how: str
    # Whatever happens to a proposal later, its State is told that it was tabled.
    is_overtaken: bool = False


def tell(session: Session, scope: DraftScope, entries: Iterable[Entry], now: datetime) -> None:
    """One notice of all that was tabled for a party in this transaction, to each who answers for it."""
    first: dict[int, Entry] = {}
    for entry in entries:
        first.setdefault(entry.party_id or 0, entry)
    people = accounts.people_of_meeting(session, scope.process.id, scope.meeting.id, now)
    for party, entry in first.items():
        told = {it.id: (party, it) for row, it, _ in people if row.party_id == party and row.role in _ANSWERING}
        key = f"received:{entry.draft_id}:{entry.seq}"
        outbox.queue_to(session, entry, told.values(), occasion="proposals received", key=key, now=now)


def gather(session: Session, notice: Notice) -> ReceivedProposals:
    """Read what this notice is about, in a fixed number of queries."""
    located = drafts.locate(session, notice.draft_id, lock=False)
    if located is None:  # pragma: no cover - a notice refers to its draft
        raise LookupError(notice.draft_id)
    entry = notice_queries.entry(session, notice.draft_id, notice.seq)
    proposed, said = (
        [
            it
            for it in record_queries.of_kind(session, notice.draft_id, kind)
            if (it.party_id, it.at, it.payload.get("received")) == (entry.party_id, entry.at, entry.payload["received"])
        ]
        for kind in ("proposal tabled", "remark made")
    )
    return ReceivedProposals(
        notice=notice,
        draft=located.draft,
        meeting=located.meeting,
        process=located.process,
        state=ordered_parties(session, located.process.id)[entry.party_id or 0],
        numbers=tuple(it.payload["number"] for it in proposed),
        remarks=len(said),
        how=entry.payload["received"],
    )
