"""Amounts as people type them. Rule: product.md, "Money is integer minor units"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.errors import Refused
from marketplace.money import MOST_MINOR, Currency, Entry, Transaction, parse_amount

USD = Currency("USD", 2)


@pytest.mark.parametrize(
    ("typed", "amount_minor"),
    [
        ("500", 50000),
        ("500.00", 50000),
        ("12.50", 1250),
        ("12,50", 1250),
        ("12,5", 1250),
        ("1,250.50", 125050),
        ("1.250,50", 125050),
        ("1,234,567", 123456700),
        ("1 250", 125000),
        ("$500", 50000),
        ("500 usd", 50000),
        ("USD 500", 50000),
        ("  7 ", 700),
        ("0.01", 1),
    ],
)
def test_readable_amounts(typed: str, amount_minor: int) -> None:
    assert parse_amount(typed, USD) == amount_minor


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "wrong-amount"),
        ("abc", "wrong-amount"),
        ("1e5", "wrong-amount"),
        ("NaN", "wrong-amount"),
        ("-5", "wrong-amount"),
        ("+5", "wrong-amount"),
        ("١٢٣", "wrong-amount"),
        ("1_000", "wrong-amount"),
        ("5.5.5", "wrong-amount"),
        ("1,250", "wrong-amount-unclear"),
        ("1.250", "wrong-amount-unclear"),
        ("0", "wrong-amount-too-small"),
        ("0.00", "wrong-amount-too-small"),
        ("999999999999", "wrong-amount-too-large"),
        ("9" * 4000, "wrong-amount"),
    ],
)
def test_refused_amounts(typed: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_amount(typed, USD)
    assert refused.value.key == key


def test_a_currency_without_decimals_refuses_them() -> None:
    with pytest.raises(Refused, match="wrong-amount-decimals"):
        parse_amount("12.50", Currency("JPY", 0))
    assert parse_amount("1250", Currency("XTR", 0)) == 1250


@given(st.text(max_size=60))
def test_no_text_raises_anything_but_a_refusal(typed: str) -> None:
    """Seen to fail with `int(typed)` in place of the pattern ("١٢٣" was taken)."""
    try:
        amount_minor = parse_amount(typed, USD)
    except Refused:
        return
    assert 0 < amount_minor <= MOST_MINOR
    assert any(c in "0123456789" for c in typed)


@given(st.integers(min_value=1, max_value=MOST_MINOR))
def test_what_is_written_out_is_read_back(amount_minor: int) -> None:
    whole, cents = divmod(amount_minor, 100)
    assert parse_amount(f"{whole}.{cents:02}", USD) == amount_minor
    assert parse_amount(f"{whole:,}.{cents:02}", USD) == amount_minor


def test_a_transaction_sums_to_zero(moment: object) -> None:
    with pytest.raises(ValueError, match="zero"):
        Transaction("k", "c", (Entry("a", -5), Entry("b", 4)), moment)  # type: ignore[arg-type]
