"""Budgets as words: what bounds ask for is found, and nothing is told exactly that isn't."""

from hypothesis import example, given
from hypothesis import strategies as st

from storage.budgets import STEPS, groups_for, is_exact, words_of

AMOUNTS = st.one_of(
    st.sampled_from(STEPS),
    st.sampled_from(STEPS).map(lambda step: step - 1),
    st.sampled_from(STEPS).map(lambda step: step + 1),
    st.integers(100, 10**11),
)
BUDGETS = st.tuples(AMOUNTS, AMOUNTS).map(lambda pair: (min(pair), max(pair)))
BOUNDS = st.one_of(
    BUDGETS,
    AMOUNTS.map(lambda least: (least, 0)),
    AMOUNTS.map(lambda most: (0, most)),
    AMOUNTS.map(lambda one: (one, one)),
)
STEPPED = st.tuples(*[st.sampled_from((0, *STEPS))] * 2).filter(
    lambda bounds: bounds[0] <= bounds[1] or not bounds[1]
)


def answers(budget: tuple[int, int], bounds: tuple[int, int]) -> bool:
    words = {*words_of(*budget)}
    return all(words & {*group} for group in groups_for(*bounds))


def meets(budget: tuple[int, int], bounds: tuple[int, int]) -> bool:
    return budget[1] >= bounds[0] and (not bounds[1] or budget[0] <= bounds[1])


@given(BUDGETS, BOUNDS)
@example((50_000, 50_000), (50_000, 100_000))
@example((100_000, 100_000), (50_000, 100_000))
@example((10**7, 10**7), (50_000, 0))
@example((10**10, 10**11), (10**9, 10**10))
def test_whatever_meets_the_bounds_has_their_words(budget, bounds):
    if meets(budget, bounds):
        assert answers(budget, bounds)


@given(BUDGETS, STEPPED)
def test_between_two_steps_the_words_tell_all(budget, bounds):
    if is_exact(*bounds):
        assert answers(budget, bounds) == meets(budget, bounds)


def test_bounds_that_words_cannot_tell_are_compared():
    assert is_exact(0, 0)
    assert is_exact(50_000, 0)
    assert is_exact(50_000, 200_000)
    assert not is_exact(50_000, 50_000)
    assert not is_exact(50_001, 0)
    assert not is_exact(0, 333_300)


def test_bounds_close_together_are_one_look_instead_of_two():
    assert len(groups_for(333_300, 333_400)) == 1
    assert len(groups_for(50_000, 100_000)) == 1
    assert len(groups_for(50_000, 10_000_000)) == 2
    assert groups_for(0, 0) == []
