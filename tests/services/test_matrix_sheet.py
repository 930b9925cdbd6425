"""The matrix as a spreadsheet: what the page shows, and every statement besides."""

from collections.abc import Iterator

import pytest

from drafting.documents.tables.sheets import Book, Cell, write_xlsx
from drafting.domain.errors import NotAllowed
from drafting.persistence.database import Database
from drafting.persistence.records import Draft
from drafting.services import matrix_sheet
from tests import acts
from tests.amendments import cells
from tests.factories import NOW, PLAN, World, party, world

WORDS = matrix_sheet.Words(
    name="Positions",
    positions="Statements",
    header=lambda scope, issue: (scope.draft.symbol, issue.kind if issue else "no issue"),
    paragraph="Paragraph",
    state="State",
    columns=("Paragraph", "State", "Code", "Position", "Statement", "When"),
    party=lambda party: party.name_en,
    row=lambda kind, label: f"{kind} {label}",
    stands=lambda state: f"<{state}>",
    cell=lambda cell: f"{cell.kind or 'silent'}{' before' if cell.outdated else ''}",
    totals={"agree": "agree", "reserve": "reserve", "object": "object", "again": "again", "silent": "silent"},
    at=lambda instant, _scope: f"{instant:%H:%M}",
    page="{page} of {pages}",
)


@pytest.fixture
def small(sqlite_url: str) -> Iterator[Database]:
    """For what no database can answer differently."""
    database = Database(sqlite_url)
    yield database
    database.close()


def made(it: World, *, only_open: bool = False, who: str = "office") -> Book:
    return acts.look(it, who, lambda session, scope: matrix_sheet.book(session, scope, WORDS, only_open=only_open))


def spoken(it: World) -> None:
    acts.position(it, "head.arv", "1.", "agrees")
    acts.position(it, "head.bel", "1.", "objects", "=1+1 is what we want.")
    acts.position(it, "coordinator.zab", "2.", "reservation", "Read narrowly.")
    acts.position(it, "head.arv", "3.", "agrees")
    acts.reword(it, "3.", "States should meet every year.")


def test_rows_are_paragraphs_and_columns_states_with_totals_below(conference: World):
    spoken(conference)
    sheet, _ = made(conference).sheets
    assert [name for name, _ in sheet.columns] == ["Paragraph", "State", "Arvendal", "Belmora", "Zabora"]
    assert sheet.above == ("Positions: Communiqué", "Ref: Test Process/01/01/2026 · no issue")
    found = {row[0].value: row[1:] for row in sheet.rows}
    assert found["operative 1"] == (
        Cell("<open>"),
        Cell("agrees", "good"),
        Cell("objects", "bad"),
        Cell("silent", "soft"),
    )
    assert found["operative 2"][-1] == Cell("reservation", "held")
    assert found["operative 3"][1] == Cell("agrees before", "stale")
    assert [[it.value for it in row] for row in sheet.totals] == [
        ["agree", "", 1, 0, 0],
        ["reserve", "", 0, 0, 1],
        ["object", "", 0, 1, 0],
        ["again", "", 1, 0, 0],
        ["silent", "", 5, 6, 6],
    ]
    assert not sheet.upright


def test_every_position_stands_once_more_with_its_statement(conference: World):
    spoken(conference)
    rows = cells(write_xlsx(made(conference)), 1)
    assert rows[2] == list(WORDS.columns)
    assert rows[3:] == [
        ["operative 1", "Arvendal", "ARV", "agrees", "", "12:00"],
        ["operative 1", "Belmora", "BEL", "objects", "=1+1 is what we want.", "12:00"],
        ["operative 2", "Zabora", "ZAB", "reservation", "Read narrowly.", "12:00"],
        ["operative 3", "Arvendal", "ARV", "agrees before", "", "12:00"],
    ]


def test_only_open_paragraphs_are_shown_where_that_is_asked(conference: World):
    acts.close(conference, "1.")
    sheet, _ = made(conference, only_open=True).sheets
    assert "operative 1" not in {row[0].value for row in sheet.rows}
    assert "operative 1" in {row[0].value for row in made(conference).sheets[0].rows}


def test_in_a_large_hall_names_stand_upright(small: Database):
    parties = [party(f"S{number:02}", f"State {number}", f"Государство {number}") for number in range(9)]
    hall = world(small, plan={**PLAN, "parties": [*PLAN["parties"], *parties]})
    assert made(hall).sheets[0].upright


def test_the_same_state_gives_the_same_bytes_and_delegations_take_none(conference: World):
    spoken(conference)
    assert write_xlsx(made(conference)) == write_xlsx(made(conference, who="chair"))
    assert made(conference).changed == NOW
    for who in ("head.arv", "observer", "administrator"):
        with pytest.raises(NotAllowed):
            made(conference, who=who)


def test_the_last_issue_of_a_text_issued_anew_stands_over_the_table(conference: World):
    for code in conference.parties:
        acts.participate(conference, code, "adopting")
    acts.agree_all(conference)
    acts.adopt(conference)
    with conference.database.writing() as session:
        session.get_one(Draft, conference.draft).reissues = 1
    assert made(conference).sheets[0].above[1].endswith("draft adopted")
    with conference.database.writing() as session:
        session.get_one(Draft, conference.draft).reissues = 0
