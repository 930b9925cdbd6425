"""The label of a paragraph as printed: where it ends, and what it says.

Forms: `1.` `1)` `(1)` `(i)` `i.` `a)` `(a)` `а)` `PP5` `OP3` `2bis` `4 ter` `PP5 alt` «12-бис», `3.2`, bullets.
Source: practice.md section 2.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

LATIN_SUFFIXES = re.findall(
    r"\w+",
    "bis ter quater quinquies sexies septies octies novies decies undecies duodecies terdecies "
    "quaterdecies quindecies sexdecies septdecies octodecies novodecies vicies",
)
CYRILLIC_SUFFIXES = re.findall(r"\w+", "бис тер кватер квинквиес сексиес септиес октиес новиес дециес")
BEFORE, BEFORE_CYRILLIC = "ante", "анте"
_OTHER_SUFFIXES = ["quat", "quinq", "pre", "alt", "альт", BEFORE, BEFORE_CYRILLIC]

LATIN = "abcdefghijklmnopqrstuvwxyz"
# Russian lists skip ё й ъ ы ь.
CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
# Letters that look the same in both alphabets: typists mix them within one list.
_TWINS = dict(zip("acekopxyасекорху", "асекорхуacekopxy", strict=True))

_SPACE = r"[ \u00a0\u202f]"
_SUFFIX_WORDS = "|".join(sorted([*LATIN_SUFFIXES, *CYRILLIC_SUFFIXES, *_OTHER_SUFFIXES], key=len, reverse=True))
# A hyphen may be one that holds the line together.
_HYPHEN = "-\u2010\u2011"
SUFFIX = rf"(?:(?:{_SPACE}|[{_HYPHEN}])?(?i:{_SUFFIX_WORDS})(?![^\W\d_])(?:{_SPACE}?\d{{1,2}})?(?!\d))"
_NUMBER = r"\d{1,3}(?!\d)"
_NUMBERS = r"[1-9]\d{0,2}(?:\.[1-9]\d{0,2})+(?!\d)"
_LETTERS = r"(?:[ivxlc]+|[IVXLC]+|(?P<letter>[^\W\d_])(?P=letter)?)(?![^\W_])"
_CLOSED = rf"(?:{_NUMBERS}|{_NUMBER}|{_LETTERS})"

FORM = re.compile(
    rf"(?P<open>\(?)(?P<core>(?:PP|OP|ПП|ОП){_SPACE}?{_NUMBER}|{_CLOSED})(?P<suffix>{SUFFIX}*)(?P<close>\.\)|[.):]?)"
)
_BULLET = re.compile(r"[-–—−•·▪▫◦●○■□►‣⁃*+](?=\s+\S)")
_GLUED = re.compile(r"[^\W\d_a-zа-яё][a-zа-яё]|[\[«“\"]|\*+[^\W\d_]")
_INITIAL = re.compile(r"[^\W\d_]\.")
_CLOCK = re.compile(r"(?:[7-9]|1\d|2[0-3])\.[0-5][05]")
_ROMAN = re.compile(r"(c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")


@dataclass(frozen=True)
class Label:
    """What a label says.

    style: the label that the first item of its list would have: "1.", "(i)", "а)", "PP1", "3.1";
    number: counted from 1; suffix: "bis", "alt", "бис", as printed, without the sign before it.
    """

    style: str
    number: int
    suffix: str = ""


@dataclass(frozen=True)
class Form:
    """The parts of a printed label, in order; joined they are the label."""

    opening: str
    core: str
    suffix: str
    closing: str


def form(label: str) -> Form | None:
    """The parts of a label; None for a bullet, an empty label or anything else."""
    found = FORM.fullmatch(label.strip())
    if found is None or not _balanced(found) or not candidates(label):
        return None
    return Form(found["open"], found["core"], found["suffix"], found["close"])


def split(line: str, after: str = "") -> tuple[str, str]:
    """The label at the head of a line as printed ("" when there is none) and the rest without leading space.

    after: the label before it in the same list; it decides where a letter with a full stop may as well be
    an abbreviation or an initial («г. Алматы», "J. Smith").
    A bare number is no label ("5 June 2013"), a year neither, nor the hour of an agenda ("10.30 Opening").
    """
    bullet = _BULLET.match(line)
    found = bullet or FORM.match(line)
    if found is None:
        return "", line
    label, rest = found[0], line[found.end() :]
    if bullet is None and not _stands_alone(found, rest, after):
        return "", line
    return label, rest.lstrip()


def _stands_alone(found: re.Match[str], rest: str, after: str) -> bool:
    core, closing = found["core"], found["close"]
    if not _balanced(found) or not _letters_mean_something(core) or _bare(found, rest):
        return False
    if rest and not rest[0].isspace():
        letter_and_stop = core.isalpha() and closing == "."
        return closing != ":" and not letter_and_stop and bool(_GLUED.match(rest))
    if core.isalpha() and len(core) == 1 and closing == "." and _may_be_abbreviation(core, rest.lstrip()):
        return _continues(after, found[0])
    return True


def _balanced(found: re.Match[str]) -> bool:
    return not found["open"] or ")" in found["close"]


def _bare(found: re.Match[str], rest: str) -> bool:
    """Whether nothing but the number itself stands there, which a sentence may begin with."""
    core, closing = found["core"], found["close"]
    if found["suffix"] or core[:2] in {"PP", "OP", "ПП", "ОП"}:
        return False
    if "." not in core:
        return closing in {"", ":"}
    if closing == "":
        # "3.3 In accordance" is numbered, "3.5 million" and "10.30 Opening" are not.
        return bool(_CLOCK.fullmatch(core)) or not re.match(r"\s+\W*[^\W\d_a-zа-яё]", rest)
    return False


def _may_be_abbreviation(letter: str, rest: str) -> bool:
    """«г. Алматы», «п. 5», "p. 5", "т. е.", "J. Smith" begin like labels."""
    if _INITIAL.match(rest):
        return True
    if letter.isupper():
        return letter not in "AIА"
    if letter in LATIN:
        return letter in "pcnsv" and rest[:1].isdigit()
    return letter in "гсдпроту" and (rest[:1].isdigit() or rest[:1].isupper())


def _continues(after: str, label: str) -> bool:
    return any(
        before.style == this.style and before.number < this.number <= before.number + 3
        for before in candidates(after)
        for this in candidates(label)
    )


def parse(label: str) -> Label | None:
    """What a label says on its own; None for a bullet or no label.

    `i`, `v`, `x` alone are taken as roman numerals, other letters as letters; `sequence` looks at neighbours too.
    """
    found = candidates(label)
    return found[0] if found else None


def sequence(labels: Sequence[str]) -> tuple[Label | None, ...]:
    """What each label of a list says, roman numerals told from letters, Cyrillic from Latin, by the neighbours."""
    read: list[Label | None] = []
    last: dict[str, int] = {}
    for index, label in enumerate(labels):
        after = candidates(labels[index + 1]) if index + 1 < len(labels) else ()
        choices = candidates(label)
        best = max(choices, key=lambda choice: _fit(choice, last, after), default=None)
        read.append(best)
        if best is not None:
            last[best.style] = best.number
    return tuple(read)


def _fit(choice: Label, last: dict[str, int], after: Sequence[Label]) -> float:
    goes_on = last.get(choice.style) in {choice.number - 1, choice.number if choice.suffix else -1}
    leads_on = any(other.style == choice.style and other.number == choice.number + 1 for other in after)
    return goes_on + leads_on + (choice.number == 1) / 2


def candidates(label: str) -> tuple[Label, ...]:
    """Every reading of a label, the likeliest first; empty for a bullet or no label."""
    found = FORM.fullmatch(label.strip())
    if found is None or not _balanced(found):
        return ()
    suffix = found["suffix"].strip(f" \u00a0\u202f{_HYPHEN}")
    opening, closing = found["open"], found["close"]
    return tuple(Label(f"{opening}{first}{closing}", number, suffix) for first, number in _readings(found["core"]))


def _letters_mean_something(core: str) -> bool:
    return not core.isalpha() or bool(_readings(core)) or len(core) == 1


def _readings(core: str) -> list[tuple[str, int]]:
    """(how the first item of such a list begins, the number) for digits, roman numerals and letters."""
    digits = re.fullmatch(r"(.*?)(\d+)", core)
    if digits:
        return [(f"{digits[1]}1", int(digits[2]))]
    small = core.lower()
    roman = _roman(small)
    numerals = [("i", roman)] if roman else []
    alike = [small[0], _TWINS.get(small[0], "")] if small in {small[0], 2 * small[0]} else []
    letters = [
        (alphabet[0], len(alphabet) * (len(small) - 1) + alphabet.index(letter) + 1)
        for letter in alike
        for alphabet in (LATIN, CYRILLIC)
        if letter and letter in alphabet
    ]
    found = [*letters, *numerals] if roman in {50, 100, 200, 300} else [*numerals, *letters]
    return [(first.upper() if core.isupper() else first, number) for first, number in found]


def _roman(text: str) -> int:
    """The value of a roman numeral in small letters up to 399; 0 when it is none."""
    found = _ROMAN.fullmatch(text)
    if found is None or not text:
        return 0
    values = {"": 0, "i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    digits = [values[sign] for sign in text]
    return sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))


def written(style: str, number: int) -> str:
    """The label with this number, from 1, in a list of this style."""
    found = re.fullmatch(r"(\(?)(.*?)([.):]*)", style)
    return style if found is None else f"{found[1]}{numeral(found[2], number)}{found[3]}"


def numeral(first: str, number: int) -> str:
    """The number written as a list that begins with `first` writes it: "1", "i", "a", "а", "PP1", "3.1"."""
    small = first.lower()
    if small == "i":
        written = to_roman(number)
    elif small in {"a", "а"}:
        alphabet = LATIN if small == "a" else CYRILLIC
        turns, place = divmod(number - 1, len(alphabet))
        written = alphabet[place] * (turns + 1)
    else:
        return f"{first[:-1]}{number}"
    return written.upper() if first.isupper() else written


def to_roman(number: int) -> str:
    """The number as a roman numeral in small letters; number: from 1."""
    written = ""
    for value, sign in zip(
        (100, 90, 50, 40, 10, 9, 5, 4, 1), ("c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"), strict=True
    ):
        turns, number = divmod(number, value)
        written += sign * turns
    return written
