"""How well a bid fits a job, in points: a first look at many bids, never a verdict on people."""

from collections.abc import Iterable

from marketplace.bids import BidTerms
from marketplace.jobs import JobTerms
from marketplace.text import folded

SKILLS, BUDGET, PLAN, PITCH = 50, 30, 10, 10
MOST = SKILLS + BUDGET + PLAN + PITCH
_SHORTEST_WORD = 4
"""Letters of a word that says something; scripts without an alphabet say it in fewer."""


def fit(job: JobTerms, skills: Iterable[str], bid: BidTerms) -> int:
    """From 0 to 100 points, the same for the same facts:

    - up to 50 for skills: the part of the job's skills that the freelancer has;
    - up to 30 for the amount: 30 within the budget, less the further it is outside, none from half
      of the lower bound down and from twice the upper bound up (too cheap is no better a sign than
      too dear);
    - 10 for a plan: more than the one milestone that stands for the whole;
    - 10 for a pitch that speaks of this job: it has a word of the title or of the skills in it.

    Days count nothing: whether they are many depends on the work, which no rule can see.
    """
    return _skills(job, skills) + _budget(job, bid) + _plan(bid) + _pitch(job, bid)


def shared_skills(job: JobTerms, skills: Iterable[str]) -> tuple[str, ...]:
    """Those of the job that are among `skills`, as the job writes them, in its order."""
    have = {folded(skill) for skill in skills}
    return tuple(skill for skill in job.skills if folded(skill) in have)


def _skills(job: JobTerms, skills: Iterable[str]) -> int:
    return SKILLS * len(shared_skills(job, skills)) // max(len(job.skills), 1)


def _budget(job: JobTerms, bid: BidTerms) -> int:
    """In whole numbers, so that no rounding of the machine's decides."""
    least, most, amount = job.budget_min_minor, job.budget_max_minor, bid.amount_minor
    if amount > most:
        return BUDGET * max(0, 2 * most - amount) // most
    if amount < least:
        return BUDGET * max(0, 2 * amount - least) // least
    return BUDGET


def _plan(bid: BidTerms) -> int:
    return PLAN if len(bid.plan) > 1 else 0


def _pitch(job: JobTerms, bid: BidTerms) -> int:
    pitch = folded(bid.pitch)
    return PITCH if any(word and word in pitch for word in _telling_words(job)) else 0


def _telling_words(job: JobTerms) -> Iterable[str]:
    """Folded; skills whole, of the title its longer words."""
    yield from (folded(skill) for skill in job.skills)
    for word in folded(job.title).split():
        if len(word) >= _SHORTEST_WORD or not word.isascii():
            yield word
