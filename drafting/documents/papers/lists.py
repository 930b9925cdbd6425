"""The lists of a meeting: provisional agenda, participants, speakers.

Source: practice.md section 7: agenda with times, breaks, openers and closers; participants by category with running
numbers; the planned order of speakers with their limits.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from drafting.documents.papers import words
from drafting.documents.papers.values import Attendee, Facts, Item, Occasion, Speech
from drafting.documents.papers.words import plain
from drafting.documents.tree import Block

_TITLES = {
    "agenda": {"en": "Provisional agenda", "ru": "Предварительная повестка дня"},
    "participants": {"en": "List of participants", "ru": "Список участников"},
    "speakers": {"en": "List of speakers", "ru": "Список ораторов"},
}
_NOTHING = {
    "agenda": {"en": "The agenda has no items yet.", "ru": "Пунктов в повестке дня ещё нет."},
    "participants": {"en": "No participants have been named yet.", "ru": "Участники ещё не названы."},
    "speakers": {"en": "The list has no speakers yet.", "ru": "Ораторов в списке ещё нет."},
}
_HEAD = {"en": "head of delegation", "ru": "глава делегации"}
_UNPLANNED = {"en": "Without a fixed time", "ru": "Время не назначено"}
_WITHOUT_ITEM = {"en": "Other statements", "ru": "Прочие выступления"}


def head(occasion: Occasion, title: str) -> Iterator[Block]:
    """The formal lines of a paper: symbol, meeting, place and days, and what the paper is."""
    if occasion.symbol:
        yield Block("symbol", plain(occasion.symbol))
    yield Block("title", plain(occasion.title))
    if occasion.theme:
        yield Block("place", words.quoted(plain(occasion.theme), occasion.language))
    yield Block("place", words.place_line(occasion))
    yield Block("heading", title, level=1)


def agenda(facts: Facts) -> tuple[Block, ...]:
    occasion = facts.occasion
    return (*head(occasion, title("agenda", occasion.language)), *agenda_body(facts, level=2))


def participants(facts: Facts) -> tuple[Block, ...]:
    occasion = facts.occasion
    return (*head(occasion, title("participants", occasion.language)), *participants_body(facts, level=2))


def speakers(facts: Facts) -> tuple[Block, ...]:
    occasion = facts.occasion
    language = occasion.language
    found: list[Block] = []
    for item, speeches in by_item(facts.agenda, facts.planned):
        found.append(Block("heading", _under(item, language), level=2))
        found += [Block("operative", _speaker(it, language), f"{at}.") for at, it in enumerate(speeches, 1)]
    return (*head(occasion, title("speakers", language)), *(found or [_nothing("speakers", language)]))


def title(kind: str, language: str) -> str:
    """What a list is called."""
    return _TITLES[kind][language]


def _nothing(kind: str, language: str) -> Block:
    return Block("text", _NOTHING[kind][language])


def agenda_body(facts: Facts, level: int) -> Iterator[Block]:
    """The items day by day. level: of the headings that name the days."""
    language = facts.occasion.language
    if not facts.agenda:
        yield _nothing("agenda", language)
    for day, items in groupby(facts.agenda, lambda it: it.starts.date() if it.starts else None):
        named = words.weekday(day, language) if day else _UNPLANNED[language]
        yield Block("heading", named, level=level)
        for it in items:
            yield from _item(it, language)


def _item(it: Item, language: str) -> Iterator[Block]:
    hours = words.hours(it)
    said = f"{hours} \u2002{plain(it.title)}" if hours else plain(it.title)
    if it.label:
        yield Block("operative", said, words.numbered(it.label))
    else:
        yield Block("text", f"*{said}*")
    for role, name in it.speakers:
        yield Block("point", f"{words.ROLES[role][language]}: {plain(name)}", "–", 1)
    if it.note:
        yield Block("point", plain(it.note), "–", 1)


def participants_body(facts: Facts, level: int) -> Iterator[Block]:
    """Everybody once, with running numbers through the whole list. level: of the headings that name the categories."""
    language = facts.occasion.language
    if not facts.attendees:
        yield _nothing("participants", language)
    for category, people in groupby(facts.attendees, lambda it: it.category):
        yield Block("heading", words.CATEGORIES[category][language], level=level)
        for party, members in groupby(people, lambda it: it.party):
            if party:
                yield Block("heading", plain(party), level=level + 1)
            yield from (Block("operative", _attendee(it, language), f"{it.number}.") for it in members)


def _attendee(it: Attendee, language: str) -> str:
    return f"{plain(it.person)}, {_HEAD[language]}" if it.is_head else plain(it.person)


def by_item(items: Sequence[Item], speeches: Sequence[Speech]) -> Iterator[tuple[Item | None, list[Speech]]]:
    """The speeches under the items in the order of the agenda, each in its own order; those under none last."""
    for item in (*items, None):
        found = [it for it in speeches if it.item == (item.id if item else None)]
        if found:
            yield item, found


def _under(item: Item | None, language: str) -> str:
    if item is None:
        return _WITHOUT_ITEM[language]
    return f"{words.numbered(item.label)} {plain(item.title)}".strip()


def _speaker(it: Speech, language: str) -> str:
    named = f"{plain(it.party)} — {plain(it.person)}" if it.person else plain(it.party)
    return f"{named} ({words.minutes(it.seconds, language)})"
