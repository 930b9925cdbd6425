"""What the bracket board shows, as values: brackets with their holders, rulings and ages; rows, faults, the whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from drafting.domain.suggestions import Suggestion
from drafting.persistence.queries import drafts
from drafting.persistence.records import Party, Person
from drafting.services.scope import DraftScope


@dataclass(frozen=True)
class Holder:
    """Who holds a bracket. code: as printed where it is no party of ours; verb: of a claim, "" when it says none.

    certainty: "known" from the record; "claimed" in the text.
    """

    code: str
    party: Party | None
    certainty: Literal["known", "claimed"]
    verb: str = ""


@dataclass(frozen=True)
class Said:
    """A ruling in force, who made it, as what and when."""

    ruling: str
    person: Person
    capacity: str
    at: datetime


@dataclass(frozen=True)
class BracketView:
    """One bracket. start: of its first sign in the text of its paragraph; words: all that it covers, a line for each
    paragraph; last: the paragraph it closes in, None when in its own; since, at: number and instant of the entry that
    brought it; wordings: how many new ones it has outlived; said: rulings in force but those on who holds it."""

    line: drafts.Line
    start: int
    words: str
    kind: str
    depth: int
    last: drafts.Line | None
    holders: tuple[Holder, ...]
    since: int
    at: datetime
    wordings: int
    said: tuple[Said, ...]

    @property
    def is_settled(self) -> bool:
        """Whether a person ruled that it is no dispute, or a State's participation, which is none."""
        return self.is_participation or any(it.ruling == "not a dispute" for it in self.said)

    @property
    def is_participation(self) -> bool:
        return any(it.ruling == "participation" for it in self.said)

    @property
    def type_ruling(self) -> Said | None:
        return next((it for it in self.said if it.ruling in ("alternatives", "independent")), None)

    def is_held_by(self, party: int | None) -> bool:
        return any(it.party is not None and it.party.id == party for it in self.holders)


@dataclass(frozen=True)
class OptionView:
    """One option of a set. label: as printed, "" for none; words: up to the next one, a line for each paragraph; of the
    last those of its own paragraph, because nobody can say where it ends."""

    label: str
    words: str


@dataclass(frozen=True)
class Item:
    """A bracket, the brackets of a group, or an option set: one row of the board.

    start: where it begins in its paragraph; words: all of its brackets with what parts them, "" of an option set;
    before, after: the words round it; suggested: what the software takes a group for; options: of a set, else none;
    is_wide: whether they stand in several paragraphs.
    """

    line: drafts.Line
    start: int
    words: str
    before: str
    after: str
    members: tuple[BracketView, ...] = ()
    suggested: Suggestion | None = None
    options: tuple[OptionView, ...] = ()
    is_wide: bool = False

    @property
    def since(self) -> int:
        return min((it.since for it in self.members), default=0)


@dataclass(frozen=True)
class Fault:
    """What is wrong with the brackets of a paragraph. code: as `brackets.Diagnostic`; at: where; words: round it."""

    line: drafts.Line
    code: str
    at: int
    words: str


@dataclass(frozen=True)
class Board:
    """All of a draft. headings: those at which an open bracket ends as unclosed, and those over which a person let
    brackets run on, with whether they do; labels: paragraph id -> label as it is said; points: (instant, how many
    were open) in order; strays: closing signs without a partner, which hold no words and stand among the faults;
    settled: paragraph id -> offsets of the brackets that a person ruled no dispute."""

    scope: DraftScope
    items: tuple[Item, ...]
    faults: tuple[Fault, ...]
    headings: tuple[tuple[drafts.Line, bool], ...]
    strays: tuple[Item, ...]
    labels: Mapping[int, str]
    points: tuple[tuple[datetime, int], ...]
    settled: Mapping[int, tuple[int, ...]]

    def members(self) -> Iterator[BracketView]:
        return (member for item in self.items for member in item.members)
