"""A small conference for tests: three participating States, an observer, a Chair, an Office, one open draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from drafting.documents.tree import Block
from drafting.persistence.database import Database
from drafting.persistence.queries import drafts as queries
from drafting.persistence.records import Draft
from drafting.services import conference, drafts
from drafting.services.scope import DraftScope, draft_scope, meeting_scope
from tests import prepared

NOW = datetime(2026, 6, 5, 12, tzinfo=UTC)
TEXT: tuple[Block, ...] = (
    Block("symbol", "Ref: Test Process/01/01/2026"),
    Block("title", "Communiqué"),
    Block("recital", "*Recalling* the Declaration[^1];", "(i)"),
    Block("enacting", "Decided:"),
    Block("operative", "To welcome the report;", "1."),
    Block("operative", "To cooperate, as set out in paragraph 1 above:", "2."),
    Block("point", "on training;", "(a)", 1),
    Block("point", "on the exchange of information;", "(b)", 1),
    Block("operative", "States [shall][should] meet every year.", "3."),
    Block("note", "Adopted in 2021.", "1"),
)


def person(email: str, *roles: dict[str, str], language: str = "en") -> dict[str, Any]:
    name = email.partition("@")[0].replace(".", " ").title()
    return {"email": email, "name_en": name, "name_ru": f"{name} (рус.)", "language": language, "roles": list(roles)}


def party(code: str, name: str, name_ru: str, *, status: str = "participating", kind: str = "state") -> dict[str, Any]:
    return {
        "code": code,
        "kind": kind,
        "status": status,
        "name_en": name,
        "name_ru": name_ru,
        "long_en": f"Republic of {name}",
        "long_ru": f"Республика {name_ru}",
        "long_ru_genitive": f"Республики {name_ru}",
    }


PLAN: dict[str, Any] = {
    "process": {"slug": "test", "name_en": "Test Process", "name_ru": "Тестовый процесс", "zone": "Asia/Almaty"},
    "meeting": {
        "slug": "first",
        "kind": "ministerial conference",
        "title_en": "First Conference",
        "title_ru": "Первая конференция",
        "city_en": "Almaty",
        "city_ru": "Алматы",
        "zone": "Asia/Almaty",
        "starts_on": NOW.date(),
        "ends_on": NOW.date(),
    },
    # English and Russian alphabets order these States differently.
    "parties": [
        party("ZAB", "Zabora", "Абора"),
        party("BEL", "Belmora", "Бельмора"),
        party("ARV", "Arvendal", "Ярвендаль"),
        party("OBS", "Observia", "Обсервия", status="observer"),
    ],
    "people": [
        person("office@example.org", {"role": "support"}),
        person("chair@example.org", {"role": "chair"}),
        person("rapporteur@example.org", {"role": "rapporteur"}),
        person("administrator@example.org", {"role": "administrator", "scope": "process"}),
        person("head.arv@example.org", {"role": "head", "party": "ARV"}),
        person("delegate.arv@example.org", {"role": "delegate", "party": "ARV"}),
        person("head.bel@example.org", {"role": "head", "party": "BEL"}, language="ru"),
        person("delegate.bel@example.org", {"role": "delegate", "party": "BEL"}),
        person("coordinator.zab@example.org", {"role": "coordinator", "party": "ZAB", "scope": "process"}),
        person("observer@example.org", {"role": "observer", "party": "OBS"}),
        person("secretariat@example.org", {"role": "support", "scope": "process"}),
        person("stranger@example.org"),
    ],
}


@dataclass
class World:
    """The ids that tests need. people: local part of the e-mail -> id; parties: code -> id."""

    database: Database
    draft: int
    process: int
    meeting: int
    people: dict[str, int]
    parties: dict[str, int]
    paragraphs: dict[str, int]

    def scope(self, session: Session, who: str, *, lock: bool = True, now: datetime = NOW) -> DraftScope:
        return draft_scope(session, self.people[who], self.draft, now, lock=lock)


def world(
    database: Database,
    blocks: Sequence[Block] = TEXT,
    *,
    is_open: bool = True,
    language: str = "en",
    plan: Mapping[str, Any] = PLAN,
) -> World:
    """Set everything up; paragraphs are named by label, or by kind where they have none.

    What was set up before is copied; see tests/prepared.py.
    """
    told = repr((blocks, is_open, language, plan))
    made = prepared.once(database, told, lambda: _world(database, blocks, language, plan, is_open=is_open))
    return World(database, *made)


def _world(
    database: Database, blocks: Sequence[Block], language: str, plan: Mapping[str, Any], *, is_open: bool
) -> tuple[Any, ...]:
    with database.writing() as session:
        made = conference.set_up(session, plan, NOW - timedelta(days=30))
        people = {email.partition("@")[0]: it.id for email, it in made.people.items()}
        process, meeting = made.process.id, made.meeting.id
        parties = {code: it.id for code, it in made.parties.items()}
    with database.writing() as session:
        draft = import_text(session, people["office"], meeting, blocks, language)
        names = name_paragraphs(session, draft.id, language)
        draft_id = draft.id
    it = World(database, draft_id, process, meeting, people, parties, names)
    if is_open:
        with database.writing() as session:
            drafts.open_draft(session, it.scope(session, "office"), token="open-the-draft", now=NOW)
    return draft_id, process, meeting, people, parties, names


def import_text(session: Session, office: int, meeting: int, blocks: Sequence[Block], language: str = "en") -> Draft:
    return drafts.import_draft(
        session,
        meeting_scope(session, office, meeting, NOW),
        title="Communiqué",
        language=language,
        blocks=blocks,
        source=drafts.Source("communique.md", "0" * 64),
        now=NOW,
    )


def name_paragraphs(session: Session, draft_id: int, language: str = "en") -> dict[str, int]:
    session.flush()
    rows = queries.texts(session, draft_id, language)
    return {it.paragraph.label or it.paragraph.kind: it.paragraph.id for it in rows}
