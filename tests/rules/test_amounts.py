"""Amounts as people type them. Rule: product.md, "Money is integer minor units"."""

import pytest
from babel.numbers import get_decimal_symbol

from marketplace.amounts import parse_amount
from marketplace.errors import Refused
from marketplace.money import MOST_MINOR, Currency
from views.currencies import marks
from views.texts import currency_of


def read(typed: str, code: str = "USD", locale: str = "en", least_minor: int = 1) -> int:
    """As the conversations read it for somebody with this locale."""
    point = get_decimal_symbol(locale)
    own = marks(locale, code)
    return parse_amount(typed, currency_of(code), least_minor, marks=own, point=point)


def refused(typed: str, code: str = "USD", locale: str = "en", least_minor: int = 1) -> Refused:
    with pytest.raises(Refused) as caught:
        read(typed, code, locale, least_minor)
    return caught.value


# --- what is understood --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "amount_minor"),
    [
        ("500", 50000),
        ("500.00", 50000),
        ("500.", 50000),
        ("12.50", 1250),
        ("12,50", 1250),
        ("12,5", 1250),
        (".50", 50),
        ("$.50", 50),
        ("0.500", 50),
        ("1250.500", 125050),
        ("1,250.50", 125050),
        ("1.250,50", 125050),
        ("1,250.500", 125050),
        ("1,234,567", 123456700),
        ("1.234.567", 123456700),
        ("1 250", 125000),
        ("1\u00a0250,50", 125050),
        ("1\u202f250\u202f000,5", 125000050),
        ("1'250.50", 125050),
        ("1’250", 125000),
        ("1’250,50", 125050),
        ("1,25,000.50", 12500050),
        ("12,34,567", 123456700),
        ("500.-", 50000),
        ("500,-", 50000),
        ("500,--", 50000),
        ("500.–", 50000),
        ("1'250.-", 125000),
        ("1.250,-", 125000),
        ("500,- $", 50000),
        ("  7 ", 700),
        ("0.01", 1),
        ("100,000,000.00", MOST_MINOR),
    ],
)
def test_readable_amounts(typed: str, amount_minor: int) -> None:
    assert read(typed) == amount_minor


@pytest.mark.parametrize(
    ("typed", "code", "locale"),
    [
        ("$500", "USD", "en"),
        ("$ 500", "USD", "en"),
        ("500$", "USD", "en"),
        ("500\u00a0$", "USD", "de"),
        ("US$500", "USD", "en"),
        ("us $ 500", "USD", "en"),
        ("$US 500", "USD", "fr"),
        ("500 usd", "USD", "en"),
        ("500Usd.", "USD", "en"),
        ("USD 500", "USD", "en"),
        ("$500 USD", "USD", "en"),
        ("USD$500", "USD", "en"),
        ("CA$500", "CAD", "en"),
        ("$500", "CAD", "en"),
        ("500 $ca", "CAD", "fr"),
        ("€500", "EUR", "en"),
        ("500,00 €", "EUR", "de"),
        ("500 ZŁ", "PLN", "en"),
        ("kr. 500", "DKK", "en"),
        ("kr.500", "DKK", "en"),
        ("500 kr", "DKK", "da"),
        ("500 kr.", "SEK", "sv"),
        ("kr. 500", "SEK", "sv"),
        ("CHF 500.-", "CHF", "de_CH"),
        ("500.- chf", "CHF", "en"),
        ("₹500", "INR", "hi"),
    ],
)
def test_the_currency_may_stand_with_it(typed: str, code: str, locale: str) -> None:
    assert read(typed, code, locale) == 50000


@pytest.mark.parametrize(
    ("typed", "code", "amount_minor"),
    [
        ("¥1,250", "JPY", 1250),
        ("￥1250", "JPY", 1250),
        ("1.250", "JPY", 1250),
        ("500.00", "JPY", 500),
        ("1,000", "XTR", 1000),
        ("50 ⭐", "XTR", 50),
        ("50 ⭐\ufe0f", "XTR", 50),
        ("50 xtr", "XTR", 50),
        ("1250.255", "KWD", 1250255),
        ("12.5", "KWD", 12500),
        ("500 د.ك.\u200f", "KWD", 500000),
    ],
)
def test_other_decimals(typed: str, code: str, amount_minor: int) -> None:
    assert read(typed, code) == amount_minor


