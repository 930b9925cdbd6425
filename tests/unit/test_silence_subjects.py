"""What a no-objection run may be about, what its silence may mean, and which runs exclude one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.errors import BadText
from drafting.domain.silence_subjects import (
    MEANINGS,
    NAMES,
    PARTICIPATION_AFTER,
    SUBJECTS,
    Subject,
    may_be_severed,
    meanings,
    overlap,
    require_plan,
    touched_by,
)

DRAFT = Subject("draft")
FIRST, SECOND, BOTH = (Subject("paragraphs", frozenset(it)) for it in ({1}, {2}, {1, 2}))
KAZ, KGZ = Subject("participation", party=1), Subject("participation", party=2)
KINDS = ("text", "invitation", "rules", "publication")
subjects = st.one_of(
    st.just(DRAFT),
    st.builds(lambda ids: Subject("paragraphs", ids), st.frozensets(st.integers(1, 4), min_size=1)),
    st.builds(lambda party: Subject("participation", party=party), st.integers(1, 3)),
)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (DRAFT, DRAFT, True),
        (DRAFT, FIRST, True),
        (FIRST, SECOND, False),
        (FIRST, BOTH, True),
        (FIRST, FIRST, True),
        (KAZ, KAZ, True),
        (KAZ, KGZ, False),
        # Participation is a fact apart from the text.
        (KAZ, DRAFT, False),
        (KAZ, FIRST, False),
    ],
)
def test_two_runs_that_would_decide_the_same_thing_exclude_one_another(one, other, meet):
    assert overlap(one, other) == overlap(other, one) == meet


@given(subjects, subjects)
def test_every_run_excludes_itself_and_exclusion_is_mutual(one, other):
    assert overlap(one, one)
    assert overlap(one, other) == overlap(other, one)


@given(subjects, subjects, st.integers(1, 4))
def test_two_runs_that_one_change_touches_exclude_one_another(one, other, changed):
    if touched_by(one, {changed}) and touched_by(other, {changed}):
        assert overlap(one, other)


@pytest.mark.parametrize(
    ("subject", "changed", "touched"),
    [
        (DRAFT, {1}, True),
        (DRAFT, None, True),
        (FIRST, {1}, True),
        (FIRST, {2}, False),
        (FIRST, None, False),
        (KAZ, {1}, False),
        (KAZ, None, False),
    ],
)
def test_a_change_of_words_touches_what_was_circulated(subject, changed, touched):
    assert touched_by(subject, changed) == touched


def plan(subject=FIRST, meaning="agreed", names="all", *, severable=False, kind="text", phase="negotiation"):
    require_plan(subject, meaning, names, severable=severable, draft_kind=kind, phase=phase)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"subject": Subject("weather")}, "unknown-subject"),
        ({"phase": "adopted"}, "subject-settled"),
        ({"subject": DRAFT, "meaning": "adoption", "phase": "adopted"}, "subject-settled"),
        ({"subject": Subject("paragraphs")}, "paragraphs-missing"),
        ({"subject": Subject("participation")}, "state-missing"),
        ({"meaning": ""}, "meaning-missing"),
        ({"meaning": "participation"}, "meaning-missing"),
        ({"subject": KAZ, "meaning": "adoption"}, "meaning-missing"),
        # A decision is adopted or it is not.
        ({"subject": DRAFT, "meaning": "agreed", "kind": "rules"}, "meaning-missing"),
        ({"names": "friends"}, "unknown-names"),
        ({"subject": DRAFT, "meaning": "adoption", "severable": True}, "not-severable"),
        ({"subject": KAZ, "meaning": "participation", "severable": True}, "not-severable"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_by_name(facts, code):
    with pytest.raises(BadText) as refused:
        plan(**facts)
    assert refused.value.code == code


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("subject", [DRAFT, FIRST, KAZ])
def test_every_meaning_that_is_offered_may_be_planned_whole_and_the_severable_ones_in_parts(subject, names, kind):
    for meaning in meanings(subject.kind, kind):
        plan(subject, meaning, names, kind=kind)
        if may_be_severed(subject.kind, meaning):
            plan(subject, meaning, names, kind=kind, severable=True)


def test_a_states_participation_may_be_settled_after_the_adoption():
    plan(KAZ, "no participation", phase="adopted")


def test_silence_about_participation_always_has_a_consequence():
    assert set(MEANINGS) == set(SUBJECTS)
    assert set(PARTICIPATION_AFTER) == set(MEANINGS["participation"])
