"""Our own getUpdates loop: confirmed only when committed, in order per person (11, 12, 23, 24)."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.app import App
from bot.inbound import TryLater, person_of
from bot.polling import Polling
from bot.telegram_http import TelegramHttp, WrongToken
from simulator.people import Telegram
from tests.bot.conftest import Echo, running, settled, until

Take = Callable[[dict[str, Any]], Awaitable[None]]


class Loop:
    """The loop alone, with a `take` of the test's."""

    def __init__(self, telegram: Telegram, take: Take, token: str = "") -> None:
        self.telegram = telegram
        self.http = TelegramHttp(telegram.url, token or telegram.token)
        self.polling = Polling(self.http, take)

    async def __aenter__(self) -> "Loop":
        self.task = asyncio.create_task(self.polling.run())
        return self

    async def __aexit__(self, *_: object) -> None:
        self.polling.stop()
        try:
            await self.task
        finally:
            await self.http.close()


async def waiting(telegram: Telegram) -> int:
    """Updates that Telegram still keeps for the bot."""
    http = TelegramHttp(telegram.url, telegram.token)
    try:
        return int((await http.call("getWebhookInfo"))["pending_update_count"])
    finally:
        await http.close()


async def test_in_order_for_each_person_and_people_at_once(telegram: Telegram) -> None:
    """Seen to fail with one task an update, and with one after the other."""
    taken: dict[int | None, list[str]] = defaultdict(list)
    together = asyncio.Barrier(3)

    async def take(raw: dict[str, Any]) -> None:
        text = raw["message"]["text"]
        if text == "0":
            async with asyncio.timeout(5):
                await together.wait()  # all three people are being served at the same time
        await asyncio.sleep(0.01 if text in "02" else 0)
        taken[person_of(raw)].append(text)

    people = [await telegram.person(name) for name in ("Ana", "Marc", "Lea")]
    for n in range(5):
        for person in people:
            await person.types(f"{n}")
    async with Loop(telegram, take):
        await until(lambda: _all(taken, 5))
    assert set(map(tuple, taken.values())) == {("0", "1", "2", "3", "4")}
    assert await waiting(telegram) == 0


async def test_what_was_brought_in_disorder_is_taken_in_order(telegram: Telegram) -> None:
    """Within what came at once. Seen to fail without the sorting."""
    taken: list[str] = []

    async def take(raw: dict[str, Any]) -> None:
        taken.append(raw["message"]["text"])

    ana = await telegram.person("Ana")
    await telegram.fault("reorder", size=4)
    for n in range(4):
        await ana.types(f"{n}")
    async with Loop(telegram, take):
        await until(lambda: _as_many(taken, 4))
    assert taken[:4] == ["0", "1", "2", "3"]  # some come again, and are known then


async def _as_many(taken: list[str], number: int) -> bool:
    return len(taken) >= number


async def _all(taken: dict[int | None, list[str]], number: int) -> bool:
    return len(taken) == 3 and all(len(texts) == number for texts in taken.values())


async def test_nothing_is_confirmed_before_it_was_taken(telegram: Telegram) -> None:
    """A process that dies in the middle gets it again. Seen to fail with the offset moved on
    arrival, as aiogram's own poller does."""
    begun, never = asyncio.Event(), asyncio.Event()

    async def take(raw: dict[str, Any]) -> None:
        begun.set()
        await never.wait()

    await (await telegram.person("Ana")).types("hello")
    loop = Loop(telegram, take)
    task = asyncio.create_task(loop.polling.run())
    await begun.wait()
    task.cancel()  # as a crash does: nothing after it runs
    await asyncio.gather(task, return_exceptions=True)
    await loop.http.close()
    assert await waiting(telegram) == 1
    texts: list[str] = []

    async def take_now(raw: dict[str, Any]) -> None:
        texts.append(raw["message"]["text"])

    async with Loop(telegram, take_now):
        await until(lambda: _len(texts, 1))
    assert texts == ["hello"]


async def _len(found: list[Any], number: int) -> bool:
    return len(found) >= number


