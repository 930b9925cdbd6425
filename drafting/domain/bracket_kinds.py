"""What a bracket means: a doubt about words, something still to be filled in, or no doubt at all.

Source: practice.md section 3.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Literal

Kind = Literal["dispute", "placeholder", "editorial", "note", "state", "link", "reference"]


class StateNames:
    """The names of States, recognised in any grammatical case.

    A Russian name is recognised by its stem with any ending of a noun or an adjective
    («Исламская Республика Иран», «Исламской Республики Иран»); a name in Latin letters as it is.
    """

    def __init__(self, names: Collection[str]) -> None:
        # No rule of declension changes the first two letters of a name.
        self._by_shape: dict[tuple[int, str], list[list[str]]] = {}
        for name in names:
            words = _WORD.findall(name)
            self._by_shape.setdefault((len(words), "".join(words)[:2]), []).append(words)

    def __contains__(self, words: str) -> bool:
        said = _WORD.findall(words.removeprefix("the "))
        if not said:
            return False
        known = self._by_shape.get((len(said), "".join(said)[:2]), ())
        return any(all(map(_is_same_word, said, name)) for name in known)


def state_names(names: Collection[str]) -> StateNames:
    """The same, made once for the names of a Process: a page reads each of its paragraphs with them."""
    return _state_names(frozenset(names))


@lru_cache(maxsize=32)
def _state_names(names: frozenset[str]) -> StateNames:
    return StateNames(names)


def kind_of(text: str, start: int, end: int, names: StateNames) -> tuple[Kind, bool]:
    """Return the kind of the bracket `text[start:end]`, and whether it is a number that might mean either."""
    if _ADDRESS.match(text, end):
        return "link", False
    if end - start > _LONGEST:
        return "dispute", False
    inside = text[start + 1 : end - 1]
    words = _NOTE.sub("", inside).strip(" *\u00a0\u202f\n\t")
    if _BRACKET_SIGN.search(words) or (inside and not words and _NOTE.search(inside)):
        return "dispute", False
    if _SMALL_NUMBERS.fullmatch(words):
        return _number_kind(text, start, end)
    is_part_of_word = text[max(start - 1, 0) : start].isalpha() or text[end : end + 1].isalpha()
    return _kind_of_words(words, names, is_part_of_word=is_part_of_word), False


def _kind_of_words(words: str, names: StateNames, *, is_part_of_word: bool) -> Kind:
    if words.casefold() in _EDITORIAL or _UNIT.fullmatch(words):
        return "editorial"
    if _is_placeholder(words, is_part_of_word=is_part_of_word):
        return "placeholder"
    return "state" if words in names else "dispute"


def _number_kind(text: str, start: int, end: int) -> tuple[Kind, bool]:
    """A reference mark, a former number, or a value in dispute ("[50][60] Parties", "[30] days")."""
    before, after = text[max(start - _NEAR, 0) : start], text[end : end + _NEAR]
    if _BRACKET_BEFORE.search(_NOTE.sub("", before)) or _BRACKET_AFTER.match(after):
        return "dispute", False
    if before[-1:].isalpha() or _FORMER.search(before):
        return "reference", False
    if start <= _NEAR and not before.strip():
        return "reference", False
    return ("dispute" if _WORD_FOLLOWS.match(after) else "reference"), True


def _is_placeholder(words: str, *, is_part_of_word: bool) -> bool:
    """Part[y] is a doubt about a letter, [Y] a value to come."""
    if not words.strip("_"):
        return True
    if is_part_of_word:
        return False
    if words.casefold() in _TO_COME or _UNKNOWN_ALONE.fullmatch(words):
        return True
    parts = words.split()
    return len(parts) <= _FEW_WORDS and any(_UNKNOWN.fullmatch(part) for part in parts)


def _is_same_word(said: str, name: str) -> bool:
    """The first letter counts: «[того]» is not the State of Togo."""
    if said == name:
        return True
    if not _CYRILLIC.fullmatch(name):
        return False
    return any(_is_same_stem(said, form) for form in (name, _FLEETING_VOWEL.sub("", name)))


def _is_same_stem(said: str, name: str) -> bool:
    same = 0
    while same < min(len(said), len(name)) and said[same] == name[same]:
        same += 1
    return same > 1 and bool(_ENDING.fullmatch(said, same) and _ENDING.fullmatch(name, same))


_WORD = re.compile(r"\w+")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]+")
# Египет, Египта: the vowel before the last consonant goes.
_FLEETING_VOWEL = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])[ео](?=[бвгджзклмнпрстфхцчшщ]$)")
_ENDING = re.compile(
    "(?:[аяоеуюиыйь]|ой|ей|ою|ею|ом|ем|ём|ью|ов|ев|ам|ям|ами|ями|ах|ях|ая|яя|ую|юю|ий|ый|ое|ее|ого|его|ому|ему"
    "|ым|им|ых|их|ыми|ими|ые|ие|ия|ию|ии|ией|ием)?"
)
_NOTE = re.compile(r"\[\^[^\[\]\s]+\]")
# A short "(s)" or "(ies)" after a bracket is an ending, not an address.
_ADDRESS = re.compile(r"\([!-'*-~]{4,}\)")
_EDITORIAL = frozenset({"sic", "sic!", "…", "...", "так в тексте", "так в оригинале", "так в документе"})
_UNIT = re.compile(
    r"(?:[kmµμ]?g|t|[km]?m|m?l|[км]?г|т|[км]?м|м?л)/(?:[kmµμ]?g|[km]?m[23²³]?|m?l|h|s|ha|[км]?г|[км]?м|м?л|ч|с|га)"
)
_SMALL_NUMBERS = re.compile(r"\d{1,3}(?:[,–-] ?\d{1,3})*")
_FORMER = re.compile(r"\d[ \u00a0]$")
# Longer words in brackets are neither a name nor a blank; reading stays linear however deep brackets go.
_LONGEST = 200
_NEAR = 32
_BRACKET_SIGN = re.compile(r"[\[\]【】［］]")
_BRACKET_BEFORE = re.compile(r"[\]】］]\s*$")
_BRACKET_AFTER = re.compile(r"\s*[\[【［](?!\^)")
_WORD_FOLLOWS = re.compile(r"\s+[^\W\d]")
_TO_COME = frozenset(
    {"date", "place", "venue", "name", "number", "title", "tbd", "tbc", "to be determined", "to be confirmed"}
    | {"to be completed", "to be inserted", "дата", "место", "имя", "наименование", "название", "номер"}
    | {"уточняется", "подлежит уточнению", "будет определено"}
)
_UNKNOWN_ALONE = re.compile(r"[XYNZХ]{1,4}|(?:19|20)(?:\d?[XХ]|[XХ]{2})|[xyх]|(?:XX|ХХ)(?:[./-](?:XX|ХХ){1,2}){1,2}")
# "by X date", "Annex x": x stands alone in no language of ours.
_UNKNOWN = re.compile(r"[XХ]{1,4}|[xх]")
_FEW_WORDS = 4
