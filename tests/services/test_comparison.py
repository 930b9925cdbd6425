"""A file beside a draft: what became of each paragraph, for the Support Office alone, and nothing is stored."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from drafting.documents.tree import Block, Recognition
from drafting.domain.errors import NotAllowed, NotFound
from drafting.persistence.records import Draft, Entry, Upload
from drafting.services import comparison, conference, imports
from drafting.services.scope import meeting_scope
from tests import acts
from tests.factories import NOW, PLAN, TEXT, import_text, world


@pytest.fixture
def it(database):
    return world(database)


def upload(it, blocks, who="office", meeting=None) -> str:
    with it.database.writing() as session:
        scope = meeting_scope(session, it.people[who], meeting or it.meeting, NOW)
        found = Recognition(tuple(blocks), (), read=100, stored=100)
        return imports.keep(session, scope, imports.File("back.docx", b"bytes"), found, title="", now=NOW)


def compared(it, blocks, who="office") -> comparison.Comparison:
    return asked(it, upload(it, blocks, who), it.draft, who)


def asked(it, ref, draft, who="office", meeting=None) -> comparison.Comparison:
    with it.database.reading() as session:
        scope = meeting_scope(session, it.people[who], meeting or it.meeting, NOW)
        return comparison.comparison(session, scope, ref, draft)


def told(page) -> list[tuple[str, list[str], list[str]]]:
    """(outcome, labels or kinds in the draft, and in the file) of all that is not unchanged."""
    return [
        (row.outcome, [part.label or part.kind for part in row.old], [part.label or part.kind for part in row.new])
        for row in page.rows
        if row.outcome != "unchanged"
    ]


def with_text(at: int, text: str) -> list[Block]:
    blocks = list(TEXT)
    blocks[at] = replace(blocks[at], text=text)
    return blocks


def test_the_same_text_is_one_run_of_unchanged_paragraphs(it):
    page = compared(it, TEXT)
    assert [len(rows) for rows in page.stretches()] == [len(TEXT)]
    assert (page.counts(), page.deletions(), page.died) == ({"unchanged": len(TEXT)}, (), ())
    assert page.rows[6].new[0].label == "2 (a)"


def test_each_paragraph_is_told_with_its_labels_its_place_and_its_losses(it):
    new = [
        TEXT[0],
        TEXT[1],
        TEXT[2],
        TEXT[3],
        Block("operative", "To cooperate, as set out in paragraph 1 above:", "1."),
        TEXT[6],
        TEXT[7],
        Block("operative", "To welcome the report;", "2."),
        Block("operative", "To open a school for interpreters in the capital.", "3."),
        TEXT[9],
    ]
    page = compared(it, new)
    assert told(page) == [
        ("relabelled", ["2"], ["1"]),
        ("deleted", ["3"], []),
        ("moved", ["1"], ["2"]),
        ("inserted", [], ["3"]),
    ]
    by = {row.outcome: row for row in page.rows}
    assert by["deleted"].deletes
    assert not by["inserted"].deletes
    assert (by["deleted"].before, by["deleted"].after) == ("States [shall][should] meet every year.", "")
    assert by["inserted"].whither is not None
    assert [row.outcome for row in page.deletions()] == ["deleted"]


def test_what_moved_says_after_what_it_stood_and_stands(it):
    page = compared(it, [*TEXT[:4], TEXT[8], *TEXT[4:8], TEXT[9]])
    row = next(row for row in page.rows if row.outcome == "moved")
    assert (row.old[0].label, row.before, row.after) == ("3", TEXT[8].text, TEXT[8].text)
    assert row.whence is not None
    assert row.whither is not None
    assert (row.whence.label, row.whither.kind) == ("2 (b)", "enacting")
    first = compared(it, [TEXT[8], *TEXT[:8], TEXT[9]])
    assert next(row for row in first.rows if row.outcome == "moved").whither is None


def test_a_paragraph_that_is_split_loses_no_word_and_shows_its_parts(it):
    whole = TEXT[5].text
    parts = [Block("operative", "To cooperate,", "2."), Block("operative", "as set out in paragraph 1 above:", "3.")]
    page = compared(it, [*TEXT[:5], *parts, *TEXT[6:]])
    row = next(row for row in page.rows if row.outcome == "split")
    assert [part.label for part in row.new] == ["2", "3"]
    assert (row.before, row.after) == (whole, "To cooperate,\nas set out in paragraph 1 above:")
    assert (row.lines, page.deletions()) == ((), ())


@pytest.mark.parametrize(
    ("text", "is_deletion"),
    [
        ("To welcome the new report;", False),
        ("To welcome report;", True),
        ("To welcome the *report*;", False),
        ("To note the report;", True),
    ],
)
def test_words_that_go_are_a_deletion_and_emphasis_is_none(it, text, is_deletion):
    page = compared(it, with_text(4, text))
    assert told(page) == [("changed", ["1"], ["1"])]
    assert bool(page.deletions()) is is_deletion
    assert [len(rows) for rows in page.stretches()] == [4, 1, 5]


def test_emphasis_that_goes_takes_no_word_along(it):
    page = compared(it, with_text(2, "Recalling the Declaration[^1];"))
    assert [row.outcome for row in page.rows if row.lines] == ["changed"]
    assert page.deletions() == ()


def test_a_note_without_a_mark_is_told_and_a_file_may_call_its_notes_as_it_likes(it):
    assert compared(it, with_text(2, "*Recalling* the Declaration;")).died == ("1",)
    again = [*TEXT[:2], Block("recital", "*Recalling* the Declaration[^x];", "(i)"), *TEXT[3:9]]
    page = compared(it, [Block("note", "Adopted in 2021.", "x"), *again])
    assert (told(page), page.died) == ([], ())


def test_the_draft_is_taken_as_it_stands_without_what_was_deleted_or_only_proposed(it):
    acts.accept(it, acts.propose(it, "head.arv", "(b)", "", kind="delete"))
    acts.reword(it, "1.", "To welcome the new report;")
    acts.propose(it, "head.arv", "2.", "To confer;", table=False)
    page = compared(it, TEXT)
    assert told(page) == [("changed", ["1"], ["1"]), ("inserted", [], ["2 (b)"])]
    assert page.deletions()[0].before == "To welcome the new report;"


def test_letters_that_arrive_in_pieces_are_no_change(database):
    it = world(database, [Block("operative", "Чтобы договориться, и ещё й.", "1.")], language="ru")
    assert told(compared(it, [Block("operative", "Чтобы договориться, и еще\u0308 и\u0306.", "1.")])) == []


def test_nothing_is_stored(it):
    ref = upload(it, TEXT[:5])

    def rows() -> list[int]:
        with it.database.reading() as session:
            return [session.scalar(select(func.count()).select_from(kind)) for kind in (Draft, Entry, Upload)]

    before = rows()
    asked(it, ref, it.draft)
    assert rows() == before


@pytest.mark.parametrize("who", ["chair", "rapporteur", "head.arv", "observer", "administrator"])
def test_only_the_office_compares(it, who):
    ref = upload(it, TEXT)
    with pytest.raises(NotAllowed):
        asked(it, ref, it.draft, who)
    with it.database.reading() as session, pytest.raises(NotAllowed):
        comparison.beside(session, meeting_scope(session, it.people[who], it.meeting, NOW))


def test_a_stranger_finds_neither_the_meeting_nor_the_upload(it):
    with pytest.raises(NotFound):
        asked(it, upload(it, TEXT), it.draft, "stranger")


def test_a_draft_in_preparation_is_among_those_to_compare_with(it):
    with it.database.writing() as session:
        second = import_text(session, it.people["office"], it.meeting, TEXT[:4]).id
    with it.database.reading() as session:
        found = comparison.beside(session, meeting_scope(session, it.people["office"], it.meeting, NOW))
    assert [draft.id for draft in found] == [it.draft, second]
    assert asked(it, upload(it, TEXT), second).counts()["inserted"] == 6


def test_a_draft_of_another_meeting_is_not_found(it):
    plan = {**PLAN, "meeting": {**PLAN["meeting"], "slug": "second"}, "process": {**PLAN["process"], "slug": "other"}}
    with it.database.writing() as session:
        other = conference.set_up(session, plan, NOW).meeting.id
    with it.database.writing() as session:
        elsewhere = import_text(session, it.people["office"], other, TEXT).id
    ref = upload(it, TEXT)
    for draft in (elsewhere, 0, None):
        with pytest.raises(NotFound):
            asked(it, ref, draft)
    with pytest.raises(NotFound):
        asked(it, ref, elsewhere, meeting=other)
