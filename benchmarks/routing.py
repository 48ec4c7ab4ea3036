"""The way of an update from aiogram's dispatcher to the function that serves it."""

import asyncio
import statistics
import time
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import aiogram
from aiogram.types import Message, Update

from benchmarks import script, seed
from benchmarks.desk import TOKEN, office, visitors
from benchmarks.figures import Bench, Benchmark, Figure, ms, times
from bot.dispatcher import Dispatcher
from marketplace.people import Person
from marketplace.talks import Talk
from views import callbacks

GOAL = 2.5
USER = {"id": 7, "is_bot": False, "first_name": "Ana", "language_code": "en"}
CHAT = {"id": 7, "type": "private", "first_name": "Ana"}
MESSAGE = {"message_id": 5, "date": 1_760_000_000, "chat": CHAT, "text": "/help"}


async def run(bench: Bench) -> list[Figure]:
    bench.say("a command and a press, nothing behind them")
    trivial, full = _trivial(), _full()
    found: dict[str, list[float]] = {"trivial": [], "command": [], "press": []}
    for _ in range(bench.rounds(7, 3)):
        found["trivial"].append(await _cpu(trivial.feed_update, _command()))
        found["command"].append(await _cpu(full.feed_update, _command()))
        found["press"].append(await _cpu(full.feed_update, _press()))
    cost = {name: statistics.median(rounds) for name, rounds in found.items()}
    bench.say("counting hand-overs to threads")
    return [
        *(_told(kind, cost[kind], cost["trivial"]) for kind in ("command", "press")),
        await _threads(bench),
    ]


async def _cpu(feed: Any, update: Update, times_fed: int = 300) -> float:
    """Seconds of CPU to feed the update once."""
    bot = aiogram.Bot(TOKEN)
    for _ in range(50):
        await feed(bot, update, work=SimpleNamespace())
    began = time.process_time()
    for _ in range(times_fed):
        await feed(bot, update, work=SimpleNamespace())
    return (time.process_time() - began) / times_fed


def _trivial() -> aiogram.Dispatcher:
    """One handler without a filter."""
    dispatcher = aiogram.Dispatcher(disable_fsm=True)

    async def handler(message: Message) -> None: ...

    dispatcher.message.register(handler)
    return dispatcher


def _full() -> aiogram.Dispatcher:
    """Our tables, with nothing behind: no database is asked who the person is, no screen drawn."""
    ours = Dispatcher(TOKEN, seed.POLICY)
    ana = Person(7, "Ana", "en")

    async def arrive(*_: Any) -> Person:
        return ana

    async def serves(*_: Any) -> None: ...

    async def no_talk(*_: Any) -> Talk:
        return Talk(ana.id)

    @asynccontextmanager
    async def no_refusals(_: Any) -> Any:
        yield

    talks = SimpleNamespace(of=no_talk)
    nothing = SimpleNamespace(
        outbox=None, conversations=None, cards=None, talks=talks, policy=seed.POLICY
    )
    turn = ours._turn
    ours._arrive = arrive  # type: ignore[method-assign]
    ours._refusals = no_refusals  # type: ignore[method-assign, assignment]
    ours._turn = lambda _, user, **event: turn(nothing, user, **event)  # type: ignore
    ours._wizard = SimpleNamespace(pause=serves)  # type: ignore[assignment]
    ours._commands = dict.fromkeys(ours._commands, serves)
    ours._taps = {prefix: (kind, serves) for prefix, (kind, _) in ours._taps.items()}
    return ours._aiogram


def _command() -> Update:
    return Update.model_validate({"update_id": 1, "message": {**MESSAGE, "from": USER}})


def _press() -> Update:
    data = callbacks.OpenJob(id=12).pack()
    call = {"id": "1", "from": USER, "message": MESSAGE, "data": data, "chat_instance": "1"}
    return Update.model_validate({"update_id": 1, "callback_query": call})


def _told(kind: str, cost: float, trivial: float) -> Figure:
    return Figure(
        f"CPU from the dispatcher to the handler, a {kind}",
        ms(cost),
        f"one trivial aiogram handler {ms(trivial)}",
        times(cost / trivial),
        f"≤ {GOAL}×",
        cost <= GOAL * trivial,
    )


async def _threads(bench: Bench) -> Figure:
    """During a whole bid, database included, which has a thread of its own."""
    calls: list[str] = []
    to_thread, loop = asyncio.to_thread, asyncio.get_running_loop()
    in_executor = loop.run_in_executor

    async def counted(function: Any, *args: Any, **kwargs: Any) -> Any:
        calls.append(repr(function))
        return await to_thread(function, *args, **kwargs)

    def counted_executor(executor: Any, function: Any, *args: Any) -> Any:
        calls.append(repr(function))
        return in_executor(executor, function, *args)

    url = f"sqlite:///{bench.new_folder() / 'bench.db'}"
    await seed.marketplace(url, 1, 1)
    async with office(url) as opened:
        (ana,) = await visitors(opened, 1, iter([script.bids(1, 1)]))
        asyncio.to_thread = counted  # type: ignore[assignment]
        loop.run_in_executor = counted_executor  # type: ignore[method-assign, assignment]
        try:
            for _ in range(script.STEPS_A_BID):
                await ana.step()
        finally:
            asyncio.to_thread = to_thread
            del loop.run_in_executor
    what = "Hand-overs to a thread pool during a whole bid (asyncio.to_thread and executors)"
    return Figure(what, str(len(calls)), goal="0", reached=not calls)


BENCHMARK = Benchmark("routing", "Routing", run)
