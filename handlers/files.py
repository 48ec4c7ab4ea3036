"""Files too big for Telegram: links to bring and to get them."""

from conversations import links
from conversations.turn import Turn
from handlers.routes import Routes
from views import callbacks


async def get_link(turn: Turn, tap: callbacks.GetLink) -> None:
    await links.download_offer(turn, tap.file_id)


async def upload_link(turn: Turn, tap: callbacks.UploadLink) -> None:
    await links.upload_offer(turn, tap.milestone_id)


router = Routes(taps={callbacks.GetLink: get_link, callbacks.UploadLink: upload_link})
