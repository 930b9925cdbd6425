"""The register: who was in the Process on a day, names over time, parties that come in and go out.

After every test the records of the Process and of its drafts are replayed and must agree with the tables.
"""

from collections.abc import Iterator
from datetime import date

import pytest

from drafting.domain.errors import BadFields, NotAllowed, NotFound, WrongState
from drafting.persistence.database import Database
from drafting.persistence.records import Party
from drafting.services import register, register_parties
from drafting.services.scope import process_scope
from tests import registering as acts
from tests.factories import NOW, World, world


@pytest.fixture
def conference(database: Database) -> Iterator[World]:
    it = world(database)
    yield it
    assert acts.disagreements(it) == []


def listed(it: World, day: date = acts.TODAY) -> dict[str, list[str]]:
    with it.database.reading() as session:
        return {one.name: [row.names.name_en for row in one.parties] for one in register.on(session, it.process, day)}


def problems(refused: pytest.ExceptionInfo[BadFields]) -> dict[str, str]:
    return {field: it.code for field, it in refused.value.problems.items()}


def test_parties_stand_by_category_in_english_alphabetical_order(conference: World):
    acts.add(conference, code="UNA", category="united nations", name_en="Agency", status="observer")
    acts.add(conference, code="CSO", category="civil society", name_en="Helpers", status="invited", country="KGZ")
    acts.add(conference, code="NEW", name_en="The Newland", sort_key="Newland")
    assert listed(conference) == {
        "participating": ["Arvendal", "Belmora", "The Newland", "Zabora"],
        "observer": ["Observia"],
        "united nations": ["Agency"],
        "civil society": ["Helpers"],
    }


def test_a_list_has_the_members_and_names_of_its_day(conference: World):
    acts.add(conference, since="2026-06-02", status="observer")
    acts.become(conference, "NEW", "participating", day="2026-06-04")
    acts.become(conference, "ZAB", "former", day="2026-06-03")
    acts.rename(conference, "ARV", act="change", day="2026-06-03", name_en="Wendal", name_ru="Вендаль")
    expected = {
        1: {"participating": ["Arvendal", "Belmora", "Zabora"], "observer": ["Observia"]},
        2: {"participating": ["Arvendal", "Belmora", "Zabora"], "observer": ["Newland", "Observia"]},
        3: {"participating": ["Belmora", "Wendal"], "observer": ["Newland", "Observia"], "former": ["Zabora"]},
        5: {"participating": ["Belmora", "Newland", "Wendal"], "observer": ["Observia"], "former": ["Zabora"]},
    }
    assert {day: listed(conference, date(2026, 6, day)) for day in expected} == expected


def test_a_party_of_the_worlds_table_comes_with_its_cases(conference: World):
    said = register_parties.from_world("cod")
    acts.add(conference, **said)
    party = acts.known(conference, "COD").party
    assert (party.iso2, party.name_ru) == ("CD", "Демократическая Республика Конго")
    assert party.long_ru_genitive == "Демократической Республики Конго"
    assert "Демократической Республикой Конго" in party.forms_ru
    assert register_parties.from_world("XXX") == {}


def test_everything_wrong_with_a_new_party_is_told_at_once(conference: World):
    with pytest.raises(BadFields) as refused:
        acts.add(conference, code="ARV", name_en="", since="2026-06-06", status="former", country="XXX")
    assert problems(refused) == {
        "code": "code-taken",
        "name_en": "names-missing",
        "since": "day-ahead",
        "status": "membership-status",
    }
    with pytest.raises(BadFields) as refused:
        acts.add(conference, category="civil society", status="participating", country="XXX", since="1 June")
    assert problems(refused) == {"country": "country-unfit", "since": "bad-date", "status": "membership-status"}


def test_a_body_is_at_home_in_a_state_of_the_register_that_the_table_of_the_world_lacks(conference: World):
    acts.add(conference, code="LAW", category="civil society", status="invited", country="ARV")
    assert acts.known(conference, "LAW").party.country == "ARV"


def test_a_double_click_adds_one_party(conference: World):
    acts.add(conference, token="twice-0001")
    again = acts.keep(
        conference,
        lambda session, kept: register_parties.add(session, kept, acts.NEWLAND, token="twice-0001", now=NOW),
    )
    assert again is None
    assert [kind for kind, _ in acts.told(conference)] == ["party added"]


