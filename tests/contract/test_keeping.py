"""What Telegram remembers from one run to the next: nothing is lost, nothing is half."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import unused_port
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator import control, snapshot, view
from simulator.keeping import FILES, STATE
from simulator.links import DirectLink
from simulator.people import Telegram
from simulator.server import Server
from simulator.state import World

TEXTS = st.text(min_size=1).filter(str.strip)
ACTS = st.one_of(
    st.tuples(st.just("say"), st.fixed_dictionaries({"text": TEXTS})),
    st.tuples(
        st.just("say"), st.fixed_dictionaries({"text": TEXTS, "reply_to": st.integers(1, 5)})
    ),
    st.tuples(
        st.just("send_file"),
        st.fixed_dictionaries(
            {
                "file": st.fixed_dictionaries(
                    {"name": st.text(), "content": st.binary(min_size=1, max_size=20)}
                )
            }
        ),
    ),
    st.tuples(
        st.just("edit"), st.fixed_dictionaries({"message_id": st.integers(1, 5), "text": TEXTS})
    ),
    st.tuples(st.just("delete"), st.fixed_dictionaries({"message_id": st.integers(1, 5)})),
    st.tuples(
        st.just("react"),
        st.fixed_dictionaries({"message_id": st.integers(1, 5), "emoji": st.sampled_from("👍🔥")}),
    ),
    st.tuples(st.just("open_topic"), st.fixed_dictionaries({"name": TEXTS})),
    st.tuples(st.sampled_from(["block", "unblock", "deactivate"]), st.just({})),
    st.tuples(st.just("rename"), st.fixed_dictionaries({"first_name": TEXTS})),
    st.tuples(st.just("pass_time"), st.fixed_dictionaries({"seconds": st.floats(0, 1e6)})),
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=st.lists(st.tuples(st.integers(0, 1), ACTS), max_size=25))
async def test_what_is_kept_is_what_was(
    tmp_path_factory: pytest.TempPathFactory, acts: list[Any]
) -> None:
    """Seen to fail with pins, with a reaction, and with the forgotten files left out."""
    folder = tmp_path_factory.mktemp("kept")
    world = World("1:TEST", folder=folder)
    people = [world.add_person({"first_name": name}).id for name in ("Ana", "Marc")]
    await control.run(world, "enable_topics", {})
    for person in people * 3:
        await control.run(world, "say", {"person": person, "text": "Hello"})
    for who, (verb, facts) in acts:
        person = {} if verb == "pass_time" else {"person": people[who]}
        try:
            await control.run(world, verb, person | facts)
        except control.ControlError:
            continue
    for chat in world.chats.values():
        chat.pinned += [m.id for m in chat.newest_first()][:2]
    for stored in world.files.known()[:1]:
        world.files.forget(stored.file_id)
    kept = json.loads(json.dumps(snapshot.dump(world)))
    again = World("1:TEST", folder=folder)
    assert snapshot.restore(again, kept) == 0
    assert json.loads(json.dumps(snapshot.dump(again))) == kept
    for person in people:
        board = {"person": person, "last": 100}
        assert await control.run(again, "board", board) == await control.run(world, "board", board)
        since = random.Random(len(acts)).randrange(world.seq + 1)
        seen = {"person": person, "since": since}
        assert await control.run(again, "changes", seen) == await control.run(
            world, "changes", seen
        )


@asynccontextmanager
async def running(folder: Path, **more: Any) -> AsyncIterator[Telegram]:
    server = Server(keep=folder, **more)
    await server.start()
    async with Telegram.on(server) as telegram:
        yield telegram


async def call(telegram: Telegram, method: str, **params: Any) -> Any:
    async with ClientSession() as bot:
        url = f"{telegram.api_base}{telegram.token}/{method}"
        return (await (await bot.post(url, json=params)).json())["result"]


async def test_the_next_run_goes_on(tmp_path: Path) -> None:
    """Chats, files, what waits for the bot, payments, the clock; numbers go on, and are no others.

    Seen to fail with a next run that numbers updates from a random start again.
    """
    async with running(tmp_path) as telegram:
        ana = await telegram.person("Ana")
        await ana.starts()
        sent = await call(telegram, "sendMessage", chat_id=ana.id, text="Welcome")
        await call(telegram, "pinChatMessage", chat_id=ana.id, message_id=sent["message_id"])
        invoice = {"title": "T", "description": "D", "payload": "p", "currency": "XTR"}
        await call(
            telegram, "sendInvoice", chat_id=ana.id, prices=[{"label": "L", "amount": 5}], **invoice
        )
        file = await ana.sends_file("a.txt", b"the bytes")
        await telegram.passes(86_400)
        before = await telegram.link.act("board", person=ana.id)
        state = await telegram.link.act("state")
        waiting = await call(telegram, "getUpdates")
    async with running(tmp_path) as telegram:
        after = await telegram.link.act("board", person=ana.id)
        assert after == before
        assert await telegram.link.download(file.raw["file"]["file_id"]) == b"the bytes"
        again = await telegram.link.act("state")
        assert again["next_update_id"] == state["next_update_id"]
        assert again["now"] == pytest.approx(state["now"], abs=60)
        assert await call(telegram, "getUpdates") == waiting
        text = await telegram.link.act("say", person=ana.id, text="Still here")
        assert text["message_id"] == before["messages"][-1]["message_id"] + 1
        assert text["seq"] > before["seq"]


async def test_what_went_over_the_wire_is_kept_and_trouble_is_not(tmp_path: Path) -> None:
    """The newest of it, then where the next run began, then what comes; no number comes twice.

    Seen to fail with parameters that were taken for those of a call on its way, with a first number
    of 1 in each run, and with faults that were forgotten before they were counted.
    """
    async with running(tmp_path) as telegram:
        ana = await telegram.person("Ana")
        await ana.starts()
        for number in range(400):
            await call(telegram, "sendMessage", chat_id=ana.id, text=f"Line {number}")
        await telegram.link.act("fault", kind="error", method="sendMessage", count=9, skip=400)
        before = [view.entry(one) for one in _world(telegram).wire.newest(400)]
    async with running(tmp_path) as telegram:
        sent = await call(telegram, "sendMessage", chat_id=ana.id, text="Of today")
        *kept, begun, new = [view.entry(one) for one in _world(telegram).wire.newest(400)]
        assert kept == before[-300:]
        assert (begun["kind"], begun["faults"]) == ("begin", 1)
        assert new["result"] == sent
        assert [begun["n"], new["n"]] == [kept[-1]["n"] + 1, kept[-1]["n"] + 2]
        assert await telegram.link.act("faults") == []


async def test_what_an_older_version_kept_is_read(tmp_path: Path) -> None:
    """It had nothing of the wire. Seen to fail when that was asked for."""
    async with running(tmp_path) as telegram:
        await (await telegram.person("Ana")).starts()
    kept = json.loads((tmp_path / STATE).read_text())
    del kept["wire"], kept["armed"]
    (tmp_path / STATE).write_text(json.dumps(kept))
    async with running(tmp_path) as telegram:
        assert [one["first_name"] for one in await telegram.link.act("people")] == ["Ana"]
        assert [one["kind"] for one in _world(telegram).wire.newest(9)] == ["begin"]


def _world(telegram: Telegram) -> World:
    link = telegram.link
    assert isinstance(link, DirectLink)
    return link.server.world


async def test_pages_read_everything_anew_after_a_restart(tmp_path: Path) -> None:
    """Seen to fail with a run that was always the same: pages went on with what they had."""
    server = Server(keep=tmp_path)
    run = server.world.run
    async with server:
        pass
    assert Server(keep=tmp_path).world.run != run


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (json.dumps({"format": snapshot.FORMAT + 1}), "a newer version wrote it"),
        (json.dumps({"format": 0}), "another version wrote it"),
        (json.dumps({"format": snapshot.FORMAT}), "something in it is missing"),
        (json.dumps([]), "another version"),
        ('{"format": 1, "cha', "it is damaged"),
        ("\x00" * 40, "it is damaged"),
    ],
)
async def test_what_cannot_be_read_is_moved_aside(tmp_path: Path, text: str, said: str) -> None:
    """With its files, twice if need be. Seen to fail with files that the new run cleared away."""
    for number in (1, 2):
        (tmp_path / STATE).write_text(text)
        (tmp_path / FILES).mkdir(exist_ok=True)
        (tmp_path / FILES / "abc").write_bytes(b"bytes")
        server = Server(keep=tmp_path)
        assert said in server.notice
        assert str(tmp_path / f"aside-{number}") in server.notice
        async with server:
            assert await control.run(server.world, "people", {}) == []
        aside = tmp_path / f"aside-{number}"
        assert (aside / STATE).read_text() == text
        assert (aside / FILES / "abc").read_bytes() == b"bytes"


async def test_bytes_that_are_missing_are_said(tmp_path: Path) -> None:
    """Seen to fail with a file that a chat showed and nobody could open."""
    async with running(tmp_path) as telegram:
        ana = await telegram.person("Ana")
        await ana.sends_file("a.txt", b"the bytes")
        await ana.sends_file("b.txt", b"others")
    next((tmp_path / FILES).iterdir()).unlink()
    server = Server(keep=tmp_path)
    assert "The bytes of 1 files are missing" in server.notice
    async with server:
        board = await control.run(server.world, "board", {"person": ana.id})
        files = [message["file"] for message in board["messages"]]
        assert [file["name"] for file in files] == ["a.txt", "b.txt"]
        for file in files:
            async with ClientSession() as page:
                got = await page.get(f"{server.url}/control/download/{file['file_id']}")
                assert len(await got.read()) == file["size"]


async def test_bytes_that_nobody_refers_to_go(tmp_path: Path) -> None:
    async with running(tmp_path) as telegram:
        ana = await telegram.person("Ana")
        await ana.sends_file("a.txt", b"the bytes")
    (tmp_path / FILES / "left-over").write_bytes(b"half an upload")
    async with running(tmp_path):
        assert len(list((tmp_path / FILES).iterdir())) == 1


async def test_at_every_moment_the_file_is_whole(tmp_path: Path) -> None:
    """Whoever reads it while it is written reads the old one or the new one, and so does whoever
    starts after a crash. Seen to fail, read half, with a file that is written in place.
    """
    server = Server(keep=tmp_path)
    ana = server.world.add_person({"first_name": "Ana"}).id
    for _ in range(500):
        await control.run(server.world, "say", {"person": ana, "text": "x" * 4000})
    keeper, over = server.keeper, threading.Event()
    assert keeper
    await keeper.save()

    def reads() -> int:
        times = 0
        while not over.is_set():
            json.loads((tmp_path / STATE).read_bytes())
            times += 1
        return times

    reading = asyncio.create_task(asyncio.to_thread(reads))
    for _ in range(15):
        await keeper.save()
    over.set()
    assert await reading


async def test_a_killed_process_forgets_less_than_a_second(tmp_path: Path) -> None:
    """SIGKILL while people write, three times. A busy machine is given another second.

    Seen to fail with a pause of three seconds, and, without skip_ahead, with an update that had
    the number of one that the bot had got.
    """
    told: list[tuple[float, int]] = []
    newest = 0
    for seconds in (2.5, 2.8, 0):
        async with process(tmp_path) as (url, child), Telegram.at(url) as telegram:
            people = await telegram.link.act("people")
            person = (people or [await telegram.link.act("person", first_name="Ana")])[0]["id"]
            kept = {m["message_id"] for m in await telegram.link.act("chat", person=person)}
            missing = [number for _, number in told if number not in kept]
            assert not missing, f"{len(missing)} of {len(told)} are gone"
            first = (await telegram.link.act("state"))["next_update_id"]
            assert first > newest
            told = []
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                said = await telegram.link.act("say", person=person, text="x" * 4000)
                told.append((time.monotonic(), said["message_id"]))
                await asyncio.sleep(0.01)
            newest = first + len(told) - 1
            child.send_signal(signal.SIGKILL)
            killed = time.monotonic()
        told = [one for one in told if one[0] < killed - 2]
        assert told or not seconds
        json.loads((tmp_path / STATE).read_bytes())


@asynccontextmanager
async def process(folder: Path) -> AsyncIterator[tuple[str, asyncio.subprocess.Process]]:
    """A simulator of its own that keeps its data; killed with the block."""
    port = unused_port()
    options = ("-m", "simulator", "--port", str(port), "--keep", str(folder))
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *options,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert child.stdout
        await asyncio.wait_for(child.stdout.readline(), 30)
        yield f"http://127.0.0.1:{port}", child
    finally:
        if child.returncode is None:
            child.kill()
        await child.wait()
