"""A bracket is as old as the first wording in which it stood, however often the words round it changed."""

from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.anchors import spans
from drafting.domain.bracket_ages import Age, Event, Life, life, totals

WORDINGS = st.lists(st.text(alphabet="[]ab ", max_size=15), min_size=1, max_size=5)


def lived(*events: Event) -> Life:
    disputes = {it.text: spans(it.text) for it in events if it.text is not None}
    return life(events, disputes)


def ages(text: str, it: Life) -> dict[str, Age]:
    return {text[slice(*at)]: age for at, age in it.ages.items()}


def test_a_bracket_keeps_its_age_while_the_words_round_it_change():
    last = "All States [shall] meet [soon]."
    found = lived(Event(2, "States [shall] meet."), Event(5, "All States [shall] meet."), Event(9, last))
    assert ages(last, found) == {"[shall]": Age(2, 2), "[soon]": Age(9, 0)}
    assert found.counts == ((2, 1), (5, 1), (9, 2))


def test_a_bracket_that_went_and_came_back_is_new():
    found = lived(Event(2, "[a] b"), Event(3, "a b"), Event(4, "[a] b"))
    assert ages("[a] b", found) == {"[a]": Age(4, 0)}
    assert found.counts == ((2, 1), (3, 0), (4, 1))


def test_what_is_ruled_no_dispute_is_not_counted_until_it_is_one_again():
    found = lived(
        Event(2, "We [a] [b]"),
        Event(3, excuses=((3, 6),)),
        Event(4, "All of us [a] [b]"),
        Event(5, accuses=((10, 13),)),
    )
    assert found.counts == ((2, 2), (3, 1), (4, 1), (5, 2))


def test_a_state_in_brackets_is_counted_while_the_bracket_is_said_to_be_about_words():
    found = life(
        [
            Event(2, "We [Zhoram]"),
            Event(3, refuses=((3, 11),)),
            Event(4, "All of us [Zhoram]"),
            Event(5, excuses=((10, 18),)),
            Event(6, refuses=((10, 18),)),
            Event(7, accuses=((10, 18),)),
        ],
        {},
    )
    assert found.counts == ((2, 0), (3, 1), (4, 1), (5, 0), (6, 1), (7, 0))


def test_what_is_deleted_has_nothing_open_until_it_comes_back():
    found = lived(Event(2, "[a]"), Event(3, is_deleted=True), Event(4, is_deleted=False))
    assert found.counts == ((2, 1), (3, 0), (4, 1))


def test_the_whole_is_the_sum_of_its_paragraphs_after_each_entry():
    first = lived(Event(1, "[a] [b]"), Event(3, "[a] b"))
    second = lived(Event(1, "c"), Event(2, "[c]"), Event(3, "c"))
    assert totals([first, second]) == ((1, 2), (2, 3), (3, 1))
    assert totals([]) == ()


@given(WORDINGS)
def test_every_bracket_that_stands_has_an_age_and_no_other(wordings: list[str]):
    found = lived(*(Event(seq, text) for seq, text in enumerate(wordings, start=1)))
    assert set(found.ages) == set(spans(wordings[-1]))
    assert all(it.seq + it.wordings <= len(wordings) for it in found.ages.values())
    assert all(it.seq == len(wordings) for it in found.ages.values() if it.wordings == 0)


@given(WORDINGS, WORDINGS)
def test_the_last_of_the_totals_is_what_stands_now(first: list[str], second: list[str]):
    lives = [lived(*(Event(seq, text) for seq, text in enumerate(each, start=1))) for each in (first, second)]
    assert totals(lives)[-1][1] == len(spans(first[-1])) + len(spans(second[-1]))
