"""Every press and command leads somewhere, and finding the way costs no thread."""

import asyncio
from unittest import mock

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.dispatcher import Dispatcher
from handlers import ROUTERS
from marketplace.policy import Policy
from storage.unit_of_work import Storage
from tests.conftest import FakeClock, open_storage
from views import callbacks
from views.texts import languages

EVERY_TAP = {
    value
    for value in vars(callbacks).values()
    if isinstance(value, type) and issubclass(value, CallbackData) and value is not CallbackData
}


def test_every_callback_has_a_handler() -> None:
    """Seen to fail when the history's "Older versions" was drawn but not routed."""
    routed = {kind for router in ROUTERS for kind in router.taps}
    assert EVERY_TAP - routed == {callbacks.Wizard}  # the wizard's presses go to the wizard


def test_every_command_is_described_in_every_language() -> None:
    dispatcher = Dispatcher("1:x", Policy())
    described = dict(dispatcher.commands())
    assert set(described) == set(languages())
    for commands in described.values():
        assert {name for name, _ in commands} == {n for r in ROUTERS for n in r.commands}
        assert all(0 < len(text) <= 256 for _, text in commands)


def test_only_operators_are_told_of_their_commands() -> None:
    """Seen to fail with /admin among everybody's commands."""
    dispatcher = Dispatcher("1:x", Policy())
    theirs = {name for router in ROUTERS for name in router.for_operators}
    assert theirs == {"admin"}
    for everybodys, operators in zip(
        dispatcher.commands(), dispatcher.commands(operator=True), strict=True
    ):
        assert theirs.isdisjoint(name for name, _ in everybodys[1])
        assert {name for name, _ in operators[1]} == theirs | {name for name, _ in everybodys[1]}
        assert all(0 < len(text) <= 256 for _, text in operators[1])


@pytest.fixture
def storage_here(sqlite_original: object, clock: FakeClock) -> Storage:
    return open_storage(f"sqlite:///{sqlite_original}", clock)


async def test_routing_uses_no_threads(storage_here: Storage) -> None:
    """aiogram runs synchronous filters and handlers in a thread each (docs/decisions/0005).

    Seen to fail with a synchronous function registered for messages.
    """
    from aiogram.types import Update

    dispatcher = Dispatcher("1:x", Policy())
    person = {"id": 5, "is_bot": False, "first_name": "Ana", "language_code": "en"}
    chat = {"id": 5, "type": "private", "first_name": "Ana"}
    message = {"message_id": 1, "date": 1, "chat": chat, "from": person, "text": "/menu"}
    call = {"id": "1", "from": person, "chat_instance": "1", "data": "home", "message": message}
    with mock.patch.object(asyncio, "to_thread") as to_thread:
        for number, update in enumerate(({"message": message}, {"callback_query": call})):
            async with storage_here.begin() as work:
                await dispatcher.handle(Update(update_id=number, **update), work)
    await storage_here.close()
    to_thread.assert_not_called()
