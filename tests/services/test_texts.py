"""Changing the text: every wording a revision with an entry, every new paragraph with a number of its own."""

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.tree import Block
from drafting.domain.errors import BadText, NotFound, StaleEdit
from drafting.domain.record import text_hash, wording_hash
from drafting.persistence.database import Database
from drafting.persistence.queries import drafts
from drafting.services import texts
from tests import acts
from tests.factories import World, world


@pytest.fixture
def small(sqlite_url: str) -> Iterator[Database]:
    """For what no database can answer differently."""
    database = Database(sqlite_url)
    yield database
    database.close()


# What every text is stored as


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",))))
def test_a_stored_text_is_composed_has_line_feeds_and_stays_as_it_is(said: str):
    stored = texts.normal(said)
    assert "\r" not in stored
    assert unicodedata.is_normalized("NFC", stored)
    assert texts.normal(stored) == stored


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("и\u0306", "й"),
        ("е\u0308", "ё"),
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("  two\u00a0 spaces\u00ad ", "  two\u00a0 spaces\u00ad "),
        ("ﬁ ² …", "ﬁ ² …"),
    ],
)
def test_only_composition_and_line_ends_are_touched(said: str, stored: str):
    assert texts.normal(said) == stored


def test_a_sign_that_no_database_holds_is_refused_not_dropped():
    with pytest.raises(BadText) as refusal:
        texts.normal("To welcome\0 the report;")
    assert refusal.value.code == "unreadable-sign"


# Forms and the text that moved on


def current(it: World, label: str) -> drafts.Text:
    return acts.look(it, "chair", lambda session, scope: texts.load(session, scope, it.paragraphs[label]))


def require(it: World, number: int, yours: str = "") -> None:
    def do(session, scope) -> None:
        texts.require_current(session, texts.load(session, scope, it.paragraphs["1."]), number, yours)

    acts.look(it, "chair", do)


def test_a_form_on_the_current_text_passes(conference: World):
    require(conference, 1, "Anything.")


def test_a_stale_form_shows_both_texts_and_its_own_words_carried_over(conference: World):
    acts.reword(conference, "1.", "To welcome the report warmly;")
    with pytest.raises(StaleEdit) as stale:
        require(conference, 1, "To welcome the long report;")
    assert (stale.value.base, stale.value.current) == ("To welcome the report;", "To welcome the report warmly;")
    assert (stale.value.yours, stale.value.carried) == (
        "To welcome the long report;",
        "To welcome the long report warmly;",
    )


def test_words_that_collide_are_carried_nowhere(conference: World):
    acts.reword(conference, "1.", "To note the report;")
    with pytest.raises(StaleEdit) as stale:
        require(conference, 1, "To praise the report;")
    assert stale.value.carried is None


def test_a_stale_form_without_words_carries_none(conference: World):
    acts.reword(conference, "1.", "To note the report;")
    with pytest.raises(StaleEdit) as stale:
        require(conference, 1)
    assert (stale.value.yours, stale.value.carried) == ("", None)


def test_a_revision_that_never_was_is_not_found(conference: World):
    with pytest.raises(NotFound):
        require(conference, 7)


def test_a_paragraph_of_another_draft_is_not_found(conference: World):
    with pytest.raises(NotFound):
        acts.look(conference, "chair", lambda session, scope: texts.load(session, scope, 999))


# A new wording


@pytest.mark.parametrize(
    ("wording", "state"),
    [
        ("To note the report;", "open"),
        ("To [note] the report;", "bracketed"),
        ("To note the report of [Belmora];", "open"),
        ("To note the report of [date];", "open"),
    ],
)
def test_a_new_wording_reopens_and_brackets_in_it_count(conference: World, wording: str, state: str):
    acts.close(conference, "1.")
    before = current(conference, "1.")
    acts.reword(conference, "1.", wording)
    after = current(conference, "1.")
    assert (after.paragraph.state, after.revision.number, after.revision.text) == (state, 2, wording)
    assert after.revision.hash == text_hash(wording)
    assert after.paragraph.wording == wording_hash({"en": text_hash(wording)}) != before.paragraph.wording
    assert after.paragraph.changed_seq == after.revision.seq


def test_the_earlier_wording_stays(conference: World):
    acts.reword(conference, "1.", "To note the report;")
    with conference.database.reading() as session:
        old = drafts.revision(session, conference.paragraphs["1."], "en", 1)
    assert old is not None
    assert old.text == "To welcome the report;"


