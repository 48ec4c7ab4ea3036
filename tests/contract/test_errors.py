"""Every refusal of Telegram: its code, its words, and the exception of each library.

Each row is one call that Telegram refuses. Both libraries make it in their own way and must raise
the exception that their users catch.
"""

from __future__ import annotations

from typing import Any

import aiogram.exceptions as of_aiogram
import pytest
import pytest_asyncio
import telegram.error as of_ptb

from simulator.people import Person, Telegram

from .conftest import LIBRARIES, Library
from .refusals import ANA, BEN, BLOCKED, GONE, STRANGER, TABLE, Refused, invoice

EXCEPTIONS: dict[int, tuple[type[Exception], type[Exception]]] = {
    400: (of_aiogram.TelegramBadRequest, of_ptb.BadRequest),
    401: (of_aiogram.TelegramUnauthorizedError, of_ptb.InvalidToken),
    403: (of_aiogram.TelegramForbiddenError, of_ptb.Forbidden),
    404: (of_aiogram.TelegramNotFound, of_ptb.InvalidToken),
    409: (of_aiogram.TelegramConflictError, of_ptb.Conflict),
    429: (of_aiogram.TelegramRetryAfter, of_ptb.RetryAfter),
    500: (of_aiogram.TelegramServerError, of_ptb.NetworkError),
    502: (of_aiogram.TelegramServerError, of_ptb.NetworkError),
}


@pytest_asyncio.fixture(scope="module")
async def everybody(libraries: dict[str, Library]) -> dict[str, dict[str, Any]]:
    return {library.name: await people_of(library) for library in libraries.values()}


async def people_of(library: Library) -> dict[str, Any]:
    """Ana's chat: 1 her Start, 2 a text, 3 a document, 4 an invoice; and people in trouble."""
    telegram = library.telegram
    people = {n: await telegram.person(n[1:].title()) for n in (ANA, BEN, STRANGER, BLOCKED, GONE)}
    for name in (ANA, BEN, BLOCKED, GONE):
        await people[name].starts()
    await people[BLOCKED].blocks()
    await people[GONE].leaves_telegram()
    ana = people[ANA]
    given = await people[BEN].sends_file("b.pdf", b"b")
    assert given.file
    await library.call("sendMessage", chat_id=ana.id, text="text")
    await library.call("sendDocument", chat_id=ana.id, document=given.file["file_id"])
    await library.call("sendInvoice", **(invoice() | {"chat_id": ana.id}))
    ids: dict[str, Any] = {name: person.id for name, person in people.items()}
    return ids | {"@document": given.file["file_id"]}


@pytest.mark.parametrize("row", TABLE, ids=str)
async def test_a_refusal(
    library: Library, everybody: dict[str, dict[str, Any]], row: Refused
) -> None:
    names = everybody[library.name]
    params = {k: names.get(v, v) if isinstance(v, str) else v for k, v in row.params.items()}
    expected = EXCEPTIONS[row.code][library.name != "aiogram"]
    with pytest.raises(expected) as raised:
        await library.call(row.method, **params)
    assert row.words.lower() in str(raised.value).lower()
    (*_, logged) = await library.telegram.calls(row.method, ok=False)
    assert logged["code"] == row.code
    prefix = {400: "Bad Request: ", 403: "Forbidden: "}[row.code]
    assert logged["error"].startswith(prefix)


@pytest.mark.parametrize("through", LIBRARIES.values(), ids=list(LIBRARIES))
async def test_a_wrong_token(telegram: Telegram, through) -> None:
    async with through(telegram, token="42:WRONG") as library:
        expected = EXCEPTIONS[401][library.name != "aiogram"]
        with pytest.raises(expected):
            await library.call("getMe")


async def test_an_unknown_method_in_telegrams_words(telegram: Telegram, ptb) -> None:
    with pytest.raises(of_ptb.EndPointNotFound):
        await ptb.do_api_request("makeCoffee")


@pytest.mark.parametrize("through", LIBRARIES.values(), ids=list(LIBRARIES))
@pytest.mark.parametrize("code", [429, 500, 502])
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_errors_on_request(telegram: Telegram, ana: Person, through, code: int) -> None:
    facts = {"retry_after": 7} if code == 429 else {"code": code, "description": "Bad Gateway"}
    await telegram.fault("error", "sendMessage", **facts)
    async with through(telegram) as library:
        expected = EXCEPTIONS[code][library.name != "aiogram"]
        with pytest.raises(expected) as raised:
            await library.call("sendMessage", chat_id=ana.id, text="x")
        if code == 429:
            waits = raised.value.retry_after  # type: ignore[attr-defined]
            assert int(getattr(waits, "seconds", waits)) == 7
        await library.call("sendMessage", chat_id=ana.id, text="x")
