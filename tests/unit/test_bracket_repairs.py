"""Repairs offered beside a lifted or struck bracket."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.attribution import words_from
from drafting.domain.bracket_repairs import count_words, lift_and_repair, strike_and_repair
from drafting.domain.bracket_signs import scan
from drafting.domain.brackets import lift, read, strike
from drafting.domain.errors import BadText

PIECES = [
    "[",
    "]",
    "[a]",
    "[KAZ: й]",
    "[ies]",
    "Part",
    " ",
    ", ",
    " и ",
    " and ",
    "X",
    "难",
    "[^1]",
    "\\[",
    "】",
    "^",
    ";",
]
prose = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("12 [–18] month", "[–18]", "12 month"),
        ("X, [A], [B] и C", "[A]", "X, [B] и C"),
        ("A, B, [C] и [D]", "[D]", "A, B и [C]"),
        ("A, B, [C] и [D]", "[C]", "A, B и [D]"),
        ("A, B, and [C].", "[C]", "A and B."),
        ("A, B, C, and [D].", "[D]", "A, B, and C."),
        ("A and [B]", "[B]", "A"),
        ("A и [B] народы", "[B]", "A и народы"),
        ("[Noting] that", "[Noting]", "that"),
        ("act [now].", "[now]", "act."),
        ("Part[y]", "[y]", "Part"),
        ("a [b][c] d", "[b]", "a [c] d"),
        ("Part[y] [ies] act", "[y]", "Part[ies] act"),
        ("word[s] [and] act", "[s]", "word [and] act"),
        ("Part [y] [ies]", "[y]", "Part [ies]"),
        ("[A] и [B] решили", "[A]", "[B] решили"),
        ("[A], B and C", "[A]", "B and C"),
        ("Стороны [A], [B] и C", "[A]", "Стороны [B] и C"),
        ("law [of States], the", "[of States]", "law, the"),
        ("law [of States], [and] the", "[of States]", "law, [and] the"),
        ("A или [B]", "[B]", "A"),
        ("A, B or [C];", "[C]", "A or B;"),
        ("([A], B)", "[A]", "(B)"),
        ("(a [b])", "[b]", "(a)"),
        ("[all]", "[all]", ""),
        # The cut must not close up to a note mark that nobody set.
        ("[[p] ^a]", "[p]", "[ ^a]"),
    ],
)
def test_a_repair_of_what_is_struck_is_offered_for_space_comma_and_conjunction(text, words, expected):
    assert strike_and_repair(text, text.index(words)) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Part[y]", "[y]", "Party"),
        ("Part[y] [ies]", "[ies]", "Part[y]ies"),
        ("Part[y] [ies]", "[y]", "Party [ies]"),
        ("a [ b ] c", "[ b ]", "a b c"),
        ("States [, small ones] and", "[,", "States, small ones and"),
        ("the aim,[and] to", "[and]", "the aim, and to"),
        ("the aim [of it,]and", "[of", "the aim of it, and"),
        ("in [furtherance][pursuit] of", "[furth", "in furtherance [pursuit] of"),
        ("in [furtherance][pursuit] of", "[purs", "in [furtherance] pursuit of"),
        ("[50][60] Parties", "[60]", "[50] 60 Parties"),
        ("[KAZ: new] text", "[KAZ", "new text"),
        ("a [KAZ: new ]text", "[KAZ", "a new text"),
        ("a [US/AU propose; CL oppose: new]", "[US", "a new"),
        ("[a] b", "[a]", "a b"),
        ("[open words", "[", "open words"),
        ("A и []B", "[]", "A и B"),
        ("[[KAZ: ^1]]", "[KAZ", "[KAZ: ^1]"),
    ],
)
def test_a_repair_of_what_is_lifted_is_offered(text, words, expected):
    assert lift_and_repair(text, text.index(words)) == expected


@given(prose, st.data())
def test_a_repair_touches_only_spaces_commas_conjunctions_and_attributions(text, data):
    found = [bracket for bracket in read(text).brackets if bracket.kind != "note"]
    for bracket in found:
        for act, repaired in ((strike, strike_and_repair), (lift, lift_and_repair)):
            try:
                plain = act(text, bracket.start)
            except BadText as refused:
                with pytest.raises(BadText, match=refused.code):
                    repaired(text, bracket.start)
                continue
            offered = repaired(text, bracket.start)
            if act is lift and bracket.end:
                plain = text[: bracket.start] + plain[words_from(text, bracket.start, bracket.end) - 1 :]
            assert bare(offered) in {bare(plain), bare(act(text, bracket.start))}
            assert len(scan(offered).notes) <= len(scan(text).notes)


def bare(text):
    return re.sub(r"(?<!\w)(?:and|и)(?!\w)|[\s,]", "", text)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        *((text, [text]) for text in ("five other States", "5 other countries", "twenty-one participating States")),
        *((text, [text]) for text in ("both Parties", "Five of the other States", "three Central Asian States")),
        *(
            (text, [text])
            for text in ("пять других государств", "пяти других государств", "пятью другими государствами")
        ),
        *((text, [text]) for text in ("два государства", "двум государствам", "двух стран", "обоими государствами")),
        *((text, [text]) for text in ("трём странам", "тремя сторонами", "четырех центральноазиатских государств")),
        *((text, [text]) for text in ("восьми участников", "восемью делегациями", "двадцати пяти государствах")),
        *((text, [text]) for text in ("одиннадцать государств", "12 государств", "шесть ещё государств")),
        *((text, [text]) for text in ("трёх из государств", "пятидесяти членов")),
        ("A, B, [C] и [D] и пять других государств; two Parties", ["пять других государств", "two Parties"]),
        *((text, []) for text in ("третьих стран", "paragraph 5 States that", "Article 3 Parties", "1.5 States", "")),
        *(
            (text, [])
            for text in ("пункт 5 государства решили", "five other Statesmen", "пять других вопросов", "States")
        ),
        *((text, []) for text in ("fifteen minutes of States", "one State", "стопять государствующих")),
    ],
)
def test_numbers_that_count_states_are_flagged(text, counted):
    """Practice.md section 3: "пять других государств" is flagged when a listed name goes."""
    assert [text[start:end] for start, end in count_words(text)] == counted
