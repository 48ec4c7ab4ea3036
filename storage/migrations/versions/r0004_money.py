"""Wallets, escrow, invoices, withdrawals, disputes, cancellations, rulings; more states.

Revision: 0004. What stood in the ledger and among the checkouts is kept, in the new columns.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHEN = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
WORDS = sa.Text()
STATE = sa.String(16)
KIND = sa.String(32)

MORE_STATES = {
    "milestones": (
        "state IN ('upcoming', 'in_progress', 'in_review', 'accepted', 'paid')",
        "state IN ('upcoming', 'in_progress', 'in_review', 'accepted', 'paid', 'cancelled')",
    ),
    "deliveries": (
        "state IN ('in_review', 'accepted', 'auto_accepted', 'declined', 'replaced')",
        "state IN ('in_review', 'accepted', 'auto_accepted', 'declined', 'replaced', 'cancelled')",
    ),
}
NEW_TABLES_LAST_FIRST = (
    "rulings", "cancellations", "disputes", "withdrawals", "charges", "invoices",
)  # fmt: skip
KINDS = (
    "kind IN ('payment', 'funding', 'checkout', 'return', 'withdrawal', 'payout', "
    "'withdrawal_ended', 'refund')"
)
APPEND_ONLY = ("ledger_transactions", "ledger_entries")


def where(condition: str) -> dict[str, Any]:
    """A partial index, on both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def check(condition: str, name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{name}"))


def refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")


def number() -> sa.Column[int]:
    return sa.Column("id", ID, autoincrement=True, nullable=False)


def upgrade() -> None:
    op.add_column("people", sa.Column("auto_pay", sa.Boolean()))
    for table in ("bids", "projects"):
        fee = sa.Column("fee_basis_points", sa.Integer(), nullable=False, server_default="0")
        op.add_column(table, fee)
    for table, (old, new) in MORE_STATES.items():
        _change_states(table, old, new)
    _keep("checkouts", "ledger_entries", "ledger_transactions")
    _checkouts()
    _invoices()
    _withdrawals()
    _disputes()
    _rulings()
    _ledger()
    _bring_back()


def _change_states(table: str, old: str, new: str) -> None:
    """SQLite cannot change a CHECK: the table is made anew, as sqlite.org/lang_altertable says.
    Foreign keys are off while migrating (storage/schema.py), so that nobody misses it meanwhile."""
    name = op.f(f"ck_{table}_state")
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(name, table, type_="check")
        op.create_check_constraint(name, table, new)
        return
    connection = op.get_bind()
    schema = sa.text(
        "SELECT sql FROM sqlite_master WHERE tbl_name = :t AND type = :k AND sql <> ''"
    )
    made = connection.execute(schema, {"t": table, "k": "table"}).scalar_one()
    indexes = connection.execute(schema, {"t": table, "k": "index"}).scalars().all()
    assert old in made
    _, body = made.replace(old, new).split("(", 1)
    op.execute(sa.text(f"CREATE TABLE new_{table} ({body}".replace(":", r"\:")))
    op.execute(f"INSERT INTO new_{table} SELECT * FROM {table}")  # noqa: S608
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE new_{table} RENAME TO {table}")
    for index in indexes:
        op.execute(index)


# --- what stood already ----------------------------------------------------------------------


def _keep(*tables: str) -> None:
    """Their rows, until the new tables of the same names are there."""
    for table in tables:
        op.execute(f"CREATE TEMPORARY TABLE kept_{table} AS SELECT * FROM {table}")  # noqa: S608
        op.drop_table(table)


def _bring_back() -> None:
    for statement in (
        "INSERT INTO checkouts (id, project_id, milestone_id, payer_id, payee_id, amount_minor, "
        "fee_minor, opened_at, state, paid_at, paid_from, reminders, remind_at) "
        "SELECT id, project_id, milestone_id, payer_id, payee_id, amount_minor, 0, opened_at, "
        "state, paid_at, CASE WHEN state = 'paid' THEN 'wallet' END, reminders, remind_at "
        "FROM kept_checkouts",
        "INSERT INTO ledger_transactions "
        "(key, kind, actor_id, project_id, milestone_id, charge_id, at) "
        "SELECT t.key, CASE WHEN t.key LIKE 'charge:%' THEN 'payment' ELSE 'checkout' END, "
        "CASE WHEN t.key LIKE 'charge:%' THEN (SELECT p.id FROM people p "
        "JOIN kept_ledger_entries e ON e.account = 'wallet:' || CAST(p.id AS TEXT) "
        "WHERE e.key = t.key AND e.amount_minor > 0) ELSE c.payer_id END, "
        "c.project_id, c.milestone_id, "
        "CASE WHEN t.key LIKE 'charge:%' THEN substr(t.key, 8) ELSE '' END, t.at "
        "FROM kept_ledger_transactions t LEFT JOIN kept_checkouts c "
        "ON t.key = 'checkout:' || CAST(c.id AS TEXT)",
        "INSERT INTO ledger_entries (key, position, account, amount_minor) "
        "SELECT e.key, e.position, e.account, e.amount_minor FROM kept_ledger_entries e "
        "JOIN kept_ledger_transactions t ON t.key = e.key ORDER BY t.at, e.key, e.position",
        "INSERT INTO charges (id, provider_id, payer_id, amount_minor, at) "
        "SELECT substr(t.key, 8), '', p.id, e.amount_minor, t.at FROM kept_ledger_transactions t "
        "JOIN kept_ledger_entries e ON e.key = t.key AND e.amount_minor > 0 "
        "JOIN people p ON e.account = 'wallet:' || CAST(p.id AS TEXT) "
        "WHERE t.key LIKE 'charge:%'",
    ):
        op.execute(sa.text(statement.replace(":", r"\:")))
    for table in ("checkouts", "ledger_entries", "ledger_transactions"):
        op.execute(f"DROP TABLE kept_{table}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('checkouts', 'id'), max(id)) FROM checkouts"
        )
    _append_only()


def _append_only() -> None:
    """As in 0001: the guards went with their tables; only PostgreSQL's function stayed."""
    postgres = op.get_bind().dialect.name == "postgresql"
    for table in APPEND_ONLY:
        if postgres:
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "
                f"{table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
            continue
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


# --- the tables ------------------------------------------------------------------------------


def _checkouts() -> None:
    op.create_table(
        "checkouts",
        number(),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("milestone_id", ID, nullable=False),
        sa.Column("payer_id", ID, nullable=False),
        sa.Column("payee_id", ID, nullable=False),
        sa.Column("amount_minor", ID, nullable=False),
        sa.Column("fee_minor", ID, nullable=False),
        sa.Column("opened_at", WHEN, nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("paid_at", WHEN),
        sa.Column("paid_from", STATE),
        sa.Column("claimed_at", WHEN),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("remind_at", WHEN),
        check("state IN ('due', 'paid', 'cancelled')", "checkouts_state"),
        check("paid_from IN ('escrow', 'wallet', 'outside')", "checkouts_paid_from"),
        check("amount_minor > 0 AND fee_minor >= 0", "checkouts_amount"),
        check("(state = 'paid') = (paid_at IS NOT NULL)", "checkouts_paid"),
        check("(state = 'paid') = (paid_from IS NOT NULL)", "checkouts_source"),
        refers("checkouts", "project_id", "projects"),
        refers("checkouts", "milestone_id", "milestones"),
        refers("checkouts", "payer_id", "people"),
        refers("checkouts", "payee_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_checkouts"),
        sa.UniqueConstraint("milestone_id", name="uq_checkouts_milestone_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_checkouts_project_id", "checkouts", ["project_id"])
    op.create_index(
        "ix_checkouts_remind", "checkouts", ["remind_at"], **where("remind_at IS NOT NULL")
    )
    op.create_index("ix_checkouts_due", "checkouts", ["payer_id"], **where("state = 'due'"))


def _invoices() -> None:
    op.create_table(
        "invoices",
        number(),
        sa.Column("purpose", STATE, nullable=False),
        sa.Column("payer_id", ID, nullable=False),
        sa.Column("amount_minor", ID, nullable=False),
        sa.Column("token", WORDS, nullable=False),
        sa.Column("made_at", WHEN, nullable=False),
        sa.Column("project_id", ID),
        sa.Column("milestone_id", ID),
        sa.Column("state", STATE, nullable=False),
        sa.Column("query", WORDS, nullable=False),
        sa.Column("approved_at", WHEN),
        check("purpose IN ('top_up', 'checkout', 'funding')", "invoices_purpose"),
        check("state IN ('open', 'paid', 'kept')", "invoices_state"),
        check("amount_minor > 0", "invoices_amount"),
        check("(purpose = 'top_up') = (project_id IS NULL)", "invoices_about"),
        refers("invoices", "payer_id", "people"),
        refers("invoices", "project_id", "projects"),
        refers("invoices", "milestone_id", "milestones"),
        sa.PrimaryKeyConstraint("id", name="pk_invoices"),
        sa.UniqueConstraint("token", name="uq_invoices_token"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_invoices_approved",
        "invoices",
        ["project_id", "approved_at"],
        **where("state = 'open' AND approved_at IS NOT NULL"),
    )
    op.create_table(
        "charges",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("provider_id", WORDS, nullable=False),
        sa.Column("payer_id", ID, nullable=False),
        sa.Column("amount_minor", ID, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("invoice_id", ID),
        sa.Column("refunded_at", WHEN),
        check("amount_minor > 0", "charges_amount"),
        refers("charges", "payer_id", "people"),
        refers("charges", "invoice_id", "invoices"),
        sa.PrimaryKeyConstraint("id", name="pk_charges"),
    )
    op.create_index("ix_charges_payer", "charges", ["payer_id", "at"])


def _withdrawals() -> None:
    op.create_table(
        "withdrawals",
        number(),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("amount_minor", ID, nullable=False),
        sa.Column("destination", WORDS, nullable=False),
        sa.Column("asked_at", WHEN, nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("ended_at", WHEN),
        check("state IN ('waiting', 'paid', 'rejected', 'cancelled')", "withdrawals_state"),
        check("amount_minor > 0", "withdrawals_amount"),
        check("(state = 'waiting') = (ended_at IS NULL)", "withdrawals_ended"),
        refers("withdrawals", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_withdrawals"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_withdrawals_person", "withdrawals", ["person_id", "id"])
    op.create_index("ix_withdrawals_waiting", "withdrawals", ["id"], **where("state = 'waiting'"))


def _disputes() -> None:
    op.create_table(
        "disputes",
        number(),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("milestone_id", ID, nullable=False),
        sa.Column("opened_by", ID, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("opened_at", WHEN, nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("award_minor", ID),
        sa.Column("verdict", WORDS, nullable=False),
        sa.Column("ended_at", WHEN),
        check("state IN ('open', 'decided', 'withdrawn')", "disputes_state"),
        check("award_minor >= 0", "disputes_award"),
        check("(state = 'decided') = (award_minor IS NOT NULL)", "disputes_decided"),
        check("(state = 'open') = (ended_at IS NULL)", "disputes_ended"),
        refers("disputes", "project_id", "projects"),
        refers("disputes", "milestone_id", "milestones"),
        refers("disputes", "opened_by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_disputes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_disputes_project_id", "disputes", ["project_id"])
    op.create_index(
        "uq_disputes_open", "disputes", ["milestone_id"], unique=True, **where("state = 'open'")
    )
    op.create_table(
        "cancellations",
        number(),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("proposed_by", ID, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("proposed_at", WHEN, nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("ended_at", WHEN),
        check("state IN ('open', 'agreed', 'refused', 'withdrawn')", "cancellations_state"),
        check("(state = 'open') = (ended_at IS NULL)", "cancellations_ended"),
        refers("cancellations", "project_id", "projects"),
        refers("cancellations", "proposed_by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_cancellations"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_cancellations_open",
        "cancellations",
        ["project_id"],
        unique=True,
        **where("state = 'open'"),
    )


def _rulings() -> None:
    kinds = "'pay_withdrawal', 'reject_withdrawal', 'decide_dispute', 'refund'"
    op.create_table(
        "rulings",
        number(),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("subject", WORDS, nullable=False),
        sa.Column("amount_minor", ID, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("ruled_by", ID, nullable=False),
        sa.Column("ruled_at", WHEN, nullable=False),
        sa.Column("project_id", ID),
        sa.Column("person_id", ID),
        sa.Column("state", STATE, nullable=False),
        sa.Column("second_by", ID),
        sa.Column("ended_at", WHEN),
        check(f"kind IN ({kinds})", "rulings_kind"),
        check("state IN ('proposed', 'done', 'refused')", "rulings_state"),
        check("amount_minor >= 0", "rulings_amount"),
        check("second_by <> ruled_by OR state = 'refused'", "rulings_second"),
        refers("rulings", "ruled_by", "people"),
        refers("rulings", "project_id", "projects"),
        refers("rulings", "person_id", "people"),
        refers("rulings", "second_by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_rulings"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rulings_project_id", "rulings", ["project_id"])
    op.create_index(
        "uq_rulings_proposed",
        "rulings",
        ["kind", "subject"],
        unique=True,
        **where("state = 'proposed'"),
    )


def _ledger() -> None:
    op.create_table(
        "ledger_transactions",
        sa.Column("key", WORDS, nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("actor_id", ID),
        sa.Column("project_id", ID),
        sa.Column("milestone_id", ID),
        sa.Column("charge_id", WORDS, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False, server_default=""),
        sa.Column("at", WHEN, nullable=False),
        check(KINDS, "ledger_transactions_kind"),
        refers("ledger_transactions", "actor_id", "people"),
        refers("ledger_transactions", "project_id", "projects"),
        refers("ledger_transactions", "milestone_id", "milestones"),
        sa.PrimaryKeyConstraint("key", name="pk_ledger_transactions"),
    )
    op.create_index("ix_ledger_transactions_project_id", "ledger_transactions", ["project_id"])
    op.create_index("ix_ledger_transactions_at", "ledger_transactions", ["at"])
    op.create_table(
        "ledger_entries",
        number(),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("account", WORDS, nullable=False),
        sa.Column("amount_minor", ID, nullable=False),
        sa.ForeignKeyConstraint(["key"], ["ledger_transactions.key"], name="fk_ledger_entries_key"),
        sa.ForeignKeyConstraint(
            ["account"], ["ledger_accounts.name"], name="fk_ledger_entries_account"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_entries"),
        sa.UniqueConstraint("key", "position", name="uq_ledger_entries_key_position"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ledger_entries_account", "ledger_entries", ["account", "id"])


# --- and back --------------------------------------------------------------------------------


def downgrade() -> None:
    """The ledger goes back to its first form; what that cannot hold (escrow, withdrawals, disputes)
    would be lost, so a database where there is any stays as it is: the CHECKs refuse it."""
    _keep("checkouts", "ledger_entries", "ledger_transactions")
    for table in NEW_TABLES_LAST_FIRST:
        op.drop_table(table)
    _first_checkouts()
    _first_ledger()
    for statement in (
        "INSERT INTO checkouts (id, project_id, milestone_id, payer_id, payee_id, amount_minor, "
        "token, opened_at, state, paid_at, reminders, remind_at) SELECT id, project_id, "
        "milestone_id, payer_id, payee_id, amount_minor, 'gone-' || CAST(id AS TEXT), opened_at, "
        "state, paid_at, reminders, remind_at FROM kept_checkouts",
        "INSERT INTO ledger_transactions (key, cause, at) SELECT key, kind, at "
        "FROM kept_ledger_transactions",
        "INSERT INTO ledger_entries (key, position, account, amount_minor) "
        "SELECT key, position, account, amount_minor FROM kept_ledger_entries",
    ):
        op.execute(statement)
    for table in ("checkouts", "ledger_entries", "ledger_transactions"):
        op.execute(f"DROP TABLE kept_{table}")
    _append_only()
    for table, (old, new) in MORE_STATES.items():
        _change_states(table, new, old)
    for table in ("projects", "bids"):
        op.drop_column(table, "fee_basis_points")
    op.drop_column("people", "auto_pay")


def _first_checkouts() -> None:
    op.create_table(
        "checkouts",
        number(),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("milestone_id", ID, nullable=False),
        sa.Column("payer_id", ID, nullable=False),
        sa.Column("payee_id", ID, nullable=False),
        sa.Column("amount_minor", ID, nullable=False),
        sa.Column("token", WORDS, nullable=False),
        sa.Column("opened_at", WHEN, nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("paid_at", WHEN),
        sa.Column("reminders", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("remind_at", WHEN),
        check("(state = 'paid') = (paid_at IS NOT NULL)", "checkouts_paid"),
        check("state IN ('due', 'paid')", "checkouts_state"),
        check("amount_minor > 0", "checkouts_amount"),
        refers("checkouts", "milestone_id", "milestones"),
        refers("checkouts", "payee_id", "people"),
        refers("checkouts", "payer_id", "people"),
        refers("checkouts", "project_id", "projects"),
        sa.PrimaryKeyConstraint("id", name="pk_checkouts"),
        sa.UniqueConstraint("milestone_id", name="uq_checkouts_milestone_id"),
        sa.UniqueConstraint("token", name="uq_checkouts_token"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_checkouts_project_id", "checkouts", ["project_id"])
    op.create_index(
        "ix_checkouts_remind", "checkouts", ["remind_at"], **where("remind_at IS NOT NULL")
    )


def _first_ledger() -> None:
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
