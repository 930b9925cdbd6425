"""The schema: one line of migrations, up and down on both databases, equal to what the mapped classes say."""

import ast
import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Inspector, column, insert, inspect, select, table, text

from drafting.config import ROOT
from drafting.persistence.database import Database
from drafting.persistence.migrate import configuration, downgrade, upgrade
from drafting.persistence.records import Participation, SilenceRun, metadata
from drafting.services import proposals, verification
from tests import acts
from tests.factories import NOW, world

VERSIONS = sorted((ROOT / "migrations" / "versions").glob("*.py"))
# A draft of before there were reminders: one State had promised a note verbale, another adopts.
_NAMES = dict.fromkeys(("name_en", "name_ru", "long_en", "long_ru", "long_ru_genitive"), "X")
_PLACE = dict.fromkeys(("title_en", "title_ru", "city_en", "city_ru", "slug", "kind"), "X")
_DAYS = {"starts_on": "2026-06-03", "ends_on": "2026-06-05"}
_TEXT = {"title": "X", "symbol": "", "language": "en", "phase": "adopted", "head_hash": "", "adopted_hash": ""}
OF_BEFORE: tuple[tuple[str, dict[str, object]], ...] = (
    (
        "process",
        {"id": 1, "slug": "x", "name_en": "X", "name_ru": "X", "zone": "UTC", "scrutiny_blocks": False},
    ),
    ("meeting", {"id": 1, "process_id": 1, "zone": "UTC", **_PLACE, **_DAYS}),
    *(
        ("party", {"id": it, "process_id": 1, "code": str(it), "kind": "state", "status": "participating", **_NAMES})
        for it in (1, 2)
    ),
    (
        "draft",
        {"id": 1, "process_id": 1, "meeting_id": 1, "revision": 1, "seq": 0, "proposals_tabled": 0, **_TEXT}
        | {"changed_at": "2026-06-05 12:00:00"},
    ),
    ("participation", {"draft_id": 1, "party_id": 1, "status": "note verbale", "note": ""}),
    ("participation", {"draft_id": 1, "party_id": 2, "status": "adopting", "note": ""}),
)
_names = (f"migrations_{number}" for number in itertools.count(1))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without a single table. SQLite first, in a folder whose name an ini file would misread."""
    if request.param == "sqlite":
        folder = tmp_path / "50% of a name"
        folder.mkdir()
        yield f"sqlite:///{folder / 'empty.sqlite'}"
        return
    server = request.getfixturevalue("postgres_server")
    name = next(_names)
    yield server.create(name)
    server.drop(name)


def schema(url: str) -> dict[str, object]:
    """Tables with their columns, keys, indexes and triggers, comparable."""
    database = Database(url)
    with database.engine.connect() as connection:
        it = inspect(connection)
        found: dict[str, object] = {table: _table(it, table) for table in sorted(it.get_table_names())}
        query = (
            "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
            if connection.dialect.name == "sqlite"
            else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname"
        )
        found["triggers"] = [row[0] for row in connection.execute(text(query))]
    database.close()
    return found


def _table(it: Inspector, table: str) -> object:
    columns = [(column["name"], str(column["type"]), column["nullable"]) for column in it.get_columns(table)]
    foreign = sorted((key["name"], key["referred_table"]) for key in it.get_foreign_keys(table))
    indexes = sorted(str(index["name"]) for index in it.get_indexes(table))
    unique = sorted(str(constraint["name"]) for constraint in it.get_unique_constraints(table))
    return columns, it.get_pk_constraint(table)["constrained_columns"], foreign, indexes, unique


def test_the_migrations_are_one_line_with_one_head():
    script = ScriptDirectory.from_config(configuration("sqlite://"))
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1
    assert all(not isinstance(it.down_revision, tuple) for it in script.walk_revisions())


def test_every_file_is_on_that_line_and_named_by_its_number():
    script = ScriptDirectory.from_config(configuration("sqlite://"))
    numbers = sorted(it.revision for it in script.walk_revisions())
    assert numbers == [path.name.partition("_")[0] for path in VERSIONS]
    assert numbers == [f"{number:04d}" for number in range(1, len(VERSIONS) + 1)]


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_migration_knows_nothing_of_the_application(path: Path):
    """What it does must stay what it was, whatever the mapped classes say later."""
    tree = ast.parse(path.read_text("utf-8"))
    imported = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or "."] if isinstance(node, ast.ImportFrom) else [it.name for it in node.names])
    }
    assert {name.partition(".")[0] for name in imported} <= {"alembic", "sqlalchemy"}


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_migration_says_what_it_is_for_and_can_go_back(path: Path):
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree)
    defined = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert {"upgrade", "downgrade"} <= defined.keys()
    assert not any(isinstance(node, ast.Pass) for node in ast.walk(tree))


def test_up_down_and_up_again_gives_the_same_schema(empty_url: str):
    upgrade(empty_url)
    first = schema(empty_url)
    assert {"draft", "entry", "revision"} <= first.keys()
    assert first["triggers"]
    downgrade(empty_url)
    left = schema(empty_url)
    assert left.keys() <= {"alembic_version", "triggers"}
    assert left["triggers"] == []
    upgrade(empty_url)
    assert schema(empty_url) == first


def test_each_step_can_be_taken_back_by_itself(empty_url: str):
    numbers = [path.name.partition("_")[0] for path in VERSIONS]
    for number in numbers:
        upgrade(empty_url, number)
        after = schema(empty_url)
        downgrade(empty_url, "-1")
        upgrade(empty_url, number)
        assert schema(empty_url) == after


def test_upgrading_twice_changes_nothing(empty_url: str):
    upgrade(empty_url)
    first = schema(empty_url)
    upgrade(empty_url)
    assert schema(empty_url) == first


def test_a_state_that_had_promised_a_note_before_is_reminded_of_it_in_a_fortnight(empty_url: str):
    upgrade(empty_url, "0003")
    database = Database(empty_url)
    with database.engine.begin() as connection:
        for name, row in OF_BEFORE:
            connection.execute(insert(table(name, *(column(it) for it in row))).values(row))
    upgrade(empty_url)
    query = select(Participation).order_by(Participation.party_id)
    with database.reading() as session:
        promised, adopting = session.scalars(query)
    database.close()
    assert promised.remind_at - promised.awaited_since == timedelta(days=14)
    assert abs(datetime.now(UTC) - promised.awaited_since) < timedelta(minutes=5)
    assert (adopting.awaited_since, adopting.remind_at, adopting.reminded) == (None, None, 0)


def test_a_run_of_before_keeps_the_rules_that_its_process_has_at_the_upgrade(empty_url: str):
    upgrade(empty_url, "0009")
    database = Database(empty_url)
    run = dict.fromkeys(("subject", "meaning", "state", "names", "city", "wording", "notice_en", "notice_ru"), "x")
    run |= {"id": 1, "draft_id": 1, "number": 1, "severable": False, "zone": "UTC", "end_of_day": False, "revision": 1}
    run |= dict.fromkeys(("opens_at", "ends_at", "prepared_at"), "2026-06-05 12:00:00")
    run |= {"prepared_by": 1, "instruction": "", "version": 1}
    rules = {"scrutiny_blocks": True, "reminder_hours": "[48]", "silence_hours": 72, "note_reminder_days": 14}
    rules |= {"week_end": "[]", "holidays": "[]"}
    person = {"id": 1, "email": "x", "name_en": "X", "name_ru": "X", "language": "en", "theme": "auto"} | dict.fromkeys(
        ("zone", "password_hash"), ""
    )
    rows = {"process": rules, "draft": {"kind": "text", "reissues": 0}}
    with database.engine.begin() as connection:
        for name, row in (*OF_BEFORE[:2], OF_BEFORE[4], ("person", person), ("silence_run", run)):
            full = {**row, **rows.get(name, {})}
            connection.execute(insert(table(name, *(column(it) for it in full))).values(full))
    upgrade(empty_url)
    with database.reading() as session:
        (kept,) = session.scalars(select(SilenceRun))
    database.close()
    assert (kept.reminder_hours, kept.scrutiny_blocks) == ([48], True)


def _is_mapped(_thing: object, name: str | None, kind: str, reflected: object, _other: object) -> bool:
    """The words of the search stand in tables that are of the database's own making and differ on each."""
    return not (kind == "table" and reflected and name is not None and name.startswith("search_words"))


def test_the_mapped_classes_are_what_the_migrations_made(database: Database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": _is_mapped})
        assert compare_metadata(context, metadata) == []


def test_a_table_that_others_refer_to_is_changed_with_its_rows(tmp_path: Path):
    url = f"sqlite:///{tmp_path}/used.sqlite"
    upgrade(url)
    database = Database(url)
    used = world(database)
    ref = acts.propose(used, "head.bel", "1.", "To note the report;")
    acts.act(
        used, "head.arv", lambda session, scope: proposals.sponsor(session, scope, ref, token="sponsor-1", now=NOW)
    )
    database.close()
    downgrade(url, "0011")
    upgrade(url)
    database = Database(url)
    with database.reading() as session:
        assert verification.verify(session, used.draft).findings == ()
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
    database.close()
