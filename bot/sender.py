"""An outbox row becomes a Bot API call; the only place that knows python-telegram-bot.

The Bot API's JSON is the neutral language. Methods that the library knows are called as its typed
methods: simple parameters by name, nested ones (keyboards, entities, prices) through the
library's `api_kwargs`, which writes them out as they are. Rebuilding its objects from our JSON,
to have it turn them into the same JSON again, costs as much as the rest of the call. For methods
that it doesn't know there is `do_api_request`; for known ones that warns each time.
"""

import asyncio
import os
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import cache
from inspect import signature
from types import NoneType
from typing import Any

os.environ.setdefault("PTB_TIMEDELTA", "1")  # else each RetryAfter warns about its own type

import structlog
from telegram import (
    ForumTopic,
    InputFile,
    InputMedia,
    InputMediaAnimation,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)
from telegram.ext import AIORateLimiter, ExtBot

from bot.results import Hopeless, Later, Result, Sent, Trouble
from bot.settings import STARS, Settings
from bot.telegram_request import (
    AiohttpRequest,
    ServerTrouble,
    Unanswered,
    Unsent,
    last_result,
)
from bot.uploads import (
    Upload,
    Uploads,
    as_hinted_now,
    has_unknown_files,
    instead_of,
    known_as,
    without_hints,
)
from storage.files import FileStore
from storage.outbox import REFUND

log = structlog.get_logger(__name__)

ANSWER_TRIES = 3
MEDIA: dict[str, Callable[..., InputMedia]] = {
    "animation": InputMediaAnimation,
    "audio": InputMediaAudio,
    "document": InputMediaDocument,
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
}
AS_THEY_ARE = ("media", "message_ids", "prices", "results")
"""Nested parameters that the library's methods insist on."""
NOT_MODIFIED = "message is not modified"
WRONG_FILE = ("wrong file_id", "wrong remote file identifier", "wrong file identifier")
UNREACHABLE = ("chat not found", "user is deactivated", "bot can't initiate conversation")
CANNOT_EDIT = (
    "message to edit not found",
    "message can't be edited",
    "message identifier is not specified",
    "there is no text in the message to edit",
)
NOTHING_LEFT_TO_DO = (
    "message to delete not found",
    "message can't be deleted",
    "message to pin not found",
    "message to unpin not found",
)
NO_SUCH_TOPIC = (
    "message thread not found",
    "topic_id_invalid",
    "topic_deleted",
    "topic_closed",
    "chat is not a forum",
)
ABOUT_A_MESSAGE = ("delete", "pin", "unpin")
"""Methods of these names have nothing to do where the message has never come to be."""
QUERY_TOO_OLD = "query is too old"
REFUNDED_ALREADY = "charge_already_refunded"