# --- what is unclear -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "code", "locale", "readings"),
    [
        ("1,250", "USD", "en", (125000, 125)),
        ("1.250", "USD", "en", (125, 125000)),
        ("1,250", "EUR", "de", (125, 125000)),
        ("1.250", "EUR", "de", (125000, 125)),
        ("$1,000", "USD", "en", (100000, 100)),
        ("kr. 1,250", "DKK", "en", (125000, 125)),
        ("1,250.", "USD", "en", (125000, 125)),
        ("1,255", "KWD", "en", (1255000, 1255)),
        ("999.999", "KWD", "en", (999999, 999999000)),
    ],
)
def test_two_readings_are_refused_with_both(
    typed: str, code: str, locale: str, readings: tuple[int, int]
) -> None:
    """The reader's own way comes first. Seen to fail when the sign was looked for in the whole
    text: "kr. 1,250" has a point too."""
    why = refused(typed, code, locale)
    assert why.key == "wrong-amount-unclear"
    assert (why.facts["first_minor"], why.facts["second_minor"]) == readings
    assert why.facts["given"] == typed


@pytest.mark.parametrize(
    ("typed", "code", "least_minor", "amount_minor"),
    [
        ("1,255", "USD", 1, 125500),
        ("0,500", "USD", 1, 50),
        ("012,500", "USD", 1, 1250),
        ("1,250", "USD", 200, 125000),
        ("100,000.000", "KWD", 1, 100_000_000),
        ("12,500.-", "USD", 1, 1250000),
        ("999,990", "KWD", 1_000_000, 999_990_000),
    ],
)
def test_what_can_only_be_one_amount_is_that(
    typed: str, code: str, least_minor: int, amount_minor: int
) -> None:
    assert read(typed, code, least_minor=least_minor) == amount_minor


def test_a_reading_above_the_bound_does_not_count() -> None:
    """900,000 of a currency with six decimals would be too much."""
    tiny = Currency("XXX", 6)
    assert parse_amount("900,000", tiny) == 900_000_000
    with pytest.raises(Refused, match="wrong-amount-unclear"):
        parse_amount("9,000", tiny)


# --- what is refused -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "", "abc", "$", "1e5", "NaN", "Infinity", "-5", "+5", "−5", "-$5", "$-5", "(5)", "5%", "~5",
        "١٢٣", "５００", "5²", "5½", "1_000", "5.5.5", "1,250,50", "12,5,00", "0,250,000",
        "1 25", "5 000 00", "1, 250", "1. 250,50", "1,25.000", "$$5", "$€5", "5..", "5,", "'5",
        "USD.50", "kr.500", "5.-5", "12.5.-", "400-600", "5 usd 5", "9" * 25, "9" * 4000,
        "for each of the many pages I would like to have 5",
    ],
)  # fmt: skip
def test_what_is_no_amount(typed: str) -> None:
    assert refused(typed).key == "wrong-amount"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("€500", "USD"),
        ("500 eur", "USD"),
        ("£1,250", "USD"),
        ("CA$500", "USD"),
        ("500 zł", "USD"),
        ("500 euros", "USD"),
        ("50 ⭐", "USD"),
        ("US$500", "CAD"),
        ("$500", "EUR"),
        ("500 kr.", "EUR"),
        ("¥500", "XTR"),
        ("€500 usd", "USD"),
    ],
)
def test_another_currency_is_refused_by_naming_ours(typed: str, code: str) -> None:
    """Seen to fail with the pattern that took any currency's sign away: €500 were $500."""
    why = refused(typed, code)
    assert (why.key, why.facts) == ("wrong-amount-currency", {"currency": code})


@pytest.mark.parametrize(
    ("typed", "code", "key"),
    [
        ("12.50", "JPY", "wrong-amount-decimals"),
        ("12.505,5", "JPY", "wrong-amount-decimals"),
        ("1250.255", "USD", "wrong-amount-decimals"),
        ("12.505", "USD", "wrong-amount-decimals"),
        ("0.001", "USD", "wrong-amount-decimals"),
        ("1,2500", "USD", "wrong-amount-decimals"),
        ("0", "USD", "wrong-amount-too-small"),
        ("0.00", "USD", "wrong-amount-too-small"),
        ("100,000,000.01", "USD", "wrong-amount-too-large"),
        ("999999999999", "USD", "wrong-amount-too-large"),
    ],
)
def test_amounts_that_cannot_be(typed: str, code: str, key: str) -> None:
    assert refused(typed, code).key == key
