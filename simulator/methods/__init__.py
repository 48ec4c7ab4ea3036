"""Bot API methods by subject; importing this package fills the table in simulator.api."""

from . import (
    albums,
    chats,
    copying,
    editing,
    files,
    money,
    polling,
    profile,
    queries,
    sending,
    topics,
)

__all__ = [
    "albums",
    "chats",
    "copying",
    "editing",
    "files",
    "money",
    "polling",
    "profile",
    "queries",
    "sending",
    "topics",
]
