"""Links for files that Telegram can't carry, made when they are asked for."""

from conversations.turn import Turn
from marketplace import transfers
from marketplace.errors import Refused
from views import links as screens

UPLOAD_PATH = "/up"
DOWNLOAD_PATH = "/get"
"""Below the public address; bot/web serves them."""


async def upload_offer(turn: Turn, milestone_id: int) -> None:
    """Sends the freelancer the page for one big file of the milestone.

    Raises Refused `no-upload-links` where the bot has no web address, and as
    `deliveries.may_deliver`.
    """
    limits = turn.work.limits
    if not turn.public_url:
        raise Refused("no-upload-links", most_bytes=limits.fetch)
    upload = await transfers.offer_upload(turn.work, turn.actor, milestone_id)
    url = f"{turn.public_url}{UPLOAD_PATH}/{upload.token}"
    screen = screens.upload_link(turn.t, upload.project, upload.milestone, limits.upload, url)
    await turn.window.send(screen, line=upload.project.bid_id)


async def download_offer(turn: Turn, file_id: int) -> None:
    """Sends a link to a file that the actor may open.

    Raises Refused `no-download-links`, `not-yours`, `file-not-stored`.
    """
    if not turn.public_url:
        raise Refused("no-download-links")
    download = await transfers.offer_download(turn.work, turn.actor, file_id)
    url = f"{turn.public_url}{DOWNLOAD_PATH}/{download.token}"
    await turn.window.send(screens.download_link(turn.t, download.file, url))
