"""What somebody reported on is dropped, not removed."""

import pytest

from drafting.domain.errors import WrongState
from drafting.persistence.records import FollowUp, Recommendation, WorkingGroup
from drafting.services import recommendations
from drafting.services.scope import meeting_scope
from tests.factories import NOW


def test_a_recommendation_that_was_reported_on_stays(conference):
    with conference.database.writing() as session:
        session.add(WorkingGroup(id=1, meeting_id=conference.meeting, place=1, theme_en="Data", theme_ru="Данные"))
        session.flush()
        words = {"text_en": "States should share data.", "text_ru": "Государствам следует обмениваться данными."}
        session.add(
            Recommendation(id=1, meeting_id=conference.meeting, group_id=1, number=1, strength="should", **words)
        )
        session.flush()
        said = {"on": NOW.date(), "state": "under way", "note": "Begun.", "language": "en", "at": NOW}
        of = {"meeting_id": conference.meeting, "recommendation_id": 1, "person_id": conference.people["office"]}
        session.add(FollowUp(**of, **said))
    with conference.database.writing() as session:
        scope = meeting_scope(session, conference.people["office"], conference.meeting, NOW, lock=True)
        with pytest.raises(WrongState) as refused:
            recommendations.remove(session, scope, 1, token="submission-1", now=NOW)
        assert refused.value.state == "reported"
