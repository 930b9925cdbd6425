"""What each paragraph is taken for, in English and in Russian."""

import pytest

from drafting.documents.reading import read
from drafting.documents.reading_told import to_json
from drafting.documents.recognise.recognise_source import Paragraph
from drafting.documents.recognise.recognise_words import is_date, is_enacting, is_place, is_symbol, opens_recital
from drafting.documents.tree import KINDS


def shapes(text, name="draft.txt"):
    return [(block.kind, block.level, block.label) for block in read(text.encode(), name).blocks]


@pytest.mark.parametrize(
    "text",
    [
        "Decided:",
        "DECIDED:",
        "Have agreed as follows:",
        "The Ministers hereby declare that:",
        "Agree to:",
        "Решили:",
        "**Решили:**",
        "Р Е Ш И Л И :",
        "Договорились о следующем:",
        "Участники Конференции постановили:",
        "Настоящим заявляем:",
    ],
)
def test_enacting_words(text):
    assert is_enacting(Paragraph(text))


@pytest.mark.parametrize(
    "text",
    [
        "The objectives of the Process:",
        "Сфера полномочий Председателя включает следующее:",
        "It was decided to hold the next meeting in Almaty.",
        "Participants agreed.",
        "",
    ],
)
def test_what_is_no_enacting_word(text):
    assert not is_enacting(Paragraph(text))


@pytest.mark.parametrize(
    "text",
    [
        "5 June 2013, Almaty, Kazakhstan",
        "*5 июня 2013 года, Алматы, Казахстан*",
        "19-20 сентября 2016 года, г. Астана, Казахстан",
        "Almaty, 5 June 2013",
        "Алматы, Казахстан, 5 июня 2013 года",
        "June 5, 2013, New York",
    ],
)
def test_place_lines(text):
    assert is_place(text)
    assert not is_date(text)


@pytest.mark.parametrize("text", ["Date: 05/06/2013", "**Дата: 05/06/2013**", "5 June 2013", "15-16 марта 2011 года"])
def test_date_lines(text):
    assert is_date(text)
    assert not is_place(text)


@pytest.mark.parametrize("text", ["Ref: Process/03/01/2013", "**Исх. № 17/2**", "A/RES/68/4", "Symbol: X/1"])
def test_symbols(text):
    assert is_symbol(text)


@pytest.mark.parametrize("text", ["The States", "5 States met in June 2013", "and/or other measures", "19 сентября"])
def test_sentences_are_neither_dates_nor_places_nor_symbols(text):
    assert [is_symbol(text), is_date(text), is_place(text)] == [False, False, False]


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("*Recalling* the Declaration.", True),
        ("Deeply concerned about the situation;", True),
        ("**Option 1:** *Recognizing* the needs,", True),
        ("*[Taking* account of the needs],", True),
        ("Having considered the report, and", True),
        ("Вновь подтверждая приверженность;", True),
        ("*Руководствуясь* Уставом,", True),
        ("С удовлетворением отмечая успехи,", True),
        ("Первая Конференция прошла успешно.", False),
        ("During the meeting participants spoke.", False),
        ("The Parties to this Agreement,", False),
        ("", False),
    ],
)
def test_openings_of_recitals(text, opens):
    assert opens_recital(text) is opens


ENGLISH = """Ref: Process/03/01/2013
Date: 05/06/2013

MINISTERIAL CONFERENCE ON MIXED MIGRATION
5 June 2013, Arlen, Verdania
Communiqué

We, the representatives of the participating States, gathered in Arlen:

Recalling the Declaration;

Convinced of the need for dialogue,

Decided:

1. To develop the Process;
2. To endorse:
(a) the mechanism;
(i) with its aims;
(ii) with its rules;
(b) the plan.
3 bis. To meet again.

Arlen, 5 June 2013
"""


