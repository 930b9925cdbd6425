"""Looking behind the rulings of the Chair in the small conference: texts, states, entries, and one more capacity."""

from collections.abc import Callable
from typing import Any

from drafting.persistence.queries import drafts, record
from drafting.persistence.queries import proposals as proposal_queries
from drafting.persistence.records import Appointment, Entry
from tests import acts
from tests.factories import NOW, World

Rule = Callable[..., None]


def found(it: World, label: str) -> tuple[str, int, str]:
    """State, number of the revision and text of a paragraph."""
    with it.database.reading() as session:
        row = drafts.text(session, it.draft, it.paragraphs[label], "en")
        assert row is not None
        return row.paragraph.state, row.revision.number, row.revision.text


def in_order(it: World) -> list[tuple[str, str]]:
    """(label, text) of every paragraph but notes and formal lines."""
    with it.database.reading() as session:
        rows = drafts.texts(session, it.draft, "en")
        return [
            (row.paragraph.label, row.revision.text) for row in rows if row.paragraph.kind in ("operative", "point")
        ]


def entries(it: World, *kinds: str) -> list[Entry]:
    with it.database.reading() as session:
        return [entry for entry in record.entries(session, it.draft) if entry.kind in kinds]


def status(it: World, ref: str) -> tuple[str, str]:
    with it.database.reading() as session:
        proposal = proposal_queries.by_ref(session, it.draft, ref, None)
        assert proposal is not None
        return proposal.status, proposal.decision


def ruling(it: World, rule: Rule, subject: Any, who: str = "chair", **fields: Any) -> None:
    """Make a ruling in a transaction of its own, with a fresh token unless one is given."""
    fields = {"token": acts.token(), "now": NOW, **fields}
    acts.act(it, who, lambda session, scope: rule(session, scope, subject, **fields))


def appoint(it: World, who: str, role: str, code: str = "") -> None:
    with it.database.writing() as session:
        scope = it.scope(session, "office")
        session.add(
            Appointment(
                person_id=it.people[who],
                process_id=scope.process.id,
                meeting_id=it.meeting,
                party_id=it.parties.get(code),
                role=role,
                since=NOW,
                until=None,
            )
        )
