"""OpenDocument texts, opened by their own rules, by pandoc and by LibreOffice."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from drafting.documents import reading
from drafting.documents.odt.odt_parts import MEDIA_TYPE
from drafting.documents.odt.odt_xml import name
from drafting.documents.tree import Annex, Block, Printed, PrintedBlock, Remark, Span
from drafting.documents.writing import write
from drafting.domain.errors import BadText
from tests.office import Office, pandoc

DEMO = Path(__file__).resolve().parents[2] / "drafting" / "demo"

ONE, OTHER = "Kazakhstan", "Tajikistan"
AT = "2026-06-05T10:40:00Z"
NOTES = {key: Block("note", text, key) for key, text in {"a": "Adopted by *consensus*.", "b": "Document 14."}.items()}


def document(*blocks: PrintedBlock | Block, language="en") -> Printed:
    shown = tuple(it if isinstance(it, PrintedBlock) else PrintedBlock(it) for it in blocks)
    header = ("Ref: Oravel/1", "Conference", "Draft, revision 14")
    return Printed("Communiqué", language, header, shown, NOTES, "Page {page} of {pages}", dated=date(2026, 6, 5))


def operative(text: str, label: str = "1.", **shown: object) -> PrintedBlock:
    return PrintedBlock(Block("operative", text, label), **shown)


def came(text: str, label: str, by: str = ONE) -> PrintedBlock:
    return operative(text, label, mark=Span("", "insert", by, AT))


def went(text: str, label: str, by: str = OTHER) -> PrintedBlock:
    return operative(text, label, mark=Span("", "delete", by, AT))


def part(made: Printed, which: str = "content.xml") -> etree._Element:
    return etree.fromstring(ZipFile(BytesIO(write(made, "odt"))).read(which))


def texts(root: etree._Element, *tags: str) -> list[str]:
    """The words inside each element of these kinds, its spaces included."""
    signs = {name("text:s"): " ", name("text:tab"): "\t"}
    return [
        "".join(signs.get(it.tag, "") + (it.text or "") + ("" if it is found else it.tail or "") for it in found.iter())
        for found in root.iter(*(name(tag) for tag in tags))
    ]


def lines(data: bytes) -> list[str]:
    """What pandoc reads, a paragraph a line, without the indents."""
    said = pandoc(data, "odt", "plain").replace("\n  ", "\n")
    return [" ".join(line.split()) for line in said.split("\n") if line.strip()]


PLAIN = document(
    Block("title", "Communiqué"),
    Block("heading", "Borders", "I.", 1),
    operative(
        "To act[^a], *now* and **here**,\nas [agreed][^a].",
        annexes=(Annex(ONE, "proposal 1", (Span("To "), Span("act", "delete"), Span("go", "insert")), "Why."),),
        state="open",
    ),
    operative("Gone.", "2.", struck=True),
)
TRACKED = document(
    operative(
        "They [should] exchange[^a].",
        tracked=(
            Span("They "), Span("[should]", "delete", ONE, AT), Span("shall", "insert", ONE, AT), Span(" exchange[^a]"),
            Span(" *soon*", "insert", OTHER, AT), Span("[^b]", "insert", ONE, AT), Span("."),
        ),
    ),
    went("To leave.", "2."),
    came("To stay[^a].", "2 bis"),
    operative("To end.", "3."),
)  # fmt: skip


def test_the_package_says_what_it_is_at_its_head_and_lists_its_parts():
    with ZipFile(BytesIO(write(PLAIN, "odt"))) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert package.read("mimetype").decode() == MEDIA_TYPE
        listed = {
            it.get(it.nsmap["manifest"].join("{}") + "full-path")
            for it in etree.fromstring(package.read("META-INF/manifest.xml"))
        }
        assert listed == {"/", *package.namelist()} - {"mimetype", "META-INF/manifest.xml"}
        assert {it.date_time for it in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_style_that_is_named_is_there():
    made = replace(TRACKED, blocks=(*PLAIN.blocks, *TRACKED.blocks), contents="Contents", legend=(Span("x", "insert"),))
    content, styles = part(made), part(made, "styles.xml")
    known = {it.get(name("style:name")) for root in (content, styles) for it in root.iter(name("style:style"))}
    attributes = [name(f"text:{which}") for which in ("style-name", "default-style-name", "citation-style-name")]
    used = {it.get(key) for root in (content, styles) for it in root.iter() for key in attributes} - {None}
    parents = {it.get(name("style:parent-style-name")) for it in content.iter(name("style:style"))}
    assert used | parents <= known


def test_the_page_has_its_header_and_counts_its_pages():
    styles = part(PLAIN, "styles.xml")
    [page] = [it for it in styles.iter(name("style:master-page")) if it.get(name("style:name")) == "Standard"]
    assert texts(page, "text:p") == ["Ref: Oravel/1", "Conference", "Draft, revision 14", "", "Page 1 of 1"]
    assert [it.tag for it in page.iter(name("text:page-number"), name("text:page-count"))] == [
        name("text:page-number"),
        name("text:page-count"),
    ]


def test_the_properties_have_the_texts_title_language_and_day():
    assert texts(part(PLAIN, "meta.xml"), "dc:title", "dc:language", "dc:date") == [
        "Communiqué",
        "en",
        "2026-06-05T00:00:00",
    ]
    assert texts(part(replace(PLAIN, dated=None), "meta.xml"), "dc:date") == []


def test_lines_are_numbered_where_that_is_asked():
    for asked in (False, True):
        [numbering] = part(replace(PLAIN, line_numbers=asked), "styles.xml").iter(
            name("text:linenumbering-configuration")
        )
        assert numbering.get(name("text:number-lines")) == str(asked).lower()


def test_a_shared_note_is_one_note_with_references():
    content = part(PLAIN)
    [note] = content.iter(name("text:note"))
    [again] = content.iter(name("text:note-ref"))
    assert again.get(name("text:ref-name")) == note.get(name("text:id"))
    assert texts(note, "text:note-body") == ["Adopted by consensus."]


def test_proposals_under_their_paragraph_are_shown_and_not_tracked():
    content = part(PLAIN)
    assert "".join(texts(content, "text:p")).count(ONE) == 1
    spans = [(it.get(name("text:style-name")), "".join(it.itertext())) for it in content.iter(name("text:span"))]
    assert ("Deletion", "act") in spans
    assert ("Insertion", "go") in spans
    assert ("Deletion", "Gone.") in spans
    assert not list(content.iter(name("text:changed-region")))


def test_a_protected_text_has_every_further_change_tracked():
    assert part(PLAIN).find(f".//{name('text:tracked-changes')}") is None
    [tracked] = part(replace(PLAIN, protected=True)).iter(name("text:tracked-changes"))
    assert tracked.get(name("text:track-changes")) == "true"


def test_each_change_names_its_delegation_and_its_time():
    regions = list(part(TRACKED).iter(name("text:changed-region")))
    told = [(etree.QName(it[0]).localname, texts(it, "dc:creator"), texts(it, "dc:date")) for it in regions]
    assert {(kind, *who, *when) for kind, who, when in told} == {
        ("deletion", ONE, AT), ("insertion", ONE, AT), ("insertion", OTHER, AT), ("deletion", OTHER, AT),
    }  # fmt: skip
    ids = {it.get(name("text:id")) for it in regions}
    places = {it.get(name("text:change-id")) for it in part(TRACKED).iter() if it.get(name("text:change-id"))}
    assert ids == places


def test_pandoc_reads_the_text_as_if_every_change_were_accepted():
    assert lines(write(TRACKED, "odt"))[:3] == ["1. They shall exchange[1] soon[2].", "2 bis To stay.", "3. To end."]


CHANGED_NOTE = PrintedBlock(
    NOTES["b"], tracked=(Span("Document "), Span("13", "delete", ONE, AT), Span("14", "insert", ONE, AT), Span("."))
)
NEW_WORDS_IN_WHAT_GOES = operative(
    "Old.",
    mark=Span("", "delete", ONE, AT),
    tracked=(Span("Old", "delete", ONE, AT), Span("New", "insert", OTHER, AT), Span(".", "delete", ONE, AT)),
)


def plain(*texts: tuple[str, str]) -> Printed:
    """Operative paragraphs as (label, text)."""
    return document(*(operative(text, label) for label, text in texts))


# A text with changes, what it is when all are accepted, and when all are rejected.
RESULTS = {
    "inside": (
        TRACKED,
        plain(("1.", "They shall exchange[^a] *soon*[^b]."), ("2 bis", "To stay[^a]."), ("3.", "To end.")),
        plain(("1.", "They [should] exchange[^a]."), ("2.", "To leave."), ("3.", "To end.")),
    ),
    "at the end": (
        document(operative("One."), went("Two.", "2."), came("Three.", "2 bis"), came("Four.", "2 ter", OTHER)),
        plain(("1.", "One."), ("2 bis", "Three."), ("2 ter", "Four.")),
        plain(("1.", "One."), ("2.", "Two.")),
    ),
    "at the beginning": (
        document(came("Zero.", "0."), went("One.", "1."), went("Two.", "2.", ONE), operative("Three.", "3.")),
        plain(("0.", "Zero."), ("3.", "Three.")),
        plain(("1.", "One."), ("2.", "Two."), ("3.", "Three.")),
    ),
    "several in a row": (
        document(came("A.", "a"), came("B.", "b", OTHER), went("C.", "c"), went("D.", "d"), operative("E.", "e")),
        plain(("a", "A."), ("b", "B."), ("e", "E.")),
        plain(("c", "C."), ("d", "D."), ("e", "E.")),
    ),
    "words in a paragraph that goes": (
        document(NEW_WORDS_IN_WHAT_GOES, operative("Two.", "2.")),
        plain(("1.", "New"), ("2.", "Two.")),
        plain(("1.", "Old."), ("2.", "Two.")),
    ),
    "everything is new": (
        document(came("A.", "1."), came("B.", "2.")),
        plain(("1.", "A."), ("2.", "B.")),
        plain(),
    ),
    "everything goes": (document(went("A.", "1."), went("B.", "2.")), plain(), plain(("1.", "A."), ("2.", "B."))),
    "in a note": (
        replace(plain(("1.", "One[^b].")), tracked_notes={"b": CHANGED_NOTE}),
        plain(("1.", "One[^b].")),
        replace(plain(("1.", "One[^b].")), notes={"b": Block("note", "Document 13.", "b")}),
    ),
}


@pytest.mark.parametrize(("made", "accepted", "rejected"), RESULTS.values(), ids=RESULTS)
def test_libreoffice_accepts_and_rejects_every_change(office: Office, made, accepted, rejected):
    data = write(made, "odt")
    for found, wanted in ((office.accepted(data, "odt"), accepted), (office.rejected(data, "odt"), rejected)):
        assert lines(found) == lines(write(wanted, "odt"))
        if wanted.blocks:
            assert reading.read(found, "draft.odt").blocks == reading.read(write(wanted, "odt"), "draft.odt").blocks


@pytest.mark.parametrize(("made", "accepted", "rejected"), RESULTS.values(), ids=RESULTS)
def test_our_own_reader_accepts_and_rejects_every_change(made, accepted, rejected):
    data = write(made, "odt")
    for changes, wanted in (("accept", accepted), ("reject", rejected)):
        if wanted.blocks:
            assert reading.read(data, "draft.odt", changes).blocks == reading.read(write(wanted, "odt"), "x").blocks
        else:
            with pytest.raises(BadText, match="empty"):
                reading.read(data, "draft.odt", changes)


HANDS = st.sampled_from([ONE, OTHER])
CHANGED = st.tuples(
    st.sampled_from(["equal", "insert", "delete"]), HANDS, st.sampled_from(["word", "two words", "слово"])
)
PARAGRAPHS = st.tuples(st.sampled_from(["equal", "insert", "delete"]), HANDS, st.lists(CHANGED, min_size=1, max_size=4))


def tracked(number: int, change: str, by: str, pieces: list[tuple[str, str, str]]) -> PrintedBlock:
    """A paragraph with changes inside it, or one that comes or goes with all its words."""
    label = f"{number}."
    if change != "equal":
        return operative(" ".join(text for _, _, text in pieces), label, mark=Span("", change, by, AT))
    spans = (Span(f"{text} ", what, "" if what == "equal" else who, AT) for what, who, text in pieces)
    return operative("Beginning", label, tracked=(Span("Beginning "), *spans, Span("end.")))


def taken(block: PrintedBlock) -> str:
    """Its text with every change taken."""
    return "".join(it.text for it in block.tracked if it.change != "delete") or block.block.text


@given(st.lists(PARAGRAPHS, min_size=1, max_size=6))
def test_our_own_reader_reads_every_change_as_taken(paragraphs):
    blocks = [tracked(number, *it) for number, it in enumerate(paragraphs, 1)]
    found = reading.read(write(document(operative("Before.", "0."), *blocks), "odt"), "draft.odt").blocks
    wanted = [("0.", "Before.")] + [(it.block.label, taken(it)) for it in blocks if it.mark.change != "delete"]
    assert [(it.label, it.text) for it in found] == wanted


def test_reasons_and_positions_are_comments_of_their_delegation():
    content = part(document(operative("One.", remarks=(Remark(ONE, "KAZ", "Stronger words.\nPlease.", AT),))))
    [comment] = content.iter(name("office:annotation"))
    assert texts(comment, "dc:creator", "dc:date", "meta:creator-initials") == [ONE, AT, "KAZ"]
    assert texts(comment, "text:p") == ["Stronger words.", "Please."]
    undated = part(document(operative("One.", remarks=(Remark(ONE, "", "Why?"),))))
    assert texts(next(undated.iter(name("office:annotation"))), "dc:date") == []


def test_texts_from_right_to_left_say_so():
    styles = part(document(Block("title", "مشروع"), language="ar"), "styles.xml")
    modes = {it.get(name("style:writing-mode")) for it in styles.iter() if it.get(name("style:writing-mode"))}
    assert modes == {"rl-tb"}
    [standard] = [it for it in styles.iter(name("style:style")) if it.get(name("style:name")) == "Standard"]
    assert standard[0].get(name("fo:text-align")) == "right"


REPORT = replace(
    document(
        Block("title", "Report"),
        PrintedBlock(Block("heading", "Opening[^a]", level=1), new_page=True),
        Block("heading", "Details", "1.", 2),
        Block("heading", "Trifles", "", 3),
        PrintedBlock(Block("heading", "Annex I", level=1), new_page=True),
    ),
    contents="Contents",
)


def test_a_report_has_a_cover_and_contents_that_lead_to_its_headings():
    content = part(REPORT)
    links = list(content.iter(name("text:a")))
    assert texts(content, "text:a") == ["Opening\t3", "1. Details\t3", "Annex I\t4"]
    assert {it.get(name("xlink:href"))[1:] for it in links} == {
        it.get(name("text:name")) for it in content.iter(name("text:bookmark"))
    }
    masters = [it.get(name("style:master-page-name")) for it in content.iter(name("style:style"))]
    assert [it for it in masters if it] == ["Cover", "Standard"]
    levels = [it.get(name("text:outline-level")) for it in content.iter(name("text:h"))]
    assert levels == ["1", "2", "3", "1"]


def test_contents_on_the_first_page_stand_before_the_text():
    made = replace(REPORT, blocks=REPORT.blocks[1:])
    assert texts(part(made), "text:p")[0] == "Contents"


def test_a_cover_without_a_heading_has_contents_without_lines():
    made = replace(document(Block("text", "Words.")), contents="Contents")
    assert texts(part(made), "text:p") == ["Contents", "Words."]


@pytest.mark.parametrize("name", ["communique", "conclusions"])
def test_what_libreoffice_saves_again_is_read_as_the_same_blocks(office: Office, name):
    blocks = reading.read((DEMO / f"{name}.md").read_bytes(), f"{name}.md").blocks
    notes = {it.label: it for it in blocks if it.kind == "note"}
    made = replace(document(*(it for it in blocks if it.kind != "note")), notes=notes)
    data = write(made, "odt")
    assert (
        reading.read(office.resaved(data, "odt", "odt"), "draft.odt").blocks == reading.read(data, "draft.odt").blocks
    )
