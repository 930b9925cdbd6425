"""Double-entry book-keeping: whatever is changed behind the application's back is found and named."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from drafting.domain import record as books
from drafting.domain.errors import NotFound
from drafting.persistence.database import Database
from drafting.persistence.records import (
    CoSponsor,
    CurrentText,
    Draft,
    Entry,
    Paragraph,
    Participation,
    Position,
    Proposal,
    Revision,
)
from drafting.services import proposals, verification
from drafting.services.verification import (
    CHANGED,
    DIFFERS,
    FALSE_HASH,
    GONE,
    MISSING,
    UNCHAINED,
    UNREADABLE,
    UNTOLD,
    Finding,
)
from tests import acts
from tests.factories import NOW, World, world

Tamper = Callable[[Session, World], None]
TABLES = ("entry", "revision")


@pytest.fixture
def it(database: Database) -> World:
    """A draft with something of every kind in its books; entries 1 to 9."""
    made = world(database)
    ref = acts.propose(made, "head.arv", "1.", "To note the report;", reason="It is weak.")  # 3
    acts.act(made, "head.bel", lambda s, scope: proposals.sponsor(s, scope, ref, token=acts.token(), now=NOW))  # 4
    acts.decline(made, acts.propose(made, "head.bel", "2.", "To work:"), "Too short.")  # 5, 6
    acts.position(made, "head.arv", "1.", "objects", "Not yet.")  # 7
    acts.participate(made, "ZAB", "bracketed", "until July")  # 8
    acts.reword(made, "3.", "States should meet every year.")  # 9
    return made


@pytest.fixture
def adopted(database: Database) -> World:
    made = world(database)
    acts.accept(made, acts.propose(made, "head.arv", "1.", "", kind="delete"))
    acts.reword(made, "3.", "States should meet, as in paragraph 2 above.")
    acts.close(made, "(i)", "2.", "(a)", "(b)", "3.", "1")
    acts.adopt(made)
    return made


def findings(made: World) -> set[Finding]:
    with made.database.reading() as session:
        return set(verification.verify(session, made.draft).findings)


def disarm(session: Session) -> None:
    """What somebody with the keys of the database would do first."""
    if session.get_bind().dialect.name == "sqlite":
        for table in TABLES:
            for event in ("update", "delete"):
                session.execute(text(f"DROP TRIGGER {table}_refuses_{event}"))
    else:
        for table in TABLES:
            session.execute(text(f"DROP TRIGGER {table}_refuses_change ON {table}"))


def tampered(made: World, tamper: Tamper) -> set[Finding]:
    with made.database.writing() as session:
        disarm(session)
        tamper(session, made)
    return findings(made)


def entry(session: Session, made: World, seq: int) -> Entry:
    return session.get_one(Entry, (made.draft, seq))


def draft(session: Session, made: World) -> Draft:
    return session.get_one(Draft, made.draft)


def paragraph(session: Session, made: World, label: str = "1.") -> Paragraph:
    return session.get_one(Paragraph, made.paragraphs[label])


def revision(session: Session, made: World, number: int = 1) -> Revision:
    """A text of paragraph 3."""
    return session.scalars(
        select(Revision).where(Revision.paragraph_id == made.paragraphs["3."], Revision.number == number)
    ).one()


def proposal(session: Session, made: World, number: int = 1) -> Proposal:
    return session.scalars(select(Proposal).where(Proposal.draft_id == made.draft, Proposal.number == number)).one()


def position(session: Session, made: World) -> Position:
    return session.get_one(Position, (made.paragraphs["1."], made.parties["ARV"]))


def stated(session: Session, made: World) -> Participation:
    return session.get_one(Participation, (made.draft, made.parties["ZAB"]))


def test_untouched_books_agree(it: World):
    with it.database.reading() as session:
        verdict = verification.verify(session, it.draft)
        newest = entry(session, it, 9)
        assert (verdict.entries, verdict.head, verdict.title) == (9, newest.hash, "Communiqué")
        assert verdict.findings == ()
        assert verification.all_drafts(session) == [it.draft]
        with pytest.raises(NotFound):
            verification.verify(session, 999)


def test_the_books_of_an_adopted_text_agree(adopted: World):
    assert findings(adopted) == set()


# The record itself


def put(**facts: object) -> Callable[[object], None]:
    def change(row: object) -> None:
        for name, value in facts.items():
            setattr(row, name, value)

    return change


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
        row.hash = books.entry_hash(verification._facts(row))

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


# The tables


@pytest.mark.parametrize(
    ("field", "value", "name"),
    [
        ("title", "Another", "title"),
        ("symbol", "Ref: Another", "symbol"),
        ("phase", "preparing", "phase"),
        ("revision", 7, "revision"),
        ("proposals_tabled", 1, "number of proposals"),
        ("adopted_at", NOW, "time of adoption"),
        ("adopted_hash", "0" * 64, "hash of the adopted text"),
    ],
)
def test_a_changed_draft_is_named_by_its_field(it: World, field: str, value: object, name: str):
    found = tampered(it, lambda session, made: put(**{field: value})(draft(session, made)))
    assert found == {Finding("draft", name, DIFFERS)}


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "agreed"},
        {"label": "7."},
        {"kind": "text"},
        {"level": 1},
        {"place": "99999"},
        {"wording": "0" * 64},
    ],
)
def test_a_changed_paragraph_is_named(it: World, facts: dict[str, object]):
    found = tampered(it, lambda session, made: put(**facts)(paragraph(session, made)))
    assert found == {Finding("paragraph", str(it.paragraphs["1."]), DIFFERS)}


def test_a_changed_text_is_named_by_paragraph_language_and_number(it: World):
    key = f"{it.paragraphs['3.']}/en"
    earlier = tampered(it, lambda session, made: put(text="States may meet.")(revision(session, made, 1)))
    assert earlier == {Finding("revision", f"{key}/1", FALSE_HASH), Finding("revision", f"{key}/1", DIFFERS)}


def test_a_changed_current_text_is_named_twice_over(it: World):
    key = f"{it.paragraphs['3.']}/en"
    found = tampered(it, lambda session, made: put(text="States may meet.")(revision(session, made, 2)))
    assert found == {
        Finding("revision", f"{key}/2", FALSE_HASH),
        Finding("revision", f"{key}/2", DIFFERS),
        Finding("current_text", key, DIFFERS),
    }


def test_a_pointer_to_an_earlier_text_is_found(it: World):
    def tamper(session: Session, made: World) -> None:
        pointer = session.get_one(CurrentText, (made.paragraphs["3."], "en"))
        pointer.revision_id = revision(session, made, 1).id

    assert tampered(it, tamper) == {Finding("current_text", f"{it.paragraphs['3.']}/en", DIFFERS)}


def test_a_paragraph_that_lost_its_pointer_is_missed(it: World):
    found = tampered(
        it, lambda session, made: session.delete(session.get_one(CurrentText, (made.paragraphs["2."], "en")))
    )
    number = str(it.paragraphs["2."])
    assert found == {Finding("paragraph", number, GONE), Finding("current_text", f"{number}/en", GONE)}


def test_a_text_put_in_without_an_entry_is_found(it: World):
    def tamper(session: Session, made: World) -> None:
        old = revision(session, made, 2)
        facts = {name: getattr(old, name) for name in ("draft_id", "paragraph_id", "language", "text", "hash", "seq")}
        session.add(Revision(number=3, **facts))

    assert tampered(it, tamper) == {Finding("revision", f"{it.paragraphs['3.']}/en/3", UNTOLD)}


@pytest.mark.parametrize(
    "facts",
    [
        {"status": "accepted"},
        {"text": "To praise the report;"},
        {"reason": "It is strong."},
        {"kind": "insert after"},
        {"decision": "No."},
        {"number": 9},
        {"language": "ru"},
    ],
)
def test_a_changed_proposal_is_named(it: World, facts: dict[str, object]):
    with it.database.reading() as session:
        ref = proposal(session, it).ref
    found = tampered(it, lambda session, made: put(**facts)(proposal(session, made)))
    assert found == {Finding("proposal", ref, DIFFERS)}


def test_a_proposal_said_to_be_made_on_another_text_is_found(it: World):
    with it.database.reading() as session:
        ref = proposal(session, it).ref
        other = revision(session, it).id
    found = tampered(it, lambda session, made: put(base_revision_id=other)(proposal(session, made)))
    assert found == {Finding("proposal", ref, DIFFERS)}


def test_a_tabled_proposal_made_private_again_is_missed(it: World):
    with it.database.reading() as session:
        ref = proposal(session, it).ref
    found = tampered(it, lambda session, made: put(number=None, status="private")(proposal(session, made)))
    assert found == {Finding("proposal", ref, GONE)}


def test_a_private_text_is_nobodys_business(it: World):
    acts.propose(it, "head.arv", "2.", "To be seen by nobody:", table=False)
    assert findings(it) == set()


def test_a_sponsor_taken_away_or_added_is_found(it: World):
    def take_away(session: Session, made: World) -> None:
        session.delete(session.get_one(CoSponsor, (proposal(session, made).id, made.parties["BEL"])))

    def add(session: Session, made: World) -> None:
        party = made.parties["ZAB"]
        session.add(CoSponsor(proposal_id=proposal(session, made, 2).id, party_id=party, draft_id=made.draft, at=NOW))

    def both(session: Session, made: World) -> None:
        take_away(session, made)
        add(session, made)

    with it.database.reading() as session:
        refs = {proposal(session, it, number).ref for number in (1, 2)}
    assert tampered(it, both) == {Finding("proposal", ref, DIFFERS) for ref in refs}


@pytest.mark.parametrize("facts", [{"kind": "agrees"}, {"statement": "Yes."}, {"wording": "0" * 64}])
def test_a_changed_position_is_named(it: World, facts: dict[str, object]):
    key = f"{it.paragraphs['1.']}/{it.parties['ARV']}"
    found = tampered(it, lambda session, made: put(**facts)(position(session, made)))
    assert found == {Finding("position", key, DIFFERS)}


def test_a_deleted_position_is_missed(it: World):
    key = f"{it.paragraphs['1.']}/{it.parties['ARV']}"
    assert tampered(it, lambda session, made: session.delete(position(session, made))) == {
        Finding("position", key, GONE)
    }


@pytest.mark.parametrize("facts", [{"status": "adopting"}, {"note": ""}])
def test_a_changed_participation_is_named(it: World, facts: dict[str, object]):
    found = tampered(it, lambda session, made: put(**facts)(stated(session, made)))
    assert found == {Finding("participation", str(it.parties["ZAB"]), DIFFERS)}


def test_an_adopted_text_changed_together_with_its_revision_does_not_give_its_hash(adopted: World):
    def tamper(session: Session, made: World) -> None:
        paragraph(session, made, "3.").label = "9."

    assert tampered(adopted, tamper) == {
        Finding("paragraph", str(adopted.paragraphs["3."]), DIFFERS),
        Finding("draft", "adopted text", FALSE_HASH),
    }


def test_the_time_and_the_hash_of_an_adoption_are_compared(adopted: World):
    def tamper(session: Session, made: World) -> None:
        put(adopted_at=NOW + timedelta(days=1), adopted_hash="0" * 64)(draft(session, made))

    assert tampered(adopted, tamper) == {
        Finding("draft", "time of adoption", DIFFERS),
        Finding("draft", "hash of the adopted text", DIFFERS),
    }


# The database's own refusal


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {table} SET seq = seq", "DELETE FROM {table}"])
def test_the_database_refuses_to_change_or_delete_what_is_only_appended(it: World, table: str, statement: str):
    with pytest.raises(DBAPIError, match="append-only"), it.database.writing() as session:
        session.execute(text(statement.format(table=table)))
    assert findings(it) == set()


@pytest.mark.parametrize("table", TABLES)
def test_postgresql_refuses_to_empty_the_tables_at_once(postgresql_url: str, table: str):
    database = Database(postgresql_url)
    with pytest.raises(DBAPIError, match="append-only"), database.writing() as session:
        session.execute(text(f"TRUNCATE {table} CASCADE"))
    database.close()
