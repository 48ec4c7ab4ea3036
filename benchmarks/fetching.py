"""A file's whole way, from Telegram into the store, against a plain copy between these servers."""

import asyncio
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from benchmarks.figures import Bench, Benchmark, Figure, check, times
from simulator.people import Person, Telegram
from storage.files import S3Settings
from tests.servers import S3Server, start_s3

FILES = 4
GOAL_SPEED, GOAL_MEMORY_MB, GOAL_PAUSE_MS = 0.5, 64, 20
MIB = 1024 * 1024


async def run(bench: Bench) -> list[Figure]:
    size_mb, big_mb = bench.rounds(48, 16), bench.rounds(500, 100)
    bench.say("starting SeaweedFS")
    server = await asyncio.to_thread(start_s3, bench.new_folder())
    try:
        found = []
        for target in (_s3(server), {"folder": str(bench.new_folder())}):
            async with Telegram.start() as telegram:
                await telegram.limits(download=2000 * MIB)
                bench.say(f"{FILES} files of {size_mb} MB, and one of {big_mb} MB")
                told = await _fetcher(
                    target
                    | {"telegram": telegram.url, "token": telegram.token}
                    | {"database": str(bench.new_folder() / "bench.db")}
                    | {"files": [await _sent(telegram, n, size_mb) for n in range(FILES)]}
                    | {"rounds": bench.rounds(3), "small": await _sent(telegram, FILES, 1)}
                    | {"big": await _sent(telegram, FILES, big_mb)}
                )
            found += _told(next(iter(target)), FILES * size_mb, big_mb, told)
    finally:
        server.stop()
    return found


def _s3(server: S3Server) -> dict[str, Any]:
    keys = {"access_key": server.access_key, "secret_key": server.secret_key}
    settings = S3Settings(endpoint_url=server.endpoint, region="us-east-1", **keys)
    return {"S3 store": server.bucket, "settings": asdict(settings)}


async def _sent(telegram: Telegram, number: int, size_mb: int) -> dict[str, Any]:
    """Somebody's file, as Telegram tells of it. Its zeros take no room on the disk."""
    person: Person = await telegram.person(f"Ana {number}")
    message = await person.sends_file(f"{number}.zip", size=size_mb * MIB)
    assert message.file is not None
    return {
        "owner": person.id,
        "size": size_mb * MIB,
        "id": message.file["file_id"],
        "unique": message.file["file_unique_id"],
    }


async def _fetcher(job: Mapping[str, Any]) -> dict[str, float]:
    """In a process of its own, whose memory is measured."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.fetcher", json.dumps(job)),
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    check(process.returncode == 0, "the files were not fetched")
    told: dict[str, float] = json.loads(said.splitlines()[-1])
    return told


def _told(store: str, size_mb: int, big_mb: int, told: dict[str, float]) -> list[Figure]:
    mine, peer = size_mb / told["ours"], size_mb / told["plain"]
    return [
        Figure(
            f"{FILES} files of {size_mb // FILES} MB from Telegram into the {store}",
            f"{mine:.0f} MB/s",
            f"a plain copy, one by one, without SHA-256 {peer:.0f} MB/s",
            times(mine / peer),
            f"≥ {GOAL_SPEED}×",
            mine >= GOAL_SPEED * peer,
        ),
        Figure(
            f"Memory that a file of {big_mb} MB takes, {store}",
            f"+{told['memory_mb']:.0f} MB",
            f"limit {GOAL_MEMORY_MB} MB",
            times(told["memory_mb"] / GOAL_MEMORY_MB),
            f"≤ {GOAL_MEMORY_MB} MB",
            told["memory_mb"] <= GOAL_MEMORY_MB,
        ),
        Figure(
            f"Longest pause of the event loop meanwhile, {store}",
            f"{told['pause_ms']:.0f} ms",
            f"during the plain copy, whose work is all in threads {told['plain_pause_ms']:.0f} ms",
            times(told["pause_ms"] / told["plain_pause_ms"]),
            f"≤ {GOAL_PAUSE_MS} ms",
            told["pause_ms"] <= GOAL_PAUSE_MS,
        ),
    ]


BENCHMARK = Benchmark("fetching", "Files from Telegram into the store", run)
