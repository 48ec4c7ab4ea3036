"""What one side writes reaches the other once and in order, whatever happens on the way: the
program is killed before and after the commit of the update and before and after the copy is sent,
Telegram's reply is lost, updates come twice and overtake each other, Telegram says "too many".

Updates of one person come in order, as Telegram sends them; those of two people may come in any.
`RELAY_KILLS=200` and `FLOODS=20` make a night of it. Seen to fail: with the copy put into the
outbox after the commit of its update (lost), with a copy that forgets which message it is of
(unknown), with `first_time` that always says yes (doubled), without `recover` (stuck), with a lost
reply that is believed to be one (a single copy), with a chat of which more than the first message
may be claimed (out of order).
"""

import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.settings import Settings
from simulator.people import Person, Telegram
from storage import tables
from storage.unit_of_work import Storage
from tests.conftest import FakeClock
from tests.faults.crashing import KILLED
from tests.faults.deals import arrives
from tests.faults.processes import Processes, opened, processes
from tests.stories.conftest import Program, settings
from tests.stories.deals import NEVER_SHOWN, deal_at
from tests.stories.truth import count, read, settled

__all__ = ["settings"]
KILLS = int(os.environ.get("RELAY_KILLS", "5"))
FLOODS = int(os.environ.get("FLOODS", "1"))
SEED = int(os.environ.get("SEED", "1"))
LOST = "lost reply"
TROUBLE = ("before update", "after update", "before send", "after send", LOST)
A_BURST, A_FLOOD = 4, 200
MARK = "No. "


@dataclass
class Talk:
    """Two who write to each other: texts the one, captions the other. `written`: by the reader."""

    storage: Storage
    telegram: Telegram
    ana: Person
    marc: Person
    written: dict[int, list[str]] = field(default_factory=dict)

    async def begin(self) -> None:
        await arrives(self.storage, self.ana, self.marc)
        await deal_at(self.storage, "started", self.ana, self.marc, NEVER_SHOWN)
        for writer, reader in ((self.ana, self.marc), (self.marc, self.ana)):
            self.written[reader.id] = []
            await writer.types("Good morning!")
            await writer.presses("Send it", wait=False)
            await reader.sees("Good morning!", anywhere=True)
        await settled(self.storage, self.telegram)

    async def write(self, writer: Person, reader: Person) -> str:
        """The next one; returns its text."""
        text = f"{MARK}{len(self.written[reader.id]):04d}"
        self.written[reader.id].append(text)
        if writer is self.ana:
            await writer.types(text)
        else:
            await writer.sends_photo(caption=text)
        return text


@pytest.mark.timeout(120 + 10 * KILLS)
async def test_killed_anywhere_on_the_way(
    telegram: Telegram, own_database_url: str, clock: FakeClock, tmp_path: Path
) -> None:
    """One copy; a second one only where the program can't know that the first one came."""
    ana, marc = await telegram.person("Ana"), await telegram.person("Marc")
    async with (
        opened(own_database_url, clock) as storage,
        processes(telegram, own_database_url, tmp_path) as program,
    ):
        talk, orders = Talk(storage, telegram, ana, marc), _orders()
        await program.start(next(orders))
        await talk.begin()
        for number in range(KILLS):
            sides = (ana, marc) if number % 2 == 0 else (marc, ana)
            await _in_trouble(talk, program, sides, *_trouble(number), orders)
        await _all_in_order(talk)


@pytest.mark.timeout(120 + 60 * FLOODS)
async def test_a_flood_in_bad_weather(
    telegram: Telegram, settings: Settings, clock: FakeClock
) -> None:
    """200 messages without a pause: each once, in the order of their updates."""
    dice, program = random.Random(SEED), Program(settings, clock)
    ana, marc = await telegram.person("Ana"), await telegram.person("Marc")
    await program.start()
    try:
        talk = Talk(program.app.storage, telegram, ana, marc)
        await talk.begin()
        for number in range(FLOODS):
            await telegram.no_faults()
            await _flood(talk, dice, (ana, marc) if number % 2 == 0 else (marc, ana))
        assert await _copies(ana) == talk.written[ana.id]
        assert await _copies(marc) == talk.written[marc.id]
        await _all_in_order(talk)
    finally:
        await program.stop()


# --- what happens ------------------------------------------------------------------------------


def _trouble(number: int) -> tuple[str, int]:
    """What happens in the round of this number, and at which update or message of it."""
    return TROUBLE[number % len(TROUBLE)], 1 + number % A_BURST


