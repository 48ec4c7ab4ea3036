"""Topics: where the bot's private chats have them, each project has one of its own in both."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """A project's topic in one member's chat. `thread_id`: Telegram's number of it, once it is
    made. `gone`: it could not be made, or is there no more; what belongs to it goes to the main
    chat."""

    person_id: int
    bid_id: int
    name: str
    thread_id: int | None = None
    gone: bool = False

    @property
    def open(self) -> bool:
        """Made, or about to be."""
        return not self.gone
