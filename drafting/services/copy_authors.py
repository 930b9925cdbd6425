"""Whose an author of a copy is, as far as the name in the file says. It is a guess, which a person confirms."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

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
    """The parties that a name is a list of, as our own files name who wants the same: "Kazakhstan, Tajikistan"; ()
    for a name that says anything else, or one party alone."""
    current = (it for it in scope.parties.values() if it.status != "former")
    ids = {name: it.id for it in current for name in (it.name_en, it.name_ru, it.code)}
    parts = author.split(", ")
    found: list[int] = []
    while parts:
        # A name may have a comma of its own: "Iran, Islamic Republic of".
        size = next((size for size in range(len(parts), 0, -1) if ", ".join(parts[:size]) in ids), 0)
        if not size:
            return ()
        found.append(ids[", ".join(parts[:size])])
        parts = parts[size:]
    return tuple(found) if len(found) > 1 else ()


def _named_in(parties: Mapping[int, Party], author: str) -> set[int]:
    """The parties that an author's name speaks of, such as "Delegation of Kazakhstan" or "KAZ", but not "Kaz Bekov"."""
    said = _apart(author)
    words = said.casefold()
    return {
        it.id
        for it in parties.values()
        if _apart(it.code) in said or any(_apart(name).casefold() in words for name in (it.name_en, it.name_ru))
    }


def _apart(words: str) -> str:
    """With a space round each word and comma, as several delegations are named together."""
    return f" {words.replace(',', ' ,')} "
