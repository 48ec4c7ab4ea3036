"""Shortlists: bids that their client has put aside to look at again.

Revision: 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHEN = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


def upgrade() -> None:
    op.create_table(
        "shortlists",
        sa.Column("bid_id", ID, nullable=False),
        sa.Column("put_at", WHEN, nullable=False),
        sa.Column("picked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["bid_id"], ["bids.id"], name="fk_shortlists_bid_id"),
        sa.PrimaryKeyConstraint("bid_id", name="pk_shortlists"),
    )


def downgrade() -> None:
    op.drop_table("shortlists")
