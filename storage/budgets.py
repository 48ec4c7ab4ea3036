"""Budgets as words of the index, so that they are looked up together with what was typed.

A job has a word for each step that its budget reaches, upwards and downwards: two of them are any
bounds. And it has one for each of the narrower spans that its budget touches: bounds close together
are a few of these, which are short lists where the steps' are long (docs/decisions/0019).
"""

from bisect import bisect_left, bisect_right
from itertools import pairwise

STEPS = tuple(step * 10**power for power in range(3, 9) for step in (1, 2, 5))
"""Amounts in minor units, the steps of the filters by budget."""
_MARKS = tuple(mark * 10**power for power in range(2, 8) for mark in (10, 15, 20, 30, 40, 50, 70))
"""Where spans begin and end; among them are all steps."""
_MOST_SPANS = 4


def words_of(least_minor: int, most_minor: int) -> list[str]:
    """What the index keeps of a budget."""
    return [
        *(_reaches(step) for step in STEPS if step <= most_minor),
        *(_begins_at(step) for step in STEPS if step >= least_minor),
        *(
            _touches(low)
            for low, high in pairwise(_MARKS)
            if least_minor <= high and low <= most_minor
        ),
    ]


def groups_for(least_minor: int, most_minor: int) -> list[tuple[str, ...]]:
    """Of each group, every job has a word whose budget lies within these bounds in part (0: none).
    Others may have them, too, unless `is_exact`."""
    if spans := _spans(least_minor, most_minor):
        return [tuple(map(_touches, spans))]
    below = [step for step in STEPS if step <= least_minor]
    above = [step for step in STEPS if step >= most_minor > 0]
    return [
        *([(_reaches(below[-1]),)] if below else []),
        *([(_begins_at(above[0]),)] if above else []),
    ]


def is_exact(least_minor: int, most_minor: int) -> bool:
    """Whether the words of these bounds tell all; else amounts must be compared besides."""
    between_steps = {least_minor, most_minor}.difference(STEPS, {0})
    return not between_steps and (least_minor != most_minor or not least_minor)


def _spans(least_minor: int, most_minor: int) -> tuple[int, ...]:
    """The first marks of the few spans that cover these bounds; none if there are more."""
    if not (least_minor and most_minor):
        return ()
    first = bisect_right(_MARKS, least_minor) - 1
    behind = max(bisect_left(_MARKS, most_minor), first + 1)
    covered = first >= 0 and behind < len(_MARKS) and behind - first <= _MOST_SPANS
    return _MARKS[first:behind] if covered else ()


def _reaches(step: int) -> str:
    return f"_r{step}"


def _begins_at(step: int) -> str:
    return f"_b{step}"


def _touches(mark: int) -> str:
    return f"_m{mark}"
