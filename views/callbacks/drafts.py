"""Conversations: answering a question, going on with a half-finished one."""

from aiogram.filters.callback_data import CallbackData


class Wizard(CallbackData, prefix="w"):
    """A button of a conversation's question.

    `run` tells one run of a conversation from the next, so that an old button is recognised.
    """

    run: str
    step: str
    do: str
    value: str = ""


class Resume(CallbackData, prefix="resume"):
    """Goes on with a half-finished conversation; `key` is its draft's."""

    key: str


class DropDraft(CallbackData, prefix="drop"):
    key: str
