"""The facts of a party as a form or a line of a file says them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafting.domain.fields import Fields
from drafting.domain.register import CATEGORIES, Facts, basis, columns, forms_kept, lines, one_line, read

SAID = {"code": "kaz", "category": "state", "name_en": "Kazakhstan", "name_ru": "Казахстан", "iso2": "kz"}


def problems(**said: str) -> dict[str, str]:
    fields = Fields()
    read({**SAID, **said}, fields)
    return {name: it.code for name, it in fields.problems.items()}


def test_codes_are_capitals_and_a_long_name_that_is_not_given_is_the_short_one():
    fields = Fields()
    assert read({**SAID, "forms_ru": "Казахстану\n\nКазахстану\r\n Казахстаном "}, fields) == Facts(
        code="KAZ",
        category="state",
        name_en="Kazakhstan",
        name_ru="Казахстан",
        long_en="Kazakhstan",
        long_ru="Казахстан",
        forms_ru=("Казахстану", "Казахстаном"),
        iso2="KZ",
    )
    assert fields.problems == {}


def test_everything_wrong_is_told_at_once():
    said = {"code": "?", "category": "planet", "name_en": " ", "name_ru": "", "iso2": "1", "country": "Kazakhstan"}
    assert problems(**said, sort_key="x" * 121) == {
        "code": "party-code",
        "category": "party-category",
        "name_en": "names-missing",
        "name_ru": "names-missing",
        "iso2": "iso-unfit",
        "country": "country-unfit",
        "sort_key": "line-too-long",
    }


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"code": "EU"}, {}),
        ({"code": "МФОККП"}, {}),
        ({"code": "CIS-EXEC"}, {}),
        ({"code": ""}, {"code": "party-code"}),
        ({"code": "-EU"}, {"code": "party-code"}),
        ({"code": "THIRTEENSIGNS"}, {"code": "party-code"}),
        ({"category": "civil society"}, {"country": "country-missing"}),
        ({"category": "civil society", "country": "kgz"}, {}),
        ({"long_ru_genitive": "я" * 201}, {"long_ru_genitive": "line-too-long"}),
        ({"forms_ru": "я" * 201}, {"forms_ru": "line-too-long"}),
        ({"forms_ru": "\n".join(map(str, range(201)))}, {"forms_ru": "forms-too-many"}),
    ],
)
def test_each_field_has_its_rule(said: dict[str, str], found: dict[str, str]):
    assert problems(**said) == found


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_country_is_said_of_organizations_and_a_code_of_two_letters_of_states(category: str):
    made = read({**SAID, "category": category, "country": "kgz"}, Fields())
    assert (made.kind == "state") == bool(made.iso2) == (not made.country) == (category == "state")
    assert columns(made)["kind"] == made.kind


@given(st.text())
@example("one \u200b two")
@example("e\u200b\u0301")
def test_a_line_has_no_breaks_and_is_stable(text: str):
    line = one_line(text)
    assert one_line(line) == line == line.strip()
    assert len(line.splitlines()) <= 1


@given(st.text())
def test_every_line_is_kept_once(text: str):
    found = lines(text)
    assert lines("\n".join(found)) == found
    assert len(set(found)) == len(found)


def test_a_basis_is_asked_for_in_both_languages():
    for required, missing in ((True, {"basis_en", "basis_ru"}), (False, set())):
        fields = Fields()
        basis({}, fields, required=required)
        assert set(fields.problems) == missing
    assert basis({"basis_en": " D 1 ", "basis_ru": "Р 1"}, Fields(), required=True) == ("D 1", "Р 1")
    fields = Fields()
    basis({"basis_en": "x" * 501, "basis_ru": "Р"}, fields, required=True)
    assert fields.problems["basis_en"].code == "line-too-long"


def test_old_forms_stay_known_and_forms_of_the_new_names_are_not_repeated():
    assert forms_kept({"Turkey", "Турция", ""}, ("Турции",), {"Türkiye", "Турция"}) == ("Турции", "Turkey")
