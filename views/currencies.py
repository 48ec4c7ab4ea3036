"""The deployment's currency in words and signs, as Babel knows them."""

import unicodedata
from functools import cache

from babel.core import Locale, UnknownLocaleError
from babel.languages import get_official_languages
from babel.numbers import get_currency_name, get_currency_symbol, get_decimal_symbol

from views.texts import FALLBACK, Texts

STARS = "XTR"


def name(t: Texts, code: str) -> str:
    """ "US dollars (USD)", or "Telegram Stars"."""
    if code == STARS:
        return t.label("currency-stars")
    words = get_currency_name(code, count=10, locale=t.locale)
    return t.label("currency-named", name=words, code=code)


def point(t: Texts) -> str:
    """What the reader writes before the cents: "." or ","."""
    return str(get_decimal_symbol(t.locale))


@cache
def marks(locale: str, code: str) -> frozenset[str]:
    """What may stand beside an amount for its currency: "$", "US$", "USD$".

    Its symbols in the reader's language, in English and in the languages of its own country, which
    the first two letters of an ISO 4217 code name: "$" is what Canadians write for CAD.
    """
    if code == STARS:
        return frozenset({"⭐"})
    places = (locale, FALLBACK, *_at_home(code[:2]))
    symbols = {get_currency_symbol(code, locale=place) for place in places}
    signs = {one for one in symbols if len(one) == 1 and unicodedata.category(one) == "Sc"}
    letters = (code, code[:2])
    both = {mark for sign in signs for short in letters for mark in (short + sign, sign + short)}
    return frozenset(symbols | both)


def _at_home(territory: str) -> list[str]:
    found = []
    for language in get_official_languages(territory, de_facto=True):
        try:
            found.append(str(Locale.parse(f"{language}_{territory}")))
        except UnknownLocaleError:  # Babel has the language, but not as it is written there
            continue
    return found
