"""Settings: what happens by itself, and in which language."""

from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import wallets
from views import callbacks
from views import settings as screens


async def own_settings(turn: Turn, tap: callbacks.OwnSettings | None = None) -> None:
    takes_money = turn.work.policy.takes_money
    await turn.window.show(screens.own_settings(turn.t, turn.actor, takes_money=takes_money))


async def set_auto_pay(turn: Turn, tap: callbacks.SetAutoPay) -> None:
    turn.actor = await wallets.set_auto_pay(turn.work, turn.actor, on=tap.on)
    turn.window.say(turn.t.label("toast-auto-pay-on" if tap.on else "toast-auto-pay-off"))
    await own_settings(turn)


router = Routes(
    commands={"settings": own_settings},
    taps={callbacks.OwnSettings: own_settings, callbacks.SetAutoPay: set_auto_pay},
)
