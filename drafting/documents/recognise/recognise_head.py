"""The head of a document: symbol, date, titles, place line; up to the first paragraph of its text."""

from collections.abc import Sequence

from drafting.documents.recognise.recognise_source import Paragraph
from drafting.documents.recognise.recognise_words import (
    is_bold,
    is_date,
    is_enacting,
    is_part,
    is_place,
    is_short,
    is_symbol,
    names_document,
    opens_recital,
    words,
)
from drafting.documents.tree import Kind

_LONGEST_HEAD = 16
_LONGEST_TITLE = 300
_WORDS_OF_A_NAME = 8


def head_kinds(paragraphs: Sequence[Paragraph]) -> dict[int, Kind]:
    """Index → kind for the paragraphs of the head; text in between (a theme, a note of the editors) has no entry."""
    kinds: dict[int, Kind] = {}
    begun = False
    for index, paragraph in enumerate(paragraphs[:_LONGEST_HEAD]):
        if paragraph.label or is_enacting(paragraph) or opens_recital(paragraph.text):
            break
        # After a sentence only a heading of the format can still be a title.
        begun = begun or words(paragraph.text).endswith(".") or is_part(paragraph.text)
        kind = _kind(paragraph, has_title="title" in kinds.values()) if paragraph.heading or not begun else None
        if kind is not None:
            kinds[index] = kind
        elif paragraph.heading or ("title" in kinds.values() and len(words(paragraph.text)) > _LONGEST_TITLE):
            break
    if "title" not in kinds.values():
        kinds |= _plain_title(paragraphs, kinds)
    return kinds


def _kind(paragraph: Paragraph, *, has_title: bool) -> Kind | None:
    text = paragraph.text
    if is_symbol(text):
        return "symbol"
    if is_date(text):
        return "date"
    if is_place(text):
        return "place"
    if len(words(text)) > _LONGEST_TITLE or words(text).endswith((";", ",", ":")):
        return None
    capitals = words(text).isupper() and is_short(text)
    named = names_document(text) and is_short(text) and len(words(text).split()) <= _WORDS_OF_A_NAME
    if paragraph.heading or is_bold(text) or capitals or named:
        return "title" if not has_title or names_document(text) else None
    return None


def _plain_title(paragraphs: Sequence[Paragraph], kinds: dict[int, Kind]) -> dict[int, Kind]:
    """Without any mark of a title: the first short line that is no sentence, if the document begins with it."""
    for index, paragraph in enumerate(paragraphs):
        if index in kinds:
            continue
        fits = is_short(paragraph.text) and not (paragraph.label or paragraph.level or is_enacting(paragraph))
        return {index: "title"} if fits and len(paragraphs) > 1 else {}
    return {}
