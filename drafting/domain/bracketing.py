"""Wordings side by side in brackets: `[should][KAZ: shall][TJK/UZB: must]`.

Source: practice.md section 3, attribution inside the bracket.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from drafting.domain.edits import Links, Place, phrases, widened


class Ground(NamedTuple):
    """The tokens of the base, the pairs that may not be parted, and the codes of each text's sponsors."""

    bases: Sequence[str]
    links: Links
    sponsors: Sequence[Sequence[str]]


def rendered(ground: Ground, places: Sequence[Place], taken: Mapping[Place, str], bracketed: Collection[Place]) -> str:
    """Return the base with what was taken in its places, and the wordings of the others in brackets."""
    bases = ground.bases
    wide = widened(places, bases, ground.links, bracketed.__contains__, to_see=True)
    found = phrases(wide, bases, lambda place: place not in taken)
    out: list[str] = []
    at = 0
    for place, following in zip_longest(found, found[1:]):
        text = taken.get(place)
        is_free = following is None or following.start > place.start
        shown = _after_space(place, bases) if text is None and is_free else place
        out += bases[at : shown.start]
        out.append(_bracketed(shown, ground) if text is None else text)
        at = shown.end
    return "".join([*out, *bases[at:]])


def _after_space(place: Place, bases: Sequence[str]) -> Place:
    """Take an inserted " and others" as "and others " where that is the same: "refugees [KAZ: and others ]in"."""
    at = place.start
    is_insertion = at == place.end < len(bases) and bases[at] == " "
    if not is_insertion or any(one.new[0] != " " for one in place.edits):
        return place
    shifted = [one._replace(start=at + 1, end=at + 1, new=(*one.new[1:], " ")) for one in place.edits]
    return Place(at + 1, at + 1, tuple(shifted))


def _bracketed(place: Place, ground: Ground) -> str:
    """The base's words and the wordings, each in a bracket; the space that all of them share stays outside.

    A deletion stands among other wordings as one without words, `[big][KAZ: ][UZB: old]`; alone it is just `[big]`.
    """
    held = place.wordings(ground.bases)
    shown = held if any(held) else {}
    wordings = sorted((_codes(holders, ground), text) for text, holders in shown.items())
    old = "".join(ground.bases[place.start : place.end])
    lead, trail = _shared_space([old, *(text for _, text in wordings)])
    brackets = [f"[{old[lead : len(old) - trail]}]"] if old else []
    brackets += [f"[{'/'.join(codes)}: {text[lead : len(text) - trail]}]" for codes, text in wordings]
    return old[:lead] + "".join(brackets) + old[len(old) - trail :]


def _codes(holders: Sequence[int], ground: Ground) -> list[str]:
    return sorted({code for by in holders for code in ground.sponsors[by]})


def _shared_space(texts: Sequence[str]) -> tuple[int, int]:
    """Whether all texts begin, and end, with a space outside of which a word is left."""
    lead = all(text[0] == " " and text.strip() for text in texts if text)
    trail = all(text[-1] == " " and text.strip() for text in texts if text)
    return (int(lead), int(trail)) if texts[0] else (0, 0)
