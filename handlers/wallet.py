"""The wallet: what is in it, its statement, money in and money out."""

from conversations import top_up as top_up_conversation
from conversations import withdraw as withdraw_conversation
from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import wallets, withdrawals
from marketplace.wallets import Side
from views import callbacks
from views import statement as statement_screens
from views import wallet as screens


async def own_wallet(turn: Turn, tap: callbacks.OwnWallet | None = None) -> None:
    money = await wallets.of(turn.work, turn.actor)
    if not turn.work.policy.takes_money:
        await turn.window.show(screens.no_payments(turn.t, money))
        return
    waiting = await turn.work.withdrawals.waiting_of(turn.actor.id)
    await turn.window.show(screens.own_wallet(turn.t, money, waiting))


async def top_up(turn: Turn, tap: callbacks.TopUp) -> None:
    await turn.wizard.start(turn, top_up_conversation.conversation, {})


async def withdraw(turn: Turn, tap: callbacks.Withdraw) -> None:
    await turn.wizard.start(turn, withdraw_conversation.conversation, {})


async def cancel_withdrawal(turn: Turn, tap: callbacks.CancelWithdrawal) -> None:
    if not tap.sure:
        found = await withdrawals.own_waiting(turn.work, turn.actor, tap.id)
        await turn.window.show(screens.confirm_cancel(turn.t, found))
        return
    await withdrawals.cancel(turn.work, turn.actor, tap.id)
    turn.window.say(turn.t.label("toast-withdrawal-cancelled"))
    await own_wallet(turn)


async def statement(turn: Turn, tap: callbacks.OpenStatement) -> None:
    page, side = statement_screens.PAGE, Side(tap.side)
    found = await wallets.statement(turn.work, turn.actor, side, tap.before or None, page + 1)
    screen = statement_screens.statement(
        turn.t, found[:page], side, first=not tap.before, more=len(found) > page
    )
    await turn.window.show(screen)


async def statement_file(turn: Turn, tap: callbacks.StatementFile) -> None:
    """The whole statement as a table, whatever of it is shown."""
    told = await wallets.whole_statement(turn.work, turn.actor)
    day = turn.work.now.date().isoformat()
    await turn.window.call(*statement_screens.file_call(turn.t, told, day))
    turn.window.say(turn.t.label("toast-file"))


router = Routes(
    commands={"wallet": own_wallet},
    taps={
        callbacks.OwnWallet: own_wallet,
        callbacks.TopUp: top_up,
        callbacks.Withdraw: withdraw,
        callbacks.CancelWithdrawal: cancel_withdrawal,
        callbacks.OpenStatement: statement,
        callbacks.StatementFile: statement_file,
    },
)
