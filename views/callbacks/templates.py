"""Pitch templates."""

from aiogram.filters.callback_data import CallbackData


class OwnTemplates(CallbackData, prefix="tmpls"):
    pass


class OpenTemplate(CallbackData, prefix="tmpl"):
    id: int


class AddTemplate(CallbackData, prefix="addtm"):
    pass


class ChangeTemplate(CallbackData, prefix="chgtm"):
    id: int


class RemoveTemplate(CallbackData, prefix="rmtm"):
    """Asks first; `sure` does it."""

    id: int
    sure: bool = False


class KeepTemplate(CallbackData, prefix="keeptm"):
    """Makes a template of the pitch of one's own bid."""

    bid_id: int
