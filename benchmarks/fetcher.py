"""One store, some files, a process of its own: `python -m benchmarks.fetcher JSON` prints JSON."""

import asyncio
import gc
import json
import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from benchmarks.figures import check
from benchmarks.uploader import peak_mb
from bot import logs
from bot.app import App
from bot.settings import Settings, load
from marketplace import files, people
from marketplace.files import FileKind, StoredFile
from storage import schema
from storage.files import S3Settings, new_key
from storage.files.s3_client import connect

TICK_SECONDS = 0.005
File = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Took:
    seconds: float
    pause_ms: float


async def main(job: dict[str, Any]) -> dict[str, float]:
    settings = _settings(job)
    logs.configure("ERROR")
    await schema.migrate(settings.database_url)
    app, plain = App.build(settings), _plain(job)
    ours, plains = list[Took](), list[Took]()
    await _fetched(app, [job["small"]])
    gc.collect()
    gc.freeze()  # as the program does
    before = peak_mb()
    await _fetched(app, [job["big"]])
    memory_mb = peak_mb() - before
    for _ in range(job["rounds"]):
        ours.append(await _watched(_fetched(app, job["files"])))
        plains.append(await _watched(_copied(app, job["files"], plain)))
    await app.close()
    return {
        "ours": statistics.median(took.seconds for took in ours),
        "plain": statistics.median(took.seconds for took in plains),
        "memory_mb": memory_mb,
        "pause_ms": max(took.pause_ms for took in ours),
        "plain_pause_ms": max(took.pause_ms for took in plains),
    }


def _settings(job: dict[str, Any]) -> Settings:
    given: dict[str, Any] = {"files": job.get("folder") or f"s3://{job['S3 store']}"}
    if at := job.get("settings"):
        given |= {
            "s3_endpoint_url": at["endpoint_url"],
            "s3_region": at["region"],
            "s3_access_key": at["access_key"],
            "s3_secret_key": at["secret_key"],
        }
    return load(
        _env_file=None,
        bot_token=job["token"],
        telegram_api_url=job["telegram"],
        database_url=f"sqlite:///{job['database']}",
        most_download_mb=2000,
        most_daily_mb=1_000_000,
        **given,
    )


async def _fetched(app: App, sent: Sequence[File]) -> float:
    """Seconds until all are stored. Whose size is what was announced, and each has its SHA-256."""
    async with app.storage.begin() as work:
        ids = [await _announced(work, file) for file in sent]
        await work.commit()
    began = time.perf_counter()
    stored = await app.ingest.run()
    took = time.perf_counter() - began
    async with app.storage.begin() as work:
        known = await work.files.many(ids)
    check(stored == len(sent), "not every file was stored")
    check([f.size_bytes for f in known] == [f["size"] for f in sent], "another size was stored")
    for file in known:
        await app.files.delete(file.key)
    return took


async def _announced(work: Any, file: File) -> int:
    actor = await people.arrive(work, file["owner"], "Ana", "en")
    sent = StoredFile(
        id=0,
        owner_id=actor.id,
        name="big.zip",
        mime="application/zip",
        size_bytes=file["size"],
        kind=FileKind.DOCUMENT,
        telegram_id=file["id"],
        telegram_unique_id=file["unique"],
        announced_at=work.now,
    )
    return (await files.announce(work, actor, sent)).id


# --- the peer ------------------------------------------------------------------------------


def _plain(job: dict[str, Any]) -> Callable[[Any], None]:
    """What copies an open download: boto3's own way, or a loop and a wait for the disk."""
    if folder := job.get("folder"):
        return lambda source: _into_file(source, Path(folder) / new_key().replace("/", ""))
    client = connect(S3Settings(**job["settings"]), 10)

    def put(source: Any) -> None:
        key = new_key()
        client.upload_fileobj(source, job["S3 store"], key)
        client.delete_object(Bucket=job["S3 store"], Key=key)

    return put


def _into_file(source: Any, path: Path) -> None:
    with path.open("wb") as copy:
        shutil.copyfileobj(source, copy)
        copy.flush()
        os.fsync(copy.fileno())
    path.unlink()


async def _copied(app: App, sent: Sequence[File], plain: Callable[[Any], None]) -> float:
    began = time.perf_counter()
    for file in sent:
        found = await app.http.call("getFile", {"file_id": file["id"]})
        url = f"{app.http._files}/{found['file_path']}"
        await asyncio.to_thread(_copy, url, plain)
    return time.perf_counter() - began


def _copy(url: str, plain: Callable[[Any], None]) -> None:
    with urlopen(url) as source:
        plain(source)


async def _watched(work: Coroutine[Any, Any, float]) -> Took:
    """How long it took, and how late a tick of the event loop came at most."""
    doing, longest = asyncio.create_task(work), 0.0
    while not doing.done():
        began = time.perf_counter()
        await asyncio.sleep(TICK_SECONDS)
        longest = max(longest, time.perf_counter() - began - TICK_SECONDS)
    return Took(doing.result(), 1000 * longest)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(json.loads(sys.argv[1])))))
