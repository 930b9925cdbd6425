"""The sentences of a final report on who adopted and who did not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.participation import MEANINGS, STATUSES
from drafting.domain.participation_report import Reported, english, russian

ALL_EN = [
    Reported("Arvendal", "adopting"),
    Reported("Belmora", "adopting"),
    Reported("Caldoria", "adopting"),
    Reported("Jelbar", "bracketed", "30 September 2026", "participation"),
    Reported("Kethara", "note verbale"),
    Reported("Lusenia", "observer"),
    Reported("Meria", "observer"),
    Reported("Senn", "not participating"),
    Reported("Zhoram", "bracketed", "30 September 2026", "participation"),
]


def test_the_english_report_names_states_in_their_order_and_says_what_silence_means():
    assert english("Communiqué", ALL_EN) == (
        "“Communiqué” was adopted by Arvendal, Belmora and Caldoria.",
        (
            "Jelbar and Zhoram noted that their participation is pending the completion of their internal procedures, "
            "not later than 30 September 2026; silence until then means that their participation is formalised."
        ),
        "Kethara will reply by note verbale.",
        "Lusenia and Meria took part as observers.",
        "Senn does not participate.",
    )


def test_the_russian_report_keeps_names_in_the_nominative():
    parties = [
        Reported("Арвендаль", "adopting"),
        Reported("Бельмора", "adopting"),
        Reported("Калдория", "adopting"),
        Reported("Джелбар", "bracketed", "30 сентября 2026 года", "participation"),
        Reported("Кетара", "note verbale"),
        Reported("Лузения", "observer"),
        Reported("Мерия", "observer"),
        Reported("Сенн", "not participating"),
        Reported("Жорам", "bracketed", "30 сентября 2026 года", "participation"),
    ]
    assert russian("Коммюнике", parties) == (
        "Документ «Коммюнике» приняли следующие государства: Арвендаль, Бельмора и Калдория.",
        (
            "Джелбар и Жорам сообщили, что участие будет оформлено по завершении внутренних процедур, не позднее чем "
            "30 сентября 2026 года; молчание до истечения этого срока означает, что участие оформлено."
        ),
        "Вербальной нотой ответит Кетара.",
        "В качестве наблюдателей участвуют Лузения и Мерия.",
        "Не участвует Сенн.",
    )


@pytest.mark.parametrize(
    ("meaning", "until", "in_english", "in_russian"),
    [
        ("", "", "procedure; no date has been set.", "процедуры; срок не установлен."),
        ("", "May", "what silence until then means has not been stated.", "этого срока не определено."),
        ("no participation", "May", "means that it does not participate.", "означает неучастие."),
        ("participation", "May", "that its participation is formalised.", "что участие оформлено."),
    ],
)
def test_what_silence_means_is_never_guessed(meaning: str, until: str, in_english: str, in_russian: str):
    (said,) = english("T", [Reported("Jelbar", "bracketed", until, meaning)])
    assert said.endswith(in_english)
    (said,) = russian("T", [Reported("Джелбар", "bracketed", until, meaning)])
    assert said.endswith(in_russian)


def test_states_awaited_until_different_hours_are_named_apart():
    found = english(
        "T", [Reported("A", "bracketed", "May"), Reported("B", "bracketed"), Reported("C", "bracketed", "May")]
    )
    assert [it.partition(" noted")[0] for it in found] == ["A and C", "B"]


ONE_AND_TWO = {
    "adopting": (
        "“T” was adopted by A.",
        "“T” was adopted by A and B.",
        "Документ «T» приняло следующее государство: A.",
        "Документ «T» приняли следующие государства: A и B.",
    ),
    "note verbale": (
        "A will reply by note verbale.",
        "A and B will reply by note verbale.",
        "Вербальной нотой ответит A.",
        "Вербальными нотами ответят A и B.",
    ),
    "observer": (
        "A took part as an observer.",
        "A and B took part as observers.",
        "В качестве наблюдателя участвует A.",
        "В качестве наблюдателей участвуют A и B.",
    ),
    "not participating": (
        "A does not participate.",
        "A and B do not participate.",
        "Не участвует A.",
        "Не участвуют A и B.",
    ),
}


@pytest.mark.parametrize("status", ONE_AND_TWO)
def test_one_state_and_two_are_said_rightly(status: str):
    alone, pair = [Reported("A", status)], [Reported("A", status), Reported("B", status)]
    said = (*english("T", alone), *english("T", pair), *russian("T", alone), *russian("T", pair))
    assert said == ONE_AND_TWO[status]


parties = st.lists(
    st.builds(
        Reported,
        name=st.from_regex(r"[A-Z]{4}", fullmatch=True),
        status=st.sampled_from(STATUSES),
        until=st.sampled_from(("", "May")),
        meaning=st.sampled_from(MEANINGS),
    ),
    unique_by=lambda it: it.name,
)


@given(parties)
def test_every_party_is_named_exactly_once_in_both_languages(told: list[Reported]):
    for sentences in (english("t", told), russian("t", told)):
        words = " ".join(sentences).replace(",", " ").replace(".", " ").replace(";", " ").split()
        assert all(words.count(it.name) == 1 for it in told)
        for status in STATUSES:
            said = [words.index(it.name) for it in told if it.status == status and status != "bracketed"]
            assert said == sorted(said)
