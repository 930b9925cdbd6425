"""Alembic's entry: online only, one transaction for each migration."""

from alembic import context

from drafting.persistence.database import Database, UtcDateTime
from drafting.persistence.records import metadata


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Migrations import nothing of the application, so our column type is written as its plain form."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


database = Database(context.config.get_main_option("sqlalchemy.url") or "")
try:
    with database.engine.execution_options(writing=True).connect() as connection:
        if connection.dialect.name == "sqlite" and connection.connection.dbapi_connection:
            # SQLite changes a table by making it anew, which rows that refer to the old one would forbid.
            connection.connection.dbapi_connection.cursor().execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,
            transaction_per_migration=True,
            compare_type=True,
            render_item=render_item,
        )
        with context.begin_transaction():
            context.run_migrations()
        # Alembic leaves the transaction open where the dialect has no transactional DDL of its own.
        connection.commit()
finally:
    database.close()
