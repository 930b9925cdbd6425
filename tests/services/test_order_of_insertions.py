"""New paragraphs stand in the order in which they were taken, with labels and without."""

from bisect import insort
from collections.abc import Iterator, Sequence
from operator import attrgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from drafting.documents.tree import Block
from drafting.domain.record import entry_hash
from drafting.persistence.database import Database
from drafting.persistence.queries import drafts
from drafting.persistence.queries import record as queries
from drafting.services import preparation, seats, verification
from drafting.services.record import facts
from tests import acts
from tests.factories import NOW, World, world
from tests.tampering import draft, tampered

TEXT = (
    Block("title", "Communiqué"),
    Block("heading", "Aims", "", 1),
    Block("recital", "Recalling;"),
    Block("enacting", "Agree"),
    Block("operative", "First:", "1."),
    Block("point", "a dash", "-", 1),
    Block("point", "a dot", "-", 1),
    Block("operative", "Second.", "2."),
    Block("text", "Below:"),
    Block("point", "a bullet", "-", 1),
    Block("text", "The end."),
    Block("note", "A note.", "1"),
)
STANDING = [it.text for it in TEXT]
WHO = ("head.arv", "head.bel", "coordinator.zab")


@pytest.fixture
def small(sqlite_url: str) -> Iterator[Database]:
    """For what no database can answer differently."""
    database = Database(sqlite_url)
    yield database
    database.close()


def named(it: World) -> list[str]:
    """The words of the text in order; by them its paragraphs are named."""
    with it.database.reading() as session:
        rows = drafts.texts(session, it.draft, "en")
    it.paragraphs = {row.revision.text: row.paragraph.id for row in rows}
    return [row.revision.text for row in rows]


def take(it: World, *wanted: tuple[str, str, str]) -> list[str]:
    """Proposals of several delegations, each taken at once. wanted: (words, kind, beside)."""
    for words, kind, beside in wanted:
        named(it)
        acts.accept(it, acts.propose(it, WHO[len(words) % len(WHO)], beside, words, kind=f"insert {kind}"))
    return named(it)


def findings(it: World) -> tuple[verification.Finding, ...]:
    with it.database.reading() as session:
        return verification.verify(session, it.draft).findings


@pytest.mark.parametrize("words", STANDING)
@pytest.mark.parametrize("kind", ["after", "before"])
def test_what_is_taken_first_stands_first_beside_any_paragraph(small: Database, words: str, kind: str):
    it = world(small, TEXT)
    new = ["one", "two of it", "the three"]
    order = take(it, *((said, kind, words) for said in new))
    assert [said for said in order if said in new] == new
    assert [said for said in order if said not in new] == STANDING
    at = order.index(words)
    assert (order.index("one") > at) == (kind == "after")
    assert findings(it) == ()


@pytest.mark.parametrize(
    ("wanted", "around"),
    [
        # What was inserted after the first new one goes with it.
        ([("A", "after", "Agree"), ("A1", "after", "A"), ("B", "after", "Agree")], ["Agree", "A", "A1", "B", "First:"]),
        ([("A", "after", "Agree"), ("B", "after", "Agree"), ("A1", "after", "A")], ["Agree", "A", "A1", "B", "First:"]),
        # So does what was inserted before it.
        (
            [("A", "after", "Agree"), ("A0", "before", "A"), ("B", "after", "Agree")],
            ["Agree", "A0", "A", "B"],
        ),
        # What was inserted before the next paragraph stays with that one.
        (
            [("Z", "before", "The end."), ("A", "after", "Below:"), ("B", "after", "Below:")],
            ["Below:", "a bullet", "A", "B", "Z", "The end."],
        ),
        (
            [("A", "after", "Below:"), ("Z", "before", "The end."), ("B", "after", "Below:")],
            ["Below:", "a bullet", "A", "B", "Z", "The end."],
        ),
        # What follows a point stays among the points.
        (
            [
                ("A", "after", "Below:"),
                ("c", "after", "a bullet"),
                ("B", "after", "Below:"),
                ("d", "after", "a bullet"),
            ],
            ["Below:", "a bullet", "c", "d", "A", "B", "The end."],
        ),
        ([("A", "after", "First:"), ("B", "after", "First:")], ["First:", "a dash", "a dot", "A", "B", "Second."]),
        # What was inserted before a paragraph is none of what comes after it.
        (
            [("Y", "before", "Recalling;"), ("Y1", "after", "Y"), ("A", "after", "Recalling;")],
            ["Aims", "Y", "Y1", "Recalling;", "A", "Agree"],
        ),
    ],
)
def test_a_new_paragraph_stays_with_the_one_beside_which_it_was_asked_for(
    small: Database, wanted: list[tuple[str, str, str]], around: list[str]
):
    it = world(small, TEXT)
    order = take(it, *wanted)
    at = order.index(around[0])
    assert order[at : at + len(around)] == around


