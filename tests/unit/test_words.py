import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import words
from drafting.domain.words import pieces, tokens

SENTENCES = [
    "States should protect refugees' rights (see paragraph 5), 10.5% of 1,000.",
    "Участники приветствовали спланированность[^23] и невозражение — до 31 августа 2013 г.",
    "Les États «réaffirment» l’importance de l'asile.",
    "¿Qué decidió la Conferencia? ¡Nada!",
    "تعترف الدول المشاركة بأهمية ٪٥٠ من اللاجئين.",
    "与会国承认2013年的决定。",
    "Қатысушы мемлекеттер өз ұстанымын қайта растады.",
    "Oʻzbekiston so‘zi o'zgarmadi.",
]


def texts(text):
    return [token.text for token in tokens(text)]


def kinds(text):
    return [token.kind for token in tokens(text)]


@given(st.text())
def test_tokens_join_to_the_text(text):
    assert "".join(texts(text)) == text
    assert pieces(text) == texts(text)


def test_no_more_than_so_many_words_are_kept(monkeypatch):
    monkeypatch.setattr(words, "_MOST", 2)
    monkeypatch.setattr(words, "_CUTS", words._Cuts())
    assert "".join(pieces("one two three four")) == "one two three four"
    assert len(words._CUTS) <= 2


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_tokens_of_every_language_join_to_the_text(sentence, form):
    text = unicodedata.normalize(form, sentence)
    assert "".join(texts(text)) == text


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_decomposed_text_falls_into_the_same_units(sentence):
    composed = [unicodedata.normalize("NFD", unit) for unit in texts(sentence)]
    assert texts(unicodedata.normalize("NFD", sentence)) == composed


@pytest.mark.parametrize(
    "word",
    [
        "U.S.A",
        "و.م.أ",
        "й",
        "ещё",
        unicodedata.normalize("NFD", "Российской"),
        "Oʻzbekiston",
        "می\u200cخواهم",
        "MX14",
        "m²",
    ],
)
def test_a_word_is_one_token(word):
    assert texts(word) == [word]
    assert kinds(word) == ["word"]


@pytest.mark.parametrize(
    "number",
    [
        "5",
        "10,5",
        "1,000.50",
        "10\u00a0000",
        "10\u202f000,5",
        "10 000",
        "1 250 000,50",
        "10’000",
        "50%",
        "16.7.2019",
        "05/06/2013",
        "2013-06-05",
        "18:00",
        "2bis",
        "1st",
        "٥٠٪",
        "١٢٫٥٪",
        "١٬٠٠٠",
        "١٠/٥/٢٠١٣",
        "۵۰٪",
        "２０１３",
        "５％",
        "5‰",
        "10\u2009000",
        "1'000'000",
        "1.000.000,50",
        "5.6.13",
        "05-06-2013",
        "2013/06/05",
        "2013-6-5",
        "18:00:30",
        "18.00",
        "18h30",
        "1990s",
        "2º",
        "1.ª",
        "3½",
    ],
)
def test_a_number_is_one_token(number):
    assert texts(number) == [number]
    assert kinds(number) == ["number"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("северо-запад", ["северо", "-", "запад"]),
        ("2019–2020", ["2019", "–", "2020"]),
        ("State's", ["State", "'", "s"]),
        ("А.Б. Иванов", ["А.Б.", " ", "Иванов"]),
        ("2013 г.", ["2013", " ", "г", "."]),
        ("т.е. U.S.", ["т.е.", " ", "U.S."]),
        ("5\u00a0июня", ["5", "\u00a0", "июня"]),
        ("co\u00adoperate", ["co", "\u00ad", "operate"]),
        ("[shall][may]", ["[", "shall", "]", "[", "may", "]"]),
        ("*Noting* that", ["*", "Noting", "*", " ", "that"]),
        ("**5.** bold", ["**", "5", ".", "**", " ", "bold"]),
        ("note[^12].", ["note", "[^12]", "."]),
        (r"\[sign\]", [r"\[", "sign", r"\]"]),
        ("a\\b", ["a", "\\", "b"]),
        ("2013年决定", ["2013", "年", "决", "定"]),
        ("a  b\n", ["a", "  ", "b", "\n"]),
        ("2013\u00a0100", ["2013", "\u00a0", "100"]),
        (" \u0301", [" ", "\u0301"]),
        (".\u0301", [".\u0301"]),
    ],
)
def test_units_are_what_a_reader_sees(text, expected):
    assert texts(text) == expected


