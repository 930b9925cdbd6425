"""The words and shapes by which a paragraph is known, in English and in Russian."""

import re
from dataclasses import replace

from drafting.documents.recognise.recognise_source import Paragraph
from drafting.domain import inline

_SHORT = 120


def words(text: str) -> str:
    """The words of a marked-up text on one line."""
    return " ".join(inline.plain(text).split())


def is_short(text: str) -> bool:
    """Short and without the sign that ends a sentence or opens a list."""
    said = words(text)
    return 0 < len(said) <= _SHORT and said[-1] not in ".,;:!?"


def is_bold(text: str) -> bool:
    pieces = [piece for piece in inline.pieces(text) if piece.text.strip()]
    return bool(pieces) and all(piece.bold for piece in pieces)


def without_wrapping(text: str) -> str:
    """The text without bold or italic that covers all of it."""
    pieces = inline.pieces(text)
    bold, italic = all(piece.bold for piece in pieces), all(piece.italic for piece in pieces)
    return inline.write(
        replace(piece, bold=piece.bold and not bold, italic=piece.italic and not italic) for piece in pieces
    )


_ENACTING_EN = (
    r"(?:(?:have|has|hereby|solemnly|unanimously|therefore|also)\s+)*"
    r"(?:decided?s?|agreed?s?|adopt(?:s|ed)?|declared?s?|resolved?s?|recommend(?:s|ed)?|concluded?s?|affirm(?:s|ed)?)"
    r"(?:\s+(?:as\s+follows|to|that|on|upon|the\s+following))*"
)
_ENACTING_RU = (
    r"(?:(?:настоящим|торжественно|единогласно|единодушно)\s+)*"
    r"(?:решил[аи]?|решает|постановил[аи]?|постановляет|договорились|согласились|заявляют|заявляем|заявили|"
    r"провозглашают|провозглашаем|рекомендуют|рекомендовали|приняли|принимают|утвердили|одобрили)"
    r"(?:\s+(?:о|об|следующее|следующем|нижеследующее|нижеследующем|решение))*"
)
_ENACTING = re.compile(rf"(?:\S+\s+){{0,8}}?(?:{_ENACTING_EN}|{_ENACTING_RU})\s*(?::|$)", re.IGNORECASE)
_FEW_WORDS = 12


def is_enacting(paragraph: Paragraph) -> bool:
    """ "Decided:", "Have agreed as follows:", «Решили:», also with its subject or in spaced letters."""
    if paragraph.label or paragraph.level or paragraph.heading:
        return False
    said = words(paragraph.text)
    if re.fullmatch(r"(?:\w )+\w ?:?", said):
        said = said.replace(" ", "")
    bare = len(said.split()) == 1 or said.endswith(":")
    return bare and len(said.split()) <= _FEW_WORDS and bool(_ENACTING.fullmatch(said))


_ADVERB = (
    r"(?:(?:also|further|again|deeply|gravely|strongly|fully|duly|once\s+again|with|having|"
    r"вновь|также|далее|глубоко|всецело|с|особо|настоятельно)\s+(?:\w+[оеи]м\s+)?)*"
)
_PARTICIPLE = re.compile(
    rf"(?:(?:option|вариант)\s*\w+\s*:\s*)?{_ADVERB}"
    r"(?:[a-z]{2,}ing|aware|convinced|concerned|alarmed|mindful|conscious|determined|guided|encouraged|disturbed|"
    r"\w{2,}(?:ая|яя|уя|ея|ясь|исходя|ходя|чи|ив|ав|ев|вши|вшись)|убежденные|убеждённые|обеспокоенные|"
    r"руководствуясь|преисполненные)\b",
    re.IGNORECASE,
)


def opens_recital(text: str) -> bool:
    """Two of three: opens with a participle, opens in italics, does not end as a sentence does."""
    said = words(text).lstrip("[]{}(")
    goes_on = said.rstrip("]").endswith((";", ",", ":", " and", " и"))
    first = next((piece for piece in inline.pieces(text) if re.search(r"\w", piece.text)), None)
    italic = first is not None and first.italic
    return (goes_on or italic) if _PARTICIPLE.match(said) else (goes_on and italic)


_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)"
)
_DAYS = r"\d{1,2}(?:\s*(?:[-–—]|and|to|и)\s*\d{1,2})?"
_DATE = (
    rf"(?:{_DAYS}\s+{_MONTH}(?:\s*[-–—]\s*\d{{1,2}}\s+{_MONTH})?,?\s+\d{{4}}|{_MONTH}\s+{_DAYS},?\s+\d{{4}}|"
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4})(?:\s*(?:года|г\.))?"
)
_NAME = r"(?:(?:г\.|г|город|city\s+of)\s*)?[A-ZА-ЯЁ][\w’'-]*(?:\s+(?:of\s+|the\s+|и\s+|and\s+)*[A-ZА-ЯЁ][\w’'-]*){0,5}"
_PLACES = rf"{_NAME}(?:\s*[,(]\s*{_NAME}\)?){{0,3}}"
_PLACE_LINE = re.compile(rf"(?i:{_DATE})\s*,?\s+{_PLACES}\.?|{_PLACES}\s*,\s*(?i:{_DATE})\.?")
_DATE_LINE = re.compile(rf"(?:(?:date|дата)\s*:\s*.{{1,60}}|{_DATE})", re.IGNORECASE)
_SYMBOL_LINE = re.compile(
    r"(?:ref|reference|symbol|document|doc|исх|ссылка|шифр|документ|док|индекс)\.?\s*(?:no\.?|№)?\s*[:№]\s*.{1,80}",
    re.IGNORECASE,
)
_BARE_SYMBOL = re.compile(r"[A-ZА-ЯЁ][\w.()-]*(?:\s?[\w.()-]+)?(?:/[\w.()-]+){2,}")


def is_place(text: str) -> bool:
    """ "5 June 2013, Almaty, Kazakhstan", «19-20 сентября 2016 года, г. Астана, Казахстан», or the place first."""
    said = words(text)
    return len(said) <= _SHORT and bool(_PLACE_LINE.fullmatch(said))


def is_date(text: str) -> bool:
    """ "Date: 05/06/2013" or a date alone."""
    said = words(text)
    return len(said) <= _SHORT and bool(_DATE_LINE.fullmatch(said))


def is_symbol(text: str) -> bool:
    """ "Ref: Process/03/01/2013" or a symbol alone, "A/RES/68/4"."""
    said = words(text)
    return len(said) <= _SHORT and bool(_SYMBOL_LINE.fullmatch(said) or _BARE_SYMBOL.fullmatch(said))


_NAME_OF_DOCUMENT = re.compile(
    r"communiqu|declaration|conclusions|summary|mechanism|recommendations|agenda|report|statement|memorandum|"
    r"resolution|agreement|decision|protocol|rules of|коммюнике|деклараци|заключени|резюме|механизм|рекомендаци|"
    r"повестк|доклад|отч[её]т|заявлени|меморандум|резолюци|соглашени|решени|протокол|регламент|итогов",
    re.IGNORECASE,
)


def names_document(text: str) -> bool:
    """Whether the words name a kind of document: communiqué, declaration, conclusions, …."""
    return bool(_NAME_OF_DOCUMENT.search(words(text)))


_PART = re.compile(
    r"(?:article|chapter|section|part|annex|appendix|статья|глава|раздел|часть|приложение)\b.{0,100}",
    re.IGNORECASE,
)


def is_part(text: str) -> bool:
    """A short line that names a part: "Article 5", "Annex II. Rules", «Раздел 2»."""
    return is_short(text) and bool(_PART.fullmatch(words(text)))
