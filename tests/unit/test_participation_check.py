"""Whether a text and the table of participation say the same."""

import pytest

from drafting.domain.mentions import mentions
from drafting.domain.numerals import value
from drafting.domain.participation_check import CODES, Contradiction, Passage, contradictions
from tests.states import STATES, A, J, K, L, Z

STATUSES = {A: "adopting", J: "bracketed", K: "adopting", L: "adopting", Z: "bracketed"}
NOTE = Passage(9, "note", "1", "An internal procedure is pending.")
GOOD = "the Kingdom of Arvendal, the [State of Jelbar], Kethara, Orlia and [Zhoram],[^1] meeting"


def check(*texts: str, statuses: dict[int, str] | None = None, notes: tuple[Passage, ...] = (NOTE,)):
    passages = [Passage(at, "recital", "", text, mentions(text, STATES)) for at, text in enumerate(texts)]
    return contradictions((*passages, *notes), statuses or STATUSES)


def test_a_text_that_says_what_is_recorded_contradicts_nothing():
    assert check(GOOD, "Jelbar and Arvendal share a border with Orlia.", "") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            GOOD.replace("[Zhoram]", "Zhoram"),
            [Contradiction("named without brackets", 0, Z, "Zhoram", "bracketed")],
        ),
        (
            GOOD.replace("Kethara", "[Kethara]"),
            [Contradiction("named in brackets", 0, K, "[Kethara]", "adopting")],
        ),
        ("[Jelbar] said[^1]", [Contradiction("without the note", 0, J, "[Jelbar]")]),
        (GOOD.replace(", Orlia and", " and"), [Contradiction("missing in a list", 0, L, "")]),
        (
            "five other States (Arvendal, [Jelbar],[^1] Kethara and Orlia)",
            [Contradiction("wrong count", 0, 0, "five other States", listed=4)],
        ),
        (
            "пять других государств региона (Арвендаль, [Джелбар],[^1] Кетару и Орлию)",
            [Contradiction("wrong count", 0, 0, "пять других государств", listed=4)],
        ),
        ("four States: Arvendal, [Jelbar],[^1] Kethara and Orlia", []),
        ("The two States met. Arvendal, [Jelbar],[^1] Kethara and Orlia agreed", []),
        ("ten States, as Orlia said", []),
        ("Arvendal, [Jelbar],[^1] Kethara and Orlia, four States in all", []),
        ("Arvendal and Jelbar share a border", []),
        ("sixty States: Orlia, Arvendal, Kethara", [Contradiction("wrong count", 0, 0, "sixty States", listed=3)]),
    ],
)
def test_each_contradiction_is_found_at_its_place(text: str, expected: list[Contradiction]):
    assert list(check(text)) == expected


def test_a_list_of_three_without_brackets_is_a_list_of_who_takes_part():
    found = check("Arvendal, Jelbar and Kethara")
    assert [(it.code, it.party) for it in found] == [("named without brackets", J), ("missing in a list", L)]


@pytest.mark.parametrize("status", ["observer", "not participating", "note verbale"])
def test_the_finding_says_what_is_recorded(status: str):
    found = check("[Jelbar][^1] and Zhoram", statuses={**STATUSES, J: status})
    assert [(it.code, it.party, it.status) for it in found] == [
        ("named in brackets", J, status),
        ("named without brackets", Z, "bracketed"),
    ]
    assert [it.status for it in check("[Jelbar][^1]", statuses={A: "adopting"})] == [""]


def test_states_in_brackets_are_to_be_led_to_one_note_with_one_wording():
    other = Passage(8, "note", "2", "An internal procedure is required.")
    found = check("[Jelbar][^1] and [Zhoram][^1]", "[Jelbar][^2]", notes=(NOTE, other))
    assert [(it.code, it.passage, it.words) for it in found] == [
        ("several notes", 1, other.text),
        ("several wordings", 8, other.text),
    ]
    same = Passage(8, "note", "2", NOTE.text)
    found = check("[Jelbar][^1] and [Zhoram][^1]", "[Jelbar][^2]", "[Zhoram][^3]", notes=(NOTE, same))
    assert [(it.code, it.passage, it.words) for it in found] == [
        ("several notes", 1, NOTE.text),
        ("several notes", 2, "[^3]"),
    ]


def test_every_code_can_be_found():
    text = (
        "six States: [Kethara], Zhoram, [Jelbar][^2], Arvendal",
        "[Jelbar]",
        "[Jelbar][^1]",
        GOOD.replace(", Orlia", ""),
    )
    other = Passage(8, "note", "2", "Otherwise.")
    assert {it.code for it in check(*text, notes=(NOTE, other))} == set(CODES)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("five other States", 5),
        ("both Parties", 2),
        ("The 12 Parties", None),
        ("12 Parties", 12),
        ("Twenty-one States", 21),
        ("twenty States", 20),
        ("nineteen States", 19),
        ("sixty States", 60),
        ("пяти других государств", 5),
        ("трёх сторон", 3),
        ("двадцать пять государств", 25),
        ("двадцати государств", 20),
        ("обоими государствами", 2),
        ("сорока государств", 40),
        ("пятидесяти шести государств", 56),
        ("двенадцатью странами", 12),
        ("many States", None),
        ("", None),
    ],
)
def test_the_number_of_a_count_is_read_in_both_languages(words: str, number: int | None):
    assert value(words) == number
