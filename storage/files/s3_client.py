"""The boto3 client, set up for any S3-compatible store."""

from __future__ import annotations

import functools
import logging
import threading
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

from storage.files.port import S3Settings

CONNECT_SECONDS = 5
READ_SECONDS = 60
TRIES = 3

_one_at_a_time = threading.Lock()  # a session makes one client after the other

# At DEBUG they log signed requests: access key, session token, signature (guarantee 22).
for _name in ("boto3", "botocore", "urllib3", "s3transfer"):
    logging.getLogger(_name).setLevel(logging.WARNING)


def host_of(settings: S3Settings) -> str:
    """What sentences call the store: never the user or password that a URL can hold."""
    if settings.endpoint_url is None:
        return "Amazon S3"
    return urlsplit(settings.endpoint_url).netloc.rpartition("@")[2] or "the S3 endpoint"


def connect(settings: S3Settings, connections: int) -> Any:
    """A boto3 client; takes about a second the first time. Safe to share between threads.

    Raises ValueError when the endpoint is not an address.
    """
    endpoint, path_style = settings.endpoint_url, settings.path_style
    if endpoint is not None:
        address = urlsplit(endpoint)
        if address.scheme not in ("http", "https") or not address.hostname or address.port == 0:
            raise ValueError
    in_path = endpoint is not None if path_style is None else path_style
    with _one_at_a_time:
        return _session().client(
            "s3",
            endpoint_url=endpoint,
            region_name=settings.region or ("us-east-1" if endpoint else None),
            aws_access_key_id=settings.access_key,
            aws_secret_access_key=settings.secret_key,
            config=_config(in_path, connections),
        )


def encrypted_as(encryption: str) -> dict[str, str]:
    """What a request that makes an object says of its encryption at rest (S3Settings)."""
    if not encryption:
        return {}
    kms = "aws:kms"
    if encryption.startswith(f"{kms}:"):
        return {"ServerSideEncryption": kms, "SSEKMSKeyId": encryption.removeprefix(f"{kms}:")}
    return {"ServerSideEncryption": encryption}


@functools.cache
def _session() -> Any:
    """It reads the descriptions of the service once: 0.1 s; clients after the first 0.01 s."""
    return boto3.session.Session()


def _config(in_path: bool, connections: int) -> Config:
    return Config(
        # For links, too: botocore signs them with SHA-1 otherwise, for as long as one likes.
        signature_version="s3v4",
        # Newer checksums are unknown to many stores that call themselves S3-compatible.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        retries={"mode": "standard", "total_max_attempts": TRIES},
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        max_pool_connections=connections,
        tcp_keepalive=True,
        s3={
            "addressing_style": "path" if in_path else "virtual",
            "payload_signing_enabled": True,
        },
    )
