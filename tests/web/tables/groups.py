"""Working groups, their recommendations, and the follow-up."""

from drafting.persistence.records import Recommendation, WorkingGroup
from drafting.services import groups, recommendations
from drafting.services.scope import meeting_scope
from tests.factories import NOW, World
from tests.web.roles import EVERYBODY, OFFICE, READERS

PAGES = {
    "groups.show": EVERYBODY,
    "groups.new": READERS,
    "groups.edit": READERS,
    "groups.new_recommendation": READERS,
    "groups.edit_recommendation": READERS,
    "follow_up.show": EVERYBODY,
    "follow_up.one": EVERYBODY,
}
CHANGES = {
    "groups.add": READERS,
    "groups.change": READERS,
    "groups.move": READERS,
    "groups.remove": READERS,
    "groups.add_recommendation": READERS,
    "groups.change_recommendation": READERS,
    "groups.move_recommendation": READERS,
    "groups.remove_recommendation": READERS,
    # As the Office: the form of the table names Belmora, whose head may report, too.
    "follow_up.report": OFFICE | {"head.bel"},
}


def values(world: World) -> dict[str, int]:
    with world.database.writing() as session:
        scope = meeting_scope(session, world.people["office"], world.meeting, NOW, lock=True)
        theme = groups.Theme("Statistics", "Статистика", "Ms Vel", "г-жа Вел")
        groups.add_group(session, scope, theme, token="theme-of-the-table", now=NOW)
        group_id = session.query(WorkingGroup).filter_by(meeting_id=world.meeting).one().id
        words = recommendations.Words(
            "States should share statistics.",
            "Государствам следует обмениваться статистикой.",
            "should",
            audiences=("participating",),
        )
        recommendations.add(session, scope, group_id, words, token="words-of-the-table", now=NOW)
        return {
            "group_id": group_id,
            "recommendation_id": session.query(Recommendation).filter_by(meeting_id=world.meeting).one().id,
        }
