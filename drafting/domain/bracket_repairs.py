"""Repairs round a bracket that was lifted or struck: each is a text of its own, offered beside the plain result.

Source: practice.md section 3: repairs of spacing, commas and "and/и" in lists are offered as a visible change, never
made silently.
"""

import re

from drafting.domain.attribution import words_from
from drafting.domain.bracket_signs import pair_at, scan
from drafting.domain.brackets import lift, strike


def strike_and_repair(text: str, start: int) -> str:
    """Return `brackets.strike` with the space, the comma and the "and" at the cut repaired.

    Raises as `strike`. `A, B, [C] и [D]` without D is `A, B и [C]`; `Part[y] [ies]` without y is `Part[ies]`.
    """
    first, end = pair_at(text, start)
    before, after = text[:first], text[end:]
    conjunction = _CONJUNCTION.search(before)
    if before[-1:].isalpha() and _ENDING.fullmatch(text, first, end) and _ENDING_FOLLOWS.match(after):
        after = after.lstrip()
    elif conjunction and not _WORD_FOLLOWS.match(after):
        before = _joined(before[: conjunction.start()], conjunction.group())
    elif before.endswith(", ") and _SEPARATOR_FOLLOWS.match(after):
        before = before[:-2]
    elif _BEGINS.search(before):
        after = _SEPARATOR_FOLLOWS.sub("", after, count=1).lstrip() if _SEPARATOR_FOLLOWS.match(after) else after
    elif before.endswith(" ") and _ITEM_FOLLOWS.match(after):
        after = after[2:]
    return _offer(strike(text, start), _closed_up(before, after))


def lift_and_repair(text: str, start: int) -> str:
    """Return `brackets.lift` without the bracket's attribution, its words spaced from what stands round them.

    Raises as `lift`. `[KAZ: new] text` is `new text`; `States [, small ones] and` is `States, small ones and`;
    `the aim,[and] to` is `the aim, and to`. A letter lifted stays with its word: `Part[y]` is `Party`.
    """
    plain = lift(text, start)
    last = dict(scan(text).pairs).get(start)
    if last is None:
        return plain
    words = text[words_from(text, start, last + 1) : last]
    before, after = text[:start], text[last + 1 :]
    is_ending = bool(_ENDING.fullmatch(f"[{words}]"))
    if is_ending and _ENDING_BEFORE.search(before):
        before = before.rstrip()
    if not is_ending and words[:1].isalnum() and before[-1:] in _PARTS:
        before += " "
    if (after[:1].isalpha() and words[-1:] in _STOPS) or (
        not is_ending and words[-1:].isalnum() and _WORD_IN_BRACKET.match(after)
    ):
        after = " " + after
    return _offer(plain, _closed_up(_closed_up(before, words) if words else before, after))


