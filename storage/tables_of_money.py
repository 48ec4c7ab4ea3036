"""The tables of money: what is owed, asked for, has come, waits, is disputed; and the ledger.

The triggers that make the ledger append-only are in the migrations.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
)

from marketplace.cancellations import CancellationState
from marketplace.checkout import CheckoutState, PaidFrom
from marketplace.disputes import DisputeState
from marketplace.invoices import InvoiceState, Purpose
from marketplace.money import GATEWAY, Kind
from marketplace.rulings import RulingKind, RulingState
from marketplace.withdrawals import WithdrawalState
from storage.columns import minor, number, of, one_of, partial, state, table, when, words
from storage.types import Id, Instant, Words

checkouts = table(
    "checkouts",
    of("project_id", "projects", index=True),
    of("milestone_id", "milestones"),
    of("payer_id", "people"),
    of("payee_id", "people"),
    minor(),
    minor("fee_minor"),
    when("opened_at"),
    state(),
    when("paid_at", nullable=True),
    Column("paid_from", String(16)),
    when("claimed_at", nullable=True),
    number("reminders"),
    when("remind_at", nullable=True),
    UniqueConstraint("milestone_id"),
    one_of("state", CheckoutState),
    one_of("paid_from", PaidFrom),
    CheckConstraint("amount_minor > 0 AND fee_minor >= 0", name="amount"),
    CheckConstraint("(state = 'paid') = (paid_at IS NOT NULL)", name="paid"),
    CheckConstraint("(state = 'paid') = (paid_from IS NOT NULL)", name="source"),
    partial("ix_checkouts_remind", "remind_at", where="remind_at IS NOT NULL"),
    partial("ix_checkouts_due", "payer_id", where="state = 'due'"),
    Index("ix_checkouts_payer", "payer_id", "id"),
)

invoices = table(
    "invoices",
    Column("purpose", String(16), nullable=False),
    of("payer_id", "people"),
    minor(),
    words("token"),
    when("made_at"),
    Column("project_id", Id, ForeignKey("projects.id")),
    Column("milestone_id", Id, ForeignKey("milestones.id")),
    state(),
    words("query"),
    when("approved_at", nullable=True),
    UniqueConstraint("token"),
    one_of("purpose", Purpose),
    one_of("state", InvoiceState),
    CheckConstraint("amount_minor > 0", name="amount"),
    CheckConstraint("(purpose = 'top_up') = (project_id IS NULL)", name="about"),
    partial(
        "ix_invoices_approved",
        "project_id",
        "approved_at",
        where="state = 'open' AND approved_at IS NOT NULL",
    ),
)

charges = table(
    "charges",
    Column("id", Words, primary_key=True),
    words("provider_id"),
    of("payer_id", "people"),
    minor(),
    when("at"),
    Column("invoice_id", Id, ForeignKey("invoices.id")),
    when("refunded_at", nullable=True),
    CheckConstraint("amount_minor > 0", name="amount"),
    Index("ix_charges_payer", "payer_id", "at"),
    numbered=False,
)

withdrawals = table(
    "withdrawals",
    of("person_id", "people"),
    minor(),
    words("destination"),
    when("asked_at"),
    state(),
    words("reason"),
    when("ended_at", nullable=True),
    one_of("state", WithdrawalState),
    CheckConstraint("amount_minor > 0", name="amount"),
    CheckConstraint("(state = 'waiting') = (ended_at IS NULL)", name="ended"),
    Index("ix_withdrawals_person", "person_id", "id"),
    partial("ix_withdrawals_waiting", "id", where="state = 'waiting'"),
)

disputes = table(
    "disputes",
    of("project_id", "projects", index=True),
    of("milestone_id", "milestones"),
    of("opened_by", "people"),
    words("reason"),
    when("opened_at"),
    state(),
    Column("award_minor", Id),
    words("verdict"),
    when("ended_at", nullable=True),
    one_of("state", DisputeState),
    CheckConstraint("award_minor >= 0", name="award"),
    CheckConstraint("(state = 'decided') = (award_minor IS NOT NULL)", name="decided"),
    CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended"),
    partial("uq_disputes_open", "milestone_id", where="state = 'open'", unique=True),
)

cancellations = table(
    "cancellations",
    of("project_id", "projects"),
    of("proposed_by", "people"),
    words("reason"),
    when("proposed_at"),
    state(),
    when("ended_at", nullable=True),
    one_of("state", CancellationState),
    CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended"),
    partial("uq_cancellations_open", "project_id", where="state = 'open'", unique=True),
)

rulings = table(
    "rulings",
    Column("kind", String(32), nullable=False),
    words("subject"),
    minor(),
    words("reason"),
    of("ruled_by", "people"),
    when("ruled_at"),
    Column("project_id", Id, ForeignKey("projects.id"), index=True),
    Column("person_id", Id, ForeignKey("people.id")),
    state(),
    Column("second_by", Id, ForeignKey("people.id")),
    when("ended_at", nullable=True),
    one_of("kind", RulingKind),
    one_of("state", RulingState),
    CheckConstraint("amount_minor >= 0", name="amount"),
    CheckConstraint("second_by <> ruled_by OR state = 'refused'", name="second"),
    partial("uq_rulings_proposed", "kind", "subject", where="state = 'proposed'", unique=True),
)

ledger_accounts = table(
    "ledger_accounts",
    Column("name", Words, primary_key=True),
    minor("balance_minor"),
    CheckConstraint(f"balance_minor >= 0 OR name = '{GATEWAY}'", name="balance"),
    numbered=False,
)

ledger_transactions = table(
    "ledger_transactions",
    Column("key", Words, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("actor_id", Id, ForeignKey("people.id")),
    Column("project_id", Id, ForeignKey("projects.id"), index=True),
    Column("milestone_id", Id, ForeignKey("milestones.id")),
    words("charge_id"),
    Column("currency", String(3), nullable=False, server_default=""),
    Column("at", Instant, nullable=False, index=True),
    one_of("kind", Kind),
    numbered=False,
)

ledger_entries = table(
    "ledger_entries",
    Column("key", Words, ForeignKey("ledger_transactions.key"), nullable=False),
    number("position"),
    Column("account", Words, ForeignKey("ledger_accounts.name"), nullable=False),
    minor(),
    UniqueConstraint("key", "position"),
    Index("ix_ledger_entries_account", "account", "id"),
)