class Sender:
    """`start()` before the first call, `close()` after the last."""

    def __init__(self, settings: Settings, files: FileStore | None = None) -> None:
        rate = settings.overall_per_second
        self._request = AiohttpRequest()
        self._provider_token = settings.payment_provider_token.get_secret_value()
        self._uploads = Uploads(files)
        self._bot = ExtBot(
            settings.bot_token.get_secret_value(),
            base_url=f"{settings.telegram_api_url}/bot",
            request=self._request,
            get_updates_request=self._request,
            rate_limiter=AIORateLimiter(overall_max_rate=rate, group_max_rate=0, max_retries=0),
        )

    async def start(self) -> None:
        """Opens the connection pool. Asks Telegram nothing: it may be down just now."""
        await self._request.initialize()

    async def close(self) -> None:
        await self._request.shutdown()

    async def send(self, chat_id: int, method: str, params: dict[str, Any]) -> Result:
        """Sends one message (or edit, deletion, …) into a chat. Raises nothing of Telegram's.

        An edit of a message that is not there (any more), or never came to be, becomes a new
        message. A file that Telegram doesn't know (any more) is uploaded from the file store, where
        the parameters say which one it is (bot/uploads.py). What they say is to come instead of
        something hopeless does. What belongs to a topic that is not there (any more) goes to the
        main chat.
        """
        result = await self._into_topic(chat_id, method, params)
        for other, parameters in instead_of(params):
            if not isinstance(result, Hopeless):
                break
            log.info("sent instead", method=other, hopeless=method, why=result.reason)
            result = await self._into_topic(chat_id, other, parameters)
        return result

    async def _into_topic(self, chat_id: int, method: str, params: dict[str, Any]) -> Result:
        result = await self._send(chat_id, method, params)
        if not isinstance(result, Hopeless) or params.get("message_thread_id") is None:
            return result
        if not any(words in result.reason.lower() for words in NO_SUCH_TOPIC):
            return result
        log.warning("no such topic: on in the main chat", chat_id=chat_id, why=result.reason)
        if method == "editForumTopic":
            return Sent(topic_gone=True)
        rest = {name: value for name, value in params.items() if name != "message_thread_id"}
        again = await self._send(chat_id, method, rest)
        return replace(again, topic_gone=True) if isinstance(again, Sent) else again

    async def _send(self, chat_id: int, method: str, params: dict[str, Any]) -> Result:
        where = {} if method == REFUND else {"chat_id": chat_id}
        params = {**where, **as_hinted_now(params)}
        if method == "editForumTopic" and params.get("message_thread_id") is None:
            return Sent()
        if method.startswith("editMessage") and not params.get("message_id"):
            return await self._instead_of_edit(method, params)
        if method.startswith(ABOUT_A_MESSAGE) and not params.get("message_id"):
            return Sent()
        if has_unknown_files(params):
            return await self._from_store(method, params)
        try:
            return await self._call(method, _without_topic(method, without_hints(params)))
        except BadRequest as error:
            said = error.message.lower()
            if any(words in said for words in CANNOT_EDIT) and method.startswith("edit"):
                return await self._instead_of_edit(method, params)
            if any(words in said for words in WRONG_FILE):
                return await self._from_store(method, params)
            return result_of(error)
        except (TelegramError, TypeError, ValueError) as error:
            return result_of(error)

    async def answer(self, method: str, params: dict[str, Any]) -> bool:
        """Answers a query at once (Bot API: they live for seconds); False when it didn't work.

        Answering twice does no harm, so it is tried again also where it may have arrived.
        """
        for attempt in range(1, ANSWER_TRIES + 1):
            try:
                await self._call(method, params)
                return True
            except (Unsent, Unanswered, ServerTrouble) as error:
                log.warning("answer tried again", method=method, attempt=attempt, why=str(error))
                await asyncio.sleep(0.2 * attempt)
            except (TelegramError, TypeError, ValueError) as error:
                level = "info" if QUERY_TOO_OLD in str(error).lower() else "warning"
                getattr(log, level)("answer refused", method=method, error=str(error))
                return False
        return False

    async def _call(self, method: str, params: dict[str, Any]) -> Sent:
        if method == "sendInvoice" and params.get("currency") != STARS:
            params = {"provider_token": self._provider_token, **params}
        params = {name: _library_value(name, value) for name, value in params.items()}
        last_result.set(None)
        known = _known(method)
        if known is None:
            return _sent(await self._bot.do_api_request(method, api_kwargs=params))
        name, by_name = known
        simple = {k: v for k, v in params.items() if k in by_name and _passes_as_is(k, v)}
        nested = {k: v for k, v in params.items() if k not in simple and v is not None}
        return _sent(await getattr(self._bot, name)(**simple, api_kwargs=nested))

    async def _instead_of_edit(self, method: str, params: dict[str, Any]) -> Result:
        """What an edit wanted to show, as a new message; buttons alone are not worth one, and are
        where their message is."""
        params = {name: value for name, value in params.items() if name != "message_id"}
        if method == "editMessageText":
            return await self.send(params["chat_id"], "sendMessage", params)
        if method == "editMessageReplyMarkup":
            return Sent()
        return Hopeless("nothing to edit")

    async def _from_store(self, method: str, params: dict[str, Any]) -> Result:
        async with AsyncExitStack() as stack:
            try:
                uploaded = await self._uploads.instead_of_ids(stack, method, params)
                if uploaded is None:
                    return Hopeless("wrong file_id, and nothing in the store to send instead")
                log.info("file uploaded", method=method)
                sent = await self._call(method, uploaded)
                return replace(sent, files=known_as(method, params, last_result.get()))
            except (TelegramError, TypeError, ValueError) as error:
                return result_of(error)


