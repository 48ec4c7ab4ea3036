"""When it is quiet, when the day's summary comes, and what is read as two times.

Seen to fail: with `start <= minute < end` alone (no night is quiet), with local times added up as
if every day had 24 hours, and with the digest's hour taken in UTC.
"""

from datetime import UTC, datetime

import pytest

from marketplace.errors import Refused
from marketplace.notices import (
    CHOOSABLE,
    Kind,
    Preferences,
    QuietHours,
    Urgency,
    Way,
    quiet_hours,
)

NIGHT = QuietHours(22 * 60, 8 * 60)
SIESTA = QuietHours(13 * 60 + 30, 16 * 60)


def at(text: str) -> datetime:
    """A time in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def quiet(time_zone: str, hours: QuietHours, now: str) -> bool:
    chosen = Preferences(1, time_zone=time_zone, quiet=hours)
    return chosen.silent(Urgency.NORMAL, at(now))


def test_a_night_goes_over_midnight_and_its_end_is_not_in_it() -> None:
    for now, silent in (
        ("2026-03-01 21:59", False),
        ("2026-03-01 22:00", True),
        ("2026-03-02 00:00", True),
        ("2026-03-02 07:59", True),
        ("2026-03-02 08:00", False),
    ):
        assert quiet("", NIGHT, now) is silent, now
    assert quiet("", SIESTA, "2026-03-01 13:30")
    assert not quiet("", SIESTA, "2026-03-01 16:00")


@pytest.mark.parametrize(
    ("zone", "now", "silent"),
    [
        ("Asia/Kolkata", "2026-03-01 16:29", False),  # 21:59
        ("Asia/Kolkata", "2026-03-01 16:30", True),  # 22:00
        ("Asia/Kathmandu", "2026-03-01 16:14", False),  # 21:59
        ("Asia/Kathmandu", "2026-03-01 16:15", True),  # 22:00
        ("America/St_Johns", "2026-01-10 01:30", True),  # 22:00
        ("Pacific/Kiritimati", "2026-03-01 08:00", True),  # 22:00 of the same day
    ],
)
def test_the_clock_is_the_persons_own(zone: str, now: str, silent: bool) -> None:
    assert quiet(zone, NIGHT, now) is silent


def test_quiet_hours_keep_to_the_clock_when_it_is_changed() -> None:
    """In Lisbon 8:00 is 8:00 UTC in winter and 7:00 UTC in summer; the clock goes forward at 1:00
    UTC on 29 March 2026 and back on 25 October."""
    for now, silent in (
        ("2026-03-28 07:59", True),
        ("2026-03-28 08:00", False),
        ("2026-03-29 06:59", True),
        ("2026-03-29 07:00", False),
        ("2026-10-25 07:59", True),
        ("2026-10-25 08:00", False),
    ):
        assert quiet("Europe/Lisbon", NIGHT, now) is silent, now
    hour_twice = QuietHours(60, 120)
    assert quiet("Europe/Lisbon", hour_twice, "2026-10-25 00:30")
    assert quiet("Europe/Lisbon", hour_twice, "2026-10-25 01:30")


def test_what_cannot_wait_rings_at_any_hour_and_the_unimportant_never() -> None:
    asleep = Preferences(1, quiet=NIGHT)
    night, noon = at("2026-03-01 23:00"), at("2026-03-01 12:00")
    assert not asleep.silent(Urgency.ALWAYS, night)
    assert asleep.silent(Urgency.QUIET, noon)
    assert Preferences(1).silent(Urgency.QUIET, noon)
    assert not Preferences(1).silent(Urgency.NORMAL, night)


@pytest.mark.parametrize(
    ("zone", "now", "due"),
    [
        ("", "2026-03-01 08:59", "2026-03-01 09:00"),
        ("", "2026-03-01 09:00", "2026-03-02 09:00"),
        ("Asia/Kolkata", "2026-03-01 03:29", "2026-03-01 03:30"),
        ("Asia/Kolkata", "2026-03-01 12:00", "2026-03-02 03:30"),
        ("America/New_York", "2026-03-07 15:00", "2026-03-08 13:00"),  # the clock goes forward
        ("Europe/Lisbon", "2026-10-24 12:00", "2026-10-25 09:00"),  # and back
        ("Pacific/Kiritimati", "2026-03-01 18:00", "2026-03-01 19:00"),  # the 2nd there already
        ("Pacific/Pago_Pago", "2026-03-01 10:00", "2026-03-01 20:00"),  # the 28th there still
        ("Atlantis/Capital", "2026-03-01 08:00", "2026-03-01 09:00"),
        ("../etc", "2026-03-01 08:00", "2026-03-01 09:00"),
    ],
)
def test_the_summary_comes_at_nine_where_the_person_is(zone: str, now: str, due: str) -> None:
    found = Preferences(1, time_zone=zone).next_digest(at(now))
    assert (found, found.tzinfo) == (at(due), UTC)


def test_only_what_can_wait_can_be_put_off() -> None:
    chosen = Preferences(1, dict.fromkeys(Kind, Way.OFF))
    assert {kind for kind in Kind if chosen.way(kind) is Way.OFF} == set(CHOOSABLE)
    assert all(Preferences(1).way(kind) is Way.AT_ONCE for kind in Kind)


@pytest.mark.parametrize(
    ("raw", "hours"),
    [
        ("22-8", (22, 0, 8, 0)),
        (" 22:30 – 6:45 ", (22, 30, 6, 45)),
        ("22.30—7", (22, 30, 7, 0)),
        ("22h-8h", (22, 0, 8, 0)),
        ("22h30 - 8", (22, 30, 8, 0)),
        ("from 10 pm to 8 am", (22, 0, 8, 0)),
        ("10 P.M. to 12 a.m.", (22, 0, 0, 0)),
        ("22 à 8", (22, 0, 8, 0)),
        ("22 8", (22, 0, 8, 0)),
        ("24-7", (0, 0, 7, 0)),
        ("22 to 8 o'clock", (22, 0, 8, 0)),
    ],
)
def test_two_times_are_read_however_they_are_written(
    raw: str, hours: tuple[int, int, int, int]
) -> None:
    first, past, last, more = hours
    assert quiet_hours(raw) == QuietHours(60 * first + past, 60 * last + more)


@pytest.mark.parametrize(
    "raw",
    ["", "at night", "22", "25-3", "22:60-8", "13pm-8am", "0am-5am", "١٢-٣", "1-2-3", "24:30-1"],
)
def test_what_is_not_two_times_is_refused(raw: str) -> None:
    with pytest.raises(Refused, match="wrong-hours"):
        quiet_hours(raw)


def test_the_same_time_twice_is_no_time() -> None:
    with pytest.raises(Refused, match="wrong-hours-same"):
        quiet_hours("8 am - 8")
