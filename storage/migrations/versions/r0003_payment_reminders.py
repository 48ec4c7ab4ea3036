"""Reminders of payments that are due.

Revision: 0003.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WHEN = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
FIRST_AFTER = timedelta(days=1)

checkouts = sa.table(
    "checkouts",
    sa.column("id", sa.BigInteger()),
    sa.column("opened_at", WHEN),
    sa.column("state", sa.String(16)),
    sa.column("remind_at", WHEN),
)


def where(condition: str) -> dict[str, Any]:
    """A partial index, on both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    op.add_column(
        "checkouts", sa.Column("reminders", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("checkouts", sa.Column("remind_at", WHEN))
    _remind_of_what_is_due()
    op.create_index(
        "ix_checkouts_remind", "checkouts", ["remind_at"], **where("remind_at IS NOT NULL")
    )


def _remind_of_what_is_due() -> None:
    connection = op.get_bind()
    is_due = checkouts.c.state == "due"
    for row in connection.execute(sa.select(checkouts.c.id, checkouts.c.opened_at).where(is_due)):
        remind_at = _later(row.opened_at)
        mine = checkouts.update().where(checkouts.c.id == row.id)
        connection.execute(mine.values(remind_at=remind_at))


def _later(opened_at: Any) -> Any:
    """SQLite keeps times as ISO text of one length."""
    if not isinstance(opened_at, str):
        return opened_at + FIRST_AFTER
    at = datetime.fromisoformat(opened_at).astimezone(UTC) + FIRST_AFTER
    return at.isoformat(timespec="microseconds")


def downgrade() -> None:
    op.drop_index("ix_checkouts_remind", "checkouts")
    op.drop_column("checkouts", "remind_at")
    op.drop_column("checkouts", "reminders")
