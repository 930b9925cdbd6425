"""Double-entry book-keeping: whatever is changed in the tables is found by the record and named."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting.persistence.database import Database
from drafting.persistence.records import BracketRuling, CoSponsor, CurrentText, Revision
from drafting.services import bracket_rulings
from drafting.services.verification import DIFFERS, FALSE_HASH, GONE, UNTOLD, Finding
from tests import acts
from tests.factories import NOW, World, world
from tests.tampering import draft, findings, live, paragraph, position, proposal, put, revision, stated, tampered


@pytest.fixture
def it(database: Database) -> World:
    made = world(database)
    live(made)
    return made


@pytest.fixture
def adopted(database: Database) -> World:
    made = world(database)
    acts.accept(made, acts.propose(made, "head.arv", "1.", "", kind="delete"))
    acts.reword(made, "3.", "States should meet, as in paragraph 2 above.")
    acts.close(made, "(i)", "2.", "(a)", "(b)", "3.", "1")
    acts.adopt(made)
    return made


def test_the_books_of_an_adopted_text_agree(adopted: World):
    assert findings(adopted) == set()


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
        ("reissues", 1, "number of reissues"),
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
        {"received": "By mail."},
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


@pytest.mark.parametrize(
    "facts",
    [
        {"status": "adopting"},
        {"note": ""},
        {"basis": "Forged."},
        {"since": None},
        {"answer_by": NOW},
        {"zone": "Asia/Almaty"},
        {"meaning": "participation"},
    ],
)
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


def ruling(session: Session, made: World) -> BracketRuling:
    return session.scalars(select(BracketRuling).where(BracketRuling.draft_id == made.draft)).one()


@pytest.fixture
def ruled(database: Database) -> World:
    made = world(database)
    acts.act(
        made,
        "chair",
        lambda session, scope: bracket_rulings.attribute(
            session,
            scope,
            made.paragraphs["3."],
            7,
            parties=[made.parties["ARV"]],
            holds=True,
            revision=1,
            token=acts.token(),
            now=NOW,
        ),
    )
    acts.reword(made, "3.", "All States [shall][should] meet every year.")
    return made


def test_the_books_agree_on_a_ruling_that_went_along_with_its_bracket(ruled: World):
    assert findings(ruled) == set()


@pytest.mark.parametrize(
    "facts", [{"start": 7}, {"stop": 17}, {"ruling": "not held"}, {"party_id": None}, {"seq": 1}, {"language": "ru"}]
)
def test_a_changed_ruling_on_a_bracket_is_named_by_its_paragraph(ruled: World, facts: dict[str, object]):
    key = f"{ruled.paragraphs['3.']}/en"
    found = tampered(ruled, lambda session, made: put(**facts)(ruling(session, made)))
    assert {it for it in found if it.name == key} == {
        Finding("bracket_ruling", key, GONE if "language" in facts else DIFFERS)
    }


def test_a_ruling_on_a_bracket_that_nobody_made_is_found_and_a_lost_one_missed(ruled: World):
    key = f"{ruled.paragraphs['3.']}/en"

    def add(session: Session, made: World) -> None:
        paragraph = made.paragraphs["1."]
        facts = {"draft_id": made.draft, "paragraph_id": paragraph, "language": "en", "start": 0, "stop": 0}
        session.add(BracketRuling(**facts, ruling="alternatives", party_id=None, seq=2))

    assert tampered(ruled, lambda session, made: session.delete(ruling(session, made))) == {
        Finding("bracket_ruling", key, GONE)
    }
    with ruled.database.writing() as session:
        add(session, ruled)
    assert Finding("bracket_ruling", f"{ruled.paragraphs['1.']}/en", UNTOLD) in findings(ruled)
