"""What an Akoma Ntoso file says besides the words of a text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from drafting.documents.tree import Block
from drafting.domain.mentions import States


@dataclass(frozen=True)
class Party:
    """A State or an organization. code: such as "KAZ", by which it is referred to; name: in the file's language."""

    code: str
    name: str
    kind: str = "state"


@dataclass(frozen=True)
class Happened:
    """An entry of the record. kind: a key of `Work.events`; capacity: a key of `Work.roles`; party: a code, "" for
    none; anchor: of the line that it is about, "" for the whole; outcome: a key of `Work.outcomes`, "" for none;
    amends: whether it made another text."""

    seq: int
    at: datetime
    kind: str
    capacity: str
    party: str = ""
    anchor: str = ""
    outcome: str = ""
    amends: bool = False


@dataclass(frozen=True)
class Said:
    """A reservation or disassociation as the table of participation has it. paragraph: id of our paragraph."""

    paragraph: int
    position: str
    statement: str
    outdated: bool


@dataclass(frozen=True)
class Participates:
    """A row of the table of participation. party: its id, with which the hash of an adopted text is reckoned."""

    party: int
    code: str
    status: str
    note: str
    said: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Work:
    """A draft as a work that has versions.

    process: its slug; number: of the draft in addresses, ASCII; symbol: as printed; language: "en", "ru", …; begun: of
    its first entry, changed: of its last; phase: "preparing", "negotiation" or "adopted"; draft: its id; seq, head:
    number and hash of the record's last entry; adopted, hash: "" and None before the adoption.
    roles, events, outcomes, concepts: key -> name in the file's language; state_names: of the States in every form, as
    a bracket may hold them; states, codes: names of States by a key, and the code of each key that the file knows.
    """

    process: str
    process_name: str
    number: str
    title: str
    symbol: str
    language: str
    begun: datetime
    changed: datetime
    revision: int
    phase: str
    draft: int = 0
    seq: int = 0
    head: str = ""
    adopted: datetime | None = None
    hash: str = ""
    parties: tuple[Party, ...] = ()
    happened: tuple[Happened, ...] = ()
    participation: tuple[Participates, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    concepts: Mapping[str, str] = field(default_factory=dict)
    state_names: tuple[str, ...] = ()
    states: States = ()
    codes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A paragraph or note of the text.

    anchor: by which it is known in every version of the text, "" for none; state: as `domain/consensus.py` has it;
    alternatives: where brackets open that a person ruled to be alternatives -> number of their set.
    """

    block: Block
    anchor: str = ""
    state: str = ""
    alternatives: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposed:
    """A proposal that was tabled or suggested.

    kind, status: as `domain/proposals.py` has them; by: as printed, co-sponsors included; sponsors: codes; anchor: of
    the paragraph; what: the change in words; base, text, new_notes: as `ProposalView` has them; new: what is on the
    table as a new paragraph, with the label that it would get.
    """

    number: int
    kind: str
    status: str
    party: str
    sponsors: tuple[str, ...]
    by: str
    anchor: str
    what: str
    base: str
    text: str
    reason: str
    decision: str
    tabled: datetime
    decided: datetime | None = None
    new: Block | None = None
    new_notes: Mapping[str, str] = field(default_factory=dict)
