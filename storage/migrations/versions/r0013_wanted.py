"""What a saved search asks of a job beside its anchors: the budget, and what else it must have.

Revision: 0013. The columns of those saved before are filled by the program
(storage/saved_indexing.py) right after the migrations, since they follow rules that change more
often than tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for name in ("least_minor", "most_minor"):
        op.add_column("saved_searches", sa.Column(name, ID, nullable=False, server_default="0"))
    op.add_column("saved_searches", sa.Column("further", sa.JSON()))


def downgrade() -> None:
    for name in ("further", "most_minor", "least_minor"):
        op.drop_column("saved_searches", name)
    op.execute("UPDATE saved_anchors SET anchor = '#' || substr(anchor, 2) WHERE anchor LIKE '@%'")
    op.execute("DELETE FROM made_indexes WHERE name = 'saved'")
