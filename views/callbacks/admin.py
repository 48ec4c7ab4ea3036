"""What operators decide: withdrawals, disputes, and each other's rulings."""

from aiogram.filters.callback_data import CallbackData


class Admin(CallbackData, prefix="adm"):
    pass


class AdminWithdrawals(CallbackData, prefix="admws"):
    """Those that wait, oldest first; with a number above `after`."""

    after: int = 0


class AdminWithdrawal(CallbackData, prefix="admw"):
    id: int


class RuleWithdrawal(CallbackData, prefix="rulew"):
    """`pay`: it was sent; else it is rejected."""

    id: int
    pay: bool


class AdminDisputes(CallbackData, prefix="admds"):
    after: int = 0


class AdminDispute(CallbackData, prefix="admd"):
    id: int


class RuleDispute(CallbackData, prefix="ruled"):
    """`how`: release, refund or split."""

    id: int
    how: str


class AdminRulings(CallbackData, prefix="admrs"):
    """Those that wait for a second operator."""

    after: int = 0


class AdminRuling(CallbackData, prefix="admr"):
    id: int


class ApproveRuling(CallbackData, prefix="okrul"):
    id: int


class RefuseRuling(CallbackData, prefix="norul"):
    """An operator's no; of one's own: takes it back."""

    id: int
