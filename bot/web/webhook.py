"""Updates that Telegram brings to us. 200 only after the commit; without it they come again."""

import asyncio
import hmac
import json
from collections.abc import Iterable

import structlog
from aiohttp import web

from bot.inbound import TryLater
from bot.polling import Take
from bot.settings import TELEGRAM, Settings, SettingsWrong
from bot.telegram_http import (
    ALLOWED_UPDATES,
    WEBHOOK_PATH,
    TelegramHttp,
    TelegramRefused,
    TelegramUnreachable,
    WrongToken,
)

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
CONNECTIONS = 40


class Webhook:
    """Takes updates. Raises SettingsWrong without WEBHOOK_URL and a secret: anybody
    who finds the address could otherwise speak as any person."""

    def __init__(self, settings: Settings, take: Take) -> None:
        wrong = []
        if not settings.webhook_url:
            wrong.append("WEBHOOK_URL is missing: the https:// address that Telegram shall call")
        elif settings.telegram_api_url == TELEGRAM and settings.webhook_url.startswith("http://"):
            wrong.append("WEBHOOK_URL must start with https://; Telegram calls no other address")
        if not settings.webhook_secret.get_secret_value():
            wrong.append("WEBHOOK_SECRET is missing: choose 32 random letters and digits")
        if wrong:
            raise SettingsWrong(*wrong)
        self._settings = settings
        self._secret = settings.webhook_secret.get_secret_value().encode()
        self._take = take

    def routes(self) -> Iterable[web.RouteDef]:
        return (web.post(WEBHOOK_PATH, self._update),)

    async def announce(self, http: TelegramHttp) -> None:
        """Tells Telegram where to call, until it hears. Raises WrongToken, TelegramRefused."""
        while True:
            try:
                await http.call(
                    "setWebhook",
                    {
                        "url": f"{self._settings.webhook_url}{WEBHOOK_PATH}",
                        "secret_token": self._secret.decode(),
                        "allowed_updates": ALLOWED_UPDATES,
                        "max_connections": CONNECTIONS,
                    },
                )
                return
            except TelegramUnreachable as error:
                wait = 5.0
                log.error("the webhook could not be set", error=str(error), again_in_seconds=wait)
            except TelegramRefused as error:
                if error.code in (401, 404):
                    raise WrongToken from None
                if not error.retry_after_seconds:
                    raise
                wait = error.retry_after_seconds
            await asyncio.sleep(wait)

    async def _update(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        try:
            raw = json.loads(await request.read())
        except ValueError:
            raw = None
        if not isinstance(raw, dict) or not isinstance(raw.get("update_id"), int):
            return web.Response(status=400)
        try:
            await self._take(raw)
        except TryLater:
            return web.Response(status=503, headers={"Retry-After": "5"})
        return web.Response()
