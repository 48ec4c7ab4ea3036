"""`perfectlancer demo` as people run it: real processes, a real bot, Ctrl-C, and again."""

import asyncio
import os
import signal
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from aiohttp import ClientSession
from rich.console import Console
from typer.testing import CliRunner

from bot import cli
from bot.clock import SystemClock
from bot.demo import live, object_store
from bot.demo.place import place
from bot.demo.port import free
from simulator.page import KEY_HEADER
from simulator.people import Person, Telegram
from storage.unit_of_work import Storage
from tests.bot.demos import WITHIN, demo
from tests.conftest import TAKES_MONEY
from tests.stories.deals import NEVER_SHOWN, deal_at, profile


def children(root: int) -> set[int]:
    """All processes below this one."""
    listed = subprocess.run(["ps", "-Ao", "pid=,ppid="], capture_output=True, text=True, check=True)
    pairs = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    found, more = set[int](), {root}
    while more:
        more = {pid for pid, parent in pairs if parent in more} - found
        found |= more
    return found


async def all_gone(processes: set[int]) -> None:
    async with asyncio.timeout(15):
        for pid in processes:
            with suppress(ProcessLookupError):
                while True:
                    os.kill(pid, 0)
                    await asyncio.sleep(0.05)


@pytest.mark.timeout(300)
async def test_everything_is_there_the_next_time(tmp_path: Path) -> None:
    """The page, the real bot behind it, a moved clock, an end without a trace, and all again.

    Seen to fail with a clock that the program was not told of at the next start, and with chats
    that were not kept.
    """
    async with demo("--port", "0", "--people", "3", folder=tmp_path) as first:
        await first.says("Ctrl-C ends it")
        assert "Ana, Marc and Ola each have a chat" in first.said
        assert "S3-compatible server" in first.said
        await first.open()
        ana, *others = await first.act("people")
        assert len(others) == 2
        assert "Ana" in await first.answered(ana["id"], "/start")
        await first.act("pass_time", seconds=604_800)
        assert float((tmp_path / "var" / "demo" / "clock").read_text()) == 604_800
        chat = await first.act("chat", person=ana["id"])
        started = children(first.process.pid)
        assert len(started) >= 4  # the program and the store, each with its guard
        async with demo(folder=tmp_path) as another:
            assert await another.ends() == 1
            assert f"A demo runs here already: {first.url}" in another.said
        first.process.send_signal(signal.SIGINT)
        assert await first.ends() == 0
        assert "Traceback" not in first.said
        await all_gone(started)
    (tmp_path / "var" / "demo" / "clock").unlink()
    async with demo("--port", "0", folder=tmp_path) as again:
        await again.says("Ctrl-C ends it")
        await again.open()
        assert (await again.act("people"))[0] == {**ana, "started": True}
        assert await again.act("chat", person=ana["id"]) == chat
        assert float((tmp_path / "var" / "demo" / "clock").read_text()) == 604_800
        assert await again.answered(ana["id"], "/menu")
        again.process.send_signal(signal.SIGTERM)
        assert await again.ends() == 0


@pytest.mark.timeout(300)
async def test_a_program_that_dies_is_said_and_started_again(tmp_path: Path) -> None:
    """In a fresh place, on the next port, as this one is taken. When the demo itself is killed,
    its children end as well.

    Seen to fail with what was there before, and with a program that outlived the demo.
    """
    kept = tmp_path / "var" / "demo"
    (kept / "telegram").mkdir(parents=True)
    (kept / "telegram" / "telegram.json").write_text("of another time")
    (kept / "perfectlancer.db").write_text("no database")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        async with demo("--port", str(port), "--fresh", folder=tmp_path) as running:
            await running.says("Ctrl-C ends it")
            assert f"Port {port} is taken, so the page is at port " in running.said
            assert "cannot be read" not in running.said
            await running.open()
            ana = (await running.act("people"))[0]["id"]
            await running.answered(ana, "/start")
            (kept / "log").write_text("the last words of it\n")
            for pid in children(running.process.pid):
                if children(pid) == set() and b"run" in _command(pid):
                    os.kill(pid, signal.SIGKILL)
            await running.says("The bot has stopped (exit code 137). Its last words:")
            await running.says("the last words of it")
            told = await running.act("bot")
            assert (told["running"], told["restartable"]) == (False, True)
            await running.act("restart_bot")
            assert (await running.act("bot"))["running"]
            await running.answered(ana, "/menu")
            started = children(running.process.pid)
            running.process.kill()
            await all_gone(started)


FILM = bytes(range(256)) * 256


@pytest.mark.timeout(300)
async def test_a_film_comes_by_a_link(tmp_path: Path) -> None:
    """One that Telegram would not carry, to the program's own page on this machine; also after a
    restart. Seen to fail without a web server, and with one at the port of the demo's page.
    """
    async with demo("--port", "0", folder=tmp_path) as running:
        await running.says("Ctrl-C ends it")
        await running.open()
        key = running.session.headers[KEY_HEADER]
        async with Telegram.at(running.url, patience=WITHIN, key=key) as telegram:
            raw = await telegram.link.act("people")
            ana, marc = [Person(telegram.link, one, WITHIN) for one in raw]
            await _deal(tmp_path / "var" / "demo" / "perfectlancer.db", ana, marc)
            await ana.sends_file("film.mov", size=21 * 1024 * 1024)
            for name, restarted in (("film.mov", False), ("trailer.mov", True)):
                if restarted:
                    await running.act("restart_bot")
                await ana.presses("Upload a big file")
                shown = await ana.sees("works once, for one hour")
                (address,) = [key["value"] for key in shown.raw["keys"][0]]
                assert not address.startswith(running.url)
                async with ClientSession() as browser:
                    assert (await browser.get(address)).status == 200
                    named = {"X-File-Name": name}
                    assert (await browser.put(address, data=FILM, headers=named)).status == 200
                await ana.sees(name, button="Mark completed", anywhere=True)


