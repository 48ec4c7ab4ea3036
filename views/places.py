"""Places: which time zone a person means by the city or country that they typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import babel
from babel.core import get_global
from rapidfuzz import fuzz, process

from marketplace.text import folded
from views import cities, countries

MOST_SUGGESTIONS = 6
_LIKELY = 75
"""Below this similarity (0-100) a suggestion would only confuse."""
_MONTHS = [timedelta(days=30 * n) for n in range(13)]


@dataclass(frozen=True, slots=True)
class Place:
    """`name` as people say it: "Lisbon, Portugal"; `zone`: the IANA name of its time zone."""

    name: str
    zone: str


@dataclass(frozen=True, slots=True)
class Found:
    """The one place that was meant, or those that may be. `country`: all of them are in it."""

    place: Place | None = None
    near: tuple[Place, ...] = ()
    country: str = ""


def match(text: str, language: str, now: datetime) -> Found:
    """What a city, a country, "city, country" or a zone's IANA name tells.

    Countries are read as views.countries reads them; of those with several times (from `now` on)
    each is offered, with its biggest city. Otherwise similar names are.
    """
    city, _, last = text.rpartition(",")
    code = countries.match(last, language)[0]
    known = _cities(language)
    if city and code:
        return _in_country(city, code, language, now)
    plain = _plain(text)
    if code and plain not in known:
        return _in_country("", code, language, now)
    if plain in known:
        name, zone = known[plain]
        return Found(_place(name, zone, language))
    similar = process.extract(
        plain, known.keys(), scorer=fuzz.ratio, limit=MOST_SUGGESTIONS, score_cutoff=_LIKELY
    )
    places = [_place(*known[name], language) for name, _, _ in similar]
    for near in countries.match(text, language)[1]:
        places += _of_country(near, language, now)[:1]
    return Found(near=tuple(dict.fromkeys(places))[:MOST_SUGGESTIONS])


def guess(country: str, city: str, language: str, now: datetime) -> Place | None:
    """Where somebody of this profile is, if their country has one time, or the city is known."""
    return _in_country(city, country, language, now).place if country else None


def _in_country(city: str, code: str, language: str, now: datetime) -> Found:
    """A city that nobody knows is fine where the whole country has one time."""
    zones, plain = _zones().get(code, ()), _plain(city)
    name, zone = _cities(language).get(plain, ("", ""))
    if zone in zones:
        return Found(_place(name, zone, language))
    places = _of_country(code, language, now)
    country = countries.countries(language)[code]
    if len(places) == 1:
        named = f"{city.strip()}, {country}" if plain else places[0].name
        return Found(Place(named, places[0].zone))
    return Found(near=tuple(places), country=country)


def _of_country(code: str, language: str, now: datetime) -> list[Place]:
    """One place for each time that the country has within the year."""
    times: dict[tuple[timedelta | None, ...], str] = {}
    for zone in _zones().get(code, ()):
        clock = ZoneInfo(zone)
        times.setdefault(
            tuple([(now + month).astimezone(clock).utcoffset() for month in _MONTHS]), zone
        )
    return [_place(_city(zone, language), zone, language) for zone in times.values()]


def _place(city: str, zone: str, language: str) -> Place:
    code = _country_of().get(zone, "")
    country = countries.countries(language).get(code, "")
    return Place(", ".join(part for part in dict.fromkeys((city, country)) if part), zone)


# --- what is known ---------------------------------------------------------------------------


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    """ISO 3166 alpha-2 code → its time zones (tz database, zone.tab): those of big cities first,
    then in the order of the table, which is geographical."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for row in table.splitlines():
        if not row.startswith("#"):
            code, _, zone, *_ = row.split("\t")
            found[code] = (*found.get(code, ()), zone)
    big = {row.split(" ", 1)[0] for row in cities.ALSO.strip().splitlines()}
    return {
        code: tuple(sorted(zones, key=lambda zone: zone not in big))
        for code, zones in found.items()
    }


@cache
def _country_of() -> dict[str, str]:
    return {zone: code for code, zones in _zones().items() for zone in zones}


@cache
def _cities(language: str) -> dict[str, tuple[str, str]]:
    """Comparable name → the city's name and its zone. The tz database's own cities win, and those
    that the reader's language names."""
    found: dict[str, tuple[str, str]] = {}
    zones = _country_of()
    for zone in zones:
        for name in (_city(zone, language), _city(zone, "en"), _last(zone)):
            found.setdefault(_plain(name), (name, zone))
        found[_plain(zone)] = (_city(zone, language), zone)
    rows = (row.split(" ", 1) for row in cities.ALSO.strip().splitlines())
    also = [(name, zone) for zone, names in rows for name in names.split("|")]
    aliases = get_global("zone_aliases").items()
    for name, zone in (*also, *((_last(old), new) for old, new in aliases if "/" in old)):
        if zone in zones:
            found.setdefault(_plain(name), (name, zone))
    return found


def _city(zone: str, language: str) -> str:
    """The city after which the zone is named, in this language."""
    named = babel.Locale.parse(language).time_zones.get(zone, {})
    return str(named.get("city") or _last(zone))


def _last(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def _plain(text: str) -> str:
    """Comparable: folded, only letters; "St." is "Saint"."""
    words: Iterable[str] = "".join(c if c.isalnum() else " " for c in folded(text)).split()
    return " ".join("saint" if word == "st" else word for word in words)
