"""How long a client waits for a page of freelancers, among 100,000 profiles.

Skills and words follow Zipf's law, so that some are in a third of all profiles and most are rare.
"""

import random
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from benchmarks.due_places import places, removed
from benchmarks.figures import Bench, Benchmark, Figure, Spread, check, ms
from benchmarks.jobs_seed import vacuumed
from benchmarks.seed import CLIENT, open_storage
from marketplace import directory, jobs, people
from marketplace.directory import Found, Place
from marketplace.jobs import Job, JobTerms
from marketplace.people import MOST_SKILLS, Person, Profile
from marketplace.profile_words import words_of
from storage import schema, tables
from storage.people import _columns
from storage.unit_of_work import Storage, UnitOfWork

WORDS = [f"{a}{b}{c}" for a in "bdfgklmn" for b in ("a", "e", "i", "o", "ur") for c in
         ("ra", "ne", "sto", "li", "man", "ter", "vo", "dex", "qu", "pha")]  # fmt: skip
SKILLS = [f"{word} skill" if n % 3 == 0 else word for n, word in enumerate(WORDS[:200])]
AT_ONCE = 2000
PAGE = 5
TENTH = 10
GOAL_P99_SECONDS = 0.100
Look = Callable[[UnitOfWork, Person, Place | None], Awaitable[list[Found]]]
JOBS = {
    "five very common skills": SKILLS[:5],
    "ten very common skills": SKILLS[:MOST_SKILLS],
    "ten common skills": SKILLS[20:30],
    "common and rare skills": [*SKILLS[:3], *SKILLS[40:42], *SKILLS[150:152]],
    "one very common skill": SKILLS[:1],
    "rare skills": SKILLS[150:155],
}


async def run(bench: Bench) -> list[Figure]:
    count = bench.rounds(100_000, 4_000)
    figures = []
    for name, fresh in places(bench.new_folder(), bench.postgres):
        bench.say(f"making {count:,} profiles, {name}")
        url = fresh()
        await schema.migrate(url)
        storage = open_storage(url)
        try:
            await _fill(storage, count)
            if name == "PostgreSQL":
                await vacuumed(storage.engine)
            figures += await _measured(bench, storage, f"{count:,} profiles, {name}")
        finally:
            await storage.close()
        await removed(url)
    return figures


async def _measured(bench: Bench, storage: Storage, where: str) -> list[Figure]:
    figures, pooled = [], list[float]()
    for name, look in (await _looks(storage)).items():
        bench.say(f"{name}, {where}")
        seconds = await _times(storage, name, look, bench.rounds(15, 3))
        pooled += seconds
        figures.append(Figure(f"{where}: {name}", str(Spread.of(seconds))))
    every = Spread.of(pooled)
    goal, reached = f"p99 < {ms(GOAL_P99_SECONDS)}", every.p99 < GOAL_P99_SECONDS
    return [
        Figure(f"{where}: a page, all kinds together", str(every), goal=goal, reached=reached),
        *figures,
    ]


async def _fill(storage: Storage, count: int) -> None:
    """So many freelancers with whole profiles (about 50 words each)."""
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


def _by(query: str) -> Look:
    return lambda work, actor, after: directory.newest(work, actor, query, after, PAGE + 1)


def _fit(job: Job) -> Look:
    return lambda work, actor, after: directory.fitting(work, actor, job, after, PAGE + 1)


async def _looks(storage: Storage) -> dict[str, Look]:
    """By their names; a client has posted the jobs."""
    async with storage.begin() as work:
        client = await people.arrive(work, CLIENT, "Marc", "en")
        fits = {
            f"who fits a job, {name}": _fit(await jobs.post(work, client, _terms(skills)))
            for name, skills in JOBS.items()
        }
        await work.commit()
    return fits | {
        "everybody": _by(""),
        "a common word": _by(WORDS[0]),
        "two common words": _by(f"{WORDS[0]} {WORDS[1]}"),
        "a rare word": _by(WORDS[390]),
        "a name": _by(f"Fay {WORDS[5]}"),
        "a letter": _by("b"),
        "eight words": _by(" ".join(WORDS[10:18])),
        "nobody": _by("zebra"),
    }


def _terms(skills: Sequence[str]) -> JobTerms:
    return JobTerms("A job that asks for this", "Such a thing as nobody did.", (*skills,), 100, 200)


async def _times(storage: Storage, name: str, look: Look, rounds: int) -> list[float]:
    """Of the first page and of the tenth. Raises WorkNotDone where nobody is found."""
    seconds = []
    for _ in range(rounds):
        after: Place | None = None
        for number in range(1, TENTH + 1):
            async with storage.begin() as work:
                actor = await work.people.get(CLIENT)
                began = time.perf_counter()
                found = await look(work, actor, after)
                took = time.perf_counter() - began
            check(bool(found or after or name == "nobody"), f"nobody is found: {name}")
            if number in (1, TENTH):
                seconds.append(took)
            if len(found) <= PAGE:
                break
            after = found[PAGE - 1].place
    return seconds


BENCHMARK = Benchmark("directory", "Finding freelancers among 100,000", run)
