"""Where a person looks: what is new first, what is old only when nothing moves any more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from .state import Chat, World
from .wake import Deadline

_SETTLE = 0.15  # seconds without movement after which something unchanged may be used

T = TypeVar("T")


async def first(
    world: World, chat: Chat, look: Callable[[int], T | None], deadline: Deadline
) -> T | None:
    """What `look(since)` finds among what changed since the person's last act, as soon as it is
    there; else, when all is quiet, in the whole chat; None when time is over.

    So a button is not pressed on a message that the bot is about to replace.
    """
    since = chat.mark
    while True:
        found = look(since)
        if found is not None or deadline.left <= 0:
            return found
        moved = await chat.wake.wait(min(_SETTLE, deadline.left))
        if not moved and world.idle and (old := look(0)) is not None:
            return old
