"""Every way in which a library may put its parameters on the wire (Bot API: Making requests)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest_asyncio

from simulator.people import Person, Telegram


class Raw:
    """A client that says exactly what it puts on the wire."""

    def __init__(self, telegram: Telegram, session: aiohttp.ClientSession) -> None:
        self.base = telegram.api_base + telegram.token
        self.session = session

    async def __call__(self, method: str, verb: str = "POST", **sent: Any) -> dict[str, Any]:
        async with self.session.request(verb, f"{self.base}/{method}", **sent) as answer:
            body: dict[str, Any] = await answer.json()
            assert body["ok"] is (answer.status == 200)
            return body


@pytest_asyncio.fixture
async def raw(telegram: Telegram) -> AsyncIterator[Raw]:
    async with aiohttp.ClientSession() as session:
        yield Raw(telegram, session)


KEYS = {"inline_keyboard": [[{"text": "Ok", "callback_data": "ok"}]]}


async def test_query_string(raw: Raw, ana: Person) -> None:
    params = {"chat_id": str(ana.id), "text": "a&b é", "reply_markup": json.dumps(KEYS)}
    answer = await raw("sendMessage", verb="GET", params=params)
    assert answer["result"]["text"] == "a&b é"
    assert (await ana.sees("a&b é")).buttons == [["Ok"]]


async def test_form(raw: Raw, ana: Person) -> None:
    data = {"chat_id": str(ana.id), "text": "form", "disable_notification": "true"}
    assert (await raw("SENDMESSAGE", data=data))["result"]["text"] == "form"


async def test_json(raw: Raw, ana: Person) -> None:
    body = {"chat_id": ana.id, "text": "json", "reply_markup": KEYS, "entities": None}
    assert (await raw("sendMessage", json=body))["result"]["reply_markup"] == KEYS


async def test_multipart_by_field_name_and_by_attach(raw: Raw, ana: Person) -> None:
    form = aiohttp.FormData()
    form.add_field("chat_id", str(ana.id))
    form.add_field("document", b"direct", filename="direct.txt")
    assert (await raw("sendDocument", data=form))["result"]["document"]["file_size"] == 6
    form = aiohttp.FormData()
    form.add_field("chat_id", str(ana.id))
    media = [{"type": "document", "media": f"attach://f{i}"} for i in range(2)]
    form.add_field("media", json.dumps(media))
    form.add_field("f0", b"zero", filename="0.txt")
    form.add_field("f1", b"first", filename="1.txt")
    sent = (await raw("sendMediaGroup", data=form))["result"]
    assert [m["document"]["file_size"] for m in sent] == [4, 5]


async def test_numbers_and_flags_as_text(raw: Raw, ana: Person) -> None:
    body = {"chat_id": str(ana.id), "text": "x", "protect_content": "True"}
    assert (await raw("sendMessage", json=body))["result"]["has_protected_content"]


async def test_what_cannot_be_read(raw: Raw, ana: Person) -> None:
    for sent in (
        {"data": b"{broken", "headers": {"Content-Type": "application/json"}},
        {"data": {"chat_id": str(ana.id), "text": "x", "reply_markup": "{broken"}},
        {"data": {"chat_id": str(ana.id), "text": "x", "reply_markup": "[]"}},
        {"data": {"chat_id": str(ana.id), "text": "x", "entities": "{"}},
        {"data": {"chat_id": "not a number", "text": "x"}},
        {"data": {"text": "x"}},
    ):
        answer = await raw("sendMessage", **sent)
        assert (answer["ok"], answer["error_code"]) == (False, 400)
    assert answer["description"] == "Bad Request: chat_id is empty"


async def test_an_unknown_method(raw: Raw) -> None:
    answer = await raw("makeCoffee")
    assert (answer["error_code"], answer["description"][:9]) == (404, "Not Found")


async def test_a_wrong_token(telegram: Telegram) -> None:
    url = f"{telegram.api_base}42:WRONG/getMe"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert answer.status == 401
        expected = {"ok": False, "error_code": 401, "description": "Unauthorized"}
        assert await answer.json() == expected


async def test_the_control_api_by_hand(telegram: Telegram, ana: Person, raw: Raw) -> None:
    """Anything that speaks HTTP can be a person: a page, curl, another language."""
    control = f"{telegram.url}/control"
    async with raw.session.get(f"{control}/") as answer:
        verbs = (await answer.json())["result"]
    assert {"say", "press", "see", "pay", "fault", "events"} <= verbs.keys()
    assert all(verb["about"] for verb in verbs.values())
    async with raw.session.post(f"{control}/say", json={"person": ana.id, "text": "hi"}) as answer:
        assert (await answer.json())["result"]["text"] == "hi"
    async with raw.session.get(f"{control}/people") as answer:
        assert [p["first_name"] for p in (await answer.json())["result"]] == ["Ana"]
    for verb, body in (("dance", {}), ("say", {"person": 1, "text": "x"}), ("say", {"txt": 1})):
        async with raw.session.post(f"{control}/{verb}", json=body) as answer:
            assert answer.status == 400
            assert (await answer.json())["error"]
