"""The life of a run for its picture: the entries of the record as events, and the deadlines that were moved."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from flask_babel import gettext as _

from drafting.domain.silence import BREAKING
from drafting.services.history import EntryView
from drafting.services.silence_page import RunPage
from drafting.web import record_words
from drafting.web.timeline import Event, Timeline, timeline

KINDS: Mapping[str, str] = {
    "silence announced": "announced",
    "silence opened": "opened",
    "silence reminded": "reminded",
    "silence broken": "broken",
    "silence restored": "restored",
    "silence resumed": "resumed",
    "silence extended": "extended",
    "silence expired": "expired",
    "notice ruled": "ruled",
    "note ruled": "ruled",
    "silence certified": "certified",
    "silence ended": "ended",
}


def life(page: RunPage) -> Timeline:
    run = page.run
    return timeline(
        list(_events(page)),
        opens=run.opens_at,
        ends=run.ends_at,
        zone=run.zone,
        now=page.now if page.is_active else None,
    )


def _events(page: RunPage) -> Iterator[Event]:
    ends = page.run.ends_at
    for place, entry in enumerate(page.story):
        words = record_words.happened(entry, page.scope)
        if entry.payload.get("reason"):
            words = f"{words} {_('Reason: %(reason)s', reason=entry.payload['reason'])}"
        # The period ended at its deadline, whenever that was written down.
        yield _event(entry, page.story[place + 1 :], words, ends if entry.kind == "silence expired" else entry.at)
        if "ends" in entry.payload and entry.kind != "silence reminded":
            moved = datetime.fromisoformat(entry.payload["ends"])
            if entry.kind != "silence announced" and moved != ends:
                yield Event("former deadline", ends, _("Former deadline"))
            ends = moved


def _event(entry: EntryView, later: Sequence[EntryView], words: str, at: datetime) -> Event:
    if entry.kind == "silence suspended":
        return Event("suspended", at, words, _end_of_pause(later))
    if entry.kind == "outage declared":
        began, ended = (datetime.fromisoformat(entry.payload[it]) for it in ("began", "ended"))
        return Event("outage", began, words, ended)
    if entry.kind == "silence answered":
        return Event(_answer(entry), at, words)
    return Event(KINDS[entry.kind], at, words)


def _end_of_pause(later: Sequence[EntryView]) -> datetime | None:
    """A pause ends when it is resumed, broken or ended; None while it lasts."""
    ending = ("silence resumed", "silence broken", "silence ended")
    return next((it.at for it in later if it.kind in ending), None)


def _answer(entry: EntryView) -> str:
    if entry.payload["late"]:
        return "late"
    answer = str(entry.payload["answer"])
    return "objection" if answer in BREAKING else answer
