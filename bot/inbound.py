"""One update is one transaction: seen, decoded, handled, committed; then its answer and the rest
go out. Polling and webhook both end here (architecture.md, "The life of an update").
"""

import asyncio
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import structlog
from aiogram.types import Update
from pydantic import ValidationError
from structlog.contextvars import bound_contextvars

from storage.unit_of_work import Storage, UnitOfWork

log = structlog.get_logger(__name__)

TRIES = 3
REFERENCE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
ASKED_AGAIN = "pre_checkout_query"
"""A query whose answer depends on what is so now."""
MERELY_ASKED = "inline_query"
"""Comes with every letter that somebody types, and changes nothing."""
PAYMENT_TROUBLE = "Something went wrong on our side. Nothing was charged. Please try again."


@dataclass(frozen=True, slots=True)
class Immediate:
    """A Bot API call that goes out at once after the commit and is not stored: answers to
    callback, inline and pre-checkout queries, which Telegram forgets within seconds."""

    method: str
    params: dict[str, Any] = field(default_factory=dict)


class TryLater(Exception):
    """The update could be neither handled nor parked (the database is away): nothing may be
    confirmed to Telegram, which will bring it again."""


class Handler(Protocol):
    """What the dispatcher does for inbound; see bot/dispatcher.py."""

    async def handle(self, update: Update, work: UnitOfWork) -> Immediate | None: ...

    async def apologise(self, raw: dict[str, Any], work: UnitOfWork, reference: str) -> None: ...


class Answers(Protocol):
    async def answer(self, method: str, params: dict[str, Any]) -> bool: ...


class Undecodable(Exception):
    """Not an update as aiogram knows them."""


class Inbound:
    """`woken` is called after every commit: there may be something to send.

    An inline query leaves no trace and commits nothing, so it waits for no disk and wakes nobody;
    when it comes again it is asked again.
    """

    def __init__(
        self, storage: Storage, handler: Handler, answers: Answers, woken: Callable[[], None]
    ) -> None:
        self._storage = storage
        self._handler = handler
        self._answers = answers
        self._woken = woken
        self._answering: set[asyncio.Task[bool]] = set()

    async def take(self, raw: dict[str, Any]) -> None:
        """Handles one update, or parks it; when this returns it may be confirmed to Telegram.

        A repeat changes nothing. A press and a checkout are answered in any case.
        Raises TryLater.
        """
        with bound_contextvars(update_id=raw.get("update_id"), person_id=person_of(raw)):
            answer = await self._settled(raw)
            if MERELY_ASKED not in raw:
                self._woken()
            if answer:
                task = asyncio.create_task(self._answers.answer(answer.method, answer.params))
                self._answering.add(task)
                task.add_done_callback(self._answering.discard)

    async def close(self) -> None:
        """Waits for the answers under way."""
        await asyncio.gather(*self._answering, return_exceptions=True)

    async def _settled(self, raw: dict[str, Any]) -> Immediate | None:
        for attempt in range(1, TRIES + 1):
            try:
                return await self._once(raw)
            except Undecodable as error:
                return await self._park(raw, error)
            except Exception as error:
                if not await self._database_answers():
                    log.error("the database does not answer; updates wait", error=repr(error))
                    raise TryLater from error
                log.warning("update failed", attempt=attempt, exc_info=True)
                trouble = error
        return await self._park(raw, trouble)

    async def _once(self, raw: dict[str, Any]) -> Immediate | None:
        async with self._storage.begin() as work:
            if MERELY_ASKED in raw:
                return await self._handler.handle(_decoded(raw), work) or default_answer(raw)
            new = await work.updates.first_time(_update_id(raw))
            if not new and ASKED_AGAIN not in raw:
                return default_answer(raw)
            # Such a repeat is looked at again, since its answer may have been lost, and left
            # uncommitted: the look moves nothing.
            answer = await self._handler.handle(_decoded(raw), work)
            if new:
                await work.commit()
        return answer or default_answer(raw)

    async def _park(self, raw: dict[str, Any], error: Exception) -> Immediate | None:
        """Puts the update aside for the operator and tells the person, in its own transaction."""
        reference = new_reference()
        try:
            async with self._storage.begin() as work:
                if await work.updates.first_time(_update_id(raw)):
                    words = f"{type(error).__name__}: {error}"[:2000]
                    await work.updates.park(_update_id(raw), json.dumps(raw), words, reference)
                    await self._apologise(raw, work, reference)
                    await work.commit()
        except Exception as failure:
            log.exception("an update could not even be parked; updates wait")
            raise TryLater from failure
        log.error("update parked", reference=reference, exc_info=error)
        return default_answer(raw)

    async def _apologise(self, raw: dict[str, Any], work: UnitOfWork, reference: str) -> None:
        try:
            async with work.savepoint():
                await self._handler.apologise(raw, work, reference)
        except Exception:
            log.exception("no apology could be written", reference=reference)

    async def _database_answers(self) -> bool:
        try:
            async with asyncio.timeout(10), self._storage.begin() as work:
                await work.updates.first_time(-1)
        except Exception:
            return False
        return True


def default_answer(raw: dict[str, Any]) -> Immediate | None:
    """What an update that nobody answered needs: no button is ever left spinning."""
    press, checkout = raw.get("callback_query"), raw.get("pre_checkout_query")
    asked = raw.get("inline_query")
    if isinstance(asked, dict) and "id" in asked:
        nothing: dict[str, Any] = {"results": [], "cache_time": 0, "is_personal": True}
        return Immediate("answerInlineQuery", {"inline_query_id": asked["id"], **nothing})
    if isinstance(press, dict) and "id" in press:
        return Immediate("answerCallbackQuery", {"callback_query_id": press["id"]})
    if isinstance(checkout, dict) and "id" in checkout:
        params = {
            "pre_checkout_query_id": checkout["id"],
            "ok": False,
            "error_message": PAYMENT_TROUBLE,
        }
        return Immediate("answerPreCheckoutQuery", params)
    return None


def person_of(raw: dict[str, Any]) -> int | None:
    """The account behind a raw update of any kind, else its chat; None when neither is named."""
    parts = [part for part in raw.values() if isinstance(part, dict)]
    for name in ("from", "user", "chat"):
        for part in parts:
            someone = part.get(name)
            if isinstance(someone, dict) and isinstance(someone.get("id"), int):
                return int(someone["id"])
    return None


def new_reference() -> str:
    """A number to tell support, easy to read out: "K7F-2QM"."""
    letters = "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(6))
    return f"{letters[:3]}-{letters[3:]}"


def _decoded(raw: dict[str, Any]) -> Update:
    try:
        return Update.model_validate(raw)
    except ValidationError as error:
        fields = ", ".join(".".join(map(str, one["loc"])) for one in error.errors()[:5])
        raise Undecodable(f"wrong fields: {fields}") from None


def _update_id(raw: dict[str, Any]) -> int:
    return int(raw["update_id"])
