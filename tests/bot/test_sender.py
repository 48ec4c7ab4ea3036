"""The outbox's JSON as calls to Telegram: typed methods, albums, invoices, uploads, errors."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.results import Hopeless, Later, Result, Sent, Trouble
from bot.sender import Sender, result_of
from bot.telegram_request import ServerTrouble, Unanswered, Unsent
from simulator.people import Person, Telegram
from storage.files import FileStore, file_store, new_key
from tests.bot.conftest import settings_for


@pytest.fixture
def database_url() -> str:
    return "sqlite:///nobody/asks.db"


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return file_store(str(tmp_path / "files"))


@pytest.fixture
async def sender(
    telegram: Telegram, database_url: str, tmp_path: Path, files: FileStore
) -> AsyncIterator[Sender]:
    made = Sender(settings_for(telegram, database_url, tmp_path), files)
    await made.start()
    yield made
    await made.close()


@pytest.fixture
async def ana(telegram: Telegram) -> Person:
    person = await telegram.person("Ana")
    await person.starts()
    return person


@pytest.fixture
async def file_id(telegram: Telegram, ana: Person) -> str:
    message = await ana.sends_file("plan.pdf", b"the plan")
    assert message.file
    return str(message.file["file_id"])


async def test_nested_parameters_arrive_as_they_were_written(
    sender: Sender, telegram: Telegram, ana: Person
) -> None:
    """Even those that python-telegram-bot doesn't know yet (a button's style, a new field)."""
    key = {"text": "Yes", "callback_data": "a:1", "style": "success"}
    params = {
        "text": "<b>hi</b>",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": [[key]]},
        "disable_notification": True,
    }
    result = await sender.send(ana.id, "sendMessage", params)
    (call,) = await telegram.calls("sendMessage")
    assert result == Sent((call["result"]["message_id"],))
    assert call["params"] == {"chat_id": ana.id, **params}


async def test_an_empty_caption_is_sent_as_one(
    sender: Sender, telegram: Telegram, ana: Person
) -> None:
    """aiogram drops empty strings: then a copy would keep the original's caption."""
    original = await ana.sends_file("a.pdf", b"a", caption="call me: 555")
    params = {"from_chat_id": ana.id, "message_id": original.id, "caption": ""}
    assert isinstance(await sender.send(ana.id, "copyMessage", params), Sent)
    assert (await ana.last()).text == ""


async def test_methods_that_the_library_does_not_know_go_out_too(
    sender: Sender, telegram: Telegram, ana: Person, recwarn: pytest.WarningsRecorder
) -> None:
    result = await sender.send(ana.id, "sendSomethingOfTomorrow", {"text": "x"})
    assert result == Hopeless("no such method")
    await sender.send(ana.id, "sendMessage", {"text": "x"})
    assert [str(warning.message) for warning in recwarn] == []


async def test_an_album_has_several_messages(
    sender: Sender, telegram: Telegram, ana: Person, file_id: str
) -> None:
    media = [{"type": "document", "media": file_id, "caption": f"{n}"} for n in range(3)]
    result = await sender.send(ana.id, "sendMediaGroup", {"media": media})
    assert isinstance(result, Sent)
    assert len(result.message_ids) == 3


async def test_the_provider_token_is_added_on_the_way_out(
    telegram: Telegram, database_url: str, tmp_path: Path, ana: Person
) -> None:
    """It is in no row of the outbox. Stars need none."""
    settings = settings_for(telegram, database_url, tmp_path, payment_provider_token="1:TEST:abc")
    sender = Sender(settings)
    await sender.start()
    invoice = {
        "title": "Milestone",
        "description": "First",
        "payload": "checkout:1:x",
        "prices": [{"label": "Milestone", "amount": 500}],
    }
    await sender.send(ana.id, "sendInvoice", {"currency": "USD", **invoice})
    await sender.send(ana.id, "sendInvoice", {"currency": "XTR", **invoice})
    await sender.close()
    dollars, stars = await telegram.calls("sendInvoice")
    assert dollars["params"]["provider_token"] == "1:TEST:abc"
    assert "provider_token" not in stars["params"]


