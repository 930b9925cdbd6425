"""Where the demonstration's Process and meeting are played: a transaction, the person who acts, and fresh tokens."""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from drafting.persistence.database import Database
from drafting.services.conference import Conference
from drafting.services.scope import MeetingScope, ProcessScope, meeting_scope, process_scope

FOLDER = Path(__file__).resolve().parent.parent / "demo"
LANGUAGES = ("en", "ru")
Row = Mapping[str, Any]


@dataclass
class Stage:
    """plan: demo/meeting.toml; now: the day of loading; parties: code -> id; tokens: names of submissions so far."""

    database: Database
    made: Conference
    now: datetime
    plan: Row = field(default_factory=lambda: tomllib.loads((FOLDER / "meeting.toml").read_text(encoding="utf-8")))
    parties: dict[str, int] = field(default_factory=dict)
    tokens: int = 0

    def __post_init__(self) -> None:
        self.parties |= {code: it.id for code, it in self.made.parties.items()}

    def person(self, email: str) -> int:
        return self.made.people[email].id

    def token(self) -> str:
        self.tokens += 1
        return f"meeting-{self.tokens:04d}"

    def day(self, days: int) -> date:
        """Counted from the day of loading, where the Process is at home."""
        return self.now.astimezone(ZoneInfo(self.made.process.zone)).date() + timedelta(days)

    def at(self, days: int) -> datetime:
        """A morning before the day of loading, aware UTC."""
        return datetime.combine(self.day(days), time(9, 15), ZoneInfo(self.made.process.zone)).astimezone(UTC)

    @contextmanager
    def process(self, who: str, at: datetime) -> Iterator[tuple[Session, ProcessScope]]:
        """One transaction of a person on the Process's own matters. who: an e-mail."""
        with self.database.writing() as session:
            yield session, process_scope(session, self.person(who), self.made.process.id, at, lock=True)

    @contextmanager
    def meeting(self, who: str, at: datetime, meeting: int | None = None) -> Iterator[tuple[Session, MeetingScope]]:
        """One transaction of a person on the matters of a meeting, the conference file's own by default."""
        with self.database.writing() as session:
            number = meeting or self.made.meeting.id
            yield session, meeting_scope(session, self.person(who), number, at, lock=True)


def said(row: Row, *names: str) -> dict[str, str]:
    """The fields of a form; what the file does not say is empty. Days and hours stand as forms have them."""
    return {name: _typed(row.get(name, "")) for name in names}


def both(*names: str) -> tuple[str, ...]:
    """The names of fields in either language."""
    return tuple(f"{name}_{language}" for name in names for language in LANGUAGES)


def _typed(value: Any) -> str:
    return value.strftime("%H:%M") if isinstance(value, time) else str(value)