@pytest.mark.parametrize("who", ["chair", "office", "head.arv", "coordinator.zab", "administrator"])
def test_only_the_office_of_the_whole_process_keeps_the_register(conference: World, who: str):
    with pytest.raises(NotAllowed):
        acts.keep(conference, lambda _session, _kept: None, who)


def test_a_change_of_name_keeps_the_old_ones_and_what_texts_know_them_by(conference: World):
    names = {
        "name_en": "Wendal",
        "name_ru": "Вендаль",
        "long_en": "Republic of Wendal",
        "long_ru": "Республика Вендаль",
    }
    acts.rename(conference, "ARV", act="change", day="2026-06-01", **names)
    it = acts.known(conference, "ARV")
    assert (it.party.name_en, it.party.long_ru_genitive) == ("Wendal", "")
    assert [(one.names.name_en, one.since, one.until) for one in it.former] == [("Arvendal", None, date(2026, 6, 1))]
    assert {"Arvendal", "Republic of Arvendal", "Ярвендалем", "Республики Ярвендаль"} <= set(it.party.forms_ru)
    acts.rename(conference, "ARV", act="change", day="2026-06-04", **{**names, "name_en": "Wendalia"})
    former = acts.known(conference, "ARV").former
    assert [(one.names.name_en, one.since) for one in former] == [("Arvendal", None), ("Wendal", date(2026, 6, 1))]
    assert [kind for kind, _ in acts.told(conference)] == ["party renamed", "party renamed"]


def test_a_sort_key_goes_with_the_english_name_that_it_sorted(conference: World):
    acts.amend(conference, "ARV", code="ARV", category="state", sort_key="Zz")
    acts.rename(conference, "ARV", act="correct", name_en="Arvendal", name_ru="Арвендаль")
    assert acts.known(conference, "ARV").party.sort_key == "Zz"
    acts.rename(conference, "ARV", act="change", day="2026-06-01", name_en="Wendal", name_ru="Вендаль")
    assert acts.known(conference, "ARV").party.sort_key == ""


def test_a_correction_leaves_no_former_name(conference: World):
    acts.rename(conference, "ARV", act="correct", name_en="Arvendall", name_ru="Ярвендаль")
    it = acts.known(conference, "ARV")
    assert (it.party.name_en, it.former, it.party.forms_ru) == ("Arvendall", (), [])


def test_an_organization_that_is_renamed_is_looked_for_in_no_text(conference: World):
    acts.add(conference, code="ORG", category="other", status="observer")
    acts.rename(conference, "ORG", act="change", day="2026-06-04", name_en="Org", name_ru="Орг")
    assert acts.known(conference, "ORG").party.forms_ru == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"act": "", "name_en": "X", "name_ru": "Х"}, {"act": "names-act"}),
        ({"act": "change", "name_en": "X", "name_ru": "Х"}, {"day": "day-missing"}),
        ({"act": "change", "name_en": "X", "name_ru": "Х", "day": "2026-06-06"}, {"day": "day-ahead"}),
        ({"act": "change", "name_en": "X", "name_ru": "Х", "day": "2026-06-02"}, {"day": "names-before"}),
        ({"act": "correct", "name_en": "", "name_ru": "Х"}, {"name_en": "names-missing"}),
    ],
)
def test_what_is_wrong_with_new_names_is_told(conference: World, said: dict[str, str], found: dict[str, str]):
    acts.rename(conference, "ARV", act="change", day="2026-06-03", name_en="Wendal", name_ru="Вендаль")
    with pytest.raises(BadFields) as refused:
        acts.rename(conference, "ARV", **said)
    assert problems(refused) == found


def test_the_same_names_are_no_change(conference: World):
    party = acts.known(conference, "ARV").party
    names = {name: getattr(party, name) for name in register_parties.NAMED}
    with pytest.raises(BadFields) as refused:
        acts.rename(conference, "ARV", act="correct", **names)
    assert problems(refused) == {"name_en": "names-same"}


