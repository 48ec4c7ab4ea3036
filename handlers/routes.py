"""The tables that every handler file ends with: which command or press leads to which function."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiogram.filters.callback_data import CallbackData

from conversations.turn import Turn

Command = Callable[[Turn], Awaitable[None]]
Tap = Callable[[Turn, Any], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Routes:
    """Tables instead of lists of filters: finding a handler costs one look-up, however many."""

    commands: Mapping[str, Command] = field(default_factory=dict)
    taps: Mapping[type[CallbackData], Tap] = field(default_factory=dict)
    for_operators: Mapping[str, Command] = field(default_factory=dict)
    """Commands that for everybody else are unknown ones."""
