"""The currency's words and signs, which amounts are read with and refused by."""

import pytest

from marketplace.money import Currency
from views.currencies import marks, name, point
from views.texts import Texts

T = Texts("en", Currency())


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("USD", "US dollars (USD)"),
        ("JPY", "Japanese yen (JPY)"),
        ("XTR", "Telegram Stars"),
    ],
)
def test_a_currency_has_a_name(code: str, shown: str) -> None:
    assert name(T, code) == shown


@pytest.mark.parametrize(
    ("locale", "code", "own", "foreign"),
    [
        ("en", "USD", {"$", "US$", "USD$"}, {"CA$", "€"}),
        ("fr", "USD", {"$", "$US"}, {"$CA"}),
        ("en", "CAD", {"$", "CA$"}, {"US$"}),
        ("en", "PLN", {"zł", "PLN"}, {"$"}),
        ("en", "JPY", {"¥", "￥", "JP¥"}, {"CN¥"}),
        ("en", "TWD", {"NT$", "$"}, {"US$", "HK$"}),
        ("en", "EUR", {"€"}, {"$", "kr"}),
        ("en", "XTR", {"⭐"}, {"$"}),
    ],
)
def test_its_signs_are_the_readers_and_those_of_its_country(
    locale: str, code: str, own: set[str], foreign: set[str]
) -> None:
    """Seen to fail with the reader's language alone: "zł" is "PLN" in English."""
    found = marks(locale, code)
    assert own <= found
    assert not foreign & found


def test_every_currency_has_signs() -> None:
    """Also where Babel knows a language of the country, but not as it is written there."""
    for code in T.locale.currencies:
        assert marks("en", code), code


def test_the_readers_point() -> None:
    assert point(T) == "."
