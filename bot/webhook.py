"""Updates that Telegram brings to us. 200 only after the commit; without it they come again."""

import asyncio
import hmac
import json

import structlog
from aiohttp import web
from sqlalchemy import text

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
from storage.unit_of_work import Storage

log = structlog.get_logger(__name__)

HEALTH_PATH = "/healthz"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
CONNECTIONS = 40


class Webhook:
    """An HTTP server for updates. Raises SettingsWrong without WEBHOOK_URL and a secret: anybody
    who finds the address could otherwise speak as any person."""

    def __init__(self, settings: Settings, storage: Storage, take: Take) -> None:
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
        self._storage = storage
        self._take = take
        self._runner: web.AppRunner | None = None

    @property
    def port(self) -> int:
        """Where it listens, after `start()`."""
        return int(self._runner.addresses[0][1]) if self._runner else self._settings.webhook_port

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post(WEBHOOK_PATH, self._update)
        app.router.add_get(HEALTH_PATH, self._health)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=15)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._settings.webhook_host, self._settings.webhook_port)
        await site.start()

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

    async def stop(self) -> None:
        """Takes nothing new, finishes what has begun."""
        if self._runner:
            await self._runner.cleanup()

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

    async def _health(self, _: web.Request) -> web.Response:
        """For a load balancer: 200 while updates can be taken."""
        try:
            async with self._storage.engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
        except Exception as error:
            log.warning("not healthy", error=type(error).__name__)
            return web.json_response({"ok": False, "database": "away"}, status=503)
        return web.json_response({"ok": True})
