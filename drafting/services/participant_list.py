"""The list of participants of a meeting, by category with running numbers: lists, badges and files are made of it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from drafting.domain import participants
from drafting.domain.participants import Category, Participant
from drafting.persistence.queries import delegations as queries
from drafting.persistence.records import Delegate, Party
from drafting.services import delegations
from drafting.services.scope import MeetingScope


@dataclass(frozen=True)
class Listed:
    """One participant. number: through the whole list."""

    number: int
    category: Category
    party: Party
    delegate: Delegate

    @property
    def badge(self) -> str:
        """What the badge says: a key of `participants.BADGES`."""
        return participants.shown_badge(self.delegate.badge, is_head=self.delegate.is_head)


def in_order(session: Session, scope: MeetingScope, states: Collection[str] = ("confirmed",)) -> tuple[Listed, ...]:
    """Everybody in these states, as lists of participants print them."""
    rows = {it.id: it for it in queries.delegates(session, scope.meeting.id) if it.state in states}
    parties = delegations.attending(session, scope, {it.party_id for it in rows.values()})
    sections = participants.numbered(_participant(it, parties[it.party_id]) for it in rows.values())
    return tuple(
        Listed(it.number, section.category, parties[it.participant.party], rows[it.participant.id])
        for section in sections
        for it in section.entries
    )


def _participant(row: Delegate, party: Party) -> Participant:
    of_party = delegations.category(party)
    return Participant(
        id=row.id,
        party=party.id,
        name=party.sort_key or party.name_en,
        category=participants.category_of_member(of_party, row.badge, is_head=row.is_head),
        is_head=row.is_head,
        place=row.place,
    )
