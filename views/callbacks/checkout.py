"""Paying for milestones."""

from aiogram.filters.callback_data import CallbackData


class Checkout(CallbackData, prefix="pay"):
    """Shows how a due milestone can be paid now."""

    milestone_id: int


class PayFromWallet(CallbackData, prefix="wpay"):
    milestone_id: int


class Fund(CallbackData, prefix="fund"):
    """Sets money aside; `milestone_id` 0: for all that is open. Asks first; `sure` does it."""

    project_id: int
    milestone_id: int = 0
    sure: bool = False


class ClaimPaid(CallbackData, prefix="said"):
    """The client has paid outside."""

    milestone_id: int


class ConfirmReceipt(CallbackData, prefix="got"):
    milestone_id: int


class DenyReceipt(CallbackData, prefix="nogot"):
    milestone_id: int
