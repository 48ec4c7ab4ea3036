"""A million jobs with a fixed seed: `python -m benchmarks.jobs_seed URL [--jobs N] [--open SHARE]`.

Words follow Zipf's law, as those of any language do; two of them are common and never together.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, islice
from random import Random
from typing import Annotated, Any

import typer

from benchmarks.seed import CLIENT, open_storage
from marketplace import people
from storage import job_indexing, schema
from storage.tables import jobs

SEED = 6
WORDS, SKILLS = 40_000, 400
BATCH = 5_000
APART = ("eastern", "western")
"""Each in a tenth of the titles, never both in one job."""
BRIEF = ("ui", "ux", "go", "ai", "qa", "vr", "3d", "tv")
_STARTS = (
    "",
    *"bcdfghjklmnprstvwz",
    "br",
    "ch",
    "cl",
    "cr",
    "fl",
    "gr",
    "pl",
    "pr",
    "sh",
    "st",
    "tr",
)
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou", "io")
_ENDS = ("", "", "n", "r", "s", "t", "l", "m", "nd", "ck", "ng", "ry")


@dataclass(frozen=True)
class Language:
    """`words`: the most frequent first, each `weights` adding up to it."""

    words: list[str]
    weights: list[float]
    skills: list[str]
    skill_weights: list[float]


def language() -> Language:
    random = Random(SEED)
    words = dict.fromkeys(BRIEF)
    while len(words) < WORDS:
        parts = (random.choice(kind) for _ in range(random.randint(1, 4)) for kind in _SYLLABLE)
        word = "".join(parts)
        if 3 <= len(word) <= 16:
            words[word] = None
    shuffled = [*words]
    random.shuffle(shuffled)
    skills = [f"{random.choice(shuffled)} {n}" for n in range(SKILLS)]
    return Language(shuffled, _zipf(WORDS), skills, _zipf(SKILLS))


_SYLLABLE = (_STARTS, _VOWELS, _ENDS)


def _zipf(count: int) -> list[float]:
    return [*accumulate(1 / (rank + 2.7) for rank in range(count))]


def job_rows(count: int, open_share: float, now: datetime) -> Iterator[dict[str, Any]]:
    """Jobs of the last 25 days, the oldest first."""
    random, spoken = Random(SEED + 1), language()
    for number in range(1, count + 1):
        title = _words(random, spoken, random.randint(3, 8))
        if random.random() < 0.2:
            title.insert(random.randrange(len(title)), APART[number % 2])
        least = round(10 ** random.uniform(3, 6.5), -2)
        skills = random.choices(
            spoken.skills, cum_weights=spoken.skill_weights, k=random.randint(1, 6)
        )
        posted = now - timedelta(days=25) * (1 - number / count)
        yield {
            "client_id": CLIENT,
            "title": " ".join(title).capitalize()[:100],
            "description": " ".join(_words(random, spoken, random.randint(15, 60))),
            "skills": [*dict.fromkeys(skills)],
            "budget_min_minor": int(least),
            "budget_max_minor": int(least * random.choice((1, 1.5, 2))),
            "posted_at": posted,
            "closes_at": posted + timedelta(days=30),
            "state": "open" if random.random() < open_share else "closed",
            "warned": False,
        }


def _words(random: Random, spoken: Language, count: int) -> list[str]:
    return random.choices(spoken.words, cum_weights=spoken.weights, k=count)


async def fill(url: str, count: int, open_share: float) -> None:
    """Migrates an empty database, and adds the jobs and their index."""
    await schema.migrate(url)
    storage = open_storage(url)
    try:
        async with storage.begin() as work:
            await people.arrive(work, CLIENT, "Marc", "en")
            await work.commit()
        rows = job_rows(count, open_share, storage.clock.now())
        while batch := [*islice(rows, BATCH)]:
            async with storage.engine.begin() as connection:
                await connection.execute(jobs.insert(), batch)
        async with storage.engine.begin() as connection:
            await job_indexing.make_anew(connection)
        if storage.engine.dialect.name == "postgresql":
            await vacuumed(storage.engine)
    finally:
        await storage.close()


async def vacuumed(engine: Any) -> None:
    """What PostgreSQL does by itself within a minute."""
    async with engine.connect() as connection:
        own = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await own.exec_driver_sql("VACUUM ANALYZE")


def main(
    url: str,
    jobs: Annotated[int, typer.Option(help="How many.")] = 1_000_000,
    open: Annotated[float, typer.Option(help="The share of them that is open.")] = 0.15,
) -> None:
    """Fill an empty database with jobs, always the same ones."""
    asyncio.run(fill(url, jobs, open))


if __name__ == "__main__":
    typer.run(main)
