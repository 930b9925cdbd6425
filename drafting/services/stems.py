"""The stems of words, Russian and English, by which one word finds its other forms.

Source: the Snowball stemmers, which PostgreSQL uses as well.
"""

import re
from functools import lru_cache
from threading import Lock

import snowballstemmer

_RUSSIAN, _ENGLISH = snowballstemmer.stemmer("russian"), snowballstemmer.stemmer("english")
_CYRILLIC = re.compile("[а-я]")
# A stemmer keeps its work in itself, and pages are made by many threads.
_ONE_AT_A_TIME = Lock()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """word: as `domain/search_words.words` gives it; which language it is of is seen by its letters."""
    stemmer = _RUSSIAN if _CYRILLIC.search(word) else _ENGLISH
    with _ONE_AT_A_TIME:
        return str(stemmer.stemWord(word))
