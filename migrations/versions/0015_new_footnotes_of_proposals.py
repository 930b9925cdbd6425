"""New footnotes that come with the words of a proposal.

One idea for each migration; no import of the application; safe to run on a database in use. Proposals of before bring
none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("new_notes", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.alter_column("new_notes", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_column("new_notes")
