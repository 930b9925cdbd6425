"""What the writers make, opened as their readers open it."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pypdf import PdfReader

from drafting.documents import reading
from drafting.documents.tree import Annex, Block, Printed, PrintedBlock, Span
from drafting.documents.writing import MEDIA_TYPES, write
from drafting.domain import inline

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "drafting" / "demo"
SAMPLES = ROOT.parent / "shared" / "samples"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTE = Block("note", "Принято *единогласно* в 2021 году.", "a")
BLOCKS = (
    Block("symbol", "Ref: Process/01/01/2026"),
    Block("title", "Коммюнике"),
    Block("place", "5 июня 2026 года, Оравель"),
    Block("heading", "Cooperation", "1.", 1),
    Block("heading", "At sea", "", 3),
    Block("recital", "*Recalling* the Declaration[^a];", "(i)"),
    Block("enacting", "Решили:"),
    Block("operative", "To act [soon] as agreed[^a], with Kazakh letters әіңғүұқөһ;", "1."),
    Block("point", "on **training**\nand study;", "а)", 1),
    Block("point", "деталь;", "-", 2),
    Block("text", "Words without a number, 5\u00a0% and a tab\there."),
)


def document(*blocks: PrintedBlock, notes=(NOTE,), language="ru") -> Printed:
    return Printed(
        title="Коммюнике",
        language=language,
        header=("Ref: Process/01/01/2026", "Conference", "Draft, revision 14, 5 June 16:40 Almaty"),
        blocks=blocks or tuple(PrintedBlock(block) for block in BLOCKS),
        notes={note.label: note for note in notes},
        page_words="Page {page} of {pages}",
    )


PROPOSED = replace(
    document(
        PrintedBlock(
            BLOCKS[5],
            (
                Annex(
                    "Arvendal",
                    "replace “Declaration” with “Statement”",
                    (Span("*Recalling* the "), Span("Declaration", "delete"), Span("Statement", "insert"), Span(";")),
                    "Reason: it was none.",
                ),
            ),
            "bracketed",
        ),
        PrintedBlock(BLOCKS[7], state="deleted", struck=True),
    ),
    legend=(Span("Words "), Span("like these", "insert"), Span(" are added.")),
)


def parts(data: bytes) -> dict[str, etree._Element]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def words_of(element: etree._Element) -> str:
    shown = {f"{W}t": None, f"{W}tab": "\t", f"{W}br": "\n"}
    return "".join(it.text or "" if shown[it.tag] is None else shown[it.tag] for it in element.iter(*shown))


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]


@pytest.mark.parametrize("form", MEDIA_TYPES)
@pytest.mark.parametrize("made", [document(), PROPOSED], ids=["clean", "proposals"])
def test_equal_documents_give_equal_bytes(form, made):
    assert write(made, form) == write(made, form)


def test_word_holds_every_paragraph_with_its_label():
    body = parts(write(document(), "docx"))["word/document.xml"]
    said = [words_of(paragraph) for paragraph in body.iter(f"{W}p")]
    assert said[0] == "Ref: Process/01/01/2026"
    assert said[3] == "1.\tCooperation"
    assert "а)\ton training\nand study;" in said
    assert "1.\tTo act [soon] as agreed1, with Kazakh letters әіңғүұқөһ;" in said
    assert said[-1] == "Words without a number, 5\u00a0% and a tab\there."


def test_word_has_one_real_footnote_for_a_note_marked_twice():
    found = parts(write(document(), "docx"))
    body, footnotes = found["word/document.xml"], found["word/footnotes.xml"]
    references = [it.get(f"{W}id") for it in body.iter(f"{W}footnoteReference")]
    assert references == ["1"]
    texts = {it.get(f"{W}id"): words_of(it) for it in footnotes.iter(f"{W}footnote")}
    assert "Принято единогласно в 2021 году." in texts["1"]
    codes = [it.text for it in body.iter(f"{W}instrText")]
    assert [code.split()[:2] for code in codes] == [["NOTEREF", "_RefNote1"]]
    assert [it.get(f"{W}name") for it in body.iter(f"{W}bookmarkStart")] == ["_RefNote1"]


def test_a_word_file_of_ours_is_read_back_with_every_mark_of_a_shared_note():
    found = reading.read(write(document(), "docx"), "draft.docx")
    marks = [mark for block in found.blocks for mark in inline.marks(block.text)]
    assert marks == ["1", "1"]


def test_word_says_page_of_pages_in_fields_and_the_status_in_the_header():
    found = parts(write(document(), "docx"))
    assert [it.text.strip() for it in found["word/footer1.xml"].iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]
    assert "Draft, revision 14, 5 June 16:40 Almaty" in words_of(found["word/header1.xml"])
    languages = {it.get(f"{W}val") for it in found["word/styles.xml"].iter(f"{W}lang")}
    assert languages == {"ru-RU"}


def test_the_words_of_a_word_header_begin_and_end_with_its_rule():
    header = parts(write(document(), "docx"))["word/header1.xml"]
    margins = [
        (etree.QName(it).localname, it.get(f"{W}w")) for it in header.iterfind(f"{W}tbl/{W}tblPr/{W}tblCellMar/*")
    ]
    assert margins == [("left", "0"), ("right", "0")]


@pytest.mark.parametrize(("reason", "last"), [("Reason: none.", "ProposalReason"), ("", "ProposalLast")])
def test_the_last_words_of_a_proposal_keep_their_distance(reason, last):
    proposed = replace(PROPOSED.blocks[0].annexes[0], reason=reason)
    made = replace(PROPOSED, blocks=(replace(PROPOSED.blocks[0], annexes=(proposed,)), *PROPOSED.blocks[1:]))
    found = parts(write(made, "docx"))
    used = [it.get(f"{W}val") for it in found["word/document.xml"].iter(f"{W}pStyle")]
    assert [it for it in used if it.startswith("Proposal")][-1] == last
    above = {it.get(f"{W}styleId"): it.find(f"{W}basedOn") for it in found["word/styles.xml"].iter(f"{W}style")}
    assert last == "ProposalLast" or above[last].get(f"{W}val") == "ProposalLast"


def test_every_style_that_the_text_names_is_there():
    found = parts(write(PROPOSED, "docx"))
    known = {it.get(f"{W}styleId") for it in found["word/styles.xml"].iter(f"{W}style")}
    used = {
        it.get(f"{W}val")
        for name in ("word/document.xml", "word/footnotes.xml", "word/header1.xml", "word/footer1.xml")
        for it in found[name].iter(f"{W}pStyle", f"{W}rStyle")
    }
    assert used <= known


def test_word_shows_a_proposal_with_its_changes():
    body = parts(write(PROPOSED, "docx"))["word/document.xml"]
    styled = {}
    for run in body.iter(f"{W}r"):
        style = run.find(f"{W}rPr/{W}rStyle")
        if style is not None:
            styled.setdefault(style.get(f"{W}val"), []).append(words_of(run))
    assert styled["Insertion"] == ["like these", "Statement"]
    assert styled["Deletion"][0] == "Declaration"
    said = words_of(body)
    assert "Arvendal" in said
    assert "Reason: it was none." in said
    assert "(bracketed)" in said


def test_pdf_reads_in_order_with_its_note_once():
    found = pages(write(document(), "pdf"))
    text = "\n".join(found)
    order = ["Коммюнике", "5 июня 2026 года", "Cooperation", "Recalling", "Решили", "To act", "on training", "деталь"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert text.count("единогласно") == 1
    assert "Page 1 of 1" in text
    assert "revision 14" in text
    assert "әіңғүұқөһ" in text


def test_pdf_is_tagged_and_names_its_language():
    reader = PdfReader(BytesIO(write(document(), "pdf")))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("ru")
    assert reader.metadata.title == "Коммюнике"


def test_a_text_is_never_read_as_the_language_of_the_page():
    hostile = "#set page(fill: red) $x$ @label `raw` = heading \\ // comment /* [*]"
    made = document(PrintedBlock(Block("text", hostile.replace("*", "\\*").replace("\\ /", "\\\\ /"))), notes=())
    text = " ".join(" ".join(pages(write(made, "pdf"))).split())
    assert "#set page(fill: red) $x$ @label `raw` = heading" in text


def test_a_sign_that_no_font_has_does_not_stop_the_pdf():
    made = document(PrintedBlock(Block("text", "Before \U0001f3db after")), notes=())
    assert "Before" in pages(write(made, "pdf"))[0]


def test_a_sign_that_word_cannot_hold_is_replaced():
    made = document(PrintedBlock(Block("text", "a\x0bb")), notes=())
    assert "a\ufffdb" in words_of(parts(write(made, "docx"))["word/document.xml"])


def test_a_mark_without_its_note_stays_as_it_is_written():
    made = document(PrintedBlock(Block("text", "See[^lost].")), notes=())
    assert "See[^lost]." in words_of(parts(write(made, "docx"))["word/document.xml"])
    assert "See[^lost]." in write(made, "txt").decode()


def test_plain_text_indents_and_numbers_its_notes():
    said = write(document(), "txt").decode()
    assert said.startswith("Ref: Process/01/01/2026\nConference\n")
    assert "\n    а) on training\n    and study;\n" in said
    assert "as agreed¹" in said
    assert said.rstrip().endswith("¹ Принято единогласно в 2021 году.")


def test_plain_text_shows_changes():
    said = write(PROPOSED, "txt").decode()
    assert "the [-Declaration-]{+Statement+};" in said
    assert "[-To act [soon]" in said
    assert "Words {+like these+} are added." in said


def test_markdown_shows_changes():
    said = write(PROPOSED, "md").decode()
    assert said.startswith("> Ref: Process/01/01/2026 · Conference · Draft, revision 14, 5 June 16:40 Almaty\n\n")
    assert "> *Recalling* the {--Declaration--}{++Statement++};" in said
    assert "> **Arvendal** — replace “Declaration” with “Statement”" in said
    assert "{--To act [soon]" in said


def clean(data: bytes, name: str) -> tuple[tuple[Block, ...], Printed]:
    blocks = reading.read(data, name).blocks
    notes = tuple(block for block in blocks if block.kind == "note")
    return blocks, document(*(PrintedBlock(block) for block in blocks if block.kind != "note"), notes=notes)


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.md")), ids=lambda path: path.stem)
def test_a_clean_markdown_file_is_read_back_as_the_same_blocks(path):
    blocks, made = clean(path.read_bytes(), path.name)
    assert reading.read(write(made, "md"), "again.md").blocks[1:] == blocks


@pytest.mark.parametrize("name", ["communique-2013-ru", "chair-conclusions-2016-ru", "mechanism-2013-ru"])
def test_real_documents_survive_markdown_too(name):
    path = SAMPLES / f"{name}.md"
    if not path.exists():
        pytest.skip("the real documents stand beside the project only where it is developed")
    blocks, made = clean(path.read_bytes(), path.name)
    assert reading.read(write(made, "md"), "again.md").blocks[1:] == blocks


SIGNS = st.sampled_from(
    ["word", "слово", " ", "*", "**", "\\", "[", "]", "[^a]", "#", "\n", "5", "—", "🏛", "\x00", "<"]
)


@given(st.lists(st.lists(SIGNS, max_size=12).map("".join), min_size=1, max_size=4))
def test_any_text_can_be_written_in_word_markdown_and_plain_text(texts):
    made = document(*(PrintedBlock(Block("operative", text, "1.")) for text in texts))
    for form in ("docx", "md", "txt"):
        data = write(made, form)
        assert data
        if form == "docx":
            parts(data)


REPORT = replace(
    document(
        PrintedBlock(Block("title", "Доклад")),
        PrintedBlock(Block("place", "5 июня 2026 года")),
        PrintedBlock(Block("heading", "Введение[^a]", level=1), new_page=True),
        PrintedBlock(Block("operative", "Состоялось.", "1.")),
        PrintedBlock(Block("heading", "Подробности", "1.", 2)),
        PrintedBlock(Block("heading", "Мелочи", level=3)),
        PrintedBlock(Block("heading", "Приложение I. Повестка", level=1), new_page=True),
        PrintedBlock(Block("text", "Пункт.")),
    ),
    contents="Содержание",
)


def test_a_report_has_a_cover_contents_with_pages_and_annexes_on_pages_of_their_own_in_pdf():
    found = pages(write(REPORT, "pdf"))
    assert len(found) == 4
    assert "Доклад" in found[0]
    assert "Page" not in found[0]
    assert "Содержание" in found[1]
    lines = [line for line in found[1].splitlines() if "..." in line or ". ." in line]
    assert [(line.split()[0], line.split()[-1]) for line in lines] == [
        ("Введение", "3"),
        ("1.", "3"),
        ("Приложение", "4"),
    ]
    assert "Повестка" in found[3]
    assert ["единогласно" in page for page in found] == [False, False, True, False]


def test_the_contents_of_a_word_file_are_a_field_that_word_counts_anew():
    found = parts(write(REPORT, "docx"))
    body, settings = found["word/document.xml"], found["word/settings.xml"]
    assert settings.find(f"{W}updateFields").get(f"{W}val") == "true"
    assert [it.tag for it in settings].index(f"{W}updateFields") < [it.tag for it in settings].index(f"{W}footnotePr")
    assert [it.text.strip() for it in body.iter(f"{W}instrText")] == ['TOC \\o "1-2" \\h \\z \\u']
    links = [(it.get(f"{W}anchor"), words_of(it)) for it in body.iter(f"{W}hyperlink")]
    assert [said for _, said in links] == ["Введение\t3", "1. Подробности\t3", "Приложение I. Повестка\t4"]
    bookmarks = {it.get(f"{W}name") for it in body.iter(f"{W}bookmarkStart")}
    assert {anchor for anchor, _ in links} <= bookmarks
    kinds = [it.get(f"{W}fldCharType") for it in body.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]
    broken = [words_of(it) for it in body.iter(f"{W}p") if it.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert broken == ["Содержание", "Введение", "Приложение I. Повестка"]
    assert body.find(f"{W}body/{W}sectPr/{W}titlePg") is not None


def test_other_software_opens_a_report_and_finds_its_headings():
    found = docx.Document(BytesIO(write(REPORT, "docx")))
    headings = [(it.style.name, it.text) for it in found.paragraphs if it.style.name.startswith("Heading")]
    assert headings == [
        ("Heading 1", "Введение"),
        ("Heading 2", "1.\tПодробности"),
        ("Heading 3", "Мелочи"),
        ("Heading 1", "Приложение I. Повестка"),
    ]


def test_a_text_without_contents_asks_word_for_nothing():
    found = parts(write(document(), "docx"))
    assert found["word/settings.xml"].find(f"{W}updateFields") is None
    assert not list(found["word/document.xml"].iter(f"{W}hyperlink"))


def test_contents_without_a_heading_are_a_title_alone():
    empty = replace(document(PrintedBlock(Block("text", "Слова."))), contents="Содержание")
    assert "Слова." in words_of(parts(write(empty, "docx"))["word/document.xml"])
    assert "Слова." in "".join(pages(write(empty, "pdf")))
