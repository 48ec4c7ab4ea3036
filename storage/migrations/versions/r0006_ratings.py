"""What the two sides of a project say about each other, and when that is due.

Revision: 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHEN = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
IS_DUE = sa.text("ratings_due_at IS NOT NULL")
STARS = ("stars_1", "stars_2", "stars_3")


def refers(column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_ratings_{column}")


def upgrade() -> None:
    """Nobody is asked about projects that were complete before."""
    op.add_column("projects", sa.Column("ratings_due_at", WHEN))
    op.create_index(
        "ix_projects_ratings_due",
        "projects",
        ["ratings_due_at"],
        sqlite_where=IS_DUE,
        postgresql_where=IS_DUE,
    )
    op.create_table(
        "ratings",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("rated_id", ID, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in STARS),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("rated_at", WHEN, nullable=False),
        sa.Column("shows_at", WHEN, nullable=False),
        refers("project_id", "projects"),
        refers("author_id", "people"),
        refers("rated_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_ratings"),
        sa.UniqueConstraint("project_id", "role", name="uq_ratings_project_id_role"),
        sa.CheckConstraint("role IN ('freelancer', 'client')", name=op.f("ck_ratings_role")),
        sa.CheckConstraint("author_id <> rated_id", name=op.f("ck_ratings_two_people")),
        sa.CheckConstraint(
            " AND ".join(f"{name} BETWEEN 1 AND 5" for name in STARS), name=op.f("ck_ratings_stars")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ratings_rated", "ratings", ["rated_id", "role", "id"])


def downgrade() -> None:
    op.drop_table("ratings")
    op.drop_index("ix_projects_ratings_due", "projects")
    op.drop_column("projects", "ratings_due_at")
