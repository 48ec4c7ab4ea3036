"""The wallet: what a person has, what of it is set aside, and the ways in and out."""

from collections.abc import Sequence

from marketplace.invoices import Invoice
from marketplace.people import Person
from marketplace.wallets import Wallet
from marketplace.withdrawals import Withdrawal
from views import buttons
from views.callbacks import (
    CancelWithdrawal,
    OpenStatement,
    OwnProjects,
    OwnSettings,
    OwnWallet,
    TopUp,
    Withdraw,
)
from views.screen import Button, Html, Rows, Screen, lines, paragraphs
from views.texts import Texts, short

LONGEST_DESTINATION = 60
"""UTF-16 units of where one of several withdrawals goes."""


def own_wallet(t: Texts, money: Wallet, waiting: Sequence[Withdrawal]) -> Screen:
    """`waiting`: the person's withdrawals on which nobody has decided."""
    parts = lines(
        t("wallet-due", amount=t.money(money.due_minor)) if money.due_minor else "",
        t("wallet-in-escrow", amount=t.money(money.in_escrow_minor))
        if money.in_escrow_minor
        else "",
        t("wallet-expected", amount=t.money(money.expected_minor)) if money.expected_minor else "",
        t("wallet-withdrawing", amount=t.money(money.withdrawing_minor))
        if money.withdrawing_minor
        else "",
    )
    text = paragraphs(
        t("wallet-balance", amount=t.money(money.balance_minor)),
        parts,
        lines(*(_waiting(t, one) for one in waiting)),
        "" if money.balance_minor or parts else t("wallet-empty"),
    )
    return Screen(text, (*_ways(t, money), *_cancel_rows(t, waiting), *_onward(t, money)))


def _ways(t: Texts, money: Wallet) -> Rows:
    top_up = Button(t.label("btn-top-up"), TopUp(), "primary")
    if not money.balance_minor:
        return ((top_up,),)
    return ((top_up, Button(t.label("btn-withdraw-money"), Withdraw())),)


def _cancel_rows(t: Texts, waiting: Sequence[Withdrawal]) -> Rows:
    return tuple(
        (
            Button(
                t.label("btn-cancel-withdrawal", amount=t.money(one.amount_minor)),
                CancelWithdrawal(id=one.id),
            ),
        )
        for one in waiting
    )


def _onward(t: Texts, money: Wallet) -> Rows:
    """The statement, and the projects that money waits in."""
    row = [Button(t.label("btn-statement"), OpenStatement())]
    if money.due_minor or money.in_escrow_minor or money.expected_minor:
        row.append(Button(t.label("btn-own-projects"), OwnProjects()))
    return (tuple(row), (Button(t.label("btn-settings"), OwnSettings()), buttons.home(t)))


def _waiting(t: Texts, withdrawal: Withdrawal) -> Html:
    return t(
        "wallet-waiting",
        amount=t.money(withdrawal.amount_minor),
        destination=_flat(withdrawal.destination),
        at=t.moment(withdrawal.asked_at),
    )


def no_payments(t: Texts, money: Wallet) -> Screen:
    """Where the bot takes no money. What is in the wallet from other days is still shown."""
    left = t("wallet-left", amount=t.money(money.balance_minor)) if money.balance_minor else ""
    statement = (Button(t.label("btn-statement"), OpenStatement()),) if left else ()
    projects = Button(t.label("btn-own-projects"), OwnProjects())
    rows = ((projects, *statement), (buttons.home(t),))
    return Screen(paragraphs(t("wallet-no-payments"), left), rows)


# --- in and out ----------------------------------------------------------------------------


def to_top_up(t: Texts, invoice: Invoice) -> Screen:
    """What stands above the invoice."""
    text = t("wallet-to-top-up", amount=t.money(invoice.amount_minor))
    return Screen(text, ((_to_wallet(t),),))


def topped_up(t: Texts, amount_minor: int, balance_minor: int, *, switched_on: bool) -> Screen:
    """`switched_on`: from now on the wallet pays for what silence accepted."""
    text = paragraphs(
        t("wallet-topped-up", amount=t.money(amount_minor), balance=t.money(balance_minor)),
        t("wallet-switched-on") if switched_on else "",
    )
    settings = (Button(t.label("btn-settings"), OwnSettings()),) if switched_on else ()
    return Screen(text, ((_to_wallet(t), *settings),))


def asked(t: Texts, withdrawal: Withdrawal) -> Html:
    """To the person who has just asked for it."""
    return t("wallet-asked", amount=t.money(withdrawal.amount_minor))


def confirm_cancel(t: Texts, withdrawal: Withdrawal) -> Screen:
    text = t("wallet-confirm-cancel", amount=t.money(withdrawal.amount_minor))
    yes = Button(
        t.label("btn-cancel-withdrawal-sure"),
        CancelWithdrawal(id=withdrawal.id, sure=True),
        "danger",
    )
    return Screen(text, ((yes,), (buttons.back(t, OwnWallet()),)))


def asked_for(t: Texts, person: Person, withdrawal: Withdrawal) -> Html:
    """To an operator: somebody waits for their money."""
    return paragraphs(
        t(
            "wallet-asked-for",
            name=person.shown_name,
            amount=t.money(withdrawal.amount_minor),
            number=str(withdrawal.id),
        ),
        t("quote", text=withdrawal.destination),
    )


def withdrawn(t: Texts, withdrawal: Withdrawal) -> Screen:
    """An operator has sent it."""
    return _decided(t, t("wallet-withdrawn", amount=t.money(withdrawal.amount_minor)), withdrawal)


def rejected(t: Texts, withdrawal: Withdrawal) -> Screen:
    """It is in the wallet again, and why."""
    return _decided(t, t("wallet-rejected", amount=t.money(withdrawal.amount_minor)), withdrawal)


def refunded(t: Texts, amount_minor: int, reason: str, *, stars: bool) -> Screen:
    """A payment went back to where it came from."""
    words = t("wallet-refunded", amount=t.money(amount_minor), how="stars" if stars else "provider")
    quote = t("quote-long", text=reason) if reason else ""
    return Screen(paragraphs(words, quote), ((_to_wallet(t),),))


def _decided(t: Texts, words: Html, withdrawal: Withdrawal) -> Screen:
    """With what the operator wrote."""
    quote = t("quote-long", text=withdrawal.reason) if withdrawal.reason else ""
    return Screen(paragraphs(words, quote), ((_to_wallet(t),),))


def _to_wallet(t: Texts) -> Button:
    return Button(t.label("btn-wallet"), OwnWallet())


def _flat(text: str) -> str:
    return short(" ".join(text.split()), LONGEST_DESTINATION)