def _orders() -> Iterator[str]:
    for number in range(KILLS):
        trouble, at = _trouble(number)
        if trouble != LOST:
            yield f"{trouble} {at}"
    while True:
        yield ""


async def _in_trouble(
    talk: Talk,
    program: Processes,
    sides: tuple[Person, Person],
    trouble: str,
    at: int,
    orders: Iterator[str],
) -> None:
    """One side writes; the program ends in the midst of it, and another one goes on."""
    reader = sides[1]
    if trouble == LOST:
        method = "sendMessage" if reader is talk.marc else "copyMessage"
        await talk.telegram.fault("lost_reply", method, chat=reader, skip=at - 1)
    else:
        program.counts()
    texts = [await talk.write(*sides) for _ in range(A_BURST)]
    if trouble != LOST:
        await program.ended.wait()
        assert program.exit_code == KILLED
        await program.start(next(orders))
        await program.ready.wait()
    await reader.sees(texts[-1], anywhere=True)
    await settled(talk.storage, talk.telegram)
    await _as_often_as_can_be(talk, reader, texts, trouble, at)


async def _flood(talk: Talk, dice: random.Random, sides: tuple[Person, Person]) -> None:
    """200 messages; every now and then one of the other side overtakes."""
    writer, reader = sides
    for method in ("sendMessage", "copyMessage"):
        for _ in range(2):
            skip = dice.randrange(A_FLOOD // 2)
            await talk.telegram.fault("error", method, chat=reader, skip=skip, retry_after=1)
    for number in range(A_FLOOD):
        if number % 10 == 0:
            await talk.telegram.fault("reorder", size=2)
            await talk.write(writer, reader)
            await talk.write(reader, writer)
        else:
            if dice.random() < 0.3:
                await talk.telegram.fault("duplicate")
            await talk.write(writer, reader)
    for someone in sides:
        await someone.sees(talk.written[someone.id][-1], anywhere=True)
    await settled(talk.storage, talk.telegram)


# --- what is true afterwards -------------------------------------------------------------------


async def _copies(reader: Person) -> list[str]:
    return [one.text for one in await reader.chat() if one.by_bot and one.text.startswith(MARK)]


async def _as_often_as_can_be(
    talk: Talk, reader: Person, texts: list[str], trouble: str, at: int
) -> None:
    """Sent and not noted: once more, and only that one. An update's commit may come while the copy
    of an earlier one is being sent."""
    came = Counter(await _copies(reader))
    extra = {text: came[text] - 1 for text in texts if came[text] != 1}
    if trouble in ("after send", LOST):
        assert extra == {texts[at - 1]: 1}
    elif trouble == "before send" or at == 1:
        assert extra == {}
    else:
        assert list(extra.values()) in ([], [1])
    log, outbox = tables.relay_messages.c, tables.outbox.c
    query = sa.select(log.text).join(tables.outbox, outbox.id == log.row_id).where(outbox.uncertain)
    async with talk.storage.begin() as work:
        doubted = {text for (text,) in await read(work, query)}
    assert extra.keys() <= doubted


async def _all_in_order(talk: Talk) -> None:
    """A copy that came twice came at once; the log has each once, and knows each copy."""
    assert await count(talk.storage, tables.parked_updates) == 0
    for writer, reader in ((talk.ana, talk.marc), (talk.marc, talk.ana)):
        shown = {one.id: one.text for one in await reader.chat() if one.by_bot}
        copies = [text for text in shown.values() if text.startswith(MARK)]
        written = talk.written[reader.id]
        assert [text for text, n in _runs(copies) if n <= 2] == written
        log, sent = tables.relay_messages.c, tables.sent_messages.c
        query = (
            sa.select(log.text, sent.message_id)
            .outerjoin(tables.sent_messages, (sent.relay == log.id) & (sent.chat_id == reader.id))
            .where(log.sender_id == writer.id, log.text.startswith(MARK))
            .order_by(log.id)
        )
        async with talk.storage.begin() as work:
            known = await read(work, query)
        assert [text for text, _ in known] == written
        assert [shown.get(message_id) for _, message_id in known] == written


def _runs(texts: list[str]) -> list[tuple[str, int]]:
    """Each with how often it stands there in a row."""
    runs: list[tuple[str, int]] = []
    for text in texts:
        if runs and runs[-1][0] == text:
            runs[-1] = (text, runs[-1][1] + 1)
        else:
            runs.append((text, 1))
    return runs
