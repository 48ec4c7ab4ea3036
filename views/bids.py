"""Bids: as the freelancer who made them and as the client who compares them sees them."""

from aiogram.filters.callback_data import CallbackData

from marketplace.bids import Bid, BidState, BidTerms
from marketplace.fit import fit, shared_skills
from marketplace.jobs import Job
from marketplace.people import Person
from views import buttons
from views.callbacks import (
    BidderProfile,
    DeclineBid,
    EditBid,
    Hire,
    JobBids,
    KeepTemplate,
    OpenBid,
    OpenJob,
    OwnBids,
    OwnProjects,
    OwnTemplates,
    ReportPerson,
    Shortlist,
    WithdrawBid,
)
from views.choosing import span
from views.profile import place
from views.screen import Button, Html, Rows, Screen, lines, paragraphs
from views.talk import talk_button
from views.texts import Texts, shares, short

ROOM, FIGURES = 3400, 40
"""UTF-16 units for what the freelancer wrote, less those for the figures of each milestone."""
MOST_NAMED = 3
"""Of several new bids so many are named."""
_STATES = {
    BidState.LIVE: "bid-state-live",
    BidState.WITHDRAWN: "bid-state-withdrawn",
    BidState.DECLINED: "bid-state-declined",
    BidState.HIRED: "bid-state-hired",
    BidState.LET_GO: "bid-state-let-go",
}


def offer(t: Texts, terms: BidTerms) -> Html:
    """ "$500 · 14 days"."""
    return t("bid-offer", amount=t.money(terms.amount_minor), days=terms.days)


def earned(t: Texts, earned_minor: int, fee_basis_points: int) -> Html:
    """What the freelancer gets of it; nothing to say where the platform takes no fee."""
    if not fee_basis_points:
        return Html("")
    percent = t.percent(fee_basis_points)
    return t("bid-earned", earned=t.money(earned_minor), percent=percent)


def price_after_fee(t: Texts, amount_minor: int, earned_minor: int, fee_basis_points: int) -> Html:
    return t(
        "bid-amount-earned",
        amount=t.money(amount_minor),
        earned=t.money(earned_minor),
        percent=t.percent(fee_basis_points),
    )


def whole_offer(t: Texts, terms: BidTerms) -> Html:
    """Amount, days, pitch and plan. Only the longest texts are cut when it is too much."""
    room = ROOM - FIGURES * len(terms.plan)
    pitch, *whats = shares([terms.pitch, *(step.what for step in terms.plan)], room)
    steps = [
        t(
            "bid-step",
            position=position,
            what=what,
            amount=t.money(step.amount_minor),
            days=step.days,
        )
        for position, (step, what) in enumerate(zip(terms.plan, whats, strict=True), start=1)
    ]
    plan = lines(t("bid-plan-heading", count=len(steps)), *steps) if steps else ""
    return paragraphs(offer(t, terms), t("quote-long", text=pitch) if pitch else "", plan)


# --- the freelancer's ----------------------------------------------------------------------


def own_bids(t: Texts, bids: list[tuple[Bid, Job]], *, more: bool) -> Screen:
    if not bids:
        return Screen(
            t("bids-none-own"),
            ((buttons.search(t), buttons.browse(t)), (_templates(t), buttons.home(t))),
        )
    listed = [
        lines(
            t("job-title", title=job.title),
            offer(t, bid.terms),
            _earned(t, bid),
            t(_STATES[bid.state]),
        )
        for bid, job in bids
    ]
    rows: Rows = tuple((Button(buttons.named(job.title), OpenBid(id=bid.id)),) for bid, job in bids)
    if more:
        rows = (*rows, (buttons.more(t, OwnBids(before=bids[-1][0].id)),))
    return Screen(paragraphs(t("bids-own"), *listed), (*rows, (_templates(t), buttons.home(t))))


def own_bid(t: Texts, bid: Bid, job: Job, *, keepable: bool = False) -> Screen:
    """`keepable`: its pitch can become a template."""
    text = paragraphs(
        lines(t("bid-own-heading", title=job.title), t(_STATES[bid.state])),
        t("bid-job-hidden") if job.hidden and bid.state is BidState.LIVE else "",
        _earned(t, bid),
        whole_offer(t, bid.terms),
    )
    rows: Rows = ()
    if bid.state is BidState.LIVE:
        edit = Button(t.label("btn-edit"), EditBid(id=bid.id))
        withdraw = Button(t.label("btn-withdraw"), WithdrawBid(id=bid.id))
        rows = ((edit, withdraw), (buttons.chat(t, bid.id),))
    elif bid.state is BidState.HIRED:
        rows = ((Button(t.label("btn-own-projects"), OwnProjects(), "primary"),),)
    if keepable:
        keep = Button(t.label("btn-keep-template"), KeepTemplate(bid_id=bid.id))
        rows = (*rows, (keep,))
    rows = (*rows, (talk_button(t, bid.id),))
    if job.listed:
        rows = (*rows, (Button(t.label("btn-read-job"), OpenJob(id=job.id)),))
    return Screen(text, (*rows, (buttons.back(t, OwnBids()), buttons.home(t))))


