"""One update, one effect; nothing is confirmed before the commit (guarantees 11, 12, 14, 23)."""

import asyncio
from typing import Any

import pytest
import sqlalchemy as sa
from aiogram.types import Update

from bot.app import App
from bot.inbound import TryLater, default_answer, new_reference, person_of
from simulator.people import Telegram
from storage.tables import outbox, parked_updates, seen_updates
from storage.unit_of_work import UnitOfWork
from storage.updates import SqlUpdates
from tests.bot.conftest import Echo, rows, running, until


def message(update_id: int, text: str = "hello", person: int = 7) -> dict[str, Any]:
    user = {"id": person, "is_bot": False, "first_name": "Ana"}
    chat = {"id": person, "type": "private", "first_name": "Ana"}
    body = {"message_id": update_id, "date": 1, "chat": chat, "from": user, "text": text}
    return {"update_id": update_id, "message": body}


def press(update_id: int, query_id: str = "q1", person: int = 7) -> dict[str, Any]:
    user = {"id": person, "is_bot": False, "first_name": "Ana"}
    query = {"id": query_id, "from": user, "chat_instance": "1", "data": "press:1"}
    return {"update_id": update_id, "callback_query": query}


def checkout(update_id: int, person: int = 7) -> dict[str, Any]:
    user = {"id": person, "is_bot": False, "first_name": "Ana"}
    query = {"id": "p1", "from": user, "currency": "USD", "total_amount": 5, "invoice_payload": "x"}
    return {"update_id": update_id, "pre_checkout_query": query}


def asked(update_id: int, person: int = 7) -> dict[str, Any]:
    user = {"id": person, "is_bot": False, "first_name": "Ana"}
    query = {"id": "i1", "from": user, "query": "logo", "offset": ""}
    return {"update_id": update_id, "inline_query": query}


class Answers:
    """What was answered at once, in place of the sender."""

    def __init__(self) -> None:
        self.given: list[tuple[str, dict[str, Any]]] = []

    async def answer(self, method: str, params: dict[str, Any]) -> bool:
        self.given.append((method, params))
        return True


@pytest.fixture
def answers(app: App) -> Answers:
    app.inbound._answers = answers = Answers()
    return answers


async def count(app: App, table: sa.Table) -> int:
    async with app.storage.engine.connect() as connection:
        query = sa.select(sa.func.count()).select_from(table)
        return int((await connection.execute(query)).scalar_one())


async def test_a_repeat_changes_nothing(app: App, echo: Echo, answers: Answers) -> None:
    """Seen to fail without the look at `first_time`."""
    for _ in range(3):
        await app.inbound.take(message(5))
    assert echo.handled == [5]
    assert await count(app, outbox) == 1


async def test_twins_at_the_same_time_have_one_effect(app: App, echo: Echo) -> None:
    """As when Telegram repeats a webhook call while the first one is still under way."""
    await asyncio.gather(*(app.inbound.take(message(5)) for _ in range(4)))
    assert await count(app, outbox) == 1


async def test_ids_that_begin_anew_are_not_taken_for_old(
    app: App, echo: Echo, answers: Answers
) -> None:
    """After an idle week Telegram's update ids restart anywhere. Seen to fail with a maximum."""
    for update_id in (900, 4, 901, 3):
        await app.inbound.take(message(update_id))
    assert echo.handled == [900, 4, 901, 3]


async def test_an_error_rolls_everything_back_and_is_tried_three_times(
    app: App, echo: Echo, answers: Answers
) -> None:
    """Seen to fail with a commit before the handler, and with one try."""
    tries = 0

    async def fails_twice(_: Update, work: UnitOfWork) -> None:
        nonlocal tries
        tries += 1
        await work.outbox.put(7, "sendMessage", {"text": "half done"})
        if tries < 3:
            raise RuntimeError("not yet")

    echo.before = fails_twice
    await app.inbound.take(message(5))
    assert tries == 3
    texts = [row.params["text"] for row in await rows(app.storage)]
    assert texts == ["half done", "you said hello"]
    assert await count(app, parked_updates) == 0


