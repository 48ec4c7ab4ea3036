"""Who runs the web server, and whether `doctor` finds out what stands between it and people."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.app import App, Mode
from bot.doctor import findings
from bot.jobs import prune
from bot.settings import Settings
from bot.telegram_http import WEBHOOK_PATH
from bot.web.server import HEALTH_PATH
from marketplace import transfers
from simulator.people import Telegram
from tests.bot.by_link import Site, settings_of
from tests.bot.conftest import Echo, running, settings_for
from tests.conftest import FakeClock

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OURS, NOBODY = "https://files.example", ""


@ONE_DATABASE
@pytest.mark.parametrize(
    ("mode", "public_url", "serves"),
    [
        ("polling", OURS, {HEALTH_PATH, "/up/{token}", "/get/{token}"}),
        ("polling", NOBODY, None),
        ("worker", OURS, None),
        ("webhook", NOBODY, {HEALTH_PATH, WEBHOOK_PATH}),
        ("webhook", OURS, {HEALTH_PATH, WEBHOOK_PATH, "/up/{token}", "/get/{token}"}),
    ],
)
async def test_what_is_served_where(
    telegram: Telegram,
    database_url: str,
    tmp_path: Path,
    clock: FakeClock,
    mode: Mode,
    public_url: str,
    serves: set[str] | None,
) -> None:
    """Seen to fail when only the webhook started the server."""
    more = {"public_url": public_url, "webhook_port": 0}
    if mode == "webhook":
        more |= {"webhook_url": telegram.url, "webhook_secret": "a-secret-of-32-characters-or-so-"}
    settings = settings_for(telegram, database_url, tmp_path, **more)
    app = App.build(settings, clock, dispatcher=Echo())
    async with running(app, mode):
        assert (app.web is None) == (serves is None)
        if app.web and serves:
            assert {r.path for part in app.web._parts for r in part.routes()} == serves
            address = f"http://127.0.0.1:{app.web.port}{HEALTH_PATH}"
            async with aiohttp.ClientSession() as session, session.get(address) as answer:
                assert await answer.json() == {"ok": True}


async def test_links_that_ended_long_ago_go(site: Site, clock: FakeClock) -> None:
    """Used or not, and no others. Seen to fail with <= in place of <."""
    paths = [await site.upload_link() for _ in range(2)]
    assert (await site.put(paths[0], b"x"))[0] == 200
    clock.pass_(transfers.UPLOAD_LASTS + prune.KEEP_LINKS)
    assert await prune.prune(site.app.storage, site.app.files) == 0
    await site.upload_link()
    clock.pass_(timedelta(seconds=1))
    assert await prune.prune(site.app.storage, site.app.files) == 2
    assert [link.used_at for link in await site.links()] == [None]


# --- doctor -----------------------------------------------------------------------------------


async def said(settings: Settings, **more: Any) -> tuple[bool, str]:
    """What doctor finds about the web."""
    changed = Settings(**{**settings.model_dump(), **more}, _env_file=None)
    found = {finding.about: finding async for finding in findings(changed)}
    return found["web"].fine, found["web"].said


@ONE_DATABASE
async def test_doctor_reaches_a_running_bot(site: Site) -> None:
    assert await said(site.app.settings, public_url=site.base) == (
        True,
        f"big files come and go by {site.base}",
    )


@ONE_DATABASE
async def test_doctor_says_what_goes_without_an_address(database_url: str) -> None:
    fine, words = await said(settings_of(database_url), public_url="")
    assert fine
    assert "over 20 MB are refused until PUBLIC_URL" in words


@ONE_DATABASE
@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"public_url": "http://127.0.0.1:9"}, "start the bot, then run doctor again"),
        ({"public_url": "http://no-such-name.invalid"}, "no-such-name.invalid is unknown"),
        (
            {"public_url": "http://x.org", "telegram_api_url": "https://api.telegram.org"},
            "must start with https://",
        ),
    ],
)
async def test_doctor_says_what_to_do(database_url: str, more: dict[str, str], words: str) -> None:
    fine, told = await said(settings_of(database_url), **more)
    assert not fine
    assert words in told


Handler = Callable[[web.Request], Awaitable[web.Response]]


@ONE_DATABASE
@pytest.mark.parametrize(
    ("health", "elsewhere", "words"),
    [
        ((200, "<html>Welcome to nginx!</html>"), 200, "something else answers there (200)"),
        ((404, "not found"), 404, "something else answers there (404)"),
        ((502, "Bad Gateway"), 502, "start it, then look again"),
        ((503, '{"ok": false, "database": "away"}'), 404, "its database doesn't"),
        ((200, '{"ok": true}'), 404, "/up/ doesn't reach the bot"),
    ],
)
async def test_doctor_knows_a_proxy_from_the_bot(
    database_url: str, health: tuple[int, str], elsewhere: int, words: str
) -> None:
    """Seen to fail when any answer with 200 was believed."""

    async def proxy(request: web.Request) -> web.Response:
        if request.path == HEALTH_PATH:
            return web.Response(status=health[0], text=health[1])
        return web.Response(status=elsewhere)

    async with AsyncExitStack() as stack:
        app = web.Application()
        app.router.add_get("/{rest:.*}", proxy)
        runner = web.AppRunner(app)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        fine, told = await said(settings_of(database_url), public_url=address)
    assert not fine
    assert words in told
