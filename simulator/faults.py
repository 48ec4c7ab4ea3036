"""Trouble on request: what should go wrong, for which calls, how often."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from .errors import ApiError, ControlError

# kind -> the places that ask for it
CALL_KINDS = frozenset({"error", "drop", "lost_reply", "slow"})
UPDATE_KINDS = frozenset({"duplicate", "reorder"})
_POLLING = "getupdates"
DOWNLOAD_KINDS = frozenset({"cut", "missing", "stall"})


@dataclass(slots=True)
class Fault:
    """One rule. `skip` matching calls pass first, then `count` calls are struck."""

    kind: str
    method: str = ""  # a Bot API method in any case; empty: every one
    chat_id: int = 0  # 0: every chat
    count: int = 1
    skip: int = 0
    code: int = 500
    description: str = "Internal Server Error"
    retry_after: int = 0  # seconds
    raw: str = ""  # an error page instead of JSON, as a gateway sends
    seconds: float = 0.0
    at_byte: int = 0
    size: int = 2  # updates that a reorder gathers
    struck: int = 0
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def error(self) -> ApiError:
        """The refusal that an `error` rule answers with."""
        if self.retry_after:
            text = f"Too Many Requests: retry after {self.retry_after}"
            return ApiError(429, text, retry_after=self.retry_after)
        return ApiError(self.code, self.description)


class Faults:
    """The rules in their order; the first that fits strikes and is used up after `count`."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []

    def add(self, facts: dict[str, Any]) -> Fault:
        """ControlError for an unknown kind or field."""
        try:
            fault = Fault(**facts)
        except TypeError as error:
            raise ControlError(str(error)) from None
        if fault.kind not in CALL_KINDS | UPDATE_KINDS | DOWNLOAD_KINDS:
            raise ControlError(f"unknown kind of fault: {fault.kind}")
        fault.method = fault.method.lower()
        self.rules.append(fault)
        return fault

    @property
    def left(self) -> int:
        """How many rules still have something to do."""
        return sum(fault.struck < fault.count for fault in self.rules)

    def clear(self) -> None:
        """No more trouble."""
        self.release()
        self.rules.clear()

    def release(self) -> None:
        """Stalled downloads end."""
        for fault in self.rules:
            fault.over.set()

    def strike(self, kinds: frozenset[str], method: str = "", chat_id: int = 0) -> Fault | None:
        """The rule that strikes this call, if any; counts it."""
        for fault in self.rules:
            if fault.kind not in kinds or fault.struck >= fault.count:
                continue
            every = "" if method != _POLLING else method  # polling is struck by name only
            if fault.method not in (every, method) or fault.chat_id not in (0, chat_id):
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            fault.struck += 1
            return fault
        return None

    def armed(self, kind: str) -> Fault | None:
        """A rule of this kind that still has something to do, without counting."""
        return next((f for f in self.rules if f.kind == kind and f.struck < f.count), None)
