"""One store, one file, a process of its own: `python -m benchmarks.uploader JSON` prints JSON."""

import asyncio
import hashlib
import json
import os
import statistics
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from storage.files import FileStore, S3Settings, file_store, new_key
from storage.files.s3_client import connect

CHUNK_BYTES = 256 * 1024  # as bot/telegram_http.py reads


async def main(target: dict[str, Any]) -> dict[str, float]:
    source = Path(target["file"])
    store, plain = _store_and_peer(target)
    await _ours(store, source, most=1)
    before = peak_mb()
    ours = [await _ours(store, source)]
    memory_mb = peak_mb() - before
    plains = [await asyncio.to_thread(plain, source)]
    for _ in range(target["rounds"] - 1):
        ours.append(await _ours(store, source))
        plains.append(await asyncio.to_thread(plain, source))
    await store.close()
    return {
        "ours": statistics.median(ours),
        "plain": statistics.median(plains),
        "memory_mb": memory_mb,
    }


def _store_and_peer(target: dict[str, Any]) -> tuple[FileStore, Callable[[Path], float]]:
    if folder := target.get("folder"):
        return file_store(folder), lambda source: _copied(source, Path(folder))
    bucket, settings = target["S3 store"], S3Settings(**target["settings"])
    client = connect(settings, 1)
    return file_store(f"s3://{bucket}", settings), lambda source: _put(client, bucket, source)


async def _ours(store: FileStore, source: Path, most: int = 1_000_000) -> float:
    """Seconds; reads at most so many chunks. What came back as SHA-256 is the file's own."""
    expected, size = hashlib.sha256(), 0

    async def chunks() -> AsyncIterator[bytes]:
        with source.open("rb") as file:
            for _ in range(most):
                if not (chunk := file.read(CHUNK_BYTES)):
                    return
                yield chunk

    with source.open("rb") as file:
        for _ in range(most):
            if not (chunk := file.read(CHUNK_BYTES)):
                break
            expected.update(chunk)
            size += len(chunk)
    began = time.perf_counter()
    stored = await store.put(new_key(), chunks(), size=size, content_type="application/zip")
    took = time.perf_counter() - began
    assert (stored.sha256, stored.size) == (expected.hexdigest(), size)
    return took


def _put(client: Any, bucket: str, source: Path) -> float:
    began = time.perf_counter()
    with source.open("rb") as file:
        client.put_object(Bucket=bucket, Key=new_key(), Body=file)
    return time.perf_counter() - began


def _copied(source: Path, folder: Path) -> float:
    """A plain loop that reads, hashes and writes, and waits for the disk at its end."""
    began, digest = time.perf_counter(), hashlib.sha256()
    with source.open("rb") as file, (folder / new_key().replace("/", "")).open("wb") as copy:
        while chunk := file.read(1024 * 1024):
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    return time.perf_counter() - began


def peak_mb() -> float:
    """Of this program alone (getrusage's peak is inherited from whoever started it)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(json.loads(sys.argv[1])))))