def test_a_communique_in_plain_text():
    assert shapes(ENGLISH) == [
        ("symbol", 0, ""),
        ("date", 0, ""),
        ("title", 0, ""),
        ("place", 0, ""),
        ("title", 0, ""),
        ("text", 0, ""),
        ("recital", 0, ""),
        ("recital", 0, ""),
        ("enacting", 0, ""),
        ("operative", 0, "1."),
        ("operative", 0, "2."),
        ("point", 1, "(a)"),
        ("point", 2, "(i)"),
        ("point", 2, "(ii)"),
        ("point", 1, "(b)"),
        ("operative", 0, "3 bis."),
        ("place", 0, ""),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PP1 Recalling.\n\nOP1 Decides.", [("recital", 0, "PP1"), ("operative", 0, "OP1")]),
        ("Summary\n\na) one;\n\nb) two.", [("title", 0, ""), ("point", 1, "a)"), ("point", 1, "b)")]),
        ("Rules\n\n1. one\n\n1) two\n\n2. three", [
            ("title", 0, ""), ("operative", 0, "1."), ("point", 1, "1)"), ("operative", 0, "2."),
        ]),
        ("Text\n\n- one\n\n- two", [("title", 0, ""), ("point", 1, "-"), ("point", 1, "-")]),
        ("Advice\n\ni. Do so at once, please.\n\nii. Do it.", [
            ("title", 0, ""), ("operative", 0, "i."), ("operative", 0, "ii."),
        ]),
        ("Rules\n\nI. Scope\n\n1. one.\n\nII. Aims\n\nA. General\n\n2. two.", [
            ("title", 0, ""), ("heading", 1, "I."), ("operative", 0, "1."), ("heading", 1, "II."),
            ("heading", 2, "A."), ("operative", 0, "2."),
        ]),
        ("Treaty\n\nArticle 1\n\nThe text.\n\nANNEX TWO\n\nMore.", [
            ("title", 0, ""), ("heading", 1, ""), ("text", 0, ""), ("heading", 1, ""), ("text", 0, ""),
        ]),
        ("(i) *Recalling* it;\n\n1. **Act**", [("recital", 0, "(i)"), ("operative", 0, "1.")]),
        ("1. one\n\n**Option 2**\n\ntext.", [("operative", 0, "1."), ("text", 0, ""), ("text", 0, "")]),
        ("# A\n\n## B\n\n#### C\n\n##### D\n\ntext", [
            ("title", 0, ""), ("heading", 1, ""), ("heading", 3, ""), ("heading", 4, ""), ("text", 0, ""),
        ]),
        ("One sentence that ends.", [("text", 0, "")]),
    ],
)  # fmt: skip
def test_shapes(text, expected):
    assert shapes(text, "draft.md") == expected


def test_labels_are_told_from_the_markup_round_them():
    found = read(b"*(i)* *Recalling* it;\n\n**1.** Text\n\n**2. Head** text", "draft.md")
    assert [(b.label, b.text) for b in found.blocks] == [
        ("(i)", "*Recalling* it;"),
        ("1.", "Text"),
        ("2.", "**Head** text"),
    ]


def test_plain_data_names_kind_label_level_text_notes_warnings_and_check():
    shown = to_json(read(b"1. A[^n]\n\n3. B [x\n\n[^n]: C", "draft.md"))
    assert shown["blocks"][0] == {"kind": "operative", "label": "1.", "level": 0, "text": "A[^n]"}
    assert shown["notes"] == [{"key": "n", "text": "C"}]
    assert {"code": "gap-in-numbering", "block": 1, "detail": "2. → 3."} in shown["warnings"]
    assert shown["check"] == {"read": 9, "stored": 9, "lost": ""}
    assert {block["kind"] for block in shown["blocks"]} <= set(KINDS)
    assert shown["brackets"] == {
        "by_class": {"note": 1, "dispute": 1},
        "by_depth": {"1": 2},
        "diagnostics": {"unclosed": 1},
    }
