"""The outbox: per chat first in, first out; nothing twice; edits that say the same become one."""

import asyncio
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from storage.outbox import OutboxRow, Outcome
from storage.tables import outbox
from storage.unit_of_work import Storage
from tests.conftest import FakeClock, open_storage
from tests.storage.deal import within

SECOND = timedelta(seconds=1)


async def put(storage: Storage, chat_id: int, words: str = "Hello", **more: Any) -> int:
    params = {"text": words}
    return await within(
        storage, lambda work: work.outbox.put(chat_id, "sendMessage", params, **more)
    )


async def edit(storage: Storage, chat_id: int, params: dict[str, Any], **more: Any) -> int:
    subject = more.pop("subject", "card")
    return await within(
        storage,
        lambda work: work.outbox.put(chat_id, "editMessageText", params, subject=subject, **more),
    )


async def claim(storage: Storage, limit: int = 100) -> list[OutboxRow]:
    return await within(storage, lambda work: work.outbox.claim(limit))


async def settle(storage: Storage, *outcomes: Outcome) -> None:
    await within(storage, lambda work: work.outbox.settle(outcomes))


async def claimed(storage: Storage) -> list[int]:
    return [row.id for row in await claim(storage)]


async def next_due(storage: Storage) -> Any:
    async with storage.begin() as work:
        return await work.outbox.next_due()


async def test_a_row_arrives_as_it_was_put(storage: Storage) -> None:
    params = {"text": "Olá 🎨 \0 \ud800", "reply_markup": {"inline_keyboard": [[{"a": None}]]}}
    row_id = await within(
        storage, lambda work: work.outbox.put(2**40, "sendMessage", params, line=7)
    )
    assert await claim(storage) == [
        OutboxRow(row_id, 2**40, "sendMessage", params, attempts=1, line=7, uncertain=False)
    ]


async def test_one_at_a_time_per_chat_in_order(storage: Storage) -> None:
    """Seen failing without the condition on earlier rows."""
    a1, a2, b1, a3 = [await put(storage, chat) for chat in (1, 1, 2, 1)]
    assert await claimed(storage) == [a1, b1]
    assert await claimed(storage) == []
    await settle(storage, Outcome(b1, "sent", (10,)))
    assert await claimed(storage) == []
    await settle(storage, Outcome(a1, "dead", error="400"))
    assert await claimed(storage) == [a2]
    await settle(storage, Outcome(a2, "uncertain", error="timed out"))
    assert await claimed(storage) == [a3]


async def test_a_retry_keeps_its_place(storage: Storage, clock: FakeClock) -> None:
    first, second = await put(storage, 1), await put(storage, 1)
    other = await put(storage, 2)
    assert await claimed(storage) == [first, other]
    await settle(
        storage,
        Outcome(first, "retry", not_before=clock.now() + 5 * SECOND, error="429"),
        Outcome(other, "sent", (1,)),
    )
    assert await claimed(storage) == []
    assert await next_due(storage) == clock.now() + 5 * SECOND
    clock.pass_(5 * SECOND)
    (row,) = await claim(storage)
    assert (row.id, row.attempts, row.uncertain) == (first, 2, False)
    await settle(storage, Outcome(first, "retry", uncertain=True))
    (row,) = await claim(storage)
    assert (row.id, row.attempts, row.uncertain) == (first, 3, True)
    await settle(storage, Outcome(first, "sent", (2,)))
    assert await claimed(storage) == [second]


async def test_what_is_put_for_later_waits_and_holds_back_what_follows(
    storage: Storage, clock: FakeClock
) -> None:
    later = await put(storage, 1, not_before=clock.now() + SECOND)
    after = await put(storage, 1)
    assert await claimed(storage) == []
    assert await next_due(storage) == clock.now() + SECOND
    clock.pass_(SECOND)
    assert await claimed(storage) == [later]
    assert await next_due(storage) is None  # `after` waits for an outcome, not for a time
    await settle(storage, Outcome(later, "sent", (1,)))
    due = await next_due(storage)
    assert due
    assert due <= clock.now()
    assert await claimed(storage) == [after]


