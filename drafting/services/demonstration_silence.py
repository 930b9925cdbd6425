"""The no-objection procedures of the demonstration: one certified, two that run on the day it is loaded."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from drafting.persistence.database import Database
from drafting.services import (
    decisions,
    silence_answers,
    silence_certificate,
    silence_changes,
    silence_runs,
    silence_state,
)
from drafting.services.conference import Conference
from drafting.services.scope import DraftScope, draft_scope, meeting_scope

FILE = Path(__file__).resolve().parent.parent / "demo" / "silence.toml"


@dataclass
class Day:
    """The day of loading, from which all others are counted. chair: an e-mail; tokens: names of submissions so far."""

    database: Database
    made: Conference
    now: datetime
    chair: str
    tokens: int = field(default=0)

    def at(self, days: int, hour: time) -> datetime:
        """Aware UTC."""
        zone = ZoneInfo(self.made.meeting.zone)
        return datetime.combine(self.now.astimezone(zone).date() + timedelta(days), hour, zone).astimezone(UTC)

    def token(self) -> str:
        self.tokens += 1
        return f"silence-{self.tokens:04d}"


def load(database: Database, made: Conference, drafts: Mapping[str, int], now: datetime) -> None:
    """Play the file through the services. drafts: name -> id of those that the story brought."""
    plan = tomllib.loads(FILE.read_text(encoding="utf-8"))
    day = Day(database, made, now, plan["chair"])
    for row in plan["decision"]:
        draft = _decide(day, row)
        _play(day, draft, row["run"])
    _participate(day, drafts[plan["participation"]["draft"]], plan["participation"])


def _decide(day: Day, row: Mapping[str, Any]) -> int:
    at, by = day.at(row["days"], row["hour"]), day.made.people[row["by"]].id
    text = decisions.Text(row["title"], row["language"], row["paragraphs"])
    with day.database.writing() as session:
        scope = meeting_scope(session, by, day.made.meeting.id, at)
        return decisions.create(session, scope, kind=row["kind"], text=text, token=day.token(), now=at).id


def _play(day: Day, draft: int, row: Mapping[str, Any]) -> None:
    ends = day.at(row["ends_days"], row["ends_hour"])
    facts = {"subject": "draft", "party": None, "meaning": "adoption", "names": row["names"]}
    number = _start(day, draft, row, facts, day.at(row["days"], row["hour"]), ends)
    for answer in row["answer"]:
        at, by = day.at(answer["days"], answer["hour"]), answer["by"]
        said = {"answer": answer["answer"], "statement": answer.get("statement", ""), "paragraphs": ()}
        _act(day, draft, by, at, silence_answers.give, number, **said)
    if "restored" in row:
        at = day.at(row["restored"]["days"], row["restored"]["hour"])
        _act(day, draft, day.chair, at, silence_changes.restore, number)
    if "certified" in row:
        _certify(day, draft, number, row["certified"])


def _start(day: Day, draft: int, row: Mapping[str, Any], facts: Mapping[str, Any], at: datetime, ends: datetime) -> int:
    local = ends.astimezone(ZoneInfo(day.made.meeting.zone))
    plan = silence_runs.Plan(
        paragraphs=(),
        severable=False,
        day=local.date(),
        hour=local.time(),
        zone=day.made.meeting.zone,
        city="Almaty",
        notice_en=row["notice_en"],
        notice_ru=row["notice_ru"],
        **facts,
    )
    with day.database.writing() as session:
        scope = draft_scope(session, day.made.people[day.chair].id, draft, at, lock=True)
        made = silence_runs.prepare(session, scope, plan, token=day.token(), now=at)
        seq, token = scope.draft.seq, day.token()
        silence_runs.announce(session, scope, made.number, seq=seq, version=made.version, token=token, now=at)
        return made.number


def _act(day: Day, draft: int, who: str, at: datetime, do: Any, number: int, **facts: Any) -> None:
    with day.database.writing() as session:
        scope = draft_scope(session, day.made.people[who].id, draft, at, lock=True)
        do(session, scope, number, token=day.token(), now=at, **facts)


def _certify(day: Day, draft: int, number: int, row: Mapping[str, Any]) -> None:
    """No mail left the demonstration, so the Chair rules for each State that it was reached."""
    at = day.at(row["days"], row["hour"])
    with day.database.writing() as session:
        scope = draft_scope(session, day.made.people[day.chair].id, draft, at, lock=True)
        found = silence_certificate.way(session, scope, silence_state.load(session, scope, number), at)
        for party in found.unruled:
            _rule(session, scope, number, party, day, at)
        seq, said, token = scope.draft.seq, row["statement"], day.token()
        silence_certificate.certify(session, scope, number, seq=seq, statement=said, token=token, now=at)


def _rule(session: Any, scope: DraftScope, number: int, party: int, day: Day, at: datetime) -> None:
    silence_certificate.rule_on_notices(session, scope, number, party, reached=True, token=day.token(), now=at)


def _participate(day: Day, draft: int, row: Mapping[str, Any]) -> None:
    party = day.made.parties[row["party"]].id
    facts = {"subject": "participation", "party": party, "meaning": "participation", "names": "all"}
    _start(day, draft, row, facts, day.now - timedelta(hours=1), day.at(row["ends_days"], time(18)))
