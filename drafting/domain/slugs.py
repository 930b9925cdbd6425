"""Addresses made of titles: short, ASCII, the same for ever.

Source: the table of letters is that of the passports of several participating States (ICAO Doc 9303), which has one
Latin spelling for each Cyrillic letter.
"""

import re
import unicodedata
from collections.abc import Collection

LONGEST = 80
_ONE_LETTER = dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziiklmnoprstufye", strict=True))
_MORE = {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "ie", "ь": "", "ю": "iu", "я": "ia"}
_LETTERS = str.maketrans(_ONE_LETTER | _MORE)


def slug(title: str) -> str:
    """ "Коммюнике, 2026" is "kommiunike-2026"; "" where no letter or digit can be said in ASCII."""
    latin = unicodedata.normalize("NFC", title).casefold().translate(_LETTERS)
    plain = (it for it in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(it))
    words = re.findall(r"[a-z0-9]+", "".join(plain))
    return "-".join(words)[:LONGEST].strip("-")


def of_document(symbol: str, title: str, taken: Collection[str]) -> str:
    """The address of a published document: by its symbol, else its title; numbered where it is taken."""
    first = slug(symbol.rpartition(":")[2]) or slug(title) or "document"
    number, found = 1, first
    while found in taken:
        number += 1
        found = f"{first}-{number}"
    return found
