"""A World as plain JSON, and back: what Telegram remembers of people, chats, files, updates.

Of what went over the wire it has the newest part. The events of the past, armed faults and a
webhook are no part of it: whoever has armed too much gets out of it by beginning again. Bodies are
shared with the World, which replaces and never changes them; what is changed in place is copied,
so that a snapshot stays as it is while it is written down.
"""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from . import view
from .files import Blob, StoredFile
from .state import Body, Chat, Message, Query, World
from .topics import Topic
from .updates import Update

FORMAT = 1  # one more whenever an older snapshot can no longer be read
_PLAIN = ("payments", "profile", "invoice_links")  # of the World, JSON as they are
_ENTRIES = 300  # of the wire
# What may have been given out in the moments before a crash, of which no snapshot tells.
_SKIPPED_UPDATES = 1000
_SKIPPED_MESSAGES = 100

T = TypeVar("T")


class Unreadable(ValueError):
    """Not a snapshot of this format; says in words what it is."""


def dump(world: World) -> Body:
    """Everything that `restore` needs."""
    waiting, held = world.updates.unconfirmed()
    return {
        "format": FORMAT,
        "numbers": {
            "seq": world.seq,
            "wire": world.wire.last,
            "update": world.updates.next_id,
            "file": world.files.count,
        },
        "wire": [json.dumps(view.entry(entry)) for entry in world.wire.newest(_ENTRIES)],
        "armed": world.faults.left,
        "ahead": world.clock.ahead,
        "limits": _facts(world.limits),
        "chats": [_chat(chat) for chat in world.chats.values()],
        "queries": [_facts(query) for query in world.queries.values()],
        "allowed_updates": world.updates.allowed,
        "disordered": world.updates.disordered,
        "waiting": [_facts(update) for update in waiting],
        "held": [_facts(update) for update in held],
        "files": [_file(stored) for stored in world.files.known()],
        "forgotten_files": sorted(world.files.forgotten),
        **{name: _copied(getattr(world, name)) for name in _PLAIN},
    }


def restore(world: World, kept: Any) -> int:
    """Fill a new World; returns how many files have lost their bytes, and are empty now.

    Unreadable for another format and for what is no snapshot; then the World is as it was.
    """
    found = kept.get("format") if isinstance(kept, dict) else None
    if found != FORMAT:
        age = "a newer" if isinstance(found, int) and found > FORMAT else "another"
        raise Unreadable(f"{age} version wrote it (format {found}; this one reads {FORMAT})")
    try:
        numbers = {name: int(kept["numbers"][name]) for name in ("seq", "wire", "update", "file")}
        ahead, limits = float(kept["ahead"]), dict(kept["limits"])
        chats = [_chat_of(raw) for raw in kept["chats"]]
        queries = [_made(Query, raw) for raw in kept["queries"]]
        waiting = [_made(Update, raw) for raw in kept["waiting"]]
        held = [_made(Update, raw) for raw in kept["held"]]
        allowed, disordered = kept["allowed_updates"], bool(kept["disordered"])
        files = [_file_of(world.files.folder, raw) for raw in kept["files"]]
        forgotten = list(kept["forgotten_files"])
        entries = [dict(json.loads(entry)) for entry in kept.get("wire", [])]
        plain = {name: kept[name] for name in _PLAIN}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"something in it is missing or wrong: {error!r}") from None
    world.seq = numbers["seq"]
    world.wire.refill(entries, numbers["wire"])
    world.clock.advance(ahead - world.clock.ahead)
    world.chats = {chat.id: chat for chat in chats}
    world.queries = {query.id: query for query in queries}
    for name in limits.keys() & {f.name for f in fields(world.limits)}:
        setattr(world.limits, name, limits[name])
    for name, value in plain.items():
        setattr(world, name, value)
    world.updates.next_id = numbers["update"]
    world.updates.allowed, world.updates.disordered = allowed, disordered
    world.updates.refill(waiting, held)
    return world.files.refill(files, forgotten, numbers["file"])


def skip_ahead(world: World) -> None:
    """After a crash: numbers that the bot may have seen already are given to nothing else."""
    world.updates.next_id += _SKIPPED_UPDATES
    for chat in world.chats.values():
        chat.next_id += _SKIPPED_MESSAGES


def _facts(thing: Any, *others: str) -> Body:
    """The fields of a dataclass but `others`, which are no plain values."""
    names = (f.name for f in fields(thing) if f.name not in others)
    return {name: _copied(getattr(thing, name)) for name in names}


def _copied(value: Any) -> Any:
    """Deep enough for secrets, pins and payments."""
    if isinstance(value, dict):
        return dict(value)
    return [_copied(one) for one in value] if isinstance(value, list) else value


def _made(kind: type[T], raw: Body, **others: Any) -> T:
    """A dataclass from its fields; what this version does not know is left out."""
    known = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: value for name, value in raw.items() if name in known} | others)


def _chat(chat: Chat) -> Body:
    return _facts(chat, "messages", "changes", "answers", "topics", "wake") | {
        "messages": [_facts(message) for message in chat.messages.values()],
        "answers": [_facts(query) for query in chat.answers],
        "topics": [_facts(topic) for topic in chat.topics.values()],
    }


def _chat_of(raw: Body) -> Chat:
    """Of the changes to a message the last one alone tells anything."""
    messages = [_made(Message, one) for one in raw["messages"]]
    topics = [_made(Topic, one) for one in raw["topics"]]
    return _made(
        Chat,
        raw,
        messages={message.id: message for message in messages},
        changes=sorted((message.seq, message.id) for message in messages),
        answers=[_made(Query, one) for one in raw["answers"]],
        topics={topic.id: topic for topic in topics},
    )


def _file(stored: StoredFile) -> Body:
    blob = stored.blob
    about = {"name": blob.path.name, "size": blob.size, "sha256": blob.known_sha256}
    return _facts(stored, "blob") | {"blob": about}


def _file_of(folder: Path, raw: Body) -> StoredFile:
    about = raw["blob"]
    blob = Blob(folder / Path(about["name"]).name, int(about["size"]), str(about["sha256"]))
    return _made(StoredFile, raw, blob=blob)
