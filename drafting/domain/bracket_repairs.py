"""Repairs round a bracket that was lifted or struck: offers of a person's text editor, never made silently.

Source: practice.md section 3: repairs of spacing, commas and "and/и" in lists are offered as a visible change.
"""

import re

from drafting.domain.bracket_signs import pair_at


def strike_and_repair(text: str, start: int) -> str:
    """Return `strike` with the space, the comma and the "and" at the cut repaired: an offer, shown before it is taken.

    Raises as `strike`. Source: practice.md section 3, `A, B, [C] и [D]` without D is `A, B и [C]`.
    """
    first, end = pair_at(text, start)
    before, after = text[:first], text[end:]
    conjunction = _CONJUNCTION.search(before)
    if conjunction and not _WORD_FOLLOWS.match(after):
        before = _joined(before[: conjunction.start()], conjunction.group())
    elif before.endswith(", ") and _SEPARATOR_FOLLOWS.match(after):
        before = before[:-2]
    elif before[-1:] in ("", " ") and after.startswith(" "):
        after = after[1:]
    elif before.endswith(" ") and not _WORD_FOLLOWS.match(after):
        before = before[:-1]
    return before + after


_CONJUNCTION = re.compile(r",? (?:and|or|и|или) $")
_SEPARATOR_FOLLOWS = re.compile(r",|,? (?:and|or|и|или) ")
_WORD_FOLLOWS = re.compile(r" ?[\w\[(«“\"*]")


def _joined(listed: str, conjunction: str) -> str:
    """Put the conjunction of a list whose last item went before the item that is last now."""
    parts = listed.rsplit(", ", 1)
    if len(parts) == 1:
        return listed
    return (conjunction if ", " in parts[0] else conjunction.lstrip(",")).join(parts)
