"""What lies in a bucket below our prefix. Nothing but what has a key of our form is ever named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from storage.files.port import Held, is_new_key

PAGE = 1000  # as many as S3 names at once

Request = Callable[[str, dict[str, Any]], Any]
"""Method and parameters of one call to the bucket; it blocks."""


def objects_page(
    request: Request, prefix: str, after: str, older_than: timedelta
) -> tuple[list[Held], str | None]:
    """What is old and ours among the next objects after the token `after`, and the token
    to go on with: None at the end."""
    going_on = {"ContinuationToken": after} if after else {}
    page = request("list_objects_v2", {"Prefix": prefix, "MaxKeys": PAGE, **going_on})
    before = _store_time(page) - older_than
    held = [
        Held(key, int(found["Size"]))
        for found in page.get("Contents", ())
        if is_new_key(key := found["Key"].removeprefix(prefix)) and found["LastModified"] < before
    ]
    return held, page["NextContinuationToken"] if page.get("IsTruncated") else None


def sweep_uploads(request: Request, prefix: str, older_than: timedelta) -> int:
    """Ends the unfinished uploads that are older than that; how many there were."""
    swept = 0
    going_on: dict[str, str] | None = {}
    while going_on is not None:
        page = request("list_multipart_uploads", {"Prefix": prefix, **going_on})
        before = _store_time(page) - older_than
        for upload in page.get("Uploads", ()):
            name = upload["Key"]
            if is_new_key(name.removeprefix(prefix)) and upload["Initiated"] < before:
                request("abort_multipart_upload", {"Key": name, "UploadId": upload["UploadId"]})
                swept += 1
        going_on = _next_uploads(page)
    return swept


def _next_uploads(page: Any) -> dict[str, str] | None:
    if not page.get("IsTruncated"):
        return None
    last = {"KeyMarker": page["NextKeyMarker"], "UploadIdMarker": page.get("NextUploadIdMarker")}
    return {name: marker for name, marker in last.items() if marker}


def _store_time(answer: Any) -> datetime:
    """By the store's own clock, which also dated what it holds."""
    return parsedate_to_datetime(answer["ResponseMetadata"]["HTTPHeaders"]["date"])