async def test_the_lower_priority_first_then_the_older(storage: Storage) -> None:
    broadcast = [await put(storage, chat, priority=10) for chat in (1, 2)]
    replies = [await put(storage, chat) for chat in (3, 4)]
    assert [row.id for row in await claim(storage, 3)] == [*replies, broadcast[0]]
    assert await claimed(storage) == [broadcast[1]]


async def test_pending_edits_about_one_subject_become_one(storage: Storage) -> None:
    """Seen failing without the overwriting."""
    first = await edit(storage, 1, {"message_id": 5, "text": "old"}, priority=3)
    between = await put(storage, 1)
    assert await edit(storage, 1, {"message_id": 5, "text": "new"}) == first
    others = [
        await edit(storage, 1, {"message_id": 5, "text": "x"}, subject="other"),
        await edit(storage, 2, {"message_id": 5, "text": "x"}),
        await within(
            storage,
            lambda work: work.outbox.put(
                1, "editMessageReplyMarkup", {"message_id": 5}, subject="card"
            ),
        ),
        await put(storage, 1, subject="card"),
        await put(storage, 1, subject="card"),
    ]
    assert len({first, between, *others}) == 7
    rows = {row.id: row for row in await claim(storage)}
    assert rows[first].params == {"message_id": 5, "text": "new"}


async def test_an_edit_under_way_is_left_alone(storage: Storage) -> None:
    first = await edit(storage, 1, {"message_id": 5, "text": "old"})
    await claim(storage)
    second = await edit(storage, 1, {"message_id": 5, "text": "new"})
    assert second != first
    await settle(storage, Outcome(first, "sent", (5,)))
    assert [row.params["text"] for row in await claim(storage)] == ["new"]


async def test_an_edit_of_another_message_is_not_put_in_an_earlier_ones_place(
    storage: Storage,
) -> None:
    """The card was sent anew in between: in place of the old edit, the new one would come before
    its message. Seen failing when only the subject was compared."""
    old = await edit(storage, 1, {"message_id": 5, "text": "old"})
    card = await put(storage, 1)
    new = await edit(storage, 1, {"text": "new"}, edits=card)
    newest = await edit(storage, 1, {"text": "newest"}, edits=card)
    assert newest == new
    assert await claimed(storage) == [old]
    await settle(storage, Outcome(old, "sent", (5,)))
    assert await claimed(storage) == [card]
    await settle(storage, Outcome(card, "sent", (6,)))
    (row,) = await claim(storage)
    assert (row.id, row.params) == (new, {"text": "newest", "message_id": 6})


async def test_an_edit_of_a_message_that_was_never_sent(storage: Storage) -> None:
    card = await put(storage, 1)
    await edit(storage, 1, {"text": "new"}, edits=card)
    await claim(storage)
    await settle(storage, Outcome(card, "dead", error="403"))
    (row,) = await claim(storage)
    assert row.params == {"text": "new", "message_id": None}


async def test_a_retried_edit_takes_over_what_is_newer(storage: Storage, clock: FakeClock) -> None:
    """A 429 only moves the date: the content is still made one."""
    first = await edit(storage, 1, {"message_id": 5, "text": "old"})
    await claim(storage)
    await settle(storage, Outcome(first, "retry", not_before=clock.now() + SECOND))
    assert await edit(storage, 1, {"message_id": 5, "text": "new"}) == first
    assert await claimed(storage) == []
    clock.pass_(SECOND)
    assert [row.params["text"] for row in await claim(storage)] == ["new"]


async def test_replies_find_their_line(storage: Storage) -> None:
    album, plain = await put(storage, 1, line=42), await put(storage, 2)
    await claim(storage)
    await settle(storage, Outcome(album, "sent", (7, 8)), Outcome(plain, "sent", (7,)))
    async with storage.begin() as work:
        assert (await work.outbox.noted(1, 7))[0] == 42
        assert (await work.outbox.noted(1, 8))[0] == 42
        assert (await work.outbox.noted(2, 7))[0] is None
        assert (await work.outbox.noted(1, 9))[0] is None
        assert await work.outbox.message_id(album) == 7
        assert await work.outbox.message_id(plain) == 7
        assert await work.outbox.message_id(plain + 1) is None
        # A chat that starts anew gives its message ids a second time:
        await work.outbox.put(1, "sendMessage", {}, line=43)
        await work.commit()
    (again,) = await claim(storage)
    await settle(storage, Outcome(again.id, "sent", (7,)))
    async with storage.begin() as work:
        assert (await work.outbox.noted(1, 7))[0] == 43


