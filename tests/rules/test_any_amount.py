"""Amounts in whatever way they are written: only amounts within bounds, never an error.

As the conversations read them: with Babel's signs for the currency and its decimal point.
"""

from decimal import Decimal

from babel.numbers import format_currency, get_decimal_symbol
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.amounts import parse_amount
from marketplace.errors import Refused
from marketplace.money import MOST_MINOR
from views.currencies import marks
from views.texts import Texts, currency_of

LOCALES = (
    "en", "en_CA", "en_IN", "de", "de_AT", "de_CH", "fr", "fr_CH", "pt", "pt_PT", "es", "it", "pl",
    "uk", "tr", "sv", "da", "hi", "ja", "zh", "ar", "fa", "he",
)  # fmt: skip
CURRENCIES = ("USD", "CAD", "EUR", "CHF", "DKK", "PLN", "INR", "JPY", "KWD", "XTR")
ENGLISH = {code: Texts("en", currency_of(code)) for code in CURRENCIES}
UNHURRIED = settings(deadline=None)
"""Babel takes its time when it meets a locale first."""
DIGITS = st.text(st.characters(categories=["Nd", "No", "Nl"]), min_size=1, max_size=6)
AMOUNTISH = st.text(alphabet="0123456789.,'’ -$€usdUSD\u00a0\u202f٣_eE+", max_size=30)


@UNHURRIED
@given(
    typed=st.one_of(st.text(max_size=60), DIGITS, AMOUNTISH),
    code=st.sampled_from(CURRENCIES),
    locale=st.sampled_from(LOCALES),
)
def test_no_text_raises_anything_but_a_refusal(typed: str, code: str, locale: str) -> None:
    """Seen to fail with `int(typed)` in place of the pattern ("١٢٣" was taken)."""
    key, amounts = _outcome(typed, code, locale)
    assert len(set(amounts)) == {"": 1, "wrong-amount-unclear": 2}.get(key, 0)
    assert all(type(one) is int and 0 < one <= MOST_MINOR for one in amounts)
    assert not amounts or any(c in "123456789" for c in typed)


@UNHURRIED
@given(
    amount_minor=st.one_of(
        st.integers(1, MOST_MINOR), st.integers(1, 100_000).map(lambda whole: whole * 1000)
    ),
    code=st.sampled_from(CURRENCIES[:-1]),
    locale=st.sampled_from(LOCALES),
)
def test_what_babel_writes_is_read_back(amount_minor: int, code: str, locale: str) -> None:
    """Seen to fail without U+202F among the spaces, and with "$" as the only mark."""
    currency = currency_of(code)
    exact = Decimal(amount_minor).scaleb(-currency.decimals)
    key, amounts = _outcome(format_currency(exact, code, locale=locale), code, locale)
    assert key in ("", "wrong-amount-unclear")
    assert amount_minor in amounts


@UNHURRIED
@given(amount_minor=st.integers(1, MOST_MINOR), code=st.sampled_from(CURRENCIES))
def test_what_the_bot_writes_is_read_back(amount_minor: int, code: str) -> None:
    written = ENGLISH[code].money(amount_minor)
    assert amount_minor in _outcome(written, code, "en")[1]


@UNHURRIED
@given(st.integers(min_value=1, max_value=MOST_MINOR))
def test_two_decimals_are_never_unclear(amount_minor: int) -> None:
    whole, cents = divmod(amount_minor, 100)
    assert parse_amount(f"{whole}.{cents:02}", currency_of("USD")) == amount_minor
    assert parse_amount(f"{whole:,}.{cents:02}", currency_of("USD")) == amount_minor


def _outcome(typed: str, code: str, locale: str) -> tuple[str, list[int]]:
    """The key of the refusal, if it was refused, and the amounts that it may be."""
    try:
        return "", [
            parse_amount(
                typed,
                currency_of(code),
                marks=marks(locale, code),
                point=get_decimal_symbol(locale),
            )
        ]
    except Refused as why:
        both = ("first_minor", "second_minor")
        return why.key, [why.facts[name] for name in both if name in why.facts]
