"""What is remembered of cards: one a person and subject, held by one at a time, its message found
again whatever becomes of it.
"""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

from marketplace.cards import Card, CardKind, LiveButtons, Standing
from storage.outbox import OutboxRow, Outcome
from storage.unit_of_work import Storage
from tests.conftest import FakeClock
from tests.storage import deal
from tests.storage.deal import ANA, MARC, within

PROJECT, JOB, BID = CardKind.PROJECT, CardKind.JOB, CardKind.BID
MARKUP = {"inline_keyboard": [[{"text": "Accept", "callback_data": "acc:1"}]]}


async def put(storage: Storage, method: str = "sendMessage", **more: Any) -> int:
    params = more.pop("params", {"text": "card"})
    return await within(storage, lambda work: work.outbox.put(ANA, method, params, **more))


async def claim(storage: Storage) -> list[OutboxRow]:
    return await within(storage, lambda work: work.outbox.claim(10))


async def sent(storage: Storage, message_id: int | None) -> OutboxRow:
    """The chat's next row is sent. None: Telegram has nothing to say about it."""
    (row,) = await claim(storage)
    ids = () if message_id is None else (message_id,)
    await within(storage, lambda work: work.outbox.settle([Outcome(row.id, "sent", ids)]))
    return row


async def save(storage: Storage, card: Card) -> None:
    await within(storage, lambda work: work.cards.save(card))


async def card_of_ana(storage: Storage, row_id: int, *, pinned: bool = False) -> Card:
    await deal.someone(storage, ANA, "Ana")
    card = Card(ANA, PROJECT, 5, row_id, "digest", pinned, storage.clock.now())
    await save(storage, card)
    return card


async def standing(storage: Storage, message_id: int) -> Standing | None:
    async with storage.begin() as work:
        return await work.cards.standing(ANA, message_id)


async def test_a_card_is_kept_as_it_was_saved(storage: Storage) -> None:
    await deal.someone(storage, ANA, "Ana")
    empty = await within(storage, lambda work: work.cards.hold(ANA, JOB, 5))
    assert empty == Card(ANA, JOB, 5)
    now = storage.clock.now()
    full = replace(empty, row_id=7, digest="d", pinned=True, sent_at=now, looked_at=now)
    await save(storage, full)
    assert await within(storage, lambda work: work.cards.hold(ANA, JOB, 5)) == full
    assert await within(storage, lambda work: work.cards.of([(JOB, 5)])) == [full]
    assert await within(storage, lambda work: work.cards.of([(BID, 5), (JOB, 6)])) == []


async def test_cards_without_a_message_do_not_follow(storage: Storage) -> None:
    await card_of_ana(storage, 0)
    assert await within(storage, lambda work: work.cards.of([(PROJECT, 5)])) == []


async def test_with_a_job_go_its_bids(storage: Storage) -> None:
    ana, marc = await deal.someone(storage, ANA, "Ana"), await deal.someone(storage, MARC, "Marc")
    job, other = await deal.posted(storage, marc), await deal.posted(storage, marc)
    bid, elsewhere = await deal.offered(storage, ana, job), await deal.offered(storage, ana, other)
    for one in (bid, elsewhere):
        await save(storage, Card(ANA, BID, one.id, row_id=1))
        buttons = LiveButtons(one.id, MARC, (BID, one.id), MARKUP)
        await within(storage, lambda work, b=buttons: work.cards.note(b))
    found = await within(storage, lambda work: work.cards.of([(JOB, job.id)]))
    assert [card.subject_id for card in found] == [bid.id]
    live = await within(storage, lambda work: work.cards.live([(JOB, job.id)]))
    assert [one.subject for one in live] == [(BID, bid.id)]


async def test_a_card_is_found_by_its_message(storage: Storage) -> None:
    """Sent as a new message, or put in place of one; whether or not Telegram repeats its number.

    Seen to fail with an edit of a message that is as it should be: it had no number any more.
    """
    await card_of_ana(storage, await put(storage))
    assert await standing(storage, 12) is None
    await sent(storage, 12)
    assert await standing(storage, 12) == Standing(PROJECT, 5, sure=True)
    assert await standing(storage, 13) is None
    for told in (15, None):
        edit = {"text": "card", "message_id": 15}
        row_id = await put(storage, "editMessageText", params=edit)
        await card_of_ana(storage, row_id)
        assert await standing(storage, 15) == Standing(PROJECT, 5, sure=True)
        await sent(storage, told)
        assert await standing(storage, 15) == Standing(PROJECT, 5, sure=True)
        await put(storage, "editMessageText", edits=row_id)
        assert (await sent(storage, 15)).params["message_id"] == 15
    async with storage.begin() as work:
        assert await work.cards.standing(MARC, 15) is None


