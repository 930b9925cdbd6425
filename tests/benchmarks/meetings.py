"""The pages of a Process and a meeting at the size of a conference, in milliseconds, hellos and queries."""

import tempfile
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from drafting.persistence.database import Database
from drafting.persistence.migrate import upgrade
from drafting.persistence.records import (
    Addressee,
    AgendaItem,
    Delegate,
    Document,
    DocumentVersion,
    Floor,
    Meeting,
    Membership,
    Party,
    Process,
    Recommendation,
    Sitting,
    Speech,
    WorkingGroup,
)
from drafting.services import conference
from tests.benchmarks.browser import CLICK, Browser, cookies, serving
from tests.benchmarks.measure import interleaved, ms, say, table
from tests.benchmarks.page import count_queries_at
from tests.factories import NOW, PLAN

PARTIES, PEOPLE, ITEMS, DOCUMENTS, RECOMMENDED = 60, 500, 200, 100, 100
ROUNDS = 10
START = datetime(2026, 6, 5, 4, tzinfo=UTC)


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'meetings.sqlite'}"
        upgrade(url)
        database = Database(url)
        with database.writing() as session:
            process, meeting = _conference(session)
        database.close()
        say("meetings: ready")
        (signed,) = cookies(url, "secretariat@example.org")
        with serving("product", url) as port, serving("bare") as bare:
            _measure(url, Browser(port, signed), Browser(bare), process, meeting)


def _conference(session: Session) -> tuple[int, int]:
    made = conference.set_up(session, PLAN, NOW - timedelta(days=30))
    process, meeting = made.process, made.meeting
    process.access = meeting.access = "public"
    parties = [*made.parties.values(), *(_party(process, number) for number in range(PARTIES - len(made.parties)))]
    session.add_all(parties)
    session.flush()
    session.add_all(Membership(process_id=process.id, party_id=it.id, status=it.status) for it in parties)
    _delegations(session, meeting, parties)
    items = _agenda(session, meeting, parties)
    _documents(session, process, meeting, items)
    _recommendations(session, meeting, parties)
    return process.id, meeting.id


def _party(process: Process, number: int) -> Party:
    name = f"Statelia {number:02d}"
    names = {"name_en": name, "name_ru": name, "long_en": f"Republic of {name}", "long_ru": f"Республика {name}"}
    return Party(process_id=process.id, code=f"S{number:02d}", kind="state", status="participating", **names)


def _delegations(session: Session, meeting: Meeting, parties: list[Party]) -> None:
    for number in range(PEOPLE):
        party, place = parties[number % len(parties)], number // len(parties) + 1
        words = {"name_en": f"Person {number}", "name_ru": f"Участник {number}", "position_en": "Adviser"}
        row = {"meeting_id": meeting.id, "party_id": party.id, "place": place, "is_head": place == 1}
        session.add(Delegate(**row, **words, position_ru="советник", state="confirmed", confirmed_at=NOW))


def _agenda(session: Session, meeting: Meeting, parties: list[Party]) -> list[AgendaItem]:
    sittings = [
        Sitting(
            meeting_id=meeting.id,
            number=number + 1,
            starts_at=START + timedelta(days=number),
            ends_at=START + timedelta(days=number, hours=9),
            opened_at=START if number == 0 else None,
        )
        for number in range(4)
    ]
    session.add_all(sittings)
    session.flush()
    items = [
        AgendaItem(
            meeting_id=meeting.id,
            sitting_id=sittings[number * 4 // ITEMS].id,
            place=f"{number:05d}",
            kind="statements" if number == 1 else "item",
            title_en=f"Item {number}",
            title_ru=f"Пункт {number}",
            minutes=10,
        )
        for number in range(ITEMS)
    ]
    session.add_all(items)
    session.flush()
    facts = {"meeting_id": meeting.id, "item_id": items[1].id, "kind": "statement", "seconds": 420, "state": "listed"}
    session.add_all(Speech(party_id=it.id, place=place + 1, **facts) for place, it in enumerate(parties))
    session.add(Floor(meeting_id=meeting.id, sitting_id=sittings[0].id, item_id=items[1].id))
    return items


def _documents(session: Session, process: Process, meeting: Meeting, items: list[AgendaItem]) -> None:
    for number in range(DOCUMENTS):
        of = {"process_id": process.id, "meeting_id": meeting.id}
        words = {"title_en": f"Paper {number}", "title_ru": f"Документ {number}", "language": "en"}
        row = Document(**of, **words, kind="background", item_id=items[number].id, access="participants")
        session.add(row)
        session.flush()
        session.add(DocumentVersion(document_id=row.id, **of, language="en", number=1, state="original", at=NOW))


def _recommendations(session: Session, meeting: Meeting, parties: list[Party]) -> None:
    group = WorkingGroup(meeting_id=meeting.id, place=1, theme_en="Data", theme_ru="Данные")
    session.add(group)
    session.flush()
    for number in range(RECOMMENDED):
        words = {"text_en": "States should share data.", "text_ru": "Государствам следует обмениваться данными."}
        of = {"meeting_id": meeting.id, "group_id": group.id, "number": number + 1}
        row = Recommendation(**of, **words, strength="should")
        session.add(row)
        session.flush()
        party = parties[number % len(parties)].id
        session.add(Addressee(meeting_id=meeting.id, recommendation_id=row.id, party_id=party))


def _measure(url: str, browser: Browser, bare: Browser, process: int, meeting: int) -> None:
    asked = {
        "first page": "/",
        "register of parties": f"/processes/{process}/parties",
        "meetings of the Process": f"/processes/{process}/meetings",
        "follow-up": f"/processes/{process}/follow-up",
        "overview of the meeting": f"/meetings/{meeting}",
        "agenda": f"/meetings/{meeting}/agenda",
        "sitting": f"/meetings/{meeting}/sitting",
        "sitting, live part": f"/meetings/{meeting}/sitting/live",
        "speakers’ list": f"/meetings/{meeting}/speakers",
        "documents": f"/meetings/{meeting}/documents",
        "delegations": f"/meetings/{meeting}/delegations",
        "recommendations": f"/meetings/{meeting}/groups",
        "portal, the Process": "/portal/en/test",
    }
    for _ in range(4):  # Every process has rendered every page before the clock runs.
        for path in asked.values():
            browser.get(path)
    cases = {name: partial(browser.get, path) for name, path in asked.items()}
    times = interleaved({"hello": partial(bare.get, "/healthz"), **cases}, ROUNDS)
    rows = []
    for name, path in asked.items():
        answer = browser.get(path)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        took = times[name]
        queries = count_queries_at(url, browser.cookie, path, CLICK)
        rows.append((name, ms(took), f"{took / times['hello']:.0f}", queries, f"{len(answer.body):,}"))
    table(
        f"A conference of {PARTIES} delegations, {PEOPLE} people, {ITEMS} items, {DOCUMENTS} documents, as the Office",
        ("page", "ms", "hellos", "queries", "on the wire"),
        rows,
        f"A hello took {ms(times['hello'])} ms.",
    )
