"""What figures of a client say."""

import pytest

from marketplace.clients import ClientRecord, share


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (0, 3, 0),
        (1, 3, 3300),
        (2, 3, 6700),
        (1, 2, 5000),
        (1, 8, 1300),
        (3, 3, 10000),
        (1, 1000, 100),
        (999, 1000, 9900),
    ],
)
def test_shares_are_whole_percents(part: int, whole: int, shown: int) -> None:
    """Halves are rounded up; one late payment of a thousand is not "always on time". Seen to fail
    with plain rounding."""
    assert share(part, whole) == shown


def test_nothing_is_no_share() -> None:
    assert share(0, 0) is None
    assert ClientRecord(jobs_posted=3).hire_rate is None
    assert ClientRecord(jobs_posted=3, hired=1).on_time_rate is None


def test_rates() -> None:
    """Jobs that are still open count in neither way."""
    record = ClientRecord(jobs_posted=9, hired=3, ended=1, fell_due=4, paid_on_time=1)
    assert (record.hire_rate, record.on_time_rate) == (7500, 2500)


@pytest.mark.parametrize(
    ("record", "new"),
    [
        (ClientRecord(), True),
        (ClientRecord(jobs_posted=1), True),
        (ClientRecord(jobs_posted=2), False),
        (ClientRecord(jobs_posted=1, hired=1), False),
        (ClientRecord(jobs_posted=1, ended=1), False),
        (ClientRecord(fell_due=1), False),
    ],
)
def test_a_new_client_is_one_of_whom_nothing_is_known(record: ClientRecord, new: bool) -> None:
    assert record.is_new is new
