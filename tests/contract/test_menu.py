"""Which commands and which menu button a person sees (Bot API: Determining list of commands)."""

from __future__ import annotations

import pytest
from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
    MenuButtonDefault,
    MenuButtonWebApp,
    WebAppInfo,
)

from simulator.people import Person, Telegram


def command(name: str) -> list[BotCommand]:
    return [BotCommand(command=name, description=f"The {name}")]


async def names(person: Person) -> list[str]:
    return [c["command"] for c in (await person.menu())["commands"]]


async def test_the_nearest_scope_wins_and_in_it_the_language(
    aio: Bot, telegram: Telegram, ana: Person
) -> None:
    """Seen to fail with the language asked before the scope."""
    eva = await telegram.person("Eva", "es-MX")
    await eva.starts()
    assert await names(ana) == []
    await aio.set_my_commands(command("all"))
    assert await names(ana) == await names(eva) == ["all"]
    await aio.set_my_commands(command("todos"), language_code="es")
    assert (await names(ana), await names(eva)) == (["all"], ["todos"])
    await aio.set_my_commands(command("private"), scope=BotCommandScopeAllPrivateChats())
    assert await names(ana) == await names(eva) == ["private"]
    own = BotCommandScopeChat(chat_id=eva.id)
    await aio.set_my_commands(command("own"), scope=own)
    await aio.set_my_commands(command("propia"), scope=own, language_code="es")
    assert (await names(ana), await names(eva)) == (["private"], ["propia"])
    await eva.renames(language_code="en")
    assert await names(eva) == ["own"]
    await aio.set_my_commands([], scope=own)
    assert await names(eva) == ["private"]


async def test_the_menu_button_of_a_chat_and_of_all(
    aio: Bot, telegram: Telegram, ana: Person
) -> None:
    marc = await telegram.person("Marc")
    await marc.starts()
    assert (await ana.menu())["button"] == {"type": "commands"}
    app = MenuButtonWebApp(text="Open", web_app=WebAppInfo(url="https://example.com/app"))
    await aio.set_chat_menu_button(menu_button=app)
    shown = {"type": "web_app", "text": "Open", "web_app": {"url": "https://example.com/app"}}
    assert (await ana.menu())["button"] == shown
    await aio.set_chat_menu_button(ana.id, MenuButtonCommands())
    assert (await ana.menu())["button"] == {"type": "commands"}
    assert (await marc.menu())["button"] == shown
    await aio.set_chat_menu_button(ana.id, MenuButtonDefault())
    assert (await ana.menu())["button"] == shown


async def test_nobody_has_no_menu(telegram: Telegram) -> None:
    with pytest.raises(Exception, match="no such person"):
        await telegram.link.act("menu", person=1)
