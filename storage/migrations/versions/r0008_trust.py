"""Reports, hidden jobs and banned people; what operators decide about them.

Revision: 0008.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHEN = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
WORDS = sa.Text()
MONEY_KINDS = "kind IN ('pay_withdrawal', 'reject_withdrawal', 'decide_dispute', 'refund')"
ALL_KINDS = (
    "kind IN ('pay_withdrawal', 'reject_withdrawal', 'decide_dispute', 'refund', 'hide_job', "
    "'restore_job', 'ban', 'unban')"
)


def where(condition: str) -> dict[str, Any]:
    """A partial index, on both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def check(condition: str, name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{name}"))


def refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")


def upgrade() -> None:
    op.add_column("people", sa.Column("banned_at", WHEN))
    op.add_column("people", sa.Column("banned_why", WORDS, nullable=False, server_default=""))
    op.create_index("ix_people_banned", "people", ["id"], **where("banned_at IS NOT NULL"))
    op.add_column("jobs", sa.Column("hidden_at", WHEN))
    by_ban: sa.Column[bool] = sa.Column(
        "hidden_by_ban", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("jobs", by_ban)
    op.add_column("jobs", sa.Column("hidden_why", WORDS, nullable=False, server_default=""))
    op.create_index("ix_jobs_hidden", "jobs", ["id"], **where("hidden_at IS NOT NULL"))
    _change_kinds(MONEY_KINDS, ALL_KINDS)
    _reports()


def _change_kinds(old: str, new: str) -> None:
    """SQLite cannot change a CHECK: the table is made anew (see 0004)."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_rulings_kind"), "rulings", type_="check")
        op.create_check_constraint(op.f("ck_rulings_kind"), "rulings", new)
        return
    connection = op.get_bind()
    schema = sa.text(
        "SELECT sql FROM sqlite_master WHERE tbl_name = 'rulings' AND type = :k AND sql <> ''"
    )
    made = connection.execute(schema, {"k": "table"}).scalar_one()
    indexes = connection.execute(schema, {"k": "index"}).scalars().all()
    assert old in made
    _, body = made.replace(old, new).split("(", 1)
    op.execute(f"CREATE TABLE new_rulings ({body}")
    op.execute("INSERT INTO new_rulings SELECT * FROM rulings")
    op.execute("DROP TABLE rulings")
    op.execute("ALTER TABLE new_rulings RENAME TO rulings")
    for index in indexes:
        op.execute(index)


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("reported_by", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("job_id", ID),
        sa.Column("bid_id", ID),
        sa.Column("words", WORDS, nullable=False),
        sa.Column("made_at", WHEN, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("ended_by", ID),
        sa.Column("ended_at", WHEN),
        check("kind IN ('scam', 'outside', 'not_a_job', 'offensive', 'other')", "reports_kind"),
        check("state IN ('open', 'acted', 'dismissed')", "reports_state"),
        check("reported_by <> person_id", "reports_two_people"),
        check("(state = 'open') = (ended_at IS NULL)", "reports_ended"),
        refers("reports", "reported_by", "people"),
        refers("reports", "person_id", "people"),
        refers("reports", "job_id", "jobs"),
        refers("reports", "bid_id", "bids"),
        refers("reports", "ended_by", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sqlite_autoincrement=True,
    )
    is_open = "state = 'open'"
    op.create_index("ix_reports_open", "reports", ["id"], **where(is_open))
    op.create_index("ix_reports_job", "reports", ["job_id"], **where(is_open))
    op.create_index("ix_reports_person", "reports", ["person_id"], **where(is_open))
    op.create_index("ix_reports_bid", "reports", ["bid_id"], **where(is_open))
    job, person = "state = 'open' AND job_id IS NOT NULL", "state = 'open' AND job_id IS NULL"
    op.create_index(
        "uq_reports_job", "reports", ["reported_by", "job_id"], unique=True, **where(job)
    )
    op.create_index(
        "uq_reports_person", "reports", ["reported_by", "person_id"], unique=True, **where(person)
    )


def downgrade() -> None:
    """What was decided about jobs and people is lost; who was banned no longer is."""
    op.drop_table("reports")
    op.execute("DELETE FROM rulings WHERE kind IN ('hide_job', 'restore_job', 'ban', 'unban')")
    _change_kinds(ALL_KINDS, MONEY_KINDS)
    op.drop_index("ix_jobs_hidden", "jobs")
    for column in ("hidden_why", "hidden_by_ban", "hidden_at"):
        op.drop_column("jobs", column)
    op.drop_index("ix_people_banned", "people")
    for column in ("banned_why", "banned_at"):
        op.drop_column("people", column)
