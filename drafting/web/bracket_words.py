"""What is said of brackets: their kinds, types, holders, faults and rulings, in the reader's language."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as __
from flask_babel.speaklater import LazyString

# The longest quotation of a text in a sentence, in characters.
LONGEST = 160

# A ruling as one entry of the record; who holds a bracket is named apart, because names of States are not declined.
RULED: Mapping[str, LazyString] = {
    "alternatives": __("Alternatives: %(words)s"),
    "independent": __("Independent doubts: %(words)s"),
    "not yet said": __("Not yet said whether alternatives or independent doubts: %(words)s"),
    "not a dispute": __("Not a dispute: %(words)s"),
    "dispute": __("In dispute again: %(words)s"),
    "held": __("Held by %(names)s: %(words)s"),
    "not held": __("No longer held by %(names)s: %(words)s"),
    "brackets run on": __("Brackets run on across this heading."),
    "brackets end here": __("Brackets end before this heading."),
}


def ruled(ruling: str, words: Sequence[str], names: str) -> str:
    """One ruling as a sentence. words: of each bracket it is about, signs included; names: of the States, if any."""
    return str(RULED[ruling]) % {"words": " ".join(map(shortened, words)), "names": names}


def shortened(words: str) -> str:
    """The beginning and the end of a long bracket."""
    if len(words) <= LONGEST:
        return words
    return f"{words[: LONGEST // 2].rstrip()} … {words[-LONGEST // 4 :].lstrip()}"
