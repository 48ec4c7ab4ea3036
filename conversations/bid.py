"""A bid with its plan: the amounts and days of the milestones have to fit those of the bid."""

from collections.abc import Sequence

from conversations.bid_price import Price
from conversations.card import show_card
from conversations.declaration import Conversation, Facts, Repair, Subject
from conversations.steps import Ask, Entries, Money, Number, Text
from conversations.steps.step import Answers
from conversations.turn import Turn
from marketplace import bids
from marketplace.bids import MOST_DAYS, MOST_MILESTONES, Bid, BidTerms, PlannedMilestone
from marketplace.cards import CardKind
from marketplace.errors import Refused
from marketplace.money import MOST_MINOR
from marketplace.policy import fee_of
from views import bids as screens
from views import jobs as job_screens
from views.refusals import refusal
from views.screen import Html
from views.texts import Texts

LIKELY_DAYS = (3, 7, 14, 30)


# --- answers and terms ---------------------------------------------------------------------


def answers_of(bid: Bid, job_title: str) -> Answers:
    """What a bid says, for changing it. Subject: {"bid": its id}.

    The one milestone that stands for no plan is none: it follows the bid's new amount.
    """
    terms = bid.terms
    without = BidTerms(terms.amount_minor, terms.days, terms.pitch)
    is_whole = terms.plan == without.checked(job_title).plan
    return _with_terms({}, without if is_whole else terms) | ({"plan": None} if is_whole else {})


def terms_of(answers: Answers) -> BidTerms:
    plan = tuple(
        PlannedMilestone(entry["what"], entry["amount"], entry["days"])
        for entry in answers["plan"] or ()
    )
    return BidTerms(answers["amount"], answers["days"], answers["pitch"], plan)


def _with_terms(answers: Answers, terms: BidTerms) -> Answers:
    plan = [
        {"what": step.what, "amount": step.amount_minor, "days": step.days} for step in terms.plan
    ]
    changed = {"amount": terms.amount_minor, "days": terms.days, "pitch": terms.pitch}
    return {**answers, **changed, "plan": plan}


# --- does the plan add up? -----------------------------------------------------------------


def _problem(t: Texts, answers: Answers) -> Html | None:
    gap = None if conversation.unanswered(answers) else terms_of(answers).gap()
    if not gap:
        return None
    facts = {"missing_minor": gap.missing_minor, "extra_days": gap.extra_days}
    return refusal(t, Refused("wrong-plan-gap", **facts))


def _total(t: Texts, answers: Answers) -> Html:
    """ "Planned $450 of $500, 10 of 10 days · $50 missing", and by how many days it is too long."""
    if not answers["plan"] or conversation.unanswered(answers):
        return Html("")
    terms = terms_of(answers)
    missing_minor = terms.gap().missing_minor
    side = "short" if missing_minor > 0 else "over" if missing_minor < 0 else "even"
    return t(
        "bid-plan-total",
        planned=t.money(terms.planned_minor),
        amount=t.money(terms.amount_minor),
        planned_days=terms.planned_days,
        days=terms.days,
        side=side,
        missing=t.money(abs(missing_minor)),
        extra_days=terms.gap().extra_days,
    )


def _rest_into_last(answers: Answers) -> Answers | None:
    terms = terms_of(answers)
    try:
        return _with_terms(answers, terms.rest_into_last()) if terms.gap().missing_minor else None
    except Refused:
        return None


def _amount_from_plan(answers: Answers) -> Answers | None:
    terms = terms_of(answers)
    helps = terms.gap().missing_minor and terms.planned_minor <= MOST_MINOR
    return _with_terms(answers, terms.amount_from_plan()) if helps else None


def _days_from_plan(answers: Answers) -> Answers | None:
    terms = terms_of(answers)
    helps = terms.gap().extra_days and terms.planned_days <= MOST_DAYS
    return _with_terms(answers, terms.days_from_plan()) if helps else None


_REPAIRS = {
    "rest": Repair(
        _rest_into_last,
        lambda t, after: t.label("bid-repair-rest", amount=t.money(after["plan"][-1]["amount"])),
    ),
    "amount": Repair(
        _amount_from_plan,
        lambda t, after: t.label("bid-repair-amount", amount=t.money(after["amount"])),
    ),
    "days": Repair(
        _days_from_plan, lambda t, after: t.label("bid-repair-days", days=after["days"])
    ),
}


# --- what of it the freelancer gets --------------------------------------------------------


def _earned(turn: Turn, facts: Facts, answers: Answers) -> Html:
    """To the last cent, which depends on the plan."""
    fee = turn.work.policy.fee_basis_points
    if not fee or conversation.unanswered(answers):
        return Html("")
    terms = terms_of(answers)
    prices = [step.amount_minor for step in terms.plan] or [terms.amount_minor]
    earned_minor = sum(price - fee_of(price, fee) for price in prices)
    return screens.earned(turn.t, earned_minor, fee)


# --- what is likely ------------------------------------------------------------------------


async def _budget(ask: Ask) -> Sequence[int]:
    """The bounds of the client's budget."""
    return list(ask.facts["budget_minor"])


async def _usual_days(ask: Ask) -> Sequence[int]:
    return LIKELY_DAYS


async def _rest_amount(ask: Ask) -> Sequence[int]:
    return _rest(ask, "amount")


async def _rest_days(ask: Ask) -> Sequence[int]:
    return _rest(ask, "days")


def _rest(ask: Ask, name: str) -> Sequence[int]:
    """What the other milestones leave over."""
    others = list(ask.outer.get("plan") or ())
    del others[ask.facts["number"] - 1 : ask.facts["number"]]
    rest = ask.outer.get(name, 0) - sum(entry.get(name, 0) for entry in others)
    return (rest,) if rest > 0 else ()


# --- the conversation ----------------------------------------------------------------------


async def _enter(turn: Turn, subject: Subject) -> Facts:
    if "bid" in subject:
        job, _ = await bids.own_live_bid(turn.work, turn.actor, subject["bid"])
    else:
        job = await bids.may_bid(turn.work, turn.actor, subject["job"])
    terms, fee = job.terms, turn.work.policy.fee_basis_points
    return {
        "fee": "yes" if fee else "no",
        "percent": turn.t.percent(fee),
        "job_id": job.id,
        "title": job.title,
        "budget": str(job_screens.budget(turn.t, terms)),
        "budget_minor": [terms.budget_min_minor, terms.budget_max_minor],
    }


async def _finish(turn: Turn, subject: Subject, answers: Answers) -> None:
    work, actor, terms = turn.work, turn.actor, terms_of(answers)
    if "bid" in subject:
        bid = await bids.edit(work, actor, subject["bid"], terms)
    else:
        bid = await bids.submit(work, actor, subject["job"], terms)
    turn.window.say(turn.t.label("bid-sent"))
    await show_card(turn, CardKind.BID, bid.id)


conversation = Conversation(
    "bid",
    steps=(
        Price("amount", likely=_budget),
        Number("days", 1, MOST_DAYS, unit="bid-days", likely=_usual_days),
        Text("pitch", bids.pitch_text),
        Entries(
            "plan",
            of=(
                Text("what", bids.milestone_text),
                Money("amount", likely=_rest_amount),
                Number("days", 1, MOST_DAYS, unit="bid-days", likely=_rest_days),
            ),
            most=MOST_MILESTONES,
            foot=_total,
            optional=True,
        ),
    ),
    enter=_enter,
    finish=_finish,
    problem=_problem,
    problem_at="plan",
    repairs=_REPAIRS,
    summed_up=_earned,
)
