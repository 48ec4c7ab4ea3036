"""Bot API: getMe, commands, the bot's names and descriptions, the menu button."""

from __future__ import annotations

import re
from typing import Any

from .. import commands
from ..api import METHODS, Method, method
from ..errors import bad_request
from ..parameters import Params
from ..state import Body, World

_SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}


@method("getMe")
def get_me(world: World, params: Params) -> Body:
    """Bot API: getMe."""
    return world.bot | {
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": world.limits.topics,
        "allows_users_to_create_topics": world.limits.topics and world.limits.topics_by_people,
    }


def _command_key(world: World, params: Params) -> str:
    scope = params.decoded("scope", "BotCommandScope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if "chat_id" in scope:
        world.chat_for_bot(str(scope["chat_id"]))
    return commands.key(scope, _language(params))


def _language(params: Params) -> str:
    language = params.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language


@method("setMyCommands")
def set_my_commands(world: World, params: Params) -> bool:
    """Bot API: setMyCommands; an empty list takes them away."""
    given = params.decoded("commands", "commands") or []
    if not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    if len(given) > world.limits.commands:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile[_command_key(world, params)] = [_command(world, c) for c in given]
    return True


def _command(world: World, given: Any) -> Body:
    limits = world.limits
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(given.get("command", "")).strip().removeprefix("/")
    description = str(given.get("description", "")).strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > limits.command_name:
        raise bad_request(f"command length must not exceed {limits.command_name}")
    if not re.fullmatch(r"[a-z0-9_]+", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > limits.command_description:
        most = limits.command_description
        raise bad_request(f"command description length must not exceed {most}")
    return {"command": name, "description": description}


@method("getMyCommands")
def get_my_commands(world: World, params: Params) -> list[Body]:
    """Bot API: getMyCommands, of exactly this scope and language."""
    return list(world.profile.get(_command_key(world, params), []))


@method("deleteMyCommands")
def delete_my_commands(world: World, params: Params) -> bool:
    """Bot API: deleteMyCommands."""
    world.profile.pop(_command_key(world, params), None)
    return True


def _text_setter(field: str, limit: str) -> Method:
    def set_text(world: World, params: Params) -> bool:
        text = params.text(field)
        if len(text) > getattr(world.limits, limit):
            raise bad_request(f"{field.replace('_', ' ')} is too long")
        key = f"{field}:{_language(params)}"
        if text:
            world.profile[key] = text
        else:
            world.profile.pop(key, None)
        return True

    return set_text


def _text_getter(field: str, default: str = "") -> Method:
    def get_text(world: World, params: Params) -> Body:
        general = world.profile.get(f"{field}:", default or "")
        if not general and field == "name":
            general = world.bot["first_name"]
        return {field: world.profile.get(f"{field}:{_language(params)}", general)}

    return get_text


for _field, _limit in (
    ("name", "bot_name"),
    ("description", "bot_description"),
    ("short_description", "bot_short_description"),
):
    _method = "my" + _field.replace("_", "")
    METHODS[f"set{_method}"] = _text_setter(_field, _limit)
    METHODS[f"get{_method}"] = _text_getter(_field)


@method("setChatMenuButton")
def set_chat_menu_button(world: World, params: Params) -> bool:
    """Bot API: setChatMenuButton; without a chat the one of all chats."""
    button = params.decoded("menu_button", "menu button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    world.profile[_menu_key(world, params)] = button
    return True


@method("getChatMenuButton")
def get_chat_menu_button(world: World, params: Params) -> Body:
    """Bot API: getChatMenuButton."""
    default = world.profile.get("menu:", {"type": "commands"})
    return dict(world.profile.get(_menu_key(world, params), default))


def _menu_key(world: World, params: Params) -> str:
    named = params.text("chat_id")
    return commands.menu_key(world.chat_for_bot(named) if named else None)