async def test_poison_is_parked_after_three_tries_with_a_reference(
    app: App, echo: Echo, answers: Answers
) -> None:
    """Seen to fail when the last error is raised instead of parked."""
    tries = 0

    async def poisoned(_: Update, work: UnitOfWork) -> None:
        nonlocal tries
        tries += 1
        raise RuntimeError("poison")

    echo.before = poisoned
    await app.inbound.take(message(5, "boom"))
    assert tries == 3
    async with app.storage.engine.connect() as connection:
        parked = (await connection.execute(sa.select(parked_updates))).one()
    assert "poison" in parked.error
    assert '"boom"' in parked.raw
    (apology,) = await rows(app.storage)
    assert apology.params["text"] == f"our mistake {parked.reference}"
    echo.before = None
    await app.inbound.take(message(5, "boom"))
    assert echo.handled == []  # parked is settled: it doesn't come again


async def test_what_cannot_be_decoded_is_parked_at_once(
    app: App, echo: Echo, answers: Answers
) -> None:
    """Seen to fail with the decoding outside the guard."""
    raw = message(5)
    raw["message"]["date"] = {"not": "a date"}
    await app.inbound.take(raw)
    assert await count(app, parked_updates) == 1
    (apology,) = await rows(app.storage)
    assert "our mistake" in apology.params["text"]


async def test_an_apology_that_fails_is_no_reason_not_to_park(
    app: App, echo: Echo, answers: Answers
) -> None:
    async def poisoned(_: Update, work: UnitOfWork) -> None:
        raise RuntimeError("poison")

    echo.before = poisoned
    await app.inbound.take(press(5))  # this dispatcher's apology knows only messages
    assert await count(app, parked_updates) == 1
    assert await count(app, outbox) == 0


@pytest.mark.parametrize("trouble", ["none", "repeat", "poison", "undecodable", "unanswered"])
async def test_a_press_is_always_answered(
    app: App, echo: Echo, answers: Answers, trouble: str
) -> None:
    """Seen to fail without `default_answer` in each of its places."""
    raw = press(5)
    if trouble == "repeat":
        await app.inbound.take(raw)
        await app.inbound.close()
        answers.given.clear()
    if trouble in ("poison", "unanswered"):

        async def silent(update: Update, work: UnitOfWork) -> None:
            if trouble == "poison":
                raise RuntimeError("poison")

        echo.before = silent
    if trouble == "undecodable":
        raw["callback_query"]["from"] = {"id": 7}
    if trouble == "unanswered":
        app.inbound._handler = Silent()
    await app.inbound.take(raw)
    await app.inbound.close()
    ((method, params),) = answers.given
    assert (method, params["callback_query_id"]) == ("answerCallbackQuery", "q1")


class Silent(Echo):
    async def handle(self, update: Update, work: UnitOfWork) -> None:
        return None


async def test_a_repeated_checkout_is_answered_anew_and_moves_nothing(
    app: App, echo: Echo, answers: Answers
) -> None:
    """Its first answer may have been lost with the process. Seen to fail with a commit there."""

    async def leaves_a_trace(_: Update, work: UnitOfWork) -> None:
        await work.outbox.put(7, "sendMessage", {"text": "trace"})

    echo.before = leaves_a_trace
    for _ in range(2):
        await app.inbound.take(checkout(5))
    await app.inbound.close()
    assert [params["ok"] for _, params in answers.given] == [True, True]
    assert await count(app, outbox) == 1


async def test_a_checkout_that_fails_is_declined_in_words(
    app: App, echo: Echo, answers: Answers
) -> None:
    async def poisoned(_: Update, work: UnitOfWork) -> None:
        raise RuntimeError("poison")

    echo.before = poisoned
    await app.inbound.take(checkout(5))
    await app.inbound.close()
    ((method, params),) = answers.given
    assert (method, params["ok"]) == ("answerPreCheckoutQuery", False)
    assert "Nothing was charged" in params["error_message"]


