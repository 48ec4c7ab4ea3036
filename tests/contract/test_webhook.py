"""Webhook delivery: the secret, the order, the second try."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from aiogram import Bot, Dispatcher
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from simulator.people import Person, Telegram

SECRET = "a-Secret_9"


class Receiver:
    """A web server that notes what arrives and answers with the next of `statuses`, then 200."""

    def __init__(self) -> None:
        self.arrived: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.headers: list[str] = []
        self.statuses: list[int] = []
        self.answer: dict[str, Any] | None = None
        self.url = ""

    async def handle(self, request: web.Request) -> web.Response:
        self.headers.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""))
        await self.arrived.put(await request.json())
        status = self.statuses.pop(0) if self.statuses else 200
        return (
            web.json_response(self.answer, status=status)
            if self.answer
            else web.Response(status=status)
        )

    async def texts(self, count: int) -> list[str]:
        bodies = [await asyncio.wait_for(self.arrived.get(), 5) for _ in range(count)]
        return [body["message"]["text"] for body in bodies]


@pytest_asyncio.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver()
    app = web.Application()
    app.router.add_post("/hook", made.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


async def test_delivery_with_the_secret(aio: Bot, ana: Person, receiver: Receiver) -> None:
    await ana.types("before")
    assert await aio.set_webhook(receiver.url, secret_token=SECRET, max_connections=1)
    await ana.types("after")
    assert await receiver.texts(2) == ["before", "after"]
    assert receiver.headers == [SECRET, SECRET]
    info = await aio.get_webhook_info()
    assert (info.url, info.max_connections) == (receiver.url, 1)


async def test_a_failure_is_sent_again_in_order(
    aio: Bot, ana: Person, telegram: Telegram, receiver: Receiver
) -> None:
    await telegram.limits(webhook_first_delay=0.01)
    receiver.statuses = [500, 404]
    await aio.set_webhook(receiver.url)
    await ana.types("one")
    await ana.types("two")
    assert await receiver.texts(4) == ["one", "one", "one", "two"]
    await telegram.quiet()
    info = await aio.get_webhook_info()
    assert info.pending_update_count == 0
    assert info.last_error_message == "Wrong response from the webhook: 404 Not Found"


async def test_what_nobody_took_waits_for_polling(
    aio: Bot, ana: Person, receiver: Receiver
) -> None:
    receiver.statuses = [500] * 50
    await aio.set_webhook(receiver.url)
    await ana.types("patience")
    await receiver.texts(1)
    assert (await aio.get_webhook_info()).pending_update_count == 1
    await aio.delete_webhook()
    (update,) = await aio.get_updates()
    assert update.message
    assert update.message.text == "patience"
    await ana.types("gone")
    await aio.delete_webhook(drop_pending_updates=True)
    assert await aio.get_updates() == []


async def test_two_deliveries_of_one_update_on_request(
    aio: Bot, ana: Person, telegram: Telegram, receiver: Receiver
) -> None:
    await aio.set_webhook(receiver.url)
    await telegram.fault("duplicate")
    await ana.types("twice")
    assert await receiver.texts(2) == ["twice", "twice"]


async def test_an_answer_may_be_a_call(aio: Bot, ana: Person, receiver: Receiver) -> None:
    receiver.answer = {"method": "sendMessage", "chat_id": ana.id, "text": "from the answer"}
    await aio.set_webhook(receiver.url)
    await ana.types("x")
    await ana.sees("from the answer")


async def test_aiograms_own_webhook_handler(aio: Bot, ana: Person) -> None:
    """Its answers come as multipart calls; the secret is checked by aiogram."""
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> Any:
        return message.answer(f"You said {message.text}")

    app = web.Application()
    handler = SimpleRequestHandler(dispatcher, aio, secret_token=SECRET, handle_in_background=False)
    handler.register(app, path="/hook")
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await aio.set_webhook(url, secret_token=SECRET)
    await ana.types("hello")
    await ana.sees("You said hello")
    await runner.cleanup()


async def test_telegrams_own_servers_ask_for_https(aio: Bot, telegram: Telegram) -> None:
    await telegram.limits(webhook_only_https=True)
    for url, words in (
        ("http://example.com/x", "HTTPS URL must be provided"),
        ("https://example.com:8080/x", "only on ports 80, 88, 443 or 8443"),
    ):
        try:
            await aio.set_webhook(url)
        except Exception as error:
            assert words in str(error)  # noqa: PT017
        else:
            raise AssertionError(url)
