"""The Process: its rules, its register, its Chair, its meetings with their sittings, and the records of both.

One idea for each migration; no import of the application; safe to run on a database in use.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Columns that older tables gain: each has a default or may be empty, so that rows of before are complete.
GAINED = (
    ("process", sa.Column("languages", sa.JSON(), nullable=False, server_default='["en", "ru"]')),
    ("process", sa.Column("symbol_name", sa.String(60), nullable=False, server_default="")),
    (
        "process",
        sa.Column(
            "symbol_scheme", sa.String(80), nullable=False, server_default="{process}/{meeting}/{document}/{year}"
        ),
    ),
    ("process", sa.Column("chair_term_months", sa.Integer(), nullable=False, server_default="24")),
    ("process", sa.Column("ministerial_months", sa.Integer(), nullable=False, server_default="24")),
    ("process", sa.Column("officials_months", sa.Integer(), nullable=False, server_default="12")),
    ("process", sa.Column("coordinators_months", sa.Integer(), nullable=False, server_default="12")),
    ("process", sa.Column("minutes_participating", sa.Integer(), nullable=False, server_default="7")),
    ("process", sa.Column("minutes_others", sa.Integer(), nullable=False, server_default="3")),
    ("process", sa.Column("support_until", sa.Date(), nullable=True)),
    ("process", sa.Column("access", sa.String(20), nullable=False, server_default="participants")),
    ("process", sa.Column("seq", sa.Integer(), nullable=False, server_default="0")),
    ("process", sa.Column("head_hash", sa.String(64), nullable=False, server_default="")),
    ("party", sa.Column("category", sa.String(20), nullable=False, server_default="state")),
    ("party", sa.Column("iso2", sa.String(2), nullable=False, server_default="")),
    ("party", sa.Column("country", sa.String(3), nullable=False, server_default="")),
    ("party", sa.Column("sort_key", sa.String(120), nullable=False, server_default="")),
    ("meeting", sa.Column("ordinal", sa.Integer(), nullable=True)),
    ("meeting", sa.Column("theme_en", sa.String(300), nullable=False, server_default="")),
    ("meeting", sa.Column("theme_ru", sa.String(300), nullable=False, server_default="")),
    ("meeting", sa.Column("venue_en", sa.String(200), nullable=False, server_default="")),
    ("meeting", sa.Column("venue_ru", sa.String(200), nullable=False, server_default="")),
    ("meeting", sa.Column("host_en", sa.String(200), nullable=False, server_default="")),
    ("meeting", sa.Column("host_ru", sa.String(200), nullable=False, server_default="")),
    ("meeting", sa.Column("organisers_en", sa.Text(), nullable=False, server_default="")),
    ("meeting", sa.Column("organisers_ru", sa.Text(), nullable=False, server_default="")),
    ("meeting", sa.Column("funders_en", sa.Text(), nullable=False, server_default="")),
    ("meeting", sa.Column("funders_ru", sa.Text(), nullable=False, server_default="")),
    ("meeting", sa.Column("state", sa.String(20), nullable=False, server_default="planned")),
    ("meeting", sa.Column("access", sa.String(20), nullable=False, server_default="participants")),
    ("meeting", sa.Column("seq", sa.Integer(), nullable=False, server_default="0")),
    ("meeting", sa.Column("head_hash", sa.String(64), nullable=False, server_default="")),
)
INDEXES = (
    ("ix_instrument_process_id", "instrument", ("process_id",)),
    ("ix_party_name_party_id", "party_name", ("party_id",)),
    ("ix_party_name_process_id", "party_name", ("process_id",)),
    ("ix_membership_party_id", "membership", ("party_id",)),
    ("ix_membership_process_id", "membership", ("process_id",)),
    ("ix_national_contact_party_id", "national_contact", ("party_id",)),
    ("ix_national_contact_process_id", "national_contact", ("process_id",)),
    ("ix_chair_term_process_id", "chair_term", ("process_id",)),
    ("ix_chair_pass_process_id", "chair_pass", ("process_id",)),
    ("ix_instruction_process_id", "instruction", ("process_id",)),
)
TABLES = (
    "provision",
    "instrument",
    "party_name",
    "membership",
    "national_contact",
    "process_entry",
    "meeting_entry",
    "admission",
    "sitting",
    "chair_term",
    "chair_pass",
    "instruction",
)


def upgrade() -> None:
    _gain()
    _register()
    _records()
    _meetings()
    _chair()
    for name, table, columns in INDEXES:
        op.create_index(name, table, list(columns))


def downgrade() -> None:
    for name, table, _ in reversed(INDEXES):
        op.drop_index(name, table)
    for table in reversed(TABLES):
        op.drop_table(table)
    _lose()


def _gain() -> None:
    for table, column in GAINED:
        op.add_column(table, column)
    op.execute("UPDATE party SET category = 'intergovernmental' WHERE kind = 'organization'")


def _lose() -> None:
    for table, column in reversed(GAINED):
        op.drop_column(table, column.name)


def _register() -> None:
    op.create_table(
        "provision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("text_en", sa.String(300), nullable=False),
        sa.Column("text_ru", sa.String(300), nullable=False),
        sa.Column("reserved", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_provision_process_id_process")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provision")),
        sa.UniqueConstraint("process_id", "key", name=op.f("uq_provision_process_id_key")),
    )
    op.create_table(
        "instrument",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("title_en", sa.String(300), nullable=False),
        sa.Column("title_ru", sa.String(300), nullable=False),
        sa.Column("symbol", sa.String(120), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("place_en", sa.String(80), nullable=False),
        sa.Column("place_ru", sa.String(80), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_instrument_draft_id_draft")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_instrument_process_id_process")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument")),
    )
    op.create_table(
        "party_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("name_en", sa.String(120), nullable=False),
        sa.Column("name_ru", sa.String(120), nullable=False),
        sa.Column("long_en", sa.String(200), nullable=False),
        sa.Column("long_ru", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_party_name_party_id_party")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_party_name_process_id_process")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_name")),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("basis_en", sa.String(500), nullable=False),
        sa.Column("basis_ru", sa.String(500), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_membership_party_id_party")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_membership_process_id_process")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    op.create_table(
        "national_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("name_en", sa.String(120), nullable=False),
        sa.Column("name_ru", sa.String(120), nullable=False),
        sa.Column("position_en", sa.String(200), nullable=False),
        sa.Column("position_ru", sa.String(200), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("phone", sa.String(60), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_national_contact_appointment_id_appointment")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_national_contact_party_id_party")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_national_contact_person_id_person")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_national_contact_process_id_process")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_national_contact")),
    )


def _records() -> None:
    op.create_table(
        "process_entry",
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("capacity", sa.String(20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("token", sa.String(80), nullable=True),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_process_entry_party_id_party")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_process_entry_person_id_person")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_process_entry_process_id_process")),
        sa.PrimaryKeyConstraint("process_id", "seq", name=op.f("pk_process_entry")),
        sa.UniqueConstraint("process_id", "token", name=op.f("uq_process_entry_process_id_token")),
    )
    op.create_table(
        "meeting_entry",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("capacity", sa.String(20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("token", sa.String(80), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_entry_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_meeting_entry_party_id_party")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_meeting_entry_person_id_person")),
        sa.PrimaryKeyConstraint("meeting_id", "seq", name=op.f("pk_meeting_entry")),
        sa.UniqueConstraint("meeting_id", "token", name=op.f("uq_meeting_entry_meeting_id_token")),
    )


def _meetings() -> None:
    op.create_table(
        "admission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("basis", sa.String(20), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("note_en", sa.Text(), nullable=False),
        sa.Column("note_ru", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_admission_draft_id_draft")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_admission_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_admission_party_id_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admission")),
        sa.UniqueConstraint("meeting_id", "party_id", name=op.f("uq_admission_meeting_id_party_id")),
    )
    op.create_table(
        "sitting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title_en", sa.String(200), nullable=False),
        sa.Column("title_ru", sa.String(200), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_sitting_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_sitting_meeting_id_number")),
    )


def _chair() -> None:
    op.create_table(
        "chair_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("elected_on", sa.Date(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("representative_en", sa.String(120), nullable=False),
        sa.Column("representative_ru", sa.String(120), nullable=False),
        sa.Column("position_en", sa.String(200), nullable=False),
        sa.Column("position_ru", sa.String(200), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_chair_term_appointment_id_appointment")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_chair_term_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_chair_term_party_id_party")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_chair_term_person_id_person")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_chair_term_process_id_process")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chair_term")),
    )
    op.create_table(
        "chair_pass",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("after_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["after_id"], ["chair_term.id"], name=op.f("fk_chair_pass_after_id_chair_term")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_chair_pass_party_id_party")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_chair_pass_process_id_process")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chair_pass")),
    )
    op.create_table(
        "instruction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("given_by", sa.String(200), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_instruction_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_instruction_process_id_process")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_instruction_recorded_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instruction")),
    )
