"""A file's way into the store: our streams against one plain PUT, or one plain copy."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.figures import Bench, Benchmark, Figure, check, times
from storage.files import S3Settings
from tests.servers import S3Server, start_s3

GOAL_SPEED, GOAL_MEMORY_MB = 0.7, 64


async def run(bench: Bench) -> list[Figure]:
    size_mb = bench.rounds(256, 64)
    source = bench.new_folder() / "file"
    await asyncio.to_thread(_write, source, size_mb)
    bench.say("starting SeaweedFS")
    server = await asyncio.to_thread(start_s3, bench.new_folder())
    try:
        found = []
        for target in (_s3(server), {"folder": str(bench.new_folder())}):
            bench.say(f"{size_mb} MB into the {next(iter(target))}")
            told = await _uploader(target | {"file": str(source), "rounds": bench.rounds(3)})
            found += _told(next(iter(target)), size_mb, told)
    finally:
        server.stop()
    return found


def _s3(server: S3Server) -> dict[str, Any]:
    keys = {"access_key": server.access_key, "secret_key": server.secret_key}
    settings = S3Settings(endpoint_url=server.endpoint, region="us-east-1", **keys)
    return {"S3 store": server.bucket, "settings": asdict(settings)}


def _write(path: Path, size_mb: int) -> None:
    with path.open("wb") as file:
        for _ in range(size_mb):
            file.write(os.urandom(1024 * 1024))


async def _uploader(target: Mapping[str, Any]) -> dict[str, float]:
    """In a process of its own, whose memory is measured."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.uploader", json.dumps(target)),
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    check(process.returncode == 0, "the upload failed")
    told: dict[str, float] = json.loads(said)
    return told


def _told(store: str, size_mb: int, told: dict[str, float]) -> list[Figure]:
    mine, peer = size_mb / told["ours"], size_mb / told["plain"]
    plain = "one plain PUT" if store != "folder" else "a plain loop of read, SHA-256, write"
    return [
        Figure(
            f"{size_mb} MB into the {store}, with SHA-256",
            f"{mine:.0f} MB/s",
            f"{plain} {peer:.0f} MB/s",
            times(mine / peer),
            f"≥ {GOAL_SPEED}×",
            mine >= GOAL_SPEED * peer,
        ),
        Figure(
            f"Memory that it takes, {store}",
            f"+{told['memory_mb']:.0f} MB",
            f"limit {GOAL_MEMORY_MB} MB",
            times(told["memory_mb"] / GOAL_MEMORY_MB),
            f"≤ {GOAL_MEMORY_MB} MB",
            told["memory_mb"] <= GOAL_MEMORY_MB,
        ),
    ]


BENCHMARK = Benchmark("uploads", "Files into the store", run)
