"""The books of one person, as operators read them."""

from marketplace.books import Account
from marketplace.money import Kind
from marketplace.payments import Charge
from marketplace.people import Person
from marketplace.wallets import StatementLine
from views import admin, buttons
from views.callbacks import (
    AdminPayments,
    AdminPerson,
    AdminStatement,
    BanPerson,
    RefundPayment,
    UnbanPerson,
)
from views.screen import Button, Html, Rows, Screen, lines, paragraphs
from views.texts import Texts, short

KINDS = {
    Kind.PAYMENT: "books-payment",
    Kind.FUNDING: "books-funding",
    Kind.CHECKOUT: "books-checkout",
    Kind.RETURN: "books-return",
    Kind.WITHDRAWAL: "books-withdrawal",
    Kind.PAYOUT: "books-payout",
    Kind.WITHDRAWAL_ENDED: "books-withdrawal-ended",
    Kind.REFUND: "books-refund",
}


def account(t: Texts, found: Account) -> Screen:
    person, wallet = found.person, found.wallet
    text = paragraphs(
        lines(
            t("admin-person", name=person.shown_name, id=str(person.id)),
            "" if person.reachable else t("admin-unreachable"),
        ),
        banned(t, person),
        flows(t, found),
        lines(
            _if(t, "admin-wallet-escrow", wallet.in_escrow_minor),
            _if(t, "admin-wallet-withdrawing", wallet.withdrawing_minor),
            _if(t, "admin-wallet-due", wallet.due_minor),
            _if(t, "admin-wallet-expected", wallet.expected_minor),
        ),
    )
    rows: Rows = (
        (
            Button(t.label("btn-admin-statement"), AdminStatement(person_id=person.id)),
            Button(t.label("btn-admin-payments"), AdminPayments(person_id=person.id)),
        ),
        (ban_button(t, person), admin.back(t)),
    )
    return Screen(text, rows)


def banned(t: Texts, person: Person) -> Html:
    """Since when and why, where they are."""
    if person.banned_at is None:
        return Html("")
    since = t("admin-banned-since", at=t.moment(person.banned_at))
    return lines(since, t("quote-long", text=person.banned_why))


def ban_button(t: Texts, person: Person) -> Button:
    """Bans, or lifts the ban."""
    if person.banned:
        return Button(t.label("btn-admin-unban"), UnbanPerson(id=person.id))
    return Button(t.label("btn-admin-ban"), BanPerson(id=person.id), "danger")


def flows(t: Texts, found: Account) -> Html:
    """The wallet, and how its money came and went so far."""
    flow = found.flows
    return lines(
        t("admin-wallet", amount=t.money(found.wallet.balance_minor)),
        t("admin-wallet-earned", amount=t.money(flow.earned_minor)),
        t("admin-wallet-came", amount=t.money(flow.came_minor)),
        t("admin-wallet-spent", amount=t.money(flow.spent_minor)),
        t("admin-wallet-out", amount=t.money(flow.paid_out_minor)),
        _if(t, "admin-wallet-back", flow.sent_back_minor),
    )


def statement(
    t: Texts, found: Account, listed: list[StatementLine], *, before: int, more: bool
) -> Screen:
    """Newest first."""
    told = [
        t(
            "admin-statement-line",
            at=t.moment(line.at),
            amount=signed(t, line.amount_minor),
            what=t(KINDS[line.kind]),
            about=about(t, line.about, line.position),
        )
        for line in listed
    ]
    person = found.person
    head = t("admin-statement" if told else "admin-statement-none", name=person.shown_name)
    first = AdminStatement(person_id=person.id) if before else None
    older = AdminStatement(person_id=person.id, before=listed[-1].id) if more else None
    return Screen(paragraphs(head, lines(*told)), _ways(t, found, first, older))


def payments(
    t: Texts, found: Account, listed: list[tuple[int, Charge]], *, before: int, more: bool
) -> Screen:
    """Newest first; those that the wallet still covers can be sent back."""
    person, balance_minor = found.person, found.wallet.balance_minor
    told = [_payment(t, number, charge) for number, charge in listed]
    rows: Rows = tuple(
        (
            Button(
                t.label(
                    "btn-admin-refund", amount=t.money(charge.amount_minor), number=str(number)
                ),
                RefundPayment(number=number),
            ),
        )
        for number, charge in listed
        if not charge.refunded_at and charge.amount_minor <= balance_minor
    )
    head = t("admin-payments" if told else "admin-payments-none", name=person.shown_name)
    first = AdminPayments(person_id=person.id) if before else None
    older = AdminPayments(person_id=person.id, before=listed[-1][0]) if more else None
    return Screen(paragraphs(head, *told), (*rows, *_ways(t, found, first, older)))


def signed(t: Texts, amount_minor: int) -> str:
    return f"{'+' if amount_minor > 0 else '−'}{t.money(abs(amount_minor))}"


def about(t: Texts, title: str, position: int | None) -> Html:
    """ " · milestone 2 of “Logo”", where it is about a project."""
    if not title:
        return Html("")
    named = short(title, 40)
    if position is None:
        return Html(f" {t('books-about-project', title=named)}")
    return Html(f" {t('books-about', title=named, position=position)}")


def _payment(t: Texts, number: int, charge: Charge) -> Html:
    amount, at = t.money(charge.amount_minor), t.moment(charge.at)
    return lines(
        t("admin-payment", amount=amount, number=str(number), at=at),
        t("admin-payment-ids", ids=" ".join(filter(None, (charge.id, charge.provider_id)))),
        t("admin-payment-refunded", at=t.moment(charge.refunded_at)) if charge.refunded_at else "",
    )


def _ways(
    t: Texts,
    found: Account,
    first: AdminStatement | AdminPayments | None,
    following: AdminStatement | AdminPayments | None,
) -> Rows:
    pages = buttons.pages(t, first=first, following=following)
    back = (buttons.back(t, AdminPerson(id=found.person.id)), admin.back(t))
    return ((*pages,), back) if pages else (back,)


def _if(t: Texts, key: str, amount_minor: int) -> Html:
    return t(key, amount=t.money(amount_minor)) if amount_minor else Html("")
