"""Bot API: Getting updates."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from ..api import method
from ..errors import bad_request
from ..limits import WEBHOOK_PORTS
from ..parameters import Params
from ..state import World


@method("getUpdates")
async def get_updates(world: World, params: Params) -> list[dict[str, Any]]:
    """Confirm and wait (Bot API: getUpdates); `timeout` in seconds, at most 50."""
    _allow(world, params)
    limits = world.limits
    limit = min(max(params.number("limit", limits.updates_a_batch), 1), limits.updates_a_batch)
    timeout = min(max(params.number("timeout"), 0), limits.long_poll)
    before = world.updates.pending
    batch = await world.updates.get(params.number("offset"), limit, timeout)
    if before != world.updates.pending:
        world.bell()
    return batch


def _allow(world: World, params: Params) -> None:
    allowed = params.decoded("allowed_updates", "allowed updates")
    if isinstance(allowed, list):
        world.updates.allowed = [str(kind) for kind in allowed] or None


@method("setWebhook")
async def set_webhook(world: World, params: Params) -> bool:
    """Bot API: setWebhook; an empty URL removes it."""
    url = params.text("url")
    if not url:
        return await delete_webhook(world, params)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("bad webhook: invalid webhook URL specified")
    if world.limits.webhook_only_https:
        _check_public(parts.scheme, parts.port)
    secret = params.text("secret_token")
    if len(secret) > world.limits.webhook_secret:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    if params.flag("drop_pending_updates"):
        world.updates.drop()
    _allow(world, params)
    most = world.limits.webhook_connections
    connections = min(max(params.number("max_connections", 40), 1), most)
    await world.webhook.set(url, secret, connections)
    return True


def _check_public(scheme: str, port: int | None) -> None:
    """What Telegram's own servers ask for, and a local Bot API server does not."""
    if scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port is not None and port not in WEBHOOK_PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


@method("deleteWebhook")
async def delete_webhook(world: World, params: Params) -> bool:
    """Bot API: deleteWebhook."""
    if params.flag("drop_pending_updates"):
        world.updates.drop()
    await world.webhook.remove()
    return True


@method("getWebhookInfo")
def get_webhook_info(world: World, params: Params) -> dict[str, Any]:
    """Bot API: getWebhookInfo."""
    return world.webhook.info()
