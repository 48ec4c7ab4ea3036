"""`perfectlancer doctor`: is everything there that the bot needs, and what to do if not."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from sqlalchemy import text

from bot.settings import STARS, Settings
from bot.telegram_http import (
    WEBHOOK_PATH,
    TelegramHttp,
    TelegramRefused,
    TelegramUnreachable,
    WrongToken,
)
from bot.web.reach import OutOfReach, reach
from storage import schema
from storage.engine import open_engine
from storage.files import StoreTrouble, file_store

WAIT_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Finding:
    fine: bool
    about: str
    said: str


class Trouble(Exception):
    """What is wrong, and what to do."""


async def examine(settings: Settings, console: Console) -> bool:
    """Prints a line for each check; True when all are fine."""
    fine = True
    async for finding in findings(settings):
        fine &= finding.fine
        mark = "✅" if finding.fine else "❌"
        console.print(f"{mark} {finding.about}: {finding.said}", markup=False, soft_wrap=True)
    return fine


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """Each check by itself; none writes to a chat or takes an update from a running bot."""
    http = TelegramHttp.of(settings)

    async def token() -> str:
        me = await http.call("getMe")
        return f"this is @{me['username']}"

    async def topics() -> str:
        me = await http.call("getMe")
        if me.get("has_topics_enabled"):
            return "each project has its own topic in both chats"
        return "off: projects share one chat (threaded mode at @BotFather gives each its own topic)"

    async def inline() -> str:
        me = await http.call("getMe")
        if me.get("supports_inline_queries"):
            return "jobs and profiles can be sent into any chat"
        return "off: people share bare links (/setinline at @BotFather lets them send cards)"

    checks: dict[str, Callable[[], Awaitable[str]]] = {
        "settings": lambda: _settings(settings),
        "database": lambda: _database(settings),
        "files": lambda: _files(settings),
        "token": token,
        "topics": topics,
        "inline mode": inline,
        "updates": lambda: _updates(settings, http),
        "payments": lambda: _payments(settings, http),
        "web": lambda: _web(settings),
    }
    try:
        for about, check in checks.items():
            yield await _finding(about, check)
    finally:
        await http.close()


async def _web(settings: Settings) -> str:
    if settings.public_url:
        return await reach(settings)
    most = settings.most_download_mb
    return f"none; files over {most} MB are refused until PUBLIC_URL lets them come by a link"


async def _finding(about: str, check: Callable[[], Awaitable[str]]) -> Finding:
    try:
        async with asyncio.timeout(WAIT_SECONDS):
            return Finding(True, about, await check())
    except (Trouble, OutOfReach) as trouble:
        return Finding(False, about, str(trouble))
    except TelegramUnreachable:
        return Finding(False, about, "Telegram doesn't answer; check TELEGRAM_API_URL and the net")
    except TelegramRefused as error:
        said = f"Telegram says: {error.description}"
        if error.code in (401, 404):
            said = str(WrongToken())
        return Finding(False, about, said)
    except TimeoutError:
        return Finding(False, about, f"no answer within {WAIT_SECONDS} seconds")


async def _settings(settings: Settings) -> str:
    if settings.webhook_url and not settings.webhook_secret.get_secret_value():
        raise Trouble("WEBHOOK_URL is set, so WEBHOOK_SECRET is needed: 32 random letters")
    where = "webhook" if settings.webhook_url else "long polling"
    return f"complete; updates come by {where}, amounts are in {settings.currency}"


async def _database(settings: Settings) -> str:
    path = settings.sqlite_path
    if path is not None and not path.exists():
        return f"{path} will be made at the first start"
    try:
        engine = open_engine(settings.database_url, in_flight=1)
        try:
            async with engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
        finally:
            await engine.dispose()
        current = await schema.is_current(settings.database_url)
    except Exception as error:
        kind = type(error).__name__
        raise Trouble(f"can't be reached ({kind}); check DATABASE_URL and the server") from None
    if not current:
        raise Trouble("not up to date; run `perfectlancer migrate`")
    return "answers, and is up to date"


async def _files(settings: Settings) -> str:
    try:
        store = file_store(settings.files, settings.s3)
    except ValueError as error:
        raise Trouble(f"FILES: {error}") from None
    try:
        await store.probe()
    except StoreTrouble as trouble:
        raise Trouble(str(trouble)) from None
    finally:
        await store.close()
    if settings.files.startswith("s3://"):
        return "a file was written, read, signed for and deleted"
    return "a file was written, read and deleted"


async def _updates(settings: Settings, http: TelegramHttp) -> str:
    info: dict[str, Any] = await http.call("getWebhookInfo")
    url, waiting = info.get("url", ""), info.get("pending_update_count", 0)
    if url and not settings.webhook_url:
        raise Trouble(
            "a webhook is set, so long polling is deaf; set WEBHOOK_URL, or start once with "
            "`perfectlancer run --drop-webhook`"
        )
    if url and url != settings.webhook_url + WEBHOOK_PATH:
        raise Trouble("a webhook is set to another address; `perfectlancer webhook` changes it")
    if url and (trouble := info.get("last_error_message")) and waiting:
        raise Trouble(f"Telegram can't bring {waiting} updates: {trouble}")
    if settings.webhook_url and not url:
        return "`perfectlancer webhook` will tell Telegram where to bring them"
    return f"nothing in the way, {waiting} waiting"


async def _payments(settings: Settings, http: TelegramHttp) -> str:
    if not settings.policy.takes_money:
        return "none; for invoices set PAYMENT_PROVIDER_TOKEN, or CURRENCY=XTR for Stars"
    invoice = {
        "title": "Test",
        "description": "Whether invoices can be made; nobody gets this one.",
        "payload": "doctor",
        "currency": settings.currency,
        "prices": [{"label": "Test", "amount": 10 ** (settings.money.decimals + 1)}],
    }
    if settings.currency != STARS:
        invoice["provider_token"] = settings.payment_provider_token.get_secret_value()
    try:
        await http.call("createInvoiceLink", invoice)
    except TelegramRefused as error:
        if error.code != 400:
            raise
        raise Trouble(f"{error.description}; check PAYMENT_PROVIDER_TOKEN and CURRENCY") from None
    return f"invoices in {settings.currency} can be made"
