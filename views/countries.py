"""Countries: their names, flags, and which one a person means by what they typed."""

import re
from functools import cache

import babel
import pycountry
from rapidfuzz import fuzz, process

from marketplace.text import folded
from views import spellings

MOST_SUGGESTIONS = 4
_LIKELY = 62
"""Below this similarity (0-100) a suggestion would only confuse."""
_LETTER_A = 0x1F1E6
_FLAG = re.compile("([\U0001f1e6-\U0001f1ff])([\U0001f1e6-\U0001f1ff])")


@cache
def countries(language: str) -> dict[str, str]:
    """ISO 3166 alpha-2 code → name in the language, in the order of the names."""
    names = babel.Locale.parse(language).territories
    found = {c.alpha_2: str(names.get(c.alpha_2, c.name)) for c in pycountry.countries}
    return dict(sorted(found.items(), key=lambda item: folded(item[1])))


def flag(code: str) -> str:
    """The flag's emoji."""
    return "".join(chr(_LETTER_A + ord(letter) - ord("A")) for letter in code)


def match(text: str, language: str) -> tuple[str | None, list[str]]:
    """The country that the text names, or up to four that it may mean, likeliest first.

    Read as a name in the reader's language, in English or in the country's own, an official or
    common name, an alpha-2 or alpha-3 code, or a flag; without case, accents and punctuation.
    """
    code = _flagged(text)
    if code in countries(language):
        return code, []
    typed, names = _plain(text), _names(language)
    if not typed:
        return None, []
    if typed in spellings.SEVERAL:
        return None, list(spellings.SEVERAL[typed])
    if typed in names:
        return names[typed], []
    return None, _likely(typed, names)


def _flagged(text: str) -> str:
    """The code of the first flag in the text; empty where there is none."""
    found = _FLAG.search(text)
    signs = found.groups() if found else ()
    return "".join(chr(ord(sign) - _LETTER_A + ord("A")) for sign in signs)


def _plain(text: str) -> str:
    """Comparable: folded, only letters, without "the"; "&" is "and", "St." is "Saint"."""
    letters = folded(text).replace("&", " and ").replace(".", "").replace("'", "")
    words = "".join(c if c.isalnum() else " " for c in letters).split()
    return " ".join("saint" if word == "st" else word for word in words if word != "the")


@cache
def _names(language: str) -> dict[str, str]:
    """Every comparable name → its code; the reader's language wins where two collide."""
    found: dict[str, str] = {}
    for country in pycountry.countries:
        code = country.alpha_2
        official = [getattr(country, which, "") for which in ("official_name", "common_name")]
        names = [code, country.alpha_3, country.name, *official]
        for name in (*names, *spellings.ALSO.get(code, ()), *_own().get(code, ())):
            found.setdefault(_plain(name), code)
    for names_of in (countries("en"), countries(language)):
        found.update({_plain(name): code for code, name in names_of.items()})
    found.pop("", None)
    return found


@cache
def _own() -> dict[str, list[str]]:
    """Code → the country's names in its own languages."""
    rows = (row.split(" ", 1) for row in spellings.OWN.strip().splitlines())
    return {code: names.split("|") for code, names in rows}


def _likely(typed: str, names: dict[str, str]) -> list[str]:
    """Codes of similar names; a name that begins with what was typed counts as very similar."""
    long_names = [name for name in names if len(name) > 3]
    scored = process.extract(typed, long_names, scorer=fuzz.ratio, limit=20, score_cutoff=_LIKELY)
    found = [(score, name) for name, score, _ in scored]
    if len(typed) >= 3:
        found += [(90 - len(name) / 10, name) for name in long_names if name.startswith(typed)]
    best = dict.fromkeys(names[name] for _, name in sorted(found, key=lambda one: -one[0]))
    return list(best)[:MOST_SUGGESTIONS]
