"""Entries of one kind are found without reading the whole record: the remarks of a draft are asked for on its page.

One idea for each migration; no import of the application; safe to run on a database in use.
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_entry_draft_kind", "entry", ["draft_id", "kind"])


def downgrade() -> None:
    op.drop_index("ix_entry_draft_kind", table_name="entry")
