"""The sitting as a page: what is before the meeting, who speaks, who asks, what was ruled.

What is shown of a draft is what the reader may see of it; on the wall, what every delegation may see.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import permissions, sitting
from drafting.persistence.queries import consensus, drafts, outline
from drafting.persistence.queries import sitting as queries
from drafting.persistence.queries import speakers as speeches
from drafting.persistence.records import AgendaItem, ChairRuling, Draft, Floor, Party, Sitting
from drafting.services import bracket_count, floor, ruled_brackets
from drafting.services.agenda_page import ordered_items
from drafting.services.outline import numbered_notes, spoken_labels
from drafting.services.scope import DraftScope, MeetingScope
from drafting.services.sitting import about
from drafting.services.speakers_page import Line, current_list, in_order, lines_of, own_delegations

# Seconds between two looks of a page at the server.
OPEN_POLL = 2
CLOSED_POLL = 30


@dataclass(frozen=True)
class Before:
    """The draft before the meeting. choices: (paragraph id, kind, label as it is said) in order; text: of the current
    paragraph in the draft's language, "" for none; brackets: its open ones; objections: how many States object to this
    wording; back, on: the paragraphs beside it."""

    draft: Draft
    choices: Sequence[tuple[int, str, str]]
    paragraph: outline.Line | None = None
    label: str = ""
    text: str = ""
    brackets: int = 0
    objections: int = 0
    back: int | None = None
    on: int | None = None


@dataclass(frozen=True)
class Live:
    """sitting: the open one; current: who has the floor; lines: the list of what is before the meeting, in planned
    order; numbers: item -> its number as printed; next_item: the item that "the next" takes up; polls: seconds until
    the page looks again, 0 for never."""

    sitting: Sitting | None
    sittings: Sequence[Sitting]
    items: Sequence[AgendaItem]
    numbers: Mapping[int, str]
    item: AgendaItem | None
    next_item: AgendaItem | None
    current: Line | None
    lines: Sequence[Line]
    before: Before | None
    rulings: Sequence[ChairRuling]
    asking: Sequence[Party]
    seal: str
    about: str
    polls: int

    @property
    def waiting(self) -> list[Line]:
        """Those who are called, in the planned order."""
        return [it for it in self.lines if it.waits]

    @property
    def requests(self) -> list[Line]:
        """Those who asked for the floor, in the order in which they did."""
        asked = [it for it in self.waiting if it.speech.state == "asked"]
        return sorted(asked, key=lambda it: (it.speech.asked_at is None, it.speech.asked_at, it.speech.id))

    @property
    def spoken(self) -> list[Line]:
        """Those who have spoken, in the order in which they did."""
        return sorted((it for it in self.lines if it.spoke and it is not self.current), key=lambda it: it.spoke)


def live(session: Session, scope: MeetingScope, now: datetime, *, on_wall: bool = False) -> Live:
    """The state of the sitting for this reader. on_wall: only what every delegation may see."""
    here = speeches.floor(session, scope.meeting.id)
    sittings = queries.sittings(session, scope.meeting.id)
    is_open = next((it for it in sittings if here and it.id == here.sitting_id), None)
    ordered = ordered_items(session, scope.meeting.id)
    agenda = [it for it, _ in ordered]
    item = next((it for it in agenda if here and it.id == here.item_id), None)
    items = [it for it in agenda if is_open is None or it.sitting_id in (is_open.id, None) or it is item]
    attending = in_order(speeches.attending(session, scope.meeting))
    lines = lines_of(session, scope, current_list(session, scope, here), attending, now)
    shown = is_open or next((it for it in reversed(sittings) if it.closed_at), None)
    return Live(
        sitting=is_open,
        sittings=sittings,
        items=items,
        numbers={it.id: number for it, number in ordered},
        item=item,
        next_item=_next(items, item),
        current=next((it for it in lines if here and it.speech.id == here.speech_id), None),
        lines=lines,
        before=_before(session, scope, here, on_wall=on_wall),
        rulings=queries.rulings(session, scope.meeting.id, shown.id if shown else None),
        asking=own_delegations(scope, attending),
        seal=floor.seal(here),
        about=about(here),
        polls=polls(sittings),
    )


def polls(sittings: Sequence[Sitting]) -> int:
    """A page looks every two seconds while the meeting sits, now and then while it is to sit again, then no more."""
    states = {sitting.state_of(it.opened_at, it.closed_at) for it in sittings}
    return OPEN_POLL if "open" in states else CLOSED_POLL if "planned" in states else 0


def _next(items: Sequence[AgendaItem], item: AgendaItem | None) -> AgendaItem | None:
    way = [sitting.Item(it.id, it.state) for it in items]
    found = sitting.next_item(way, item.id if item else None)
    return next((it for it in items if it.id == found), None)


def _before(session: Session, scope: MeetingScope, here: Floor | None, *, on_wall: bool) -> Before | None:
    draft = queries.draft(session, scope.meeting.id, here.draft_id) if here and here.draft_id else None
    if here is None or draft is None or not _is_shown(scope, draft, on_wall=on_wall):
        return None
    lines = outline.outline(session, draft.id)
    labels = spoken_labels(lines, numbered_notes(session, draft))
    standing = [it for it in lines if it.state != "deleted"]
    choices = tuple((it.id, it.kind, labels[it.id]) for it in standing)
    paragraph = next((it for it in standing if it.id == here.paragraph_id), None)
    back, on = sitting.neighbours([it.id for it in standing], paragraph.id if paragraph else None)
    found = drafts.text(session, draft.id, paragraph.id, draft.language) if paragraph else None
    if paragraph is None or found is None:
        return Before(draft, choices, back=back, on=on)
    of_draft = DraftScope(scope.meeting, scope.process, scope.actor, scope.parties, draft)
    rulings = {paragraph.id: ruled_brackets.of(session, of_draft, paragraph.id)}
    positions = consensus.positions(session, draft.id, paragraph.id)
    return Before(
        draft,
        choices,
        paragraph,
        label=labels[paragraph.id],
        text=found.revision.text,
        brackets=bracket_count.open_brackets(of_draft, [found.line()], rulings),
        objections=sum(it.kind == "objects" and it.wording == paragraph.wording for it in positions),
        back=back,
        on=on,
    )


def _is_shown(scope: MeetingScope, draft: Draft, *, on_wall: bool) -> bool:
    """A text in preparation is shown to those who prepare it, and never on the wall."""
    if on_wall:
        return draft.phase != "preparing"
    return permissions.may(scope.actor, "see draft", permissions.Subject(phase=draft.phase))
