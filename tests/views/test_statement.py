"""The statement as a file: right sums, and nothing in it that a spreadsheet would run."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from marketplace.money import Currency, Kind
from marketplace.wallets import MOST_LINES_OF_A_FILE, Side, Statement, StatementLine
from tests.views.telegram import plain
from views.statement import file_call, statement, table
from views.texts import Texts, currency_of

T = Texts("en", Currency())
AT = datetime(2026, 3, 1, 12, 0, 5, tzinfo=UTC)


def line(
    number: int, kind: Kind, minor: int, about: str = "", at: int | None = None
) -> StatementLine:
    return StatementLine(number, AT + timedelta(minutes=number), kind, minor, about, at)


LINES = (
    line(1, Kind.PAYMENT, 50000),
    line(2, Kind.FUNDING, -20000, "Logo", 2),
    line(3, Kind.WITHDRAWAL, -1),
)


def rows(t: Texts, told: Statement) -> list[list[str]]:
    text = table(t, told)
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def test_oldest_first_with_what_is_left_after_each() -> None:
    head, *body = rows(T, Statement(LINES, 1000))
    assert head == ["Date", "What", "Project", "Milestone", "Amount", "Currency", "Balance after"]
    assert body == [
        ["2026-03-01T12:01:05Z", "Top-up", "", "", "500.00", "USD", "510.00"],
        ["2026-03-01T12:02:05Z", "Set aside", "Logo", "2", "-200.00", "USD", "310.00"],
        ["2026-03-01T12:03:05Z", "Withdrawal", "", "", "-0.01", "USD", "309.99"],
    ]


@pytest.mark.parametrize(
    ("code", "amount"), [("XTR", "50000"), ("JPY", "50000"), ("BHD", "50.000"), ("USD", "500.00")]
)
def test_amounts_have_the_decimals_of_their_currency(code: str, amount: str) -> None:
    t = Texts("en", currency_of(code))
    assert rows(t, Statement(LINES[:1], 0))[1][4:] == [amount, code, amount]


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_title_is_no_formula(title: str) -> None:
    """Seen to fail with the title as it is. Our own amounts stay numbers."""
    told = Statement((line(1, Kind.CHECKOUT, -5, title, 1),), 5)
    _, (_, _, project, _, amount, _, _) = rows(T, told)
    assert project == f"'{title}"
    assert amount == "-0.05"


def test_commas_quotes_and_lines_stay_in_their_cell() -> None:
    title = 'A "big", long; title\nof two lines'
    told = Statement((line(1, Kind.CHECKOUT, 5, title, 1),), 0)
    assert rows(T, told)[1][2] == title


def test_the_call_and_what_it_says_when_older_lines_are_left_out() -> None:
    method, params = file_call(T, Statement(LINES, 0), "2026-03-01")
    assert (method, params["document"]) == ("sendDocument", "")
    assert params["_file"] == {
        "name": "statement-2026-03-01.csv",
        "text": table(T, Statement(LINES, 0)),
    }
    assert params["caption"].startswith("Your whole statement")
    many = LINES[:1] * MOST_LINES_OF_A_FILE
    assert file_call(T, Statement(many, 0), "x")[1]["caption"].startswith("The newest 5,000 lines")


def test_each_line_says_how_much_and_what_for() -> None:
    page = [
        line(8, Kind.CHECKOUT, 45000, "Logo", 1),
        line(7, Kind.PAYMENT, 100, "Logo"),
        line(6, Kind.RETURN, 200, "Logo", 3),
        line(5, Kind.WITHDRAWAL_ENDED, 300),
        line(4, Kind.REFUND, -400),
        line(3, Kind.FUNDING, -500, "Logo", 2),
    ]
    shown = plain(statement(T, page, Side.ALL, first=True, more=False).text)
    for words in (
        "+$450 · Milestone 1 of “Logo”",
        "+$1 · Payment for “Logo”",
        "+$2 · Back from what was set aside for milestone 3 of “Logo”",
        "+$3 · Withdrawal returned",
        "−$4 · Refund",
        "−$5 · Set aside for milestone 2 of “Logo”",
    ):
        assert words in shown
