"""Plans and their repairs. Rule: product.md, "Bid"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.bids import BidTerms, PlannedMilestone
from marketplace.errors import Refused

PITCH = "A calm, fast page in your colours."


def terms(amount: int, days: int, *plan: tuple[int, int]) -> BidTerms:
    steps = tuple(PlannedMilestone(f"step {n}", a, d) for n, (a, d) in enumerate(plan))
    return BidTerms(amount, days, PITCH, steps)


def test_the_gap_of_the_story() -> None:
    gap = terms(50000, 10, (20000, 4), (25000, 6)).gap()
    assert (gap.missing_minor, gap.extra_days) == (5000, 0)


def test_no_plan_is_one_milestone_with_the_whole() -> None:
    (whole,) = terms(50000, 10).checked("The whole").plan
    assert (whole.what, whole.amount_minor, whole.days) == ("The whole", 50000, 10)


def test_a_gap_is_refused_at_the_end() -> None:
    for bad in (
        terms(50000, 10, (20000, 4)),
        terms(50000, 10, (60000, 4)),
        terms(100, 3, (100, 4)),
    ):
        with pytest.raises(Refused, match="wrong-plan-gap"):
            bad.checked("The whole")


def test_too_many_milestones_are_refused() -> None:
    with pytest.raises(Refused, match="wrong-too-many-milestones"):
        terms(2100, 21, *[(100, 1)] * 21).checked("The whole")


def test_the_rest_cannot_take_a_milestone_below_zero() -> None:
    with pytest.raises(Refused, match="wrong-rest"):
        terms(100, 9, (150, 1), (20, 1)).rest_into_last()


plans = st.lists(st.tuples(st.integers(1, 10**7), st.integers(1, 30)), min_size=1, max_size=20)


@given(st.integers(1, 10**8), st.integers(1, 700), plans)
def test_every_repair_leaves_a_plan_that_fits(amount: int, days: int, plan: list) -> None:  # type: ignore[type-arg]
    """Seen to fail with `rest_into_last` adding the planned sum instead of the gap."""
    bid = terms(amount, days, *plan)
    for repaired in (bid.amount_from_plan(), _rest(bid)):
        if repaired is not None:
            assert repaired.days_from_plan().checked("The whole").gap().missing_minor == 0
            assert all(step.amount_minor > 0 for step in repaired.plan)


def _rest(bid: BidTerms) -> BidTerms | None:
    try:
        return bid.rest_into_last()
    except Refused:
        return None
