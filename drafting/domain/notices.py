"""Notices of a run: on which occasions they go out, what becomes of each, and how long delivery is tried.

Source: practice.md section 6: notices go to every eligible State when a run starts, before it ends, when it is
extended, broken, certified; each copy is kept as sent; undelivered ones are listed.
"""

from typing import Literal, get_args

Occasion = Literal[
    "start",
    "reminder",
    "extended",
    "broken",
    "restored",
    "suspended",
    "resumed",
    "expired",
    "certified",
    "ended",
]
OCCASIONS: tuple[Occasion, ...] = get_args(Occasion)
# Told to those who may answer; everything else to all contacts of the run, the Chair and the Office among them.
ONLY_BINDING: frozenset[str] = frozenset({"reminder"})
