"""Notes that a text marks with raised numbers, `<sup>5</sup>` or ⁵, and prints at the foot of a page.

The same number may be printed again for another note further on (numbers that begin anew on each page): the keys
of the later ones get a suffix. A mark means the next note with its number, else the last one before it.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
SUP = r"<sup>\s*([\w*-]{1,8})\s*</sup>"


@dataclass
class Notes:
    """The notes of a text: keys that have a definition, and the definitions met so far."""

    keys: frozenset[str]
    texts: dict[str, str] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    printed: dict[str, int] = field(default_factory=dict)

    @classmethod
    def found_in(cls, text: str) -> "Notes":
        """Looks ahead for the notes that a text defines: `[^5]: …` or a paragraph that begins with `<sup>5</sup>`."""
        keys = re.findall(rf"^ {{0,3}}(?:\[\^([\w-]+)\]:|{SUP}[ \t]*\S)", text, re.MULTILINE)
        plain = [key or raised for key, raised in keys if re.fullmatch(r"[\w-]+", key or raised)]
        return cls(frozenset(plain), times=Counter(plain))

    def key(self, mark: str) -> str:
        """The key of the note that a mark met now means."""
        return self._named(mark, min(self.printed.get(mark, 0) + 1, self.times.get(mark, 1)))

    def define(self, mark: str, text: str) -> None:
        """A note is printed here."""
        self.printed[mark] = self.printed.get(mark, 0) + 1
        self.texts[self._named(mark, self.printed[mark])] = text

    def _named(self, mark: str, time: int) -> str:
        return mark if time == 1 else f"{mark}-{time}"

    def in_order(self) -> tuple[tuple[str, str], ...]:
        """(key, text) of all notes as they were printed."""
        return tuple(self.texts.items())
