"""Delegation copies edited in LibreOffice as a delegation would: its own ways of tracking changes are read."""

from dataclasses import replace

import pytest

from drafting.documents.docx import docx_changes
from drafting.documents.odt import odt_changes_in
from drafting.documents.tree import Block, Printed, PrintedBlock
from drafting.documents.writing import write
from drafting.domain.notes import new_key
from drafting.domain.returned import UNTRACKED, Stamp
from drafting.domain.returned_findings import findings
from tests.returned_edits import applied
from tests.returning import standing

DRAFT = standing(
    ("title", "", "Communiqué of the Ministers"),
    ("recital", "(i)", "*Recalling* the declaration adopted in Almaty;"),
    ("enacting", "", "Decided:"),
    ("operative", "1.", "To strengthen cooperation between participating States[^a] on migration;"),
    ("operative", "2.", "To exchange data on labour migration, as follows:"),
    ("point", "a)", "statistics of arrivals and departures;"),
    ("point", "b)", "best practices of integration;"),
    ("operative", "3.", "To invite international organizations to support these efforts[^b];"),
    ("operative", "4.", "To meet again in two years in the capital of the next Chair."),
    ("note", "a", "As listed in the annex."),
    ("note", "b", "Within their mandates."),
)
NAME = ("Aigerim", "Sadykova")
BY = "Aigerim Sadykova"


def copy_of(draft, *, protected=True):
    """The delegation copy as the export writes it."""
    blocks = [PrintedBlock(Block(it.kind, it.text, it.label, it.level), anchor=str(it.id)) for it in draft]
    body = tuple(it for it in blocks if it.block.kind != "note")
    feet = {it.block.label: it for it in blocks if it.block.kind == "note"}
    stamp = (("draft", "5"), ("seq", "7"), ("language", "en"), ("party", "KAZ"))
    notes = {key: it.block for key, it in feet.items()}
    printed = Printed("Title", "en", (), body, notes, "{page}", tracked_notes=feet, stamp=stamp, protected=protected)
    return write(printed, "docx")


def test_an_untouched_copy_changes_nothing_also_when_saved_again(office):
    data = copy_of(DRAFT)
    for file in (data, office.resaved(data, "docx")):
        copy = docx_changes.read(file)
        assert copy.stamp == Stamp(5, 7, "en", "KAZ")
        assert findings(copy, DRAFT) == ()


NEW = new_key("Counted from today.")
EDITS = {
    "words": (
        [("replace", "strengthen", "deepen"), ("replace", "two years", "one year")],
        [
            ("replace", "changed", "1.", "To deepen cooperation between participating States[^a] on migration;", 0),
            ("replace", "changed", "4.", "To meet again in one year in the capital of the next Chair.", 0),
        ],
    ),
    "a footnote": (
        [("replace", "Within their mandates", "Within their mandates and means")],
        [("replace", "changed", "b", "Within their mandates and means.", 0)],
    ),
    "a new footnote": (
        [("footnote", "two years", "Counted from today.")],
        [("replace", "changed", "4.", f"To meet again in two years[^{NEW}] in the capital of the next Chair.", 0)],
    ),
    "a new paragraph under one that has points": (
        [("add", "as follows:", "results of surveys;")],
        [("insert before", "inserted", "a)", "results of surveys;", 0)],
    ),
    "a new paragraph at the end": (
        [("add", "two years", "To thank the host.")],
        [("insert after", "inserted", "4.", "To thank the host.", 0)],
    ),
    "a deletion": ([("delete", "best practices")], [("delete", "deleted", "b)", "", 0)]),
    "a split": (
        [("split", "to support these")],
        [
            ("replace", "split", "3.", "To invite international organizations", 1),
            ("insert after", "split", "3.", "to support these efforts[^b];", 1),
        ],
    ),
    "a move": (
        [("move", "best practices", "strengthen cooperation")],
        [
            ("insert after", "moved", "1.", "best practices of integration;", 1),
            ("delete", "moved", "b)", "", 1),
        ],
    ),
    "a comment on words that change, and on words that do not": (
        [
            ("replace", "strengthen", "deepen"),
            ("comment", "participating", "Our capital asks for this."),
            ("comment", "labour", "Why only labour?"),
        ],
        [
            ("replace", "changed", "1.", "To deepen cooperation between participating States[^a] on migration;", 0),
            ("comment", "commented", "2.", "", 0),
        ],
    ),
}


@pytest.mark.parametrize("tracked", [True, False])
@pytest.mark.parametrize("what", EDITS)
def test_what_is_done_in_libreoffice_is_found(office, what, tracked):
    edits, expected = EDITS[what]
    copy = docx_changes.read(office.edited(copy_of(DRAFT), edits, NAME, tracked=tracked))
    found = findings(copy, DRAFT)
    assert [(it.kind, it.outcome, it.label, it.text, it.together) for it in found] == expected
    by = {it.by for it in found if it.kind != "comment"}
    assert by == {(BY,) if tracked else (UNTRACKED,)}
    assert copy.tracked == tracked


