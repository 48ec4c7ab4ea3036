"""One new job held against 100,000 saved searches."""

import gc
import time
from collections.abc import Iterator
from random import Random
from typing import Any

from benchmarks import jobs_seed, seed
from benchmarks.due_places import places
from benchmarks.figures import Bench, Benchmark, Figure, Spread, check, ms
from benchmarks.jobs_seed import Language
from benchmarks.seed import CLIENT, open_storage
from marketplace import alerts, people
from marketplace.finding import Search
from marketplace.jobs import Job, JobTerms
from marketplace.people import Person
from marketplace.wanted import wanted
from storage import schema, tables
from storage.alerts import anchor_rows, columns_of_wanted
from storage.unit_of_work import Storage

EACH = 5
"""Saved searches of one person."""
GOAL_CPU_SECONDS = 0.100
BATCH = 5_000


async def run(bench: Bench) -> list[Figure]:
    count = bench.rounds(100_000, 5_000)
    figures = []
    for name, fresh in places(bench.new_folder(), bench.postgres):
        bench.say(f"saving {count:,} searches, {name}")
        url = fresh()
        await _fill(url, count)
        storage = open_storage(url)
        gc.collect()
        gc.freeze()  # as the program does once it has started
        try:
            bench.say(f"posting jobs, {name}")
            figures += await _matched(storage, f"{name}, {count:,} saved", bench.rounds(50, 5))
        finally:
            gc.unfreeze()
            await storage.close()
    return figures


async def _matched(storage: Storage, where: str, rounds: int) -> list[Figure]:
    wall, cpu, hits = [], [], 0
    async with storage.begin() as work:
        client = await work.people.get(CLIENT)
    for row in jobs_seed.job_rows(rounds, 1.0, storage.clock.now()):
        terms = JobTerms(
            row["title"],
            row["description"],
            tuple(row["skills"]),
            row["budget_min_minor"],
            row["budget_max_minor"],
        )
        async with storage.begin() as work:
            job_id = await work.jobs.add(
                Job(0, client.id, terms, row["posted_at"], row["closes_at"])
            )
            await work.commit()
        began, spent = time.perf_counter(), time.process_time()
        async with storage.begin() as work:
            hits += await alerts.match(work, job_id)
            await work.commit()
        wall.append(time.perf_counter() - began)
        cpu.append(time.process_time() - spent)
    check(hits > 0, "no job was wanted by anybody")
    used = Spread.of(cpu)
    return [
        Figure(
            f"{where}: CPU of matching one job",
            str(used),
            goal=f"< {ms(GOAL_CPU_SECONDS)}",
            reached=used.longest < GOAL_CPU_SECONDS,
        ),
        Figure(f"{where}: until its people are noted", str(Spread.of(wall))),
        Figure(f"{where}: people for one job", f"{hits / rounds:.0f}"),
    ]


async def _fill(url: str, count: int) -> None:
    await schema.migrate(url)
    storage = open_storage(url)
    try:
        async with storage.begin() as work:
            await people.arrive(work, CLIENT, "Marc", "en")
            await work.commit()
        now, random, spoken = storage.clock.now(), Random(9), jobs_seed.language()
        async with storage.engine.begin() as connection:
            many = [_person(100 + n, random, spoken) for n in range(count // EACH)]
            await connection.execute(tables.people.insert(), many)
            kept: list[dict[str, Any]] = []
            found: list[dict[str, Any]] = []
            for number, (person, search) in enumerate(_searches(many, random, spoken), start=1):
                asked = wanted(search, person)
                values = {"person_id": person.id, "search": search.plain()}
                switches = {"daily": False, "muted": False, "made_at": now}
                kept.append({"id": number, **values, **switches, **columns_of_wanted(asked)})
                found += anchor_rows(number, asked)
            for start in range(0, len(kept), BATCH):
                await connection.execute(
                    tables.saved_searches.insert(), kept[start : start + BATCH]
                )
            for start in range(0, len(found), BATCH):
                await connection.execute(
                    tables.saved_anchors.insert(), found[start : start + BATCH]
                )
    finally:
        await storage.close()


def _person(number: int, random: Random, spoken: Language) -> dict[str, Any]:
    return {**seed.person_row(number), "skills": random.sample(spoken.skills, 5)}


def _searches(
    many: list[dict[str, Any]], random: Random, spoken: Language
) -> Iterator[tuple[Person, Search]]:
    """What people look for: a word or two, a skill, "my skills", with and without a budget."""
    for row in many:
        person = Person(row["id"], row["first_name"], skills=tuple(row["skills"]))
        for _ in range(EACH):
            least = random.choice((0, 0, 50_000, 200_000))
            words = random.choices(spoken.words[300:8000], k=random.randint(1, 2))
            skills = tuple(random.sample(spoken.skills, random.randint(1, 3)))
            yield (
                person,
                random.choice(
                    (
                        Search(" ".join(words), least_minor=least),
                        Search(words[0], skills=skills[:1]),
                        Search(skills=skills, least_minor=least),
                        Search(own_skills=True, least_minor=max(least, 50_000)),
                    )
                ),
            )


BENCHMARK = Benchmark("alerts", "New jobs and saved searches", run)
