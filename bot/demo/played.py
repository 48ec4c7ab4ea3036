"""The story of a deal, played by two people through the real program over HTTP, and printed."""

import asyncio
import secrets
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.rule import Rule

from bot.demo.live import run_beside, tell_end
from bot.demo.port import listen
from bot.demo.program import Program
from bot.demo.story import ACTS, Stage
from bot.demo.story import play as play_story
from bot.demo.unhurried import Unhurried
from simulator.people import TOKEN, Telegram
from simulator.server import Server

COLOURS = {"Ana": "cyan", "Marc": "magenta"}
READY_SECONDS = 60
STEP_SECONDS = 1.0


async def play(console: Console, *, page: bool, port: int = 0, topics: bool = False) -> int:
    """Prints both people's conversation; with `page` one can watch it there, and go on afterwards.

    Returns 1 when a line of the story is not seen.
    """
    with tempfile.TemporaryDirectory(prefix="perfectlancer-demo-") as folder:
        key = secrets.token_urlsafe(24) if page else ""
        server = Server(TOKEN, port=port if page else 0, page_key=key)
        async with _stage(console, server, Path(folder)) as (telegram, program):
            if topics:
                await telegram.topics()
            if page:
                telegram.link = Unhurried(telegram.link, STEP_SECONDS)
                console.print(f"\n  [bold]{server.url}[/]\n\nIt begins when that page is open.")
                await _somebody_watches(server)
            else:
                console.print(f"A local Telegram listens on {server.url}; the bot runs beside it.")
            done = await _told_and_played(console, telegram, program)
            if page:
                console.print("The page is yours now, until Ctrl-C ends it.")
                await asyncio.Event().wait()
    return 0 if done else 1


@asynccontextmanager
async def _stage(
    console: Console, server: Server, folder: Path
) -> AsyncIterator[tuple[Telegram, Program]]:
    """A local Telegram in this process and the program beside it."""
    await listen(server, console)
    async with Telegram.on(server, patience=READY_SECONDS) as telegram:
        program = Program(
            server.url,
            TOKEN,
            folder,
            tick_seconds=0.2,
            died=lambda code: tell_end(console, server, program, code),
        )
        run_beside(server, program)
        try:
            await program.start()
            server.bot_is(running=True)
            yield telegram, program
        finally:
            await program.stop()


async def _somebody_watches(server: Server) -> None:
    while not server.world.watchers:
        await server.world.wake.wait(60)


async def _told_and_played(console: Console, telegram: Telegram, program: Program) -> bool:
    began = time.monotonic()
    telling = asyncio.create_task(_tell(console, telegram))
    acts = iter(range(1, len(ACTS) + 1))

    def title(text: str) -> None:
        console.print(Rule(f"{next(acts)}/{len(ACTS)} {text}", align="left"))

    async def restart() -> None:
        console.print("[yellow]      (the program is restarted)[/]")
        await program.restart()

    async def later(span: timedelta) -> None:
        console.print(f"[yellow]      ({_told(span)} later)[/]")
        await telegram.passes(span.total_seconds())

    ana, marc = await telegram.person("Ana"), await telegram.person("Marc")
    try:
        await play_story(Stage(ana, marc, later, restart, title))
        await telegram.quiet()
    except AssertionError as missing:
        console.print(f"\n[bold red]Not as told:[/] {escape(str(missing))}")
        console.print(escape(program.log()[-4000:]))
        return False
    finally:
        telling.cancel()
        with suppress(asyncio.CancelledError):
            await telling
    seconds = time.monotonic() - began
    console.print(f"\n[bold green]The deal is done[/], as told, in {seconds:.0f} seconds.")
    return True


async def _tell(console: Console, telegram: Telegram) -> None:
    """Everything that both people do and see, as it happens."""
    shown: dict[tuple[int, int], str] = {}
    async for event in telegram.events():
        message = event.message
        if message:
            key, before = (message.chat_id, message.id), shown.get((message.chat_id, message.id))
            shown[key] = message.text
            if before == message.text and not message.buttons:
                continue  # a question that only lost its buttons
        first, *rest = event.line.splitlines() or [""]
        if first:
            colour = COLOURS.get(event.person, "white")
            console.print(f"[bold {colour}]{escape(first)}[/]")
        for line in rest:
            console.print(f"[{colour}]  {escape(line)}[/]")


def _told(span: timedelta) -> str:
    days, hours = span.days, span.seconds // 3600
    parts = [f"{days} days" if days else "", f"{hours} hours" if hours else ""]
    return " and ".join(part for part in parts if part)