def _templates(t: Texts) -> Button:
    return Button(t.label("btn-own-templates"), OwnTemplates())


def _earned(t: Texts, bid: Bid) -> Html:
    return earned(t, bid.earned_minor, bid.fee_basis_points)


def confirm_withdraw(t: Texts, bid: Bid, job: Job) -> Screen:
    withdraw = Button(t.label("btn-withdraw"), WithdrawBid(id=bid.id, sure=True), "danger")
    return Screen(
        t("bid-confirm-withdraw", title=job.title),
        ((withdraw,), (buttons.back(t, OpenBid(id=bid.id)),)),
    )


# --- the client's --------------------------------------------------------------------------


def several_bids(t: Texts, job: Job, bids: list[Bid], newest: list[tuple[Bid, Person]]) -> Screen:
    """New ones, as one notice: how many, how much, and who the newest are."""
    named = [
        t("ntf-bids-one", name=short(person.shown_name, 30), offer=offer(t, bid.terms))
        for bid, person in newest
    ]
    left = len(bids) - len(newest)
    text = paragraphs(
        lines(t("ntf-bids-new", title=job.title, count=len(bids)), span(t, bids)),
        lines(*named, t("ntf-bids-more", count=left) if left else ""),
    )
    look = Button(t.label("btn-see-bids"), JobBids(job_id=job.id), "primary")
    return Screen(text, ((look,),))


def offered_bid(
    t: Texts,
    bid: Bid,
    job: Job,
    freelancer: Person,
    *,
    shortlisted: bool = False,
    back: CallbackData | None = None,
) -> Screen:
    """A bid on the client's own job: everything needed to decide, and the decision. `back`: to
    where the client came from, where that isn't the job."""
    live = bid.state is BidState.LIVE
    head = lines(
        t("bid-offered-heading", name=freelancer.shown_name, title=job.title),
        place(t, freelancer),
        _fit(t, bid, job, freelancer) if live else t(_STATES[bid.state]),
    )
    rows: Rows = ()
    if live:
        hire = Button(t.label("btn-hire"), Hire(bid_id=bid.id), "success")
        star = Button(
            t.label("btn-off-shortlist" if shortlisted else "btn-shortlist"),
            Shortlist(bid_id=bid.id, on=not shortlisted),
        )
        decline = Button(t.label("btn-decline"), DeclineBid(id=bid.id), "danger")
        profile = Button(t.label("btn-bidder-profile"), BidderProfile(bid_id=bid.id))
        ways = ((star,), (profile, buttons.ask(t, bid.id)), (decline,))
        rows = ways if job.hidden else ((hire,), *ways)
    elif bid.state is BidState.HIRED:
        rows = ((Button(t.label("btn-own-projects"), OwnProjects(), "primary"),),)
    report = Button(t.label("btn-report"), ReportPerson(bid_id=bid.id))
    rows = (*rows, (talk_button(t, bid.id), report))
    last = (buttons.back(t, back or OpenJob(id=job.id)), buttons.home(t))
    return Screen(paragraphs(head, whole_offer(t, bid.terms)), (*rows, last))


def _fit(t: Texts, bid: Bid, job: Job, freelancer: Person) -> Html:
    points = fit(job.terms, freelancer.skills, bid.terms)
    return t("bid-fit", points=points, shared=len(shared_skills(job.terms, freelancer.skills)))


def confirm_hire(
    t: Texts, bid: Bid, job: Job, freelancer: Person, back: CallbackData | None = None
) -> Screen:
    """The last question before the job closes: what happens, and what it costs when. `back`:
    where that isn't the bid."""
    text = t(
        "bid-confirm-hire",
        name=freelancer.shown_name,
        title=job.title,
        amount=t.money(bid.terms.amount_minor),
        days=bid.terms.days,
        count=len(bid.terms.plan),
    )
    hire = Button(t.label("btn-hire"), Hire(bid_id=bid.id, sure=True), "success")
    return Screen(text, ((hire,), (buttons.back(t, back or OpenBid(id=bid.id)),)))


def confirm_decline(t: Texts, bid: Bid, freelancer: Person) -> Screen:
    text = t("bid-confirm-decline", name=freelancer.shown_name, offer=offer(t, bid.terms))
    decline = Button(t.label("btn-decline"), DeclineBid(id=bid.id, sure=True), "danger")
    return Screen(text, ((decline,), (buttons.back(t, OpenBid(id=bid.id)),)))
