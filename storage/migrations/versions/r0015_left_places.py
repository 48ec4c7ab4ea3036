"""Where each card stood before it moved, so that a press there is known to have come too late.

Revision: 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("cards", sa.Column("left_row_id", ID, nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("cards", "left_row_id")
