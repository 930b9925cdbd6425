"""Where a text names States, in both languages, with brackets, note marks and lists."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.mentions import States, article, end, heard, lists, mentions, shared_notes
from drafting.domain.state_names import Names, forms
from tests.states import ARVENDAL, JELBAR, KETHARA, ORLIA, STATES, ZHORAM, A, J, K, L, Z


def named(text: str) -> list[tuple[str, int]]:
    return [(text[it.start : it.stop], it.party) for it in mentions(text, STATES)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nobody is named.", []),
        ("The Islamic Republic of Orlia and Orlia", [("Islamic Republic of Orlia", L), ("Orlia", L)]),
        ("Orlia’s and Orlia's border", [("Orlia", L), ("Orlia", L)]),
        ("Orlian, Orlia-Bissau, New-Orlia, Trans‑Orlia", []),
        ("Orlia–Jelbar border", [("Orlia", L), ("Jelbar", J)]),
        ("Union\u00a0of\nKethara", [("Union\u00a0of\nKethara", K)]),
        ("the Republic of Orlia", [("Orlia", L)]),
        ("Orlia (Islamic Republic of)", [("Orlia (Islamic Republic of)", L)]),
        ("Исламскую Республику Орлия и Орлию", [("Исламскую Республику Орлия", L), ("Орлию", L)]),
        ("от имени Королевства Арвендаль", [("Королевства Арвендаль", A)]),
        ("с Кетарским Союзом", [("Кетарским Союзом", K)]),
        ("жорамский, Жораме", [("Жораме", Z)]),
        ("Орлийской державы", [("Орлийской державы", L)]),
        ("jelbar", []),
    ],
)
def test_a_name_is_found_in_any_form_and_never_inside_another_word(text: str, expected: list[tuple[str, int]]):
    assert named(text) == expected


def test_a_form_that_two_states_bear_is_the_first_state():
    twin = Names("Orlia", "Republic of Orlia", "", "")
    assert [it.party for it in mentions("Orlia", ((1, ORLIA), (2, twin)))] == [1]
    assert mentions("Orlia", ((1, Names("—", "", "", "")),)) == ()


@pytest.mark.parametrize(
    ("text", "bracket", "marks"),
    [
        ("[Jelbar]", "[Jelbar]", []),
        ("[the State of Jelbar]", "[the State of Jelbar]", []),
        ("the [*Jelbar*]", "[*Jelbar*]", []),
        ("[Jelbar[^a]]", "[Jelbar[^a]]", ["[^a]"]),
        ("[Jelbar[^a]][^b]", "[Jelbar[^a]][^b]", ["[^a]", "[^b]"]),
        ("[Jelbar],[^b]", "[Jelbar]", ["[^b]"]),
        ("([Jelbar]) [^b][^c] and", "[Jelbar]", ["[^b]", "[^c]"]),
        ("[[Jelbar] would]", "[Jelbar]", []),
        ("Jelbar[^b]", None, ["[^b]"]),
    ],
)
def test_a_bracket_round_just_the_name_and_the_marks_beside_it_belong_to_the_mention(text, bracket, marks):
    (it,) = mentions(text, STATES)
    whole = text[slice(*it.outer)] if it.bracket else None
    assert whole == (bracket.removesuffix("[^b]") if bracket else None)
    assert [text[start:stop] for start, stop, _ in it.marks] == marks
    assert [key for _, _, key in it.marks] == [mark[2:-1] for mark in marks]
    assert text[it.outer[0] : end(it)] == (bracket or text)


@pytest.mark.parametrize("text", ["[Jelbar would]", "[KAZ: Jelbar]", "[of Jelbar]", "Jelbar", "[Jelbar"])
def test_a_bracket_round_more_than_the_name_is_none_of_the_mention(text: str):
    assert [it.bracket for it in mentions(text, STATES)] == [None]


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("Arvendal, [Jelbar], the Union of Kethara and Zhoram", [4]),
        ("Arvendal, as well as [Jelbar][^1], and Kethara together with the State of Jelbar", [4]),
        ("Arvendal; Jelbar / Kethara or Zhoram", [4]),
        ("[Jelbar],[^1] [Zhoram],[^1] and Kethara", [3]),
        ("Республики, Арвендаль, а также Джелбар или Кетара и [Жорам]", [4]),
        ("Arvendal met Jelbar, and the people of Kethara", [1, 1, 1]),
        ("Arvendal (Jelbar)", [1, 1]),
        ("", []),
    ],
)
def test_states_that_only_commas_and_conjunctions_part_stand_in_one_list(text: str, sizes: list[int]):
    assert [len(run) for run in lists(text, mentions(text, STATES))] == sizes


def test_a_mention_begins_with_its_article():
    text = "and the [State of Jelbar], bathe Jelbar"
    first, second = mentions(text, STATES)
    assert text[article(text, first) :].startswith("the [")
    assert text[article(text, second) :] == "Jelbar"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["[Jelbar][^a] and [Zhoram][^b]", "[Jelbar][^b]"], ("b", "a")),
        (["[Jelbar], Kethara)[^a]"], ("a",)),
        (["[Jelbar], Kethara)[^a]", "[Jelbar][^b]"], ("b",)),
        (["Jelbar[^a]", "Arvendal[^c]"], ()),
    ],
)
def test_the_shared_note_is_the_one_marked_at_states_in_brackets(texts: list[str], expected: tuple[str, ...]):
    assert shared_notes((text, mentions(text, STATES)) for text in texts) == expected


def test_a_bracket_that_is_no_participation_leads_to_no_shared_note():
    text = "[Jelbar][^a]"
    assert shared_notes([(text, heard(text, STATES, refused={(0, 8)}))]) == ()


def test_what_a_person_confirmed_is_a_mention_with_its_marks_and_nothing_inside_it_is_another():
    text = "[the old Kethara[^a]][^b] and Orlia["
    found = heard(text, STATES, confirmed=[((0, 21), J), ((35, 36), Z)])
    assert [(text[it.start : it.stop], it.party, it.bracket) for it in found] == [
        ("the old Kethara", J, (0, 21)),
        ("Orlia", L, None),
    ]
    assert [key for _, _, key in found[0].marks] == ["a", "b"]
    assert heard("[Kethara]", STATES, confirmed=[((0, 9), K)]) == mentions("[Kethara]", STATES)
    (bare,) = heard("[Kethari State]", STATES, confirmed=[((0, 15), K)])
    assert (bare.start, bare.stop, bare.marks) == (1, 14, ())


pieces = st.sampled_from(
    [
        *sorted(form for names in (ARVENDAL, JELBAR, KETHARA, ZHORAM) for form in forms(names)),
        *("[", "]", "[^1]", "[^2]", ", ", " and ", " и ", " the ", "(", ")", "-", "\\", "*", " ", "X", "難", "】"),
    ]
)
prose = st.lists(pieces, max_size=16).map("".join)


@given(prose)
def test_mentions_are_places_of_the_text_in_order_and_each_is_a_name(text: str):
    found = mentions(text, STATES)
    before = 0
    for it in found:
        assert before <= it.start < it.stop <= len(text)
        assert " ".join(text[it.start : it.stop].split()) in forms(dict(STATES)[it.party])
        assert not it.bracket or it.bracket[0] < it.start < it.stop < it.bracket[1]
        before = it.stop
    assert [it for run in lists(text, found) for it in run] == list(found)


@given(prose, st.sampled_from(sorted(forms(JELBAR))))
def test_a_name_set_apart_is_always_found(text: str, name: str):
    assert any(it.party == J for it in mentions(f"{text} ; {name} ;", STATES))


REAL: States = tuple(
    enumerate(
        (
            Names("Afghanistan", "Islamic Republic of Afghanistan", "Афганистан", "Исламская Республика Афганистан"),
            Names("Azerbaijan", "Republic of Azerbaijan", "Азербайджан", "Азербайджанская Республика"),
            Names("Iran", "Islamic Republic of Iran", "Иран", "Исламская Республика Иран"),
            Names("Kazakhstan", "Republic of Kazakhstan", "Казахстан", "Республика Казахстан"),
            Names("Kyrgyzstan", "Kyrgyz Republic", "Кыргызстан", "Кыргызская Республика"),
            Names("Pakistan", "Islamic Republic of Pakistan", "Пакистан", "Исламская Республика Пакистан"),
            Names("Tajikistan", "Republic of Tajikistan", "Таджикистан", "Республика Таджикистан"),
            Names("Türkiye", "Republic of Türkiye", "Турция", "Республика Турция"),
        )
    )
)


@pytest.mark.parametrize(("sample", "rolls"), [("communique-2013-ru.md", 1), ("mechanism-2013-ru.md", 2)])
def test_in_real_documents_every_list_of_states_is_found_with_its_bracketed_states(sample: str, rolls: int):
    path = Path("../shared/samples") / sample
    if not path.exists():
        pytest.skip("the sample documents are not beside this repository")
    found = [
        run
        for line in path.read_text(encoding="utf-8").splitlines()
        for run in lists(line, mentions(line, REAL))
        if any(it.bracket for it in run)
    ]
    assert len(found) == rolls
    assert all([it.party for it in run if it.bracket] == [2, 5] for run in found)
    assert all(len(run) in (5, 8) for run in found)
