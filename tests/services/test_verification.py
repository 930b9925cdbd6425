"""Double-entry book-keeping: whatever is changed in the record itself is found and named."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from drafting.domain import record as books
from drafting.domain.errors import NotFound
from drafting.persistence.database import Database
from drafting.services import verification
from drafting.services.record import facts as facts_of
from drafting.services.verification import CHANGED, DIFFERS, MISSING, UNCHAINED, UNREADABLE, UNTOLD, Finding
from tests.factories import NOW, World, world
from tests.tampering import APPENDED, draft, entry, findings, live, put, tampered


@pytest.fixture
def it(database: Database) -> World:
    made = world(database)
    live(made)
    return made


def test_untouched_books_agree(it: World):
    with it.database.reading() as session:
        verdict = verification.verify(session, it.draft)
        newest = entry(session, it, 9)
        assert (verdict.entries, verdict.head, verdict.title) == (9, newest.hash, "Communiqué")
        assert verdict.findings == ()
        assert verification.all_drafts(session) == [it.draft]
        with pytest.raises(NotFound):
            verification.verify(session, 999)


# The record itself


@pytest.mark.parametrize(
    "change",
    [
        put(payload={"position": "agrees", "statement": "Not yet.", "wording": "0"}),
        put(capacity="chair"),
        put(at=NOW + timedelta(seconds=1)),
        put(kind="draft opened"),
        put(hash="0" * 64),
    ],
)
def test_a_changed_entry_is_named(it: World, change: Callable[[object], None]):
    found = tampered(it, lambda session, made: change(entry(session, made, 7)))
    assert Finding("entry", "7", CHANGED) in found


def test_an_entry_rewritten_with_a_fresh_hash_breaks_the_chain(it: World):
    def tamper(session: Session, made: World) -> None:
        row = entry(session, made, 7)
        row.payload = {**row.payload, "position": "agrees"}
        row.hash = books.entry_hash(facts_of(row))

    key = f"{it.paragraphs['1.']}/{it.parties['ARV']}"
    assert tampered(it, tamper) == {Finding("entry", "8", UNCHAINED), Finding("position", key, DIFFERS)}


@pytest.mark.parametrize(("seqs", "name"), [((7,), "7"), ((7, 8), "7–8")])
def test_deleted_entries_are_named_as_missing(it: World, seqs: tuple[int, ...], name: str):
    def tamper(session: Session, made: World) -> None:
        for seq in seqs:
            session.delete(entry(session, made, seq))

    assert Finding("entry", name, MISSING) in tampered(it, tamper)


def test_a_deleted_newest_entry_is_missed_by_the_draft(it: World):
    found = tampered(it, lambda session, made: session.delete(entry(session, made, 9)))
    assert {Finding("entry", "9", MISSING), Finding("draft", "newest entry", DIFFERS)} <= found


def test_a_deleted_newest_entry_is_found_even_where_the_draft_was_made_to_forget_it(it: World):
    def tamper(session: Session, made: World) -> None:
        session.delete(entry(session, made, 9))
        before = entry(session, made, 8)
        draft(session, made).seq, draft(session, made).head_hash = before.seq, before.hash

    number = f"{it.paragraphs['3.']}/en/2"
    assert {Finding("revision", number, UNTOLD), Finding("draft", "revision", DIFFERS)} <= tampered(it, tamper)


@pytest.mark.parametrize("facts", [{"head_hash": "0" * 64}, {"seq": 8}, {"changed_at": NOW - timedelta(hours=1)}])
def test_a_draft_that_names_another_newest_entry_is_found(it: World, facts: dict[str, object]):
    found = tampered(it, lambda session, made: put(**facts)(draft(session, made)))
    assert found == {Finding("draft", "newest entry", DIFFERS)}


@pytest.mark.parametrize(
    "facts",
    [
        {"payload": {}},
        {"payload": []},
        {"payload": None},
        {"payload": {"proposal": "nobody", "status": "tabled"}},
        {"kind": "nothing known"},
        {"paragraph_id": None, "kind": "paragraph ruled"},
    ],
)
def test_an_entry_that_cannot_be_replayed_is_named(it: World, facts: dict[str, object]):
    found = tampered(it, lambda session, made: put(**facts)(entry(session, made, 6)))
    assert found == {Finding("entry", "6", CHANGED), Finding("entry", "6", UNREADABLE)}


def test_a_draft_whose_record_is_gone_is_found(it: World):
    def tamper(session: Session, made: World) -> None:
        for seq in range(1, 10):
            session.delete(entry(session, made, seq))

    found = tampered(it, tamper)
    assert {Finding("entry", "1–9", MISSING), Finding("paragraph", str(it.paragraphs["1."]), UNTOLD)} <= found


# The database's own refusal


@pytest.mark.parametrize("table", APPENDED)
@pytest.mark.parametrize("statement", ["UPDATE {table} SET seq = seq", "DELETE FROM {table}"])
def test_the_database_refuses_to_change_or_delete_what_is_only_appended(it: World, table: str, statement: str):
    with pytest.raises(DBAPIError, match="append-only"), it.database.writing() as session:
        session.execute(text(statement.format(table=table)))
    assert findings(it) == set()


@pytest.mark.parametrize("table", APPENDED)
def test_postgresql_refuses_to_empty_the_tables_at_once(postgresql_url: str, table: str):
    database = Database(postgresql_url)
    with pytest.raises(DBAPIError, match="append-only"), database.writing() as session:
        session.execute(text(f"TRUNCATE {table} CASCADE"))
    database.close()
