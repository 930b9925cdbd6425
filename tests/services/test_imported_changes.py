"""The first import of a file with tracked changes: it is asked what they are, and nothing is flattened."""

from dataclasses import replace

import pytest

from drafting.documents import reading, tracked_file
from drafting.domain import returned as types
from drafting.domain.errors import BadText
from drafting.persistence.queries import drafts as queries
from drafting.services import drafts, imported_changes, imports, returned_copies, returned_copy_acts, returned_copy_page
from drafting.services.returned_copy_acts import Asked, Wish
from drafting.services.scope import DraftScope, draft_scope, meeting_scope
from tests import acts, odt_copies, returned, word_copies
from tests.factories import NOW, World

FILE = imports.File("draft.docx", b"the bytes")


@pytest.fixture
def it(conference: World) -> World:
    return conference


@pytest.fixture(scope="module", params=[word_copies.docx, odt_copies.odt], ids=["docx", "odt"])
def read(request: pytest.FixtureRequest) -> tracked_file.Reading:
    """One paragraph changed by Aida, another by Bolat, and a title."""
    data = request.param(
        [
            word_copies.runs("Communiqué"),
            word_copies.runs("Decided:"),
            word_copies.runs("1. To welcome the ", "report", "findings", "Aida", ";"),
            word_copies.runs("2. To meet every ", "year", "month", "Bolat", "."),
        ]
    )
    told = tracked_file.read_as_data(data, "a draft")
    return tracked_file.Reading(reading.from_data(told["now"]), told["before"], told["copy"])


def scope_of(it: World, session: returned.Session):
    return meeting_scope(session, it.people["office"], it.meeting, NOW)


def keep(it: World, read: tracked_file.Reading) -> str:
    with it.database.writing() as session:
        facts = {"title": "", "now": NOW, "before": read.before, "copy": read.copy}
        return imports.keep(session, scope_of(it, session), FILE, read.now, **facts)


def choose(it: World, ref: str, choice: str) -> imports.Preview:
    with it.database.writing() as session:
        imports.choose_changes(session, scope_of(it, session), ref, choice)
        return imports.preview(session, scope_of(it, session), ref)


def save(it: World, ref: str) -> int:
    with it.database.writing() as session:
        shown = imports.preview(session, scope_of(it, session), ref)
        blocks = shown.recognition.blocks
        kinds, levels = [one.kind for one in blocks], [str(one.level) for one in blocks]
        seen = shown.tracked.chosen if shown.tracked else ""
        choices = imports.Choices("Draft", "en", kinds, levels, seen)
        return imported_changes.save(session, scope_of(it, session), ref, choices, NOW)


def texts(it: World, draft: int) -> list[str]:
    with it.database.reading() as session:
        return [one.text for one in queries.lines(session, draft, "en") if one.kind == "operative"]


def inside(it: World, draft: int, session: returned.Session, *, lock: bool = False) -> DraftScope:
    return draft_scope(session, it.people["office"], draft, NOW, lock=lock)


def test_nothing_is_saved_before_it_is_said_what_the_changes_are(it: World, read: tracked_file.Reading):
    ref = keep(it, read)
    with pytest.raises(BadText, match="changes-unsaid"):
        save(it, ref)
    with pytest.raises(BadText, match="changes-unsaid"):
        choose(it, ref, "flatten")
    with it.database.reading() as session:
        shown = imports.preview(session, scope_of(it, session), ref)
    assert shown.tracked == imports.Tracked(("Aida", "Bolat"), "")


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("accept", ["To welcome the findings;", "To meet every month."]),
        ("reject", ["To welcome the report;", "To meet every year."]),
        ("authors", ["To welcome the report;", "To meet every year."]),
    ],
)
def test_the_draft_is_the_text_that_was_chosen(it: World, read: tracked_file.Reading, choice: str, expected: list[str]):
    ref = keep(it, read)
    shown = choose(it, ref, choice)
    assert [one.code for one in shown.recognition.warnings] == []
    draft = save(it, ref)
    assert texts(it, draft) == expected
    with it.database.reading() as session:
        found = returned_copies.shelf(session, inside(it, draft, session)).received
        counts = {"open": 2, "remarks": 0, "refused": 0}
        assert [one.row.counts for one in found] == ([counts] if choice == "authors" else [])


