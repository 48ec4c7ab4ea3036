"""Updates brought over HTTPS: only Telegram's, and 200 only after the commit (11, 23)."""

import asyncio
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiogram.types import Update

from bot.app import App
from bot.settings import Settings, SettingsWrong
from bot.telegram_http import WEBHOOK_PATH
from bot.web.server import HEALTH_PATH
from bot.web.webhook import SECRET_HEADER
from simulator.people import Telegram
from storage.unit_of_work import UnitOfWork
from tests.bot.conftest import Echo, rows, running, settings_for, until
from tests.bot.test_inbound import message
from tests.conftest import FakeClock

SECRET = "a-secret-of-32-characters-or-so-"


@pytest.fixture
def settings(
    telegram: Telegram, database_url: str, tmp_path: Path, unused_tcp_port: int
) -> Settings:
    return settings_for(
        telegram,
        database_url,
        tmp_path,
        webhook_url=f"http://127.0.0.1:{unused_tcp_port}",
        webhook_secret=SECRET,
        webhook_port=unused_tcp_port,
    )


async def call(app: App, raw: Any, secret: str = SECRET) -> int:
    headers = {SECRET_HEADER: secret} if secret else {}
    url = f"http://127.0.0.1:{app.settings.webhook_port}{WEBHOOK_PATH}"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, json=raw, headers=headers) as response,
    ):
        return response.status


async def test_a_whole_way_through_the_webhook(
    app: App, telegram: Telegram, clock: FakeClock, echo: Echo
) -> None:
    """One process takes, another one sends: on PostgreSQL as in a deployment."""
    worker = App.build(app.settings, clock, dispatcher=Echo())
    ana = await telegram.person("Ana")
    async with running(worker, "worker"), running(app, "webhook"):
        await ana.types("hello")
        if not app.settings.is_postgres:
            await until(lambda: rows(app.storage))
            worker.outbox.wake()  # SQLite is for one process
        await ana.sees("you said hello")
        answer = await ana.presses("Press me")
        assert answer.text == "pressed"


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], SECRET + "x"])
async def test_without_the_secret_nobody_speaks_for_a_person(
    app: App, echo: Echo, secret: str
) -> None:
    """Seen to fail without the comparison, as aiogram's own handler does by default."""
    async with running(app, "webhook"):
        assert await call(app, message(5), secret) == 403
        assert echo.handled == []
        assert await call(app, message(5)) == 200
    assert echo.handled == [5]


async def test_200_only_after_the_commit(app: App, echo: Echo) -> None:
    """Seen to fail when the update is handled in the background."""
    release = asyncio.Event()

    async def slow(_: Update, work: UnitOfWork) -> None:
        await release.wait()

    echo.before = slow
    async with running(app, "webhook"):
        brought = asyncio.create_task(call(app, message(5)))
        await asyncio.sleep(0.1)
        assert not brought.done()
        release.set()
        assert await brought == 200
        assert len(await rows(app.storage)) == 1


async def test_503_while_the_database_is_away(
    app: App, echo: Echo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram brings it again. Seen to fail with a 200 for TryLater."""

    async def gone(*_: Any) -> bool:
        raise OSError("no route to the database")

    async with running(app, "webhook"):
        with monkeypatch.context() as trouble:
            trouble.setattr("storage.updates.SqlUpdates.first_time", gone)
            assert await call(app, message(5)) == 503
        assert await call(app, message(5)) == 200
    assert echo.handled == [5]


async def test_nonsense_is_refused_without_a_trace(app: App, echo: Echo) -> None:
    async with running(app, "webhook"):
        for raw in ([], {}, {"update_id": "5"}, "x", None):
            assert await call(app, raw) == 400
    assert echo.handled == []


async def test_health_tells_a_load_balancer(
    app: App, echo: Echo, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"http://127.0.0.1:{app.settings.webhook_port}{HEALTH_PATH}"
    async with running(app, "webhook"), aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            assert response.status == 200
        with monkeypatch.context() as trouble:
            trouble.setattr(app.storage, "engine", None)
            async with session.get(url) as response:
                assert response.status == 503


@pytest.mark.parametrize(
    ("missing", "said"), [("webhook_secret", "WEBHOOK_SECRET"), ("webhook_url", "WEBHOOK_URL")]
)
async def test_it_refuses_to_start_without_url_and_secret(
    settings: Settings, clock: FakeClock, echo: Echo, missing: str, said: str
) -> None:
    """Seen to fail when the secret is optional, as it is in aiogram."""
    incomplete = Settings(**{**settings.model_dump(), missing: ""}, _env_file=None)
    app = App.build(incomplete, clock, dispatcher=echo)
    with pytest.raises(SettingsWrong, match=said):
        async with app.running("webhook"):
            pass


async def test_http_is_not_for_the_real_telegram(settings: Settings, echo: Echo) -> None:
    real = Settings(
        **{**settings.model_dump(), "telegram_api_url": "https://api.telegram.org"}, _env_file=None
    )
    app = App.build(real, dispatcher=echo)
    with pytest.raises(SettingsWrong, match="https"):
        async with app.running("webhook"):
            pass
