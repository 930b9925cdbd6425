"""Working groups and their recommendations: numbered without a gap under each theme, each change an entry."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafting.domain.errors import BadFields, DraftingError, NotAllowed, NotFound, WrongState
from drafting.persistence.queries import matters as matter_queries
from drafting.persistence.records import Recommendation, WorkingGroup
from drafting.services import follow_up, groups, matters, matters_verification, recommendations
from drafting.services.scope import meeting_scope
from tests.factories import NOW

tokens = (f"group-token-{number}" for number in itertools.count())


def words(world, text="States should meet.", *, parties=("ARV",), audiences=()):
    return recommendations.Words(
        text, "Государствам следует встречаться.", "should", [world.parties[it] for it in parties], audiences
    )


def act(world, do, who="office"):
    with world.database.writing() as session:
        scope = meeting_scope(session, world.people[who], world.meeting, NOW, lock=True)
        return do(session, scope, {"token": next(tokens), "now": NOW})


def add_group(world, theme="Statistics", who="office"):
    act(world, lambda s, scope, x: groups.add_group(s, scope, groups.Theme(theme, f"{theme} (рус.)"), **x), who)
    with world.database.reading() as session:
        return session.query(WorkingGroup).filter_by(theme_en=theme).one().id


def add(world, group, text="States should meet.", **to):
    act(world, lambda s, scope, x: recommendations.add(s, scope, group, words(world, text, **to), **x))
    with world.database.reading() as session:
        return session.query(Recommendation).filter_by(text_en=text).one().id


def shown(world):
    with world.database.reading() as session:
        found = groups.page(session, meeting_scope(session, world.people["observer"], world.meeting, NOW))
        return {it.row.theme_en: [(one.label, one.row.text_en) for one in it.recommendations] for it in found}


def examine(world):
    with world.database.reading() as session:
        scope = meeting_scope(session, world.people["office"], world.meeting, NOW)
        assert matters_verification.verify(session, scope.meeting).findings == ()
        found = groups.page(session, scope)
    assert [it.row.place for it in found] == list(range(1, len(found) + 1))
    for it in found:
        assert [one.row.number for one in it.recommendations] == list(range(1, len(it.recommendations) + 1))


def test_recommendations_are_numbered_under_each_theme(conference):
    first, second = add_group(conference), add_group(conference, "Borders")
    for at, group in enumerate((first, second, first)):
        add(conference, group, f"Text {at} should stand.")
    assert shown(conference) == {
        "Statistics": [("i.", "Text 0 should stand."), ("ii.", "Text 2 should stand.")],
        "Borders": [("i.", "Text 1 should stand.")],
    }
    examine(conference)


def test_moving_and_removing_close_the_gap(conference):
    group = add_group(conference)
    ids = [add(conference, group, f"Text {at} should stand.") for at in range(4)]
    act(conference, lambda s, scope, x: recommendations.move(s, scope, ids[3], up=True, **x))
    act(conference, lambda s, scope, x: recommendations.move(s, scope, ids[0], up=True, **x))
    act(conference, lambda s, scope, x: recommendations.remove(s, scope, ids[1], **x))
    assert [text[5] for _, text in shown(conference)["Statistics"]] == ["0", "3", "2"]
    examine(conference)


def test_themes_are_moved_and_an_empty_one_is_removed(conference):
    first, second, third = (add_group(conference, name) for name in ("A", "B", "C"))
    act(conference, lambda s, scope, x: groups.move_group(s, scope, third, up=True, **x))
    act(conference, lambda s, scope, x: groups.move_group(s, scope, second, up=False, **x))
    act(conference, lambda s, scope, x: groups.remove_group(s, scope, first, **x))
    assert list(shown(conference)) == ["C", "B"]
    add(conference, second)
    with pytest.raises(WrongState, match="remove group"):
        act(conference, lambda s, scope, x: groups.remove_group(s, scope, second, **x))
    examine(conference)


def test_a_change_keeps_the_addressees_that_stay_and_is_refused_when_the_form_is_old(conference):
    group = add_group(conference)
    of = add(conference, group, parties=("ARV", "BEL"), audiences=("donors",))
    with conference.database.reading() as session:
        seal = recommendations.seal_of(session, session.get_one(Recommendation, of))
        kept = {it.id for it in groups.queries.addressees(session, [conference.meeting]) if it.party_id}
    new = words(conference, "States could meet.", parties=("BEL", "OBS"))
    act(conference, lambda s, scope, x: recommendations.change(s, scope, of, new, seal=seal, **x))
    with conference.database.reading() as session:
        scope = meeting_scope(session, conference.people["office"], conference.meeting, NOW)
        view = groups.page(session, scope)[0].recommendations[0]
        assert [it.code for it in view.parties] == ["BEL", "OBS"]
        assert view.audiences == ()
        assert kept & {it.id for it in groups.queries.addressees(session, [conference.meeting])}
    with pytest.raises(WrongState, match="moved on"):
        act(conference, lambda s, scope, x: recommendations.change(s, scope, of, new, seal=seal, **x))
    examine(conference)


def test_everything_wrong_is_told_at_once(conference):
    with pytest.raises(BadFields) as refused:
        act(conference, lambda s, scope, x: groups.add_group(s, scope, groups.Theme(" ", "Т" * 301, "R" * 201), **x))
    assert {name: it.code for name, it in refused.value.problems.items()} == {
        "theme_en": "theme-missing",
        "theme_ru": "field-too-long",
        "rapporteur_en": "field-too-long",
    }
    group = add_group(conference)
    said = recommendations.Words("", "Т" * 20_001, "ought", (), ())
    with pytest.raises(BadFields) as refused:
        act(conference, lambda s, scope, x: recommendations.add(s, scope, group, said, **x))
    assert {name: it.code for name, it in refused.value.problems.items()} == {
        "text_en": "recommendation-missing",
        "text_ru": "too-long",
        "strength": "strength-missing",
        "parties": "addressee-missing",
    }


@pytest.mark.parametrize("to", [{"parties": [999]}, {"audiences": ["martians"]}])
def test_an_unknown_addressee_is_refused(conference, to):
    group = add_group(conference)
    said = recommendations.Words("States should act.", "Следует.", "should", **to)
    with pytest.raises(BadFields) as refused:
        act(conference, lambda s, scope, x: recommendations.add(s, scope, group, said, **x))
    assert refused.value.problems["parties"].code == "addressee-unknown"


def test_the_same_form_sent_twice_is_one_entry(conference):
    group = add_group(conference)
    of = add(conference, group)
    with conference.database.reading() as session:
        seals = (
            matters.seal(session.get_one(WorkingGroup, group)),
            recommendations.seal_of(session, session.get_one(Recommendation, of)),
        )
    theme = groups.Theme("Other", "Другая")
    for do in (
        lambda s, scope, x: groups.add_group(s, scope, theme, **x),
        lambda s, scope, x: groups.move_group(s, scope, group, up=False, **x),
        lambda s, scope, x: recommendations.add(s, scope, group, words(conference, "Another should stand."), **x),
        lambda s, scope, x: recommendations.move(s, scope, of, up=False, **x),
        lambda s, scope, x: follow_up.report(s, scope, of, follow_up.Said("open", "So.", NOW.date(), "en"), **x),
        lambda s, scope, x: groups.change_group(s, scope, group, theme, seal=seal_of_group(conference, group), **x),
        lambda s, scope, x: recommendations.change(
            s, scope, of, words(conference, "Yet another."), seal=seal_of(conference, of), **x
        ),
    ):
        same = {"token": next(tokens), "now": NOW}
        act(conference, lambda s, scope, _x, do=do, same=same: do(s, scope, same))
        before = entries(conference)
        act(conference, lambda s, scope, _x, do=do, same=same: do(s, scope, same))
        assert entries(conference) == before
    assert all(seals)
    for do in (
        lambda s, scope, x: recommendations.remove(s, scope, newest(conference, Recommendation), **x),
        lambda s, scope, x: groups.remove_group(s, scope, newest(conference, WorkingGroup), **x),
    ):
        same = {"token": next(tokens), "now": NOW}
        act(conference, lambda s, scope, _x, do=do, same=same: do(s, scope, same))
        before = entries(conference)
        act(conference, lambda s, scope, _x, do=do, same=same: do(s, scope, same))
        assert entries(conference) == before
    examine(conference)


def newest(world, table):
    with world.database.reading() as session:
        return max(it.id for it in session.query(table))


def seal_of_group(world, group):
    with world.database.reading() as session:
        return matters.seal(session.get_one(WorkingGroup, group))


def seal_of(world, of):
    with world.database.reading() as session:
        return recommendations.seal_of(session, session.get_one(Recommendation, of))


def test_the_page_reads_a_fixed_number_of_queries(conference, count_queries):
    def read():
        with count_queries() as found, conference.database.reading() as session:
            groups.page(session, meeting_scope(session, conference.people["office"], conference.meeting, NOW))
        return len(found)

    add(conference, add_group(conference))
    few = read()
    for at in range(10):
        add(conference, add_group(conference, f"Theme {at}"), f"T{at} should.", parties=("BEL", "OBS"))
    assert read() == few


def entries(world):
    with world.database.reading() as session:
        scope = meeting_scope(session, world.people["office"], world.meeting, NOW)
        return len(matter_queries.entries(session, scope.meeting))


def test_delegations_keep_no_groups_and_what_is_elsewhere_is_not_found(conference):
    with pytest.raises(NotAllowed):
        add_group(conference, who="head.arv")
    add_group(conference, who="rapporteur")
    for do in (
        lambda s, scope, x: groups.move_group(s, scope, 999, up=True, **x),
        lambda s, scope, x: recommendations.move(s, scope, 999, up=True, **x),
    ):
        with pytest.raises(NotFound):
            act(conference, do)


STEPS = st.tuples(
    st.sampled_from(("group", "add", "move", "move group", "remove", "remove group", "report")),
    st.integers(0, 5),
    st.booleans(),
)


def play(world, step, made):
    what, which, up = step
    with world.database.reading() as session:
        themes = [it.id for it in session.query(WorkingGroup)] or [0]
        rows = [it.id for it in session.query(Recommendation)] or [0]
    theme, of = themes[which % len(themes)], rows[which % len(rows)]
    said = follow_up.Said("done", "So.", NOW.date(), "en")
    acts = {
        "group": lambda s, scope, x: groups.add_group(s, scope, groups.Theme(f"T{made}", "Т"), **x),
        "add": lambda s, scope, x: recommendations.add(s, scope, theme, words(world, f"W{made}"), **x),
        "move": lambda s, scope, x: recommendations.move(s, scope, of, up=up, **x),
        "move group": lambda s, scope, x: groups.move_group(s, scope, theme, up=up, **x),
        "remove": lambda s, scope, x: recommendations.remove(s, scope, of, **x),
        "remove group": lambda s, scope, x: groups.remove_group(s, scope, theme, **x),
        "report": lambda s, scope, x: follow_up.report(s, scope, of, said, **x),
    }
    act(world, acts[what])


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=20))
def test_after_any_history_numbers_are_gapless_and_the_record_agrees(anew, steps):
    with anew() as world:
        add_group(world)
        for made, step in enumerate(steps):
            try:
                play(world, step, made)
            except DraftingError:
                continue
        examine(world)
