"""Signs that belong together: the brackets of a text, and its marks of emphasis.

For the diff and for merging, which must not take one without the other; what a bracket means is read elsewhere.
"""

from collections.abc import Sequence

Pairs = Sequence[tuple[int, int]]

_OPENERS = frozenset("[【［")
_CLOSERS = frozenset("]】］")
_EMPHASIS = frozenset({"*", "**"})
PAIRED = _OPENERS | _CLOSERS | _EMPHASIS


def pairs(tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Return the positions of brackets and of marks of emphasis that belong together."""
    found: list[tuple[int, int]] = []
    brackets: list[int] = []
    emphasis: dict[str, int] = {}
    for at, sign in [(at, token) for at, token in enumerate(tokens) if token in PAIRED]:
        if sign in _OPENERS:
            brackets.append(at)
        elif sign in _CLOSERS:
            if brackets:
                found.append((brackets.pop(), at))
        elif sign in emphasis:
            found.append((emphasis.pop(sign), at))
        else:
            emphasis[sign] = at
    return found
