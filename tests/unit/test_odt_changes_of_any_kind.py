"""OpenDocument with tracked changes of any kind and number: own files, strange ones and hostile ones."""

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafting.documents.odt import odt_changes_in, odt_in
from drafting.documents.writing import write
from drafting.domain import inline
from drafting.domain.errors import BadText
from drafting.domain.inline import Piece
from drafting.domain.returned_views import groups
from tests.odt_copies import (
    CELL,
    begin,
    came,
    deletion,
    end,
    file_of,
    gone,
    insertion,
    item,
    p,
    region,
    span,
    texts,
    went,
)
from tests.unit.test_reading_odt import items, listed
from tests.unit.test_word_changes import BLOCKS, BOTH, GONE, TEXT, K, U, expected, kept, printed, whole
from tests.unit.test_word_changes import came as new
from tests.unit.test_word_changes import said as shown


@pytest.mark.parametrize("reader", [odt_changes_in.read, lambda data: odt_in.read(data, "reject")])
@pytest.mark.parametrize(
    ("regions", "text"),
    [
        ("".join(went(f"d{it}", p(gone(f"d{it + 1}"))) for it in range(60)), p("a", gone("d0"))),
        ("", p("<text:span>" * 150, "a", "</text:span>" * 150)),
    ],
    ids=["deletions", "spans"],
)
def test_what_is_nested_too_deep_is_refused(reader, regions, text):
    with pytest.raises(BadText, match="broken-file"):
        reader(file_of(regions, text))


NAMES = st.sampled_from("abcd")
WORDS = st.sampled_from(["one ", "two ", "three "])
KEPT = st.lists(st.lists(st.one_of(WORDS, NAMES.map(gone)), max_size=3).map(lambda said: p(*said)), max_size=3).map(
    "".join
)
# What a name that is chosen later tells of.
CHANGES = st.one_of(
    st.just(came),
    KEPT.map(lambda kept: lambda called: went(called, kept, "B")),
    KEPT.map(lambda kept: lambda called: region(called, deletion("B", kept), insertion("C"))),
)
MARKS = st.one_of(NAMES.map(begin), NAMES.map(end), NAMES.map(gone))
INSIDE = st.one_of(WORDS, MARKS, st.lists(st.one_of(WORDS, MARKS), max_size=3).map(lambda it: span("B", "".join(it))))
PLACES = st.one_of(
    st.lists(INSIDE, max_size=5).map(lambda said: p(*said)),
    st.lists(INSIDE, max_size=5).map(lambda said: listed(item(p(*said)))),
    MARKS,
)


def words_of(texts_):
    return [words for it in texts_ if (words := " ".join(it.replace("*", "").split()))]


@given(st.lists(CHANGES, min_size=4, max_size=4), st.lists(PLACES, min_size=1, max_size=6))
def test_however_changes_lie_in_each_other_the_file_read_with_all_or_none_is_what_its_authors_changed(told, text):
    regions = "".join(make(called) for called, make in zip("abcd", told, strict=True))
    data = file_of(regions, p("First."), *text)
    found = list(groups(odt_changes_in.read(data).paragraphs))
    for changes, sides in (("reject", [it.bases for it in found]), ("accept", [it.news for it in found])):
        came_of = ["".join(piece.text for piece in it.pieces) for side in sides for it in side]
        assert words_of(came_of) == words_of(texts(data, changes))


MANY, LONGEST = 4_000, 30  # changes, and seconds of processor; in the square of them it would be minutes


@pytest.mark.parametrize(
    ("regions", "text", "words"),
    [
        # Each ends a paragraph in the middle of one that has all others behind it.
        ("".join(went(f"d{it}", p("a") + p("b")) for it in range(MANY)),
         p(*(f"x{gone(f'd{it}')}" for it in range(MANY))), MANY + 1),
        ("".join(came(f"i{it}") for it in range(MANY)), p(*(begin(f"i{it}") for it in range(MANY)), "a"), 1),
        ("".join(came(f"i{it}") for it in range(MANY)),
         p(*(begin(f"i{it}") for it in range(MANY)), *(f"{end(f'i{it}')}a" for it in range(MANY))), 1),
        ("".join(went(f"d{it}", listed(items("a", ""))) for it in range(MANY)),
         listed("".join(f"<text:list-item>{p(gone(f'd{it}'), 'b')}</text:list-item>" for it in range(MANY))), 2 * MANY),
        (came("i"), p(begin("i")) + CELL.format(p("a")) * MANY + p(end("i")), 1),
        ("".join(came(f"i{it}") for it in range(MANY)),
         "".join(p(end(f"i{it - 1}"), "a", begin(f"i{it}")) for it in range(MANY)), MANY),
        (came("i"), p("a", begin("i")) + listed(items(*["b"] * MANY)) + p(end("i"), "c"), 1),
    ],
    ids=["paragraphs", "begun", "begun and ended", "items", "tables", "one paragraph of many", "new items"],
)  # fmt: skip
def test_thousands_of_changes_take_no_longer_each_than_few(regions, text, words):
    data = file_of(regions, text)
    begun = process_time()
    assert len(odt_in.read(data, "reject").paragraphs) <= words
    assert len(odt_changes_in.read(data).paragraphs) >= words
    assert process_time() - begun < LONGEST


@given(st.lists(BLOCKS, min_size=1, max_size=6))
@example(list(TEXT))
@example([whole("1.", new("Alone."))])
def test_whatever_is_tracked_our_own_reader_takes_all_of_it_or_none(blocks):
    data = write(printed(*blocks), "odt")
    for track, which in GONE.items():
        found = odt_in.read(data, track).paragraphs
        read = [shown([Piece(f"{it.label} "), *inline.pieces(it.text)]) for it in found if it.text or it.label]
        assert read == expected(blocks, which)


def undone(blocks, authors):
    """The blocks with the changes of all others left undone."""
    for it in blocks:
        spans = [replace(one, change="equal") if one.change == "delete" and one.by not in authors else one
                 for one in it.tracked or (kept(it.block.text),)
                 if one.change != "insert" or one.by in authors]  # fmt: skip
        if it.mark.change == "insert" and it.mark.by not in authors:
            continue
        stays = it.mark.change == "delete" and it.mark.by not in authors
        yield replace(it, tracked=tuple(spans), mark=replace(it.mark, change="equal") if stays else it.mark)


def versions(found):
    return [shown([Piece(f"{it.label} "), *it.pieces]) for it in found]


@given(st.lists(BLOCKS, min_size=1, max_size=6), st.sets(st.sampled_from([K, U, BOTH])))
@example(list(TEXT), {K})
def test_whatever_is_tracked_each_author_is_read_with_their_own_changes(blocks, authors):
    copy = odt_changes_in.read(write(printed(*blocks), "odt"))
    body = [it for it in copy.paragraphs if not it.note]
    for whose, wanted in ((None, blocks), (authors, undone(blocks, authors))):
        found = list(groups(body, whose))
        assert versions(it for group in found for it in group.bases) == expected(blocks, "insert")
        assert versions(it for group in found for it in group.news) == expected(wanted, "delete")
    assert set(copy.authors) == {it.by for block in blocks for it in (*block.tracked, block.mark) if it.by}
