"""The amendment table as data: every paragraph, every proposal that was ever put forward, and nothing private."""

from collections.abc import Iterator

import pytest

from drafting.documents.tables.tables import AmendmentTable, Row
from drafting.documents.tree import Block
from drafting.domain.errors import NotAllowed
from drafting.persistence.database import Database
from drafting.persistence.records import Draft
from drafting.services import amendment_table, proposals
from tests import acts, amendments
from tests.factories import NOW, TEXT, World, world

WORDS = amendment_table.Words(
    language="ru",
    own=amendments.WORDS,
    header=lambda scope, issue: (scope.draft.symbol, str(scope.draft.revision), issue.kind if issue else ""),
    party=lambda party: party.code,
    by=lambda proposal: "+".join(it.code for it in (proposal.party, *proposal.sponsors)),
    what=lambda proposal, on: f"{proposal.number} {proposal.kind} {on.label}",
    name=lambda kind, label: f"{kind} {label}".strip(),
    state=lambda state: f"<{state}>",
    status=lambda status: status.upper(),
    received=lambda how: f"came {how}",
    at=lambda instant, _scope: f"{instant:%H:%M}",
    empty={"all": "nothing proposed", "open": "nothing open"},
)


@pytest.fixture
def small(sqlite_url: str) -> Iterator[Database]:
    """For what no database can answer differently."""
    database = Database(sqlite_url)
    yield database
    database.close()


def made(it: World, which: amendment_table.Scope = "all", who: str = "office") -> AmendmentTable:
    return acts.look(it, who, lambda session, scope: amendment_table.table(session, scope, WORDS, which))


def rows(it: World, which: amendment_table.Scope = "all") -> dict[str, Row]:
    return {row.name: row for row in made(it, which).rows}


def test_every_paragraph_has_a_row_with_its_text_and_state_and_notes_come_last(conference: World):
    found = made(conference)
    assert [(row.name, row.state) for row in found.rows] == [
        ("recital (i)", "<open>"),
        ("enacting", ""),
        ("operative 1", "<open>"),
        ("operative 2", "<open>"),
        ("point 2 (a)", "<open>"),
        ("point 2 (b)", "<open>"),
        ("operative 3", "<bracketed>"),
        ("note 1", "<open>"),
    ]
    assert found.rows[-2].text == "States [shall][should] meet every year."
    assert (found.title, found.language, found.spoken, found.numbers) == ("Communiqué", "en", "ru", {"1": 1})
    assert found.header == ("Ref: Test Process/01/01/2026", "1", "")
    assert found.changed == NOW


def test_a_proposal_stands_with_who_what_why_and_what_became_of_it(conference: World):
    pending = acts.propose(conference, "head.arv", "3.", "States shall meet every year.", reason="Clearer.")
    declined = acts.propose(conference, "head.bel", "3.", "States meet.")
    acts.act(
        conference,
        "coordinator.zab",
        lambda session, scope: proposals.sponsor(session, scope, pending, token=acts.token(), now=NOW),
    )
    acts.decline(conference, declined, "No State supports it.")
    first, second = rows(conference)["operative 3"].offers
    assert (first.number, first.by, first.party, first.sponsors) == (1, "ARV+ZAB", "ARV", ("ZAB",))
    assert (first.what, first.reason, first.tabled, first.status, first.is_open) == (
        "1 replace 3",
        "Clearer.",
        "12:00",
        "TABLED",
        True,
    )
    assert (first.decided, first.decision, first.received) == ("", "", "")
    assert "".join(it.text for it in first.spans if it.change != "delete") == "States shall meet every year."
    assert "".join(it.text for it in first.spans if it.change != "insert") == "States [shall][should] meet every year."
    assert (second.status, second.decided, second.decision, second.is_open) == (
        "DECLINED",
        "12:00",
        "No State supports it.",
        False,
    )


def test_an_accepted_proposal_shows_what_it_changed_then(conference: World):
    acts.accept(conference, acts.propose(conference, "head.arv", "1.", "To welcome the whole report;"))
    row = rows(conference)["operative 1"]
    assert row.text == "To welcome the whole report;"
    assert [(it.text, it.change) for it in row.offers[0].spans if it.change != "equal"] == [(" whole", "insert")]


