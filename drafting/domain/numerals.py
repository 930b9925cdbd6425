"""The number that a count of States begins with: "five other States", «пяти других государств», "the 12 Parties"."""

import re


def value(words: str) -> int | None:
    """The number that the words begin with, in digits, English or Russian in any case; None where none is known."""
    parts = re.findall(r"\w+", words.casefold().replace("ё", "е"))
    if not parts:
        return None
    if parts[0].isdigit():
        return int(parts[0])
    first = _single(parts[0])
    unit = _single(parts[1]) if first and first >= _TWENTY and first % 10 == 0 and len(parts) > 1 else None
    return first + unit if first and unit and unit < 10 else first  # noqa: PLR2004 - units stand behind tens


def _single(word: str) -> int | None:
    return next((number for pattern, number in _NUMERALS if pattern.fullmatch(word)), None)


_TWENTY = 20
_ENGLISH = (
    *(
        (word, at)
        for at, word in enumerate(
            ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
        )
    ),
    *((f"{word}teen", at) for at, word in enumerate(["thir", "four", "fif", "six", "seven", "eigh", "nine"], 13)),
    *((word, 10 * at) for at, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty"], 2)),
    ("both", 2),
)
_RUSSIAN = (
    ("об(?:а|е|оих|еих|оим|еим|оими|еими)|дв(?:а|е|ух|ум|умя)", 2),
    ("тр(?:и|ех|ем|емя)", 3),
    ("четыр(?:е|ех|ем|ьмя)", 4),
    ("пят(?:ь|и|ью)", 5),
    ("шест(?:ь|и|ью)", 6),
    ("сем(?:ь|и|ью)", 7),
    ("вос(?:емь|ьми|емью|ьмью)", 8),
    ("девят(?:ь|и|ью)", 9),
    ("десят(?:ь|и|ью)", 10),
    *(
        (f"{stem}надцат(?:ь|и|ью)", at)
        for at, stem in enumerate(["один", "две", "три", "четыр", "пят", "шест", "сем", "восем", "девят"], 11)
    ),
    ("двадцат(?:ь|и|ью)", 20),
    ("тридцат(?:ь|и|ью)", 30),
    ("сорока?", 40),
    ("пят(?:ьдесят|идесяти|ьюдесятью)", 50),
)
_NUMERALS = tuple((re.compile(pattern), number) for pattern, number in (*_ENGLISH, *_RUSSIAN))
