"""The bot in a page: people to be, a clock to move, and everything still there the next time."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from bot.demo.cast import gather
from bot.demo.object_store import NoObjectStore, ObjectStore, installed
from bot.demo.place import Place, Taken, place
from bot.demo.port import free, listen
from bot.demo.program import Program
from simulator.people import TOKEN, Telegram
from simulator.server import Server

FOLDER = Path("var/demo")


@dataclass(frozen=True)
class Wishes:
    """What the command line asks for."""

    people: int = 2
    port: int = 8080
    fresh: bool = False
    topics: bool = False


async def live(console: Console, wishes: Wishes, folder: Path = FOLDER) -> int:
    """Until it is cancelled; then all its parts end. Returns an exit code when it cannot begin."""
    try:
        with place(folder) as own:
            await _live(console, wishes, own)
    except Taken as taken:
        console.print(f"A demo runs here already: [bold]{escape(str(taken)) or 'it starts'}[/]")
    return 1


async def _live(console: Console, wishes: Wishes, own: Place) -> None:
    if wishes.fresh:
        own.clear()
    key, kept = own.key(), own.folder / "telegram"
    async with AsyncExitStack() as stack:
        server = Server(TOKEN, port=wishes.port, page_key=key, keep=kept)
        await listen(server, console)
        telegram = await stack.enter_async_context(Telegram.on(server))
        own.tell(server.url)
        if server.notice:
            console.print(f"[yellow]{escape(server.notice)}[/]")
        if wishes.topics:
            await telegram.topics()
        names = await gather(telegram, wishes.people)
        console.print(f"\n  [bold]{server.url}[/]\n")
        console.print(f"{_listed(names)} a chat with the bot there; /start begins.")
        files = await stack.enter_async_context(files_of(console, own.folder))
        program = Program(
            server.url,
            TOKEN,
            own.folder,
            files,
            died=lambda code: tell_end(console, server, program, code),
            web_port=free(server.port + 1),
        )
        run_beside(server, program)
        stack.push_async_callback(program.stop)
        await program.start()
        server.bot_is(running=True)
        console.print(
            f"All of it is kept in {own.folder} for the next time; `make demo ARGS=--fresh` begins "
            "anew.\nCtrl-C ends it."
        )
        stack.callback(console.print, "\nThe end; everything is kept.")
        await asyncio.Event().wait()


def run_beside(server: Server, program: Program) -> None:
    """The page moves the program's clock, too, and can restart it."""

    async def on_clock(seconds: float) -> None:
        program.shift(seconds)

    async def on_restart() -> None:
        await program.restart()
        server.bot_is(running=True)

    server.world.host.on_clock, server.world.host.on_restart = on_clock, on_restart
    program.shift(server.world.clock.ahead)


def tell_end(console: Console, server: Server, program: Program, code: int) -> None:
    """The program has ended by itself."""
    lines = program.last_lines()
    server.bot_is(running=False, last_lines=lines)
    console.print(f"\n[bold red]The bot has stopped[/] (exit code {code}). Its last words:")
    for line in lines:
        console.print(f"  {escape(line)}")
    console.print("The page has a button that starts it again.")


@asynccontextmanager
async def files_of(console: Console, folder: Path) -> AsyncIterator[Mapping[str, str] | None]:
    """Settings of an S3-compatible server of this machine; None: a plain folder serves as well.

    Where there are files in a folder already, they stay there.
    """
    if (folder / "files").exists() or not installed():
        console.print("Files are kept in a folder.")
        yield None
        return
    store = ObjectStore(folder / "objects")
    try:
        await store.start()
    except NoObjectStore as error:
        console.print(f"Files are kept in a folder: SeaweedFS did not start ({error}).")
        yield None
        return
    try:
        console.print(f"Files are kept by an S3-compatible server, SeaweedFS: {store.endpoint}")
        yield store.settings()
    finally:
        await store.stop()


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return f"{names[0]} has"
    return f"{', '.join(names[:-1])} and {names[-1]} each have"
