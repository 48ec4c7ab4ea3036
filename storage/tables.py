"""Every table, with the rules that the database itself can keep.

The triggers that make the ledger append-only are in the first migration.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from marketplace.archives import ArchiveState
from marketplace.bids import BidState
from marketplace.cancellations import CancellationState
from marketplace.checkout import CheckoutState, PaidFrom
from marketplace.deliveries import DeliveryState
from marketplace.disputes import DisputeState
from marketplace.files import FileKind, FileState
from marketplace.invoices import InvoiceState, Purpose
from marketplace.jobs import JobState
from marketplace.money import GATEWAY, Kind
from marketplace.people import Role
from marketplace.projects import MilestoneState, ProjectState
from marketplace.rulings import RulingKind, RulingState
from marketplace.transfers import LinkKind
from marketplace.withdrawals import WithdrawalState
from storage.types import Id, Instant, Words


class RowState(StrEnum):
    """Of a message in the outbox. `uncertain`: it may have arrived, and is not sent again."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    UNCERTAIN = "uncertain"


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *parts: Any, numbered: bool = True) -> Table:
    """`numbered`: it gives ids to its rows, rising, and never one a second time."""
    own_id = (Column("id", Id, primary_key=True, autoincrement=True),) if numbered else ()
    return Table(name, metadata, *own_id, *parts, sqlite_autoincrement=numbered)


def _one_of(column: str, kind: type[StrEnum]) -> CheckConstraint:
    values = ", ".join(f"'{member.value}'" for member in kind)
    return CheckConstraint(f"{column} IN ({values})", name=column)


def _words(name: str) -> Column[str]:
    return Column(name, Words, nullable=False)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _minor(name: str = "amount_minor") -> Column[int]:
    return Column(name, Id, nullable=False)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _when(name: str, nullable: bool = False) -> Column[Any]:
    return Column(name, Instant, nullable=nullable)


def _state() -> Column[str]:
    return Column("state", String(16), nullable=False)


def _of(name: str, target: str, index: bool = False) -> Column[int]:
    key: ForeignKey = ForeignKey(f"{target}.id")
    return Column(name, Id, key, nullable=False, index=index)


def _partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    condition = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


people = _table(
    "people",
    Column("id", Id, primary_key=True, autoincrement=False),
    _words("first_name"),
    _words("language"),
    Column("role", String(16)),
    _words("name"),
    _words("country"),
    _words("city"),
    _words("description"),
    Column("skills", JSON, nullable=False),
    _flag("reachable"),
    Column("auto_pay", Boolean),
    _one_of("role", Role),
    numbered=False,
)

education = _table(
    "education",
    _of("person_id", "people", index=True),
    _words("university"),
    _words("subject"),
    _number("from_year"),
    _number("to_year"),
    CheckConstraint("to_year >= from_year", name="years"),
)

experience = _table(
    "experience",
    _of("person_id", "people", index=True),
    _words("company"),
    _words("title"),
    _words("country"),
    _number("from_year"),
    Column("to_year", Integer),
    CheckConstraint("to_year >= from_year", name="years"),
)

jobs = _table(
    "jobs",
    _of("client_id", "people"),
    _words("title"),
    _words("title_folded"),
    _words("description"),
    Column("skills", JSON, nullable=False),
    _minor("budget_min_minor"),
    _minor("budget_max_minor"),
    _when("posted_at"),
    _when("closes_at"),
    _state(),
    _flag("warned"),
    _one_of("state", JobState),
    CheckConstraint("budget_min_minor > 0 AND budget_max_minor >= budget_min_minor", name="budget"),
    Index("ix_jobs_client", "client_id", "id"),
    _partial("ix_jobs_open", "id", where="state = 'open'"),
    _partial("ix_jobs_closing", "closes_at", where="state = 'open'"),
)

job_words = _table(
    "job_words",
    # The C collation sorts by code point, as SQLite does: a prefix is a range.
    Column("word", Text().with_variant(Text(collation="C"), "postgresql"), primary_key=True),
    Column("job_id", Id, ForeignKey("jobs.id"), primary_key=True),
    Index("ix_job_words_job", "job_id", "word"),
    numbered=False,
)

