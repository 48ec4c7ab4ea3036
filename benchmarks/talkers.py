"""People who write to each other through the bot, and what has come of it."""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.crowd import PATIENCE_SECONDS
from benchmarks.figures import check
from simulator.people import Person, Telegram

MARK = "№"
"""Only what is measured has it."""


@dataclass
class Stream:
    """What one person writes to another; `texts` in the order written, with when (unix time)."""

    writer: Person
    reader: Person
    texts: dict[str, float] = field(default_factory=dict)

    async def write(self) -> None:
        text = f"{MARK}{len(self.texts):05d} Shall the opening hours be a little larger?"
        self.texts[text] = time.time()
        await self.writer.types(text)

    async def whole(self) -> None:
        """Until the last one has come."""
        if self.texts:
            last = list(self.texts)[-1]
            await self.reader.sees(last, anywhere=True, within=PATIENCE_SECONDS)


async def at_random(streams: Sequence[Stream], per_second: float, count: int) -> None:
    """`count` messages at Poisson arrivals of `per_second`, each by anybody."""
    chance, due = random.Random(7), time.perf_counter()
    for _ in range(count):
        due += chance.expovariate(per_second)
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        await chance.choice(streams).write()
    await asyncio.gather(*(stream.whole() for stream in streams))


async def without_pause(streams: Sequence[Stream], each: int) -> float:
    """Everybody writes `each` messages at once; the seconds until the last copy."""
    began = time.perf_counter()
    for _ in range(each):
        for stream in streams:
            await stream.write()
    await asyncio.gather(*(stream.whole() for stream in streams))
    return time.perf_counter() - began


@dataclass(frozen=True, slots=True)
class Came:
    """`seconds` from each message to its copy; `late`: copies that came after one of a later
    message."""

    seconds: list[float]
    late: int


async def came(telegram: Telegram, streams: Sequence[Stream]) -> Came:
    """All copies so far. Raises WorkNotDone when one is missing, or came twice."""
    seconds, late = [], 0
    for stream in streams:
        calls = await telegram.calls(chat_id=stream.reader.id, ok=True)
        arrived = {call["result"]["message_id"]: call["at"] for call in calls if _sent(call)}
        copies = [one for one in await stream.reader.chat() if one.by_bot and MARK in one.text]
        texts = [one.text for one in copies]
        check(len(texts) == len(set(texts)), f"a copy came twice: {_doubled(texts)}")
        missing = stream.texts.keys() - set(texts)
        check(not missing and len(texts) == len(stream.texts), f"{len(missing)} copies are missing")
        seconds += [arrived[one.id] - stream.texts[one.text] for one in copies]
        late += _late(texts, list(stream.texts))
    return Came(seconds, late)


def _sent(call: dict[str, object]) -> bool:
    return isinstance(call["result"], dict) and "message_id" in call["result"]


def _doubled(texts: list[str]) -> list[str]:
    return [text for text in sorted(set(texts)) if texts.count(text) > 1]


def _late(copies: list[str], written: list[str]) -> int:
    places = {text: place for place, text in enumerate(written)}
    newest, late = -1, 0
    for text in copies:
        late += places[text] < newest
        newest = max(newest, places[text])
    return late
