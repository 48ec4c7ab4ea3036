"""Putting money into one's wallet: how much, then Telegram's own Pay button."""

from collections.abc import Sequence

from conversations.declaration import Conversation, Facts, Subject
from conversations.steps import Ask, BoundedMoney
from conversations.steps.step import Answers
from conversations.turn import Turn
from marketplace import invoices, wallets
from marketplace.policy import Policy
from views import wallet as screens
from views.invoices import invoice as invoice_call

MOST_OFFERED = 6
SMALLEST_OFFER = 10
"""Times the least payment: smaller ones are hardly worth their way."""


def round_amounts(policy: Policy) -> list[int]:
    """1, 2, 5, 10, 20, 50 … of the currency, as far as one payment may be, in minor units."""
    least, most = policy.least_payment_minor, policy.most_payment_minor
    begin = min(SMALLEST_OFFER * least, most)
    powers = range(len(str(most)))
    series = (digit * 10**power for power in powers for digit in (1, 2, 5))
    return [one for one in series if begin <= one <= most][:MOST_OFFERED]


async def _enter(turn: Turn, subject: Subject) -> Facts:
    invoices.check_on(turn.work)
    policy = turn.work.policy
    money = await wallets.of(turn.work, turn.actor)
    missing_minor = money.due_minor - money.balance_minor
    due = invoices.asked(missing_minor, policy) if missing_minor > 0 else 0
    return {
        "balance": turn.t.money(money.balance_minor),
        "least": turn.t.money(policy.least_payment_minor),
        "most": turn.t.money(policy.most_payment_minor),
        "due_minor": due,
    }


async def _likely(ask: Ask) -> Sequence[int]:
    """What is missing for what they owe, if anything is; then round sums."""
    due = [ask.facts["due_minor"]] if ask.facts["due_minor"] else []
    return [*due, *round_amounts(ask.turn.work.policy)]


def _bounds(ask: Ask) -> tuple[int, int]:
    policy = ask.turn.work.policy
    return policy.least_payment_minor, policy.most_payment_minor


async def _finish(turn: Turn, subject: Subject, answers: Answers) -> None:
    made = await invoices.top_up(turn.work, turn.actor, answers["amount"])
    await turn.window.show(screens.to_top_up(turn.t, made))
    await turn.window.call("sendInvoice", invoice_call(turn.t, made))


conversation = Conversation(
    "top-up",
    steps=(BoundedMoney("amount", bounds=_bounds, likely=_likely, echo=False),),
    enter=_enter,
    finish=_finish,
    review=False,
)