files = _table(
    "files",
    _of("owner_id", "people", index=True),
    _words("name"),
    _words("mime"),
    Column("size_bytes", Id, nullable=False),
    Column("kind", String(16), nullable=False),
    _words("telegram_id"),
    _words("telegram_unique_id"),
    _when("announced_at"),
    _state(),
    _words("key"),
    _words("sha256"),
    _words("trouble"),
    _number("attempts"),
    _when("next_try_at"),
    # Added by 0002, so the database knows a default; ours are always given.
    Column("worker", Words, nullable=False, server_default=""),
    Column("reason", Words, nullable=False, server_default=""),
    Column("told", Id),
    _one_of("kind", FileKind),
    _one_of("state", FileState),
    CheckConstraint("size_bytes >= 0", name="size"),
    CheckConstraint("state <> 'stored' OR (key <> '' AND sha256 <> '')", name="stored"),
    _partial("ix_files_due", "next_try_at", where="state = 'announced'"),
    _partial("uq_files_key", "key", where="key <> ''", unique=True),
)

job_files = _table(
    "job_files",
    Column("job_id", Id, ForeignKey("jobs.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _of("file_id", "files", index=True),
    numbered=False,
)

bids = _table(
    "bids",
    _of("job_id", "jobs"),
    _of("freelancer_id", "people"),
    _minor(),
    _number("days"),
    _words("pitch"),
    _state(),
    _when("made_at"),
    Column("fee_basis_points", Integer, nullable=False, server_default="0"),
    _one_of("state", BidState),
    CheckConstraint("amount_minor > 0 AND days > 0", name="terms"),
    Index("ix_bids_job", "job_id", "state", "id"),
    Index("ix_bids_freelancer", "freelancer_id", "id"),
    _partial("uq_bids_live", "freelancer_id", "job_id", where="state = 'live'", unique=True),
    _partial("uq_bids_hired", "job_id", where="state = 'hired'", unique=True),
)

bid_milestones = _table(
    "bid_milestones",
    Column("bid_id", Id, ForeignKey("bids.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _words("what"),
    _minor(),
    _number("days"),
    CheckConstraint("amount_minor > 0 AND days > 0", name="terms"),
    numbered=False,
)

projects = _table(
    "projects",
    _of("job_id", "jobs"),
    _of("bid_id", "bids"),
    _of("client_id", "people"),
    _of("freelancer_id", "people"),
    _words("title"),
    _state(),
    _when("started_at"),
    Column("fee_basis_points", Integer, nullable=False, server_default="0"),
    UniqueConstraint("job_id"),
    UniqueConstraint("bid_id"),
    _one_of("state", ProjectState),
    CheckConstraint("client_id <> freelancer_id", name="two_people"),
    Index("ix_projects_client", "client_id", "id"),
    Index("ix_projects_freelancer", "freelancer_id", "id"),
)

milestones = _table(
    "milestones",
    _of("project_id", "projects"),
    _number("position"),
    _words("what"),
    _minor(),
    _number("days"),
    _state(),
    UniqueConstraint("project_id", "position"),
    _one_of("state", MilestoneState),
    CheckConstraint("amount_minor > 0 AND days > 0", name="terms"),
)

deliveries = _table(
    "deliveries",
    _of("milestone_id", "milestones"),
    _number("version"),
    _words("note"),
    _when("completed_at"),
    _when("accept_at"),
    _state(),
    _flag("extended"),
    _number("reminders"),
    _when("remind_at", nullable=True),
    _words("reason"),
    _when("decided_at", nullable=True),
    UniqueConstraint("milestone_id", "version"),
    _one_of("state", DeliveryState),
    CheckConstraint("version > 0", name="version"),
    CheckConstraint("(state = 'in_review') = (decided_at IS NULL)", name="decided"),
    _partial("uq_deliveries_in_review", "milestone_id", where="state = 'in_review'", unique=True),
    _partial("ix_deliveries_accept", "accept_at", where="state = 'in_review'"),
    _partial("ix_deliveries_remind", "remind_at", where="state = 'in_review'"),
)

delivery_files = _table(
    "delivery_files",
    Column("delivery_id", Id, ForeignKey("deliveries.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _of("file_id", "files", index=True),
    numbered=False,
)

waiting_deliveries = _table(
    "waiting_deliveries",
    Column("milestone_id", Id, ForeignKey("milestones.id"), primary_key=True, autoincrement=False),
    _words("note"),
    _when("marked_at"),
    _flag("stuck"),
    _words("shown"),
    numbered=False,
)

waiting_files = _table(
    "waiting_files",
    Column(
        "milestone_id",
        Id,
        ForeignKey("waiting_deliveries.milestone_id"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _of("file_id", "files", index=True),
    numbered=False,
)

file_links = _table(
    "file_links",
    _words("digest"),
    Column("kind", String(16), nullable=False),
    _of("person_id", "people"),
    Column("milestone_id", Id, ForeignKey("milestones.id")),
    Column("file_id", Id, ForeignKey("files.id")),
    _when("expires_at"),
    _when("used_at", nullable=True),
    UniqueConstraint("digest"),
    _one_of("kind", LinkKind),
    CheckConstraint(
        "(kind = 'upload' AND milestone_id IS NOT NULL) OR "
        "(kind = 'download' AND file_id IS NOT NULL)",
        name="target",
    ),
    Index("ix_file_links_expires_at", "expires_at"),
)

archives = _table(
    "archives",
    _of("project_id", "projects", index=True),
    _of("person_id", "people"),
    _when("asked_at"),
    _state(),
    _number("attempts"),
    _when("next_try_at"),
    _words("worker"),
    Column("told", Id),
    Column("file_id", Id, ForeignKey("files.id")),
    _words("trouble"),
    _one_of("state", ArchiveState),
    CheckConstraint("state <> 'ready' OR file_id IS NOT NULL", name="ready"),
    Index("ix_archives_person", "person_id", "asked_at"),
    _partial("uq_archives_file", "file_id", where="file_id IS NOT NULL", unique=True),
    _partial("ix_archives_due", "next_try_at", where="state = 'wanted'"),
    _partial(
        "uq_archives_wanted", "project_id", "person_id", where="state = 'wanted'", unique=True
    ),
)

checkouts = _table(
    "checkouts",
    _of("project_id", "projects", index=True),
    _of("milestone_id", "milestones"),
    _of("payer_id", "people"),
    _of("payee_id", "people"),
    _minor(),
    _minor("fee_minor"),
    _when("opened_at"),
    _state(),
    _when("paid_at", nullable=True),
    Column("paid_from", String(16)),
    _when("claimed_at", nullable=True),
    _number("reminders"),
    _when("remind_at", nullable=True),
    UniqueConstraint("milestone_id"),
    _one_of("state", CheckoutState),
    _one_of("paid_from", PaidFrom),
    CheckConstraint("amount_minor > 0 AND fee_minor >= 0", name="amount"),
    CheckConstraint("(state = 'paid') = (paid_at IS NOT NULL)", name="paid"),
    CheckConstraint("(state = 'paid') = (paid_from IS NOT NULL)", name="source"),
    _partial("ix_checkouts_remind", "remind_at", where="remind_at IS NOT NULL"),
    _partial("ix_checkouts_due", "payer_id", where="state = 'due'"),
)

invoices = _table(
    "invoices",
    Column("purpose", String(16), nullable=False),
    _of("payer_id", "people"),
    _minor(),
    _words("token"),
    _when("made_at"),
    Column("project_id", Id, ForeignKey("projects.id")),
    Column("milestone_id", Id, ForeignKey("milestones.id")),
    _state(),
    _words("query"),
    _when("approved_at", nullable=True),
    UniqueConstraint("token"),
    _one_of("purpose", Purpose),
    _one_of("state", InvoiceState),
    CheckConstraint("amount_minor > 0", name="amount"),
    CheckConstraint("(purpose = 'top_up') = (project_id IS NULL)", name="about"),
    _partial(
        "ix_invoices_approved",
        "project_id",
        "approved_at",
        where="state = 'open' AND approved_at IS NOT NULL",
    ),
)

charges = _table(
    "charges",
    Column("id", Words, primary_key=True),
    _words("provider_id"),
    _of("payer_id", "people"),
    _minor(),
    _when("at"),
    Column("invoice_id", Id, ForeignKey("invoices.id")),
    _when("refunded_at", nullable=True),
    CheckConstraint("amount_minor > 0", name="amount"),
    Index("ix_charges_payer", "payer_id", "at"),
    numbered=False,
)

withdrawals = _table(
    "withdrawals",
    _of("person_id", "people"),
    _minor(),
    _words("destination"),
    _when("asked_at"),
    _state(),
    _words("reason"),
    _when("ended_at", nullable=True),
    _one_of("state", WithdrawalState),
    CheckConstraint("amount_minor > 0", name="amount"),
    CheckConstraint("(state = 'waiting') = (ended_at IS NULL)", name="ended"),
    Index("ix_withdrawals_person", "person_id", "id"),
    _partial("ix_withdrawals_waiting", "id", where="state = 'waiting'"),
)

disputes = _table(
    "disputes",
    _of("project_id", "projects", index=True),
    _of("milestone_id", "milestones"),
    _of("opened_by", "people"),
    _words("reason"),
    _when("opened_at"),
    _state(),
    Column("award_minor", Id),
    _words("verdict"),
    _when("ended_at", nullable=True),
    _one_of("state", DisputeState),
    CheckConstraint("award_minor >= 0", name="award"),
    CheckConstraint("(state = 'decided') = (award_minor IS NOT NULL)", name="decided"),
    CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended"),
    _partial("uq_disputes_open", "milestone_id", where="state = 'open'", unique=True),
)

cancellations = _table(
    "cancellations",
    _of("project_id", "projects"),
    _of("proposed_by", "people"),
    _words("reason"),
    _when("proposed_at"),
    _state(),
    _when("ended_at", nullable=True),
    _one_of("state", CancellationState),
    CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended"),
    _partial("uq_cancellations_open", "project_id", where="state = 'open'", unique=True),
)

rulings = _table(
    "rulings",
    Column("kind", String(32), nullable=False),
    _words("subject"),
    _minor(),
    _words("reason"),
    _of("ruled_by", "people"),
    _when("ruled_at"),
    Column("project_id", Id, ForeignKey("projects.id"), index=True),
    Column("person_id", Id, ForeignKey("people.id")),
    _state(),
    Column("second_by", Id, ForeignKey("people.id")),
    _when("ended_at", nullable=True),
    _one_of("kind", RulingKind),
    _one_of("state", RulingState),
    CheckConstraint("amount_minor >= 0", name="amount"),
    CheckConstraint("second_by <> ruled_by OR state = 'refused'", name="second"),
    _partial("uq_rulings_proposed", "kind", "subject", where="state = 'proposed'", unique=True),
)

ledger_accounts = _table(
    "ledger_accounts",
    Column("name", Words, primary_key=True),
    _minor("balance_minor"),
    CheckConstraint(f"balance_minor >= 0 OR name = '{GATEWAY}'", name="balance"),
    numbered=False,
)

ledger_transactions = _table(
    "ledger_transactions",
    Column("key", Words, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("actor_id", Id, ForeignKey("people.id")),
    Column("project_id", Id, ForeignKey("projects.id"), index=True),
    Column("milestone_id", Id, ForeignKey("milestones.id")),
    _words("charge_id"),
    Column("at", Instant, nullable=False, index=True),
    _one_of("kind", Kind),
    numbered=False,
)

ledger_entries = _table(
    "ledger_entries",
    Column("key", Words, ForeignKey("ledger_transactions.key"), nullable=False),
    _number("position"),
    Column("account", Words, ForeignKey("ledger_accounts.name"), nullable=False),
    _minor(),
    UniqueConstraint("key", "position"),
    Index("ix_ledger_entries_account", "account", "id"),
)

relay_messages = _table(
    "relay_messages",
    _of("bid_id", "bids"),
    _of("sender_id", "people"),
    Column("message_id", Id, nullable=False),
    _words("kind"),
    _words("text"),
    _when("at"),
    Index("ix_relay_messages_line", "bid_id", "id"),
)

conversations = _table(
    "conversations",
    Column("chat_id", Id, primary_key=True, autoincrement=False),
    Column("state", Words),
    Column("data", JSON, nullable=False),
    _when("updated_at"),
    numbered=False,
)

seen_updates = _table(
    "seen_updates",
    Column("update_id", Id, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False, index=True),
    numbered=False,
)

parked_updates = _table(
    "parked_updates",
    Column("update_id", Id, index=True),
    _words("raw"),
    _words("error"),
    _words("reference"),
    _when("at"),
    UniqueConstraint("reference"),
)

outbox = _table(
    "outbox",
    Column("chat_id", Id, nullable=False),
    _words("method"),
    Column("params", JSON, nullable=False),
    Column("subject", Words),
    _number("priority"),
    _when("not_before"),
    Column("line", Id),
    Column("edits", Id),
    Column("edits_message_id", Id),
    _state(),
    _number("attempts"),
    _flag("uncertain"),
    Column("message_id", Id),
    _words("error"),
    _when("put_at"),
    _when("settled_at", nullable=True),
    _one_of("state", RowState),
    _partial("ix_outbox_chat", "chat_id", "id", where="state IN ('pending', 'sending')"),
    _partial("ix_outbox_pending", "priority", "id", where="state = 'pending'"),
    _partial("ix_outbox_due", "not_before", where="state = 'pending'"),
    _partial("ix_outbox_sending", "id", where="state = 'sending'"),
    _partial("ix_outbox_settled", "settled_at", where="settled_at IS NOT NULL"),
)

sent_messages = _table(
    "sent_messages",
    Column("chat_id", Id, primary_key=True, autoincrement=False),
    Column("message_id", Id, primary_key=True, autoincrement=False),
    Column("line", Id, nullable=False),
    Column("row_id", Id, nullable=False),
    numbered=False,
)
