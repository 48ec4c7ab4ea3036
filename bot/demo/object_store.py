"""An S3-compatible server of one's own, with its data in a folder: SeaweedFS, from PyPI.

It comes with the development environment. Ports and keys are new at each start.
"""

import asyncio
import json
import secrets
import shutil
import socket
import sys
import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bot.demo.guarded import Guarded
from storage.files import S3Settings

BUCKET = "files"
READY_SECONDS = 30.0
_PORTS = ("s3", "s3.grpc", "filer", "filer.grpc", "master", "master.grpc", "volume", "volume.grpc")
_FLAGS = """
-logtostderr=true server -ip=127.0.0.1 -ip.bind=127.0.0.1 -dir=. -s3.config=keys.json
-s3.localSocket=s3 -filer.localSocket=filer -master.peers=none -master.telemetry=false
-master.volumeSizeLimitMB=256 -volume.max=20 -volume.preStopSeconds=0 -filer -s3
-s3.allowDeleteBucketNotEmpty=false -s3.autoCreateBucket=false -s3.port.iceberg=0
-s3.port.lance=0
"""


class NoObjectStore(Exception):
    """It did not start; says why."""


def installed() -> str | None:
    """The program, beside this Python or on the path."""
    return shutil.which("weed", path=Path(sys.executable).parent) or shutil.which("weed")


class ObjectStore:
    """Runs from `start` to `stop`; then its data lies in `folder` for the next time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ports: dict[str, int] = {}
        self._keys = (f"AK{secrets.token_hex(8)}", secrets.token_urlsafe(30))
        self._server: Guarded | None = None

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self._ports['s3']}"

    def settings(self) -> dict[str, str]:
        """What the program needs to keep its files here."""
        return {
            "FILES": f"s3://{BUCKET}",
            "S3_ENDPOINT_URL": self.endpoint,
            "S3_REGION": "us-east-1",
            "S3_ACCESS_KEY": self._keys[0],
            "S3_SECRET_KEY": self._keys[1],
        }

    async def start(self) -> None:
        """Until it takes files. Raises NoObjectStore."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._ports = _free_ports(_PORTS)
        key = {"accessKey": self._keys[0], "secretKey": self._keys[1]}
        identity = {"name": "demo", "credentials": [key], "actions": ["Admin"]}
        (self._folder / "keys.json").write_text(json.dumps({"identities": [identity]}))
        log = self._folder / "log"
        log.unlink(missing_ok=True)
        # SIGTERM takes it 25 seconds; what it has taken is on the disk, whatever ends it.
        self._server = await Guarded.start(
            *(installed() or "weed", *_FLAGS.split(), *map(_port_flag, self._ports.items())),
            ends_by="KILL",
            log=log,
            cwd=self._folder,
        )
        try:
            await asyncio.to_thread(self._make_bucket, self._server)
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        if self._server:
            await self._server.stop(grace_seconds=5)
        self._sweep()

    def _sweep(self) -> None:
        """It leaves these behind; their folder is not a setting."""
        for role in ("s3", "filer", "master", "volume"):
            port = self._ports.get(f"{role}.grpc")
            Path(f"/tmp/seaweedfs-{role}-grpc-{port}.sock").unlink(missing_ok=True)  # noqa: S108

    def _make_bucket(self, server: Guarded) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        client = self._client()
        deadline = time.monotonic() + READY_SECONDS
        while True:
            try:
                _take_one(client)
                return
            except (BotoCoreError, ClientError) as error:
                if not server.runs or time.monotonic() > deadline:
                    raise NoObjectStore(str(error)) from None
                time.sleep(0.1)

    def _client(self) -> Any:
        from storage.files.s3_client import connect

        access_key, secret_key = self._keys
        settings = S3Settings(self.endpoint, "us-east-1", access_key, secret_key)
        return connect(settings, connections=1)


def _take_one(client: Any) -> None:
    """It can have made the bucket, and have no room for objects yet."""
    held = [bucket["Name"] for bucket in client.list_buckets()["Buckets"]]
    if BUCKET not in held:
        client.create_bucket(Bucket=BUCKET)
    client.put_object(Bucket=BUCKET, Key="ready", Body=b"ready")
    client.delete_object(Bucket=BUCKET, Key="ready")


def _port_flag(one: tuple[str, int]) -> str:
    role, _, grpc = one[0].partition(".")
    return f"-{role}.port{'.grpc' if grpc else ''}={one[1]}"


def _free_ports(names: Iterable[str]) -> dict[str, int]:
    """A port of this machine for each name that nobody uses now."""
    with ExitStack() as held:
        sockets = {name: held.enter_context(socket.socket()) for name in names}
        for free in sockets.values():
            free.bind(("127.0.0.1", 0))
        return {name: bound.getsockname()[1] for name, bound in sockets.items()}
