"""Settings: paying by itself, notices, quiet hours, one's place."""

from aiogram.filters.callback_data import CallbackData

from marketplace.notices import Kind, Way


class OwnSettings(CallbackData, prefix="set"):
    pass


class SetAutoPay(CallbackData, prefix="auto"):
    """Whether the wallet pays for what was accepted by silence."""

    on: bool


class NoticeSettings(CallbackData, prefix="ntf"):
    pass


class NoticeKind(CallbackData, prefix="ntfk"):
    """How one kind of notice comes."""

    kind: Kind


class ChooseWay(CallbackData, prefix="ntfw"):
    kind: Kind
    way: Way


class OwnQuietHours(CallbackData, prefix="quiet"):
    pass


class ChooseQuiet(CallbackData, prefix="quset"):
    """In minutes since midnight; without them: no quiet hours."""

    start: int | None = None
    end: int | None = None


class TypeQuiet(CallbackData, prefix="quown"):
    """Other hours than the offered ones."""


class OwnPlace(CallbackData, prefix="place"):
    """Where the person is, for their clock."""
