"""The demonstration is what `make demo` promises: a negotiation in its middle, with its books in order."""

from collections import Counter

import pytest

from drafting.persistence.queries import drafts as queries
from drafting.persistence.queries import proposals
from drafting.services import demonstration, verification
from drafting.services.scope import draft_scope
from tests.factories import NOW


def test_the_story_leaves_a_negotiation_in_its_middle(database):
    made = demonstration.load(database)
    with database.reading() as session:
        ids = verification.all_drafts(session)
        assert [verification.verify(session, it).findings for it in ids] == [()] * 4
        states = Counter(it.paragraph.state for it in queries.texts(session, ids[0], "en"))
        assert states.keys() >= {"agreed", "agreed ad referendum", "bracketed", "open", "deferred"}
        tabled = Counter(it.paragraph_id for it in proposals.on_the_table(session, ids[0]))
        assert sorted(tabled.values())[-3:] == [3, 3, 3]
        scope = draft_scope(session, made.people[demonstration.CAST["chair"]].id, ids[0], NOW)
        statuses = [it.status for it in made.parties.values()]
        assert (statuses.count("participating"), statuses.count("observer")) == (8, 2)
        assert all(email in made.people for email in demonstration.CAST.values())
        with pytest.raises(LookupError):
            demonstration._current(session, scope, "99.")
