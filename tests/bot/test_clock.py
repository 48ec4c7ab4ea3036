"""The time, and time that leaps for the demo."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clock import ShiftedClock, SystemClock, clock_for
from tests.conftest import FakeClock


def test_the_system_clock_is_utc_and_aware() -> None:
    now = SystemClock().now()
    assert now.utcoffset() == timedelta(0)
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_shift_is_read_anew_when_it_changes(tmp_path: Path, clock: FakeClock) -> None:
    """Seen to fail with a shift that is read once."""
    file = tmp_path / "shift"
    shifted = ShiftedClock(file, clock)
    assert shifted.now() == clock.now()  # no file yet
    file.write_text("60")
    assert shifted.now() == clock.now() + timedelta(seconds=60)
    file.write_text("604800\n")
    assert shifted.now() == clock.now() + timedelta(days=7)


def test_an_unreadable_shift_leaves_the_time_as_it_was(tmp_path: Path, clock: FakeClock) -> None:
    file = tmp_path / "shift"
    file.write_text("60")
    shifted = ShiftedClock(file, clock)
    assert shifted.now() == clock.now() + timedelta(seconds=60)
    file.write_text("tomorrow")
    assert shifted.now() == clock.now() + timedelta(seconds=60)


def test_only_with_a_file_time_can_be_shifted(tmp_path: Path) -> None:
    assert isinstance(clock_for(None), SystemClock)
    assert isinstance(clock_for(tmp_path / "shift"), ShiftedClock)
