"""Puts the question in front of the person, as the one that is open."""

from conversations import frame
from conversations.declaration import Conversation
from conversations.run import Run, Shelf
from conversations.turn import Turn
from views.screen import Html, Screen, paragraphs

MOST_NOTES = 5
NOTHING = Html("")


async def show(
    turn: Turn, shelf: Shelf, conversation: Conversation, run: Run, note: Html = NOTHING
) -> None:
    """Shows where the run stands, `note` first, and keeps it as the running conversation.

    In place of the pressed message; after a typed answer below it, and the question before loses
    its buttons; for the further files of an album in place of the question that the first led to.
    """
    group = turn.message.media_group_id if turn.message else None
    same_album = bool(group) and run.album.get("id") == group
    notes = [*(run.album["notes"] if same_album else ()), *([str(note)] if note else ())]
    notes = list(dict.fromkeys(notes))[-MOST_NOTES:]
    run.album = {"id": group, "notes": notes} if group else {}
    run.shows += 1
    screen = await frame.drawn(turn, conversation, run, paragraphs(*notes))
    if same_album and run.shown:
        await turn.window.redraw(run.shown, screen)
    else:
        before, run.shown = run.shown, await _asked(turn, run.shown, screen)
        if before and turn.call is None:
            await turn.window.strip(before)  # last: the answer is what the person waits for
    shelf.run = run
    await shelf.save(turn)


async def _asked(turn: Turn, before: str, screen: Screen) -> str:
    """Shows the question; a press elsewhere takes the buttons off the one before it first, since
    that may turn out to be the pressed message itself."""
    if before and turn.call is not None and before != f"m{turn.window.pressed}":
        await turn.window.strip(before)
    return await turn.window.show(screen)
