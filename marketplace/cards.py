"""Cards: the messages that the bot keeps up to date in place, one a person and subject.

What is remembered of them; what they show is drawn in views/cards.py.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class CardKind(StrEnum):
    """`project`: its two members have one each. `job`: its client. `bid`: its freelancer."""

    PROJECT = "project"
    JOB = "job"
    BID = "bid"


Subject = tuple[CardKind, int]
"""What a card, or a button, is about: a kind and its id."""


@dataclass(frozen=True, slots=True)
class Card:
    person_id: int
    kind: CardKind
    subject_id: int
    row_id: int = 0
    """The row of the outbox that stands for its message; 0: there is no message yet."""
    digest: str = ""
    """Of what was last drawn: an unchanged card causes no edit."""
    pinned: bool = False
    sent_at: datetime | None = None
    """The message is not older than that."""
    looked_at: datetime | None = None
    """Of a job: when its client last looked at the bids."""
    left_row_id: int = 0
    """The row of the message in which it stood before: that one is being deleted, or is gone."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The card that stands in a message. `sure` is False where it may be another message: while
    Telegram's answer is outstanding, and where the card has just left this one."""

    kind: CardKind
    subject_id: int
    sure: bool


@dataclass(frozen=True, slots=True)
class LiveButtons:
    """A message, other than a card, with buttons that do something about `subject`."""

    row_id: int
    person_id: int
    subject: Subject
    markup: dict[str, Any]
    """Bot API: InlineKeyboardMarkup, as it was last sent."""