@pytest.mark.parametrize("what", EDITS)
def test_what_is_saved_as_opendocument_says_the_same(office, what):
    edits, expected = EDITS[what]
    copy = odt_changes_in.read(office.edited(copy_of(DRAFT), edits, NAME, to="odt"))
    same = docx_changes.read(office.edited(copy_of(DRAFT), edits, NAME))
    assert (copy.stamp, copy.authors, copy.commenters) == (same.stamp, same.authors, same.commenters)
    found = findings(copy, DRAFT)
    assert [(it.kind, it.outcome, it.label, it.text, it.together) for it in found] == expected
    assert [_compared(it) for it in found] == [_compared(it) for it in findings(same, DRAFT)]


def _compared(finding):
    """Without the ways by which the two forms keep anchors of footnotes, and the hour: they were edited one by one."""
    remarks = tuple(replace(it, at="") for it in finding.remarks)
    return replace(finding, matched="words", at="", remarks=remarks)


def test_a_copy_saved_as_opendocument_that_nobody_touched_changes_nothing(office):
    once = office.resaved(copy_of(DRAFT), "odt")
    for file in (once, office.resaved(once, "odt", "odt")):
        copy = odt_changes_in.read(file)
        assert copy.stamp == Stamp(5, 7, "en", "KAZ")
        assert findings(copy, DRAFT) == ()


def test_a_new_footnote_comes_with_its_words(office):
    edits, _ = EDITS["a new footnote"]
    (it,) = findings(docx_changes.read(office.edited(copy_of(DRAFT), edits, NAME)), DRAFT)
    assert it.notes == ((NEW, "Counted from today."),)


def test_comments_come_as_reasons(office):
    edits, _ = EDITS["a comment on words that change, and on words that do not"]
    found = findings(docx_changes.read(office.edited(copy_of(DRAFT), edits, NAME)), DRAFT)
    assert [(it.reason, it.remarks[0].by) for it in found] == [
        ("Our capital asks for this.", BY),
        ("Why only labour?", BY),
    ]


@pytest.mark.parametrize(("to", "reader"), [("docx", docx_changes), ("odt", odt_changes_in)])
def test_two_people_in_one_file_are_told_apart(office, to, reader):
    his_edits = [("replace", "cooperation", "dialogue"), ("delete", "best practices")]
    first = office.edited(copy_of(DRAFT), [("replace", "strengthen", "deepen")], NAME, to=to)
    copy = reader.read(office.edited(first, his_edits, ("Bo", "Ek"), suffix=to, to=to))
    assert copy.authors == (BY, "Bo Ek")
    whole, hers, his = (findings(copy, DRAFT, by) for by in (None, {BY}, {"Bo Ek"}))
    assert [it.by for it in whole] == [(BY, "Bo Ek"), ("Bo Ek",)]
    assert [it.text for it in hers] == ["To deepen cooperation between participating States[^a] on migration;"]
    assert [it.text for it in his] == ["To strengthen dialogue between participating States[^a] on migration;", ""]


@pytest.mark.parametrize("through", ["odt", "doc", "rtf"])
def test_a_copy_that_went_through_another_format_is_still_known(office, through):
    """Old formats drop anchors, styles and properties; what remains is matched by its words."""
    edited = office.edited(copy_of(DRAFT), EDITS["words"][0], NAME)
    back = office.resaved(office.resaved(edited, through), "docx", through)
    found = findings(docx_changes.read(back), DRAFT)
    assert [(it.kind, it.label, it.text) for it in found if not it.refused] == [
        (kind, label, text) for kind, _, label, text, _ in EDITS["words"][1]
    ]
    assert {it.by for it in found} == {(BY,)}


@pytest.mark.parametrize(
    ("to", "reader", "tracked"),
    [("docx", docx_changes, True), ("docx", docx_changes, False), ("odt", odt_changes_in, True)],
)
def test_everything_at_once_gives_the_edited_text(office, to, reader, tracked):
    edits = [
        ("move", "best practices", "strengthen cooperation"),
        ("replace", "strengthen", "deepen"),
        ("add", "as follows:", "results of surveys;"),
        ("add", "two years", "To thank the host."),
        ("replace", "two years", "one year"),
        ("replace", "Within their mandates", "Within their mandates and means"),
        ("comment", "labour", "Why only labour?"),
    ]
    data = office.edited(copy_of(DRAFT), edits, NAME, tracked=tracked, to=to)
    found = findings(reader.read(data), DRAFT)
    wanted = [
        *(it.text for it in DRAFT[:3]),
        "To deepen cooperation between participating States[^a] on migration;",
        "best practices of integration;",
        "To exchange data on labour migration, as follows:",
        "results of surveys;",
        "statistics of arrivals and departures;",
        "To invite international organizations to support these efforts[^b];",
        "To meet again in one year in the capital of the next Chair.",
        "To thank the host.",
        "As listed in the annex.",
        "Within their mandates and means.",
    ]
    assert applied(DRAFT, found) == wanted
