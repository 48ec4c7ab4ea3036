"""perfectlancer run | webhook | worker | migrate | doctor | backup | files check | ledger check |
demo
"""

import asyncio
import gc
import signal
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

from bot import logs
from bot.settings import OperatorNeeded, Settings, load

app = typer.Typer(
    help="Perfectlancer, a freelancing marketplace in a Telegram chat.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # they would show the values of variables, secrets included
)
files = typer.Typer(help="Compare the database with the file store.", no_args_is_help=True)
app.add_typer(files, name="files")
ledger = typer.Typer(help="Do the books balance?", no_args_is_help=True)
app.add_typer(ledger, name="ledger")
console = Console(stderr=True, highlight=False)


def main() -> None:
    """The command line. Exit codes: 0 fine, 1 something failed, 2 the operator is needed."""
    app()


@app.command()
def run(
    drop_webhook: Annotated[
        bool, typer.Option(help="Take the bot back from a webhook that is set.")
    ] = False,
) -> None:
    """Everything in one process, by long polling."""
    settings = _settings()
    if drop_webhook:
        _ask(_drop_webhook, settings)
    _ask(_serve, settings, "polling")


@app.command()
def webhook() -> None:
    """Take updates over HTTPS; start any number, and at least one `worker`."""
    _ask(_serve, _settings(), "webhook")


@app.command()
def worker() -> None:
    """Send, keep deadlines, store files; any number, of which one at a time sends."""
    _ask(_serve, _settings(), "worker")


@app.command()
def migrate() -> None:
    """Bring the database to this version's schema."""
    from storage import schema

    settings = _settings()
    _ask(schema.migrate, settings.database_url)
    console.print("✅ The database is up to date.")


@app.command()
def doctor() -> None:
    """Check settings, database, files, token and payments; says what to do."""
    from bot.doctor import examine

    if not _ask(examine, _settings(), console):
        raise typer.Exit(1)


@app.command()
def backup(
    to: Annotated[Path, typer.Argument(help="A folder that will be made.")],
) -> None:
    """Copy the SQLite database and the list of files, while the bot runs."""
    from bot.backup import back_up

    async def copied(settings: Settings) -> str:
        return await asyncio.to_thread(back_up, settings, to)

    console.print(_ask(copied, _settings()), markup=False)


@files.command("check")
def files_check(
    repair: Annotated[
        bool, typer.Option("--repair", help="Put right what is wrong; deletes orphans.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Even when most of what is there would go.")
    ] = False,
) -> None:
    """Compare the database with the file store. Without --repair it changes nothing.

    Exit code 1 when they still differ, 2 when the settings look wrong.
    """
    from bot.files_check import check_files

    if force and not repair:
        raise typer.BadParameter("it is for --repair", param_hint="--force")
    if not _ask(check_files, _settings(), console, repair, force):
        raise typer.Exit(1)


@ledger.command("check")
def ledger_check(
    repair: Annotated[
        bool,
        typer.Option("--repair", help="Stars: book what only Telegram has, refund again."),
    ] = False,
) -> None:
    """Prove that the books balance and that every movement has its reason.

    Exit code 1 when something is wrong.
    """
    from bot.ledger_check import check_ledger

    if not _ask(check_ledger, _settings(), console, repair):
        raise typer.Exit(1)


@app.command()
def demo(
    people: Annotated[int, typer.Option(min=1, max=8, help="How many people are there.")] = 2,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Of the page; 0: any.")] = 8080,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget what was kept.")] = False,
    topics: Annotated[
        bool, typer.Option("--topics", help="Switch threaded mode on: a topic for each project.")
    ] = False,
    play: Annotated[
        bool, typer.Option("--play", help="Play a whole deal instead, and print both chats.")
    ] = False,
    page: Annotated[
        bool, typer.Option("--page", help="With --play: watch it in the page, step by step.")
    ] = False,
) -> None:
    """Try the real bot in a page, without a token, a phone or a second account.

    It opens a Telegram of its own at http://127.0.0.1:8080.

    There you are all the people: write, press, send files, pay, and let a week
    pass. Nothing is sent anywhere. Everything is kept in var/demo for the next
    time.

    With --play two people do a whole deal by themselves; the exit code is 1
    when a line of their story is not seen.
    """
    from bot.demo.ending import until_told
    from bot.demo.live import Wishes, live
    from bot.demo.played import play as played

    if page and not play:
        raise typer.BadParameter(
            "it is for --play; without that there is a page anyway", param_hint="--page"
        )
    out = Console(highlight=False, soft_wrap=True)
    story = played(out, page=page, port=port, topics=topics) if play else None
    wishes = Wishes(people=people, port=port, fresh=fresh, topics=topics)
    code = asyncio.run(until_told(story or live(out, wishes)))
    raise typer.Exit(code or 0)


def _settings() -> Settings:
    try:
        settings = load()
    except OperatorNeeded as error:
        _give_up(error)
    logs.configure(settings.log_level, settings.log_json, settings.secrets())
    return settings


def _give_up(error: OperatorNeeded) -> NoReturn:
    console.print("[bold red]This has to be put right first:[/]")
    for line in error.lines:
        console.print(f"  ❌ {line}", markup=False, soft_wrap=True)
    raise typer.Exit(2)


def _ask(act: Callable[..., Coroutine[Any, Any, Any]], *args: Any) -> Any:
    """Runs `act`; what the operator can put right is said without a traceback."""
    try:
        return asyncio.run(act(*args))
    except OperatorNeeded as error:
        _give_up(error)


async def _serve(settings: Settings, mode: Any) -> None:
    """Until SIGINT or SIGTERM."""
    from bot.app import App

    stopped = asyncio.Event()
    _on_signals(stopped)
    async with App.build(settings).running(mode) as failed:
        gc.collect()
        gc.freeze()  # what start-up made stays for good: collections need not look at it
        waiting = asyncio.create_task(stopped.wait())
        await asyncio.wait((waiting, failed), return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if failed.done():
            failed.result()
        failed.cancel()


def _on_signals(stopped: asyncio.Event) -> None:
    """The first one ends the program in order, a second one at once."""
    loop = asyncio.get_running_loop()

    def stop() -> None:
        stopped.set()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)


async def _drop_webhook(settings: Settings) -> None:
    from bot.telegram_http import TelegramHttp

    http = TelegramHttp.of(settings)
    try:
        await http.call("deleteWebhook")
    finally:
        await http.close()


if __name__ == "__main__":
    main()
