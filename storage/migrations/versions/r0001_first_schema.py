"""The first schema: people, jobs, bids, projects, money, conversations, outbox.

Revision: 0001. Types and conditions are written out here, not imported: a later change of
`storage/tables.py` must not change what this migration did.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHEN = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
WORDS = sa.Text()
INDEXED_WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
STATE = sa.String(16)
JSON = sa.JSON()

TABLES_LAST_FIRST = (
    "sent_messages",
    "outbox",
    "parked_updates",
    "seen_updates",
    "conversations",
    "relay_messages",
    "ledger_entries",
    "ledger_transactions",
    "ledger_accounts",
    "checkouts",
    "delivery_files",
    "deliveries",
    "milestones",
    "projects",
    "bid_milestones",
    "bids",
    "job_files",
    "job_words",
    "jobs",
    "files",
    "experience",
    "education",
    "people",
)
APPEND_ONLY = ("ledger_transactions", "ledger_entries")


def where(condition: str) -> dict[str, Any]:
    """A partial index, on both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    _people()
    _jobs()
    _bids()
    _projects()
    _ledger()
    _talk()
    _outbox()
    _append_only()


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("first_name", WORDS, nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("role", STATE, nullable=True),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("country", WORDS, nullable=False),
        sa.Column("city", WORDS, nullable=False),
        sa.Column("description", WORDS, nullable=False),
        sa.Column("skills", JSON, nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.CheckConstraint("role IN ('freelancer', 'client')", name=op.f("ck_people_role")),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )
    op.create_table(
        "education",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("university", WORDS, nullable=False),
        sa.Column("subject", WORDS, nullable=False),
        sa.Column("from_year", sa.Integer(), nullable=False),
        sa.Column("to_year", sa.Integer(), nullable=False),
        sa.CheckConstraint("to_year >= from_year", name=op.f("ck_education_years")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_education_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_education"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_education_person_id", "education", ["person_id"])
    op.create_table(
        "experience",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("company", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("country", WORDS, nullable=False),
        sa.Column("from_year", sa.Integer(), nullable=False),
        sa.Column("to_year", sa.Integer(), nullable=True),
        sa.CheckConstraint("to_year >= from_year", name=op.f("ck_experience_years")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_experience_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_experience"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_experience_person_id", "experience", ["person_id"])


def _jobs() -> None:
    op.create_table(
        "files",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("owner_id", ID, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("mime", WORDS, nullable=False),
        sa.Column("size_bytes", ID, nullable=False),
        sa.Column("kind", STATE, nullable=False),
        sa.Column("telegram_id", WORDS, nullable=False),
        sa.Column("telegram_unique_id", WORDS, nullable=False),
        sa.Column("announced_at", WHEN, nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("sha256", WORDS, nullable=False),
        sa.Column("trouble", WORDS, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", WHEN, nullable=False),
        sa.CheckConstraint(
            "kind IN ('document', 'photo', 'video', 'audio', 'voice', 'animation', 'video_note')",
            name=op.f("ck_files_kind"),
        ),
        sa.CheckConstraint(
            "state <> 'stored' OR (key <> '' AND sha256 <> '')", name=op.f("ck_files_stored")
        ),
        sa.CheckConstraint(
            "state IN ('announced', 'stored', 'failed')", name=op.f("ck_files_state")
        ),
        sa.CheckConstraint("size_bytes >= 0", name=op.f("ck_files_size")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name="fk_files_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_files"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_files_due", "files", ["next_try_at"], **where("state = 'announced'"))
    op.create_index("ix_files_owner_id", "files", ["owner_id"])
    op.create_index("uq_files_key", "files", ["key"], unique=True, **where("key <> ''"))
    op.create_table(
        "jobs",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("client_id", ID, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("title_folded", WORDS, nullable=False),
        sa.Column("description", WORDS, nullable=False),
        sa.Column("skills", JSON, nullable=False),
        sa.Column("budget_min_minor", ID, nullable=False),
        sa.Column("budget_max_minor", ID, nullable=False),
        sa.Column("posted_at", WHEN, nullable=False),
        sa.Column("closes_at", WHEN, nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("warned", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'hired', 'closed', 'expired')", name=op.f("ck_jobs_state")
        ),
        sa.CheckConstraint(
            "budget_min_minor > 0 AND budget_max_minor >= budget_min_minor",
            name=op.f("ck_jobs_budget"),
        ),
        sa.ForeignKeyConstraint(["client_id"], ["people.id"], name="fk_jobs_client_id"),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_jobs_client", "jobs", ["client_id", "id"])
    op.create_index("ix_jobs_closing", "jobs", ["closes_at"], **where("state = 'open'"))
    op.create_index("ix_jobs_open", "jobs", ["id"], **where("state = 'open'"))
    op.create_table(
        "job_words",
        sa.Column("word", INDEXED_WORD, nullable=False),
        sa.Column("job_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_job_words_job_id"),
        sa.PrimaryKeyConstraint("word", "job_id", name="pk_job_words"),
    )
    op.create_index("ix_job_words_job", "job_words", ["job_id", "word"])
    op.create_table(
        "job_files",
        sa.Column("job_id", ID, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name="fk_job_files_file_id"),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_job_files_job_id"),
        sa.PrimaryKeyConstraint("job_id", "position", name="pk_job_files"),
    )
    op.create_index("ix_job_files_file_id", "job_files", ["file_id"])


def _bids() -> None:
    op.create_table(
        "bids",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("job_id", ID, nullable=False),
        sa.Column("freelancer_id", ID, nullable=False),
        sa.Column("amount_minor", ID, nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("pitch", WORDS, nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("made_at", WHEN, nullable=False),
        sa.CheckConstraint(
            "state IN ('live', 'withdrawn', 'declined', 'hired', 'let_go')",
            name=op.f("ck_bids_state"),
        ),
        sa.CheckConstraint("amount_minor > 0 AND days > 0", name=op.f("ck_bids_terms")),
        sa.ForeignKeyConstraint(["freelancer_id"], ["people.id"], name="fk_bids_freelancer_id"),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_bids_job_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bids"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_bids_freelancer", "bids", ["freelancer_id", "id"])
    op.create_index("ix_bids_job", "bids", ["job_id", "state", "id"])
    op.create_index("uq_bids_hired", "bids", ["job_id"], unique=True, **where("state = 'hired'"))
    op.create_index(
        "uq_bids_live", "bids", ["freelancer_id", "job_id"], unique=True, **where("state = 'live'")
    )
    op.create_table(
        "bid_milestones",
        sa.Column("bid_id", ID, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", WORDS, nullable=False),
        sa.Column("amount_minor", ID, nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount_minor > 0 AND days > 0", name=op.f("ck_bid_milestones_terms")),
        sa.ForeignKeyConstraint(["bid_id"], ["bids.id"], name="fk_bid_milestones_bid_id"),
        sa.PrimaryKeyConstraint("bid_id", "position", name="pk_bid_milestones"),
    )


def _projects() -> None:
    op.create_table(
        "projects",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("job_id", ID, nullable=False),
        sa.Column("bid_id", ID, nullable=False),
        sa.Column("client_id", ID, nullable=False),
        sa.Column("freelancer_id", ID, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("started_at", WHEN, nullable=False),
        sa.CheckConstraint(
            "state IN ('running', 'complete', 'cancelled')", name=op.f("ck_projects_state")
        ),
        sa.CheckConstraint("client_id <> freelancer_id", name=op.f("ck_projects_two_people")),
        sa.ForeignKeyConstraint(["bid_id"], ["bids.id"], name="fk_projects_bid_id"),
        sa.ForeignKeyConstraint(["client_id"], ["people.id"], name="fk_projects_client_id"),
        sa.ForeignKeyConstraint(["freelancer_id"], ["people.id"], name="fk_projects_freelancer_id"),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_projects_job_id"),
        sa.PrimaryKeyConstraint("id", name="pk_projects"),
        sa.UniqueConstraint("bid_id", name="uq_projects_bid_id"),
        sa.UniqueConstraint("job_id", name="uq_projects_job_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_projects_client", "projects", ["client_id", "id"])
    op.create_index("ix_projects_freelancer", "projects", ["freelancer_id", "id"])
    op.create_table(
        "milestones",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", WORDS, nullable=False),
        sa.Column("amount_minor", ID, nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.CheckConstraint(
            "state IN ('upcoming', 'in_progress', 'in_review', 'accepted', 'paid')",
            name=op.f("ck_milestones_state"),
        ),
        sa.CheckConstraint("amount_minor > 0 AND days > 0", name=op.f("ck_milestones_terms")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_milestones_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_milestones"),
        sa.UniqueConstraint("project_id", "position", name="uq_milestones_project_id_position"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "deliveries",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("milestone_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", WORDS, nullable=False),
        sa.Column("completed_at", WHEN, nullable=False),
        sa.Column("accept_at", WHEN, nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("remind_at", WHEN, nullable=True),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("decided_at", WHEN, nullable=True),
        sa.CheckConstraint(
            "(state = 'in_review') = (decided_at IS NULL)", name=op.f("ck_deliveries_decided")
        ),
        sa.CheckConstraint(
            "state IN ('in_review', 'accepted', 'auto_accepted', 'declined', 'replaced')",
            name=op.f("ck_deliveries_state"),
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_deliveries_version")),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestones.id"], name="fk_deliveries_milestone_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("milestone_id", "version", name="uq_deliveries_milestone_id_version"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_deliveries_accept", "deliveries", ["accept_at"], **where("state = 'in_review'")
    )
    op.create_index(
        "ix_deliveries_remind", "deliveries", ["remind_at"], **where("state = 'in_review'")
    )
    op.create_index(
        "uq_deliveries_in_review",
        "deliveries",
        ["milestone_id"],
        unique=True,
        **where("state = 'in_review'"),
    )
    op.create_table(
        "delivery_files",
        sa.Column("delivery_id", ID, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name="fk_delivery_files_delivery_id"
        ),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name="fk_delivery_files_file_id"),
        sa.PrimaryKeyConstraint("delivery_id", "position", name="pk_delivery_files"),
    )
    op.create_index("ix_delivery_files_file_id", "delivery_files", ["file_id"])
    op.create_table(
        "checkouts",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("milestone_id", ID, nullable=False),
        sa.Column("payer_id", ID, nullable=False),
        sa.Column("payee_id", ID, nullable=False),
        sa.Column("amount_minor", ID, nullable=False),
        sa.Column("token", WORDS, nullable=False),
        sa.Column("opened_at", WHEN, nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("paid_at", WHEN, nullable=True),
        sa.CheckConstraint(
            "(state = 'paid') = (paid_at IS NOT NULL)", name=op.f("ck_checkouts_paid")
        ),
        sa.CheckConstraint("state IN ('due', 'paid')", name=op.f("ck_checkouts_state")),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_checkouts_amount")),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestones.id"], name="fk_checkouts_milestone_id"
        ),
        sa.ForeignKeyConstraint(["payee_id"], ["people.id"], name="fk_checkouts_payee_id"),
        sa.ForeignKeyConstraint(["payer_id"], ["people.id"], name="fk_checkouts_payer_id"),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_checkouts_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_checkouts"),
        sa.UniqueConstraint("milestone_id", name="uq_checkouts_milestone_id"),
        sa.UniqueConstraint("token", name="uq_checkouts_token"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_checkouts_project_id", "checkouts", ["project_id"])


def _ledger() -> None:
    op.create_table(
        "ledger_accounts",
        sa.Column("name", WORDS, nullable=False),
        sa.Column("balance_minor", ID, nullable=False),
        sa.CheckConstraint(
            "balance_minor >= 0 OR name = 'gateway'", name=op.f("ck_ledger_accounts_balance")
        ),
        sa.PrimaryKeyConstraint("name", name="pk_ledger_accounts"),
    )
    op.create_table(
        "ledger_transactions",
        sa.Column("key", WORDS, nullable=False),
        sa.Column("cause", WORDS, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_ledger_transactions"),
    )
    op.create_table(
        "ledger_entries",
        sa.Column("key", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account", WORDS, nullable=False),
        sa.Column("amount_minor", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["account"], ["ledger_accounts.name"], name="fk_ledger_entries_account"
        ),
        sa.ForeignKeyConstraint(["key"], ["ledger_transactions.key"], name="fk_ledger_entries_key"),
        sa.PrimaryKeyConstraint("key", "position", name="pk_ledger_entries"),
    )
    op.create_index("ix_ledger_entries_account", "ledger_entries", ["account"])


def _talk() -> None:
    op.create_table(
        "relay_messages",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("bid_id", ID, nullable=False),
        sa.Column("sender_id", ID, nullable=False),
        sa.Column("message_id", ID, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.ForeignKeyConstraint(["bid_id"], ["bids.id"], name="fk_relay_messages_bid_id"),
        sa.ForeignKeyConstraint(["sender_id"], ["people.id"], name="fk_relay_messages_sender_id"),
        sa.PrimaryKeyConstraint("id", name="pk_relay_messages"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_relay_messages_line", "relay_messages", ["bid_id", "id"])
    op.create_table(
        "conversations",
        sa.Column("chat_id", ID, autoincrement=False, nullable=False),
        sa.Column("state", WORDS, nullable=True),
        sa.Column("data", JSON, nullable=False),
        sa.Column("updated_at", WHEN, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_conversations"),
    )
    op.create_table(
        "seen_updates",
        sa.Column("update_id", ID, autoincrement=False, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_seen_updates"),
    )
    op.create_index("ix_seen_updates_at", "seen_updates", ["at"])
    op.create_table(
        "parked_updates",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("update_id", ID, nullable=True),
        sa.Column("raw", WORDS, nullable=False),
        sa.Column("error", WORDS, nullable=False),
        sa.Column("reference", WORDS, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_parked_updates"),
        sa.UniqueConstraint("reference", name="uq_parked_updates_reference"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_parked_updates_update_id", "parked_updates", ["update_id"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("chat_id", ID, nullable=False),
        sa.Column("method", WORDS, nullable=False),
        sa.Column("params", JSON, nullable=False),
        sa.Column("subject", WORDS, nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("not_before", WHEN, nullable=False),
        sa.Column("line", ID, nullable=True),
        sa.Column("edits", ID, nullable=True),
        sa.Column("edits_message_id", ID, nullable=True),
        sa.Column("state", STATE, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("uncertain", sa.Boolean(), nullable=False),
        sa.Column("message_id", ID, nullable=True),
        sa.Column("error", WORDS, nullable=False),
        sa.Column("put_at", WHEN, nullable=False),
        sa.Column("settled_at", WHEN, nullable=True),
        sa.CheckConstraint(
            "state IN ('pending', 'sending', 'sent', 'dead', 'uncertain')",
            name=op.f("ck_outbox_state"),
        ),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbox_chat", "outbox", ["chat_id", "id"], **where("state IN ('pending', 'sending')")
    )
    op.create_index("ix_outbox_due", "outbox", ["not_before"], **where("state = 'pending'"))
    op.create_index("ix_outbox_pending", "outbox", ["priority", "id"], **where("state = 'pending'"))
    op.create_index("ix_outbox_sending", "outbox", ["id"], **where("state = 'sending'"))
    op.create_index(
        "ix_outbox_settled", "outbox", ["settled_at"], **where("settled_at IS NOT NULL")
    )
    op.create_table(
        "sent_messages",
        sa.Column("chat_id", ID, autoincrement=False, nullable=False),
        sa.Column("message_id", ID, autoincrement=False, nullable=False),
        sa.Column("line", ID, nullable=False),
        sa.Column("row_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name="pk_sent_messages"),
    )


def _append_only() -> None:
    """A booking is never changed, only corrected by another booking."""
    for statement in _triggers(op.get_bind().dialect.name):
        op.execute(statement)


def _triggers(dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for table in APPEND_ONLY
            for act in ("UPDATE", "DELETE")
        ]
    function = (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    guards = (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        for table in APPEND_ONLY
    )
    return [function, *guards]


def downgrade() -> None:
    """Everything goes, triggers with their tables."""
    for table in TABLES_LAST_FIRST:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
