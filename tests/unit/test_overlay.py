"""Several proposals laid over the text they amend: nothing of the text is lost, every change has its sponsors."""

from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.diff import changes, new_text
from drafting.domain.overlay import Segment, overlay

WORDS = st.lists(st.sampled_from(["States", "shall", "[may]", "meet", "soon,", "Й", "5"]), max_size=6).map(" ".join)
PROPOSALS = st.lists(WORDS, max_size=4).map(lambda texts: [(f"S{at}", text) for at, text in enumerate(texts)])


def test_without_proposals_the_text_stands_alone():
    assert overlay("States meet.", []) == (Segment("States meet.", "equal"),)
    assert overlay("", []) == ()


def test_a_deletion_wanted_by_two_is_shown_once_with_both():
    assert overlay("a b c", [("ARV", "a c"), ("BEL", "a c")]) == (
        Segment("a", "equal"),
        Segment(" b", "delete", ("ARV", "BEL")),
        Segment(" c", "equal"),
    )


def test_equal_insertions_are_one_and_different_ones_stand_side_by_side():
    found = overlay("a c", [("ARV", "a b c"), ("BEL", "a b c"), ("ZAB", "a x c")])
    inserted = [(it.text.strip(), it.by) for it in found if it.op == "insert"]
    assert inserted == [("b", ("ARV", "BEL")), ("x", ("ZAB",))]


def test_deletions_that_overlap_are_cut_where_their_sponsors_change():
    found = overlay("a b c d", [("ARV", "a d"), ("BEL", "a b d")])
    deleted = [(it.text.strip(), it.by) for it in found if it.op == "delete"]
    assert deleted == [("b", ("ARV",)), ("c", ("ARV", "BEL"))]


def test_words_added_at_the_end_of_an_empty_text_are_shown():
    assert overlay("", [("ARV", "a")]) == (Segment("a", "insert", ("ARV",)),)


@given(WORDS, PROPOSALS)
def test_what_is_equal_or_deleted_is_the_text_itself(base: str, proposals: list[tuple[str, str]]):
    found = overlay(base, proposals)
    assert "".join(it.text for it in found if it.op != "insert") == base
    assert all(it.text for it in found)


@given(WORDS, PROPOSALS)
def test_reading_only_one_sponsor_gives_exactly_what_it_proposed(base: str, proposals: list[tuple[str, str]]):
    found = overlay(base, proposals)
    for sponsor, text in proposals:
        kept = [it for it in found if (it.op == "insert") == (sponsor in it.by)]
        assert "".join(it.text for it in kept) == text == new_text(changes(base, text))


@given(WORDS, PROPOSALS)
def test_every_change_has_a_sponsor_and_what_is_equal_has_none(base: str, proposals: list[tuple[str, str]]):
    for it in overlay(base, proposals):
        assert bool(it.by) == (it.op != "equal")
        assert set(it.by) <= {sponsor for sponsor, _ in proposals}
        assert len(set(it.by)) == len(it.by)
