"""The matrix of consensus: who has said what on which wording, in the order of English names."""

from drafting.services.matrix import SILENT, Cell, Matrix, matrix
from tests import acts
from tests.factories import World


def seen(it: World, *, only_open: bool = False) -> Matrix:
    return acts.look(it, "observer", lambda session, scope: matrix(session, scope, only_open=only_open))


def rows(it: World, *, only_open: bool = False) -> dict[str, tuple[Cell, ...]]:
    return {row.label: row.cells for row in seen(it, only_open=only_open).rows}


def test_columns_are_the_participating_states_in_english_alphabetical_order(conference: World):
    assert [party.code for party in seen(conference).columns] == ["ARV", "BEL", "ZAB"]


def test_rows_are_what_states_negotiate_with_points_named_by_their_paragraph(conference: World):
    assert [row.label for row in seen(conference).rows] == ["(i)", "1", "2", "2 (a)", "2 (b)", "3", "1"]


def test_a_cell_is_a_position_and_silence_is_told_from_it(conference: World):
    acts.position(conference, "head.bel", "1.", "objects", "No.")
    acts.position(conference, "coordinator.zab", "2.", "agrees ad referendum")
    found = rows(conference)
    assert found["2"] == (SILENT, SILENT, Cell("agrees ad referendum"))
    first = next(row for row in seen(conference).rows if row.line.kind == "operative")
    assert first.cells == (SILENT, Cell("objects"), SILENT)


def test_a_position_on_an_earlier_wording_is_outdated_and_its_state_to_be_asked_again(conference: World):
    acts.position(conference, "head.arv", "3.", "agrees")
    acts.position(conference, "head.bel", "3.", "objects", "No.")
    acts.reword(conference, "3.", "States should meet every year.")
    acts.position(conference, "head.arv", "3.", "agrees")
    assert rows(conference)["3"] == (Cell("agrees"), Cell("objects", outdated=True), SILENT)
    ((row, states),) = seen(conference).to_ask_again
    assert (row.label, [party.code for party in states]) == ("3", ["BEL"])


def test_each_column_is_counted_over_the_rows_shown(conference: World):
    acts.position(conference, "head.arv", "2.", "no objection")
    acts.position(conference, "head.arv", "(a)", "reservation", "Read narrowly.")
    acts.position(conference, "head.arv", "(b)", "objects", "No.")
    acts.position(conference, "head.arv", "3.", "agrees")
    acts.reword(conference, "3.", "States should meet every year.")
    acts.close(conference, "2.")
    assert {name: counts[0] for name, counts in seen(conference).totals.items()} == {
        "agree": 1,
        "reserve": 1,
        "object": 1,
        "again": 1,
        "silent": 3,
    }
    assert {counts[1] for counts in seen(conference).totals.values()} == {0, 7}
    assert seen(conference, only_open=True).totals["agree"] == (0, 0, 0)


def test_only_open_leaves_out_what_is_agreed_ad_referendum_or_not(conference: World):
    acts.close(conference, "(i)", "1.")
    acts.close(conference, "2.", ad_referendum=True)
    found = seen(conference, only_open=True)
    assert [row.line.label for row in found.rows] == ["(a)", "(b)", "3.", "1"]
    assert found.total == 7


def test_what_is_deleted_is_out_of_the_matrix(conference: World):
    acts.accept(conference, acts.propose(conference, "head.arv", "2.", "", kind="delete"))
    assert "2" not in rows(conference)


def test_a_title_appears_only_when_a_state_has_spoken_on_it(conference: World):
    assert "title" not in {row.line.kind for row in seen(conference).rows}
    acts.position(conference, "head.arv", "title", "objects", "Call it a declaration.")
    assert "title" in {row.line.kind for row in seen(conference).rows}


def test_a_note_is_named_by_its_number_in_the_text(conference: World):
    acts.reword(conference, "(i)", "*Recalling* the Charter[^charter] and the Declaration[^1];")
    acts.reword(conference, "1.", "To welcome the report[^report];")
    note = [row.label for row in seen(conference).rows if row.line.kind == "note"]
    assert note == ["2"]
    acts.accept(conference, acts.propose(conference, "head.arv", "(i)", "", kind="delete"))
    assert [row.label for row in seen(conference).rows if row.line.kind == "note"] == ["1"]
