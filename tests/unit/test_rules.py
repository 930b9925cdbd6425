"""What a rule of a Process may be, and what a change of it needs."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import rules
from drafting.domain.errors import BadText
from drafting.domain.fields import Fields
from drafting.domain.rules import RULES, Ground
from drafting.persistence.records import Process

DAYS = st.dates(date(2000, 1, 1), date(2199, 12, 31)).map(date.isoformat)
VALUES = {
    "yes or no": st.booleans(),
    "hours": st.lists(st.integers(1, 720), unique=True, max_size=10).map(lambda it: sorted(it, reverse=True)),
    "days of the week": st.lists(st.integers(0, 6), unique=True, max_size=6).map(sorted),
    "days": st.lists(DAYS, unique=True, max_size=20).map(sorted),
    "day": st.none() | DAYS,
    "scheme": st.just("{process}/{meeting}/{document}/{year}"),
}
CHANGEABLE = [it for it in RULES.values() if not it.is_fixed]


@given(st.data(), st.sampled_from(CHANGEABLE))
def test_every_value_comes_back_from_its_form(data, rule):
    value = data.draw(VALUES.get(rule.kind, st.integers(rule.least, rule.most)))
    assert rules.read(rule, rules.typed(rule, value)) == value


@given(st.sampled_from(CHANGEABLE), st.lists(st.text(max_size=20), max_size=3))
def test_whatever_is_typed_is_taken_as_its_form_shows_it_or_refused(rule, typed):
    with suppress(BadText):
        value = rules.read(rule, typed)
        assert rules.read(rule, rules.typed(rule, value)) == value


def test_every_rule_that_can_be_changed_is_a_column_of_the_process_and_no_fixed_one_is():
    for rule in RULES.values():
        assert hasattr(Process, rule.key) is not rule.is_fixed, rule.key
        assert len(rule.key) <= 40


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [
        ("decision", ["majority"], "rule-fixed"),
        ("observers", [""], "rule-fixed"),
        ("silence_hours", ["0"], "rule-number"),
        ("silence_hours", ["8761"], "rule-number"),
        ("silence_hours", ["72.5"], "rule-number"),
        ("silence_hours", ["-72"], "rule-number"),
        ("silence_hours", ["٧٢"], "rule-number"),
        ("silence_hours", ["9" * 5000], "rule-number"),
        ("silence_hours", [], "rule-number"),
        ("chair_term_months", ["0"], "rule-number"),
        ("minutes_others", ["0"], "rule-number"),
        ("scrutiny_blocks", ["perhaps"], "rule-choice"),
        ("reminder_hours", ["24, two"], "rule-hours"),
        ("reminder_hours", ["0"], "rule-hours"),
        ("reminder_hours", ["721"], "rule-hours"),
        ("reminder_hours", ["1 2 3 4 5 6 7 8 9 10 11"], "rule-hours"),
        ("week_end", list("0123456"), "rule-week"),
        ("week_end", ["7"], "rule-week"),
        ("holidays", ["2026-02-30"], "bad-date"),
        ("holidays", ["1999-12-31"], "bad-date"),
        ("support_until", ["2200-01-01"], "bad-date"),
        ("symbol_scheme", ["{process}"], "scheme-fields"),
    ],
)
def test_what_a_rule_cannot_be_is_refused_by_name(key, typed, code):
    with pytest.raises(BadText) as error:
        rules.read(RULES[key], typed)
    assert error.value.code == code


def test_more_holidays_than_a_year_has_days_are_refused():
    many = "\n".join(date.fromordinal(date(2026, 1, 1).toordinal() + it).isoformat() for it in range(367))
    with pytest.raises(BadText) as error:
        rules.read(RULES["holidays"], [many])
    assert error.value.code == "rule-holidays"


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("reminder_hours", ["2; 24,2"], [24, 2]),
        ("reminder_hours", [""], []),
        ("holidays", ["2026-03-21, 2026-01-01\n2026-03-21"], ["2026-01-01", "2026-03-21"]),
        ("week_end", [], []),
        ("week_end", ["6", "4"], [4, 6]),
        ("note_reminder_days", [" 0 "], 0),
        ("support_until", [""], None),
        ("scrutiny_blocks", ["yes"], True),
    ],
)
def test_what_people_type_is_put_in_order(key, typed, value):
    assert rules.read(RULES[key], typed) == value


@pytest.mark.parametrize(
    ("ground", "reserved", "problems"),
    [
        (Ground(basis="The Chair's letter of 3 May"), False, {}),
        (Ground(basis="  "), False, {"basis": "basis-missing"}),
        (Ground(decision=True), False, {}),
        (Ground(basis="The Chair's letter of 3 May"), True, {"decision": "ministers-alone"}),
        (Ground(decision=True), True, {}),
        (Ground(decision=True, spent=True), True, {"decision": "decision-spent"}),
        (Ground(decision=True, spent=True), False, {"decision": "decision-spent"}),
        (Ground(basis="x" * 4001), True, {"decision": "ministers-alone", "basis": "basis-too-long"}),
    ],
)
def test_a_change_rests_on_words_and_one_reserved_for_ministers_on_their_decision(ground, reserved, problems):
    fields = Fields()
    rules.require_ground(fields, ground, reserved=reserved)
    assert {field: it.code for field, it in fields.problems.items()} == problems
