"""`perfectlancer demo`: the whole deal, played by two people through the real program over HTTP."""

import asyncio
import tempfile
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.rule import Rule

from bot.demo.stage import stage
from bot.demo.story import ACTS, Stage
from bot.demo.story import play as play_story
from simulator.people import Telegram

COLOURS = {"Ana": "cyan", "Marc": "magenta"}


def play() -> None:
    """Prints both people's conversation. Exits with 1 when a line of the story is not seen."""
    console = Console(highlight=False, soft_wrap=True)
    with tempfile.TemporaryDirectory(prefix="perfectlancer-demo-") as folder:
        if not asyncio.run(_play(console, Path(folder))):
            raise SystemExit(1)


async def _play(console: Console, folder: Path) -> bool:
    began = time.monotonic()
    async with stage(folder) as (telegram, program):
        console.print(f"A local Telegram listens on {telegram.url}; the bot runs beside it.\n")
        telling = asyncio.create_task(_tell(console, telegram))
        acts = iter(range(1, len(ACTS) + 1))

        def title(text: str) -> None:
            console.print(Rule(f"{next(acts)}/{len(ACTS)} {text}", align="left"))

        async def restart() -> None:
            console.print("[yellow]      (the program is restarted)[/]")
            await program.restart()

        async def later(span: timedelta) -> None:
            console.print(f"[yellow]      ({_told(span)} later)[/]")
            await program.later(span)

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
