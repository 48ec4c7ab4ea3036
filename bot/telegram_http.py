"""The raw Bot API: JSON in, JSON out. For what is not a message: updates, files, set-up, checks.

Messages leave through the outbox and bot/sender.py alone.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from bot.settings import OperatorNeeded, Settings

CHUNK_BYTES = 256 * 1024
WEBHOOK_PATH = "/telegram"
ALLOWED_UPDATES = [
    "message",
    "edited_message",
    "message_reaction",
    "callback_query",
    "inline_query",
    "pre_checkout_query",
    "my_chat_member",
]
"""What Telegram brings, by polling and by webhook alike."""


class WrongToken(OperatorNeeded):
    """Telegram doesn't know the token; there is nothing to wait for."""

    def __init__(self) -> None:
        super().__init__("Telegram does not accept BOT_TOKEN: copy it anew from @BotFather.")


class TelegramUnreachable(Exception):
    """No answer: network, time-out, or a server error. Worth trying again later."""


class TelegramRefused(Exception):
    """Telegram's own error: HTTP-like code and description (core.telegram.org/bots/api)."""

    def __init__(self, code: int, description: str, retry_after_seconds: float = 0) -> None:
        super().__init__(f"{code}: {description}")
        self.code = code
        self.description = description
        self.retry_after_seconds = retry_after_seconds


class TelegramHttp:
    """One aiohttp session for one bot token. Close it with `close()`."""

    def __init__(self, api_url: str, token: str) -> None:
        self._base = f"{api_url}/bot{token}"
        self._files = f"{api_url}/file/bot{token}"
        self._session: aiohttp.ClientSession | None = None

    @classmethod
    def of(cls, settings: Settings) -> "TelegramHttp":
        return cls(settings.telegram_api_url, settings.bot_token.get_secret_value())

    @property
    def session(self) -> aiohttp.ClientSession:
        """Made on first use, since it belongs to the running event loop."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=10)
            )
        return self._session

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    async def call(
        self, method: str, params: dict[str, Any] | None = None, *, timeout_seconds: float = 15
    ) -> Any:
        """The `result` of a Bot API method. Raises TelegramUnreachable or TelegramRefused."""
        try:
            async with (
                asyncio.timeout(timeout_seconds),
                self.session.post(f"{self._base}/{method}", json=params or {}) as response,
            ):
                status, answer = response.status, await response.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise TelegramUnreachable(f"{method}: {type(error).__name__}") from None
        if status >= 500 or not isinstance(answer, dict):
            raise TelegramUnreachable(f"{method}: HTTP {status}")
        if not answer.get("ok"):
            more = answer.get("parameters") or {}
            description = str(answer.get("description") or f"HTTP {status}")
            raise TelegramRefused(status, description, float(more.get("retry_after") or 0))
        return answer["result"]

    @asynccontextmanager
    async def file(self, file_path: str) -> AsyncIterator[AsyncIterator[bytes]]:
        """The bytes behind getFile's `file_path`, in chunks; memory stays constant.

        A self-hosted server in its --local mode names a file of this machine instead.
        Raises TelegramUnreachable, also in the middle; TelegramRefused 404 for a dead link.
        """
        if file_path.startswith("/"):
            yield _local(Path(file_path))
            return
        try:
            timeout = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=30)
            async with self.session.get(f"{self._files}/{file_path}", timeout=timeout) as response:
                if 400 <= response.status < 500:
                    raise TelegramRefused(response.status, "the file link is not served")
                if response.status >= 500:
                    raise TelegramUnreachable(f"file: HTTP {response.status}")
                yield response.content.iter_chunked(CHUNK_BYTES)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise TelegramUnreachable(f"file: {type(error).__name__}") from None


async def _local(path: Path) -> AsyncIterator[bytes]:
    try:
        with await asyncio.to_thread(path.open, "rb") as file:
            while chunk := await asyncio.to_thread(file.read, CHUNK_BYTES):
                yield chunk
    except OSError as error:
        raise TelegramUnreachable(f"file: {type(error).__name__}") from None
