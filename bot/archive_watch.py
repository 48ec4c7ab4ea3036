"""While an archive is being made: it stays ours, and its reader sees how far it is."""

from collections.abc import Callable
from datetime import timedelta

from marketplace.archives import Archive
from storage.unit_of_work import Storage, UnitOfWork
from views.screen import Screen
from views.window import NOTICE

RENEW_EVERY = timedelta(seconds=20)
"""A third of the lease: two renewals may fail."""
SHOW_AFTER = timedelta(seconds=2)
SHOW_EVERY = timedelta(seconds=3)


class Watch:
    """`look()` every second or so. `draw` gives the message as it should be now."""

    def __init__(
        self,
        storage: Storage,
        archive: Archive,
        draw: Callable[[], Screen],
        woken: Callable[[], None],
    ) -> None:
        self._storage = storage
        self._archive = archive
        self._draw = draw
        self._woken = woken
        self._shown: Screen | None = None
        self.told = archive.told
        now = storage.clock.now()
        self._renew_at = now + RENEW_EVERY
        self._show_at = now + SHOW_AFTER

    async def look(self) -> bool:
        """False when the archive is somebody else's by now."""
        now = self._storage.clock.now()
        screen = self._draw() if now >= self._show_at else None
        news = screen is not None and screen != self._shown
        if not news and now < self._renew_at:
            return True
        async with self._storage.begin() as work:
            if not await work.archiving.renew(self._archive):
                return False
            told = self.told
            if screen is not None and news:
                told = await show(work, self._archive, told, screen)
            await work.commit()
        self._renew_at = now + RENEW_EVERY
        if screen is not None and news:
            self.told, self._shown, self._show_at = told, screen, now + SHOW_EVERY
            self._woken()
        return True


async def show(work: UnitOfWork, archive: Archive, told: int | None, screen: Screen) -> int:
    """Puts the screen in place of the archive's message, a row of the outbox; a new one at first.
    Returns that row's id."""
    chat_id, params = archive.person_id, screen.message()
    if told is None:
        told = await work.outbox.put(chat_id, "sendMessage", params, priority=NOTICE)
        await work.archiving.tell(archive, told)
        return told
    await work.outbox.put(
        chat_id,
        "editMessageText",
        params,
        subject=f"archive-{archive.id}",
        priority=NOTICE,
        edits=told,
    )
    return told
