"""What the papers of a meeting are drawn up from: plain values, every name in the language of the paper."""

from dataclasses import dataclass
from datetime import date, datetime

from drafting.documents.tree import Block
from drafting.domain.participants import Category


@dataclass(frozen=True)
class Occasion:
    """A meeting. kind: of `domain/meetings.py`; chair: the State in the chair, "" while none is; chairing: its
    representative; support: the name under which the secretariat signs; zone: IANA name."""

    language: str
    process: str
    title: str
    kind: str
    first: date
    last: date
    city: str
    zone: str
    symbol: str = ""
    theme: str = ""
    venue: str = ""
    host: str = ""
    organisers: str = ""
    funders: str = ""
    chair: str = ""
    chairing: str = ""
    sittings: int = 0


@dataclass(frozen=True)
class Item:
    """An item of the agenda. label: as printed, "" for a break; starts, ends: local to the meeting, None where no hour
    is planned; speakers: (role, name), roles of `domain/agenda.py`."""

    id: int
    label: str
    kind: str
    title: str
    note: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    speakers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Attendee:
    """A participant. party: the name of the delegation, with the country of an organization behind it; person: title,
    name, and position."""

    number: int
    category: Category
    party: str
    person: str
    is_head: bool = False


@dataclass(frozen=True)
class Represented:
    """A party of the register. genitive: of its Russian long name, "" where it is not known or in English; present:
    whether it was represented at the meeting."""

    category: Category
    name: str
    genitive: str = ""
    present: bool = True


@dataclass(frozen=True)
class Speech:
    """A statement as planned or as given. item: id of the agenda item, None for none; seconds: planned or spoken; at:
    when it was given, local to the meeting, None before."""

    item: int | None
    party: str
    person: str
    seconds: int
    at: datetime | None = None


@dataclass(frozen=True)
class Asked:
    """A recommendation. label: "i.", …; addressed: to whom, in words."""

    label: str
    text: str
    addressed: str


@dataclass(frozen=True)
class Theme:
    title: str
    rapporteur: str
    recommendations: tuple[Asked, ...]


@dataclass(frozen=True)
class Adopted:
    """A text adopted at the meeting. kind: "mechanism" or another; sentences: who adopted it and who did not; blocks:
    whole, notes last; language: its own, which may be another than the report's."""

    title: str
    symbol: str
    kind: str
    language: str
    sentences: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Elected:
    """A State elected to the chair at the meeting. last: the last day of its term."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Facts:
    """Everything that the papers of a meeting are drawn up from, in one language.

    agenda: in order; attendees: in printed order, numbered from 1; parties: the register in the order in which States
    are named; planned, given: speeches in planned and in actual order; summary: the Chair's summary as it stands, ()
    while there is none.
    """

    occasion: Occasion
    agenda: tuple[Item, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    parties: tuple[Represented, ...] = ()
    planned: tuple[Speech, ...] = ()
    given: tuple[Speech, ...] = ()
    themes: tuple[Theme, ...] = ()
    adopted: tuple[Adopted, ...] = ()
    elected: tuple[Elected, ...] = ()
    summary: tuple[Block, ...] = ()
