"""How a proposal came that the Support Office put on the table for a delegation, as it was received.

One idea for each migration; no import of the application; safe to run on a database in use. Proposals of before were
all tabled by their own delegations.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("received", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.alter_column("received", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_column("received")
