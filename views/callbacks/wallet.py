"""One's own wallet."""

from aiogram.filters.callback_data import CallbackData

from marketplace.wallets import Side


class OwnWallet(CallbackData, prefix="wallet"):
    pass


class TopUp(CallbackData, prefix="topup"):
    pass


class Withdraw(CallbackData, prefix="wdraw"):
    pass


class CancelWithdrawal(CallbackData, prefix="nodraw"):
    """Asks first; `sure` does it."""

    id: int
    sure: bool = False


class OpenStatement(CallbackData, prefix="stmt"):
    """A page of what came and went; `before` is the last id of the page before, 0 for the first."""

    side: Side = Side.ALL
    before: int = 0


class StatementFile(CallbackData, prefix="csv"):
    pass
