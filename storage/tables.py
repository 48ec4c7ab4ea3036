"""Every table, with the rules that the database itself can keep."""

from enum import StrEnum

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    UniqueConstraint,
    false,
    true,
)

from marketplace.archives import ArchiveState
from marketplace.bids import BidState
from marketplace.deliveries import DeliveryState
from marketplace.files import FileKind, FileState
from marketplace.jobs import JobState
from marketplace.people import Role
from marketplace.projects import MilestoneState, ProjectState
from marketplace.transfers import LinkKind
from storage.columns import (
    flag,
    metadata,
    minor,
    number,
    of,
    one_of,
    partial,
    state,
    table,
    when,
    words,
)
from storage.tables_of_choosing import shortlists
from storage.tables_of_finding import (
    alert_hits,
    made_indexes,
    saved_anchors,
    saved_searches,
    search_words,
    unmatched_jobs,
)
from storage.tables_of_money import (
    cancellations,
    charges,
    checkouts,
    disputes,
    invoices,
    ledger_accounts,
    ledger_entries,
    ledger_transactions,
    rulings,
    withdrawals,
)
from storage.tables_of_ratings import ratings
from storage.tables_of_reading import saved_jobs
from storage.tables_of_sharing import invitations, people_words
from storage.tables_of_talk import (
    cards,
    digest_items,
    lines,
    live_buttons,
    merged_notices,
    notice_settings,
    relay_edits,
    relay_messages,
    talks,
    topics,
)
from storage.tables_of_templates import pitch_templates
from storage.tables_of_trust import reports
from storage.types import ByCode, Id, Instant, Words

__all__ = [
    "RowState",
    "alert_hits",
    "archives",
    "bid_milestones",
    "bids",
    "cancellations",
    "cards",
    "charges",
    "checkouts",
    "conversations",
    "deliveries",
    "delivery_files",
    "digest_items",
    "disputes",
    "education",
    "experience",
    "file_links",
    "files",
    "invitations",
    "invoices",
    "job_files",
    "jobs",
    "ledger_accounts",
    "ledger_entries",
    "ledger_transactions",
    "lines",
    "live_buttons",
    "made_indexes",
    "merged_notices",
    "metadata",
    "milestones",
    "notice_settings",
    "outbox",
    "parked_updates",
    "people",
    "people_words",
    "pitch_templates",
    "projects",
    "ratings",
    "relay_edits",
    "relay_messages",
    "reports",
    "rulings",
    "saved_anchors",
    "saved_jobs",
    "saved_searches",
    "search_words",
    "seen_updates",
    "sent_messages",
    "shortlists",
    "talks",
    "topics",
    "unmatched_jobs",
    "waiting_deliveries",
    "waiting_files",
    "withdrawals",
]


