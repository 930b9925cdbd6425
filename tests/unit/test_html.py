"""Web pages that need nothing beside themselves, read as a browser's own parser reads them."""

import re
from dataclasses import replace
from datetime import date

import html5lib
import pytest

from drafting.documents.tree import Annex, Block, Printed, PrintedBlock, Remark, Span
from drafting.documents.writing import write
from tests.web.judge import judge

ONE, OTHER = "Kazakhstan", "Tajikistan"
NOTES = {key: Block("note", text, key) for key, text in {"a": "Adopted by *consensus*.", "b": "See [^a]."}.items()}
HEADER = ("Ref: Oravel/1", "Conference", "Draft, revision 14")
TITLE = Block("title", "Communiqué")


def document(*blocks: PrintedBlock | Block, language="en") -> Printed:
    shown = tuple(it if isinstance(it, PrintedBlock) else PrintedBlock(it) for it in blocks)
    return Printed("Communiqué", language, HEADER, shown, NOTES, "Page {page} of {pages}", dated=date(2026, 6, 5))


def operative(text: str, label: str = "1.", **shown: object) -> PrintedBlock:
    return PrintedBlock(Block("operative", text, label), **shown)


def page(made: Printed) -> str:
    return write(made, "html").decode()


def tree(made: Printed):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page(made))


def said(element) -> str:
    return "".join(element.itertext())


EVERYTHING = replace(
    document(
        Block("symbol", "Ref: Oravel/1"),
        TITLE,
        Block("place", "5 June 2026, Oravel"),
        Block("heading", "Borders[^b]", "I.", 2),
        Block("heading", "At sea", "", 4),
        Block("recital", "*Recalling* the Declaration[^a];", "(i)"),
        Block("enacting", "Decided:"),
        operative(
            "They [should] exchange[^a].",
            tracked=(
                Span("They "),
                Span("[should]", "delete", ONE, "2026-06-05T10:40:00Z"),
                Span("shall", "insert", ONE, "2026-06-05T10:40:00Z"),
                Span(" exchange[^a]"),
                Span(" soon ", "insert", OTHER, move="1"),
                Span("."),
            ),
            remarks=(Remark(ONE, "KAZ", "Stronger\nwords."),),
        ),
        operative("To leave.", "2.", mark=Span("", "delete", OTHER)),
        Block("point", "on **training**", "(a)", 1),
        operative(
            "Replace.",
            "3.",
            annexes=(Annex(ONE, "proposal 3", (Span("Replace", "delete", ONE), Span("Keep", "insert", ONE)), "Why."),),
            state="open",
        ),
        operative("Gone.", "4.", struck=True),
    ),
    legend=(Span("Words "), Span("like these", "insert"), Span(" came.")),
)
REPORT = replace(
    document(
        TITLE,
        PrintedBlock(Block("heading", "Opening[^a]", level=1), new_page=True),
        Block("heading", "Details", "1.", 2),
        Block("heading", "Trifles", "", 3),
    ),
    contents="Contents",
)


_CHANGES = ("ins", "del")


@pytest.mark.parametrize("made", [EVERYTHING, REPORT, document(TITLE), document(TITLE, language="ar")])
def test_a_page_is_what_every_page_must_be(made):
    assert judge(page(made)) == []


def test_nothing_is_fetched_and_nothing_runs():
    root = tree(EVERYTHING)
    assert not [it.tag for it in root.iter() if it.tag in ("script", "link", "img", "iframe", "object", "base", "form")]
    assert {it.get("href")[0] for it in root.iter("a")} == {"#"}
    assert "url(" not in page(EVERYTHING)
    assert "@import" not in page(EVERYTHING)


def test_the_page_says_its_language_direction_title_and_day():
    root = tree(EVERYTHING)
    assert (root.get("lang"), root.get("dir"), root.findtext(".//title")) == ("en", "ltr", "Communiqué")
    assert [it.get("content") for it in root.iter("meta") if it.get("name") == "date"] == ["2026-06-05"]
    assert tree(document(TITLE, language="ar")).get("dir") == "rtl"
    assert 'name="date"' not in page(replace(EVERYTHING, dated=None))


def test_words_are_never_read_as_a_page():
    hostile = '<script>alert(1)</script> & "quoted" </style> \x00'
    made = document(
        Block("title", hostile),
        operative(hostile, "<b>"),
        operative(
            hostile,
            annexes=(Annex(hostile, hostile, (Span(hostile),), hostile),),
            remarks=(Remark(hostile, "", hostile),),
            state=hostile,
        ),
    )
    root = tree(replace(made, title=hostile, header=(hostile, hostile), page_words=f"{hostile} {{page}}"))
    assert not list(root.iter("script"))
    assert root.findtext(".//title") == hostile.replace("\x00", "\ufffd")
    assert said(root.find(".//h1")) == hostile.replace("\x00", "\ufffd")


