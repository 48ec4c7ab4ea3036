"""Ceph's own S3 gateway for the tests: TEST_S3=ceph (`make test-ceph`).

One monitor, one OSD that keeps everything in memory, and radosgw: a cluster of one machine that
lives as long as the tests do. Needs Debian's radosgw, ceph-mon and ceph-osd, but no root; starts
in two seconds.
"""

from __future__ import annotations

import base64
import json
import secrets
import shutil
import subprocess
import uuid
from dataclasses import asdict
from pathlib import Path

from tests.servers import (
    S3Server,
    free_ports,
    joins,
    one_at_a_time,
    outliving,
    start_guarded,
    wait_until_ready,
)

PROGRAMS = ("ceph-mon", "ceph-osd", "radosgw", "radosgw-admin", "ceph", "monmaptool")
WITHIN_SECONDS = 60

# Nobody else reaches it, so nobody has to prove who they are; and nothing has to last.
CONF = """
[global]
fsid = {fsid}
mon host = v2:127.0.0.1:{mon}
mon data = {directory}/mon
osd data = {directory}/osd
log file = {directory}/$name.log
keyring = {directory}/keyring
run dir = {directory}
crash dir = {directory}
admin socket =
pid file =
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind msgr1 = false
ms mon client mode = crc
ms client mode = crc
ms cluster mode = crc
ms service mode = crc
auth cluster required = none
auth service required = none
auth client required = none
paxos propose interval = 0.02
paxos min wait = 0.01
mon allow pool size one = true
mon max pg per osd = 1000
osd objectstore = memstore
memstore device bytes = 4294967296
osd crush chooseleaf type = 0
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
rgw thread pool size = 32
rgw dns name = localhost
rgw crypt require ssl = false
rgw crypt s3 kms backend = testing
rgw crypt s3 kms encryption keys = {kms}
"""
KMS_KEY = "test-key"

# The gateway may have been restarted; the other two have one life.
_END = 'kill -9 $(cat "$1/pid" "$1/osd.pid" "$1/mon.pid"); rm -rf "$1/mon" "$1/osd"'


class CephServer(S3Server):
    """A running radosgw; `kill` and `restart` are about the gateway, not what stands behind it."""

    def restart(self) -> None:
        """Start the gateway again after `kill`: same address, same data."""
        _launch_gateway(self)


def start_ceph(directory: Path) -> S3Server:
    """As `start_s3`. Raises RuntimeError where the programs are not installed."""
    if missing := [program for program in PROGRAMS if not shutil.which(program)]:
        raise RuntimeError(
            f"{', '.join(missing)} missing: apt-get install radosgw ceph-mon ceph-osd"
        )
    directory = directory.resolve()
    facts = directory / "server.json"
    with one_at_a_time(directory):
        if not joins(directory):
            new = _new(directory)
            facts.write_text(json.dumps(asdict(new)))
            start_guarded(directory, lambda: _launch(new), _END)
    return CephServer(**json.loads(facts.read_text()))


def _new(directory: Path) -> CephServer:
    ports = free_ports("s3", "mon")
    return CephServer(
        endpoint=f"http://127.0.0.1:{ports['s3']}",
        bucket="files",
        access_key=f"AK{secrets.token_hex(8)}",
        secret_key=secrets.token_urlsafe(30),
        reader_access_key=f"AK{secrets.token_hex(8)}",
        reader_secret_key=secrets.token_urlsafe(30),
        directory=str(directory),
        ports=ports,
        encryption=f"aws:kms:{KMS_KEY}",
    )


def _launch(server: CephServer) -> None:
    directory = Path(server.directory)
    fsid, osd = str(uuid.uuid4()), str(uuid.uuid4())
    kms = f"{KMS_KEY}={_base64_key()}"
    conf = CONF.format(fsid=fsid, directory=directory, kms=kms, **server.ports)
    (directory / "ceph.conf").write_text(conf)
    (directory / "keyring").touch()
    for name in ("mon", "osd"):
        (directory / name).mkdir()
    monitor = ("--addv", "a", f"[v2:127.0.0.1:{server.ports['mon']}]")
    _do(server, "monmaptool", "--create", *monitor, "--fsid", fsid, "monmap")
    _do(server, "ceph-mon", "-i", "a", "--mkfs", "--monmap", "monmap")
    _launch_one(server, "mon.pid", "ceph-mon", "-i", "a")
    _do(server, "ceph", "osd", "new", osd)
    _do(server, "ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", osd)
    _launch_one(server, "osd.pid", "ceph-osd", "-i", "0")
    _add_user(server, "admin", server.access_key, server.secret_key)
    _add_user(server, "reader", server.reader_access_key, server.reader_secret_key)
    _launch_gateway(server)
    _let_the_reader_read(server)


def _base64_key() -> str:
    """256 bits."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _add_user(server: CephServer, name: str, access_key: str, secret_key: str) -> None:
    keys = (f"--access-key={access_key}", f"--secret-key={secret_key}")
    _do(server, "radosgw-admin", "user", "create", f"--uid={name}", "--display-name", name, *keys)


def _launch_gateway(server: CephServer) -> None:
    frontend = f"beast endpoint=127.0.0.1:{server.ports['s3']}"
    arguments = ("-n", "client.rgw", "--rgw-frontends", frontend)
    wait_until_ready(server, _launch_one(server, "pid", "radosgw", *arguments))


def _let_the_reader_read(server: CephServer) -> None:
    bucket = f"arn:aws:s3:::{server.bucket}"
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": ["arn:aws:iam:::user/reader"]},
        "Action": ["s3:GetObject", "s3:ListBucket"],
        "Resource": [bucket, f"{bucket}/*"],
    }
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    server.client().put_bucket_policy(Bucket=server.bucket, Policy=json.dumps(policy))


def _do(server: CephServer, program: str, *arguments: str) -> None:
    """Runs a program to its end. Raises RuntimeError with what it said."""
    command = [program, "--conf", "ceph.conf", *arguments]
    done = subprocess.run(
        command,
        cwd=server.directory,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=WITHIN_SECONDS,
    )
    if done.returncode:
        raise RuntimeError(f"{program} failed: {done.stdout[-2000:]}")


def _launch_one(
    server: CephServer, pid_file: str, program: str, *arguments: str
) -> subprocess.Popen[bytes]:
    directory = Path(server.directory)
    with (directory / "log").open("ab") as log:
        process = subprocess.Popen(
            [program, "--conf", "ceph.conf", "-f", *arguments],
            cwd=directory,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    outliving.append(process)
    (directory / pid_file).write_text(str(process.pid) + "\n")
    return process
