"""Bot API: sendMediaGroup."""

from __future__ import annotations

import random
from typing import Any

from .. import media, messages
from ..api import method
from ..errors import bad_request
from ..media import KINDS
from ..parameters import Params
from ..state import Body, World


@method("sendMediaGroup")
def send_media_group(world: World, params: Params) -> list[Body]:
    """2-10 photos and videos, or documents, or audio files, as one album."""
    world.writable(params.text("chat_id"))
    items = params.decoded("media", "media")
    if not isinstance(items, list):
        raise bad_request("expected an Array of InputMedia")
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) > world.limits.album:
        raise bad_request("too many messages to send as an album")
    contents = [input_media(world, item, params) for item in items]
    families = {KINDS[item["type"]].album for item in items}
    if len(families) > 1 or "" in families:
        raise bad_request("MEDIA_GROUPED_INVALID")
    group = {"media_group_id": new_album()}
    return [messages.send(world, params, content, head=group).body for content in contents]


def new_album() -> str:
    """What its messages have in common."""
    return str(random.randrange(10**16, 10**17))


def input_media(world: World, item: Any, params: Params) -> Body:
    """Content and caption of one InputMedia; its file may be attached to the call."""
    if not isinstance(item, dict) or item.get("type") not in KINDS:
        kind = item.get("type") if isinstance(item, dict) else None
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    kind = KINDS[item["type"]]
    facts = Params({k: v for k, v in item.items() if v is not None}, params.uploads)
    reference = item.get("media")
    if not reference:
        raise bad_request("can't parse InputMedia: media not found")
    content = media.content(world, kind, reference, facts)
    return content | (messages.caption(world, facts) if not kind.bare else {})
