"""The names of all States of the world in texts: found in every case, each as its own State's."""

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from drafting import world
from drafting.domain.bracket_kinds import StateNames
from drafting.domain.mentions import States, mentions
from drafting.domain.state_names import Names, all_forms, forms

ALL = world.states()
# The four names of each alone: its cases are found by rule, before people give further forms.
NAMED: States = tuple(enumerate(Names(it.name_en, it.long_en, it.name_ru, it.long_ru) for it in ALL))
FORMS = [
    (key, form)
    for key, it in enumerate(ALL)
    for form in dict.fromkeys((it.name_en, it.long_en, it.name_ru, it.long_ru, *it.cases_ru()))
]


def test_every_form_is_recognised_in_a_text_alone_and_in_brackets():
    missed = []
    for key, form in FORMS:
        text = f"Participants: {form}, [{form}], и другие"
        found = [(it.party, text[it.start : it.stop], it.bracket is not None) for it in mentions(text, NAMED)]
        if found != [(key, form, False), (key, form, True)]:
            missed.append((form, found))
    assert missed == []


def test_every_form_in_brackets_is_a_name_and_no_doubt_about_words():
    recognised = StateNames(all_forms(tuple(it for _, it in NAMED)))
    assert [form for _, form in FORMS if form not in recognised] == []


@given(st.lists(st.sampled_from(FORMS), min_size=1, max_size=12), st.sampled_from((" and ", " и ", ", а также ")))
def test_every_list_of_names_is_read_as_its_names(chosen: list[tuple[int, str]], last: str):
    listed = [form for _, form in chosen]
    text = last.join([*filter(None, [", ".join(listed[:-1])]), listed[-1]])
    assert [(it.party, text[it.start : it.stop]) for it in mentions(text, NAMED)] == chosen


def test_no_two_states_share_a_form():
    held = Counter(form for _, it in NAMED for form in forms(it))
    assert [form for form, states in held.items() if states > 1] == []


def test_the_names_that_stand_inside_others_are_those():
    """Of names that begin at one word the longest is taken, and the next is looked for behind it, so that the outer
    one is found alone, as the first test has it."""
    owner = {form: ALL[key].iso3 for key, it in NAMED for form in forms(it)}
    inside = set()
    for form, outer in owner.items():
        words = re.split(r"(\W+)", form)
        spans = [(i, j) for i in range(0, len(words), 2) for j in range(i + 1, len(words) + 1, 2)]
        parts = {owner.get("".join(words[i:j]), outer) for i, j in spans}
        inside |= {(inner, outer) for inner in parts - {outer}}
    assert inside == {
        ("COG", "COD"),
        ("GIN", "GNB"),
        ("GIN", "GNQ"),
        ("GIN", "PNG"),
        ("IRL", "GBR"),
        ("KOR", "PRK"),
        ("SDN", "SSD"),
    }