def test_whose_paragraphs_a_source_was_a_copy_of_says_nothing_of_the_draft_made_of_it(
    it: World, read: tracked_file.Reading
):
    copy = types.from_data(read.copy or {})
    # Every number that a paragraph of the new draft may have is an anchor of the file, too.
    named = tuple(replace(one, anchors=tuple(range(1, 30))) for one in copy.paragraphs)
    ref = keep(it, tracked_file.Reading(read.now, read.before, types.as_data(replace(copy, paragraphs=named))))
    choose(it, ref, "authors")
    draft = save(it, ref)
    with it.database.reading() as session:
        scope = inside(it, draft, session)
        [line] = returned_copies.shelf(session, scope).received
        page = returned_copy_page.preview(session, scope, returned_copies.find(session, scope, line.row.ref))
        found = [one.finding for one in page.open]
    assert [(one.label, one.text, one.matched) for one in found] == [
        ("1.", "To welcome the findings;", "words"),
        ("2.", "To meet every month.", "words"),
    ]


def test_another_answer_can_be_given_until_the_draft_is_saved(it: World, read: tracked_file.Reading):
    ref = keep(it, read)
    choose(it, ref, "authors")
    choose(it, ref, "accept")
    draft = save(it, ref)
    assert texts(it, draft)[0] == "To welcome the findings;"
    assert save(it, ref) == draft


def test_a_file_without_tracked_changes_is_asked_nothing(it: World):
    told = tracked_file.read_as_data(word_copies.docx([word_copies.runs("1. To meet.")]), "draft.docx")
    assert (told["before"], told["copy"]) == (None, None)
    ref = keep(it, tracked_file.Reading(reading.from_data(told["now"])))
    assert choose(it, ref, "authors").tracked is None
    assert texts(it, save(it, ref)) == ["To meet."]


def test_the_changes_of_each_author_are_tabled_for_its_delegation_once_the_draft_is_open(
    it: World, read: tracked_file.Reading
):
    ref = keep(it, read)
    choose(it, ref, "authors")
    draft = save(it, ref)
    with it.database.writing() as session:
        drafts.open_draft(session, inside(it, draft, session, lock=True), token="open-the-draft-2", now=NOW)
    with it.database.writing() as session:
        scope = inside(it, draft, session, lock=True)
        [line] = returned_copies.shelf(session, scope).received
        parties = {"Aida": it.parties["ARV"], "Bolat": it.parties["BEL"]}
        version = line.row.version
        returned_copies.assign(session, scope, line.row.ref, party=None, authors=parties, version=version)
    with it.database.writing() as session:
        scope = inside(it, draft, session, lock=True)
        page = returned_copy_page.preview(session, scope, returned_copies.find(session, scope, line.row.ref))
        wishes = [Wish(one.key, one.finding.text, "") for one in page.open]
        asked = Asked(wishes, is_tabled=True, how="In the first draft.", seal=page.seal)
        made = returned_copy_acts.take(session, scope, line.row.ref, asked, NOW)
        assert [(one.party_id, one.text, one.number) for one in made.proposals] == [
            (it.parties["ARV"], "To welcome the findings;", 1),
            (it.parties["BEL"], "To meet every month.", 2),
        ]


def test_while_the_draft_is_prepared_the_changes_wait(it: World, read: tracked_file.Reading):
    ref = keep(it, read)
    choose(it, ref, "authors")
    draft = save(it, ref)
    with it.database.reading() as session:
        scope = inside(it, draft, session)
        [line] = returned_copies.shelf(session, scope).received
        page = returned_copy_page.preview(session, scope, returned_copies.find(session, scope, line.row.ref))
        assert [one.confidence for one in (change.finding for change in page.open)] == [1.0, 1.0]
        assert types.from_data(read.copy or {}).authors == ("Aida", "Bolat")
    assert acts.look(it, "office", returned_copies.shelf).received == ()


def test_more_changes_than_anybody_looks_at_become_no_proposals(
    it: World, read: tracked_file.Reading, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(returned_copies, "MOST_CHANGES", 1)
    ref = keep(it, read)
    choose(it, ref, "authors")
    with pytest.raises(BadText, match="too-many-changes"):
        save(it, ref)
    choose(it, ref, "accept")
    assert texts(it, save(it, ref))[0] == "To welcome the findings;"
