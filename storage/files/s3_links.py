"""Signed links to objects in S3, and how the probe finds out whether they are worth anything."""

from __future__ import annotations

import os
import re
import ssl
from collections.abc import Callable
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from botocore import exceptions as aws

from storage.files.names import attachment
from storage.files.port import StoreTrouble

FETCH_SECONDS = 10
_CODE = re.compile(rb"<Code>\s*([A-Za-z0-9.]+)\s*</Code>")
_ERROR_BYTES = 64 * 1024


def sign(client: Any, bucket: str, object_key: str, seconds: int, name: str) -> str:
    """A link that downloads the object as `name`. What it is said to be is nothing that a browser
    shows: a page of a stranger must not run at the store's address."""
    wanted = {
        "Bucket": bucket,
        "Key": object_key,
        "ResponseContentDisposition": attachment(name),
        "ResponseContentType": "application/octet-stream",
    }
    return str(client.generate_presigned_url("get_object", Params=wanted, ExpiresIn=seconds))


def check_links(url: str, content: bytes, host: str) -> None:
    """Whether `url` gives `content`, and a forged one nothing. Blocks; raises StoreTrouble and
    what botocore raises for the same refusals, so that each has one sentence."""
    if _fetched(url, len(content) + 1) != content:
        raise StoreTrouble(f"A signed link to {host} gave other bytes than were stored.", "other")
    try:
        _fetched(_forged(url), 1)
    except aws.ClientError as refused:
        if refused.response["ResponseMetadata"]["HTTPStatusCode"] in (400, 401, 403):
            return
        raise
    raise StoreTrouble(
        f"The object store at {host} gives files to links that it did not sign: "
        "switch its access control on.",
        "other",
    )


def _forged(url: str) -> str:
    """The same link with one digit of its signature changed."""
    head, name, signature = url.partition("X-Amz-Signature=")
    return f"{head}{name}{'1' if signature[:1] == '0' else '0'}{signature[1:]}"


def _fetched(url: str, most: int) -> bytes:
    context = ssl.create_default_context(cafile=os.environ.get("AWS_CA_BUNDLE") or None)
    failure: Callable[..., Exception] | None = None
    try:
        with urlopen(url, timeout=FETCH_SECONDS, context=context) as answer:  # noqa: S310 (ours)
            return bytes(answer.read(most))
    except HTTPError as error:
        raise _refusal(error) from None
    except (OSError, HTTPException) as error:
        untrusted = isinstance(getattr(error, "reason", None), ssl.SSLError)
        failure = aws.SSLError if untrusted else aws.EndpointConnectionError
    raise failure(endpoint_url="", error="")


def _refusal(error: HTTPError) -> aws.ClientError:
    with error:
        code = _CODE.search(error.read(_ERROR_BYTES))
    said = {"Error": {"Code": code[1].decode() if code else ""}}
    return aws.ClientError(said | {"ResponseMetadata": {"HTTPStatusCode": error.code}}, "GetObject")
