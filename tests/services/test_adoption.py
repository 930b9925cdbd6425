"""Adoption: refused with everything that stands in the way, or renumbered once, frozen and hashed."""

from collections.abc import Iterator, Sequence

import pytest
from sqlalchemy.orm import Session

from drafting.documents.tree import Block
from drafting.domain.errors import NotAllowed, WrongState
from drafting.persistence.database import Database
from drafting.persistence.queries import consensus as position_queries
from drafting.persistence.queries import drafts, record
from drafting.persistence.records import Entry, Participation
from drafting.services import adoption, verification
from drafting.services.adoption_page import KINDS, AdoptionPage, adoption_page
from drafting.services.scope import DraftScope
from tests import acts
from tests.factories import NOW, World, world


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    """For what no database can answer differently."""
    database = Database(sqlite_url)
    yield database
    database.close()


def seq(it: World) -> int:
    return acts.look(it, "chair", lambda _session, scope: scope.draft.seq)


def labels(it: World) -> list[str]:
    return acts.look(
        it,
        "chair",
        lambda session, scope: [
            row.paragraph.label
            for row in drafts.texts(session, it.draft, scope.draft.language)
            if row.paragraph.label and row.paragraph.state != "deleted"
        ],
    )


def text(it: World, name: str) -> str:
    found = acts.look(
        it,
        "chair",
        lambda session, scope: drafts.text(session, it.draft, it.paragraphs[name], scope.draft.language),
    )
    assert found is not None
    return found.revision.text


def entries(it: World, kind: str) -> list[Entry]:
    return acts.look(it, "chair", lambda session, _scope: record.of_kind(session, it.draft, kind))


def page(it: World, who: str = "chair") -> AdoptionPage:
    return acts.look(it, who, adoption_page)


def in_the_way(it: World) -> list[tuple[str, int | None, int | None, str]]:
    found = acts.look(it, "chair", adoption.obstacles)
    return [(ob.kind, ob.paragraph, ob.party, ob.words) for ob in found]


def sound(it: World) -> tuple[verification.Finding, ...]:
    with it.database.reading() as session:
        return verification.verify(session, it.draft).findings


def plan(it: World) -> adoption.Renumbering:
    return acts.look(it, "chair", adoption.renumbering)


# What stands in the way


def test_every_obstacle_is_named_with_its_paragraph_and_its_words(conference: World):
    acts.reword(conference, "1.", "To welcome the report of [ ];")
    acts.position(conference, "head.bel", "2.", "objects", "Not without a date.")
    acts.propose(conference, "head.arv", "(a)", "on joint training;")
    acts.close(conference, "(b)", ad_referendum=True)
    acts.close(conference, "(i)", "1")
    at, by = conference.paragraphs, conference.parties
    assert in_the_way(conference) == [
        ("placeholder", at["1."], None, "[ ]"),
        ("not agreed", at["1."], None, ""),
        ("objection", at["2."], by["BEL"], "Not without a date."),
        ("not agreed", at["2."], None, ""),
        ("proposal", at["(a)"], by["ARV"], "1"),
        ("not agreed", at["(a)"], None, ""),
        ("ad referendum", at["(b)"], None, ""),
        ("bracket", at["3."], None, "[shall]"),
        ("bracket", at["3."], None, "[should]"),
        ("not agreed", at["3."], None, ""),
    ]
    with pytest.raises(WrongState) as refusal:
        acts.adopt(conference)
    assert len(refusal.value.obstacles) == 10


def test_the_page_groups_the_obstacles_gravest_first_with_names(conference: World):
    acts.position(conference, "head.bel", "2.", "objects", "Not without a date.")
    shown = page(conference, "observer")
    assert list(shown.obstacles) == ["objection", "bracket", "not agreed"]
    assert list(shown.obstacles) == [kind for kind in KINDS if kind in shown.obstacles]
    objection = shown.obstacles["objection"][0]
    assert objection.party is not None
    assert objection.seat is not None
    assert (objection.party.code, objection.seat.label, objection.words) == ("BEL", "2", "Not without a date.")
    assert not shown.clear