def test_every_change_of_the_text_counts_as_a_revision_of_the_draft(conference: World):
    def count() -> int:
        return acts.look(conference, "chair", lambda _session, scope: scope.draft.revision)

    assert count() == 1
    acts.reword(conference, "1.", "To note the report;")
    acts.accept(conference, acts.propose(conference, "head.arv", "1.", "To thank;", kind="insert after"))
    acts.accept(conference, acts.propose(conference, "head.arv", "1.", "", kind="delete"))
    acts.reopen(conference, "1.")
    assert count() == 5
    acts.close(conference, "1.")
    assert count() == 5


# New paragraphs

LISTS = [
    Block("heading", "One", "I.", 1),
    Block("operative", "First:", "1."),
    Block("point", "a one", "(a)", 1),
    Block("point", "deeper", "(i)", 2),
    Block("point", "b one", "(b)", 1),
    Block("operative", "Second:", "2."),
    Block("point", "a two", "(a)", 1),
    Block("text", "Between."),
    Block("heading", "Two", "II.", 1),
    Block("operative", "Anew.", "1."),
    Block("point", "bullet", "-", 1),
    Block("note", "A note.", "1"),
]


@pytest.mark.parametrize(
    ("beside", "kind", "expected"),
    [
        ("First:", "insert before", ("operative", "1 ante.", 0)),
        ("First:", "insert after", ("operative", "1 bis.", 0)),
        ("Second:", "insert before", ("operative", "1 bis.", 0)),
        ("a one", "insert before", ("point", "(a ante)", 1)),
        ("a one", "insert after", ("point", "(a bis)", 1)),
        ("deeper", "insert after", ("point", "(i bis)", 2)),
        ("b one", "insert before", ("point", "(a bis)", 1)),
        # The points of another paragraph, and the paragraphs of a list that has ended, are no neighbours.
        ("a two", "insert before", ("point", "(a ante)", 1)),
        ("Anew.", "insert before", ("operative", "1 ante.", 0)),
        ("bullet", "insert after", ("point", "-", 1)),
        ("Between.", "insert after", ("text", "", 0)),
        ("Two", "insert after", ("text", "", 0)),
        ("A note.", "insert after", ("text", "", 0)),
    ],
)
def test_a_new_paragraph_takes_a_label_of_its_own_list(small: Database, beside: str, kind: str, expected: tuple):
    it = world(small, LISTS)
    named(it)
    acts.accept(it, acts.propose(it, "head.arv", beside, "New words.", kind=kind))
    with it.database.reading() as session:
        made = next(row for row in drafts.texts(session, it.draft, "en") if row.revision.text == "New words.")
    assert (made.paragraph.kind, made.paragraph.label, made.paragraph.level) == expected


def named(it: World) -> None:
    """Paragraphs by their words, because their labels come twice."""
    with it.database.reading() as session:
        it.paragraphs |= {row.revision.text: row.paragraph.id for row in drafts.texts(session, it.draft, "en")}


def words(it: World) -> list[str]:
    with it.database.reading() as session:
        return [row.revision.text for row in drafts.texts(session, it.draft, "en")]


@pytest.mark.parametrize(
    ("beside", "kind", "after"),
    [
        ("One", "insert before", None),
        ("First:", "insert before", "One"),
        # After a paragraph means after its points too.
        ("First:", "insert after", "b one"),
        ("a one", "insert after", "deeper"),
        ("A note.", "insert after", "A note."),
    ],
)
def test_a_new_paragraph_stands_where_it_was_asked_for(small: Database, beside: str, kind: str, after: str | None):
    it = world(small, LISTS)
    named(it)
    acts.accept(it, acts.propose(it, "head.arv", beside, "New words.", kind=kind))
    order = words(it)
    at = order.index("New words.")
    assert (order[at - 1] if at else None) == after


def test_one_new_paragraph_after_another_is_bis_then_ter_in_that_order(small: Database):
    it = world(small, LISTS)
    named(it)
    for said in ("Bis.", "Ter.", "Quater."):
        acts.accept(it, acts.propose(it, "head.arv", "First:", said, kind="insert after"))
    with it.database.reading() as session:
        rows = [row for row in drafts.texts(session, it.draft, "en") if row.paragraph.kind == "operative"]
    assert [(row.paragraph.label, row.revision.text) for row in rows][:4] == [
        ("1.", "First:"),
        ("1 bis.", "Bis."),
        ("1 ter.", "Ter."),
        ("1 quater.", "Quater."),
    ]


def test_a_russian_text_counts_in_russian(small: Database):
    it = world(small, [Block("operative", "Первое.", "1."), Block("operative", "Второе.", "2.")], language="ru")
    acts.accept(it, acts.propose(it, "head.arv", "1.", "Новое.", kind="insert after"))
    with it.database.reading() as session:
        rows = drafts.texts(session, it.draft, "ru")
    assert [row.paragraph.label for row in rows] == ["1.", "1 бис.", "2."]
