"""What others made of working with a person, as a figure to show and one to rank by."""

from dataclasses import dataclass
from math import sqrt

ASPECTS = 3
"""Of each rating."""
LEAST_STARS, MOST_STARS = 1, 5
Z = 1.96
"""Standard deviations: 95% confidence."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one person in one role, from the ratings that are visible.

    `count`: how many those are; `sums`: all their stars, an aspect each.
    """

    count: int = 0
    sums: tuple[int, int, int] = (0, 0, 0)

    @property
    def mean(self) -> float:
        """Stars, from 1 to 5; 0 while there is no rating."""
        return sum(self.sums) / (ASPECTS * self.count) if self.count else 0.0

    def of_aspect(self, number: int) -> float:
        """The mean of one aspect, as `mean`."""
        return self.sums[number] / self.count if self.count else 0.0

    @property
    def lower_bound(self) -> float:
        """From 0 to 1, for putting people in an order: few ratings say less than many.

        Whom nobody has rated stands where one rating in the middle would put them: behind a single
        good rating, before a single bad one.
        """
        if not self.count:
            return wilson_lower_bound(0.5, 1)
        return wilson_lower_bound(
            (self.mean - LEAST_STARS) / (MOST_STARS - LEAST_STARS), self.count
        )


NEUTRAL = Standing()
"""Of whom nobody has rated."""


def wilson_lower_bound(share: float, count: int) -> float:
    """The lower end of Wilson's score interval for a share of successes (0-1) in `count` trials.

    E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of
    the American Statistical Association 22 (1927), pages 209-212.
    """
    square = Z * Z / count
    middle = share + square / 2
    spread = Z * sqrt((share * (1 - share) + square / 4) / count)
    return max(0.0, (middle - spread) / (1 + square))