def test_a_draft_in_preparation_is_in_the_way_itself(database: Database):
    it = world(database, is_open=False)
    assert page(it).obstacles["phase"][0].words == "preparing"
    assert page(it).obstacles["phase"][0].seat is None
    with pytest.raises(NotAllowed):
        acts.adopt(it)


def test_a_note_in_the_way_is_named_by_its_displayed_number(database: Database):
    blocks = [Block("operative", "One[^later] and two[^x].", "1."), Block("note", "A note of [date].", "x")]
    it = world(database, [*blocks, Block("note", "First.", "later")])
    shown = page(it).obstacles["not agreed"]
    assert [ob.seat and (ob.seat.kind, ob.seat.label) for ob in shown] == [
        ("operative", "1"),
        ("note", "2"),
        ("note", "1"),
    ]


# Confirming what was agreed ad referendum


def confirm(it: World, who: str = "chair", at: int | None = None, token: str | None = None) -> None:
    acts.act(
        it,
        who,
        lambda session, scope: adoption.confirm_ad_referendum(
            session, scope, seq=scope.draft.seq if at is None else at, token=token or acts.token(), now=NOW
        ),
    )


def states(it: World, *names: str) -> list[str]:
    shown = acts.look(
        it,
        "chair",
        lambda session, scope: {
            row.paragraph.id: row.paragraph.state for row in drafts.texts(session, it.draft, scope.draft.language)
        },
    )
    return [shown[it.paragraphs[name]] for name in names]


def test_confirming_agrees_each_paragraph_with_an_entry_of_its_own(conference: World):
    acts.position(conference, "head.arv", "1.", "agrees ad referendum")
    acts.close(conference, "1.", "2.", ad_referendum=True)
    waiting = page(conference).to_confirm
    assert [(seat.label, [party.code for party in parties]) for seat, parties in waiting] == [
        ("1", ["ARV"]),
        ("2", []),
    ]
    before = seq(conference)
    confirm(conference)
    assert states(conference, "1.", "2.", "(a)") == ["agreed", "agreed", "open"]
    told = [it for it in entries(conference, "paragraph ruled") if it.seq > before]
    assert [(it.paragraph_id, it.payload["ruling"], it.payload["before"]) for it in told] == [
        (conference.paragraphs[name], "close", "agreed ad referendum") for name in ("1.", "2.")
    ]
    assert sound(conference) == ()


def test_confirming_leaves_alone_what_somebody_objects_to_since(conference: World):
    acts.close(conference, "1.", "2.", ad_referendum=True)
    acts.position(conference, "head.arv", "1.", "objects", "The capital says no.")
    confirm(conference)
    assert states(conference, "1.", "2.") == ["agreed ad referendum", "agreed"]
    with pytest.raises(WrongState):
        confirm(conference)


def test_confirming_twice_by_a_double_click_is_confirming_once(conference: World):
    acts.close(conference, "1.", ad_referendum=True)
    at = seq(conference)
    confirm(conference, at=at, token="double-click")
    confirm(conference, at=at, token="double-click")
    assert len(entries(conference, "paragraph ruled")) == 2


def test_confirming_what_the_page_did_not_show_is_refused(conference: World):
    acts.close(conference, "1.", ad_referendum=True)
    at = seq(conference)
    acts.close(conference, "2.", ad_referendum=True)
    with pytest.raises(WrongState) as refusal:
        confirm(conference, at=at)
    assert refusal.value.state == "moved on"


@pytest.mark.parametrize("who", ["office", "head.arv", "observer"])
def test_only_the_chair_confirms_and_adopts(conference: World, who: str):
    with pytest.raises(NotAllowed):
        confirm(conference, who)
    with pytest.raises(NotAllowed):
        acts.act(conference, who, lambda s, scope: adoption.adopt(s, scope, seq=1, token=acts.token(), now=NOW))


# Renumbering


def renumbered(database: Database, blocks: Sequence[Block]) -> adoption.Renumbering:
    return plan(world(database, blocks))


