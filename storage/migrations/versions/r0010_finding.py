"""Finding: an index of terms in place of the words of titles.

Revision: 0010. The rows of the index are made by the program (storage/job_indexing.py) right after
the migrations, since they follow rules that change more often than tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHEN = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
INDEXED_WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.drop_table("job_words")
    op.drop_column("jobs", "title_folded")
    op.create_index(
        "ix_jobs_posted",
        "jobs",
        ["posted_at"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "search_words",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("jobs", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_words"),
        sa.UniqueConstraint("word", name="uq_search_words_word"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "made_indexes",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_made_indexes"),
    )
    _make_alerts()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE job_index USING fts5(title, text, tags, content='', "
            "detail='column', tokenize=\"ascii tokenchars '+#._'\")"
        )
        op.execute("CREATE VIRTUAL TABLE job_index_words USING fts5vocab('job_index', 'row')")
        return
    op.execute(
        "CREATE TABLE job_index "
        "(job_id BIGINT PRIMARY KEY REFERENCES jobs, words TSVECTOR NOT NULL)"
    )
    op.execute(
        "CREATE INDEX ix_job_index_words ON job_index USING gin (words) WITH (fastupdate=off)"
    )


def _make_alerts() -> None:
    op.create_table(
        "saved_searches",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("search", sa.JSON(), nullable=False),
        sa.Column("daily", sa.Boolean(), nullable=False),
        sa.Column("muted", sa.Boolean(), nullable=False),
        sa.Column("made_at", WHEN, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_searches"),
        _refers("saved_searches", "person_id", "people"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_saved_searches_person_id", "saved_searches", ["person_id"])
    op.create_table(
        "saved_anchors",
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("saved_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("anchor", "saved_id", name="pk_saved_anchors"),
        _refers("saved_anchors", "saved_id", "saved_searches"),
    )
    op.create_index("ix_saved_anchors_saved", "saved_anchors", ["saved_id"])
    op.create_table(
        "unmatched_jobs",
        sa.Column("job_id", ID, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("job_id", name="pk_unmatched_jobs"),
        _refers("unmatched_jobs", "job_id", "jobs"),
    )
    op.create_table(
        "alert_hits",
        sa.Column("person_id", ID, autoincrement=False, nullable=False),
        sa.Column("job_id", ID, autoincrement=False, nullable=False),
        sa.Column("saved_id", ID, nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "job_id", name="pk_alert_hits"),
        _refers("alert_hits", "person_id", "people"),
        _refers("alert_hits", "job_id", "jobs"),
    )
    op.create_index(
        "ix_alert_hits_untold",
        "alert_hits",
        ["person_id"],
        sqlite_where=sa.text("NOT told"),
        postgresql_where=sa.text("NOT told"),
    )
    op.create_index("ix_alert_hits_job", "alert_hits", ["job_id"])


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")


def downgrade() -> None:
    for table in ("alert_hits", "unmatched_jobs", "saved_anchors", "saved_searches"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE job_index_words")
    op.execute("DROP TABLE job_index")
    op.drop_table("made_indexes")
    op.drop_table("search_words")
    op.drop_index("ix_jobs_posted", "jobs")
    op.add_column("jobs", sa.Column("title_folded", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "job_words",
        sa.Column("word", INDEXED_WORD, nullable=False),
        sa.Column("job_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_job_words_job_id"),
        sa.PrimaryKeyConstraint("word", "job_id", name="pk_job_words"),
    )
    op.create_index("ix_job_words_job", "job_words", ["job_id", "word"])
