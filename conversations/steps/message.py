"""A question that is answered with any message that can be passed on as it is."""

from dataclasses import dataclass
from typing import Any

from aiogram.types import Message

from conversations.steps.step import Ask, Given, Outcome, Question, Step, kind_of
from marketplace.errors import Refused
from marketplace.text import paragraph

RELAYED = frozenset(
    {
        "text",
        "photo",
        "video",
        "animation",
        "audio",
        "voice",
        "video_note",
        "document",
        "sticker",
        "location",
    }
)


@dataclass(frozen=True)
class AnyMessage(Step):
    """{"message_id", "kind", "text"} of what was sent."""

    def fits(self, value: Any) -> bool:
        return isinstance(value, dict) and {"message_id", "kind", "text"} <= value.keys()

    async def draw(self, ask: Ask) -> Question:
        return Question(ask.words(), path=ask.path)

    async def typed(self, ask: Ask, message: Message) -> Outcome:
        return Given(passable(message))


def passable(message: Message) -> dict[str, Any]:
    """What is passed on of a message; raises Refused `answer-not-relayed` where nothing can be.

    Contacts, venues, polls, dice, stories and the like would tell who sends them, or cannot be
    copied.
    """
    kind = kind_of(message)
    if kind not in RELAYED:
        raise Refused("answer-not-relayed", kind=kind)
    text = paragraph(message.text or message.caption or "")
    return {"message_id": message.message_id, "kind": kind, "text": text}
