"""Files are delivered while the program is killed and every line breaks off; afterwards each one is
stored with the bytes that were sent, and nothing else is in the store (guarantees 15 and 23).

`KILLS=200` makes a night of it. Seen to fail: with a new key for each try (orphans), and with a
lease that never ends (a file of a killed process is fetched by nobody).
"""

import asyncio
import hashlib
import os
import random
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from simulator.people import Person, Telegram
from storage import tables
from storage.files import FileStore, S3Settings, file_store
from storage.unit_of_work import Storage
from tests.conftest import FakeClock
from tests.faults.deals import arrives, in_doubt, unsent
from tests.faults.processes import Processes, opened, processes
from tests.faults.shaky import Line, shaky_line
from tests.servers import S3Server
from tests.stories.deals import NEVER_SHOWN, deal_at
from tests.stories.truth import count, read, settled, values

KILLS = int(os.environ.get("KILLS", "6"))
SEED = int(os.environ.get("SEED", "1"))
SECONDS = 120 + 10 * KILLS
MOST_BYTES, BIG_BYTES = 400_000, 9 * 1024 * 1024
"""Of most files, and of some: more than one part of a multipart upload."""


@dataclass
class Campaign:
    """What was sent, by round and name, and what was done against it."""

    dice: random.Random
    sent: dict[tuple[str, str], bytes] = field(default_factory=dict)
    rounds: int = 0
    kills: int = 0
    faults: int = 0


@dataclass
class Place:
    """A store that the program reaches by `url`, perhaps over a bad line; and that we reach."""

    url: str
    store: FileStore
    env: dict[str, str]
    line: Line | None = None


@pytest.mark.timeout(SECONDS)
@pytest.mark.parametrize("own_database_url", ["sqlite"], indirect=True)
async def test_into_a_folder(
    telegram: Telegram, own_database_url: str, clock: FakeClock, tmp_path: Path
) -> None:
    place = Place(str(tmp_path / "files"), file_store(str(tmp_path / "files")), {})
    await campaign(telegram, own_database_url, clock, tmp_path, place)
    assert list((tmp_path / "files" / ".incoming").iterdir()) == []


@pytest.mark.timeout(SECONDS)
@pytest.mark.parametrize("own_database_url", ["postgresql"], indirect=True)
async def test_into_s3_over_a_bad_line(
    telegram: Telegram, own_database_url: str, clock: FakeClock, tmp_path: Path, s3: S3Server
) -> None:
    async with bad_line(s3, f"ingest-{tmp_path.name}") as place:
        await campaign(telegram, own_database_url, clock, tmp_path, place)
        assert place.line
        assert place.line.struck
        print("the line to the store:", dict(place.line.struck))
    uploads = s3.client().list_multipart_uploads(Bucket=s3.bucket, Prefix=f"ingest-{tmp_path.name}")
    assert uploads.get("Uploads", []) == []


async def campaign(
    telegram: Telegram, url: str, clock: FakeClock, folder: Path, place: Place
) -> None:
    run = Campaign(random.Random(SEED))
    ana, marc = await telegram.person("Ana"), await telegram.person("Marc")
    env = {"FILES": place.url, "HURRY": "1", "TICK_SECONDS": "0.5", **place.env}
    async with opened(url, clock) as storage, processes(telegram, url, folder, **env) as program:
        await program.start()
        await arrives(storage, ana, marc)
        await deal_at(storage, "started", ana, marc, NEVER_SHOWN)
        killing = asyncio.create_task(_kills(run, program, storage, telegram))
        try:
            while not killing.done():
                await _delivers(run, ana, marc)
            killing.result()
        finally:
            killing.cancel()
        await telegram.no_faults()
        if place.line:
            place.line.share = 0
        await _all_stored(storage)
        await settled(storage, telegram)
        await _each_is_what_was_sent(run, storage, place.store)
    size = sum(map(len, run.sent.values()))
    print(
        f"{run.kills} kills, {run.faults} faults of downloads; {run.rounds} deliveries,"
        f" {len(run.sent)} files, {size:,} bytes"
    )
    await place.store.close()


# --- what people do ------------------------------------------------------------------------