async def test_after_a_crash_a_row_is_tried_once_more(storage: Storage) -> None:
    """Seen failing when the second crash made it pending again."""
    row_id, later = await put(storage, 1), await put(storage, 1)
    untouched = await put(storage, 2, not_before=storage.clock.now() + SECOND)
    assert [row.uncertain for row in await claim(storage)] == [False]
    assert await _recover(storage) == 1
    (row,) = await claim(storage)
    assert (row.id, row.uncertain) == (row_id, True)
    assert await _recover(storage) == 1
    assert await _states(storage) == {row_id: "uncertain", later: "pending", untouched: "pending"}
    assert await claimed(storage) == [later]


async def test_an_outcome_counts_for_rows_that_are_being_sent(storage: Storage) -> None:
    row_id = await put(storage, 1)
    await settle(storage, Outcome(row_id, "sent", (5,)))
    assert await _states(storage) == {row_id: "pending"}
    await claim(storage)
    await settle(storage, Outcome(row_id, "sent", (5,)))
    await settle(storage, Outcome(row_id, "dead"), Outcome(row_id, "retry"))
    assert await _states(storage) == {row_id: "sent"}
    await settle(storage)


async def test_old_rows_go_unless_something_waits_for_them(
    storage: Storage, clock: FakeClock
) -> None:
    plain, card = await put(storage, 1), await put(storage, 2)
    waiting = await put(storage, 3)
    await claim(storage)
    await settle(storage, Outcome(plain, "dead"), Outcome(card, "sent", (9,)))
    await edit(storage, 2, {"text": "new"}, edits=card)
    clock.pass_(timedelta(days=1))
    prune = lambda work: work.outbox.prune(clock.now())  # noqa: E731
    assert await within(storage, prune) == 1
    assert card in await _states(storage)
    assert waiting in await _states(storage)
    (row,) = await claim(storage)
    assert row.params["message_id"] == 9
    await settle(storage, Outcome(row.id, "sent", (9,)))
    clock.pass_(timedelta(days=1))
    assert await within(storage, prune) == 2
    assert await within(storage, prune) == 0


async def test_several_senders_claim_each_row_once_and_in_order(
    database_url: str, clock: FakeClock
) -> None:
    """200 rows in 20 chats, four senders. Seen failing on PostgreSQL without FOR UPDATE (rows sent
    twice)."""
    programs = [open_storage(database_url, clock, in_flight=4) for _ in range(4)]
    async with programs[0].begin() as work:
        rows = [await work.outbox.put(n % 20, "sendMessage", {"n": n}) for n in range(200)]
        await work.commit()
    sent: list[tuple[int, int]] = []

    async def send(program: Storage) -> None:
        idle = 0
        while idle < 20:
            claimed = await claim(program, 7)
            idle = 0 if claimed else idle + 1
            sent.extend((row.chat_id, row.id) for row in claimed)
            await asyncio.sleep(0)
            await settle(program, *(Outcome(row.id, "sent", (1,)) for row in claimed))

    await asyncio.gather(*(send(program) for program in programs))
    assert sorted(row_id for _, row_id in sent) == rows
    for chat in range(20):
        mine = [row_id for chat_id, row_id in sent if chat_id == chat]
        assert mine == sorted(mine)
    for program in programs:
        await program.close()


async def _recover(storage: Storage) -> int:
    return await within(storage, lambda work: work.outbox.recover())


async def _states(storage: Storage) -> dict[int, str]:
    async with storage.engine.connect() as connection:
        rows = await connection.execute(select(outbox.c.id, outbox.c.state))
        return {row.id: row.state for row in rows}
