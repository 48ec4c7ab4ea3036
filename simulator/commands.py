"""The bot's commands and menu button: for whom they are set, and what a person is shown.

Source: Bot API, "Determining list of commands", MenuButton.
"""

from __future__ import annotations

import json

from .state import Body, Chat, World


def key(scope: Body, language: str) -> str:
    """Where the commands of a scope and language stand in `World.profile`."""
    known = scope | ({"chat_id": int(scope["chat_id"])} if "chat_id" in scope else {})
    return "commands:" + json.dumps([known, language], sort_keys=True)


def menu_key(chat: Chat | None) -> str:
    """Where a chat's menu button stands in `World.profile`; None: that of all chats."""
    return "menu:" if chat is None else f"menu:{chat.id}"


def shown_to(world: World, chat: Chat) -> list[Body]:
    """The first list that is set: for this chat, all private chats, everybody; each of them in
    the person's language before the one for all languages."""
    language = str(chat.person.get("language_code", ""))[:2].lower()
    scopes: list[Body] = [{"type": "chat", "chat_id": chat.id}]
    scopes += [{"type": "all_private_chats"}, {"type": "default"}]
    for scope in scopes:
        for tongue in dict.fromkeys((language, "")):
            if commands := world.profile.get(key(scope, tongue)):
                return list(commands)
    return []


def button(world: World, chat: Chat) -> Body:
    """The menu button of a chat; "default" leaves it to the one of all chats, and that to the
    commands."""
    for place in (menu_key(chat), menu_key(None)):
        chosen: Body = world.profile.get(place, {"type": "default"})
        if chosen["type"] != "default":
            return dict(chosen)
    return {"type": "commands"}
