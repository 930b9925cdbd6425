"""A sitting of the small conference, and what is done in it, each act in a transaction of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from drafting.persistence.records import AgendaItem, Meeting, Sitting, Speech
from drafting.services import floor, matters_verification, sitting, sitting_page, speakers, speakers_page
from drafting.services.scope import MeetingScope, meeting_scope
from drafting.services.speakers_roll import list_seal
from tests.acts import token
from tests.factories import NOW, World

KINDS = (("statements", "General debate"), ("adoption", "Adoption of the communiqué"), ("closing", "Closing"))


@dataclass
class Room:
    """sittings, items: ids in order; now: the clock of the room, moved by `wait`."""

    world: World
    sittings: list[int] = field(default_factory=list)
    items: list[int] = field(default_factory=list)
    now: datetime = NOW

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def act(self, who: str, do: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """Do something in the meeting as a person, with a fresh token unless one is given."""
        with self.world.database.writing() as session:
            scope = meeting_scope(session, self.world.people[who], self.world.meeting, self.now, lock=True)
            return do(session, scope, *args, **{"token": token(), "now": self.now, **named})

    def look(self, do: Callable[[Session], Any]) -> Any:
        with self.world.database.reading() as session:
            found = do(session)
            session.expunge_all()
            return found

    def seen(self, who: str, do: Callable[[Session, MeetingScope, datetime], Any]) -> Any:
        with self.world.database.reading() as session:
            return do(session, meeting_scope(session, self.world.people[who], self.world.meeting, self.now), self.now)

    def seal(self) -> str:
        return str(self.look(lambda session: floor.seal(floor.queries.floor(session, self.world.meeting))))

    def about(self) -> str:
        return str(self.look(lambda session: sitting.about(floor.queries.floor(session, self.world.meeting))))

    def list_seal(self, item: int | None) -> str:
        return str(self.look(lambda session: list_seal(floor.queries.of_item(session, self.world.meeting, item))))

    def speech(self, number: int) -> Speech:
        return self.look(lambda session: session.get_one(Speech, number))

    def speech_of(self, code: str, kind: str = "statement") -> Speech:
        """The newest of the party."""
        party = self.world.parties[code]
        query = lambda session: session.query(Speech).filter_by(party_id=party, kind=kind)  # noqa: E731
        return self.look(lambda session: query(session).order_by(Speech.id.desc()).first())

    def entries(self) -> int:
        return int(self.look(lambda session: session.get_one(Meeting, self.world.meeting).seq))

    # What is done most

    def open(self, number: int = 0, who: str = "chair") -> None:
        self.act(who, sitting.open_sitting, self.sittings[number], shown=self.seal())

    def take_up(self, number: int = 0, **named: Any) -> None:
        self.act("chair", sitting.take_up, self.items[number], shown=self.seal(), **named)

    def make_list(self, who: str = "office", item: int | None = 0) -> int:
        return int(self.act(who, speakers.make_list, None if item is None else self.items[item]))

    def give(self, code: str, kind: str = "statement", who: str = "chair", **named: Any) -> Speech:
        number = self.speech_of(code, kind).id
        self.act(who, floor.give, number, **{"shown": self.seal(), **named})
        return self.speech(number)

    def order(self, who: str = "office", item: int | None = 0) -> list[str]:
        """The list as codes, in the planned order."""
        wanted = 0 if item is None else self.items[item]
        page = self.seen(who, lambda session, scope, now: speakers_page.page(session, scope, wanted, now))
        return [it.party.code for it in page.lines]

    def live(self, who: str = "chair", **named: Any) -> sitting_page.Live:
        found: sitting_page.Live = self.seen(
            who, lambda session, scope, now: sitting_page.live(session, scope, now, **named)
        )
        return found

    def findings(self) -> tuple[Any, ...]:
        with self.world.database.reading() as session:
            return matters_verification.verify(session, session.get_one(Meeting, self.world.meeting)).findings


def room(world: World) -> Room:
    """Two sittings planned, the first with a debate of 20 minutes, the adoption of the draft, and a closing."""
    it = Room(world)
    with world.database.writing() as session:
        plans = [Sitting(meeting_id=world.meeting, number=n, starts_at=NOW, ends_at=NOW) for n in (1, 2)]
        session.add_all(plans)
        session.flush()
        items = [
            AgendaItem(
                meeting_id=world.meeting,
                sitting_id=plans[0].id,
                place=f"0000{number}",
                kind=kind,
                label=f"{number}.",
                title_en=title,
                title_ru=title,
                minutes=20,
                draft_id=world.draft if kind == "adoption" else None,
            )
            for number, (kind, title) in enumerate(KINDS, 1)
        ]
        session.add_all(items)
        session.flush()
        it.sittings, it.items = [plan.id for plan in plans], [item.id for item in items]
    return it
