"""What is suggested about brackets side by side."""

import pytest

from drafting.domain.brackets import Bracket, read
from drafting.domain.suggestions import suggestion


def group_of(text):
    return [bracket for bracket in read(text).brackets if bracket.group == 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[shall][should][may]", "alternatives"),
        ("[shall][should][other]", "alternatives"),
        ("[shall take] [should take]", "alternatives"),
        ("[KAZ: shall][*should*[^3]]", "alternatives"),
        ("[должны][могут] принять", "alternatives"),
        ("[следует][вправе] принять", "alternatives"),
        ("[50][60] Parties", "alternatives"),
        ("[2019][2 020]", "alternatives"),
        ("[1.5 °C][2 °C]", "alternatives"),
        ("[30 days][60 days]", "alternatives"),
        ("[30 дней][2 месяца]", "alternatives"),
        ("[refugees]/[migrants]", "alternatives"),
        ("[refugees] or [migrants]", "alternatives"),
        ("[беженцы] или [мигранты]", "alternatives"),
        ("[, subject to national law,] [and development]", "independent"),
        ("[refugees] [and migrants]", "independent"),
        ("[беженцы][, а также мигранты]", "independent"),
        ("[in particular;] [including women]", "independent"),
        ("[и развитие][по мере возможности]", "independent"),
        ("[refugees][migrants]", None),
        ("[shall][promote]", None),
        ("[50][many]", None),
        ("[and refugees]/[and migrants]", None),
        ("[android][iron]", None),
        ("[and][or] others", None),
        ("[including][especially] women", None),
        ("[including][, especially,] women", "independent"),
        ("[shallow][shoulder]", None),
        ("[исток][илистый]", None),
    ],
)
def test_a_type_is_suggested_where_all_signs_agree(text, expected):
    assert suggestion(text, group_of(text)) == expected


@pytest.mark.parametrize("text", ["[shall]", "[, subject to law,]"])
def test_nothing_is_suggested_about_one_bracket(text):
    assert suggestion(text, read(text).brackets) is None


def test_nothing_is_suggested_about_no_bracket_and_about_one_that_does_not_end():
    assert suggestion("", ()) is None
    assert suggestion("[shall][should", [*read("[shall]").brackets, Bracket(7, None, "dispute", 1, 1)]) is None
