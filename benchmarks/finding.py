"""Finding jobs among a million: every kind of question, next to LIKE and a plain trigram index."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks import jobs_seed
from benchmarks.due_places import places, removed
from benchmarks.figures import Bench, Benchmark, Figure, Spread, check, ms, times
from benchmarks.finding_peers import Peer, peers
from benchmarks.jobs_seed import APART, BRIEF, Language
from benchmarks.pauses import no_pauses
from benchmarks.seed import CLIENT, open_storage
from marketplace import people
from marketplace.finding import COUNTED, Order, Place, Search
from marketplace.jobs import Job, JobTerms
from marketplace.people import Person
from storage.unit_of_work import Storage

PAGE = 5
GOAL_P99_SECONDS = 0.020
GOAL_OF_LIKE = 0.15
FIFTIETH = 49
Ask = Callable[[Random, Language], Search]


@dataclass(frozen=True)
class Kind:
    """One kind of question. `page`: how many pages are turned before one is measured."""

    name: str
    ask: Ask
    page: int = 0


def _ranked(random: Random, spoken: Language, least: int, most: int, long: int = 5) -> str:
    """A word of a rank, as a person would look for it."""
    fitting = [word for word in spoken.words[least:most] if len(word) >= long]
    return random.choice(fitting)


def _common(random: Random, spoken: Language) -> str:
    return _ranked(random, spoken, 0, 100, 3)


def _middle(random: Random, spoken: Language) -> str:
    return _ranked(random, spoken, 500, 4000)


def _mistyped(random: Random, spoken: Language) -> str:
    word = _ranked(random, spoken, 200, 8000, 7)
    at = random.randrange(1, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _skill(random: Random, spoken: Language, least: int = 0, most: int = 40) -> str:
    return random.choice(spoken.skills[least:most])


def _filtered(**fields: object) -> Ask:
    """A common word with filters."""
    return lambda random, spoken: Search(_common(random, spoken), **fields)  # type: ignore[arg-type]


KINDS = (
    Kind("all jobs", lambda random, spoken: Search()),
    Kind("all jobs, page 50", lambda random, spoken: Search(), FIFTIETH),
    Kind("common word", lambda random, spoken: Search(_common(random, spoken))),
    Kind("common word, page 50", lambda random, spoken: Search(_common(random, spoken)), FIFTIETH),
    Kind("rare word", lambda r, spoken: Search(_ranked(r, spoken, 20_000, 40_000))),
    Kind("prefix", lambda r, spoken: Search(_middle(r, spoken)[:4])),
    Kind("short prefix", lambda r, spoken: Search(_middle(r, spoken)[:3])),
    Kind("infix", lambda r, spoken: Search(_middle(r, spoken)[1:5])),
    Kind("two letters", lambda r, spoken: Search(r.choice(BRIEF))),
    Kind("two words", lambda r, s: Search(f"{_common(r, s)} {_middle(r, s)}")),
    Kind(
        "three words", lambda r, s: Search(f"{_common(r, s)} {_common(r, s)} {_middle(r, s)[:4]}")
    ),
    Kind("two words never together", lambda r, s: Search(" ".join(APART))),
    Kind("typo", lambda r, spoken: Search(_mistyped(r, spoken))),
    Kind("no match", lambda r, spoken: Search("".join(r.choices("qxz", k=6)))),
    Kind("best match", lambda r, s: Search(f"{_common(r, s)} {_middle(r, s)}", order=Order.BEST)),
    Kind("skill", lambda r, s: Search(_common(r, s), skills=(_skill(r, s),))),
    Kind("rare skill", lambda r, s: Search(_common(r, s), skills=(_skill(r, s, 300, 400),))),
    Kind("budget", _filtered(least_minor=50_000, most_minor=100_000)),
    Kind("odd budget", _filtered(least_minor=333_300, most_minor=333_400)),
    Kind("last 3 days", _filtered(within_days=3)),
    Kind("my skills, not bid on", _filtered(own_skills=True, unbid=True)),
    Kind(
        "all filters, hardly a match",
        lambda r, s: Search(
            _common(r, s),
            (_skill(r, s, 200, 400),),
            least_minor=2_000_000,
            within_days=7,
            unbid=True,
        ),
    ),
)


COMPARED = ("common word", "rare word", "prefix", "infix", "no match")
"""Kinds that a piece of a text finds as well."""


async def run(bench: Bench) -> list[Figure]:
    jobs = bench.rounds(1_000_000, 20_000)
    figures = []
    for name, fresh in places(bench.new_folder(), bench.postgres):
        for share in (0.15, 1.0) if name == "SQLite" else (0.15,):
            where = f"{name}, {share:.0%} open"
            bench.say(f"making {jobs:,} jobs, {where}")
            url = fresh()
            began = time.perf_counter()
            await jobs_seed.fill(url, jobs, share)
            bench.say(f"made in {time.perf_counter() - began:.0f} s")
            with no_pauses():
                figures += await _measured(bench, url, where)
            await removed(url)
    return figures


async def _measured(bench: Bench, url: str, where: str) -> list[Figure]:
    storage = open_storage(url)
    try:
        searcher = await _searcher(storage)
        began = time.perf_counter()
        await _asked(storage, Search("word"), searcher, None)
        learned = time.perf_counter() - began
        pooled: list[float] = []
        compared: list[float] = []
        figures = []
        for kind in KINDS:
            bench.say(f"{kind.name}, {where}")
            seconds = await _times(storage, kind, searcher, bench.rounds(50, 5))
            pooled += seconds
            compared += seconds if kind.name in COMPARED else []
            figures.append(Figure(f"{where}: {kind.name}", str(Spread.of(seconds))))
        every = Spread.of(pooled)
        figures.insert(0, _pooled(where, every))
        bench.say(f"LIKE and trigrams, {where}")
        for peer in peers(storage.engine):
            ours = Spread.of(compared)
            figures.append(await _against(storage, peer, where, ours, bench.rounds(8, 1)))
        figures.append(await _posting(storage, where, bench.rounds(200, 20)))
        size = await _size(storage)
        figures.append(
            Figure(f"{where}: index", f"{size / 1e6:.0f} MB", f"learned in {learned:.1f} s")
        )
    finally:
        await storage.close()
    return figures


def _pooled(where: str, every: Spread) -> Figure:
    return Figure(
        f"{where}: a search, all kinds together",
        str(every),
        goal=f"p99 < {ms(GOAL_P99_SECONDS)}",
        reached=every.p99 < GOAL_P99_SECONDS,
    )


async def _searcher(storage: Storage) -> Person:
    """Somebody with skills that many jobs ask for."""
    async with storage.begin() as work:
        person = await people.arrive(work, 2, "Ana", "en")
        person = await people.set_skills(work, person, jobs_seed.language().skills[5:10])
        await work.commit()
    return person


async def _asked(
    storage: Storage, search: Search, person: Person, place: Place | None
) -> tuple[Sequence[Job], Place | None]:
    async with storage.begin() as work:
        found = await work.finding.search(search, person, place, PAGE)
    return found.jobs, found.following


async def _times(storage: Storage, kind: Kind, person: Person, rounds: int) -> list[float]:
    """Each question is another one, and asked once: as people do."""
    random, spoken, seconds = Random(kind.name), jobs_seed.language(), []
    for _ in range(rounds):
        search, place = kind.ask(random, spoken), None
        for _ in range(kind.page):
            _, following = await _asked(storage, search, person, place)
            if following is None:
                break
            place = following
        began = time.perf_counter()
        await _asked(storage, search, person, place)
        seconds.append(time.perf_counter() - began)
    return seconds


async def _against(storage: Storage, peer: Peer, where: str, ours: Spread, rounds: int) -> Figure:
    """The peer is asked the questions that it can answer, too; the time to make it is not told."""
    spoken, seconds = jobs_seed.language(), []
    async with storage.engine.begin() as connection:
        await peer.prepare(connection)
        for kind in (kind for kind in KINDS if kind.name in COMPARED):
            random = Random(kind.name)
            for _ in range(rounds):
                piece = kind.ask(random, spoken).query
                began = time.perf_counter()
                await peer.find(connection, piece, PAGE + 1, COUNTED + 1)
                seconds.append(time.perf_counter() - began)
    told = Spread.of(seconds)
    ratio = ours.median / told.median
    is_like = peer.name == "LIKE"
    return Figure(
        f"{where}: {', '.join(COMPARED)} against {peer.name}",
        str(ours),
        f"{peer.name}: {told}",
        times(ratio),
        f"≤ {times(GOAL_OF_LIKE)}" if is_like else "",
        ratio <= GOAL_OF_LIKE if is_like else None,
    )


async def _posting(storage: Storage, where: str, rounds: int) -> Figure:
    """A job is posted with its place in the index, and without."""
    rows = [*jobs_seed.job_rows(rounds, 1.0, storage.clock.now())]
    seconds = []
    async with storage.begin() as work:
        client = await work.people.get(CLIENT)
        await work.commit()
    for row in rows:
        terms = JobTerms(
            str(row["title"]),
            str(row["description"]),
            tuple(row["skills"]),
            row["budget_min_minor"],
            row["budget_max_minor"],
        )
        job = Job(0, client.id, terms, row["posted_at"], row["closes_at"])
        began = time.perf_counter()
        async with storage.begin() as work:
            job_id = await work.jobs.add(job)
            await work.commit()
        seconds.append(time.perf_counter() - began)
        check(job_id > 0, "a job was not posted")
    told = Spread.of(seconds)
    return Figure(f"{where}: posting a job, with its commit", str(told))


async def _size(storage: Storage) -> int:
    async with storage.engine.connect() as connection:
        return int(await _value(connection, _SIZES[connection.dialect.name]))


_SIZES = {
    "sqlite": "SELECT sum(length(block)) FROM job_index_data",
    "postgresql": "SELECT pg_total_relation_size('job_index')",
}


async def _value(connection: AsyncConnection, statement: str) -> int:
    return int((await connection.execute(text(statement))).scalar_one())


BENCHMARK = Benchmark("finding", "Finding jobs among a million", run)
