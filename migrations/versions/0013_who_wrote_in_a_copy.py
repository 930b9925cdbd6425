"""For whom each author wrote in a copy that came back, and how much was found in it when it was read.

One idea for each migration; no import of the application; safe to run on a database in use. Copies of before have
nobody's changes set apart.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("returned_copy", schema=None) as batch_op:
        for column in ("authors", "counts"):
            batch_op.add_column(sa.Column(column, sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("returned_copy", schema=None) as batch_op:
        for column in ("authors", "counts"):
            batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("returned_copy", schema=None) as batch_op:
        batch_op.drop_column("counts")
        batch_op.drop_column("authors")
