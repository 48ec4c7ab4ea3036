"""Currencies of Telegram's payments with their smallest and largest invoice.

Source: core.telegram.org/bots/payments#supported-currencies; the range is about US$ 1-10,000,
the rates here are round ones.
"""

from __future__ import annotations

STARS = "XTR"

# code -> (decimal digits, about how many units make one US dollar)
_RATES: dict[str, tuple[int, float]] = {
    "AED": (2, 3.67),
    "AUD": (2, 1.5),
    "BRL": (2, 5.4),
    "CAD": (2, 1.4),
    "CHF": (2, 0.85),
    "CNY": (2, 7.2),
    "CZK": (2, 22),
    "DKK": (2, 6.7),
    "EUR": (2, 0.9),
    "GBP": (2, 0.77),
    "HUF": (2, 350),
    "IDR": (2, 16000),
    "ILS": (2, 3.6),
    "INR": (2, 85),
    "JPY": (0, 150),
    "KRW": (0, 1400),
    "KZT": (2, 500),
    "MXN": (2, 19),
    "NGN": (2, 1500),
    "NOK": (2, 10.5),
    "PHP": (2, 57),
    "PLN": (2, 3.9),
    "RON": (2, 4.5),
    "RUB": (2, 90),
    "SEK": (2, 10),
    "SGD": (2, 1.3),
    "THB": (2, 34),
    "TRY": (2, 38),
    "UAH": (2, 41),
    "USD": (2, 1),
    "UZS": (2, 12700),
    "VND": (0, 25500),
    "ZAR": (2, 18),
}
_SIGNS = {
    "AUD": "AU$",
    "BRL": "R$",
    "CAD": "CA$",
    "CNY": "CN¥",
    "EUR": "€",
    "GBP": "£",
    "ILS": "₪",
    "INR": "₹",
    "JPY": "¥",
    "KRW": "₩",
    "MXN": "MX$",
    "USD": "$",
    "VND": "₫",
}
"""Of those that the Pay button names by a sign; the others go by their code."""


def known(currency: str) -> bool:
    """Whether Telegram takes this currency from a payment provider."""
    return currency in _RATES


def amount_range(currency: str) -> tuple[int, int]:
    """Smallest and largest total of one invoice, in minor units."""
    digits, rate = _RATES[currency]
    dollar = rate * 10**digits
    return max(1, int(dollar)), int(dollar * 10_000)


def shown(currency: str, amount_minor: int) -> str:
    """An amount as the Pay button shows it to readers of English: "€10.00", Stars "⭐ 5"."""
    if currency == STARS:
        return f"⭐ {amount_minor}"
    digits = _RATES[currency][0]
    sign = _SIGNS.get(currency, f"{currency}\u00a0")
    return f"{sign}{amount_minor / 10**digits:,.{digits}f}"
