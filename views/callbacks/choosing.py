"""Choosing among the bids on one's own job."""

from aiogram.filters.callback_data import CallbackData

from marketplace.choosing import Order


class ListBids(CallbackData, prefix="lsbids"):
    """A page of the bids on the client's own job, from 0, in an order."""

    job_id: int
    order: Order = Order.FIT
    page: int = 0


class Shortlist(CallbackData, prefix="star"):
    """Puts a bid on the client's shortlist, or takes it off."""

    bid_id: int
    on: bool


class Compare(CallbackData, prefix="cmp"):
    """Bids of the shortlist side by side."""

    job_id: int


class ChooseCompared(CallbackData, prefix="cmpwho"):
    """Which of the shortlist stand side by side."""

    job_id: int


class PickBid(CallbackData, prefix="pick"):
    bid_id: int
    on: bool


class HireCompared(CallbackData, prefix="hirecmp"):
    """Asks first, as `Hire` does; back leads to the bids side by side. `id`: the job's."""

    id: int
    bid_id: int
