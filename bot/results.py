"""What became of one call to Telegram, as far as the outbox needs to know."""

from dataclasses import dataclass
from enum import StrEnum

from storage.file_rows import KnownAs


class Trouble(StrEnum):
    """Why a message goes out later."""

    UNSENT = "unsent"
    """No connection to Telegram: nobody's message gets through now."""
    TOKEN = "token"  # noqa: S105
    """Telegram doesn't accept the token: likewise."""
    FLOOD = "flood"
    """429: this chat has to wait."""
    SERVER = "server"
    """5xx: Telegram's own trouble."""
    UNANSWERED = "unanswered"
    """It may have arrived."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Done, or already so ("message is not modified"). An album has several message ids."""

    message_ids: tuple[int, ...] = ()
    files: tuple[KnownAs, ...] = ()
    """Files that were uploaded with it: the ids by which Telegram knows them now."""
    topic: int | None = None
    """The thread that was made."""
    topic_gone: bool = False
    """It went to the main chat, since Telegram does not know its topic (any more)."""


@dataclass(frozen=True, slots=True)
class Later:
    """Not done (UNANSWERED: perhaps done). `after_seconds` is Telegram's wish, with FLOOD."""

    trouble: Trouble
    reason: str
    after_seconds: float = 0


@dataclass(frozen=True, slots=True)
class Hopeless:
    """It will never go out this way. `unreachable`: nothing will reach this person."""

    reason: str
    unreachable: bool = False


Result = Sent | Later | Hopeless
