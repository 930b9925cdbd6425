"""Whose an author of a copy is, as far as the name in the file says. It is a guess, which a person confirms."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from drafting.domain import author_names
from drafting.domain.permissions import DELEGATION_ROLES
from drafting.persistence.queries import accounts
from drafting.persistence.records import Party
from drafting.services.scope import DraftScope


def parties_of(session: Session, scope: DraftScope, authors: Iterable[str]) -> dict[str, frozenset[int]]:
    """Author → the parties that the name may speak of: the one a person of this name sits for, else those it names."""
    current = {it.id: it for it in scope.parties.values() if it.status != "former"}
    people = accounts.people_of_meeting(session, scope.process.id, scope.meeting.id, scope.draft.changed_at)
    seats: dict[str, set[int]] = defaultdict(set)
    for row, person, _ in people:
        if row.role in DELEGATION_ROLES and row.party_id in current:
            for name in (person.name_en, person.name_ru):
                seats[name.casefold()].add(row.party_id)
    return {it: frozenset(seats.get(it.casefold()) or _named_in(current, it)) for it in authors}


def only(parties: frozenset[int]) -> int | None:
    """Of two people of one name, or of a name of two States, nobody can tell which it was."""
    return min(parties) if len(parties) == 1 else None


def listed(scope: DraftScope, author: str) -> tuple[int, ...]:
    """As `author_names.listed`, of the parties that are in the Process."""
    current = (it for it in scope.parties.values() if it.status != "former")
    return author_names.listed(author, {name: it.id for it in current for name in (it.name_en, it.name_ru, it.code)})


def _named_in(parties: Mapping[int, Party], author: str) -> set[int]:
    return {it.id for it in parties.values() if author_names.speaks_of(author, it.code, (it.name_en, it.name_ru))}
