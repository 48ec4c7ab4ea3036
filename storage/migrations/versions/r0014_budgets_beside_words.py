"""PostgreSQL's index of jobs holds their budgets: what no tag tells is compared without a join.

Revision: 0014. SQLite's index can't hold them; it looks at the jobs.
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    op.execute(
        "ALTER TABLE job_index ADD COLUMN budget_min_minor BIGINT NOT NULL DEFAULT 0, "
        "ADD COLUMN budget_max_minor BIGINT NOT NULL DEFAULT 0"
    )
    op.execute(
        "UPDATE job_index SET budget_min_minor = jobs.budget_min_minor, "
        "budget_max_minor = jobs.budget_max_minor FROM jobs WHERE jobs.id = job_index.job_id"
    )
    for column in ("budget_min_minor", "budget_max_minor"):
        op.execute(f"ALTER TABLE job_index ALTER COLUMN {column} DROP DEFAULT")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    op.execute("ALTER TABLE job_index DROP COLUMN budget_min_minor, DROP COLUMN budget_max_minor")
