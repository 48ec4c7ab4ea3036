"""Jobs that people have saved for later, and an index of what each client has to pay.

Revision: 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHEN = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


def upgrade() -> None:
    op.create_table(
        "saved_jobs",
        sa.Column("person_id", ID, autoincrement=False, nullable=False),
        sa.Column("job_id", ID, autoincrement=False, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_saved_jobs_person_id"),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_saved_jobs_job_id"),
        sa.PrimaryKeyConstraint("person_id", "job_id", name="pk_saved_jobs"),
    )
    op.create_index("ix_checkouts_payer", "checkouts", ["payer_id", "id"])


def downgrade() -> None:
    op.drop_index("ix_checkouts_payer", "checkouts")
    op.drop_table("saved_jobs")
