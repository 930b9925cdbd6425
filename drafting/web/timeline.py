"""The life of a no-objection procedure as a picture: a line of time with numbered marks, drawn without a script or a
style, and the same as a list. It is drawn twice, for a page and for a phone, so that its words keep their size.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from babel.dates import format_date
from flask_babel import gettext as _

from drafting.web.instants import local, manner
from drafting.web.moments import day_of

# Of the drawing, in its own units: about a pixel each.
LEFT, RIGHT = 14, 58
LANE, BADGE, SIGN, GAP = 22, 18, 6.6, 3
MINUTE = timedelta(minutes=1)
HOUR, DAY = 3600, 86400
STEPS = (HOUR // 4, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY, 365 * DAY)

DOT = "M{x} {y}m-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"
SQUARE = "M{x} {y}m-4.5 -4.5h9v9h-9z"
DIAMOND = "M{x} {y}m0 -6.5l6.5 6.5l-6.5 6.5l-6.5 -6.5z"
CROSS = "M{x} {y}m-5 -5l10 10m0 -10l-10 10"
BAR = "M{x} {y}m0 -9v18"
SHAPES = {
    "objection": CROSS,
    "broken": CROSS,
    "deadline": BAR,
    "former deadline": BAR,
    "expired": BAR,
    "announced": SQUARE,
    "opened": SQUARE,
    "extended": DIAMOND,
    "suspended": DIAMOND,
    "resumed": DIAMOND,
    "restored": DIAMOND,
    "certified": DIAMOND,
    "ended": DIAMOND,
}
# What lasts: drawn as a hatched stretch of the line.
STRETCHES = ("suspended", "outage")


@dataclass(frozen=True)
class Event:
    """Something that happened, or will. kind: a key of SHAPES, or any other word ("reminded", "comment", "withdrawal",
    "late" …), which is a dot and a class of css/clock.css; words: as the list says it; until: the end of what lasts,
    None while it lasts ("suspended", "outage")."""

    kind: str
    at: datetime
    words: str
    until: datetime | None = None


@dataclass(frozen=True)
class Label:
    """Words in the picture. x, y: of their left end, at the height of their lane; width: what they take."""

    x: float
    y: float
    width: float
    words: str


@dataclass(frozen=True)
class Picture:
    """width, height, axis: of the drawing, and the height of its line; line, period, gone: from where to where the line
    is drawn, the period lasts and has passed; marks: class and path; stems: x and from which height they come down."""

    width: int
    height: float
    axis: float
    line: tuple[float, float]
    period: tuple[float, float]
    gone: float
    stretches: Sequence[tuple[str, float, float]]
    marks: Sequence[tuple[str, str]]
    stems: Sequence[tuple[float, float]]
    badges: Sequence[Label]
    ticks: Sequence[tuple[float, Label]]
    labels: Sequence[Label]
    now: float | None


@dataclass(frozen=True)
class Timeline:
    """events: in order, numbered from 1 as in the pictures, each with its time in words."""

    pictures: tuple[tuple[str, Picture], ...]
    events: Sequence[tuple[str, Event]]
    now: datetime | None


def timeline(
    events: Sequence[Event], *, opens: datetime, ends: datetime, zone: str, now: datetime | None = None
) -> Timeline:
    """events: in any order; ends: the deadline as it stands; now: None once the procedure is over."""
    if not any(it.kind in ("deadline", "expired") for it in events):
        events = [*events, Event("deadline", ends, str(_("Deadline")))]
    told = sorted(events, key=lambda it: (it.at, it.kind == "expired"))
    days = _span(told, opens, ends, now)
    years = {local(it, zone).year for it in days}
    words = [_time(it, ends, zone, with_year=len(years) > 1) for it in told]
    drawn = tuple(
        (name, _draw(told, width, lanes, opens=opens, ends=ends, zone=zone, now=now))
        for name, width, lanes in (("wide", 720, 6), ("phone", 320, 5))
    )
    return Timeline(drawn, tuple(zip(words, told, strict=True)), now)


def _span(events: Sequence[Event], opens: datetime, ends: datetime, now: datetime | None) -> tuple[datetime, datetime]:
    ending = [it.until for it in events if it.until] + ([now] if now else [])
    every = [opens, ends, *(it.at for it in events), *ending]
    return min(every), max(every)


def _time(event: Event, ends: datetime, zone: str, *, with_year: bool) -> str:
    """Of what lasts from when to when, with the day once where it is the same."""
    day, hour = _clock(event.at, ends, zone, with_year=with_year)
    if event.until is None:
        return f"{day}, {hour}"
    other, until = _clock(event.until, ends, zone, with_year=with_year)
    return f"{day}, {hour} – {until if day == other else f'{other}, {until}'}"


def _clock(at: datetime, ends: datetime, zone: str, *, with_year: bool) -> tuple[str, str]:
    """The day and the hour; where seconds decide, they are said."""
    wall = local(at, zone)
    is_close = at != ends and abs(at - ends) < MINUTE
    day = day_of(wall.date()) if with_year else str(format_date(wall.date(), "d MMMM", manner()))
    return day, f"{wall:%H:%M:%S}" if is_close else f"{wall:%H:%M}"


def _draw(
    events: Sequence[Event],
    width: int,
    lanes: int,
    *,
    opens: datetime,
    ends: datetime,
    zone: str,
    now: datetime | None,
) -> Picture:
    first, last = _span(events, opens, ends, now)
    scale = (width - LEFT - RIGHT) / max((last - first).total_seconds(), 1)

    def x(at: datetime) -> float:
        return round(LEFT + (at - first).total_seconds() * scale, 1)

    badges = _badges([x(it.at) for it in events], lanes)
    axis = LANE * (1 + max((it.lane for it in badges), default=0)) + 14
    raised = [replace(it.label, y=axis - 12 - LANE * (it.lane + 1)) for it in badges]
    named = [(str(_("start")), x(opens)), (str(_("deadline")), x(ends))] + ([(str(_("now")), x(now))] if now else [])
    labels = _rows(named, width, axis + 48)
    return Picture(
        width=width,
        height=max((it.y for it in labels), default=axis) + 8,
        axis=axis,
        line=(x(first), x(last)),
        period=(x(opens), x(ends)),
        gone=x(max(opens, min(now or ends, ends))),
        stretches=[(it.kind, x(it.at), x(it.until or now or last)) for it in events if it.kind in STRETCHES],
        marks=[(it.kind, SHAPES.get(it.kind, DOT).format(x=x(it.at), y=axis)) for it in sorted(events, key=_is_grave)],
        stems=[(it.place, label.y + BADGE) for it, label in zip(badges, raised, strict=True)],
        badges=raised,
        ticks=[(x(at), _centred(words, x(at), width, axis + 28)) for at, words in _ticks(first, last, zone, scale)],
        labels=labels,
        now=x(now) if now else None,
    )


def _is_grave(event: Event) -> bool:
    """Whether its mark is drawn over others at the same place."""
    return SHAPES.get(event.kind) == CROSS


@dataclass(frozen=True)
class _Badge:
    """lane: from 0 at the line; place: where its stem stands."""

    lane: int
    place: float
    label: Label


def _badges(places: Sequence[float], lanes: int) -> list[_Badge]:
    """The numbers of the events, each at its place and in the lowest lane where it covers no other.

    Where all lanes are full, a number joins the one before it: "12–58".
    """
    found: list[_Badge] = []
    ends: list[float] = []  # How far each lane is taken.
    first = 1
    for number, place in enumerate(places, 1):
        label = _numbered(str(number), place)
        lane = next((it for it, end in enumerate(ends) if end + GAP <= label.x), len(ends))
        if lane < lanes:
            first = number
            badge = _Badge(lane, place, label)
        else:
            before = found.pop()
            joined = replace(_numbered(f"{first}–{number}", place), x=before.label.x)
            badge = replace(before, label=joined)
        ends[badge.lane : badge.lane + 1] = [badge.label.x + badge.label.width]
        found.append(badge)
    return found


def _numbered(words: str, place: float) -> Label:
    width = round(max(BADGE, SIGN * len(words) + 8), 1)
    return Label(round(place - width / 2, 1), 0, width, words)


def _rows(named: Sequence[tuple[str, float]], width: int, top: float) -> list[Label]:
    """Words under the line, each in the first row where it covers no other."""
    found: list[Label] = []
    ends: list[float] = []
    for words, place in sorted(named, key=lambda it: it[1]):
        label = _centred(words, place, width, top)
        row = next((it for it, end in enumerate(ends) if end + 2 * GAP <= label.x), len(ends))
        ends[row : row + 1] = [label.x + label.width]
        found.append(replace(label, y=top + 16 * row))
    return found


def _centred(words: str, place: float, width: int, y: float) -> Label:
    taken = round(SIGN * len(words), 1)
    return Label(round(min(max(place - taken / 2, 0), width - taken), 1), y, taken, words)


def _ticks(first: datetime, last: datetime, zone: str, scale: float) -> Iterator[tuple[datetime, str]]:
    """Round instants of the zone with their words, so far apart that the words do not touch."""
    step = next((it for it in STEPS if it * scale >= 70), STEPS[-1])  # noqa: PLR2004 - units that a date takes
    midnight = local(first, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    count, wall = 0, midnight
    while wall <= last:
        if wall >= first:
            is_hour = step < DAY and (wall.hour or wall.minute)
            yield wall, f"{wall:%H:%M}" if is_hour else format_date(wall.date(), "d MMM", manner())
        count += 1
        # Counted on the wall, so that a summer-time change moves no midnight.
        wall = midnight + timedelta(seconds=step * count)
