"""Who holds a bracket, as its text says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.attribution import attribute, attribution, claims_to, words_from
from drafting.domain.brackets import read
from drafting.domain.errors import BadText

NAMES = {
    "Казахстан": "KAZ",
    "Kazakhstan": "KAZ",
    "Российская Федерация": "RUS",
    "Trinidad and Tobago": "TTO",
    "UN": "UN",
    "Group of 77": "G77",
}


def bracket_end(text):
    return next(bracket.end for bracket in read(text).brackets if bracket.start == 0)


def said(text, names=NAMES):
    """(codes, verb, note) of each claim of the bracket at the beginning, and its own words."""
    end = bracket_end(text)
    claims = [(claim.codes, claim.verb, claim.note) for claim in attribution(text, 0, end, names)]
    return claims, text[words_from(text, 0, end, names) : None if end is None else end - 1]


def held(*codes, verb="", note=None):
    return (codes, verb, note)


@pytest.mark.parametrize(
    ("text", "claims", "words"),
    [
        ("[KAZ: shall]", [held("KAZ")], "shall"),
        ("[KAZ:shall]", [held("KAZ")], "shall"),
        ("[KAZ:  shall ]", [held("KAZ")], " shall "),
        ("[KAZ: [shall] act]", [held("KAZ")], "[shall] act"),
        ("[КАЗ: должны]", [held("КАЗ")], "должны"),
        ("【KAZ：shall】", [held("KAZ")], "shall"),
        ("[KAZ: shall", [held("KAZ")], "shall"),
        ("[KAZ, UZB: shall]", [held("KAZ", "UZB")], "shall"),
        ("[KAZ and UZB: shall]", [held("KAZ", "UZB")], "shall"),
        ("[AOSIS/EU: shall]", [held("AOSIS", "EU")], "shall"),
        ("[G77: shall]", [held("G77")], "shall"),
        (
            "[US/AU propose; CL oppose: shall]",
            [held("US", "AU", verb="proposes"), held("CL", verb="opposes")],
            "shall",
        ),
        ("[US propose: include]", [held("US", verb="proposes")], "include"),
        ("[US oppose: also mean]", [held("US", verb="opposes")], "also mean"),
        ("[US proposes: retain]", [held("US", verb="proposes")], "retain"),
        ("[JP supports: x]", [held("JP", verb="proposes")], "x"),
        ("[JP is against: x]", [held("JP", verb="opposes")], "x"),
        ("[EU: retain]", [held("EU", verb="retains")], "retain"),
        ("[EU retains: x]", [held("EU", verb="retains")], "x"),
        ("[КАЗ: сохранить.]", [held("КАЗ", verb="retains")], "сохранить."),
        ("[KAZ: delete]", [held("KAZ", verb="opposes")], "delete"),
        ("[KAZ: retained words]", [held("KAZ")], "retained words"),
        ("[US/MX14: x]", [held("US"), held("MX", note="14")], "x"),
        ("[MX[^14]: x]", [held("MX", note="14")], "x"),
        ("[**KAZ:** x]", [held("KAZ")], "x"),
        ("[*KAZ*: x]", [held("KAZ")], "x"),
        ("[Казахстан предлагает: x]", [held("KAZ", verb="proposes")], "x"),
        ("[Казахстан и Российская Федерация возражают: x]", [held("KAZ", "RUS", verb="opposes")], "x"),
        ("[делегация Казахстана: x]", [held("KAZ")], "x"),
        ("[Delegations of Kazakhstan and UZB propose: x]", [held("KAZ", "UZB", verb="proposes")], "x"),
        ("[Российской Федерации: x]", [held("RUS")], "x"),
        ("[Trinidad and Tobago propose: x]", [held("TTO", verb="proposes")], "x"),
        ("[UN: x]", [held("UN")], "x"),
        ("[NO: x]", [held("NO")], "x"),
        ("[x] (KAZ, UZB)", [held("KAZ", "UZB")], "x"),
        ("[x] (KAZ)", [held("KAZ")], "x"),
        ("[x](EU/US14)", [held("EU"), held("US", note="14")], "x"),
        ("[x]KAZ, and", [held("KAZ")], "x"),
        ("[CL: x]KAZ", [held("CL"), held("KAZ")], "x"),
    ],
)
def test_who_holds_a_bracket_is_read(text, claims, words):
    assert said(text) == (claims, words)


@pytest.mark.parametrize(
    "text",
    [
        *("[shall]", "[]", "[:]", "[: x]", "[ ]", "[x: y]", "[10:30]", "[A: x]", "[Kazakhstan]: x", "[KAZ]: x"),
        *("[Note: x]", "[NOTE: x]", "[NB: x]", "[Article 5: x]", "[OP3: x]", "[TBC: x]", "[COP21: x]", "[II: x]"),
        # Nobody sits at a table for the whole of the United Nations; what it is made of does.
        *("[UN: x]", "[ООН: x]", "[ADD: x]", "[CO2: x]", "[ABCDEF: x]", "[Option A: x]", "[[KAZ]: x]"),
        *("[KAZ/Atlantis: x]", "[KAZ;: x]", "[KAZ thinks: x]", "[Казахстан: x]", "[*KAZ: x*]", "[KAZ\n: x]"),
        *("[x] (COP)", "[x] (KAZ)", "[x]KAZ", "[N]DC", "[x] (KAZ, Atlantis)", "[x] KAZ, UZB", "[x](link)"),
        *("[the following States: A, B]", "[https://example.org]", "[Доклад: x]"),
    ],
)
def test_what_is_not_unmistakable_is_nobodys(text):
    assert said(text, {})[0] == []
    assert words_from(text, 0, bracket_end(text)) == 1


def test_what_a_bracket_from_an_earlier_paragraph_begins_with_is_not_its_attribution():
    assert attribution("KAZ: x] y", 0, 7) == ()
    assert words_from("KAZ: x] y", 0, 7) == 1


def test_codes_after_a_bracket_end_where_the_text_goes_on():
    assert claims_to("[x] (KAZ, UZB) act", 3) == len("[x] (KAZ, UZB)")
    assert claims_to("[x] act", 3) == 3
    assert claims_to("x act", 1) == 1


@pytest.mark.parametrize(
    ("text", "codes", "expected"),
    [
        ("a [x] b", ["KAZ"], "a [KAZ: x] b"),
        ("a [x] b", ["KAZ", "UZB"], "a [KAZ/UZB: x] b"),
        ("a [US/AU propose; CL oppose: x] b", ["KAZ"], "a [KAZ: x] b"),
        ("a [KAZ: x] b", [], "a [x] b"),
        ("a [x] b", [], "a [x] b"),
        ("a [x (KAZ) b", ["UZB"], "a [UZB: x (KAZ) b"),
        ("a [[x] y] b", ["G77"], "a [G77: [x] y] b"),
        ("a [Note: x] b", ["KAZ"], "a [KAZ: Note: x] b"),
    ],
)
def test_an_attribution_is_put_replaced_or_taken_away(text, codes, expected):
    assert attribute(text, 2, codes, NAMES) == expected


@pytest.mark.parametrize(
    ("text", "at", "codes", "code"),
    [
        ("a [x]", 0, ["KAZ"], "no-bracket"),
        ("a[^1]", 1, ["KAZ"], "no-bracket"),
        ("[x]", 0, ["kaz"], "bad-code"),
        ("[x]", 0, [""], "bad-code"),
        ("[x]", 0, ["KAZ]"], "bad-code"),
        ("[x]", 0, ["KAZ", "NOTE"], "bad-code"),
        ("[KAZ: ^1]", 0, [], "joins-note"),
    ],
)
def test_what_could_not_be_read_again_is_refused(text, at, codes, code):
    with pytest.raises(BadText) as refused:
        attribute(text, at, codes)
    assert refused.value.code == code


heads = st.sampled_from(["", "KAZ: ", "US/AU propose; CL oppose: ", "Note: ", "**UZB:** ", "МД14: ", "[KAZ]: ", ": "])
texts = st.text(st.sampled_from("[]:;/ KAZшй难\u0301^(),*") | st.characters(), max_size=12)


@given(texts, heads, texts, texts, st.lists(st.sampled_from(["KAZ", "UZB", "МД"]), min_size=1, max_size=3, unique=True))
def test_only_the_head_of_the_bracket_changes_and_it_is_read_again(before, head, words, after, codes):
    text = f"{before}[{head}{words}]{after}"
    for bracket in read(text).brackets:
        if bracket.kind == "note":
            continue
        first = words_from(text, bracket.start, bracket.end)
        assert bracket.start < first <= len(text)
        attributed = attribute(text, bracket.start, codes)
        assert attributed == text[: bracket.start + 1] + "/".join(codes) + ": " + text[first:]
        end = bracket.end and bracket.end + len(attributed) - len(text)
        claims = attribution(attributed, bracket.start, end)
        assert claims[0].codes == tuple(codes)
        assert words_from(attributed, bracket.start, end) == bracket.start + len("/".join(codes)) + 3