def test_the_open_table_has_only_what_awaits_a_ruling(conference: World):
    acts.decline(conference, acts.propose(conference, "head.bel", "3.", "States meet."), "No.")
    assert made(conference, "open").rows == ()
    acts.propose(conference, "head.arv", "1.", "To welcome the whole report;")
    suggestion = acts.propose(conference, "observer", "2.", "To cooperate:", table=False)
    acts.act(
        conference,
        "observer",
        lambda session, scope: proposals.table(session, scope, suggestion, token=acts.token(), now=NOW),
    )
    found = rows(conference, "open")
    assert {name: [it.status for it in row.offers] for name, row in found.items()} == {
        "operative 1": ["TABLED"],
        "operative 2": ["SUGGESTED"],
    }


def test_a_table_without_proposals_says_of_what_there_are_none(conference: World):
    acts.propose(conference, "head.arv", "1.", "To note the report;", table=False)
    assert (made(conference).empty, made(conference, "open").empty) == ("nothing proposed", "nothing open")
    ref = acts.propose(conference, "head.bel", "3.", "States meet.")
    assert (made(conference).empty, made(conference, "open").empty) == ("", "")
    acts.decline(conference, ref, "No.")
    assert (made(conference).empty, made(conference, "open").empty) == ("", "nothing open")


def test_a_formal_line_stands_in_the_table_only_where_somebody_would_change_it(conference: World):
    acts.propose(conference, "head.arv", "title", "Declaration")
    assert [row.name for row in made(conference).rows][:2] == ["title", "recital (i)"]
    assert [row.name for row in made(conference, "open").rows] == ["title"]


def test_a_deleted_paragraph_is_shown_struck(conference: World):
    acts.accept(conference, acts.propose(conference, "head.arv", "(b)", "", kind="delete"))
    row = rows(conference)["point 2 (b)"]
    assert (row.struck, row.state, row.text) == (True, "<deleted>", "on the exchange of information;")
    assert not rows(conference)["point 2 (a)"].struck


def test_what_is_private_is_in_no_table_whoever_asks(conference: World):
    acts.propose(conference, "head.arv", "1.", "To welcome the confidential report;", table=False)
    for who in ("office", "chair", "rapporteur"):
        assert "confidential" not in repr(made(conference, who=who))
    for who in ("head.arv", "observer", "administrator"):
        with pytest.raises(NotAllowed):
            made(conference, who=who)


def test_what_the_office_received_says_how_it_came(conference: World):
    ref = acts.propose(conference, "head.arv", "1.", "To welcome the whole report;")
    with conference.database.writing() as session:
        session.query(proposals.Proposal).filter_by(ref=ref).one().received = "by letter"
    (told,) = rows(conference)["operative 1"].offers
    assert told.received == "came by letter"
    with conference.database.writing() as session:
        session.query(proposals.Proposal).filter_by(ref=ref).one().received = ""


def test_notes_bear_their_displayed_numbers_and_stand_in_their_order(small: Database):
    notes = [Block("note", f"About {key}.", key) for key in "cab"]
    found = made(world(small, (Block("operative", "A[^b] and b[^a].", "1."), *notes)))
    assert [(row.name, row.text) for row in found.rows[1:]] == [
        ("note 1", "About b."),
        ("note 2", "About a."),
        ("note c", "About c."),
    ]
    assert found.numbers == {"b": 1, "a": 2}


def test_a_text_issued_anew_says_so(small: Database):
    it = world(small, TEXT)
    for code in it.parties:
        acts.participate(it, code, "adopting")
    acts.agree_all(it)
    acts.adopt(it)
    assert made(it).header[-1] == ""
    with it.database.writing() as session:
        session.get_one(Draft, it.draft).reissues = 1
    assert made(it).header[-1] == "draft adopted"


def test_the_table_reads_a_fixed_number_of_queries(conference: World, count_queries):
    def asked() -> int:
        with count_queries() as queries:
            made(conference)
        return len(queries)

    few = asked()
    for label in ("1.", "2.", "3.", "(a)", "(i)"):
        acts.propose(conference, "head.arv", label, f"Another text of {label}")
        acts.propose(conference, "head.bel", label, f"And another text of {label}")
    assert asked() <= few + 1
