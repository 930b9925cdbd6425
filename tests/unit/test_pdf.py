"""PDF files: archival, accessible, in every script that our fonts have, and with changes inside the text."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from drafting.documents.pdf import pdf_out
from drafting.documents.tree import Annex, Block, Printed, PrintedBlock, Remark, Span
from drafting.documents.writing import write
from tests.pdf_checks import fonts_of, kinds_of, standards_met

DAY = date(2026, 6, 5)
BOTH = {"PDF/A-2A", "PDF/UA-1"}
NOTES = {key: Block("note", text, key) for key, text in {"a": "Adopted by *consensus*.", "b": "Document 14."}.items()}
KAZAKHSTAN, TAJIKISTAN = "Kazakhstan", "Tajikistan"


def document(*blocks: PrintedBlock | Block, language="en", dated: date | None = DAY) -> Printed:
    shown = tuple(it if isinstance(it, PrintedBlock) else PrintedBlock(it) for it in blocks)
    header = ("Ref: Oravel/1", "Conference", "Draft, revision 14")
    return Printed("Communiqué", language, header, shown, NOTES, "Page {page} of {pages}", dated=dated)


def operative(text: str, label: str = "1.", **shown: object) -> PrintedBlock:
    return PrintedBlock(Block("operative", text, label), **shown)


TRACKED = replace(
    document(
        Block("heading", "Borders[^b]", "I.", 1),
        operative(
            "They [should] exchange information.",
            tracked=(
                Span("They "),
                Span("[should]", "delete", KAZAKHSTAN),
                Span("shall", "insert", KAZAKHSTAN),
                Span(" exchange "),
                Span("*good* ", "insert", TAJIKISTAN),
                Span("information"),
                Span(" on return", "insert", KAZAKHSTAN, move="1"),
                Span("."),
            ),
            remarks=(Remark(KAZAKHSTAN, "KAZ", "Stronger words are needed."),),
        ),
        operative("To leave[^a].", "2.", mark=Span("", "delete", TAJIKISTAN)),
        operative("To stay.", "2 bis", mark=Span("", "insert", KAZAKHSTAN)),
    ),
    tracked_notes={
        "b": PrintedBlock(
            NOTES["b"], tracked=(Span("Document "), Span("13", "delete", TAJIKISTAN), Span("14", "insert", TAJIKISTAN))
        )
    },
    line_numbers=True,
)
PROPOSED = document(
    operative("To act[^a].", annexes=(Annex(KAZAKHSTAN, "proposal 1", (Span("To "), Span("act", "delete")), "Why."),))
)
ARABIC = document(
    Block("title", "مشروع بيان"),
    Block("heading", "التعاون على الحدود", "أولا", 1),
    operative(
        "أن تتبادل الدول المشاركة [ينبغي] المعلومات[^a] (UNHCR) بنسبة 5%.", remarks=(Remark("قرغيزستان", "", "نعم"),)
    ),
    Block("point", "في **التدريب**؛", "(أ)", 1),
    language="ar",
)


def said(data: bytes) -> str:
    """The words of all pages on one line; a hyphen at a line's end joins what it parted."""
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    return " ".join(text.replace("\u00ad\n", "").split())


DOCUMENTS = {"tracked": TRACKED, "proposed": PROPOSED, "Arabic": ARABIC}


