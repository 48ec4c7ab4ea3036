"""What was committed is sent: in order per chat, and each at most once more than is certain.

Guarantees 13 and 23. The worker alone runs; nobody takes updates.
"""

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.app import App
from bot.outbox import SERVER_TROUBLE_TRIES, back_off
from bot.pace import Pace
from simulator.people import Person, Telegram
from storage.outbox import OutboxRow, OutboxRows
from storage.tables import outbox, people
from storage.unit_of_work import Storage, UnitOfWork
from tests.bot.conftest import put, put_call, rows, running, settled, states, until
from tests.conftest import FakeClock

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def sent_to(telegram: Telegram, person: Person) -> list[str]:
    """What arrived in a chat, in the order of the calls."""
    calls = await telegram.calls("sendMessage", chat_id=person.id, ok=True)
    return [call["params"]["text"] for call in calls]


@pytest.fixture
async def ana(telegram: Telegram) -> Person:
    person = await telegram.person("Ana")
    await person.starts()
    return person


@pytest.fixture
async def marc(telegram: Telegram) -> Person:
    person = await telegram.person("Marc")
    await person.starts()
    return person


async def test_each_chat_in_order_and_all_are_sent(
    app: App, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Seen to fail when a message that is being sent lets the chat's next one pass."""
    await telegram.fault("slow", "sendMessage", chat=ana, count=1, seconds=1)
    async with running(app, "worker"):
        await put(app, *((p.id, f"{n}") for n in range(20) for p in (ana, marc)))
        await until(lambda: _sent(telegram, marc, 3))
        assert await sent_to(telegram, ana) == ["0"]
        await settled(app)
    for person in (ana, marc):
        said = [message.text for message in await person.chat() if message.by_bot]
        assert said == [str(n) for n in range(20)]


async def test_order_holds_while_the_first_one_is_tried_again(
    app: App, telegram: Telegram, ana: Person, clock: FakeClock
) -> None:
    """Seen to fail when a row that waits for its next try lets the next one pass."""
    await telegram.fault("error", "sendMessage", count=1, code=500)
    async with running(app, "worker"):
        await put(app, (ana.id, "1"), (ana.id, "2"), (ana.id, "3"))
        await until(lambda: _attempts(app, 1))
        assert await sent_to(telegram, ana) == []
        clock.pass_(back_off(1))
        app.outbox.wake()
        await settled(app)
    assert await sent_to(telegram, ana) == ["1", "2", "3"]


async def _attempts(app: App, least: int) -> bool:
    """Whether the first row waits for its next try after `least` tries."""
    first = (await rows(app.storage))[0]
    return first.state == "pending" and first.attempts >= least


async def test_a_429_delays_its_chat_alone(
    app: App, telegram: Telegram, ana: Person, marc: Person, clock: FakeClock
) -> None:
    """Seen to fail with AIORateLimiter's own retries: they halt everybody."""
    await telegram.fault("error", "sendMessage", chat=ana, count=1, retry_after=30)
    async with running(app, "worker"):
        await put(app, (ana.id, "a"), (marc.id, "m1"), (marc.id, "m2"))
        await until(lambda: _sent(telegram, marc, 2), within=5)
        assert (await rows(app.storage))[0].state == "pending"
        clock.pass_(timedelta(seconds=29))
        app.outbox.wake()
        await asyncio.sleep(0.1)
        assert await sent_to(telegram, ana) == []
        clock.pass_(timedelta(seconds=1))
        app.outbox.wake()
        await settled(app)
    assert await sent_to(telegram, ana) == ["a"]


async def _sent(telegram: Telegram, person: Person, number: int) -> bool:
    return len(await sent_to(telegram, person)) >= number


async def test_who_blocked_the_bot_is_marked_and_left_in_peace(
    app: App, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Seen to fail without the mark, and with a retry of 403."""
    await _known(app.storage, ana, marc)
    await ana.blocks()
    async with running(app, "worker"):
        await put(app, (ana.id, "1"), (ana.id, "2"), (marc.id, "m"))
        await settled(app)
    assert await states(app) == ["dead", "dead", "sent"]
    assert len(await telegram.calls("sendMessage", chat_id=ana.id)) == 2
    async with app.storage.begin() as work:
        assert not (await work.people.get(ana.id)).reachable
        assert (await work.people.get(marc.id)).reachable


async def test_who_never_started_or_left_telegram_is_unreachable(
    app: App, telegram: Telegram, ana: Person
) -> None:
    stranger = await telegram.person("Stranger")
    await _known(app.storage, ana, stranger)
    await ana.leaves_telegram()
    async with running(app, "worker"):
        await put(app, (ana.id, "1"), (stranger.id, "2"), (424242, "nobody has this number"))
        found = await settled(app)
    assert [row.state for row in found] == ["dead"] * 3
    assert "chat not found" in found[2].error.lower()
    async with app.storage.begin() as work:
        assert not (await work.people.get(ana.id)).reachable
        assert not (await work.people.get(stranger.id)).reachable


async def _known(storage: Storage, *persons: Person) -> None:
    facts = {"language": "en", "name": "", "country": "", "city": "", "description": ""}
    async with storage.engine.begin() as connection:
        for person in persons:
            row = {"id": person.id, "first_name": person.name, "skills": [], "reachable": True}
            await connection.execute(people.insert().values(**row, **facts))


async def test_a_lost_reply_means_one_more_try(app: App, telegram: Telegram, ana: Person) -> None:
    """Seen to fail when no answer counts as an error (never again) or as unsent (for ever)."""
    await telegram.fault("lost_reply", "sendMessage", count=1)
    async with running(app, "worker"):
        await put(app, (ana.id, "perhaps"), (ana.id, "after"))
        found = await settled(app)
    assert [row.state for row in found] == ["sent", "sent"]
    assert found[0].uncertain
    assert await sent_to(telegram, ana) == ["perhaps", "perhaps", "after"]


async def test_two_lost_replies_end_it(app: App, telegram: Telegram, ana: Person) -> None:
    """At most one more try: seen to fail when the mark is forgotten."""
    await telegram.fault("lost_reply", "sendMessage", count=9)
    async with running(app, "worker"):
        await put(app, (ana.id, "perhaps"))
        (row,) = await settled(app)
    assert (row.state, row.attempts) == ("uncertain", 2)


async def test_a_killed_process_leaves_rows_that_are_tried_once_more(
    app: App, telegram: Telegram, ana: Person
) -> None:
    """Rows found in `sending` may have arrived. Seen to fail without `recover`: they hang."""
    await put(app, (ana.id, "1"), (ana.id, "2"))
    async with app.storage.begin() as work:
        await work.outbox.claim(10)
        await work.commit()
    async with running(app, "worker"):
        found = await settled(app)
    assert [(row.state, row.uncertain) for row in found] == [("sent", True), ("sent", False)]
    assert await sent_to(telegram, ana) == ["1", "2"]


async def test_telegrams_own_trouble_is_waited_out_for_an_hour(
    app: App, telegram: Telegram, ana: Person, clock: FakeClock
) -> None:
    """Seen to fail with an endless retry. What follows in the chat goes on afterwards."""
    await telegram.fault("error", "sendMessage", count=SERVER_TROUBLE_TRIES, code=502, raw="<html>")
    began = clock.now()
    async with running(app, "worker"):
        await put(app, (ana.id, "1"), (ana.id, "2"))
        for attempt in range(1, SERVER_TROUBLE_TRIES):
            await until(lambda attempt=attempt: _attempts(app, attempt))
            clock.pass_(back_off(attempt))
            app.outbox.wake()
        await settled(app)
    assert await states(app) == ["dead", "sent"]
    assert timedelta(minutes=30) < clock.now() - began < timedelta(hours=2)


@ONE_DATABASE
async def test_an_edit_that_changes_nothing_is_done(
    app: App, telegram: Telegram, ana: Person
) -> None:
    """ "message is not modified". Seen to fail when every 400 is dead."""
    async with running(app, "worker"):
        await put(app, (ana.id, "the same"))
        (row,) = await settled(app)
        edit = {"text": "the same", "message_id": row.message_id, **_keyboard(row)}
        await put_call(app, ana.id, "editMessageText", edit)
        await settled(app)
    assert await states(app) == ["sent", "sent"]


def _keyboard(row: object) -> dict[str, object]:
    return {"reply_markup": row.params["reply_markup"]}  # type: ignore[attr-defined]


@ONE_DATABASE
@pytest.mark.parametrize("why", ["deleted", "never came to be"])
async def test_an_edit_of_what_is_not_there_becomes_a_new_message(
    app: App, telegram: Telegram, ana: Person, why: str
) -> None:
    """Seen to fail without `_instead_of_edit`; a missing id is Telegram's error, too, but known
    here without asking."""
    async with running(app, "worker"):
        if why == "deleted":
            await put(app, (ana.id, "old"))
            (row,) = await settled(app)
            await ana.deletes(row.message_id)
            params, edits = {"text": "new", "message_id": row.message_id}, None
        else:
            first = await put_call(app, ana.id, "sendMessage", {"text": ""})
            params, edits = {"text": "new"}, first
        await put_call(app, ana.id, "editMessageText", params, edits=edits)
        found = await settled(app)
    assert found[-1].state == "sent"
    assert found[-1].message_id is not None
    assert (await ana.last()).text == "new"


@ONE_DATABASE
async def test_buttons_of_a_message_that_is_gone_are_nobodys_loss(
    app: App, telegram: Telegram, ana: Person
) -> None:
    """Nothing is left to do. Seen to fail when taking them off was a mistake to be looked into."""
    params = {"message_id": 12345, "reply_markup": {"inline_keyboard": []}}
    async with running(app, "worker"):
        await put_call(app, ana.id, "editMessageReplyMarkup", params)
        await put_call(app, ana.id, "deleteMessage", {"message_id": 12345})
        await put(app, (ana.id, "after"))
        await settled(app)
    assert await states(app) == ["sent", "sent", "sent"]
    assert await telegram.calls("sendMessage", ok=False) == []


@ONE_DATABASE
async def test_a_mistake_of_ours_is_dead_and_holds_nobody_up(
    app: App, telegram: Telegram, ana: Person
) -> None:
    async with running(app, "worker"):
        await put_call(app, ana.id, "sendMessage", {"text": "<b>open", "parse_mode": "HTML"})
        await put_call(app, ana.id, "sendMessage", {"words": "no text"})
        await put_call(app, ana.id, "sendNonsense", {"text": "x"})
        await put_call(app, ana.id, "sendMediaGroup", {"media": [{"type": "poem", "media": "x"}]})
        await put(app, (ana.id, "after"))
        found = await settled(app)
    assert [row.state for row in found] == ["dead", "dead", "dead", "dead", "sent"]
    assert "can't parse entities" in found[0].error.lower()


@ONE_DATABASE
async def test_without_a_connection_all_wait_and_nothing_is_lost(
    app: App, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Certainly unsent is tried again for ever, at one call a pause: seen to fail with a call for
    each row, and when it counts as ambiguous."""
    server = telegram.link.server  # type: ignore[attr-defined]
    async with running(app, "worker"):
        site = next(iter(server._runner.sites))
        await site.stop()
        await app.sender._request.shutdown()
        await app.sender._request.initialize()
        await put(app, (ana.id, "1"), (ana.id, "2"), (marc.id, "m"))
        await asyncio.sleep(1)
        assert await states(app) == ["pending"] * 3
        assert max(row.attempts for row in await rows(app.storage)) <= 3
        from aiohttp import web

        await web.TCPSite(server._runner, server.host, server.port).start()
        found = await settled(app)
    assert [(row.state, row.uncertain) for row in found] == [("sent", False)] * 3
    assert await sent_to(telegram, ana) == ["1", "2"]


@ONE_DATABASE
async def test_a_reply_overtakes_a_broadcast(
    app: App, telegram: Telegram, ana: Person, marc: Person
) -> None:
    people_ = [await telegram.person(f"P{n}") for n in range(200)]
    for person in people_:
        await person.starts()
    async with app.storage.begin() as work:
        for person in people_:
            await work.outbox.put(person.id, "sendMessage", {"text": "news"}, priority=9)
        await work.outbox.put(ana.id, "sendMessage", {"text": "reply"}, priority=0)
        await work.commit()
    async with running(app, "worker"):
        await settled(app)
    calls = await telegram.calls("sendMessage")
    assert [call["params"]["text"] for call in calls[:64]].count("reply") == 1


@ONE_DATABASE
async def test_what_is_on_its_way_is_finished_at_the_end(
    app: App, telegram: Telegram, ana: Person
) -> None:
    """Seen to fail when stopping cancels the sends: the row stays in `sending`."""
    await telegram.fault("slow", "sendMessage", count=1, seconds=0.5)
    async with running(app, "worker"):
        await put(app, (ana.id, "slow"))
        await until(lambda: _state_is(app, "sending"))
    assert [row.state for row in await rows(reopened(app))] == ["sent"]


async def _state_is(app: App, state: str) -> bool:
    return state in await states(app)


def reopened(app: App) -> Storage:
    """The app's own was closed with it."""
    return Storage.open(app.settings.database_url, clock=app.clock, policy=app.settings.policy)


@pytest.mark.parametrize("applied", [True, False])
async def test_a_commit_of_which_nobody_knows_whether_it_was_one(
    app: App, telegram: Telegram, ana: Person, monkeypatch: pytest.MonkeyPatch, applied: bool
) -> None:
    """The connection breaks during the COMMIT of a claim: rows may stand as being sent, and nobody
    sends them. Seen to fail without `_doubtful`: then their chat is mute until the next start."""
    monkeypatch.setattr("bot.outbox.DATABASE_PAUSE_SECONDS", 0.05)
    commit, claim = UnitOfWork.commit, OutboxRows.claim
    broken = False

    async def noted(rows_: OutboxRows, limit: int) -> list[OutboxRow]:
        nonlocal broken
        found = await claim(rows_, limit)
        broken = bool(found)
        return found

    async def breaks_once(work: UnitOfWork) -> None:
        if not broken or applied:
            await commit(work)
        if broken:
            monkeypatch.undo()
            raise OSError("connection lost")

    async with running(app, "worker"):
        monkeypatch.setattr(OutboxRows, "claim", noted)
        monkeypatch.setattr(UnitOfWork, "commit", breaks_once)
        await put(app, (ana.id, "1"), (ana.id, "2"))
        found = await settled(app)
    assert await sent_to(telegram, ana) == ["1", "2"]
    assert found[0].uncertain is applied


async def test_pace_lets_a_burst_pass_and_then_one_a_second() -> None:
    pace = Pace(per_second=1, burst=3)
    waits = [pace.take(7) for _ in range(6)]
    assert waits[:3] == [0, 0, 0]
    assert [round(wait) for wait in waits[3:]] == [1, 2, 3]
    assert pace.take(8) == 0  # another chat
    assert [Pace(0, 1).take(7) for _ in range(3)] == [0, 0, 0]


@ONE_DATABASE
async def test_pacing_one_chat_holds_no_other_up(
    app: App, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Seen to fail when a paced row counts as one that is being sent."""
    app.outbox._pace = Pace(per_second=0.2, burst=1)
    app.outbox._most_under_way = 1
    async with running(app, "worker"):
        await put(app, (ana.id, "1"), (ana.id, "2"), (marc.id, "m"))
        await until(lambda: _sent(telegram, marc, 1), within=2)
        assert await sent_to(telegram, ana) == ["1"]
    async with reopened(app).engine.connect() as connection:
        states_ = (await connection.execute(sa.select(outbox.c.state, outbox.c.uncertain))).all()
    assert sorted(states_) == [("pending", False), ("sent", False), ("sent", False)]
