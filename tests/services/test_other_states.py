"""The name of another State of the world, or of a place, is not taken for the State whose name it holds."""

import pytest

from drafting import world
from drafting.domain.mentions import OTHER, mentions
from drafting.domain.state_names import Names
from drafting.services.other_states import mistakable


def register(*codes: str):
    found = [world.find(it) for it in codes]
    return tuple(
        (number, Names(it.name_en, it.long_en, it.name_ru, it.long_ru, it.cases_ru()))
        for number, it in enumerate(found, 1)
    )


OWN = register("COG", "GIN", "IRL", "SDN", "WSM")


WITH_OTHERS = OWN + mistakable(OWN)


def named(text: str, states=WITH_OTHERS) -> list[str]:
    return [text[it.start : it.stop] for it in mentions(text, states)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Демократическая Республика Конго и Республика Конго", ["Республика Конго"]),
        ("с Демократической Республикой Конго и с Конго", ["Конго"]),
        ("Guinea, Papua New Guinea and Equatorial Guinea", ["Guinea"]),
        ("Папуа-Новой Гвинеи, Экваториальной Гвинеи и Гвинеи", ["Гвинеи"]),
        ("Ireland and the United Kingdom of Great Britain and Northern Ireland", ["Ireland"]),
        ("Ireland and Northern Ireland", ["Ireland"]),
        ("в Северной Ирландии и в Ирландии", ["Ирландии"]),
        ("South Sudan and the Sudan", ["Sudan"]),
        ("Самоа и Американское Самоа", ["Самоа"]),
    ],
)
def test_only_the_state_of_the_process_is_found(text: str, expected: list[str]):
    assert named(text) == expected
    assert len(named(text, OWN)) > len(expected)


def test_a_state_of_the_process_is_never_taken_for_another():
    own = register("COG", "COD")
    text = "Демократическая Республика Конго и Республика Конго"
    assert [it.party for it in mentions(text, own + mistakable(own))] == [2, 1]


def test_a_name_that_is_in_no_table_of_the_world_stands_for_itself():
    own = ((7, Names("Congo", "Free State of the Congo", "Конго", "Свободное Государство Конго")),)
    found = mistakable(own)
    assert {key for key, _ in found} == {OTHER}
    assert [it.party for it in mentions("Congo, Democratic Republic of the Congo", own + found)] == [7]


def test_states_whose_names_nobody_confuses_need_no_others():
    assert mistakable(register("KAZ", "UZB")) == ()
