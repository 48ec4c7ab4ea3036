"""Pitch templates.

Revision: 0011.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "pitch_templates",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_folded", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("amount_at", sa.String(16), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount_at IN ('least', 'middle', 'most')", name="amount_at"),
        sa.PrimaryKeyConstraint("id", name="pk_pitch_templates"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_pitch_templates_person_id"),
        sa.UniqueConstraint(
            "person_id", "name_folded", name="uq_pitch_templates_person_id_name_folded"
        ),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("pitch_templates")