def test_whoever_saves_over_another_is_told_and_a_double_click_is_not(conference: World):
    before = acts.seal_of(conference, Party, conference.parties["ARV"])
    facts = {"code": "ARV", "category": "state", "iso2": "AR"}
    acts.amend(conference, "ARV", token="twice-0001", **facts)
    acts.amend(conference, "ARV", token="twice-0001", seal=before, **facts)
    for act in (acts.amend, acts.rename):
        with pytest.raises(WrongState, match="moved on"):
            act(conference, "ARV", seal=before, **facts)
    with pytest.raises(WrongState, match="moved on"):
        acts.remove(conference, "ARV", seal=before)
    assert [kind for kind, _ in acts.told(conference)] == ["party amended"]


def test_a_double_click_renames_once(conference: World):
    before = acts.seal_of(conference, Party, conference.parties["ARV"])
    for _ in range(2):
        acts.rename(
            conference, "ARV", token="twice-0001", seal=before, act="correct", name_en="Arvendall", name_ru="Ярвендаль"
        )
    assert [kind for kind, _ in acts.told(conference)] == ["names corrected"]


def test_entries_are_amended_and_names_stay(conference: World):
    acts.amend(conference, "ZAB", code="ZBR", category="state", sort_key="Aabora", forms_ru="Забории", name_en="X")
    party = acts.known(conference, "ZAB").party
    assert (party.code, party.name_en, party.forms_ru, party.long_ru_genitive) == (
        "ZBR",
        "Zabora",
        ["Забории"],
        "Республики Абора",
    )
    assert listed(conference)["participating"] == ["Zabora", "Arvendal", "Belmora"]
    with conference.database.reading() as session:
        scope = process_scope(session, conference.people["chair"], conference.process, NOW)
        assert next(iter(scope.parties.values())).code == "ZBR"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"code": "BEL", "category": "state"}, {"code": "code-taken"}),
        ({"code": "ARV", "category": "other"}, {"category": "category-fixed"}),
        ({"code": "ARV", "category": "civil society", "country": "KGZ"}, {"category": "category-fixed"}),
    ],
)
def test_what_is_wrong_with_entries_is_told(conference: World, said: dict[str, str], found: dict[str, str]):
    with pytest.raises(BadFields) as refused:
        acts.amend(conference, "ARV", **said)
    assert problems(refused) == found


def test_an_organization_may_change_its_category(conference: World):
    acts.add(conference, code="ORG", category="other", status="observer")
    acts.amend(conference, "ORG", code="ORG", category="united nations")
    assert acts.known(conference, "ORG").party.category == "united nations"


def test_a_party_entered_by_mistake_goes_out_with_its_history(conference: World):
    acts.add(conference, code="CSO", category="civil society", status="invited", country="KGZ")
    acts.rename(conference, "CSO", act="change", day="2026-06-04", name_en="Helpers", name_ru="Помощь")
    acts.remove(conference, "CSO", token="twice-0001")
    kinds = [kind for kind, _ in acts.told(conference)]
    assert kinds == ["party added", "party renamed", "history removed", "party removed"]
    with pytest.raises(NotFound):
        acts.known(conference, "CSO")


def test_a_party_without_a_history_goes_out_and_a_double_click_does_it_once(conference: World):
    with conference.database.writing() as session:
        facts = {"name_en": "Org", "name_ru": "Орг", "long_en": "Org", "long_ru": "Орг", "category": "civil society"}
        made = Party(process_id=conference.process, code="ORG", kind="organization", status="invited", **facts)
        session.add(made)
        session.flush()
        conference.parties["ORG"] = made.id
    seal = acts.seal_of(conference, Party, conference.parties["ORG"])
    for _ in range(2):
        acts.remove(conference, "ORG", token="twice-0001", seal=seal)
    assert [kind for kind, _ in acts.told(conference)] == ["party removed"]


def test_a_party_that_anything_refers_to_stays(conference: World):
    with pytest.raises(WrongState, match="remove party"):
        acts.remove(conference, "ARV")


@pytest.mark.parametrize(
    ("who", "seen"),
    [("chair", True), ("secretariat", True), ("head.bel", True), ("head.arv", False), ("observer", False)],
)
def test_addresses_are_seen_by_the_chair_the_office_and_the_own_party(conference: World, who: str, seen: bool):  # noqa: FBT001 - a column of the table
    acts.appoint(conference, "BEL")
    with conference.database.reading() as session:
        scope = process_scope(session, conference.people[who], conference.process, NOW)
        page = register.page(session, scope, conference.parties["BEL"], NOW)
    assert (page.reaches, [it.name_en for it in page.contacts]) == (seen, ["Ilva Torr"])
