"""Finding freelancers: who can be found and by which words; their public keys; invitations.

Revision: 0009.
"""

import secrets
import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHEN = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
WORDS = sa.Text()
BY_CODE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
LONG_AGO = "1970-01-01T00:00:00.000000+00:00"
NEW_COLUMNS = ("visible", "busy", "share_key", "active_at", "listed")
AT_ONCE = 500


def refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")


def upgrade() -> None:
    _add_columns()
    _people_words()
    _invitations()
    _list_who_is_here()


def _add_columns() -> None:
    for column in (
        sa.Column("visible", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("busy", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("share_key", BY_CODE),
        sa.Column("active_at", WHEN, nullable=False, server_default=LONG_AGO),
        sa.Column("listed", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("people", column)
    op.create_index("uq_people_share_key", "people", ["share_key"], unique=True)
    listed: dict[str, Any] = {
        "sqlite_where": sa.text("listed"),
        "postgresql_where": sa.text("listed"),
    }
    op.create_index("ix_people_listed", "people", ["busy", "active_at", "share_key"], **listed)


def _people_words() -> None:
    op.create_table(
        "people_words",
        sa.Column("word", BY_CODE, nullable=False),
        sa.Column("person_id", ID, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("word", "person_id", name="pk_people_words"),
        refers("people_words", "person_id", "people"),
    )
    op.create_index("ix_people_words_person", "people_words", ["person_id", "word"])


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("job_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("client_id", ID, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("declined", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        refers("invitations", "job_id", "jobs"),
        refers("invitations", "person_id", "people"),
        refers("invitations", "client_id", "people"),
        sa.UniqueConstraint("job_id", "person_id", name="uq_invitations_job_id_person_id"),
        sa.UniqueConstraint("key", name="uq_invitations_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_invitations_person_id", "invitations", ["person_id"])
    op.create_index("ix_invitations_client", "invitations", ["client_id", "at"])


# --- who is here already -------------------------------------------------------------------

people = sa.table(
    "people",
    *(sa.column(name) for name in ("id", "name", "country", "description", "share_key")),
    sa.column("skills", sa.JSON()),
    sa.column("reachable", sa.Boolean()),
    sa.column("listed", sa.Boolean()),
)
experience = sa.table("experience", sa.column("person_id"), sa.column("title"))
people_words = sa.table("people_words", sa.column("word"), sa.column("person_id"))


def _list_who_is_here() -> None:
    connection = op.get_bind()
    titles: dict[int, list[str]] = {}
    for row in connection.execute(sa.select(experience)):
        titles.setdefault(row.person_id, []).append(row.title)
    whose = people.update().where(people.c.id == sa.bindparam("one"))
    change = whose.values(listed=sa.bindparam("now"), share_key=sa.bindparam("key"))
    rows = connection.execute(sa.select(people)).all()
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        words = [
            {"word": word, "person_id": row.id}
            for row in part
            for word in _words(row, titles.get(row.id, []))
        ]
        if words:
            connection.execute(people_words.insert(), words)
        complete = [r for r in part if r.name and r.country and r.skills and r.description]
        known = [
            {"one": r.id, "now": r.reachable, "key": secrets.token_urlsafe(12)} for r in complete
        ]
        if known:
            connection.execute(change, known)


def _words(row: Any, titles: list[str]) -> set[str]:
    """As marketplace.profile_words.words_of and storage.directory do."""
    texts = (row.name, row.description, *row.skills, *titles)
    words = {word for text in texts for word in _parted(text)}
    words |= {"=" + _folded(skill) for skill in row.skills}
    return {word[:64] for word in words}


def _parted(text: str) -> list[str]:
    letters = "".join(c if c.isalnum() or c in "+#" else " " for c in _folded(text))
    return [word for word in letters.split() if word.strip("+#")]


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def downgrade() -> None:
    op.drop_table("invitations")
    op.drop_table("people_words")
    op.drop_index("ix_people_listed", "people")
    op.drop_index("uq_people_share_key", "people")
    for column in NEW_COLUMNS:
        op.drop_column("people", column)
