"""No-objection runs with their answers, notes verbales, the outbox of notices, and participation with its basis.

One idea for each migration; no import of the application; safe to run on a database in use.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Columns that older tables gain: (table, column). Each has a default, so that rows of before are complete.
GAINED = (
    ("process", sa.Column("silence_hours", sa.Integer(), nullable=False, server_default="72")),
    ("process", sa.Column("reminder_hours", sa.JSON(), nullable=False, server_default="[24, 2]")),
    ("process", sa.Column("note_reminder_days", sa.Integer(), nullable=False, server_default="14")),
    ("process", sa.Column("week_end", sa.JSON(), nullable=False, server_default="[5, 6]")),
    ("process", sa.Column("holidays", sa.JSON(), nullable=False, server_default="[]")),
    ("party", sa.Column("forms_ru", sa.JSON(), nullable=False, server_default="[]")),
    ("person", sa.Column("zone", sa.String(60), nullable=False, server_default="")),
    ("draft", sa.Column("kind", sa.String(20), nullable=False, server_default="text")),
    ("draft", sa.Column("reissues", sa.Integer(), nullable=False, server_default="0")),
    ("participation", sa.Column("since", sa.Date(), nullable=True)),
    ("participation", sa.Column("basis", sa.Text(), nullable=False, server_default="")),
    ("participation", sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True)),
    ("participation", sa.Column("zone", sa.String(60), nullable=False, server_default="")),
    ("participation", sa.Column("meaning", sa.String(30), nullable=False, server_default="")),
    ("participation", sa.Column("awaited_since", sa.DateTime(timezone=True), nullable=True)),
    ("participation", sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True)),
    ("participation", sa.Column("reminded", sa.Integer(), nullable=False, server_default="0")),
    ("participation", sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True)),
)
INDEXES = (
    ("participation", ("remind_at",)),
    ("silence_run", ("next_at",)),
    ("silence_paragraph", ("draft_id", "paragraph_id")),
    ("silence_answer", ("run_id",)),
    ("note_verbale", ("draft_id",)),
    ("notice", ("run_id",)),
    ("notice", ("next_try_at",)),
)


def upgrade() -> None:
    for table, column in GAINED:
        op.add_column(table, column)
    _runs()
    _answers()
    _notices()
    for table, columns in INDEXES:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
    _await_notes()


def downgrade() -> None:
    # SQLite drops no column that an index holds.
    op.drop_index("ix_participation_remind_at", "participation")
    for table in (
        "calendar_address",
        "notice",
        "silence_answer",
        "note_verbale",
        "silence_contact",
        "silence_eligible",
        "silence_paragraph",
        "silence_run",
    ):
        op.drop_table(table)
    for table, column in GAINED:
        op.drop_column(table, column.name)


def _table(name: str, *columns: sa.Column, keys: dict[str, str], unique: tuple[tuple[str, ...], ...] = ()) -> None:
    """keys: column -> the table whose id it holds."""
    primary = [column.name for column in columns if column.primary_key]
    op.create_table(
        name,
        *columns,
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_{name}_{column}_{table}")
            for column, table in keys.items()
        ),
        *(sa.UniqueConstraint(*it, name=f"uq_{name}_{'_'.join(it)}") for it in unique),
        sa.PrimaryKeyConstraint(*primary, name=f"pk_{name}"),
    )


def _key(name: str = "id") -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False, primary_key=True)


def _whole(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _words(name: str, longest: int = 0, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(longest) if longest else sa.Text(), nullable=nullable)


def _instant(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _yes(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Boolean(), nullable=nullable)


def _runs() -> None:
    _table(
        "silence_run",
        _key(),
        _whole("draft_id"),
        _whole("number"),
        _words("subject", 20),
        _whole("party_id", nullable=True),
        _words("meaning", 30),
        _words("state", 20),
        _yes("severable"),
        _words("names", 20),
        _instant("opens_at"),
        _instant("ends_at"),
        _words("zone", 60),
        _words("city", 60),
        _yes("end_of_day"),
        _instant("suspended_at", nullable=True),
        _whole("revision"),
        _words("wording", 64),
        _words("notice_en"),
        _words("notice_ru"),
        _words("instruction"),
        _whole("prepared_by"),
        _instant("prepared_at"),
        _instant("announced_at", nullable=True),
        _instant("ended_at", nullable=True),
        _instant("next_at", nullable=True),
        _whole("version"),
        _words("token", 80, nullable=True),
        keys={"draft_id": "draft", "party_id": "party", "prepared_by": "person"},
        unique=(("draft_id", "number"), ("draft_id", "token")),
    )
    _table(
        "silence_paragraph",
        _key("run_id"),
        _key("paragraph_id"),
        _whole("draft_id"),
        _whole("revision_id"),
        _words("wording", 64),
        keys={"run_id": "silence_run", "paragraph_id": "paragraph", "draft_id": "draft", "revision_id": "revision"},
    )
    _table(
        "silence_eligible",
        _key("run_id"),
        _key("party_id"),
        _words("mark", 30, nullable=True),
        _yes("reached", nullable=True),
        keys={"run_id": "silence_run", "party_id": "party"},
    )
    _table(
        "silence_contact",
        _key(),
        _whole("run_id"),
        _whole("party_id", nullable=True),
        _whole("person_id"),
        _words("name", 120),
        _words("email", 254),
        _words("language", 8),
        _yes("binds"),
        keys={"run_id": "silence_run", "party_id": "party", "person_id": "person"},
        unique=(("run_id", "person_id"),),
    )


def _answers() -> None:
    _table(
        "note_verbale",
        _key(),
        _whole("meeting_id"),
        _whole("number"),
        _whole("draft_id", nullable=True),
        _whole("run_id", nullable=True),
        _whole("party_id"),
        _words("reference", 120),
        sa.Column("dated", sa.Date(), nullable=False),
        _instant("received_at"),
        _instant("registered_at"),
        _whole("person_id"),
        _words("answer", 20),
        _words("about"),
        _words("scan_name", 255),
        _words("scan_type", 60),
        _words("scan_sha256", 64),
        sa.Column("scan", sa.LargeBinary(), nullable=True),
        _words("token", 80),
        keys={
            "meeting_id": "meeting",
            "draft_id": "draft",
            "run_id": "silence_run",
            "party_id": "party",
            "person_id": "person",
        },
        unique=(("meeting_id", "number"), ("meeting_id", "token")),
    )
    _table(
        "silence_answer",
        _key(),
        _whole("run_id"),
        _whole("draft_id"),
        _whole("seq"),
        _whole("party_id"),
        _whole("person_id"),
        _words("answer", 20),
        sa.Column("paragraphs", sa.JSON(), nullable=False),
        _words("statement"),
        _instant("received_at"),
        _instant("given_at"),
        _whole("note_id", nullable=True),
        _yes("in_time", nullable=True),
        keys={
            "run_id": "silence_run",
            "draft_id": "draft",
            "party_id": "party",
            "person_id": "person",
            "note_id": "note_verbale",
        },
    )


def _notices() -> None:
    _table(
        "notice",
        _key(),
        _words("key", 120),
        _whole("run_id", nullable=True),
        _whole("draft_id"),
        _whole("seq"),
        _words("occasion", 20),
        _whole("party_id", nullable=True),
        _whole("person_id"),
        _words("email", 254),
        _words("language", 8),
        _instant("made_at"),
        _words("state", 20),
        _whole("attempts"),
        _instant("next_try_at", nullable=True),
        _words("claimed_by", 64),
        _instant("claimed_at", nullable=True),
        _instant("sent_at", nullable=True),
        _whole("ruled_by", nullable=True),
        _instant("ruled_at", nullable=True),
        _words("problem", 500),
        _words("subject", 500),
        _words("body_text"),
        _words("body_html"),
        _words("message_id", 200),
        keys={"run_id": "silence_run", "draft_id": "draft", "ruled_by": "person"},
        unique=(("key",),),
    )
    _table(
        "calendar_address",
        _key("person_id"),
        _words("secret_hash", 64),
        _instant("made_at"),
        keys={"person_id": "person"},
        unique=(("secret_hash",),),
    )


def _await_notes() -> None:
    """States that had said before that they will answer by note verbale are awaited from now on, and reminded later."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    later = sa.text("datetime('now', '+14 days')" if is_sqlite else "now() + interval '14 days'")
    it = sa.table("participation", sa.column("status"), sa.column("awaited_since"), sa.column("remind_at"))
    op.execute(
        it.update()
        .where(it.c.status == "note verbale")
        .values(awaited_since=sa.func.current_timestamp(), remind_at=later)
    )
