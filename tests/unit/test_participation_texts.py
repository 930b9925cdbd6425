"""What becomes of a text when a State's participation changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.mentions import heard, mentions
from drafting.domain.participation_texts import Offer, offered
from drafting.domain.state_names import forms
from tests.states import STATES, A, J, K, Z
from tests.unit.test_mentions import prose

LIST = (
    "the Kingdom of Arvendal, the [State of Jelbar], the Union of Kethara and the [Democratic Republic of Zhoram],[^1] "
    "*meeting*"
)


def after(text: str, party: int, status: str, shared: tuple[str, ...] = ("1",)) -> Offer | None:
    return offered(text, mentions(text, STATES), party, status, shared=shared)


@pytest.mark.parametrize(
    ("text", "party", "expected"),
    [
        (LIST, J, LIST.replace("[State of Jelbar]", "State of Jelbar")),
        (LIST, Z, LIST.replace("[Democratic Republic of Zhoram]", "Democratic Republic of Zhoram")),
        # With the last State in brackets the mark goes.
        ("[Jelbar] and Zhoram[^1] will", J, "Jelbar and Zhoram will"),
        ("([Jelbar], Kethara) [^1], with", J, "(Jelbar, Kethara), with"),
        ("[Jelbar],[^1] meeting", J, "Jelbar, meeting"),
        ("[Jelbar[^1]] said", J, "Jelbar said"),
        # Its own mark goes where another State has one, and stays where that State needs it.
        ("[Jelbar][^1] and [Zhoram][^1] will", J, "Jelbar and [Zhoram][^1] will"),
        ("[Jelbar] and [Zhoram][^1] will", Z, "[Jelbar] and Zhoram[^1] will"),
        # Another note is none of ours.
        ("[Jelbar][^2] said", J, "Jelbar[^2] said"),
        ("[Исламскую Республику Орлия], [Жорам] и Кетару)[^1]", Z, "[Исламскую Республику Орлия], Жорам и Кетару)[^1]"),
        ("[Jelbar]; again [Jelbar][^1].", J, "Jelbar; again Jelbar."),
    ],
)
def test_a_state_that_formalises_loses_its_brackets_and_the_mark_with_the_last(text, party, expected):
    assert after(text, party, "adopting") == Offer(expected)


@pytest.mark.parametrize("text", ["Jelbar and Kethara", "[Kethara]", "", "[Jelbar would]"])
def test_where_the_name_stands_in_no_bracket_nothing_follows_from_formalising(text: str):
    assert after(text, J, "adopting") is None


@pytest.mark.parametrize(
    ("text", "party", "expected"),
    [
        (LIST, J, LIST.replace("the [State of Jelbar], ", "")),
        (LIST, Z, "the Kingdom of Arvendal, the [State of Jelbar] and the Union of Kethara,[^1] *meeting*"),
        (LIST, A, LIST.removeprefix("the Kingdom of Arvendal, ")),
        ("[Jelbar] and [Zhoram][^1] will", Z, "[Jelbar][^1] will"),
        ("[Jelbar] and [Zhoram][^1] will", J, "[Zhoram][^1] will"),
        ("[Zhoram[^1]] and [Jelbar] will", Z, "[Jelbar][^1] will"),
        ("Arvendal, Kethara, and [Zhoram].", Z, "Arvendal and Kethara."),
        ("Arvendal, Jelbar, Kethara, and [Zhoram].", J, "Arvendal, Kethara, and [Zhoram]."),
        ("Arvendal and [Zhoram][^1] met", Z, "Arvendal met"),
        ("(Arvendal and [Zhoram])[^1] met", Z, "(Arvendal) met"),
        ("Arvendal and Jelbar, Kethara", J, "Arvendal and Kethara"),
        ("Arvendal and Jelbar and Kethara", J, "Arvendal and Kethara"),
        ("Jelbar, Kethara and Jelbar", J, "Kethara"),
        ("Королевства Арвендаль, [Государства Джелбар], а также Жорама", J, "Королевства Арвендаль, а также Жорама"),
        ("Арвендаля, Кетары, [Джелбара] и [Жорама]", Z, "Арвендаля, Кетары и [Джелбара]"),
        ("Арвендаля, Кетары, [Джелбара] и [Жорама]", J, "Арвендаля, Кетары и [Жорама]"),
        ("Арвендаля, а также Кетары и [Жорама]", Z, "Арвендаля, а также Кетары"),
    ],
)
def test_a_state_that_leaves_goes_out_of_the_list_with_its_comma_and_conjunction(text, party, expected):
    for status in ("observer", "not participating"):
        assert after(text, party, status) == Offer(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in the [State of Jelbar][^1] today", Offer("in today", alone=True)),
        ("said [Jelbar].", Offer("said.", alone=True)),
        ("the [Jelbar[^2]], then", Offer("then", alone=True)),
    ],
)
def test_a_bracketed_name_in_no_list_is_struck_and_the_sentence_needs_a_look(text: str, expected: Offer):
    assert after(text, J, "observer") == expected


def test_a_name_that_stands_alone_without_brackets_is_left_to_a_person():
    assert after("Jelbar offered to host.", J, "observer") is None


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("five other States (Arvendal, [Jelbar] and Kethara)", ("five other States",)),
        ("пять других государств (Арвендаль, [Джелбар] и Кетару)", ("пять других государств",)),
    ],
)
def test_words_that_count_states_are_flagged_when_a_name_goes(text: str, counts: tuple[str, ...]):
    made = after(text, J, "not participating")
    assert made is not None
    assert made.counts == counts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arvendal, Jelbar and Kethara", "Arvendal, [Jelbar][^1] and Kethara"),
        ("the State of Jelbar and [Zhoram][^1]", "the [State of Jelbar] and [Zhoram][^1]"),
        ("Jelbar, Kethara and Jelbar", "[Jelbar], Kethara and [Jelbar][^1]"),
    ],
)
def test_a_state_that_is_awaited_is_bracketed_in_every_list_with_the_mark_of_the_shared_note(text, expected):
    assert after(text, J, "bracketed") == Offer(expected)


def test_without_a_shared_note_brackets_come_without_a_mark():
    assert after("Jelbar and Kethara", J, "bracketed", ()) == Offer("[Jelbar] and Kethara")
    assert after("Jelbar said", J, "bracketed") is None
    assert after("[Jelbar] and Kethara", J, "bracketed") is None


def test_what_follows_from_a_note_verbale_nobody_has_laid_down():
    assert after(LIST, J, "note verbale") is None


def test_a_bracket_that_is_no_participation_stays():
    at = LIST.index("[State")
    found = heard(LIST, STATES, refused={(at, at + len("[State of Jelbar]"))})
    for status in ("adopting", "observer"):
        assert offered(LIST, found, J, status, shared=("1",)) is None


def test_a_bracket_that_a_person_confirmed_follows_the_state_whatever_words_it_holds():
    text = "the [Jelbari Commonwealth][^1] and Kethara"
    found = heard(text, STATES, confirmed=[((4, 26), J)])
    assert offered(text, found, J, "adopting", shared=("1",)) == Offer("the Jelbari Commonwealth and Kethara")
    assert offered(text, found, J, "observer", shared=("1",)) == Offer("Kethara")


def test_where_the_rest_would_read_as_the_mark_of_a_note_a_person_edits():
    assert after("[[Jelbar]^a]", J, "observer") is None
    assert after("[^[Jelbar]]", J, "adopting") is None


@given(prose, st.sampled_from((A, J, K, Z)))
def test_formalising_drops_signs_only_and_leaves_no_bracket_round_the_name(text: str, party: int):
    made = after(text, party, "adopting")
    bracketed = [it for it in mentions(text, STATES) if it.party == party and it.bracket]
    if made is None:
        assert not bracketed or "^" in text
        return
    kept = iter(text)
    assert all(sign in kept for sign in made.text)
    assert len(mentions(made.text, STATES)) == len(mentions(text, STATES))


def letters(text: str) -> list[str]:
    return sorted(sign for sign in text if sign.isalnum())


names = st.lists(
    st.tuples(st.sampled_from((A, J, K, Z)), st.booleans()), min_size=2, max_size=4, unique_by=lambda it: it[0]
)


@given(names, st.booleans(), st.data())
def test_of_any_list_exactly_the_name_that_leaves_is_gone(chosen, in_russian, data):
    picked = [
        (
            party,
            data.draw(st.sampled_from(sorted(it for it in forms(dict(STATES)[party]) if ("а" in it) == in_russian))),
        )
        for party, _ in chosen
    ]
    shown = [f"[{name}]" if bracketed else name for (_, name), (_, bracketed) in zip(picked, chosen, strict=True)]
    conjunction = " и " if in_russian else " and "
    text = "— " + conjunction.join([", ".join(shown[:-1]), shown[-1]]) + " —"
    for leaves in (0, len(shown) - 1):
        made = after(text, chosen[leaves][0], "observer")
        assert made is not None
        rest = [it for at, it in enumerate(shown) if at != leaves]
        expected = conjunction.join([", ".join(rest[:-1]), rest[-1]]) if len(rest) > 1 else rest[0]
        assert made.text == f"— {expected} —"
