"""The register of notes verbales is append-only too, enforced by the database.

One idea for each migration; no import of the application; safe to run on a database in use.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

EVENTS = ("UPDATE", "DELETE")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event in EVENTS:
            op.execute(
                f"CREATE TRIGGER note_verbale_refuses_{event.lower()} BEFORE {event} ON note_verbale "
                "BEGIN SELECT RAISE(ABORT, 'note_verbale is append-only'); END"
            )
        return
    # The function came with the triggers of the record.
    op.execute(
        "CREATE TRIGGER note_verbale_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON note_verbale "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event in EVENTS:
            op.execute(f"DROP TRIGGER note_verbale_refuses_{event.lower()}")
        return
    op.execute("DROP TRIGGER note_verbale_refuses_change ON note_verbale")