async def test_what_waits_for_the_database_comes_again_and_the_rest_too(
    telegram: Telegram,
) -> None:
    """Seen to fail when TryLater moves the offset past its update."""
    taken: list[str] = []
    down = True

    async def take(raw: dict[str, Any]) -> None:
        text = raw["message"]["text"]
        if down and text == "1":
            raise TryLater
        taken.append(text)

    ana, marc = await telegram.person("Ana"), await telegram.person("Marc")
    await ana.types("1")
    await ana.types("2")
    await marc.types("m")
    async with Loop(telegram, take) as loop:
        await until(lambda: _len(taken, 1))
        await asyncio.sleep(0.1)
        assert loop.polling.trouble == "the database does not answer"
        assert set(taken) == {"m"}  # never "2" before "1"
        down = False
        await until(lambda: _contains(taken, "2"))
    assert taken.index("1") < taken.index("2")
    assert await waiting(telegram) == 0


async def _contains(found: list[str], text: str) -> bool:
    return text in found


async def test_an_empty_answer_forgets_the_offset(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ids begin anew after an idle week: an old offset would confirm the new, lower ones unseen.
    Seen to fail with an offset that is kept."""
    monkeypatch.setattr("bot.polling.LONG_POLL_SECONDS", 0)

    async def take(raw: dict[str, Any]) -> None:
        return

    await (await telegram.person("Ana")).types("hello")
    async with Loop(telegram, take) as loop:
        await until(lambda: _offset_is_none(loop))


async def _offset_is_none(loop: Loop) -> bool:
    return loop.polling._offset is None and await waiting(loop.telegram) == 0


async def test_a_wrong_token_is_said_at_once(telegram: Telegram) -> None:
    """Never "deaf but healthy". Seen to fail when 401 is one more thing to wait for."""

    async def take(raw: dict[str, Any]) -> None:
        return

    loop = Loop(telegram, take, token="123456789:WRONG")
    with pytest.raises(WrongToken, match="BotFather"):
        await asyncio.wait_for(loop.polling.run(), 5)
    await loop.http.close()


async def test_a_webhook_in_the_way_is_reported_and_waited_for(
    app: App, telegram: Telegram
) -> None:
    await app.http.call("setWebhook", {"url": "http://127.0.0.1:9/x", "secret_token": "a"})
    async with running(app):
        await until(lambda: _trouble(app))
        assert "--drop-webhook" in app.polling.trouble
        await app.http.call("deleteWebhook")
        ana = await telegram.person("Ana")
        await ana.types("hello")
        await ana.sees("you said hello", within=10)
        assert app.polling.trouble == ""


async def _trouble(app: App) -> bool:
    return bool(app.polling.trouble)


async def test_a_second_poller_is_reported(app: App, telegram: Telegram) -> None:
    await telegram.fault("error", "getUpdates", code=409, description="Conflict: terminated by")
    async with running(app):
        await until(lambda: _trouble(app))
        assert "another program" in app.polling.trouble


async def test_telegram_away_is_waited_out(app: App, telegram: Telegram) -> None:
    for kind in ("drop", "error"):
        await telegram.fault(kind, "getUpdates", code=502, raw="<html>Bad Gateway</html>")
    ana = await telegram.person("Ana")
    async with running(app):
        await ana.types("hello")
        await ana.sees("you said hello")


async def test_doubled_and_disordered_updates_have_one_effect_each(
    app: App, telegram: Telegram, echo: Echo
) -> None:
    """Half of everything comes twice. Seen to fail without the look at `first_time`."""
    await telegram.fault("duplicate", count=10)
    people = [await telegram.person(f"P{n}") for n in range(4)]
    async with running(app):
        for n in range(5):
            for person in people:
                await person.types(f"{n}")
        for person in people:
            await person.sees("you said 4")
        await telegram.quiet()
        found = await settled(app)
    assert len(found) == 20
    assert len(echo.handled) == 20


async def test_stopping_finishes_and_confirms_what_was_taken(telegram: Telegram) -> None:
    """Seen to fail without the last getUpdates: the next start gets everything again."""
    begun, release = asyncio.Event(), asyncio.Event()
    taken: list[int] = []

    async def take(raw: dict[str, Any]) -> None:
        begun.set()
        await release.wait()
        taken.append(raw["update_id"])

    ana = await telegram.person("Ana")
    await ana.types("1")
    await ana.types("2")
    async with Loop(telegram, take) as loop:
        await begun.wait()
        loop.polling.stop()
        release.set()
    assert len(taken) == 2
    assert await waiting(telegram) == 0
