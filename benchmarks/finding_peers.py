"""What else could find jobs by a piece of a word: LIKE, and a plain trigram index."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine


@dataclass(frozen=True)
class Peer:
    """`statements` prepare it; `query` has the parameters :piece and :most."""

    name: str
    statements: Sequence[str]
    query: str
    pattern: str

    async def prepare(self, connection: AsyncConnection) -> None:
        for statement in self.statements:
            await connection.execute(text(statement))

    async def find(self, connection: AsyncConnection, piece: str, most: int) -> None:
        values = {"piece": self.pattern.replace("?", piece), "most": most}
        (await connection.execute(text(self.query), values)).all()


_LIKE = (
    "SELECT id, title FROM jobs WHERE state = 'open' "
    "AND (title {like} :piece OR description {like} :piece) ORDER BY id DESC LIMIT :most"
)
_SQLITE = (
    Peer("LIKE", (), _LIKE.format(like="LIKE"), "%?%"),
    Peer(
        "a trigram index",
        (
            "CREATE VIRTUAL TABLE trigrams USING fts5(words, content='', tokenize='trigram')",
            "INSERT INTO trigrams (rowid, words) SELECT id, title || ' ' || description FROM jobs "
            "WHERE state = 'open'",
        ),
        "SELECT jobs.id, title FROM trigrams JOIN jobs ON jobs.id = trigrams.rowid "
        "WHERE trigrams MATCH :piece ORDER BY trigrams.rowid DESC LIMIT :most",
        '"?"',
    ),
)
_POSTGRES = (
    Peer("LIKE", (), _LIKE.format(like="ILIKE"), "%?%"),
    Peer(
        "a trigram index",
        (
            "CREATE EXTENSION IF NOT EXISTS pg_trgm",
            "CREATE INDEX trigrams ON jobs USING gin ((title || ' ' || description) gin_trgm_ops) "
            "WHERE state = 'open'",
        ),
        "SELECT id, title FROM jobs WHERE state = 'open' "
        "AND (title || ' ' || description) ILIKE :piece ORDER BY id DESC LIMIT :most",
        "%?%",
    ),
)


def peers(engine: AsyncEngine) -> tuple[Peer, ...]:
    """LIKE comes first: on PostgreSQL the index of the other one would serve it, too."""
    return _SQLITE if engine.dialect.name == "sqlite" else _POSTGRES
