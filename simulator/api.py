"""The table of Bot API methods, and the way of one call through faults, limits and the log."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, TypeVar

from aiohttp import ClientResponse

from . import parameters
from .errors import ApiError, no_such_method
from .parameters import Params
from .state import World

Method = Callable[[World, Params], Any]  # may be a coroutine function

METHODS: dict[str, Method] = {}
F = TypeVar("F", bound=Method)
# Waiting for updates is no work: these are neither logged nor counted as in flight.
_UNSEEN = {"getupdates"}


def method(name: str) -> Callable[[F], F]:
    """Register a function as a Bot API method; names are read in any case."""

    def register(function: F) -> F:
        METHODS[name.lower()] = function
        return function

    return register


async def call(world: World, name: str, params: Params) -> Any:
    """The result of one call. ApiError as Telegram would answer."""
    function = METHODS.get(name.lower())
    if function is None:
        raise no_such_method()
    if name.lower() in _UNSEEN:
        return await function(world, params)
    started = world.clock.now()
    entry: dict[str, Any] = {"method": name, "params": params, "at": started, "ok": True}
    try:
        result = function(world, params)
        if inspect.isawaitable(result):
            result = await result
        entry["result"] = result
    except ApiError as error:
        entry |= {"ok": False, "error": error.description, "code": error.code}
        raise
    finally:
        entry["seconds"] = world.clock.now() - started
        world.record(entry)
    return result


async def call_from_answer(world: World, answer: ClientResponse) -> None:
    """Run the method that a webhook's answer names, if it names one; nobody sees its result."""
    params = await parameters.read(
        {}, answer.headers, answer.content, world.files, world.limits.upload
    )
    name = params.values.pop("method", "")
    if isinstance(name, str) and name:
        try:
            await call(world, name, params)
        except ApiError:
            return
