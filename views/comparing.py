"""Two or three bids of a shortlist side by side, and the choice of which."""

from collections.abc import Sequence

from marketplace.bids import PlannedMilestone
from marketplace.choosing import LEAST_COMPARED, MOST_COMPARED, Candidate
from marketplace.fit import shared_skills
from marketplace.jobs import Job
from views import buttons
from views.callbacks import ChooseCompared, Compare, HireCompared, ListBids, OpenBid, PickBid
from views.choosing import WIDTH, Numbered, rating, table
from views.columns import left, line, right, widths
from views.profile import place
from views.screen import Button, Html, Rows, Screen, lines, paragraphs
from views.texts import Texts, short

FIRST = 3
"""Milestones of each plan that are named."""
_FIGURES = (
    "col-number",
    "col-amount",
    "col-days",
    "col-rating",
    "col-ratings",
    "col-fit",
    "col-plan",
    "col-skills",
)
MOST_WHAT, MOST_SKILLS = 60, 100
"""UTF-16 units of a milestone's words, and of the skills in common."""


def compare(
    t: Texts, job: Job, compared: Sequence[Candidate], *, back: ListBids, others: bool = False
) -> Screen:
    """Two or three bids: their figures in columns, and below them what takes more words.
    `others`: there are more on the shortlist to choose from."""
    shown = list(enumerate(compared, start=1))
    text = paragraphs(
        t("compare-heading", title=job.title),
        _figures(t, job, shown) or table(t, shown),
        *(_words(t, job, number, one) for number, one in shown),
    )
    rows: Rows = tuple(_decide(t, job, number, one) for number, one in shown)
    if others:
        rows = (*rows, (Button(t.label("btn-compare-others"), ChooseCompared(job_id=job.id)),))
    return Screen(text, (*rows, (buttons.back(t, back), buttons.home(t))))


def choose_compared(t: Texts, job: Job, listed: Sequence[Candidate], *, back: ListBids) -> Screen:
    """The shortlist, where it holds more than fit side by side: which of them are to."""
    picked = sum(one.picked for one in listed)
    text = t("compare-choose", title=job.title, most=MOST_COMPARED, count=picked)
    rows: Rows = tuple((_pick(t, one),) for one in listed)
    if LEAST_COMPARED <= picked <= MOST_COMPARED:
        go = Button(t.label("btn-compare", count=picked), Compare(job_id=job.id), "primary")
        rows = (*rows, (go,))
    return Screen(text, (*rows, (buttons.back(t, back), buttons.home(t))))


# --- inside --------------------------------------------------------------------------------


def _figures(t: Texts, job: Job, shown: Numbered) -> Html:
    """A line a figure, a column a bid; empty where the amounts are too wide for that."""
    columns = [_column(t, job, number, one) for number, one in shown]
    labels = [t.label(key) for key in _FIGURES]
    rows = list(zip(labels, *columns, strict=True))
    sizes = widths(rows)
    if sum(sizes) + len(columns) > WIDTH:
        return Html("")
    drawn = (line([left(row[0], sizes[0]), *map(right, row[1:], sizes[1:])]) for row in rows)
    return t("table", text=lines(*drawn))


def _column(t: Texts, job: Job, number: int, one: Candidate) -> list[str]:
    terms = one.bid.terms
    shared = shared_skills(job.terms, one.freelancer.skills)
    return [
        str(number),
        t.money(terms.amount_minor),
        str(terms.days),
        rating(t, one),
        str(one.count),
        str(one.fit),
        str(len(terms.plan)),
        f"{len(shared)}/{len(job.terms.skills)}",
    ]


def _words(t: Texts, job: Job, number: int, one: Candidate) -> Html:
    shared = shared_skills(job.terms, one.freelancer.skills)
    skills = short(" · ".join(shared), MOST_SKILLS)
    plan = one.bid.terms.plan
    more = len(plan) - FIRST
    return lines(
        t("compare-one", number=number, name=one.freelancer.shown_name),
        place(t, one.freelancer),
        t("compare-skills", skills=skills) if shared else t("compare-no-skills"),
        t("bid-plan-heading", count=len(plan)),
        *(_step(t, position, step) for position, step in enumerate(plan[:FIRST], start=1)),
        t("compare-more-steps", count=more) if more > 0 else "",
    )


def _step(t: Texts, position: int, step: PlannedMilestone) -> Html:
    what, amount = short(step.what, MOST_WHAT), t.money(step.amount_minor)
    return t("bid-step", position=position, what=what, amount=amount, days=step.days)


def _decide(t: Texts, job: Job, number: int, one: Candidate) -> tuple[Button, ...]:
    name = short(one.freelancer.shown_name, 16)
    label = t.label("btn-numbered", number=number, name=name)
    hire = HireCompared(id=job.id, bid_id=one.bid.id)
    return (
        Button(label, OpenBid(id=one.bid.id)),
        Button(t.label("btn-hire-numbered", number=number), hire, "success"),
    )


def _pick(t: Texts, one: Candidate) -> Button:
    name, amount = short(one.freelancer.shown_name, 24), t.money(one.bid.terms.amount_minor)
    key = "btn-picked" if one.picked else "btn-not-picked"
    return Button(
        t.label(key, name=name, amount=amount), PickBid(bid_id=one.bid.id, on=not one.picked)
    )
