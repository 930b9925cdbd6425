"""A copied conference is the conference: without this, every other test would begin with something else."""

from sqlalchemy import select, update

from drafting.persistence.records import Base, Paragraph
from tests import prepared
from tests.factories import PLAN, world


def rows(database):
    with database.reading() as session:
        return {
            table.name: session.execute(select(table).order_by(*table.primary_key)).all()
            for table in Base.metadata.sorted_tables
        }


def test_what_is_copied_is_what_was_made(database, monkeypatch):
    monkeypatch.setattr(prepared, "_kept", {})
    made = world(database)
    first = rows(database)
    with database.writing() as session:
        session.execute(update(Paragraph).values(label="changed"))
    assert rows(database) != first
    [(ids, copied)] = prepared._kept.values()
    database.engine.dispose()
    copied.bring(database.engine.url)
    assert rows(database) == first
    assert (database, *ids) == tuple(vars(made).values())


def test_beside_what_is_there_nothing_is_copied(database, monkeypatch):
    monkeypatch.setattr(prepared, "_kept", {})
    first, second = (
        world(database, plan={**PLAN, "process": {**PLAN["process"], "slug": slug}}) for slug in ("one", "two")
    )
    assert first.draft != second.draft
    assert len(prepared._kept) == 1
