"""The certificate of a no-objection procedure, opened as its reader opens it."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from drafting.documents.pdf.certificate_out import Certificate, Fact, MarkedState, Section, write_certificate
from tests.pdf_checks import standards_met

WORDING, ENTRY = "3f786850e387550fdab836ed7e6dc881" * 2, "0123456789abcdef" * 4


def states(count: int) -> tuple[MarkedState, ...]:
    objected = MarkedState("Исламская Республика Иран", "возразило, затем отозвало возражение", "пункты 3 и 5")
    return (objected, *(MarkedState(f"Государство {number}", "молчание") for number in range(1, count)))


CERTIFICATE = Certificate(
    language="ru",
    process="Оравельский процесс",
    symbol="Ref: Oravel Process/03/02/2026",
    title="Свидетельство № 3",
    about="Проект коммюнике, редакция 14",
    outcome="Текст принят.",
    facts=(
        Fact("Формулировка", WORDING, is_hash=True),
        Fact("Значение молчания", "согласие с текстом"),
        Fact("Истечение срока", "6 ноября 2026 года, 14:00 Алматы (UTC+5), 09:00 Лондон"),
    ),
    columns=("Государство", "Окончательная отметка"),
    states_heading="Государства",
    states=states(20),
    sections=(Section("Возражения", ("Пункт 3: #strong[слова] «закон» *и* $x$.", "Пункт 5: <label> @ref \\ //")),),
    closing="Подтверждаю этот исход.",
    signature=("Катарин Воссель", "Председатель, Арвендаль", "6 ноября 2026 года"),
    record=(Fact("Запись", "57"), Fact("SHA-256", ENTRY, is_hash=True)),
    page_words="Страница {page} из {pages}",
)


def pages(certificate: Certificate) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(write_certificate(certificate))).pages]


def test_every_word_is_printed_in_order_and_nothing_is_read_as_a_command():
    [page] = pages(CERTIFICATE)
    one_line = " ".join(page.split())
    words = ["Оравельский процесс", "Свидетельство № 3", "редакция 14", "Текст принят.", WORDING, "согласие с текстом"]
    words += ["14:00 Алматы (UTC+5)", "Исламская Республика Иран", "пункты 3 и 5", "Государство 10", "Государство 19"]
    words += [
        "#strong[слова] «закон» *и* $x$.",
        "<label> @ref \\ //",
        "Подтверждаю этот исход.",
        "Катарин Воссель",
        ENTRY,
        "Страница 1 из 1",
    ]
    assert [it for it in words if it not in one_line] == []
    assert sorted(words, key=one_line.index) == words


def test_the_same_words_give_the_same_bytes_with_no_date_but_their_own():
    first = write_certificate(CERTIFICATE)
    assert first == write_certificate(CERTIFICATE)
    assert "/CreationDate" not in (PdfReader(BytesIO(first)).metadata or {})
    dated = write_certificate(replace(CERTIFICATE, dated=date(2026, 11, 6)))
    assert PdfReader(BytesIO(dated)).metadata["/CreationDate"].startswith("D:20261106")


def test_a_dated_certificate_is_archival_and_accessible():
    assert standards_met(write_certificate(replace(CERTIFICATE, dated=date(2026, 11, 6)))) == {"PDF/A-2A", "PDF/UA-1"}


def test_it_is_tagged_and_names_its_language_and_title():
    reader = PdfReader(BytesIO(write_certificate(CERTIFICATE)))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.trailer["/Root"]["/Metadata"].get_data()
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"].startswith("ru")
    assert reader.metadata.title == CERTIFICATE.title


@pytest.mark.parametrize(("count", "length"), [(1, 1), (20, 1), (24, 1), (60, 2), (190, 5)])
def test_a_long_list_of_states_flows_on_and_repeats_its_head(count, length):
    found = pages(replace(CERTIFICATE, states=states(count)))
    assert len(found) == length
    text = " ".join(" ".join(found).split())
    assert [it.state for it in states(count) if f"{it.state} " not in text] == []
    heads = text.count("Окончательная отметка")
    assert heads == (2 if 4 <= count <= 24 else length)


def test_a_procedure_without_states_symbol_and_objections_is_certified_too():
    bare = replace(CERTIFICATE, symbol="", states=(), sections=(), closing="", signature=(), facts=(), record=())
    [page] = pages(bare)
    assert "Окончательная отметка" not in page
    assert "Текст принят." in page


def test_a_sign_that_no_font_has_does_not_stop_the_certificate():
    [page] = pages(replace(CERTIFICATE, about="Before \U00013000 after"))
    assert "Before ⟨U+13000⟩ after" in page


def test_curly_braces_of_a_page_line_are_words_unless_they_number():
    [page] = pages(replace(CERTIFICATE, page_words="{draft} {page}/{pages} }"))
    assert "{draft} 1/1 }" in page