# One bar between tokens; a space of its own is a token as well.
LANGUAGES = {
    "English": [
        "don|’|t| |States|’| |rights",
        "e.g.| |the| |U.S.A| |or| |U.N.",
        "non|-|refoulement|—|re|\u2011|entry|–|co|\u00ad|operate",
        "5| |June| |2013|,| |5|–|6| |June|,| |06/05/2013",
        "-|5| |°|C|,| |$|5| |and| |10| |%",
        "A|/|RES|/|74|/|544|,| |Art|.| |5|(|b|)",
        "in| |2013| |100| |States",
    ],
    "Russian": [
        "А.Б.|Иванов|,| |А|.| |Б|.| |Иванов|,| |в| |2013| |г|.",
        "т.е.| |и| |т.д.| |и| |т|.| |е|.| |и| |т.п.",
        "ст|.| |5|,| |пп|.| |3| |и| |4|,| |п|.|5|,| |гг|.",
        "5|-|летний|,| |2|-|го|,| |12|-|бис|,| |1990|-|х",
        "ёмкий| |йод| |е\u0308мкий| |и\u0306од| |за\u0301мок",
        "«|Большая|\u00a0|„|семёрка|“|»",
        "и|/|или|,| |№|\u00a0|5|,| |10|\u00a0|%",
        "1\u00a0000\u00a0000|\u00a0|беженцев",
    ],
    "French": [
        "l|’|État| |aujourd|'|hui| |qu|’|il",
        "«|\u00a0|réaffirment|\u00a0|»|\u202f|;",
        "1er| |et| |2e| |alinéas|,| |10\u202f000,5",
        "M|.| |J|.|-|P|.| |Œuvre",
    ],
    "Spanish": [
        "¿|Qué| |decidió|?| |¡|Nada|!",
        "1.ª| |y| |2º| |reunión|,| |3ª| |Comisión",
        "EE|.| |UU|.| |n|.|º| |5",
    ],
    "Arabic": [
        "الدُّوَلُ| |المـشاركـة|،| |واللاجئون|؛| |لماذا|؟",
        "١٢٫٥٪| |من| |١٬٠٠٠| |شخص",
        "و.م.أ| |لا|\u200f|ا",
    ],
    "Chinese": ["与|会|国|２０１３|年|６|月|承|认|“|决|定|”|，|5%|（|草|案|）|。", "【|应|】|［|可|］"],
    "Kazakh": ["Қазақстан| |Ұлттық| |әңгіме|:| |ҚР|-|ның| |2013| |ж|.| |т.б.", "Ы|.| |Алтынсарин|,| |1|-|бап"],
    "Uzbek": [
        "Oʻzbekiston| |gʻoya| |toʼgʼri| |sanʼat",
        "O‘zbekiston| |g‘oya| |so‘z",
        # The straight sign and the closing quotation mark are apostrophes in every language.
        "o|'|zbek| |o|’|zbek",
        "‘|o|’| |‘|g|‘",
    ],
}


@pytest.mark.parametrize("line", [line for lines in LANGUAGES.values() for line in lines])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_language_falls_into_the_units_of_its_readers(line, form):
    assert "|".join(texts(unicodedata.normalize(form, line.replace("|", "")))) == unicodedata.normalize(form, line)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (" ", "space"),
        ("[", "bracket"),
        ("】", "bracket"),
        ("—", "dash"),
        ("\u2011", "dash"),
        ("«", "quote"),
        ("’", "quote"),
        (";", "punctuation"),
        ("№", "punctuation"),
        ("**", "markup"),
        ("[^a]", "markup"),
        (r"\*", "markup"),
        ("\u00a0", "special"),
        ("\u00ad", "special"),
        ("\u200b", "special"),
        ("\ud800", "special"),
    ],
)
def test_every_sign_has_its_kind(text, kind):
    assert kinds(text) == [kind]
