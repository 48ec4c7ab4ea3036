"""The statement of a wallet: what came and went, on a screen and as a file for a spreadsheet."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC
from decimal import Decimal
from typing import Any

from marketplace.money import Currency, Kind
from marketplace.wallets import MOST_LINES_OF_A_FILE, Side, Statement, StatementLine
from views import buttons
from views.callbacks import OpenStatement, OwnWallet, StatementFile
from views.screen import Button, Html, Rows, Screen, lines, paragraphs
from views.texts import Texts, short

PAGE = 10
LONGEST_TITLE = 60
BYTE_ORDER_MARK = "\ufeff"
"""By this Excel tells UTF-8 from its own encodings."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so may be run by a spreadsheet (OWASP, "CSV Injection")."""
_SIDES = {
    Side.ALL: "btn-statement-all",
    Side.IN: "btn-statement-in",
    Side.OUT: "btn-statement-out",
}
_WHAT = {
    Kind.PAYMENT: "statement-payment",
    Kind.FUNDING: "statement-funding",
    Kind.CHECKOUT: "statement-checkout",
    Kind.RETURN: "statement-return",
    Kind.WITHDRAWAL: "statement-withdrawal",
    Kind.PAYOUT: "statement-payout",
    Kind.WITHDRAWAL_ENDED: "statement-withdrawal-ended",
    Kind.REFUND: "statement-refund",
}
_ABOUT = {
    Kind.PAYMENT: "statement-payment-for",
    Kind.FUNDING: "statement-funding-for",
    Kind.CHECKOUT: "statement-checkout-for",
    Kind.RETURN: "statement-return-for",
}
"""Those that can be about a project."""


def statement(
    t: Texts, page: Sequence[StatementLine], side: Side, *, first: bool, more: bool
) -> Screen:
    """Newest first. `first`: nothing is newer than this page."""
    none = t("statement-none" if first else "statement-no-more")
    told = paragraphs(*(_line(t, line) for line in page)) if page else none
    rows: Rows = (tuple(_filter(t, one, chosen=one is side) for one in Side),)
    if more:
        rows = (*rows, (buttons.more(t, OpenStatement(side=side, before=page[-1].id)),))
    if page:
        rows = (*rows, (Button(t.label("btn-statement-file"), StatementFile()),))
    back = (buttons.back(t, OwnWallet()), buttons.home(t))
    return Screen(paragraphs(t("statement-heading"), told), (*rows, back))


def _filter(t: Texts, side: Side, *, chosen: bool) -> Button:
    label = t.label(_SIDES[side])
    return Button(f"✓ {label}" if chosen else label, OpenStatement(side=side))


def _line(t: Texts, line: StatementLine) -> Html:
    amount = t.money(abs(line.amount_minor))
    signed = t("statement-in" if line.amount_minor > 0 else "statement-out", amount=amount)
    what = t("statement-line", amount=signed, what=_told(t, line))
    return lines(what, t.moment(line.at))


def _told(t: Texts, line: StatementLine) -> str:
    """What it was for: "Milestone 2 of “Logo”", or just "Top-up". Plain text."""
    if line.about and line.kind in _ABOUT:
        title = short(line.about, LONGEST_TITLE)
        return t.label(_ABOUT[line.kind], title=title, position=line.position or 0)
    return t.label(_WHAT[line.kind])


# --- as a file -----------------------------------------------------------------------------


def file_call(t: Texts, told: Statement, day: str) -> tuple[str, dict[str, Any]]:
    """The Bot API call that sends it; `day` (ISO 8601) stands in its name."""
    cut = len(told.lines) == MOST_LINES_OF_A_FILE
    caption = t.label("statement-caption", side="cut" if cut else "whole", count=len(told.lines))
    written = {"name": f"{t.label('statement-file-name')}-{day}.csv", "text": table(t, told)}
    return "sendDocument", {"document": "", "caption": caption, "_file": written}


def table(t: Texts, told: Statement) -> str:
    """CSV (RFC 4180), oldest line first: dates in UTC (ISO 8601), amounts as plain decimals."""
    written = io.StringIO()
    rows = csv.writer(written)
    columns = ("date", "what", "project", "milestone", "amount", "currency", "balance")
    rows.writerow([t.label(_COLUMNS[name]) for name in columns])
    balance_minor = told.before_minor
    for line in told.lines:
        balance_minor += line.amount_minor
        rows.writerow(
            [
                line.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
                _harmless(_plain(t, line)),
                _harmless(line.about),
                "" if line.position is None else line.position,
                _decimal(line.amount_minor, t.currency),
                t.currency.code,
                _decimal(balance_minor, t.currency),
            ]
        )
    return BYTE_ORDER_MARK + written.getvalue()


_COLUMNS = {
    "date": "statement-column-date",
    "what": "statement-column-what",
    "project": "statement-column-project",
    "milestone": "statement-column-milestone",
    "amount": "statement-column-amount",
    "currency": "statement-column-currency",
    "balance": "statement-column-balance",
}


def _plain(t: Texts, line: StatementLine) -> str:
    """What it was, without for what: that has columns of its own."""
    paid_in = line.kind is Kind.PAYMENT and line.about
    return t.label("statement-payment-project" if paid_in else _WHAT[line.kind])


def _harmless(text: str) -> str:
    """As text also where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _decimal(amount_minor: int, currency: Currency) -> str:
    return f"{Decimal(amount_minor).scaleb(-currency.decimals):f}"
