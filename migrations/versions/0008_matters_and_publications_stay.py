"""The records of Processes and meetings, and what was published, are append-only, enforced by the database.

One idea for each migration; no import of the application; safe to run on a database in use.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = ("process_entry", "meeting_entry", "publication")
EVENTS = ("UPDATE", "DELETE")


def upgrade() -> None:
    for table in TABLES:
        if op.get_bind().dialect.name == "sqlite":
            for event in EVENTS:
                op.execute(
                    f"CREATE TRIGGER {table}_refuses_{event.lower()} BEFORE {event} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        else:
            # The function came with the triggers of the first record.
            op.execute(
                f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )


def downgrade() -> None:
    for table in TABLES:
        if op.get_bind().dialect.name == "sqlite":
            for event in EVENTS:
                op.execute(f"DROP TRIGGER {table}_refuses_{event.lower()}")
        else:
            op.execute(f"DROP TRIGGER {table}_refuses_change ON {table}")
