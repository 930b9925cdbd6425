"""What people said about brackets, at the place where each bracket stands in the text as it is now.

One idea for each migration; no import of the application; safe to run on a database in use.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bracket_ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("ruling", sa.String(length=20), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_bracket_ruling_draft_id_draft")),
        sa.ForeignKeyConstraint(
            ["paragraph_id"], ["paragraph.id"], name=op.f("fk_bracket_ruling_paragraph_id_paragraph")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_bracket_ruling_party_id_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bracket_ruling")),
    )
    with op.batch_alter_table("bracket_ruling", schema=None) as batch_op:
        batch_op.create_index("ix_bracket_ruling_draft_id_paragraph_id", ["draft_id", "paragraph_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("bracket_ruling", schema=None) as batch_op:
        batch_op.drop_index("ix_bracket_ruling_draft_id_paragraph_id")

    op.drop_table("bracket_ruling")
