"""Who comes to a meeting, in the categories and the order in which lists of participants are printed, and their badges.

Source: practice.md section 7: participants by category with running numbers; section 1: the order is always English
alphabetical by short name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from drafting.domain import order

Category = Literal[
    "participating", "observers", "intergovernmental", "other", "united nations", "civil society", "secretariat"
]
# In printing order. Who serves the meeting comes last, whichever party sent the person.
CATEGORIES: tuple[Category, ...] = (
    "participating",
    "observers",
    "intergovernmental",
    "other",
    "united nations",
    "civil society",
    "secretariat",
)
_ORGANIZATIONS: Mapping[str, Category] = {
    "intergovernmental": "intergovernmental",
    "united nations": "united nations",
    "civil society": "civil society",
}

# What a badge says -> the short code on it.
BADGES: Mapping[str, str] = {
    "head": "HOD",
    "delegate": "DEL",
    "observer": "OBS",
    "civil society": "CSO",
    "secretariat": "SEC",
    "interpreter": "INT",
    "press": "PRS",
    "staff": "STF",
}
# A head's badge goes with being head; the others are chosen.
CHOSEN = tuple(it for it in BADGES if it != "head")
# Badges of those who serve the meeting and speak for no party.
SERVING = frozenset({"secretariat", "interpreter", "press", "staff"})

# Forms of address with which lists of participants begin a name, in English and in Russian: a help, not a limit.
HONORIFICS: tuple[tuple[str, str], ...] = (
    ("H.E.", "Е.П."),
    ("H.E. Mr", "Е.П. г-н"),
    ("H.E. Ms", "Е.П. г-жа"),
    ("Mr", "г-н"),
    ("Ms", "г-жа"),
    ("Dr", "д-р"),
    ("Prof.", "проф."),
    ("Ambassador", "Посол"),
    ("General", "Генерал"),
    ("Lieutenant General", "Генерал-лейтенант"),
    ("Major General", "Генерал-майор"),
    ("Colonel", "Полковник"),
    ("Lieutenant Colonel", "Подполковник"),
    ("Major", "Майор"),
    ("Captain", "Капитан"),
)

State = Literal["invited", "named", "confirmed", "withdrawn"]
STATES: tuple[State, ...] = ("invited", "named", "confirmed", "withdrawn")


# How a State's credentials stand: its head is confirmed by the Office; a head is there, not yet confirmed; people are
# named and no head; nobody is named.
Standing = Literal["confirmed", "unconfirmed", "headless", "silent"]
STANDINGS: tuple[Standing, ...] = ("confirmed", "unconfirmed", "headless", "silent")


def standing(members: Sequence[tuple[bool, str]]) -> Standing:
    """How the credentials of a delegation stand. members: (is head, state) of those who have not withdrawn."""
    if not members:
        return "silent"
    of_head = [state for is_head, state in members if is_head]
    if not of_head:
        return "headless"
    return "confirmed" if "confirmed" in of_head else "unconfirmed"


def category_of(kind: str, category: str, status: str) -> Category:
    """Where a party stands in a list of participants. kind, category, status: as `Party` has them.

    Whoever participates stands among the participating; an organization of no known category among the others.
    """
    if status == "participating":
        return "participating"
    if kind == "state":
        return "observers"
    return _ORGANIZATIONS.get(category, "other")


def category_of_member(of_party: Category, badge: str, *, is_head: bool = False) -> Category:
    """Where a member of a delegation stands: with the party, unless the person came to serve the meeting."""
    return "secretariat" if badge in SERVING and not is_head else of_party


def attends(status: str, decision: str = "") -> bool:
    """Whether a party comes to a meeting. decision: what was decided for this meeting alone: "exclude", "invite" or "".

    Source: practice.md section 1: observers attend every meeting unless participating States decide otherwise; civil
    society is invited case by case.
    """
    if status == "observer":
        return decision != "exclude"
    return status == "participating" or (status == "invited" and decision == "invite")


def badge_for(of_party: Category) -> str:
    """The badge that a member of such a party's delegation gets unless the Office says otherwise."""
    if of_party == "participating":
        return "delegate"
    return of_party if of_party in ("civil society", "secretariat") else "observer"


def shown_badge(badge: str, *, is_head: bool) -> str:
    """What the badge says: a head of delegation is one whatever else the person is."""
    return "head" if is_head else badge


def titles(english: str, russian: str) -> tuple[str, str]:
    """Both forms of an honorific, where one of the table was given in one language alone; anything else as given."""
    if english and not russian:
        return english, dict(HONORIFICS).get(english, "")
    if russian and not english:
        return next((it for it, other in HONORIFICS if other == russian), ""), russian
    return english, russian


@dataclass(frozen=True)
class Participant:
    """id: of the delegate; party: its id; name: the English short name that the party is sorted by; place: inside the
    delegation."""

    id: int
    party: int
    name: str
    category: Category
    is_head: bool
    place: int


@dataclass(frozen=True)
class Numbered:
    """A participant with the running number in the whole list."""

    number: int
    participant: Participant


@dataclass(frozen=True)
class Section:
    """One category of the list; one without participants is not printed."""

    category: Category
    entries: tuple[Numbered, ...]


def rank(it: Participant) -> tuple[int, str, int, bool, int, int]:
    """The key of the printed order: category, party, then the head of delegation before the others by place."""
    return CATEGORIES.index(it.category), order.english_key(it.name), it.party, not it.is_head, it.place, it.id


def numbered(people: Iterable[Participant]) -> tuple[Section, ...]:
    """The list of participants: everybody once, counted from 1 through the whole list without a gap."""
    entries = [Numbered(number, it) for number, it in enumerate(sorted(people, key=rank), 1)]
    by_category = groupby(entries, key=lambda it: it.participant.category)
    return tuple(Section(category, tuple(found)) for category, found in by_category)


def moved(places: Mapping[int, int], of: int, *, up: bool) -> dict[int, int]:
    """The new places (id -> place) of those that change theirs when one goes a step up or down; empty at the end.

    places: of the members that can change places, all different. Raises ValueError for one who is not among them.
    """
    line = sorted(places, key=lambda it: places[it])
    other = line.index(of) + (-1 if up else 1)
    if not 0 <= other < len(line):
        return {}
    return {of: places[line[other]], line[other]: places[of]}
