"""Withdrawals as operators see them."""

from marketplace.books import Account
from marketplace.withdrawals import Withdrawal, WithdrawalState
from views import admin, buttons
from views.admin_people import flows
from views.callbacks import AdminPerson, AdminWithdrawal, AdminWithdrawals, RuleWithdrawal
from views.screen import Button, Rows, Screen, lines, paragraphs
from views.texts import Texts, short

_STATES = {
    WithdrawalState.WAITING: "admin-withdrawal-waiting",
    WithdrawalState.PAID: "admin-withdrawal-paid",
    WithdrawalState.REJECTED: "admin-withdrawal-rejected",
    WithdrawalState.CANCELLED: "admin-withdrawal-cancelled",
}


def withdrawals(t: Texts, listed: list[tuple[Withdrawal, str]], *, more: bool) -> Screen:
    """Oldest first, each with its person's name."""
    rows: Rows = tuple(
        (Button(f"{t.money(one.amount_minor)} · {short(name, 24)}", AdminWithdrawal(id=one.id)),)
        for one, name in listed
    )
    if more:
        rows = (*rows, (buttons.more(t, AdminWithdrawals(after=listed[-1][0].id)),))
    text = t("admin-withdrawals" if listed else "admin-withdrawals-none")
    return Screen(text, (*rows, (admin.back(t),)))


def withdrawal(t: Texts, asked: Withdrawal, account: Account, *, proposed: bool) -> Screen:
    """Who, how much, where to, and where the money has come from: a wallet that was only topped
    up is a card being cashed out. `proposed`: a decision waits for a second operator."""
    person = account.person
    text = paragraphs(
        lines(
            t("admin-withdrawal", number=str(asked.id), amount=t.money(asked.amount_minor)),
            t("admin-person-line", name=person.shown_name, id=str(person.id)),
            t(_STATES[asked.state], at=t.moment(asked.ended_at or asked.asked_at)),
            t("quote", text=asked.reason) if asked.reason else "",
        ),
        lines(t("admin-withdrawal-where"), t("quote", text=asked.destination)),
        flows(t, account),
        t("admin-ruling-waits") if proposed else "",
    )
    rows: Rows = ()
    if asked.state is WithdrawalState.WAITING:
        reject = RuleWithdrawal(id=asked.id, pay=False)
        rows = ((Button(t.label("btn-admin-reject"), reject, "danger"),),)
        if not proposed:
            pay = RuleWithdrawal(id=asked.id, pay=True)
            rows = ((Button(t.label("btn-admin-paid"), pay, "success"), *rows[0]),)
    books = Button(t.label("btn-admin-books"), AdminPerson(id=person.id))
    back = buttons.back(t, AdminWithdrawals())
    return Screen(text, (*rows, (books,), (back, admin.back(t))))
