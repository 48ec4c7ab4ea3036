"""Asking for money from one's wallet: how much, and where it shall go."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.types import Message

from conversations.declaration import Conversation, Facts, Subject
from conversations.steps import Ask, BoundedMoney, Text
from conversations.steps.step import Answers, Given, Outcome, text_of
from conversations.turn import Turn
from marketplace import wallets, withdrawals
from marketplace.text import folded
from views import wallet as screens
from views.screen import Button

MOST_OFFERED = 3


@dataclass(frozen=True)
class _Amount(BoundedMoney):
    """All that there is, by one button or by its name; or a part of it."""

    async def offered(self, ask: Ask) -> list[Button]:
        buttons = await super().offered(ask)
        everything = self.plain(ask.t, ask.facts["balance_minor"])
        label = f"{ask.own_or('everything', 'wizard-done')} · {everything}"
        return [
            Button(label, button.tap, button.style) if button.text == everything else button
            for button in buttons
        ]

    async def typed(self, ask: Ask, message: Message) -> Outcome:
        everything = ask.own_or("everything", "wizard-done")
        if folded(text_of(message)) == folded(everything):
            return Given(ask.facts["balance_minor"])
        return await super().typed(ask, message)


async def _enter(turn: Turn, subject: Subject) -> Facts:
    balance_minor = await withdrawals.may_ask(turn.work, turn.actor)
    return {"balance": turn.t.money(balance_minor), "balance_minor": balance_minor}


async def _everything(ask: Ask) -> Sequence[int]:
    return (ask.facts["balance_minor"],)


def _bounds(ask: Ask) -> tuple[int, int]:
    return 1, ask.facts["balance_minor"]


async def _used_before(ask: Ask) -> Sequence[str]:
    """Where earlier withdrawals went, the last one first."""
    work, actor = ask.turn.work, ask.turn.actor
    earlier = await work.withdrawals.of_person(actor.id, 4 * MOST_OFFERED)
    return list(dict.fromkeys(one.destination for one in earlier))[:MOST_OFFERED]


async def _finish(turn: Turn, subject: Subject, answers: Answers) -> None:
    work, actor = turn.work, turn.actor
    asked = await withdrawals.ask(work, actor, answers["amount"], answers["destination"])
    money, waiting = await wallets.of(work, actor), await work.withdrawals.waiting_of(actor.id)
    screen = screens.own_wallet(turn.t, money, waiting)
    await turn.window.show(screen.below(screens.asked(turn.t, asked)))


conversation = Conversation(
    "withdraw",
    steps=(
        _Amount("amount", bounds=_bounds, likely=_everything),
        Text("destination", withdrawals.destination_text, likely=_used_before),
    ),
    enter=_enter,
    finish=_finish,
)
