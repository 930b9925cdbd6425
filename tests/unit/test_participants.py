"""Lists of participants: categories, order, running numbers, badges, forms of address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import participants
from drafting.domain.participants import BADGES, CATEGORIES, HONORIFICS, SERVING, Participant

PEOPLE = st.lists(
    st.builds(
        Participant,
        id=st.integers(1, 10**6),
        party=st.integers(1, 6),
        name=st.sampled_from(["Türkiye", "Turkmenistan", "Tajikistan", "zeta", "Ångström"]),
        category=st.sampled_from(CATEGORIES),
        is_head=st.booleans(),
        place=st.integers(1, 9),
    ),
    unique_by=lambda it: it.id,
    max_size=30,
)


@pytest.mark.parametrize(
    ("kind", "category", "status", "stands"),
    [
        ("state", "state", "participating", "participating"),
        ("state", "state", "observer", "observers"),
        ("state", "state", "invited", "observers"),
        ("state", "state", "former", "observers"),
        ("organization", "intergovernmental", "observer", "intergovernmental"),
        ("organization", "united nations", "observer", "united nations"),
        ("organization", "civil society", "invited", "civil society"),
        ("organization", "other", "observer", "other"),
        ("organization", "state", "observer", "other"),
        ("organization", "intergovernmental", "participating", "participating"),
    ],
)
def test_a_party_stands_in_its_category(kind, category, status, stands):
    assert participants.category_of(kind, category, status) == stands


@pytest.mark.parametrize(
    ("status", "decision", "comes"),
    [
        ("participating", "", True),
        ("participating", "exclude", True),
        ("observer", "", True),
        ("observer", "exclude", False),
        ("observer", "invite", True),
        ("invited", "", False),
        ("invited", "invite", True),
        ("invited", "exclude", False),
        ("former", "", False),
        ("former", "invite", False),
    ],
)
def test_observers_come_by_rule_and_civil_society_by_decision(status, decision, comes):
    assert participants.attends(status, decision) is comes


@given(PEOPLE)
def test_everybody_is_counted_once_and_no_number_is_left_out(people):
    entries = [it for section in participants.numbered(people) for it in section.entries]
    assert [it.number for it in entries] == list(range(1, len(people) + 1))
    assert {it.participant for it in entries} == set(people)


@given(PEOPLE)
def test_categories_stand_in_printing_order_and_none_is_empty(people):
    sections = participants.numbered(people)
    standing = [CATEGORIES.index(it.category) for it in sections]
    assert standing == sorted(set(standing))
    assert all(it.entries for it in sections)
    assert all(one.participant.category == it.category for it in sections for one in it.entries)


@given(PEOPLE, st.randoms())
def test_the_list_does_not_depend_on_the_order_in_which_people_were_named(people, chance):
    mixed = list(people)
    chance.shuffle(mixed)
    assert participants.numbered(mixed) == participants.numbered(people)


@given(PEOPLE)
def test_inside_a_delegation_the_head_stands_first_and_the_others_by_place(people):
    for section in participants.numbered(people):
        for party in {it.participant.party for it in section.entries}:
            names = {it.participant.name for it in section.entries if it.participant.party == party}
            for name in names:
                own = [
                    it.participant
                    for it in section.entries
                    if (it.participant.party, it.participant.name) == (party, name)
                ]
                assert own == sorted(own, key=lambda it: (not it.is_head, it.place, it.id))


def test_states_stand_in_english_alphabetical_order_whatever_the_diacritics():
    people = [
        Participant(number, number, name, "participating", is_head=False, place=1)
        for number, name in enumerate(["Turkmenistan", "Türkiye", "Afghanistan"], 1)
    ]
    (section,) = participants.numbered(people)
    assert [it.participant.name for it in section.entries] == ["Afghanistan", "Türkiye", "Turkmenistan"]


@pytest.mark.parametrize("badge", sorted(BADGES))
def test_who_serves_the_meeting_is_listed_apart_unless_head(badge):
    listed = participants.category_of_member("united nations", badge)
    assert listed == ("secretariat" if badge in SERVING else "united nations")
    assert participants.category_of_member("united nations", badge, is_head=True) == "united nations"


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_category_has_a_usual_badge_that_can_be_chosen(category):
    assert participants.badge_for(category) in participants.CHOSEN


def test_badges_have_short_codes_of_their_own():
    assert len(set(BADGES.values())) == len(BADGES)
    assert all(it.isupper() and len(it) == 3 for it in BADGES.values())
    assert participants.shown_badge("press", is_head=True) == "head"
    assert participants.shown_badge("press", is_head=False) == "press"


@pytest.mark.parametrize(("english", "russian"), HONORIFICS)
def test_a_form_of_address_of_the_table_is_given_in_the_other_language(english, russian):
    assert participants.titles(english, "") == (english, russian)
    assert participants.titles("", russian) == (english, russian)


@pytest.mark.parametrize("pair", [("", ""), ("Sheikh", ""), ("", "шейх"), ("Mr", "госпожа"), ("Sheikh", "г-н")])
def test_any_other_form_of_address_stays_as_it_was_given(pair):
    assert participants.titles(*pair) == pair


def test_forms_of_address_are_told_apart_in_both_languages():
    assert len({it for it, _ in HONORIFICS}) == len({it for _, it in HONORIFICS}) == len(HONORIFICS)
    assert all(it.isascii() for it, _ in HONORIFICS)
    assert not any(sign.isascii() and sign.isalpha() for _, it in HONORIFICS for sign in it)


@pytest.mark.parametrize(
    ("members", "standing"),
    [
        ([], "silent"),
        ([(False, "confirmed")], "headless"),
        ([(True, "named"), (False, "confirmed")], "unconfirmed"),
        ([(True, "invited")], "unconfirmed"),
        ([(False, "named"), (True, "confirmed")], "confirmed"),
    ],
)
def test_credentials_stand_by_the_head(members, standing):
    assert participants.standing(members) == standing


PLACES = st.dictionaries(st.integers(1, 99), st.integers(1, 999), min_size=1, max_size=12).filter(
    lambda it: len(set(it.values())) == len(it)
)


@given(PLACES, st.data())
def test_a_step_changes_places_with_the_neighbour_alone(places, data):
    of, up = data.draw(st.sampled_from(sorted(places))), data.draw(st.booleans())
    changed = participants.moved(places, of, up=up)
    line = sorted(places, key=lambda it: places[it])
    after = sorted(places, key=lambda it: {**places, **changed}[it])
    index = line.index(of)
    other = index - 1 if up else index + 1
    if 0 <= other < len(line):
        line[index], line[other] = line[other], line[index]
    else:
        assert changed == {}
    assert after == line
    assert sorted({**places, **changed}.values()) == sorted(places.values())


@given(PLACES, st.data())
def test_a_step_up_and_a_step_down_leave_everything_as_it_was(places, data):
    line = sorted(places, key=lambda it: places[it])
    of = data.draw(st.sampled_from(line))
    once = {**places, **participants.moved(places, of, up=True)}
    back = {**once, **participants.moved(once, of, up=False)}
    assert (back == places) is (of != line[0] or len(line) == 1)


def test_who_is_not_in_the_line_cannot_change_places():
    with pytest.raises(ValueError, match="7"):
        participants.moved({1: 1, 2: 2}, 7, up=True)