async def stored(files: FileStore, content: bytes) -> str:
    async def chunks() -> AsyncIterator[bytes]:
        yield content

    key = new_key()
    await files.put(key, chunks(), size=len(content), content_type="application/pdf")
    return key


async def test_a_file_that_telegram_forgot_comes_from_the_store(
    sender: Sender, telegram: Telegram, files: FileStore, ana: Person, file_id: str
) -> None:
    """Seen to fail without the upload, and with the hint left among the parameters."""
    key = await stored(files, b"the plan")
    params = {
        "document": file_id,
        "caption": "v1",
        "_file": {"key": key, "name": "plan.pdf"},
    }
    assert isinstance(await sender.send(ana.id, "sendDocument", params), Sent)
    await telegram.forgets_file(file_id)
    assert isinstance(await sender.send(ana.id, "sendDocument", params), Sent)
    shown = await ana.last()
    assert shown.file
    assert shown.file["name"] == "plan.pdf"
    assert await ana.downloads(shown) == b"the plan"
    assert all("_file" not in call["params"] for call in await telegram.calls("sendDocument"))


async def test_a_file_that_telegram_never_had_comes_from_the_store(
    sender: Sender, telegram: Telegram, files: FileStore, ana: Person
) -> None:
    """At once, without asking for it by an empty id first, and under its own name.

    Seen to fail with a form that writes names in percent signs ("A%20shop%20…").
    """
    key = await stored(files, b"everything")
    params = {"document": "", "_file": {"key": key, "name": "A shop “für” 店.zip"}}
    assert isinstance(await sender.send(ana.id, "sendDocument", params), Sent)
    shown = await ana.last()
    assert shown.file
    assert shown.file["name"] == "A shop “für” 店.zip"
    assert await ana.downloads(shown) == b"everything"
    assert len(await telegram.calls("sendDocument")) == 1


async def test_an_album_with_a_forgotten_file_comes_from_the_store(
    sender: Sender, telegram: Telegram, files: FileStore, ana: Person, file_id: str
) -> None:
    key = await stored(files, b"the plan")
    hint = {"_file": {"key": key, "name": "plan.pdf"}}
    media = [{"type": "document", "media": file_id, "caption": f"{n}", **hint} for n in range(2)]
    await telegram.forgets_file(file_id)
    result = await sender.send(ana.id, "sendMediaGroup", {"media": media})
    assert isinstance(result, Sent)
    assert await ana.downloads(await ana.last()) == b"the plan"


@pytest.mark.parametrize("forgotten", [False, True])
async def test_an_album_that_the_first_version_put(
    sender: Sender,
    telegram: Telegram,
    files: FileStore,
    ana: Person,
    file_id: str,
    forgotten: bool,
) -> None:
    """Its hints stand beside it. Seen to fail without `as_hinted_now`: keys of the store went to
    Telegram, and an album that it had forgotten was given up."""
    hint = {"key": await stored(files, b"the plan"), "name": "plan.pdf", "kind": "document"}
    media = [{"type": "document", "media": file_id} for _ in range(2)]
    if forgotten:
        await telegram.forgets_file(file_id)
    params = {"media": media, "_files": [hint, hint]}
    assert isinstance(await sender.send(ana.id, "sendMediaGroup", params), Sent)
    assert await ana.downloads(await ana.last()) == b"the plan"
    assert hint["key"] not in str(await telegram.calls("sendMediaGroup"))


@pytest.mark.parametrize("hint", [None, {"key": "00/00/" + "0" * 36, "name": "x"}])
async def test_a_forgotten_file_that_is_not_stored_is_hopeless(
    sender: Sender, telegram: Telegram, ana: Person, file_id: str, hint: dict[str, str] | None
) -> None:
    await telegram.forgets_file(file_id)
    params: dict[str, Any] = {"document": file_id}
    if hint:
        params["_file"] = hint
    assert isinstance(await sender.send(ana.id, "sendDocument", params), Hopeless)


