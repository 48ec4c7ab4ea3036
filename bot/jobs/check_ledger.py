"""Once a day: do the books balance, and does Telegram say the same about Stars? It only says so;
what is wrong goes into the log and to the operators (docs/decisions/0009).
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from bot.stars import compare_stars
from bot.telegram_http import TelegramHttp, TelegramRefused, TelegramUnreachable
from marketplace.events import BooksDiffer
from storage.audit import MOST_NAMED, examine
from storage.unit_of_work import Storage, UnitOfWork

log = structlog.get_logger(__name__)

DAY = timedelta(days=1)


async def check_ledger(
    storage: Storage, http: TelegramHttp, announce: Callable[[UnitOfWork], Awaitable[None]]
) -> int:
    """How many findings there are."""
    books = await examine(storage.engine, storage.clock.now() - DAY)
    percent = round(books.explained_percent, 2)
    if books.findings:
        named = [f"{one.what}: {one.subject}" for one in books.findings[:MOST_NAMED]]
        log.error(
            "the books are not right: `perfectlancer ledger check` shows how",
            findings=len(books.findings),
            named=named,
        )
    else:
        log.info("the books are right", movements=books.transactions, explained_percent=percent)
    wrong = len(books.findings) + await _stars(storage, http)
    if wrong:
        async with storage.begin() as work:
            work.happened(BooksDiffer(wrong, percent))
            await announce(work)
            await work.commit()
    return wrong


async def _stars(storage: Storage, http: TelegramHttp) -> int:
    if not storage.policy.currency.is_stars:
        return 0
    try:
        found = await compare_stars(http, storage)
    except (TelegramRefused, TelegramUnreachable) as error:
        log.warning("Telegram's list of Stars could not be read", error=str(error))
        return 0
    if found.wrong:
        log.error("our Stars and Telegram's differ: see `perfectlancer ledger check`")
    return found.wrong
