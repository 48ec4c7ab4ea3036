"""Talk between the two sides of a line."""

from aiogram.filters.callback_data import CallbackData


class Chat(CallbackData, prefix="chat"):
    """Writes to the other side of a bid or of its project."""

    bid_id: int


class SendHeld(CallbackData, prefix="tell"):
    """What was written and waits goes to the other side of this bid."""

    bid_id: int


class MorePartners(CallbackData, prefix="whom"):
    """Further ones to write to. `held`: something waits for the choice."""

    skip: int
    held: bool


class DropHeld(CallbackData, prefix="untell"):
    """What waits goes nowhere."""


class OpenTalk(CallbackData, prefix="talk"):
    """A page of what was said on a line: below message `before`, or right above `after`; the
    newest page without both."""

    bid_id: int
    before: int = 0
    after: int = 0


class OpenMessage(CallbackData, prefix="msg"):
    """One message in full, with what it said before its edits, part by part."""

    relay_id: int
    part: int = 0


class SendMessage(CallbackData, prefix="again"):
    """Sends what came with a message once more; `which` of several, -1 for the newest."""

    relay_id: int
    which: int = -1


class FindInTalk(CallbackData, prefix="fsaid"):
    """Asks for words to look for."""

    bid_id: int


class FoundInTalk(CallbackData, prefix="found"):
    """A page of what was found last on that line, below message `before`."""

    bid_id: int
    before: int = 0


class MakeDelivery(CallbackData, prefix="mkdlv"):
    """What came with a message of the freelancer's, or with its album, joins their delivery."""

    relay_id: int