def test_a_point_is_referred_to_through_its_paragraph(sqlite_database: Database):
    made = renumbered(
        sqlite_database,
        [
            Block("operative", "First:", "1."),
            Block("point", "on a;", "(a)", 1),
            Block("point", "on b;", "(a bis)", 1),
            Block("point", "on c;", "(b)", 1),
            Block("operative", "Second, as in paragraph 1 (b) above and paragraph 2 (b) below:", "1 bis."),
            Block("point", "on d;", "(a)", 1),
            Block("point", "on e;", "(b)", 1),
            Block("operative", "Third:", "2."),
            Block("point", "on f, see point (b) above;", "(a)", 1),
            Block("point", "on g;", "(b)", 1),
        ],
    )
    assert sorted(made.labels.values()) == [("(a bis)", "(b)"), ("(b)", "(c)"), ("1 bis.", "2."), ("2.", "3.")]
    assert list(made.texts.values()) == ["Second, as in paragraph 1 (c) above and paragraph 3 (b) below:"]
    assert [words for _, words in made.doubts] == ["point (b)"]


def test_a_name_that_two_paragraphs_bear_is_a_doubt_not_a_guess(sqlite_database: Database):
    made = renumbered(
        sqlite_database,
        [
            Block("operative", "First.", "1."),
            Block("operative", "Second.", "1 bis."),
            Block("operative", "Third, as in paragraph 2 below.", "2."),
            Block("operative", "Fourth.", "2."),
        ],
    )
    assert made.texts == {}
    assert [words for _, words in made.doubts] == ["paragraph 2"]


def test_a_heading_is_no_paragraph(sqlite_database: Database):
    made = renumbered(
        sqlite_database,
        [
            Block("heading", "One", "1.", 1),
            Block("operative", "First.", "1."),
            Block("operative", "Inserted.", "1 bis."),
            Block("heading", "Two", "2.", 1),
            Block("operative", "Second, as in paragraph 2 above.", "2."),
        ],
    )
    assert list(made.texts.values()) == ["Second, as in paragraph 3 above."]


def test_what_is_struck_takes_no_number(conference: World):
    acts.accept(conference, acts.propose(conference, "head.arv", "1.", "", kind="delete"))
    assert plan(conference).labels == {
        conference.paragraphs["2."]: ("2.", "1."),
        conference.paragraphs["3."]: ("3.", "2."),
    }
    assert plan(conference).doubts == ((conference.paragraphs["2."], "paragraph 1"),)


# Adopting


def prepared(it: World) -> None:
    """A new paragraph 1 bis, everything agreed, two statements to be printed."""
    ref = acts.propose(it, "head.arv", "1.", "To thank the host;", kind="insert after")
    acts.accept(it, ref)
    acts.position(it, "coordinator.zab", "3.", "agrees")
    acts.reword(it, "3.", "States should meet every year, as in paragraph 2 above.")
    with it.database.reading() as session:
        rows = drafts.places_and_labels(session, it.draft)
    it.paragraphs |= {row.label: row.id for row in rows if row.label == "1 bis."}
    acts.position(it, "head.bel", "3.", "reservation", "Every other year.")
    acts.position(it, "coordinator.zab", "1.", "agrees")
    acts.close(it, "(i)", "1.", "1 bis.", "2.", "(a)", "(b)", "3.", "1")
    acts.participate(it, "ZAB", "bracketed", "until 31 August")


def test_an_adopted_text_is_renumbered_frozen_and_hashed(conference: World):
    prepared(conference)
    acts.adopt(conference)
    assert labels(conference) == ["(i)", "1.", "2.", "3.", "(a)", "(b)", "4.", "1"]
    assert text(conference, "3.") == "States should meet every year, as in paragraph 3 above."
    draft = acts.look(conference, "observer", lambda _session, scope: scope.draft)
    assert (draft.phase, draft.adopted_at, len(draft.adopted_hash)) == ("adopted", NOW, 64)
    told = entries(conference, "draft adopted")[0]
    assert told.payload["hash"] == draft.adopted_hash
    assert sound(conference) == ()