async def test_until_telegram_has_answered_any_message_may_be_the_card(storage: Storage) -> None:
    """It may be pressed before its number is written down. Seen to fail without that."""
    row_id = await put(storage)
    await card_of_ana(storage, row_id)
    await claim(storage)
    assert await standing(storage, 12) == Standing(PROJECT, 5, sure=False)
    dead = [Outcome(row_id, "dead", error="403")]
    await within(storage, lambda work: work.outbox.settle(dead))
    assert await standing(storage, 12) is None


async def test_a_message_that_a_card_has_left_may_be_gone(storage: Storage) -> None:
    """Before it is deleted and afterwards; the new one is the card for sure. Seen to fail when
    only where a card stands now was looked at."""
    left = await put(storage)
    card = await card_of_ana(storage, left)
    await sent(storage, 12)
    await put(storage, "deleteMessage", params={}, edits=left)
    there = await put(storage, "editMessageText", params={"text": "card", "message_id": 15})
    await save(storage, replace(card, row_id=there, left_row_id=left))
    for telegram_says in (None, (), (15,)):
        if telegram_says is not None:
            (row,) = await claim(storage)
            done = [Outcome(row.id, "sent", telegram_says)]
            await within(storage, lambda work, done=done: work.outbox.settle(done))
        assert await standing(storage, 12) == Standing(PROJECT, 5, sure=False)
        assert await standing(storage, 15) == Standing(PROJECT, 5, sure=True)
        assert await standing(storage, 16) is None
    assert await claim(storage) == []


async def test_a_card_whose_message_is_gone_comes_as_a_new_one(storage: Storage) -> None:
    """The edit became a new message: further edits go there, and it is pinned again.

    Seen to fail without `_replaced`: every further edit was one more message.
    """
    row_id = await put(storage)
    await card_of_ana(storage, row_id, pinned=True)
    await sent(storage, 12)
    edit = {"text": "newer"}
    for now_in, pins in ((12, False), (20, True), (20, False)):
        await put(storage, "editMessageText", params=edit, subject="card", edits=row_id)
        await sent(storage, now_in)
        assert await standing(storage, now_in) == Standing(PROJECT, 5, sure=True)
        if pins:
            pin = await sent(storage, None)
            assert (pin.method, pin.params["message_id"]) == ("pinChatMessage", now_in)
        assert await claim(storage) == []
    await put(storage, "deleteMessage", params={}, edits=row_id)
    assert (await sent(storage, None)).params == {"message_id": 20}


async def test_the_rows_that_stand_for_cards_and_live_buttons_are_kept(
    storage: Storage, clock: FakeClock
) -> None:
    """A project takes longer than the outbox remembers. Seen to fail without either condition."""
    rows = [await put(storage) for _ in range(3)]
    for number in range(3):
        await sent(storage, 12 + number)
    await card_of_ana(storage, rows[0])
    buttons = LiveButtons(rows[1], ANA, (BID, 1), MARKUP)
    await within(storage, lambda work: work.cards.note(buttons))
    clock.pass_(timedelta(days=90))
    prune = lambda work: work.outbox.prune(clock.now())  # noqa: E731
    assert await within(storage, prune) == 1
    async with storage.begin() as work:
        assert [await work.outbox.message_id(row) for row in rows] == [12, 13, None]
    await within(storage, lambda work: work.cards.forget([rows[1]]))
    assert await within(storage, prune) == 1


async def test_buttons_are_forgotten_when_something_else_stands_there(storage: Storage) -> None:
    await deal.someone(storage, ANA, "Ana")
    rows = [await put(storage) for _ in range(2)]
    for number, row_id in enumerate(rows):
        await sent(storage, 12 + number)
        buttons = LiveButtons(row_id, ANA, (BID, 1), MARKUP)
        await within(storage, lambda work, b=buttons: work.cards.note(b))
    await within(storage, lambda work: work.cards.replaced(ANA, 12))
    await within(storage, lambda work: work.cards.replaced(MARC, 13))
    live = await within(storage, lambda work: work.cards.live([(BID, 1)]))
    assert live == [LiveButtons(rows[1], ANA, (BID, 1), MARKUP)]


async def test_two_who_move_a_card_at_once_do_it_one_after_the_other(storage: Storage) -> None:
    """Each sees what the other has made of it. Seen to fail on PostgreSQL without FOR UPDATE, and
    for the first card of all without the row that is put first."""
    await deal.someone(storage, ANA, "Ana")
    seen: list[int] = []

    async def move(row_id: int) -> None:
        async with storage.begin() as work:
            card = await work.cards.hold(ANA, PROJECT, 5)
            seen.append(card.row_id)
            await asyncio.sleep(0)
            await work.cards.save(replace(card, row_id=row_id))
            await work.commit()

    await asyncio.gather(*(move(row_id) for row_id in range(1, 6)))
    (card,) = await within(storage, lambda work: work.cards.of([(PROJECT, 5)]))
    assert sorted([*seen, card.row_id]) == [0, 1, 2, 3, 4, 5]
