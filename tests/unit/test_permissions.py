"""Who may do what: the one table of roles and actions, written out here a second time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.errors import NotAllowed
from drafting.domain.permissions import ACTIONS, GUEST, ROLES, Actor, Capacity, Subject, capacity, may, require

STATE, OTHER, WATCHER, NETWORK = 1, 2, 3, 4
# A person of each kind, all of them of the State 1 where a delegation belongs to the role.
PEOPLE: dict[str, tuple[Capacity, ...]] = {
    "delegate": (Capacity("delegate", STATE, participating=True),),
    "head": (Capacity("head", STATE, participating=True),),
    "coordinator": (Capacity("coordinator", STATE, participating=True),),
    "chair": (Capacity("chair"),),
    "support": (Capacity("support"),),
    "rapporteur": (Capacity("rapporteur"),),
    "administrator": (Capacity("administrator"),),
    "observer": (Capacity("observer", WATCHER),),
    "head of an observer": (Capacity("head", WATCHER),),
    "guest": (capacity("observer", NETWORK, "invited"),),
    "nobody": (),
}
ALL = set(PEOPLE) - {"nobody"}
DELEGATIONS = {"delegate", "head", "coordinator", "observer", "head of an observer"}
BINDING = {"head", "coordinator"}
# action -> who may while the draft is under negotiation, on a thing that the State 1 owns where anybody does.
NEGOTIATION: dict[str, set[str]] = {
    "see meeting": ALL,
    "see draft": ALL,
    "import": {"support"},
    "decide": {"support", "chair"},
    "register note": {"support"},
    "see notes": {"support", "chair", "rapporteur", *DELEGATIONS},
    "see all notes": {"support", "chair", "rapporteur"},
    "see scan": {"support", "chair", "delegate", *BINDING},
    "prepare text": set(),
    "open draft": {"support", "chair"},
    "propose": DELEGATIONS,
    "edit proposal": {"delegate", *BINDING},
    "discard proposal": {"delegate", *BINDING},
    "table": BINDING,
    "release": BINDING,
    "withdraw": BINDING,
    "sponsor": set(),
    "give position": BINDING,
    "remark": BINDING,
    "rule": {"chair"},
    "rule on brackets": {"chair", "support"},
    "hold bracket": BINDING,
    "state participation": {"chair", "support"},
    "remind of note": {"chair", "support"},
    "adopt": {"chair"},
    "direct run": {"chair", "support"},
    "certify run": {"chair"},
    "answer run": BINDING,
    "comment on run": DELEGATIONS,
    "declare outage": {"support"},
    "see all deliveries": {"support", "chair"},
    "rule on delivery": {"support"},
    "export": {"support", "chair", "rapporteur"},
    "take copy": {"support", "chair", "rapporteur", *DELEGATIONS},
    "bring copy": DELEGATIONS,
    "receive copies": {"support"},
    "make pack": set(),
    "verify": {"support", "chair", "administrator"},
    "manage people": {"support", "administrator"},
    "keep register": {"support"},
    "confirm delegates": {"support"},
    "note attendance": {"support"},
    "distribute": {"support"},
    "draw up papers": {"support"},
    "publish": {"support"},
    "change rules": {"support", "chair"},
    "run chairmanship": {"support", "chair"},
    "instruct": {"support", "chair"},
    "plan meeting": {"support", "chair"},
    "keep agenda": {"support", "chair"},
    "keep speakers": {"support", "chair"},
    "name delegates": {"support", *BINDING},
    "give own paper": {"delegate", *BINDING},
    "ask to distribute": BINDING,
    "ask for the floor": DELEGATIONS | {"guest"},
    "give statement": {"support", "delegate", *BINDING},
    "preside": {"chair"},
    "keep groups": {"support", "chair", "rapporteur"},
    "follow up": {"support", *BINDING},
}
# What waits for the negotiation and ends with it.
WITHIN = (
    *("propose", "edit proposal", "discard proposal", "table", "release", "withdraw", "sponsor"),
    *("give position", "remark", "rule", "adopt", "hold bracket", "bring copy", "receive copies"),
)
NOBODY: set[str] = set()
PREPARING = (
    NEGOTIATION
    | dict.fromkeys(WITHIN, NOBODY)
    | {"see draft": {"support", "chair", "rapporteur"}, "prepare text": {"support", "chair"}}
)
# A run may also be about a text that is adopted: a State's participation in it, as an awaited note is.
ASKED = ("direct run", "certify run", "answer run", "comment on run", "remind of note", "take copy")
ADOPTED = PREPARING | {
    "see draft": ALL,
    "rule on brackets": NOBODY,
    "prepare text": NOBODY,
    "make pack": {"support", "chair"},
}
PREPARING = PREPARING | dict.fromkeys(ASKED, NOBODY)
PHASES = {"preparing": PREPARING, "negotiation": NEGOTIATION, "adopted": ADOPTED}


def person(name: str) -> Actor:
    return Actor(1, PEOPLE[name])


def those_who_may(action: str, subject: Subject) -> set[str]:
    return {name for name in PEOPLE if may(person(name), action, subject)}


def test_every_action_and_every_role_is_in_the_table():
    assert set(NEGOTIATION) == set(ACTIONS)
    assert {capacity.role for capacities in PEOPLE.values() for capacity in capacities} == {*ROLES, GUEST}


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("action", ACTIONS)
def test_each_action_is_for_those_whom_the_table_names(phase: str, action: str):
    assert those_who_may(action, Subject(phase, owner=STATE)) == PHASES[phase][action]


@pytest.mark.parametrize("action", ["name delegates", "follow up", "give own paper", "give statement"])
@pytest.mark.parametrize(("owner", "own"), [(WATCHER, {"observer", "head of an observer"}), (NETWORK, {"guest"})])
def test_an_observer_and_a_guest_act_for_their_own_party(action: str, owner: int, own: set[str]):
    assert those_who_may(action, Subject(owner=owner)) - {"support"} == own


@pytest.mark.parametrize(
    ("action", "names"),
    [
        ("edit proposal", set()),
        ("discard proposal", set()),
        ("table", set()),
        ("release", set()),
        ("withdraw", set()),
        ("remark", set()),
        ("hold bracket", set()),
        ("sponsor", BINDING),
    ],
)
def test_what_another_state_owns_may_only_be_sponsored(action: str, names: set[str]):
    assert those_who_may(action, Subject("negotiation", owner=OTHER)) == names


@pytest.mark.parametrize(
    ("action", "names"),
    [
        ("edit proposal", {"observer", "head of an observer"}),
        ("table", set()),
        ("release", {"observer", "head of an observer"}),
        ("withdraw", {"observer", "head of an observer"}),
        ("remark", {"observer", "head of an observer"}),
        ("hold bracket", set()),
        ("sponsor", BINDING),
    ],
)
def test_an_observer_puts_forward_and_withdraws_its_own_suggestion_but_tables_nothing(action: str, names: set[str]):
    assert those_who_may(action, Subject("negotiation", owner=WATCHER)) == names


def test_outside_a_draft_the_chair_is_known_as_one_who_rules():
    assert those_who_may("rule", Subject()) == {"chair"}


def test_refusing_names_the_action():
    require(person("chair"), "rule", Subject("negotiation"))
    with pytest.raises(NotAllowed) as caught:
        require(person("head"), "rule", Subject("negotiation"))
    assert caught.value.action == "rule"


def test_a_person_with_two_capacities_may_what_either_may():
    both = Actor(1, (*PEOPLE["chair"], *PEOPLE["head"]))
    here = Subject("negotiation", owner=STATE)
    assert all(may(both, action, here) for action in ("rule", "table", "give position"))


def test_a_person_sits_with_the_participating_state_first_and_binds_only_such_a_one():
    double = Actor(1, (*PEOPLE["head of an observer"], *PEOPLE["delegate"]))
    assert (double.delegation(), double.binds()) == (STATE, None)
    assert (person("head").delegation(), person("head").binds()) == (STATE, STATE)
    assert (person("observer").delegation(), person("observer").binds()) == (WATCHER, None)
    assert (person("chair").delegation(), person("chair").binds()) == (None, None)


def test_a_head_without_a_delegation_binds_nobody():
    lost = Actor(1, (Capacity("head", None, participating=True),))
    assert (lost.delegation(), lost.binds()) == (None, None)


CAPACITIES = st.lists(
    st.builds(
        Capacity,
        role=st.sampled_from(ROLES),
        party=st.none() | st.integers(1, 3),
        participating=st.booleans(),
    ),
    max_size=3,
)
SUBJECTS = st.builds(Subject, phase=st.sampled_from([*PHASES, ""]), owner=st.none() | st.integers(1, 3))


@given(CAPACITIES, SUBJECTS)
def test_who_may_table_or_speak_binds_a_participating_state(capacities: list[Capacity], subject: Subject):
    actor = Actor(1, tuple(capacities))
    for action in ("table", "give position", "sponsor"):
        if may(actor, action, subject):
            assert any(it.role in ("head", "coordinator") and it.participating for it in capacities)
            assert actor.binds() is not None


@given(CAPACITIES, SUBJECTS)
def test_a_text_is_never_in_the_hands_of_another_delegation(capacities: list[Capacity], subject: Subject):
    actor = Actor(1, tuple(capacities))
    for action in ("edit proposal", "discard proposal", "table", "release", "withdraw"):
        if may(actor, action, subject):
            assert subject.owner in {it.party for it in capacities}


@given(CAPACITIES, SUBJECTS, st.sampled_from(sorted(ACTIONS)))
def test_without_a_capacity_nothing_is_allowed_and_more_capacities_never_take_away_the_chair(
    capacities: list[Capacity], subject: Subject, action: str
):
    assert not may(Actor(1), action, subject)
    if may(person("chair"), action, subject):
        assert may(Actor(1, (Capacity("chair"), *capacities)), action, subject)


@given(CAPACITIES)
def test_who_binds_a_state_sits_with_it_whatever_else_the_person_is(capacities: list[Capacity]) -> None:
    actor = Actor(1, tuple(capacities))
    assert actor.binds() in (None, actor.delegation())