async def test_without_a_database_nothing_is_confirmed(
    app: App, echo: Echo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail when every error counts as the update's own: a database that is away for three
    tries would get an innocent update parked."""
    found = SqlUpdates.first_time
    failures = iter(range(3))

    async def gone_for_three(self: SqlUpdates, update_id: int) -> bool:
        if next(failures, None) is not None:
            raise OSError("no route to the database")
        return await found(self, update_id)

    monkeypatch.setattr(SqlUpdates, "first_time", gone_for_three)
    with pytest.raises(TryLater):
        await app.inbound.take(message(5))
    monkeypatch.undo()
    assert await count(app, seen_updates) == 0
    assert await count(app, parked_updates) == 0
    await app.inbound.take(message(5))
    assert echo.handled == [5]


async def test_an_inline_query_that_fails_is_answered_with_nothing(
    app: App, echo: Echo, answers: Answers
) -> None:
    """Its repeat is looked at again: an empty answer would take the place of a good one."""
    await app.inbound.take(asked(1))
    await app.inbound.take(asked(1))
    assert echo.handled == [1, 1]

    async def poisoned(update: Update, work: UnitOfWork) -> None:
        raise RuntimeError("poison")

    echo.before = poisoned
    await app.inbound.take(asked(2))
    await app.inbound.close()
    nothing = {"inline_query_id": "i1", "results": [], "cache_time": 0, "is_personal": True}
    assert answers.given[-1] == ("answerInlineQuery", nothing)
    assert await count(app, parked_updates) == 1


async def test_an_inline_query_leaves_no_trace_and_wakes_nobody(
    app: App, echo: Echo, answers: Answers
) -> None:
    """One comes with every letter typed. Seen to fail when it is noted as other updates are, and
    when the outbox is woken by it."""
    woken = []
    app.inbound._woken = lambda: woken.append(1)
    await app.inbound.take(asked(1))
    await app.inbound.close()
    assert [method for method, _ in answers.given] == ["answerInlineQuery"]
    assert await count(app, seen_updates) == 0
    assert woken == []
    await app.inbound.take(message(2))
    assert await count(app, seen_updates) == 1
    assert woken == [1]


async def test_one_persons_poison_holds_nobody_up(app: App, echo: Echo, telegram: Telegram) -> None:
    """Through the real loop. Seen to fail when `take` raises the handler's error."""

    async def poisoned(update: Update, work: UnitOfWork) -> None:
        if update.message and update.message.text == "boom":
            raise RuntimeError("poison")

    echo.before = poisoned
    ana, marc = await telegram.person("Ana"), await telegram.person("Marc")
    async with running(app):
        await ana.types("boom")
        await marc.types("hello")
        await marc.sees("you said hello")
        await ana.sees("our mistake")
        await ana.types("again")
        await ana.sees("you said again")
    assert await until(lambda: count(app, parked_updates)) == 1


def test_the_person_is_found_in_every_kind_of_update() -> None:
    assert person_of(message(1, person=8)) == 8
    assert person_of(press(1, person=9)) == 9
    assert person_of(checkout(1, person=10)) == 10
    assert person_of(asked(1, person=12)) == 12
    assert person_of({"update_id": 1, "poll_answer": {"user": {"id": 11}}}) == 11
    assert person_of({"update_id": 1, "channel_post": {"chat": {"id": -5}}}) == -5
    assert person_of({"update_id": 1, "poll": {"id": "x"}}) is None
    assert person_of({"update_id": 1, "message": "nonsense"}) is None


def test_nonsense_needs_no_answer() -> None:
    for raw in (
        {},
        {"callback_query": "x"},
        {"callback_query": {}},
        {"pre_checkout_query": 3},
        {"inline_query": {}},
    ):
        assert default_answer(raw) is None


def test_a_reference_is_short_and_readable() -> None:
    assert len(new_reference()) == 7
    assert not set(new_reference()) & set("01IO")