def result_of(error: Exception) -> Result:
    """What an error of one call means for its message (codes and descriptions: Bot API)."""
    said = str(error)
    low = said.lower()
    match error:
        case RetryAfter(_retry_after=wish):
            return Later(Trouble.FLOOD, "429", wish.total_seconds())
        case Unsent():
            return Later(Trouble.UNSENT, said)
        case ServerTrouble():
            return Later(Trouble.SERVER, said)
        case Forbidden():
            return Hopeless(said, unreachable=True)
        case InvalidToken() if "method not found" in str(error.__cause__).lower():
            return Hopeless("no such method")  # a 404 of do_api_request; others: malformed token
        case InvalidToken():
            return Later(Trouble.TOKEN, said)
        case BadRequest() if NOT_MODIFIED in low or "topic_not_modified" in low:
            return Sent()
        case BadRequest() if REFUNDED_ALREADY in low:
            return Sent()
        case BadRequest() if any(words in low for words in NOTHING_LEFT_TO_DO):
            return Sent()
        case BadRequest() | ChatMigrated() | TypeError() | ValueError():
            return Hopeless(said, unreachable=any(words in low for words in UNREACHABLE))
        case _ if "too many requests" in low:
            return Later(Trouble.FLOOD, "429", 1)
        case _:
            return Later(Trouble.UNANSWERED, said)


def _without_topic(method: str, params: dict[str, Any]) -> dict[str, Any]:
    """A message stays where it is, whatever is changed in it."""
    if not method.startswith("editMessage"):
        return params
    return {name: value for name, value in params.items() if name != "message_thread_id"}


def _library_value(name: str, value: Any) -> Any:
    """The few values that python-telegram-bot insists on having as its own objects."""
    if name == "media":
        return [_medium(item) for item in value] if isinstance(value, list) else _medium(value)
    return _input_file(value, attach=False) if isinstance(value, Upload) else value


def _medium(item: dict[str, Any]) -> InputMedia:
    """Raises ValueError for a type that an album or an edit cannot have."""
    rest = {name: value for name, value in item.items() if name not in ("type", "media")}
    if item.get("type") not in MEDIA:
        raise ValueError(f"no such InputMedia type: {item.get('type')!r}")
    media = item["media"]
    file = _input_file(media, attach=True) if isinstance(media, Upload) else media
    return MEDIA[item["type"]](file, api_kwargs=rest)


def _input_file(upload: Upload, attach: bool) -> InputFile:
    """A handle is streamed from; bytes would be held in memory as a whole."""
    return InputFile(upload.content, upload.name, attach=attach, read_file_handle=False)


@cache
def _known(method: str) -> tuple[str, frozenset[str]] | None:
    """python-telegram-bot's own method for one of the Bot API, with its parameters' names."""
    name = "".join(f"_{c.lower()}" if c.isupper() else c for c in method)
    typed = getattr(ExtBot, name, None)
    return (name, frozenset(signature(typed).parameters)) if typed else None


def _passes_as_is(name: str, value: Any) -> bool:
    """Simple values, and those nested ones."""
    return not isinstance(value, dict | list | NoneType) or name in AS_THEY_ARE


def _sent(result: Any) -> Sent:
    """From a Message or MessageId, several of them, their plain JSON, a topic, or just True."""
    if isinstance(result, ForumTopic):
        return Sent(topic=result.message_thread_id)
    several = result if isinstance(result, list | tuple) else (result,)
    ids = [one.get("message_id") if isinstance(one, dict) else _id(one) for one in several]
    return Sent(tuple(number for number in ids if number is not None))


def _id(result: Any) -> int | None:
    """`True` stands for an edit, or for a message whose JSON is in `last_result`."""
    if result is not True:
        return getattr(result, "message_id", None)
    told = last_result.get()
    return told.get("message_id") if isinstance(told, dict) else None
