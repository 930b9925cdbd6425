"""The first import of rich text and of a web page with changes tracked: asked about and kept by author, as of Word."""

import pytest

from drafting.documents import reading, tracked_file
from drafting.documents.tree import Block
from drafting.persistence.queries import drafts as queries
from drafting.services import imported_changes, imports, returned_copies, returned_copy_page
from drafting.services.imports import Choices, File
from drafting.services.scope import draft_scope, meeting_scope
from tests import akoma
from tests.factories import NOW, World
from tests.returning_rtf import tracked

RTF = tracked(
    r"Communiqu\u233?\par Decided:\par 1. To welcome the {\deleted\revauthdel1 report}{\revised\revauth1 findings};\par"
    r" 2. To meet every {\deleted\revauthdel2 year}{\revised\revauth2 month}.\par"
)
PAGE = """<html><meta charset="utf-8"><h1>Communiqué</h1><p>Decided:</p>
<p>1. To welcome the <del cite="mailto:Aida">report</del><ins cite="mailto:Aida">findings</ins>;</p>
<p>2. To meet every <del data-author="Bolat">year</del><ins data-author="Bolat">month</ins>.</p></html>""".encode()


@pytest.mark.parametrize(("name", "data"), [("draft.rtf", RTF), ("draft.html", PAGE)])
@pytest.mark.parametrize(
    ("choice", "expected", "counts"),
    [
        ("accept", ["To welcome the findings;", "To meet every month."], []),
        ("reject", ["To welcome the report;", "To meet every year."], []),
        ("authors", ["To welcome the report;", "To meet every year."], [{"open": 2, "remarks": 0, "refused": 0}]),
    ],
)
def test_the_draft_is_the_text_that_was_chosen(
    conference: World,
    name: str,
    data: bytes,
    choice: str,
    expected: list[str],
    counts: list[dict[str, int]],
):
    it = conference
    told = tracked_file.read_as_data(data, name)
    facts = {"title": "", "now": NOW, "before": told["before"], "copy": told["copy"]}
    with it.database.writing() as session:
        scope = meeting_scope(session, it.people["office"], it.meeting, NOW)
        ref = imports.keep(session, scope, File(name, data), reading.from_data(told["now"]), **facts)
        shown = imports.preview(session, scope, ref)
        assert shown.tracked == imports.Tracked(("Aida", "Bolat"), "")
        imports.choose_changes(session, scope, ref, choice)
        blocks = imports.preview(session, scope, ref).recognition.blocks
        kinds, levels = [one.kind for one in blocks], [str(one.level) for one in blocks]
        choices = Choices("Draft", "en", kinds, levels, choice)
        draft = imported_changes.save(session, scope, ref, choices, NOW)
    with it.database.reading() as session:
        scope = draft_scope(session, it.people["office"], draft, NOW, lock=False)
        assert [one.text for one in queries.lines(session, draft, "en") if one.kind == "operative"] == expected
        found = returned_copies.shelf(session, scope).received
        assert [one.row.counts for one in found] == counts
        for line in found:
            page = returned_copy_page.preview(session, scope, returned_copies.find(session, scope, line.row.ref))
            changes = [(change.finding.by, change.finding.text, change.finding.confidence) for change in page.open]
            assert changes == [
                (("Aida",), "To welcome the findings;", 1.0),
                (("Bolat",), "To meet every month.", 1.0),
            ]


def test_comments_that_go_with_the_proposals_are_not_told_as_left_out(conference: World):
    it, data = conference, akoma.listed([Block("operative", "To welcome the report;", "1.")])
    told = tracked_file.read_as_data(data, "list.xml")
    facts = {"title": "", "now": NOW, "before": told["before"], "copy": told["copy"]}
    with it.database.writing() as session:
        scope = meeting_scope(session, it.people["office"], it.meeting, NOW)
        ref = imports.keep(session, scope, File("list.xml", data), reading.from_data(told["now"]), **facts)
        for choice, expected in (("reject", ["comments-left-out"]), ("authors", [])):
            imports.choose_changes(session, scope, ref, choice)
            warnings = imports.preview(session, scope, ref).recognition.warnings
            assert [one.code for one in warnings] == expected
