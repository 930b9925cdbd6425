"""A no-objection procedure keeps the rules that it was announced by: its reminders, and whether scrutiny blocks.

One idea for each migration; no import of the application; safe to run on a database in use. Procedures of before keep
the rules that their Process has at this moment.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("silence_run", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reminder_hours", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("scrutiny_blocks", sa.Boolean(), nullable=False, server_default=sa.false()))
    for column in ("reminder_hours", "scrutiny_blocks"):
        op.execute(
            f"UPDATE silence_run SET {column} = (SELECT process.{column} FROM process "  # noqa: S608 - our own names
            "JOIN draft ON draft.process_id = process.id WHERE draft.id = silence_run.draft_id)"
        )
    with op.batch_alter_table("silence_run", schema=None) as batch_op:
        batch_op.alter_column("reminder_hours", server_default=None)
        batch_op.alter_column("scrutiny_blocks", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("silence_run", schema=None) as batch_op:
        batch_op.drop_column("scrutiny_blocks")
        batch_op.drop_column("reminder_hours")
