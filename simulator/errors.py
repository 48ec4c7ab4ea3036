"""What the Bot API answers when it refuses, in Telegram's own words (Bot API: Making requests)."""

from __future__ import annotations

from functools import partial
from typing import Any


class ApiError(Exception):
    """A refused Bot API call: HTTP status, description and `parameters` as Telegram sends them."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON body of the answer."""
        answer = {"ok": False, "error_code": self.code, "description": self.description}
        return answer | ({"parameters": self.parameters} if self.parameters else {})


class ControlError(Exception):
    """A person was asked to do what a person cannot do here (answered with HTTP 400)."""


def bad_request(what: str) -> ApiError:
    """400; `what` follows "Bad Request: "."""
    return ApiError(400, f"Bad Request: {what}")


def forbidden(what: str) -> ApiError:
    """403; `what` follows "Forbidden: "."""
    return ApiError(403, f"Forbidden: {what}")


def conflict(what: str) -> ApiError:
    """409; `what` follows "Conflict: "."""
    return ApiError(409, f"Conflict: {what}")


def too_many_requests(seconds: int) -> ApiError:
    """429 with `parameters.retry_after` in seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def not_found(what: str) -> ApiError:
    """400: Telegram calls a missing chat, message or file a bad request, not a 404."""
    return bad_request(f"{what} not found")


# Refusals whose words never change; each call makes a new one to raise.
unauthorized = partial(ApiError, 401, "Unauthorized")
no_such_method = partial(ApiError, 404, "Not Found: method not found")
upload_too_large = partial(ApiError, 413, "Request Entity Too Large")
not_modified = partial(
    bad_request,
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message",
)
query_too_old = partial(
    bad_request, "query is too old and response timeout expired or query ID is invalid"
)
no_such_quote = partial(bad_request, "QUOTE_TEXT_INVALID")
wrong_file_id = partial(bad_request, "wrong file_id or the file is temporarily unavailable")
file_too_big = partial(bad_request, "file is too big")
polling_under_webhook = partial(
    conflict,
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first",
)
second_poller = partial(
    conflict,
    "terminated by other getUpdates request; make sure that only one bot instance is running",
)
poller_replaced = partial(conflict, "terminated by setWebhook request")
