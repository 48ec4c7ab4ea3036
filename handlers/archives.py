"""A whole project as one ZIP archive."""

from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import archives
from views import callbacks


async def ask(turn: Turn, tap: callbacks.Archive) -> None:
    """It is packed in the background, and comes as a message."""
    links = bool(turn.public_url)
    await archives.ask(turn.work, turn.actor, tap.project_id, links=links)
    turn.window.say(turn.t.label("toast-archive"))


router = Routes(taps={callbacks.Archive: ask})
