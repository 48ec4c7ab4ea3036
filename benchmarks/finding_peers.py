"""What else could find jobs by a piece of a word: LIKE, and a plain trigram index."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine


@dataclass(frozen=True)
class Peer:
    """`statements` prepare it; `hits` is where they come from, by the parameter :piece, and
    `newest` the column that tells which are the newest."""

    name: str
    statements: Sequence[str]
    hits: str
    newest: str
    pattern: str

    async def prepare(self, connection: AsyncConnection) -> None:
        for statement in self.statements:
            await connection.execute(text(statement))

    async def find(self, connection: AsyncConnection, piece: str, page: int, counted: int) -> None:
        """The newest page, and how many there are, counted up to `counted`."""
        values = {"piece": self.pattern.replace("?", piece)}
        shown = f"SELECT jobs.id, title {self.hits} ORDER BY {self.newest} DESC LIMIT :most"
        (await connection.execute(text(shown), values | {"most": page})).all()
        all_ = f"SELECT count(*) FROM (SELECT 1 {self.hits} LIMIT :most) hits"
        (await connection.execute(text(all_), values | {"most": counted})).all()


_LIKE = "FROM jobs WHERE state = 'open' AND (title {like} :piece OR description {like} :piece)"
_SQLITE = (
    Peer("LIKE", (), _LIKE.format(like="LIKE"), "jobs.id", "%?%"),
    Peer(
        "a trigram index",
        (
            "CREATE VIRTUAL TABLE trigrams USING fts5(words, content='', tokenize='trigram')",
            "INSERT INTO trigrams (rowid, words) SELECT id, title || ' ' || description FROM jobs "
            "WHERE state = 'open'",
        ),
        "FROM trigrams JOIN jobs ON jobs.id = trigrams.rowid WHERE trigrams MATCH :piece",
        "trigrams.rowid",
        '"?"',
    ),
)
_POSTGRES = (
    Peer("LIKE", (), _LIKE.format(like="ILIKE"), "jobs.id", "%?%"),
    Peer(
        "a trigram index",
        (
            "CREATE EXTENSION IF NOT EXISTS pg_trgm",
            "CREATE INDEX trigrams ON jobs USING gin ((title || ' ' || description) gin_trgm_ops) "
            "WHERE state = 'open'",
        ),
        "FROM jobs WHERE state = 'open' AND (title || ' ' || description) ILIKE :piece",
        "jobs.id",
        "%?%",
    ),
)


def peers(engine: AsyncEngine) -> tuple[Peer, ...]:
    """LIKE comes first: on PostgreSQL the index of the other one would serve it, too."""
    return _SQLITE if engine.dialect.name == "sqlite" else _POSTGRES
