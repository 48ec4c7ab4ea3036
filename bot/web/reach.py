"""Whether people's browsers find the web server behind PUBLIC_URL; for `doctor`."""

import aiohttp
from yarl import URL

from bot.settings import TELEGRAM, Settings
from bot.web.server import HEALTH_PATH
from conversations.links import DOWNLOAD_PATH, UPLOAD_PATH

WAIT_SECONDS = 10
NOBODYS_TOKEN = "doctor"  # noqa: S105


class OutOfReach(Exception):
    """Why not, and what to do."""


async def reach(settings: Settings) -> str:
    """Fetches what a load balancer and a person would. Raises OutOfReach."""
    url = settings.public_url
    if settings.telegram_api_url == TELEGRAM and not url.startswith("https://"):
        raise OutOfReach("PUBLIC_URL must start with https://: its links are secrets of people")
    timeout = aiohttp.ClientTimeout(total=WAIT_SECONDS)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session:
            await _is_healthy(session, settings)
            for path in (UPLOAD_PATH, DOWNLOAD_PATH):
                await _leads_here(session, url, path)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise OutOfReach(_why(url, error)) from None
    return f"big files come and go by {url}"


async def _is_healthy(session: aiohttp.ClientSession, settings: Settings) -> None:
    async with session.get(settings.public_url + HEALTH_PATH) as answer:
        text = await answer.text(errors="replace")
        status = answer.status
    if status == 503 and '"database"' in text:
        raise OutOfReach("the bot answers, but its database doesn't; see there first")
    if status in (502, 503, 504):
        raise OutOfReach("the proxy answers, the bot behind it doesn't: start it, then look again")
    if status != 200 or '"ok": true' not in text:
        raise OutOfReach(
            f"something else answers there ({status}); let {HEALTH_PATH}, {UPLOAD_PATH}/ and "
            f"{DOWNLOAD_PATH}/ reach {settings.webhook_host}:{settings.webhook_port}"
        )


async def _leads_here(session: aiohttp.ClientSession, url: str, path: str) -> None:
    """Our own "there is no such link" has a policy of its own."""
    async with session.get(f"{url}{path}/{NOBODYS_TOKEN}") as answer:
        policy = answer.headers.get("Content-Security-Policy", "")
    if answer.status != 404 or "nonce-" not in policy:
        raise OutOfReach(f"{path}/ doesn't reach the bot: let the proxy pass it as well")


def _why(url: str, error: Exception) -> str:
    host = URL(url).host
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return f"the name {host} is unknown; check PUBLIC_URL and its DNS record"
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientConnectorSSLError):
        return f"the certificate of {host} is not in order; browsers would warn people"
    if isinstance(error, TimeoutError):
        return f"no answer within {WAIT_SECONDS} seconds; check the firewall and the proxy"
    return "nobody answers there; start the bot, then run doctor again"
