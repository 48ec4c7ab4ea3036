"""`perfectlancer ledger check`: do the books balance, does every movement have its reason, and
does Telegram say the same about Stars? For the operator's eyes.
"""

from datetime import timedelta

from rich.console import Console
from rich.table import Table

from bot.clock import clock_for
from bot.files_check import expect_database
from bot.settings import Settings
from bot.stars import StarsDiffer, compare_stars, put_right
from bot.telegram_http import TelegramHttp
from storage.audit import MOST_NAMED, Audit, examine
from storage.unit_of_work import Storage
from views.texts import FALLBACK, Texts

DAY = timedelta(days=1)


async def check_ledger(settings: Settings, console: Console, repair: bool) -> bool:
    """Prints what was found; True when all is well. Raises OperatorNeeded."""
    await expect_database(settings)
    clock = clock_for(settings.clock_shift_file)
    storage = Storage.open(settings.database_url, clock=clock, policy=settings.policy, in_flight=2)
    try:
        books = await examine(storage.engine, clock.now() - DAY)
        show(books, Texts(FALLBACK, settings.money), console)
        fine = not books.findings
        if settings.policy.currency.is_stars:
            fine = await _stars(settings, storage, console, repair) and fine
    finally:
        await storage.close()
    console.print("✅ The books are right." if fine else "❌ The books are not right.")
    return fine


def show(books: Audit, t: Texts, console: Console) -> None:
    """The accounts, the day, and what is wrong."""
    table = Table("account", "", box=None)
    for name, minor in books.accounts:
        table.add_row(name, t.money(minor))
    console.print(table)
    percent = f"{books.explained_percent:.2f}".rstrip("0").rstrip(".")
    console.print(
        f"Last 24 hours: {books.transactions} movements, {t.money(books.moved_minor)}; "
        f"explained money: {percent} %"
    )
    for what in dict.fromkeys(finding.what for finding in books.findings):
        alike = [finding for finding in books.findings if finding.what == what]
        console.print(f"❌ {what}: {len(alike)}")
        for one in alike[:MOST_NAMED]:
            kept, should = t.money(one.is_minor), t.money(one.should_minor)
            console.print(f"   {one.subject}: {kept}, should be {should}", markup=False)


async def _stars(settings: Settings, storage: Storage, console: Console, repair: bool) -> bool:
    http = TelegramHttp.of(settings)
    try:
        found = await compare_stars(http, storage)
        _show_stars(found, console)
        if found.wrong and repair:
            await put_right(storage, found)
            console.print("✅ Booked and asked for again; look once more in a minute.")
            return True
    finally:
        await http.close()
    return not found.wrong


def _show_stars(found: StarsDiffer, console: Console) -> None:
    console.print(f"Stars: {found.compared} payments compared with Telegram's list")
    for what, ids in (
        ("paid at Telegram, not in our books", [one.charge_id for one in found.unbooked]),
        ("in our books, not at Telegram", found.unknown),
        ("refunded in our books, not at Telegram", [one.id for one in found.unrefunded]),
        ("refunded at Telegram, not in our books", found.refunded_elsewhere),
    ):
        if ids:
            more = " …" if len(ids) > MOST_NAMED else ""
            named = ", ".join(ids[:MOST_NAMED])
            console.print(f"❌ {what}: {len(ids)}: {named}{more}", markup=False)
