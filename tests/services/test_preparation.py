"""A text in preparation is edited by the Office and the Chair, each edit an entry that the books agree with."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafting.domain.errors import BadText, DraftingError, NotAllowed, NotFound, StaleEdit, WrongState
from drafting.persistence.database import Database
from drafting.persistence.queries import drafts, record
from drafting.services import preparation, verification
from tests import acts
from tests.factories import NOW, TEXT, World, import_text, name_paragraphs, world


@pytest.fixture
def prepared_text(database: Database) -> Iterator[World]:
    it = world(database, is_open=False)
    yield it
    with database.reading() as session:
        assert verification.verify(session, it.draft).findings == ()


def edit(it, act, label, who="office", *, token=None, seen=None, **facts):
    paragraph = it.paragraphs[label]

    def do(session, scope):
        revision = acts.revision(session, scope, paragraph) if seen is None else seen
        named = {"revision": revision, "token": token or acts.token(), "now": NOW}
        return getattr(preparation, act)(session, scope, paragraph, **named, **facts)

    return acts.act(it, who, do)


def lines(it):
    with it.database.reading() as session:
        return [(row.label, row.text) for row in drafts.lines(session, it.draft, "en") if row.state != "deleted"]


def entries(it):
    with it.database.reading() as session:
        return record.entries(session, it.draft)


def test_the_office_rewords_and_the_entry_says_it_was_in_preparation(prepared_text):
    edit(prepared_text, "reword", "1.", text=" To note [the] report;\r\n")
    assert ("1.", "To note [the] report;") in lines(prepared_text)
    newest = entries(prepared_text)[-1]
    assert (newest.kind, newest.capacity, newest.payload["ruling"]) == ("wording changed", "support", "prepare")
    assert newest.payload["state"] == "bracketed"


def test_the_chair_adds_before_and_after_and_numbers_anew(prepared_text):
    assert edit(prepared_text, "insert", "1.", who="chair", text="To add;", after=True)
    edit(prepared_text, "insert", "1.", text="To begin;", after=False)
    assert [label for label, text in lines(prepared_text) if text.startswith("To ")] == [
        "1 ante.",
        "1.",
        "1 bis.",
        "2.",
    ]
    acts.act(prepared_text, "office", lambda s, scope: preparation.renumber(s, scope, token=acts.token(), now=NOW))
    assert [label for label, text in lines(prepared_text) if text.startswith("To ")] == ["1.", "2.", "3.", "4."]
    with pytest.raises(WrongState, match="renumber"):
        acts.act(prepared_text, "office", lambda s, scope: preparation.renumber(s, scope, token=acts.token(), now=NOW))


def test_what_is_deleted_leaves_the_text_and_is_edited_no_more(prepared_text):
    edit(prepared_text, "delete", "title")
    assert "Communiqué" not in [text for _, text in lines(prepared_text)]
    for act, facts in (("delete", {}), ("reword", {"text": "A"}), ("insert", {"text": "A", "after": True})):
        with pytest.raises(WrongState):
            edit(prepared_text, act, "title", **facts)


def test_an_edit_of_an_older_wording_shows_both(prepared_text):
    edit(prepared_text, "reword", "1.", text="To welcome the long report;")
    with pytest.raises(StaleEdit) as stale:
        edit(prepared_text, "reword", "1.", seen=1, text="To welcome the report today;")
    assert stale.value.carried == "To welcome the long report today;"
    for act, facts in (("delete", {}), ("insert", {"text": "A", "after": True})):
        with pytest.raises(StaleEdit):
            edit(prepared_text, act, "1.", seen=1, **facts)


@pytest.mark.parametrize(("text", "code"), [(" ", "empty-text"), ("x" * 20_001, "too-long")])
def test_words_that_cannot_stand_are_refused(prepared_text, text, code):
    for act, facts in (("reword", {}), ("insert", {"after": True})):
        with pytest.raises(BadText) as refused:
            edit(prepared_text, act, "1.", text=text, **facts)
        assert refused.value.code == code
    with pytest.raises(BadText):
        edit(prepared_text, "reword", "1.", text="To welcome the report;")


def test_a_double_click_edits_once(prepared_text):
    for act, facts in (
        ("reword", {"text": "To note;"}),
        ("insert", {"text": "To add;", "after": True}),
        ("delete", {}),
    ):
        for _ in range(2):
            edit(prepared_text, act, "1.", token=f"double-click-{act}", **facts)
    for _ in range(2):
        acts.act(prepared_text, "office", lambda s, scope: preparation.renumber(s, scope, token="number-anew", now=NOW))
    assert len(entries(prepared_text)) == 5


def test_nobody_else_edits(prepared_text):
    with pytest.raises(NotAllowed):
        edit(prepared_text, "reword", "1.", who="rapporteur", text="To note;")
    with pytest.raises(NotFound):
        edit(prepared_text, "reword", "1.", who="head.arv", text="To note;")


def test_an_open_text_is_not_edited(conference):
    for act, facts in (("reword", {"text": "A"}), ("insert", {"text": "A", "after": True}), ("delete", {})):
        with pytest.raises(NotAllowed):
            edit(conference, act, "1.", **facts)
    with pytest.raises(NotAllowed):
        acts.act(conference, "office", lambda s, scope: preparation.renumber(s, scope, token=acts.token(), now=NOW))


WORDS = ("To meet [soon];", "[To begin", "To end];", "To rest[^1];", "See paragraph 2 above;", "Й «слово»", "")
EDITS = st.tuples(
    st.sampled_from(("reword", "insert", "delete", "renumber")), st.integers(0, 9), st.integers(0, 6), st.booleans()
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(EDITS, max_size=12))
def test_after_any_edits_the_books_agree(anew, edits):
    with anew() as made:
        with made.database.writing() as session:
            draft = import_text(session, made.people["office"], made.meeting, TEXT)
            it = replace(made, draft=draft.id, paragraphs=name_paragraphs(session, draft.id))
        for what, at, words, after in edits:
            label = list(it.paragraphs)[at % len(it.paragraphs)]
            facts = {"reword": {"text": WORDS[words]}, "insert": {"text": WORDS[words], "after": after}}
            try:
                if what == "renumber":
                    acts.act(it, "office", lambda s, scope: preparation.renumber(s, scope, token=acts.token(), now=NOW))
                else:
                    edit(it, what, label, **facts.get(what, {}))
            except DraftingError:
                continue
        with it.database.reading() as session:
            assert verification.verify(session, it.draft).findings == ()
