"""What every handler and every step of a conversation is given: one person's turn."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from marketplace.people import Person
from marketplace.ports import Work
from views.sharing import Address
from views.texts import Texts
from views.window import Window

if TYPE_CHECKING:
    from conversations.wizard import Wizard


@dataclass(slots=True)
class Turn:
    """One update of one person, inside one unit of work.

    `message` is what they wrote (None for a press); `call` the press (None for a message).
    """

    work: Work
    actor: Person
    t: Texts
    texts: Callable[[str], Texts]
    window: Window
    state: FSMContext
    wizard: "Wizard"
    public_url: str = ""
    """Where links for big files lead; empty: there are none."""
    address: Address = field(default_factory=Address)
    """Where links to the bot lead."""
    message: Message | None = None
    call: CallbackQuery | None = None
