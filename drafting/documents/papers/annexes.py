"""Texts set into another document: their headings a level deeper, their notes under keys of their own."""

from collections.abc import Sequence
from dataclasses import replace

from drafting.documents.papers.values import Adopted
from drafting.documents.tree import Block
from drafting.domain import notes

_DEEPEST = 4
# The title of a text below the heading of its annex, deeper than a list of contents goes.
_TITLE = 3
_FORMAL = frozenset({"symbol", "date", "place"})
_WORD = {"en": "Annex", "ru": "Приложение"}
_OTHER_LANGUAGE = {
    "en": {"ru": "[This text exists in Russian alone. A translation is to be added.]"},
    "ru": {"en": "[Этот текст имеется только на английском языке. Надлежит добавить перевод.]"},
}
_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def heading(number: int, title: str, language: str) -> Block:
    """ "Annex II. Communiqué". number: from 1; title: a text with its markup."""
    numeral = _NUMERALS[number - 1] if number <= len(_NUMERALS) else str(number)
    return Block("heading", f"{_WORD[language]} {numeral}. {title}", level=1)


def begins(text: str, language: str) -> bool:
    """Whether a heading of the first level opens an annex, which begins a new page."""
    word = _WORD.get(language, _WORD["en"])
    return text.startswith((f"{word} ", f"{word}."))


def inset(blocks: Sequence[Block], prefix: str) -> tuple[Block, ...]:
    """The same words one level deeper; formal lines are plain ones, because the document has its own.

    prefix: put before the keys of its notes, so that none meets another's.
    """
    keys = {it.label for it in blocks if it.kind == "note"}
    keys |= {key for it in blocks for key in notes.marks(it.text)}
    names = {key: f"{prefix}-{key}" for key in keys}
    return tuple(_inset(it, names) for it in blocks)


def _inset(it: Block, names: dict[str, str]) -> Block:
    text = notes.renamed(it.text, names)
    if it.kind == "note":
        return replace(it, text=text, label=names[it.label])
    if it.kind == "heading":
        return replace(it, text=text, level=min(it.level + 1, _DEEPEST))
    if it.kind == "title":
        return replace(it, kind="heading", text=text, level=_TITLE)
    return replace(it, text=text, kind="text") if it.kind in _FORMAL else replace(it, text=text)


def whole(adopted: Adopted, prefix: str, language: str) -> tuple[Block, ...]:
    """An adopted text word for word; one in another language than the report's says what is missing."""
    said = _OTHER_LANGUAGE[language].get(adopted.language)
    return (*((Block("text", said),) if said else ()), *inset(adopted.blocks, prefix))
