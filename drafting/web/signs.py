"""Signs that a reader could not see, or not tell from another, by their names in the reader's language.

A changed no-break space is a change like any other (design.md "The text": every change is visible).
"""

import unicodedata
from collections.abc import Mapping
from itertools import groupby

from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString
from markupsafe import Markup, escape

MARKS: Mapping[str, LazyString] = {"*": __("sign of italics"), "**": __("sign of bold")}
SIGNS: Mapping[str, LazyString] = {
    " ": __("space"),
    "\n": __("line break"),
    "\t": __("tab"),
    "\u00a0": __("no-break space"),
    "\u202f": __("narrow no-break space"),
    "\u00ad": __("soft hyphen"),
    "\u2010": __("typographic hyphen"),
    "\u2011": __("no-break hyphen"),
}
_JOINERS = "\u200c\u200d"


def shown(words: str) -> Markup:
    """Words with each sign that cannot be seen by its name; spaces that stand alone by theirs."""
    if words and not words.strip(" "):
        return named(" ")
    # Run by run: escaping sign by sign takes seconds where somebody pastes a book.
    runs = groupby(words, lambda it: is_unseen(it, words))
    return Markup("").join(
        Markup("").join(map(named, run)) if are_unseen else escape("".join(run)) for are_unseen, run in runs
    )


def spoken(words: str) -> str:
    """The same as plain words for a sentence: ‹no-break space›."""
    if words and not words.strip(" "):
        return f"‹{_name(' ')}›"
    return "".join(f"‹{_name(it)}›" if is_unseen(it, words) else it for it in words)


def is_unseen(sign: str, words: str) -> bool:
    """Whether a sign of these words cannot be seen; an ordinary space among words can."""
    if sign in _JOINERS:
        # Inside a word they are its spelling.
        return not any(it.isalpha() for it in words)
    return sign != " " and (sign in SIGNS or sign.isspace() or unicodedata.category(sign)[0] == "C")


def named(token: str) -> Markup:
    """The name of a sign, or of a mark of emphasis."""
    if token in MARKS:
        return chip(str(MARKS[token]))
    return chip(_name(token[:1]))


def _name(sign: str) -> str:
    return str(SIGNS[sign]) if sign in SIGNS else unicodedata.name(sign, f"U+{ord(sign):04X}").lower()


def chip(name: str) -> Markup:
    return Markup('<span class="sign">{}</span>').format(name)
