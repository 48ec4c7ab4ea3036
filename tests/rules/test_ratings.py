"""Who sees a rating, and when; how long one can rate; what all of them come to."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from marketplace import ratings
from marketplace.errors import Refused
from marketplace.people import Role
from marketplace.projects import Project, ProjectState
from marketplace.ratings import Aspect, Rating
from marketplace.standings import NEUTRAL, Standing, wilson_lower_bound

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def project(moment: datetime, state: ProjectState = ProjectState.COMPLETE) -> Project:
    return Project(1, 2, 3, client_id=20, freelancer_id=10, title="A shop", state=state,
                   started_at=moment, ended_at=moment)  # fmt: skip


# --- time ----------------------------------------------------------------------------------


def test_it_is_open_for_fourteen_days_to_the_second(moment: datetime) -> None:
    done = project(moment)
    assert ratings.closes_at(done) == moment + 14 * DAY
    assert ratings.open_at(done, moment)
    assert ratings.open_at(done, moment + 14 * DAY - SECOND)
    assert not ratings.open_at(done, moment + 14 * DAY)


@pytest.mark.parametrize("state", [ProjectState.RUNNING, ProjectState.CANCELLED])
def test_only_a_complete_project_can_be_rated(moment: datetime, state: ProjectState) -> None:
    assert ratings.closes_at(project(moment, state)) is None
    assert not ratings.open_at(project(moment, state), moment)
    assert not ratings.open_at(replace(project(moment), ended_at=None), moment)


def test_it_is_visible_from_its_moment_on(moment: datetime) -> None:
    one = Rating(1, 20, 10, Role.FREELANCER, (5, 4, 4), "", moment, moment + 14 * DAY)
    assert not one.visible(moment + 14 * DAY - SECOND)
    assert one.visible(moment + 14 * DAY)
    assert one.mean == pytest.approx(13 / 3)


def test_each_is_rated_in_the_others_role(moment: datetime) -> None:
    assert ratings.role_of(project(moment), 20) is Role.CLIENT
    assert ratings.role_of(project(moment), 10) is Role.FREELANCER
    assert ratings.ASPECTS_OF[Role.CLIENT][-1] is Aspect.PAYMENT
    assert ratings.ASPECTS_OF[Role.FREELANCER][0] is Aspect.QUALITY
    assert len({aspect for three in ratings.ASPECTS_OF.values() for aspect in three}) == 6


# --- what may be entered -------------------------------------------------------------------


@pytest.mark.parametrize(
    "stars",
    [(), (5, 5), (5, 5, 5, 5), (0, 5, 5), (5, 6, 5), (5, 5, "5"), (5, 5, True), (5, 5, 4.5)],
)
def test_stars_are_three_whole_numbers_from_one_to_five(stars: tuple[int, ...]) -> None:
    with pytest.raises(Refused, match="wrong-stars"):
        ratings.checked_stars(stars)


def test_words_are_cleaned_and_measured() -> None:
    assert ratings.comment_text("  Good\u202e work\x00\r\n\n\n\nagain ") == "Good work\n\nagain"
    assert ratings.comment_text("\u200b \ufeff") == ""
    assert len(ratings.comment_text("x" * 1000)) == 1000
    with pytest.raises(Refused, match="wrong-too-long"):
        ratings.comment_text("x" * 1001)


# --- what it comes to ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("successes", "count", "bound"),
    [(81, 263, 0.2553), (15, 148, 0.0624), (0, 20, 0), (1, 29, 0.0061)],
)
def test_the_lower_bound_as_published(successes: int, count: int, bound: float) -> None:
    """R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
    Medicine 17 (1998), table I, method 3."""
    assert wilson_lower_bound(successes / count, count) == pytest.approx(bound, abs=5e-5)


@pytest.mark.parametrize(
    ("share", "count", "bound"),
    [(1.0, 1, 0.206543), (1.0, 10, 0.722460), (0.5, 10, 0.236590), (0.875, 12, 0.597533)],
)
def test_the_lower_bound_by_its_definition(share: float, count: int, bound: float) -> None:
    """The share from which the one seen is 1.96 standard errors away, found by bisection."""
    assert wilson_lower_bound(share, count) == pytest.approx(bound, abs=1e-6)


def test_a_standing() -> None:
    twelve = Standing(12, (60, 54, 48))
    assert twelve.mean == pytest.approx(4.5)
    assert [twelve.of_aspect(n) for n in range(3)] == [5.0, 4.5, 4.0]
    assert twelve.lower_bound == pytest.approx(wilson_lower_bound(0.875, 12))


def test_few_ratings_say_less_than_many_and_none_says_nothing() -> None:
    """Seen to fail with the mean as the measure: one rating of five stars came before 500."""
    perfect, many = Standing(1, (5, 5, 5)), Standing(500, (2400, 2400, 2400))
    bad = Standing(1, (1, 1, 1))
    assert NEUTRAL.mean == 0
    ordered = sorted((perfect, bad, NEUTRAL, many), key=lambda one: one.lower_bound)
    assert ordered == [bad, NEUTRAL, perfect, many]
