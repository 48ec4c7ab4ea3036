"""`perfectlancer files check`: the comparison of bot/reconcile.py, for the operator's eyes."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from rich.console import Console
from rich.filesize import decimal
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import clock_for
from bot.differences import Report
from bot.reconcile import Reconciliation
from bot.settings import OperatorNeeded, Settings
from storage import schema
from storage.files import FileStore, StoreTrouble, file_store
from storage.unit_of_work import Storage

IN_FLIGHT = 4


async def check_files(settings: Settings, console: Console, repair: bool, force: bool) -> bool:
    """Prints what differs, and what was done about it; True when nothing differs any more.

    Raises OperatorNeeded.
    """
    async with _opened(settings) as (storage, files):
        found = await _shown("Comparing", storage, files, console, Reconciliation.check)
        if not found.wrong:
            console.print("✅ Nothing differs.")
            return True
        if not force:
            found.refuse_too_much()  # the settings come first: nobody is sent to a wrong repair
        if not repair:
            console.print("❌ They differ; `perfectlancer files check --repair` puts it right.")
            return False

        def put_right(reconciliation: Reconciliation) -> Awaitable[Report]:
            return reconciliation.repair(found, force=force)

        done = await _shown("Repairing", storage, files, console, put_right)
    fine = done.repaired >= done.wrong
    console.print("✅ Put right." if fine else "❌ Something changed meanwhile: check again.")
    return fine


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[tuple[Storage, FileStore]]:
    """With the two troubles that an operator knows best: database and store."""
    await expect_database(settings)
    clock = clock_for(settings.clock_shift_file)
    try:
        files = file_store(settings.files, settings.s3)
    except ValueError as error:
        raise OperatorNeeded(f"FILES: {error}") from None
    url, policy = settings.database_url, settings.policy
    storage = Storage.open(url, clock=clock, policy=policy, in_flight=IN_FLIGHT)
    try:
        yield storage, files
    except StoreTrouble as trouble:
        raise OperatorNeeded(str(trouble)) from None
    finally:
        await files.close()
        await storage.close()


async def expect_database(settings: Settings) -> None:
    """An empty one, made by the asking, would make orphans of all files."""
    path = settings.sqlite_path
    if path is not None and not path.exists():
        raise OperatorNeeded(f"There is no database at {path}: check DATABASE_URL.")
    try:
        current = await schema.is_current(settings.database_url)
    except (SQLAlchemyError, OSError) as error:
        kind = type(error).__name__
        raise OperatorNeeded(
            f"The database can't be reached ({kind}): check DATABASE_URL."
        ) from None
    if not current:
        raise OperatorNeeded("The database is not up to date: run `perfectlancer migrate`.")


async def _shown(
    what: str,
    storage: Storage,
    files: FileStore,
    console: Console,
    act: Callable[[Reconciliation], Awaitable[Report]],
) -> Report:
    """A bar while it goes on, a table when it is done."""
    with _progress(console) as progress:
        task = progress.add_task(what, total=await _how_many(storage))

        def passed(count: int) -> None:
            progress.advance(task, count)

        report = await act(Reconciliation(storage, files, passed=passed))
    console.print(_table(report))
    if report.lost_ids:
        more = " …" if report.lost > len(report.lost_ids) else ""
        console.print(f"Not in the store: files {', '.join(map(str, report.lost_ids))}{more}")
    return report


async def _how_many(storage: Storage) -> int:
    async with storage.begin() as work:
        return await work.file_checks.how_many()


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _table(report: Report) -> Table:
    """Only what is older than a day was looked at."""
    table = Table("", "found", "put right", box=None)
    anew, given_up = report.fetched_anew, report.given_up
    rows = (
        ("objects in the store", report.objects, ""),
        ("stored files in the database", report.files, ""),
        (
            f"objects that belong to no file ({decimal(report.orphan_bytes)})",
            report.orphans,
            f"{report.deleted} deleted",
        ),
        (
            "files that are not in the store",
            report.lost,
            f"{anew} fetched anew, {given_up} given up",
        ),
        ("lost files that are back", report.back, f"{report.restored} stored"),
    )
    for about, count, done in rows:
        table.add_row(about, str(count), done if count and report.repaired else "")
    return table
