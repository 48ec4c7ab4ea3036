"""Once a day: do the books and the file store agree? It only says so (docs/decisions/0009)."""

from collections.abc import Callable

import structlog

from bot.reconcile import Reconciliation
from storage.files import FileStore, StoreTrouble
from storage.unit_of_work import Storage

log = structlog.get_logger(__name__)

EVERY_SECONDS = 86_400
FIRST_AFTER_SECONDS = 600
"""A bot that starts has other things to do, and one that starts again and again always."""


async def check_files(storage: Storage, files: FileStore, stopping: Callable[[], bool]) -> int:
    """Changes nothing; so it always returns 0."""
    try:
        report = await Reconciliation(storage, files, stopping=stopping).check()
    except StoreTrouble as trouble:
        log.error("the file store cannot be checked", why=str(trouble))
        return 0
    found = {"objects": report.objects, "files": report.files}
    if report.wrong:
        log.error(
            "the database and the file store differ: `perfectlancer files check` shows how",
            **found,
            orphans=report.orphans,
            orphan_bytes=report.orphan_bytes,
            lost=report.lost,
            lost_ids=report.lost_ids,
            back=report.back,
        )
    elif report.finished:
        log.info("the database and the file store agree", **found)
    return 0
