"""What the archive's search looks in: one row for each thing and language, and its words as the database indexes them.

The words stand in a full-text table on SQLite, already as stems, and on PostgreSQL in a table with a vector that the
database makes with its own morphology.

One idea for each migration; no import of the application; safe to run on a database in use.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("kind", "of", "language", name=op.f("uq_search_entry_kind_of_language")),
    )
    with op.batch_alter_table("search_entry", schema=None) as batch_op:
        batch_op.create_index("ix_search_entry_process_id", ["process_id"], unique=False)
        batch_op.create_index("ix_search_entry_document_id", ["document_id"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_words USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 0')"
        )
        return
    vector = " || ".join(
        f"setweight(to_tsvector('{{0}}'::regconfig, {column}), '{weight}')"
        for column, weight in (("title", "A"), ("body", "B"))
    )
    op.execute(
        "CREATE TABLE search_words (rowid integer PRIMARY KEY, title text NOT NULL, body text NOT NULL, "
        f"english tsvector GENERATED ALWAYS AS ({vector.format('english')}) STORED, "
        f"russian tsvector GENERATED ALWAYS AS ({vector.format('russian')}) STORED)"
    )
    op.execute("CREATE INDEX ix_search_words_english ON search_words USING gin (english)")
    op.execute("CREATE INDEX ix_search_words_russian ON search_words USING gin (russian)")


def downgrade() -> None:
    op.execute("DROP TABLE search_words")
    op.drop_table("search_entry")