class RowState(StrEnum):
    """Of a message in the outbox. `uncertain`: it may have arrived, and is not sent again."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    UNCERTAIN = "uncertain"


LONG_AGO = "1970-01-01T00:00:00.000000+00:00"

people = table(
    "people",
    Column("id", Id, primary_key=True, autoincrement=False),
    words("first_name"),
    words("language"),
    Column("role", String(16)),
    words("name"),
    words("country"),
    words("city"),
    words("description"),
    Column("skills", JSON, nullable=False),
    flag("reachable"),
    Column("auto_pay", Boolean),
    # Added later, so the database knows defaults; ours are always given.
    when("banned_at", nullable=True),
    Column("banned_why", Words, nullable=False, server_default=""),
    Column("visible", Boolean, nullable=False, server_default=true()),
    Column("busy", Boolean, nullable=False, server_default=false()),
    Column("share_key", ByCode),
    Column("active_at", Instant, nullable=False, server_default=LONG_AGO),
    Column("listed", Boolean, nullable=False, server_default=false()),
    one_of("role", Role),
    Index("uq_people_share_key", "share_key", unique=True),
    partial("ix_people_listed", "busy", "active_at", "share_key", where="listed"),
    partial("ix_people_banned", "id", where="banned_at IS NOT NULL"),
    numbered=False,
)

education = table(
    "education",
    of("person_id", "people", index=True),
    words("university"),
    words("subject"),
    number("from_year"),
    number("to_year"),
    CheckConstraint("to_year >= from_year", name="years"),
)

experience = table(
    "experience",
    of("person_id", "people", index=True),
    words("company"),
    words("title"),
    words("country"),
    number("from_year"),
    Column("to_year", Integer),
    CheckConstraint("to_year >= from_year", name="years"),
)

jobs = table(
    "jobs",
    of("client_id", "people"),
    words("title"),
    words("description"),
    Column("skills", JSON, nullable=False),
    minor("budget_min_minor"),
    minor("budget_max_minor"),
    when("posted_at"),
    when("closes_at"),
    state(),
    flag("warned"),
    when("hidden_at", nullable=True),
    Column("hidden_by_ban", Boolean, nullable=False, server_default=false()),
    Column("hidden_why", Words, nullable=False, server_default=""),
    one_of("state", JobState),
    CheckConstraint("budget_min_minor > 0 AND budget_max_minor >= budget_min_minor", name="budget"),
    Index("ix_jobs_client", "client_id", "id"),
    partial("ix_jobs_open", "id", where="state = 'open'"),
    partial("ix_jobs_closing", "closes_at", where="state = 'open'"),
    partial("ix_jobs_posted", "posted_at", where="state = 'open'"),
    partial("ix_jobs_hidden", "id", where="hidden_at IS NOT NULL"),
)

files = table(
    "files",
    of("owner_id", "people", index=True),
    words("name"),
    words("mime"),
    Column("size_bytes", Id, nullable=False),
    Column("kind", String(16), nullable=False),
    words("telegram_id"),
    words("telegram_unique_id"),
    when("announced_at"),
    state(),
    words("key"),
    words("sha256"),
    words("trouble"),
    number("attempts"),
    when("next_try_at"),
    # Added by 0002, so the database knows a default; ours are always given.
    Column("worker", Words, nullable=False, server_default=""),
    Column("reason", Words, nullable=False, server_default=""),
    Column("told", Id),
    one_of("kind", FileKind),
    one_of("state", FileState),
    CheckConstraint("size_bytes >= 0", name="size"),
    CheckConstraint("state <> 'stored' OR (key <> '' AND sha256 <> '')", name="stored"),
    partial("ix_files_due", "next_try_at", where="state = 'announced'"),
    partial("uq_files_key", "key", where="key <> ''", unique=True),
)

job_files = table(
    "job_files",
    Column("job_id", Id, ForeignKey("jobs.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    of("file_id", "files", index=True),
    numbered=False,
)

bids = table(
    "bids",
    of("job_id", "jobs"),
    of("freelancer_id", "people"),
    minor(),
    number("days"),
    words("pitch"),
    state(),
    when("made_at"),
    Column("fee_basis_points", Integer, nullable=False, server_default="0"),
    when("nudge_at", nullable=True),
    one_of("state", BidState),
    CheckConstraint("amount_minor > 0 AND days > 0", name="terms"),
    partial("ix_bids_nudge", "nudge_at", where="state = 'live'"),
    Index("ix_bids_job", "job_id", "state", "id"),
    Index("ix_bids_freelancer", "freelancer_id", "id"),
    partial("uq_bids_live", "freelancer_id", "job_id", where="state = 'live'", unique=True),
    partial("uq_bids_hired", "job_id", where="state = 'hired'", unique=True),
)

bid_milestones = table(
    "bid_milestones",
    Column("bid_id", Id, ForeignKey("bids.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    words("what"),
    minor(),
    number("days"),
    CheckConstraint("amount_minor > 0 AND days > 0", name="terms"),
    numbered=False,
)

projects = table(
    "projects",
    of("job_id", "jobs"),
    of("bid_id", "bids"),
    of("client_id", "people"),
    of("freelancer_id", "people"),
    words("title"),
    state(),
    when("started_at"),
    Column("fee_basis_points", Integer, nullable=False, server_default="0"),
    when("ended_at", nullable=True),
    when("ratings_due_at", nullable=True),
    UniqueConstraint("job_id"),
    UniqueConstraint("bid_id"),
    one_of("state", ProjectState),
    CheckConstraint("client_id <> freelancer_id", name="two_people"),
    Index("ix_projects_client", "client_id", "id"),
    Index("ix_projects_freelancer", "freelancer_id", "id"),
    partial("ix_projects_ratings_due", "ratings_due_at", where="ratings_due_at IS NOT NULL"),
)

milestones = table(
    "milestones",
    of("project_id", "projects"),
    number("position"),
    words("what"),
    minor(),
    number("days"),
    state(),
    UniqueConstraint("project_id", "position"),
    one_of("state", MilestoneState),
    CheckConstraint("amount_minor > 0 AND days > 0", name="terms"),
)

deliveries = table(
    "deliveries",
    of("milestone_id", "milestones"),
    number("version"),
    words("note"),
    when("completed_at"),
    when("accept_at"),
    state(),
    flag("extended"),
    number("reminders"),
    when("remind_at", nullable=True),
    words("reason"),
    when("decided_at", nullable=True),
    UniqueConstraint("milestone_id", "version"),
    one_of("state", DeliveryState),
    CheckConstraint("version > 0", name="version"),
    CheckConstraint("(state = 'in_review') = (decided_at IS NULL)", name="decided"),
    partial("uq_deliveries_in_review", "milestone_id", where="state = 'in_review'", unique=True),
    partial("ix_deliveries_accept", "accept_at", where="state = 'in_review'"),
    partial("ix_deliveries_remind", "remind_at", where="state = 'in_review'"),
)

delivery_files = table(
    "delivery_files",
    Column("delivery_id", Id, ForeignKey("deliveries.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    of("file_id", "files", index=True),
    numbered=False,
)

waiting_deliveries = table(
    "waiting_deliveries",
    Column("milestone_id", Id, ForeignKey("milestones.id"), primary_key=True, autoincrement=False),
    words("note"),
    when("marked_at"),
    flag("stuck"),
    words("shown"),
    numbered=False,
)

waiting_files = table(
    "waiting_files",
    Column(
        "milestone_id",
        Id,
        ForeignKey("waiting_deliveries.milestone_id"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("position", Integer, primary_key=True, autoincrement=False),
    of("file_id", "files", index=True),
    numbered=False,
)

file_links = table(
    "file_links",
    words("digest"),
    Column("kind", String(16), nullable=False),
    of("person_id", "people"),
    Column("milestone_id", Id, ForeignKey("milestones.id")),
    Column("file_id", Id, ForeignKey("files.id")),
    when("expires_at"),
    when("used_at", nullable=True),
    UniqueConstraint("digest"),
    one_of("kind", LinkKind),
    CheckConstraint(
        "(kind = 'upload' AND milestone_id IS NOT NULL) OR "
        "(kind = 'download' AND file_id IS NOT NULL)",
        name="target",
    ),
    Index("ix_file_links_expires_at", "expires_at"),
)

archives = table(
    "archives",
    of("project_id", "projects", index=True),
    of("person_id", "people"),
    when("asked_at"),
    state(),
    number("attempts"),
    when("next_try_at"),
    words("worker"),
    Column("told", Id),
    Column("file_id", Id, ForeignKey("files.id")),
    words("trouble"),
    one_of("state", ArchiveState),
    CheckConstraint("state <> 'ready' OR file_id IS NOT NULL", name="ready"),
    Index("ix_archives_person", "person_id", "asked_at"),
    partial("uq_archives_file", "file_id", where="file_id IS NOT NULL", unique=True),
    partial("ix_archives_due", "next_try_at", where="state = 'wanted'"),
    partial("uq_archives_wanted", "project_id", "person_id", where="state = 'wanted'", unique=True),
)

conversations = table(
    "conversations",
    Column("chat_id", Id, primary_key=True, autoincrement=False),
    Column("state", Words),
    Column("data", JSON, nullable=False),
    when("updated_at"),
    numbered=False,
)

seen_updates = table(
    "seen_updates",
    Column("update_id", Id, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False, index=True),
    numbered=False,
)

parked_updates = table(
    "parked_updates",
    Column("update_id", Id, index=True),
    words("raw"),
    words("error"),
    words("reference"),
    when("at"),
    UniqueConstraint("reference"),
)

outbox = table(
    "outbox",
    Column("chat_id", Id, nullable=False),
    words("method"),
    Column("params", JSON, nullable=False),
    Column("subject", Words),
    number("priority"),
    when("not_before"),
    Column("line", Id),
    Column("edits", Id),
    Column("edits_message_id", Id),
    state(),
    number("attempts"),
    flag("uncertain"),
    Column("message_id", Id),
    words("error"),
    when("put_at"),
    when("settled_at", nullable=True),
    Column("relays", JSON),
    one_of("state", RowState),
    partial("ix_outbox_chat", "chat_id", "id", where="state IN ('pending', 'sending')"),
    partial("ix_outbox_pending", "priority", "id", where="state = 'pending'"),
    partial("ix_outbox_due", "not_before", where="state = 'pending'"),
    partial("ix_outbox_sending", "id", where="state = 'sending'"),
    partial("ix_outbox_settled", "settled_at", where="settled_at IS NOT NULL"),
)

sent_messages = table(
    "sent_messages",
    Column("chat_id", Id, primary_key=True, autoincrement=False),
    Column("message_id", Id, primary_key=True, autoincrement=False),
    Column("line", Id, nullable=False),
    Column("row_id", Id, nullable=False),
    Column("relay", Id),
    partial("ix_sent_messages_relay", "relay", where="relay IS NOT NULL"),
    Index("ix_sent_messages_row", "row_id"),
    numbered=False,
)