def test_a_deleted_new_paragraph_keeps_its_place_in_the_order(small: Database):
    it = world(small, TEXT)
    take(it, ("A", "after", "Agree"))
    acts.accept(it, acts.propose(it, "head.arv", "A", "", kind="delete"))
    order = take(it, ("B", "after", "Agree"))
    assert order[order.index("Agree") :][:3] == ["Agree", "A", "B"]


def test_what_the_office_adds_while_it_prepares_the_text_counts_as_well(database: Database):
    it = world(database, TEXT, is_open=False)
    named(it)
    beside = it.paragraphs["Agree"]
    for said in ("A", "B"):
        acts.act(
            it,
            "office",
            lambda session, scope, said=said: preparation.insert(
                session, scope, beside, text=said, after=True, revision=1, token=acts.token(), now=NOW
            ),
        )
    order = named(it)
    assert order[order.index("Agree") :][:3] == ["Agree", "A", "B"]


def test_a_record_of_before_that_does_not_say_beside_what_still_verifies(small: Database):
    it = world(small, TEXT)
    take(it, ("A", "after", "Agree"))

    def forget(session: Session, made: World) -> None:
        newest = queries.of_kind(session, made.draft, "paragraph added")[-1]
        newest.payload = {name: said for name, said in newest.payload.items() if name != "beside"}
        newest.hash = entry_hash(facts(newest))
        draft(session, made).head_hash = newest.hash

    assert tampered(it, forget) == set()
    order = take(it, ("B", "after", "Agree"))
    assert order[order.index("Agree") :][:3] == ["Agree", "B", "A"]
    assert findings(it) == ()


# The same for any text and any order of rulings, by the seats alone.

BLOCKS = st.sampled_from(
    [
        *(("operative", label, 0) for label in ("1.", "2.", "3 bis.")),
        *(("text", "", 0), ("recital", "", 0), ("heading", "", 1), ("enacting", "", 0)),
        *(("point", label, level) for level in (1, 2) for label in ("(a)", "-", "")),
    ]
)
RULINGS = st.lists(st.tuples(st.integers(0, 99), st.booleans()), max_size=12)


def seated(blocks: Sequence[tuple[str, str, int]], rulings: Sequence[tuple[int, bool]]) -> list[drafts.Seat]:
    """The seats after every ruling; the paragraph beside is one of those that stand by then."""
    rows = [drafts.Seat(at, f"{at:05d}", label, kind, level) for at, (kind, label, level) in enumerate(blocks, start=1)]
    for number, (chosen, after) in enumerate(rulings, start=len(blocks) + 1):
        beside = rows[chosen % len(rows)]
        place, label = seats.seat(rows, beside, "en", after=after)
        row = drafts.Seat(number, place, label, *seats.kind_beside(beside), beside.id)
        insort(rows, row, key=attrgetter("place"))
    return rows


@settings(max_examples=300)
@given(st.lists(BLOCKS, min_size=1, max_size=8), RULINGS)
def test_beside_any_paragraph_new_ones_stand_on_their_side_in_the_order_of_the_rulings(blocks, rulings):
    rows = seated(blocks, rulings)
    at = {row.id: index for index, row in enumerate(rows)}
    assert len({row.place for row in rows}) == len(rows)
    assert [row.id for row in rows if row.beside is None] == list(range(1, len(blocks) + 1))
    for beside in rows:
        new = [row for row in rows if row.beside == beside.id]
        for after in (True, False):
            side = [row.id for row in new if rulings[row.id - len(blocks) - 1][1] == after]
            assert side == sorted(side)
            assert all((at[it] > at[beside.id]) == after for it in side)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(["text", "recital", "enacting"]), min_size=1, max_size=6), RULINGS)
def test_nothing_that_was_there_comes_between_a_paragraph_and_what_was_inserted_beside_it(kinds, rulings):
    rows = seated([(kind, "", 0) for kind in kinds], rulings)
    stands = {row.id for row in rows if row.beside is None}
    at = {row.id: index for index, row in enumerate(rows)}
    for row in rows:
        if row.beside is not None:
            first, last = sorted((at[row.id], at[row.beside]))
            assert not stands & {it.id for it in rows[first + 1 : last]}