async def _deal(database: Path, ana: Person, marc: Person) -> None:
    """As far as Ana's question what she delivers."""
    for person in (ana, marc):
        await person.types("/start")
        await person.sees("")
    storage = Storage.open(f"sqlite:///{database}", clock=SystemClock(), policy=TAKES_MONEY)
    try:
        for person, role in ((ana, "freelancer"), (marc, "client")):
            await profile(storage, person, role)
        await deal_at(storage, "started", ana, marc, NEVER_SHOWN)
    finally:
        await storage.close()
    await ana.types("/projects")
    await ana.presses("A shop for ceramics")
    await ana.presses("Deliver milestone 1")


@pytest.mark.timeout(300)
async def test_who_cannot_wait_presses_ctrl_c_again(tmp_path: Path) -> None:
    """While a program that does not listen is being stopped. Nobody is left behind.

    Seen to fail with one more Ctrl-C that is taken like the first, and with a guard that ends
    without its child.
    """
    async with demo("--port", "0", folder=tmp_path) as running:
        await running.says("Ctrl-C ends it")
        started = children(running.process.pid)
        (program,) = [pid for pid in started if not children(pid) and b"run" in _command(pid)]
        os.kill(program, signal.SIGSTOP)
        try:
            running.process.send_signal(signal.SIGINT)
            await running.says("The end; everything is kept.")
            running.process.send_signal(signal.SIGINT)
            assert await running.ends() == 130
        finally:
            with suppress(ProcessLookupError):
                os.kill(program, signal.SIGCONT)
        assert "Traceback" not in running.said
        await all_gone(started)


def _command(pid: int) -> bytes:
    shown = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, check=False)
    return shown.stdout


@pytest.mark.timeout(300)
async def test_a_deal_can_be_watched(tmp_path: Path) -> None:
    """It begins when the page is open. Seen to fail with one that began before."""
    async with demo("--play", "--page", "--port", "0", folder=tmp_path) as running:
        await running.says("It begins when that page is open")
        await running.open()
        assert await running.act("people") == []
        async with running.session.get(f"{running.url}/control/stream"):
            await running.says("Ana: /start")
            await running.says("bot → Ana: ")
        started = children(running.process.pid)
        running.process.send_signal(signal.SIGINT)
        assert await running.ends() == 0
        assert "Traceback" not in running.said
        await all_gone(started)


def test_a_port_that_is_free() -> None:
    """Seen to fail with the wanted one whoever has it, and with one that no machine has."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free(port) != port
    assert free(port) == port
    assert 0 < free(65_536) < 65_536


def test_only_the_lock_survives_a_fresh_start(tmp_path: Path) -> None:
    """What a link in the folder leads to is not the demo's. Seen to fail with rmtree on all."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").touch()
    folder = tmp_path / "demo"
    with place(folder) as own:
        key = own.key()
        (folder / "link").symlink_to(elsewhere)
        own.clear()
        assert [path.name for path in folder.iterdir()] == ["lock"]
        assert own.key() != key
    assert (elsewhere / "precious").exists()


async def test_files_that_lie_in_a_folder_stay_there(tmp_path: Path) -> None:
    """Seen to fail with an S3 server that knew nothing of them."""
    (tmp_path / "files").mkdir()
    console = Console(record=True, quiet=False)
    async with live.files_of(console, tmp_path) as settings:
        assert settings is None
    assert console.export_text() == "Files are kept in a folder.\n"


@pytest.mark.parametrize("script", ["exit 3", "exec sleep 600"])
async def test_an_s3_server_that_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    """It ends at once, or never takes a file. Then a folder does as well, and what was begun is
    over. Seen to fail when nobody minded why, and with a server that was left running.
    """
    weed = tmp_path / "weed"
    weed.write_text(f"#!/bin/sh\n{script}\n")
    weed.chmod(0o700)
    for module in (live, object_store):
        monkeypatch.setattr(module, "installed", lambda: str(weed))
    monkeypatch.setattr(object_store, "READY_SECONDS", 0.0)
    console = Console(record=True, width=500)
    async with live.files_of(console, tmp_path / "demo") as settings:
        assert settings is None
        own = map(_command, children(os.getpid()))
        assert not [command for command in own if b"sleep 600" in command or bytes(weed) in command]
    said = console.export_text()
    assert said.startswith("Files are kept in a folder: SeaweedFS did not start (")


@pytest.mark.parametrize(
    ("options", "said"),
    [(("--page",), "it is for --play"), (("--people", "0"), "people"), (("--port", "-1"), "port")],
)
def test_options_that_do_not_fit_are_refused(options: tuple[str, ...], said: str) -> None:
    result = CliRunner().invoke(cli.app, ("demo", *options))
    assert result.exit_code == 2
    assert said in result.output