def test_the_table_of_participation_is_adopted_with_the_text(conference: World):
    prepared(conference)
    acts.adopt(conference)
    table = entries(conference, "draft adopted")[0].payload["participation"]
    assert [(row["code"], row["status"], row["note"]) for row in table] == [
        ("ARV", "adopting", ""),
        ("BEL", "adopting", ""),
        ("ZAB", "bracketed", "until 31 August"),
        ("OBS", "observer", ""),
    ]
    shown = page(conference, "observer")
    assert [it.party.code for it in shown.participants] == ["ARV", "BEL", "ZAB", "OBS"]
    said = shown.participants[1].said[0]
    assert (said.seat.label, said.position, said.statement, said.outdated) == (
        "4",
        "reservation",
        "Every other year.",
        False,
    )
    assert (shown.labels, shown.rewritings, shown.obstacles) == ((), (), {})


def test_a_reservation_on_an_earlier_wording_is_printed_as_such(conference: World):
    acts.position(conference, "head.bel", "1.", "reservation", "We were not consulted.")
    acts.position(conference, "head.arv", "2.", "disassociates", "Never.")
    acts.reword(conference, "1.", "To welcome the new report;")
    acts.accept(conference, acts.propose(conference, "head.arv", "2.", "", kind="delete"))
    acts.reword(conference, "3.", "States should meet every year.")
    acts.close(conference, "(i)", "1.", "(a)", "(b)", "3.", "1")
    acts.adopt(conference)
    table = entries(conference, "draft adopted")[0].payload["participation"]
    # What was said on a paragraph that is struck goes with it; the record keeps it.
    assert {row["code"]: [it["outdated"] for it in row["said"]] for row in table if row["said"]} == {"BEL": [True]}


def test_positions_follow_a_text_whose_references_are_renumbered_and_outdated_ones_stay_so(conference: World):
    prepared(conference)
    acts.position(conference, "head.arv", "3.", "agrees")
    acts.adopt(conference)

    def outdated(session: Session, scope: DraftScope) -> list[int]:
        rows = {it.paragraph.id: it.paragraph for it in drafts.texts(session, it_id, scope.draft.language)}
        held = position_queries.positions(session, it_id)
        return [it.party_id for it in held if it.wording != rows[it.paragraph_id].wording]

    it_id = conference.draft
    assert acts.look(conference, "chair", outdated) == [conference.parties["ZAB"]]


def test_adopting_by_a_double_click_is_adopting_once(conference: World):
    acts.agree_all(conference)
    at = seq(conference)
    for _ in range(2):
        acts.act(conference, "chair", lambda s, scope: adoption.adopt(s, scope, seq=at, token="one-click", now=NOW))
    assert len(entries(conference, "draft adopted")) == 1


def test_adopting_what_the_page_did_not_show_is_refused(conference: World):
    acts.agree_all(conference)
    at = seq(conference)
    acts.participate(conference, "ARV", "note verbale")
    with pytest.raises(WrongState) as refusal:
        acts.act(conference, "chair", lambda s, scope: adoption.adopt(s, scope, seq=at, token=acts.token(), now=NOW))
    assert (refusal.value.state, refusal.value.obstacles) == ("moved on", ())


def test_a_text_that_needs_no_new_numbers_gets_no_entry_of_renumbering(conference: World):
    acts.agree_all(conference)
    acts.adopt(conference)
    assert entries(conference, "text renumbered") == []


def test_an_adopted_text_is_adopted_no_second_time(conference: World):
    acts.agree_all(conference)
    acts.adopt(conference)
    with pytest.raises(NotAllowed):
        acts.adopt(conference)


def test_a_bracketed_name_of_a_state_is_in_the_way_of_nothing(database: Database):
    it = world(database, [Block("operative", "Arvendal, [Belmora] and Zabora adopt this.", "1.")])
    acts.close(it, "1.")
    acts.adopt(it)
    assert sound(it) == ()


def test_a_party_that_joined_later_shows_that_nothing_was_stated(database: Database):
    conference = world(database)
    with conference.database.writing() as session:
        session.delete(session.get(Participation, (conference.draft, conference.parties["OBS"])))
    assert page(conference).participants[-1].status == ""
    acts.agree_all(conference)
    acts.adopt(conference)
    assert [it.party.code for it in page(conference).participants] == ["ARV", "BEL", "ZAB"]