async def _delivers(run: Campaign, ana: Person, marc: Person) -> None:
    run.rounds += 1
    words = f"Round {run.rounds} of all"
    await ana.types("/projects")
    await ana.presses("A shop for ceramics", wait=False)
    await ana.presses("Send a newer" if run.rounds > 1 else "Deliver milestone", wait=False)
    await ana.sees("Send the files")
    for number in range(run.dice.randint(1, 4)):
        name = f"{run.rounds}-{number}.bin"
        big = run.dice.random() < 0.05
        content = run.dice.randbytes(BIG_BYTES if big else run.dice.randint(1, MOST_BYTES))
        run.sent[words, name] = content
        await ana.sends_file(name, content)
        await ana.sees(name)
    await ana.types(words)
    await ana.sees(words, button="Mark completed")
    await ana.presses("Mark completed", wait=False)
    await marc.sees(words, button="Accept", anywhere=True)


# --- what happens to them ------------------------------------------------------------------


async def _kills(run: Campaign, program: Processes, storage: Storage, telegram: Telegram) -> None:
    left: list[int] = []
    while run.kills < KILLS:
        await program.ready.wait()
        await _sent(storage, left)
        await _breaks_downloads(run, telegram)
        await asyncio.sleep(run.dice.uniform(0, 2))
        program.kill()
        run.kills += 1
        await program.ended.wait()
        assert program.exit_code == -signal.SIGKILL
        left = await in_doubt(storage)
        await program.start()
    await program.ready.wait()


async def _sent(storage: Storage, messages: list[int]) -> None:
    """A message that was being sent once when its process was killed is not put in doubt again."""
    for _ in range(3000):
        if not await unsent(storage, messages):
            return
        await asyncio.sleep(0.02)
    raise AssertionError("messages stay unsent")


async def _breaks_downloads(run: Campaign, telegram: Telegram) -> None:
    """Some of the next ones, at a random byte; stalls give a kill its chance in the middle."""
    for _ in range(run.dice.randint(0, 2)):
        kind = run.dice.choice(["cut", "stall", "stall", "missing"])
        at_byte = run.dice.randint(0, MOST_BYTES // 2)
        await telegram.fault(kind, "download", at_byte=at_byte, seconds=0.5)
        run.faults += 1


# --- what is true afterwards ---------------------------------------------------------------


async def _all_stored(storage: Storage) -> None:
    announced = tables.files.c.state == "announced"
    for _ in range(1200):
        if not await count(storage, tables.files, announced):
            break
        await asyncio.sleep(0.05)
    assert set(await values(storage, tables.files.c.state)) <= {"stored", "failed"}


async def _each_is_what_was_sent(run: Campaign, storage: Storage, store: FileStore) -> None:
    """Every delivery went out with its files; what the store holds is what was sent, no more."""
    f, d, of = tables.files.c, tables.deliveries.c, tables.delivery_files.c
    joined = tables.files.join(tables.delivery_files, of.file_id == f.id)
    joined = joined.join(tables.deliveries, d.id == of.delivery_id)
    query = sa.select(d.note, f.name, f.state, f.key, f.sha256, f.size_bytes).select_from(joined)
    async with storage.begin() as work:
        rows = await read(work, query)
    assert await values(storage, d.note) == [f"Round {n + 1} of all" for n in range(run.rounds)]
    assert sorted((note, name) for note, name, *_ in rows) == sorted(run.sent)
    for note, name, state, key, sha256, size in rows:
        content = run.sent[note, name]
        assert (state, size) == ("stored", len(content))
        assert sha256 == hashlib.sha256(content).hexdigest()
        assert b"".join([block async for block in store.open(key)]) == content
    await store.sweep(timedelta(0))
    held = {held.key async for held in store.objects(timedelta(seconds=-60))}
    assert held == {key for _, _, _, key, _, _ in rows}


@asynccontextmanager
async def bad_line(s3: S3Server, prefix: str) -> AsyncIterator[Place]:
    port = int(s3.endpoint.rpartition(":")[2])
    url = f"s3://{s3.bucket}/{prefix}"
    settings = S3Settings(s3.endpoint, "us-east-1", s3.access_key, s3.secret_key)
    async with shaky_line(port, SEED) as line:
        env = {
            "S3_ENDPOINT_URL": f"http://127.0.0.1:{line.port}",
            "S3_ACCESS_KEY": s3.access_key,
            "S3_SECRET_KEY": s3.secret_key,
            "S3_REGION": "us-east-1",
        }
        yield Place(url, file_store(url, settings), env, line)
