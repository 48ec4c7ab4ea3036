"""How well a bid fits a job: examples, and what is true of any bid.

Seen to fail: with skills compared as they are typed, with an amount above twice the budget (points
below zero), and with the plan that stands for none counted.
"""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from marketplace.bids import BidTerms, PlannedMilestone
from marketplace.fit import MOST, fit, shared_skills
from marketplace.jobs import JobTerms
from marketplace.money import MOST_MINOR

JOB = JobTerms("A shop for ceramics", "x" * 20, ("Python", "SQL", "Design", "CSS"), 40_000, 60_000)
WHOLE = PlannedMilestone("A shop for ceramics", 50_000, 10)
BID = BidTerms(50_000, 10, "I make calm pages.", (WHOLE,))
HALVES = (PlannedMilestone("Sketches", 25_000, 5), PlannedMilestone("Pages", 25_000, 5))

WORDS = st.text(min_size=1, max_size=12)
AMOUNTS = st.integers(1, MOST_MINOR)
STEPS = st.builds(PlannedMilestone, WORDS, AMOUNTS, st.integers(1, 730))
BIDS = st.builds(
    BidTerms, AMOUNTS, st.integers(1, 730), st.text(max_size=60), st.lists(STEPS).map(tuple)
)
BUDGETS = st.tuples(AMOUNTS, AMOUNTS).map(sorted)
SKILLS = st.lists(WORDS, min_size=1, max_size=10)


def job_of(title: str, skills: list[str], budget: list[int]) -> JobTerms:
    return JobTerms(title, "x" * 20, tuple(skills), *budget)


JOBS = st.builds(job_of, st.text(max_size=40), SKILLS, BUDGETS)


def test_each_part_counts() -> None:
    assert fit(JOB, (), BID) == 30
    assert fit(JOB, ("Python",), BID) == 42
    assert fit(JOB, ("python ", "sql", "DESIGN", "css", "Cobol"), BID) == 80
    assert fit(JOB, JOB.skills, replace(BID, plan=HALVES)) == 90
    assert fit(JOB, JOB.skills, replace(BID, plan=HALVES, pitch="Ceramics are my joy.")) == MOST


def test_an_amount_outside_the_budget_costs_points() -> None:
    def points(amount_minor: int) -> int:
        return fit(JOB, (), replace(BID, amount_minor=amount_minor))

    assert [points(minor) for minor in (40_000, 60_000)] == [30, 30]
    assert [points(minor) for minor in (66_000, 90_000, 120_000, MOST_MINOR)] == [27, 15, 0, 0]
    assert [points(minor) for minor in (36_000, 30_000, 20_000, 1)] == [24, 15, 0, 0]


def test_a_pitch_speaks_of_the_job_in_any_script() -> None:
    def points(title: str, pitch: str) -> int:
        return fit(replace(JOB, title=title), (), _says(pitch))

    assert points("A shop for ceramics", "All kinds of SHOPS.") == 40
    assert points("A shop for ceramics", "I am a fast worker.") == 30  # "a" and "for" say nothing
    assert points("Página para padaria", "Uma pagina calma.") == 40
    assert points("陶器 の店", "陶器が好きです。") == 40
    assert fit(JOB, (), _says("Ten years of CSS.")) == 40


def test_shared_skills_are_written_as_the_job_does() -> None:
    assert shared_skills(JOB, ("css", "PYTHON", "Cobol")) == ("Python", "CSS")
    assert shared_skills(JOB, ()) == ()


@given(job=JOBS, skills=SKILLS, bid=BIDS)
def test_points_are_from_0_to_100_and_always_the_same(
    job: JobTerms, skills: list[str], bid: BidTerms
) -> None:
    points = fit(job, skills, bid)
    assert 0 <= points <= MOST == 100
    assert fit(job, reversed(skills), bid) == points


@given(job=JOBS, skills=SKILLS, bid=BIDS, more=st.integers(0, 9))
def test_a_shared_skill_more_never_costs_points(
    job: JobTerms, skills: list[str], bid: BidTerms, more: int
) -> None:
    learnt = [*skills, job.skills[more % len(job.skills)]]
    assert fit(job, learnt, bid) >= fit(job, skills, bid)


@given(job=JOBS, bid=BIDS, other=AMOUNTS)
def test_nearer_to_the_budget_is_never_worse(job: JobTerms, bid: BidTerms, other: int) -> None:
    def outside(amount_minor: int) -> int:
        return max(amount_minor - job.budget_max_minor, job.budget_min_minor - amount_minor, 0)

    one, two = bid.amount_minor, other
    same_side = (one - job.budget_min_minor) * (two - job.budget_min_minor) >= 0
    nearer, further = sorted((one, two), key=outside)
    if same_side or not outside(nearer):
        assert fit(job, (), replace(bid, amount_minor=nearer)) >= fit(
            job, (), replace(bid, amount_minor=further)
        )


def _says(pitch: str) -> BidTerms:
    return replace(BID, pitch=pitch)