@pytest.mark.parametrize("made", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_dated_text_is_archival_and_accessible(made):
    assert standards_met(write(made, "pdf")) == BOTH


@pytest.mark.parametrize("made", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_validator_finds_nothing_against_either_standard(made):
    page = pytest.importorskip("page", reason="the validator of PDF files is not installed")
    data = write(made, "pdf")
    for profile in ("2a", "ua1"):
        assert [it.message for it in page.validate_pdf_bytes(data, profile=profile).failures] == []
    undated = write(replace(made, dated=None), "pdf")
    assert page.is_pdf_compliant_bytes(undated, profile="ua1")
    assert not page.is_pdf_compliant_bytes(undated, profile="2a")


def test_a_text_without_a_date_is_accessible_and_bears_none():
    data = write(replace(TRACKED, dated=None), "pdf")
    assert standards_met(data) == {"PDF/UA-1"}
    assert "/CreationDate" not in PdfReader(BytesIO(data)).metadata


def test_the_date_of_a_file_is_the_texts():
    assert PdfReader(BytesIO(write(TRACKED, "pdf"))).metadata["/CreationDate"].startswith("D:20260605")


@pytest.mark.parametrize("made", DOCUMENTS.values(), ids=DOCUMENTS)
def test_every_font_is_in_the_file_and_says_its_signs(made):
    found = fonts_of(PdfReader(BytesIO(write(made, "pdf"))))
    assert found
    assert all(embedded and speaks for embedded, speaks in found.values()), found


LETTERS = {
    "kk": "әіңғүұқөһ ӘІҢҒҮҰҚӨҺ",
    "ky": "ңөү ҢӨҮ",
    "tg": "ғӣқӯҳҷ ҒӢҚӮҲҶ",
    "ru": "ёй №«» — ЁЙ",
    "az": "əğıöşüç ƏĞIİÖŞÜÇ",
    "uz": "oʻzbekcha ў қ ғ ҳ",
    "tk": "ňýžäöüş",
}


@pytest.mark.parametrize(("language", "letters"), LETTERS.items(), ids=LETTERS)
def test_the_letters_of_the_region_stand_in_our_fonts(language, letters):
    data = write(document(operative(letters), language=language), "pdf")
    assert standards_met(data) == BOTH
    assert letters in said(data)


@pytest.mark.parametrize(
    ("language", "words"), {"ar": "الدول المشاركة", "fa": "کشورهای شرکت‌کننده", "ur": "ٹی پڑھ", "he": "מדינות"}.items()
)
def test_texts_from_right_to_left_begin_at_the_right_in_fonts_of_ours(language, words):
    data = write(document(operative(words), language=language), "pdf")
    assert standards_met(data) == BOTH
    [page] = PdfReader(BytesIO(data)).pages
    places = {}
    page.extract_text(
        visitor_text=lambda text, cm, _tm, _font, _size: places.setdefault(text.strip().strip("."), cm[4])
    )
    assert places["1"] > float(page.mediabox.width) / 2, places


@pytest.mark.skipif(not pdf_out.FONTS.is_dir(), reason="the build has not brought the fonts")
def test_arabic_is_set_in_amiri():
    assert any("Amiri" in font for font in fonts_of(PdfReader(BytesIO(write(ARABIC, "pdf")))))


def test_arabic_words_are_read_in_their_order():
    text = said(write(ARABIC, "pdf"))
    places = [text.index(words) for words in ("مشروع", "التعاون", "المعلومات", "UNHCR", "قرغيزستان", "التدريب")]
    assert places == sorted(places)


SPELT_OUT = {
    "no font": ("a 🏛 b", "a ⟨U+1F3DB⟩ b"),
    "several in a row": ("汉字 x", "⟨U+6C49 U+5B57⟩ x"),
    "private": ("bullet \ue000 here", "bullet ⟨U+E000⟩ here"),
    "control": ("a\x07b", "a⟨U+0007⟩b"),
    "one behind the other": ("\ue000🏛\ufeff", "⟨U+E000 U+1F3DB U+FEFF⟩"),
    "combined with a letter": ("key e\u20e3 and e", "key e⟨U+20E3⟩ and e"),
}


@pytest.mark.parametrize(("text", "shown"), SPELT_OUT.values(), ids=SPELT_OUT)
def test_a_sign_that_cannot_be_printed_is_told_by_its_number(text, shown):
    data = write(document(operative(text)), "pdf")
    assert shown in said(data)
    assert standards_met(data) == BOTH


def test_what_no_standard_allows_is_printed_all_the_same():
    data = write(replace(document(operative("Words.")), title=""), "pdf")
    assert "Words." in said(data)
    assert standards_met(data) == set()


def test_a_document_that_only_signs_without_fonts_keep_from_the_standards_stays_within_them():
    many = "".join(chr(sign) for sign in range(0x13000, 0x13040))
    assert standards_met(write(document(operative(many)), "pdf")) == BOTH


def test_a_long_document_is_laid_out_in_a_process_of_its_own_to_the_same_bytes(monkeypatch):
    here = write(TRACKED, "pdf")
    laid_out: list[object] = []
    run = pdf_out.apart.run
    monkeypatch.setattr(pdf_out, "LONG", 100)
    monkeypatch.setattr(pdf_out.apart, "run", lambda *asked, **how: laid_out.append(asked[0]) or run(*asked, **how))
    assert write(TRACKED, "pdf") == here
    assert laid_out == [pdf_out.laid_out]


def test_a_long_document_keeps_the_number_of_a_sign_that_no_font_has(monkeypatch):
    monkeypatch.setattr(pdf_out, "LONG", 100)
    made = write(document(operative("To meet 会.")), "pdf")
    assert "⟨U+4F1A⟩" in PdfReader(BytesIO(made)).pages[0].extract_text()
    assert standards_met(made) == BOTH


def test_changes_inside_the_text_are_followed_by_the_name_of_their_delegation():
    text = said(write(TRACKED, "pdf"))
    assert "They [should]shall Kazakhstan exchange good Tajikistan information on return Kazakhstan" in text
    assert "13 14 Tajikistan" in text.replace("1314", "13 14")


def test_whole_paragraphs_that_come_or_go_say_so_at_their_end():
    text = said(write(TRACKED, "pdf"))
    assert "To stay.¶ Kazakhstan" in text
    assert text.index("To leave") < text.index("¶ Tajikistan") < text.index("To stay.")


def test_remarks_stand_under_their_paragraph():
    text = said(write(TRACKED, "pdf"))
    assert text.index("return") < text.index("Kazakhstan: Stronger words are needed.") < text.index("To leave")


def test_nobody_is_named_twice_in_a_proposal_under_its_paragraph():
    assert said(write(PROPOSED, "pdf")).count(KAZAKHSTAN) == 1


@pytest.mark.parametrize("legend", [(), (Span("How changes are shown."),)])
def test_lines_are_numbered_on_each_page_but_not_in_the_legend_proposals_remarks_and_notes(legend):
    texts = [operative("Words.", f"{number}.") for number in range(1, 41)]
    last = operative("Last[^a].", "41.", remarks=(Remark("Me", "", "Why?"),))
    made = replace(document(*texts, last), line_numbers=True, header=(), legend=legend)
    pages = [page.extract_text().split() for page in PdfReader(BytesIO(write(made, "pdf"))).pages]
    # All numbers but those of the foot of the page.
    numbers = [{int(word) for word in page[: page.index("Page")] if word.isdecimal()} for page in pages]
    lines = [sum(word.startswith(("Words", "Last")) for word in page) for page in pages]
    assert numbers == [set(range(1, count + 1)) for count in lines]
    assert sum(lines) == 41
    unnumbered = [
        page.extract_text().split()
        for page in PdfReader(BytesIO(write(replace(made, line_numbers=False), "pdf"))).pages
    ]
    assert "17" not in unnumbered[0]


def test_the_levels_of_headings_go_down_by_single_steps():
    headings = [Block("heading", f"Level {level}", level=level) for level in (2, 4, 1, 3, 4)]
    reader = PdfReader(BytesIO(write(document(*headings), "pdf")))
    assert [kind for kind in kinds_of(reader) if kind.startswith("/H")] == ["/H1", "/H2", "/H1", "/H2", "/H3"]


def test_bookmarks_are_the_headings_with_their_labels_and_without_their_notes():
    made = document(Block("heading", "Borders[^b]", "I.", 1), Block("heading", "At sea", "", 2), operative("To act."))
    first, [second] = PdfReader(BytesIO(write(made, "pdf"))).outline
    assert (first.title, second.title) == ("I. Borders", "At sea")


@pytest.mark.parametrize(
    ("others", "is_broken"),
    [((), False), (("Adopted 5 June 2026, 17:00",), False), (("It leaves no room for words beside it. " * 3,), True)],
)
def test_what_stands_at_the_head_of_a_page_breaks_only_where_there_is_no_room(others, is_broken):
    first = "Fifth Ministerial Conference of the Velmar Process"
    made = replace(document(operative("To act.")), header=(first, *others))
    [page] = PdfReader(BytesIO(write(made, "pdf"))).pages
    assert (first not in page.extract_text()) == is_broken


def test_a_shared_note_is_printed_once_and_linked_from_every_mark():
    reader = PdfReader(BytesIO(write(document(operative("One[^a], two[^a], three[^b].")), "pdf")))
    kinds = list(kinds_of(reader))
    assert kinds.count("/Note") == 2
    # A link from each mark, and one back from each note.
    assert kinds.count("/Link") == 5
    assert "\n".join(page.extract_text() for page in reader.pages).count("Adopted by") == 1