async def test_an_answer_that_is_too_late_is_no_matter(sender: Sender, telegram: Telegram) -> None:
    """Queries live for seconds; after a long stop their presses are answered nevertheless."""
    assert not await sender.answer("answerCallbackQuery", {"callback_query_id": "1"})


async def test_an_answer_that_did_not_leave_is_tried_again(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail with one try."""
    tries = []

    async def call(method: str, params: dict[str, Any]) -> Sent:
        tries.append(method)
        if len(tries) < 3:
            raise Unsent("down")
        return Sent()

    monkeypatch.setattr(sender, "_call", call)
    assert await sender.answer("answerCallbackQuery", {"callback_query_id": "1"})


@pytest.mark.parametrize(
    ("error", "result"),
    [
        (RetryAfter(7), Later(Trouble.FLOOD, "429", 7)),
        (NetworkError("Too Many Requests"), Later(Trouble.FLOOD, "429", 1)),
        (Unsent("x"), Later(Trouble.UNSENT, "x")),
        (Unanswered("x"), Later(Trouble.UNANSWERED, "x")),
        (TimedOut("x"), Later(Trouble.UNANSWERED, "x")),
        (TelegramError("Invalid server response"), Later(Trouble.UNANSWERED, "Invalid server res")),
        (ServerTrouble("HTTP 502"), Later(Trouble.SERVER, "HTTP 502")),
        (Forbidden("bot was blocked by the user"), Hopeless("bot was blocked by the user", True)),
        (BadRequest("Chat not found"), Hopeless("Chat not found", True)),
        (BadRequest("Message is not modified: …"), Sent()),
        (BadRequest("Message to delete not found"), Sent()),
        (BadRequest("Message is too long"), Hopeless("Message is too long")),
        (InvalidToken("Unauthorized"), Later(Trouble.TOKEN, "Unauthorized")),
        (Conflict("x"), Later(Trouble.UNANSWERED, "x")),
        (TypeError("missing text"), Hopeless("missing text")),
    ],
)
def test_what_each_error_means(error: Exception, result: Result) -> None:
    found = result_of(error)
    assert type(found) is type(result)
    for name in getattr(result, "__slots__", ()):
        given, wanted = getattr(found, name), getattr(result, name)
        assert given == wanted or (name == "reason" and given.startswith(wanted))


async def test_what_is_hopeless_has_something_in_its_place(
    sender: Sender, telegram: Telegram, ana: Person, file_id: str
) -> None:
    """Seen to fail with only the first of those that come instead."""
    words = ["sendMessage", {"text": "It is gone"}]
    number = (await ana.types("To be copied")).id
    copy = ["copyMessage", {"from_chat_id": ana.id, "message_id": number}]
    no_copy = ["copyMessage", {"from_chat_id": ana.id, "message_id": 10**6}]
    for given, instead, shown in (
        (file_id, [copy, words], ["sendDocument"]),
        ("unknown", [copy, words], ["sendDocument", "copyMessage"]),
        ("unknown", [no_copy, words], ["sendDocument", "copyMessage", "sendMessage"]),
    ):
        before = len(await telegram.calls())
        hint = {"instead": instead}
        result = await sender.send(ana.id, "sendDocument", {"document": given, "_file": hint})
        assert isinstance(result, Sent)
        called = [call["method"] for call in (await telegram.calls())[before:]]
        assert called == shown


@pytest.mark.parametrize("method", ["deleteMessage", "pinChatMessage", "unpinChatMessage"])
async def test_what_never_came_to_be_needs_nothing(
    sender: Sender, telegram: Telegram, ana: Person, method: str
) -> None:
    """Telegram is not asked: unpinning without a number would take any pin away. Seen to fail
    before that was looked at."""
    assert await sender.send(ana.id, method, {"message_id": None}) == Sent()
    assert await telegram.calls(method) == []
