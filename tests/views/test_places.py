"""Which time somebody means by what they typed.

Seen to fail: with Macquarie Island offered for eastern Australia, with "St. Petersburg" unknown,
and with the city of another country taken in "Porto, Brazil".
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from views import cities, places
from views.places import guess, match

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def zone_of(text: str) -> str:
    place = match(text, "en", NOW).place
    return place.zone if place else ""


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Lisbon", "Europe/Lisbon"),
        ("  lisboa ", "Europe/Lisbon"),
        ("PORTO", "Europe/Lisbon"),
        ("Porto, Portugal", "Europe/Lisbon"),
        ("Germany", "Europe/Berlin"),
        ("Deutschland", "Europe/Berlin"),
        ("🇩🇪", "Europe/Berlin"),
        ("Nowhere-on-Sea, Germany", "Europe/Berlin"),
        ("são paulo", "America/Sao_Paulo"),
        ("Sao Paulo, Brasil", "America/Sao_Paulo"),
        ("New York", "America/New_York"),
        ("boston, usa", "America/New_York"),
        ("San Francisco", "America/Los_Angeles"),
        ("St. Petersburg", "Europe/Moscow"),
        ("Kiev", "Europe/Kyiv"),
        ("Calcutta", "Asia/Kolkata"),
        ("Nepal", "Asia/Kathmandu"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("Москва", "Europe/Moscow"),
    ],
)
def test_cities_and_countries_are_read_in_any_spelling(text: str, zone: str) -> None:
    assert zone_of(text) == zone


def test_a_place_is_called_as_people_say_it() -> None:
    for text, name in (
        ("Lisbon", "Lisbon, Portugal"),
        ("germany", "Berlin, Germany"),
        ("Graz, Austria", "Graz, Austria"),
        ("Nowhere-on-Sea, Germany", "Nowhere-on-Sea, Germany"),
        ("Singapore", "Singapore"),
    ):
        place = match(text, "en", NOW).place
        assert place
        assert place.name == name


@pytest.mark.parametrize(
    ("country", "some", "not_this"),
    [
        ("USA", {"America/New_York", "America/Chicago", "America/Los_Angeles"}, "America/Detroit"),
        ("Brazil", {"America/Sao_Paulo", "America/Manaus"}, "America/Belem"),
        ("Australia", {"Australia/Perth", "Australia/Brisbane"}, "Antarctica/Macquarie"),
        ("Russia", {"Europe/Moscow", "Asia/Vladivostok"}, "Europe/Kirov"),
        ("Springfield, USA", {"America/New_York", "America/Denver"}, "America/Boise"),
        ("Porto, Brazil", {"America/Sao_Paulo"}, "Europe/Lisbon"),
    ],
)
def test_of_several_times_each_is_offered_once(country: str, some: set[str], not_this: str) -> None:
    found = match(country, "en", NOW)
    zones = {place.zone for place in found.near}
    assert found.place is None
    assert found.country
    assert some <= zones
    assert not_this not in zones
    offsets = [tuple(_offsets(zone)) for zone in zones]
    assert len(set(offsets)) == len(offsets) <= 12


def _offsets(zone: str) -> list[object]:
    months = [datetime(2026, month, 15, tzinfo=UTC) for month in range(1, 13)]
    return [month.astimezone(ZoneInfo(zone)).utcoffset() for month in months]


def test_near_misses_are_suggested_and_nonsense_is_not() -> None:
    assert [place.zone for place in match("Lisbn", "en", NOW).near] == ["Europe/Lisbon"]
    assert "Europe/Lisbon" in [place.zone for place in match("Portgal", "en", NOW).near]
    for nonsense in ("asdfgh", ",", "!!", "9"):
        assert match(nonsense, "en", NOW) == places.Found()


def test_the_profile_is_a_guess_only_where_it_is_clear() -> None:
    for country, city, zone in (
        ("PT", "Porto", "Europe/Lisbon"),
        ("IN", "", "Asia/Kolkata"),
        ("US", "Boston", "America/New_York"),
        ("US", "Springfield", ""),
        ("US", "", ""),
        ("", "Lisbon", ""),
    ):
        found = guess(country, city, "en", NOW)
        assert (found.zone if found else "") == zone, (country, city)


def test_every_zone_that_is_written_down_exists() -> None:
    known = {zone for zones in places._zones().values() for zone in zones}
    assert {row.split(" ", 1)[0] for row in cities.ALSO.strip().splitlines()} <= known
    for zone in known:
        ZoneInfo(zone)
