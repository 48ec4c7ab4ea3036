"""How long a client waits for a page of freelancers, among 100,000 profiles.

    python -m benchmarks.directory sqlite:////tmp/directory.db [people]

Skills and words follow Zipf's law, so that some are in a third of all profiles and most are rare.
"""

import asyncio
import random
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from statistics import median
from typing import Any

from benchmarks.seed import CLIENT, open_storage
from marketplace import directory, jobs, people
from marketplace.directory import Found, Place
from marketplace.jobs import Job, JobTerms
from marketplace.people import Person, Profile
from marketplace.profile_words import words_of
from storage import schema, tables
from storage.people import _columns
from storage.unit_of_work import Storage, UnitOfWork

WORDS = [f"{a}{b}{c}" for a in "bdfgklmn" for b in ("a", "e", "i", "o", "ur") for c in
         ("ra", "ne", "sto", "li", "man", "ter", "vo", "dex", "qu", "pha")]  # fmt: skip
SKILLS = [f"{word} skill" if n % 3 == 0 else word for n, word in enumerate(WORDS[:200])]
AT_ONCE = 2000
TRIES = 15


async def fill(storage: Storage, count: int) -> None:
    """A client, and so many freelancers with whole profiles (about 50 words each)."""
    dice = random.Random(7)
    weights = [1 / (n + 1) for n in range(len(WORDS))]
    for start in range(0, count, AT_ONCE):
        async with storage.begin(lasting=False) as work:
            made = [_person(dice, weights, 1000 + n, work) for n in range(start, start + AT_ONCE)]
            rows = [{**_columns(one), "active_at": one.active_at} for one in made]
            await work.people._add_all(tables.people, rows)
            await work.people._add_all(
                tables.people_words,
                [
                    {"word": word, "person_id": one.id}
                    for one in made
                    for word in words_of(Profile(one))
                ],
            )
            await work.commit()


def _person(dice: random.Random, weights: list[float], number: int, work: UnitOfWork) -> Person:
    return Person(
        number,
        "F",
        name=f"Fay {dice.choice(WORDS)}{number}",
        country="PT",
        description=" ".join(dice.choices(WORDS, weights, k=60)),
        skills=tuple(dict.fromkeys(dice.choices(SKILLS, weights[:200], k=6))),
        busy=dice.random() < 0.2,
        share_key=f"{number:016}",
        active_at=work.now - timedelta(hours=dice.randrange(2000)),
    )


Look = Callable[[UnitOfWork, Person, Place | None], Awaitable[list[Found]]]


def by(query: str) -> Look:
    return lambda work, actor, after: directory.newest(work, actor, query, after, 6)


def fit(job: Job) -> Look:
    return lambda work, actor, after: directory.fitting(work, actor, job, after, 6)


async def measured(storage: Storage, name: str, look: Look) -> None:
    """The first page and the tenth, in milliseconds."""
    times: dict[int, list[float]] = {1: [], 10: []}
    for _ in range(TRIES):
        after: Place | None = None
        for number in range(1, 11):
            async with storage.begin() as work:
                actor = await work.people.get(CLIENT)
                began = time.perf_counter()
                found = await look(work, actor, after)
                if number in times:
                    times[number].append(1000 * (time.perf_counter() - began))
            if len(found) < 6:
                break
            after = found[4].place
    told = "  ".join(f"page {n}: {median(t):6.1f} ms" for n, t in times.items() if t)
    print(f"{name:34} {told}")


async def main(url: str, count: int) -> None:
    await schema.migrate(url)
    storage = open_storage(url)
    began = time.perf_counter()

    async def begin(work: UnitOfWork) -> Any:
        client = await people.arrive(work, CLIENT, "Marc", "en")
        terms = [
            JobTerms("A job that asks for this", "Such a thing as nobody did.", skills, 100, 200)
            for skills in (tuple(SKILLS[:5]), tuple(SKILLS[150:155]))
        ]
        posted = [await jobs.post(work, client, one) for one in terms]
        await work.commit()
        return posted

    async with storage.begin() as work:
        common, rare = await begin(work)
    await fill(storage, count)
    async with storage.engine.connect() as connection:
        await connection.exec_driver_sql("ANALYZE")
        await connection.commit()
    print(f"{count} profiles made in {time.perf_counter() - began:.0f} s")
    looks = {
        "everybody": by(""),
        f"a common word ({WORDS[0]})": by(WORDS[0]),
        f"two common words ({WORDS[0]} {WORDS[1]})": by(f"{WORDS[0]} {WORDS[1]}"),
        f"a rare word ({WORDS[390]})": by(WORDS[390]),
        "a name": by("Fay " + WORDS[5] + "5"),
        "a letter (b)": by("b"),
        "eight words": by(" ".join(WORDS[10:18])),
        "nobody": by("zebra"),
        "fits a job of common skills": fit(common),
        "fits a job of rare skills": fit(rare),
    }
    for name, look in looks.items():
        await measured(storage, name, look)
    await storage.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100_000))