def test_headings_begin_under_the_title_and_go_down_by_single_steps():
    assert [it.tag for it in tree(EVERYTHING).iter() if re.fullmatch("h[1-6]", str(it.tag))] == ["h1", "h2", "h3"]
    untitled = document(Block("heading", "One", level=1), Block("heading", "Two", level=2))
    assert [it.tag for it in tree(untitled).iter() if re.fullmatch("h[1-6]", str(it.tag))] == ["h1", "h2"]


def test_every_mark_leads_to_its_note_and_the_note_back_to_every_mark():
    root = tree(EVERYTHING)
    places = {it.get("id"): it for it in root.iter() if it.get("id")}
    marks = [it for it in root.iter("a") if it.get("role") == "doc-noteref"]
    back = [it for it in root.iter("a") if it.get("role") == "doc-backlink"]
    assert [said(it) for it in marks] == ["1", "2", "2", "2"]
    assert [said(it) for it in back] == ["1", "2", "2b"]
    assert all(it.get("href")[1:] in places for it in (*marks, *back))
    assert {it.get("href")[1:] for it in back} < {it.get("id") for it in marks}
    assert said(places["note-2"]) == "22b Adopted by consensus."


def test_changes_are_marked_with_whose_and_when():
    root = tree(EVERYTHING)
    changes = [(it.tag, said(it), it.get("datetime"), it.get("class")) for it in root.iter() if it.tag in _CHANGES]
    assert changes[1:4] == [
        ("del", "[should]", "2026-06-05T10:40:00Z", None),
        ("ins", "shall", "2026-06-05T10:40:00Z", None),
        ("ins", " soon ", None, "moved"),
    ]
    assert [(it.get("data-author"), it.get("data-move")) for it in root.iter() if it.tag in _CHANGES][1:4] == [
        (ONE, None),
        (ONE, None),
        (OTHER, "1"),
    ]
    paragraph = next(it for it in root.iter("p") if said(it).startswith("1. "))
    assert said(paragraph) == f"1. They [should]shall {ONE} exchange2 soon  {OTHER}."


def test_a_paragraph_that_goes_as_a_whole_says_so_at_its_end():
    paragraph = next(it for it in tree(EVERYTHING).iter("p") if said(it).startswith("2. "))
    assert said(paragraph) == f"2. To leave.¶ {OTHER}"
    assert [said(it) for it in paragraph.iter("del")] == ["2. ", "To leave.", "¶"]


def test_what_is_said_of_a_paragraph_stands_under_it():
    root = tree(EVERYTHING)
    boxes = [(it.get("class").split()[0], " | ".join(said(p) for p in it.iter("p"))) for it in root.iter("div")]
    assert boxes == [
        ("remarks", f"{ONE}: Strongerwords."),
        ("proposal", f"{ONE} — proposal 3 | ReplaceKeep | Why."),
    ]


def test_what_is_struck_names_nobody():
    assert "".join(said(it) for it in tree(EVERYTHING).iter("del")).endswith("Gone.")
    assert said(next(it for it in tree(EVERYTHING).iter("p") if said(it).startswith("4. "))) == "4. Gone."


def test_a_report_has_contents_that_lead_to_its_headings():
    root = tree(REPORT)
    links = [(it.get("href"), said(it)) for it in root.find(".//nav").iter("a")]
    assert [words for _, words in links] == ["Opening", "1. Details"]
    assert {href[1:] for href, _ in links} <= {it.get("id") for it in root.iter()}


def test_on_paper_the_page_has_its_header_and_its_numbers():
    style = tree(EVERYTHING).findtext(".//style")
    [rule] = re.findall(r"@page \{.*\}", style)
    assert r'@top-left { content: "Ref\3a \20 Oravel\2f 1"' in rule
    assert 'counter(page) "\\20 of\\20 " counter(pages)' in rule
    bare = replace(document(TITLE), header=(), page_words="")
    assert "@top-left" not in page(bare)
    assert "content: none" in page(bare)


def test_a_page_without_notes_has_no_place_for_them():
    assert "doc-endnotes" not in page(document(TITLE))
    assert not list(tree(replace(document(TITLE), header=())).iter("header"))
