"""What a person gets to see, as small objects: messages, answers, payments, events."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class Message:
    """A message as a person sees it; `raw` has every field of the control API."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        self.id: int = raw["message_id"]
        self.chat_id: int = raw["chat_id"]
        self.text: str = raw["text"]
        self.html: str = raw["html"]
        self.entities: list[dict[str, Any]] = raw["entities"]
        self.by_bot: bool = raw["by"] == "bot"
        self.edited: bool = raw["edited"]
        self.pinned: bool = raw["pinned"]
        self.buttons: list[list[str]] = raw["buttons"]
        self.reply_to: int | None = raw.get("reply_to")
        self.quote: str = raw.get("quote", {}).get("text", "")  # the part that it answers
        self.link_preview: dict[str, Any] = raw.get("link_preview_options", {})
        self.topic: int | None = raw.get("topic")
        self.file: dict[str, Any] | None = raw.get("file")
        self.invoice: dict[str, Any] | None = raw.get("invoice")
        self.reactions: list[str] = raw.get("reactions", [])  # the bot's
        self.own_reaction: str = raw.get("own_reaction", "")  # the person's

    @property
    def labels(self) -> list[str]:
        """The texts of all buttons, row after row."""
        return [label for row in self.buttons for label in row]

    def data(self, label: str) -> str:
        """The callback data behind a button whose text holds `label`."""
        for key in (key for row in self.raw["keys"] for key in row):
            if label in key["text"] and key["action"] == "callback_data":
                return str(key["value"])
        raise AssertionError(f"no button {label!r} on {self!r}")

    def __repr__(self) -> str:
        return f"<message {self.id} {self.text[:60]!r} {self.labels}>"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot answered to a pressed button (a toast, or an alert to be closed)."""

    text: str
    alert: bool = False
    url: str = ""
    raw: dict[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Paid:
    """How a payment went; `error` is what the bot said when it declined."""

    ok: bool
    error: str = ""
    charge_id: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a chat; `line` is how to tell it, empty when nobody sees it."""

    seq: int
    kind: str
    person: str
    chat_id: int
    line: str
    message: Message | None
    raw: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a person's chat; `id` is its thread id, `emoji` a custom emoji's id."""

    id: int
    name: str
    color: int
    emoji: str
    deleted: bool


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file for an album: name, bytes or a path, and kind (document, photo, video, audio)."""

    name: str
    content: bytes | Path
    kind: str = "document"


def id_of(message: Message | int | None) -> int | None:
    """A message's id, for those who have only the number."""
    return message.id if isinstance(message, Message) else message


def topic_of(topic: Topic | int | str | None) -> int | str | None:
    """A topic's id, or its name, for those who have only that."""
    return topic.id if isinstance(topic, Topic) else topic


def part(text: str, position: int = 0) -> dict[str, Any] | None:
    """What is quoted of an answered message; nothing for an empty text."""
    return {"text": text, "position": position} if text else None


def toast(chat_id: int, answer: dict[str, Any]) -> Message:
    """An answer to a button, in the shape of a message."""
    shape = {"message_id": 0, "chat_id": chat_id, "html": answer["text"], "entities": []}
    more = {"by": "bot", "edited": False, "pinned": False, "buttons": [], "keys": []}
    return Message(answer | shape | more)
