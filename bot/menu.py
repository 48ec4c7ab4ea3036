"""What people see before they write: the bot's list of commands, in each language."""

from collections.abc import Iterable
from typing import Any

import structlog

from bot.telegram_http import TelegramHttp, TelegramRefused, TelegramUnreachable

log = structlog.get_logger(__name__)

DEFAULT_LANGUAGE = "en"


async def show_menu(http: TelegramHttp, dispatcher: Any, operators: Iterable[int] = ()) -> None:
    """Sets the commands and, where the dispatcher has them, the descriptions. `operators` have
    commands of their own, in their own chats only (Bot API: BotCommandScopeChat).

    Nothing depends on it: what fails is logged and will be set at the next start.
    """
    try:
        if hasattr(dispatcher, "commands"):
            for language, commands in dispatcher.commands():
                listed = [{"command": name, "description": said} for name, said in commands]
                for scope in _scopes(language):
                    await http.call("setMyCommands", {"commands": listed, **scope})
        if hasattr(dispatcher, "descriptions"):
            for language, short, full in dispatcher.descriptions():
                for scope in _scopes(language):
                    await http.call("setMyShortDescription", {"short_description": short, **scope})
                    await http.call("setMyDescription", {"description": full, **scope})
        for operator in operators if hasattr(dispatcher, "commands") else ():
            for language, commands in dispatcher.commands(operator=True):
                listed = [{"command": name, "description": said} for name, said in commands]
                here = {"scope": {"type": "chat", "chat_id": operator}}
                for scope in _scopes(language):
                    await http.call("setMyCommands", {"commands": listed, **here, **scope})
    except (TelegramRefused, TelegramUnreachable) as error:
        log.warning("the bot's menu could not be set", error=str(error))


def _scopes(language: str) -> list[dict[str, str]]:
    """English is also what people of all other languages see (Bot API: setMyCommands)."""
    own = [{"language_code": language}]
    return [{}, *own] if language == DEFAULT_LANGUAGE else own