def count_words(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans that count States: "five other States", «пять других государств», "the 12 Parties".

    Whoever strikes or lifts a name of a list looks at each of them, because the number may be wrong now.
    """
    return tuple(found.span() for found in _COUNTED.finditer(text))


def _offer(plain: str, repaired: str) -> str:
    """The repaired text, unless closing up made a note mark of other signs (`[[x] ^a]` without x)."""
    return repaired if len(scan(repaired).notes) <= len(scan(plain).notes) else plain


def _joined(listed: str, conjunction: str) -> str:
    """Put the conjunction of a list whose last item went before the item that is last now."""
    parts = listed.rsplit(", ", 1)
    if len(parts) == 1:
        return listed
    return (conjunction if ", " in parts[0] else conjunction.lstrip(",")).join(parts)


def _closed_up(before: str, after: str) -> str:
    """Join two sides of a cut: one space between words, none at the ends of the text and before a comma or a stop."""
    if before[-1:] in _OPEN and after[:1] in _SPACES:
        return before + after[1:]
    if before[-1:] in _SPACES and before and not _WORD_FOLLOWS.match(after):
        return before[:-1] + after
    return before + after


_SPACES = frozenset(" \u00a0\u202f")
_OPEN = frozenset(["", "[", "(", "«", "“", *_SPACES])
_CONJUNCTION = re.compile(r",? (?:and|or|и|или) $")
_SEPARATOR_FOLLOWS = re.compile(r",? (?:and|or|и|или) |,")
_WORD_FOLLOWS = re.compile(r" ?[\w\[(«“\"*–—\\-]")
_BEGINS = re.compile(r"(?:^|[(\[«“]|: )$")
# "Стороны [A], [B] и C": what follows is an item of the same list.
_ITEM_FOLLOWS = re.compile(r", \[(?!\s*(?:,|and\b|or\b|и\b|или\b))")
_ENDING_WORDS = r"(?:y|ies|s|es|e|d|ed|ing|[аяоеуюыьй]|ой|ов|ев|ам|ям|ами|ями|ах|ях|ая|ую|ые|ый|ых|ого|ом|ем|ен|но|ны)"
_ENDING = re.compile(rf"\[{_ENDING_WORDS}\]")
_ENDING_FOLLOWS = re.compile(rf" \[{_ENDING_WORDS}\]")
_ENDING_BEFORE = re.compile(rf"[^\W\d_]\[{_ENDING_WORDS}\] $")
_WORD_IN_BRACKET = re.compile(rf"\[(?!{_ENDING_WORDS}\])\w")
_STOPS = frozenset(",;:")
_PARTS = frozenset(",;:]】］")

_ENGLISH_NUMBER = (
    r"(?:both|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twenty|thirty|forty|fifty|sixty)(?:-\w+)?)"
)
_ENGLISH_WHICH = (
    r"(?:other|further|remaining|following|above|said|more|participating|member|observer|neighbouring|named|listed"
    r"|(?:central |south |west )?asian)"
)
_RUSSIAN_UNIT = (
    r"(?:об(?:а|е|[ое]их|[ое]им|[ое]ими)|дв(?:а|е|ух|ум|умя)|тр(?:и|[её]х|[её]м|емя)|четыр(?:е|[её]х|[её]м|ьмя)"
    r"|(?:пят|шест|сем|девят)(?:ь|и|ью)|вос(?:емь|ьми|емью|ьмью))"
)
_RUSSIAN_NUMBER = (
    rf"(?:(?:\w+дцат(?:ь|и|ью)|сорока?|пятьдесят|пятидесяти)(?:\s{_RUSSIAN_UNIT})?|десят(?:ь|и|ью)|{_RUSSIAN_UNIT})"
)
# "Ten of the other participating States", «пяти центральноазиатских государств»; "paragraph 5 States" counts nothing.
_COUNTED = re.compile(
    r"(?i)(?<!\w)(?<!paragraph )(?<!paragraphs )(?<!article )(?<!articles )(?<![\d][.,])(?:"
    rf"(?:\d{{1,3}}|{_ENGLISH_NUMBER})\s(?:of the\s)?(?:{_ENGLISH_WHICH}\s){{0,3}}"
    r"(?:states?|part(?:y|ies)|countries|delegations|members|participants)"
    rf"|(?<!пункт )(?<!пункта )(?<!пункте )(?<!статья )(?<!статьи )(?:\d{{1,3}}|{_RUSSIAN_NUMBER})"
    r"\s(?:ещ[её]\s|из\s)?(?:[а-яё-]+(?:[иы]х|[иы]е|[иы]ми?)\s){0,3}"
    r"(?:государств(?:а|у|ом|е|ам|ами|ах)?|стран(?:ы|ам|ами|ах)?|сторон(?:ы|ам|ами|ах)?|делегаци(?:и|й|ям|ями|ях)"
    r"|участник(?:а|ов|ам|ами|ах)|член(?:а|ов|ам|ами|ах))"
    r")(?!\w)"
)
