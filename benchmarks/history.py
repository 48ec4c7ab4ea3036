"""The history of a project with a thousand files: what the database takes, what drawing takes."""

import gc
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from benchmarks import seed
from benchmarks.figures import Bench, Benchmark, Figure, Spread, check, ms, times
from marketplace.deliveries import Delivery
from marketplace.projects import Project
from storage import tables
from storage.unit_of_work import Storage
from views import history
from views.texts import Texts

MILESTONES, VERSIONS, FILES = 5, 10, 20
"""Versions of each milestone, files of each version: 50 versions, 1,000 files."""
GOAL_SECONDS = 0.050
PROJECT = 1
OTHERS = 20
"""Projects of the same size beside it, so that an index has something to find."""


async def run(bench: Bench) -> list[Figure]:
    figures = []
    for name, url in (
        ("SQLite", f"sqlite:///{bench.new_folder() / 'bench.db'}"),
        ("PostgreSQL", bench.postgres()),
    ):
        bench.say(f"a thousand files in fifty versions, {name}")
        await _seeded(url, bench.rounds(OTHERS, 2))
        storage = seed.open_storage(url)
        try:
            queries, drawing = await _measured(storage, bench.rounds(60, 10))
        finally:
            gc.unfreeze()
            await storage.close()
        figures += [_reading(name, queries), _drawing(name, drawing)]
    return figures


async def _measured(storage: Storage, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds of each reading and of each drawing; the first of both is for warming up."""
    t = Texts("en", seed.USD)
    gc.collect()
    gc.freeze()  # as the program does once it has started
    queries, drawing = [], []
    for _ in range(rounds + 1):
        began = time.perf_counter()
        async with storage.begin() as work:
            project = await work.projects.find(PROJECT)
            versions = await work.projects.deliveries(PROJECT)
        read = time.perf_counter()
        assert project is not None
        screen = history.history_of(t, project, project.milestones[0], versions)
        drawn = time.perf_counter()
        _check(project, versions)
        check(len(screen.rows) > VERSIONS, "the screen shows no files")
        queries.append(read - began)
        drawing.append(drawn - read)
    return queries[1:], drawing[1:]


def _check(project: Project, versions: Sequence[Delivery]) -> None:
    check(len(versions) == MILESTONES * VERSIONS, f"{len(versions)} versions were read")
    names = [file.name for version in versions for file in version.files]
    check(len(names) == MILESTONES * VERSIONS * FILES, f"{len(names)} files were read")
    check(names[:2] == ["page 1.html", "page 2.html"], f"out of order: {names[:2]}")
    check(project.milestones[0].versions == VERSIONS, "versions are counted wrong")


async def _seeded(url: str, others: int) -> None:
    await seed.due_milestones(url, 1 + others)
    storage = seed.open_storage(url)
    now = storage.clock.now() - timedelta(days=9)
    try:
        async with storage.engine.begin() as connection:
            for table, rows in _rows(now, 1 + others):
                await connection.execute(insert(table), rows)
    finally:
        await storage.close()


def _rows(now: Any, projects: int) -> list[tuple[Any, list[dict[str, Any]]]]:
    """To what is due: four more milestones a project, and the versions and files of all."""
    milestones, deliveries, files, attached = [], [], [], []
    plan = {"what": "The page", "amount_minor": 50000, "days": 10, "state": "upcoming"}
    for project in range(1, projects + 1):
        steps = [project]
        for position in range(2, MILESTONES + 1):
            steps.append(1000 * project + position)
            place = {"id": steps[-1], "project_id": project, "position": position}
            milestones.append({**place, **plan})
        for step in steps:
            for version in range(1, VERSIONS + 1):
                if step == project and version == 1:
                    delivery = project  # it is there, and due
                else:
                    delivery = 100 * step + version + 10**6
                    deliveries.append(_delivery(delivery, step, version, now))
                for position in range(1, FILES + 1):
                    file = 100 * delivery + position
                    files.append(_file(file, position, now))
                    key = {"delivery_id": delivery, "position": position}
                    attached.append({**key, "file_id": file})
    return [
        (tables.milestones, milestones),
        (tables.deliveries, deliveries),
        (tables.files, files),
        (tables.delivery_files, attached),
    ]


def _delivery(number: int, step: int, version: int, now: Any) -> dict[str, Any]:
    return {
        "id": number,
        "milestone_id": step,
        "version": version,
        "note": "Warm as an oven, with the colours beside it. " * 4,
        "completed_at": now,
        "accept_at": now,
        "state": "declined",
        "extended": False,
        "reminders": 0,
        "remind_at": None,
        "reason": "Still too cold, it should feel like an oven.",
        "decided_at": now,
    }


def _file(number: int, position: int, now: Any) -> dict[str, Any]:
    return {
        "id": number,
        "owner_id": seed.FIRST_FREELANCER,
        "name": f"page {position}.html",
        "mime": "text/html",
        "size_bytes": 123_456,
        "kind": "document",
        "telegram_id": f"BQACAgIAAxkBAAI{number:040}",
        "telegram_unique_id": f"AgAD{number}",
        "announced_at": now,
        "state": "stored",
        "key": f"{number:040}",
        "sha256": f"{number:064}",
        "trouble": "",
        "attempts": 1,
        "next_try_at": now,
    }


def _reading(name: str, seconds: list[float]) -> Figure:
    spread = Spread.of(seconds)
    return Figure(
        f"Reading 1,000 files in 50 versions, {name}",
        str(spread),
        f"limit {ms(GOAL_SECONDS)}",
        times(spread.median / GOAL_SECONDS),
        f"p50 < {ms(GOAL_SECONDS)}",
        spread.median < GOAL_SECONDS,
    )


def _drawing(name: str, seconds: list[float]) -> Figure:
    return Figure(f"Drawing the newest of them, {name}", str(Spread.of(seconds)))


BENCHMARK = Benchmark("history", "A long history", run)
