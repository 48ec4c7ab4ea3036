"""Bids: making them, answering them."""

from aiogram.filters.callback_data import CallbackData


class MakeBid(CallbackData, prefix="bid"):
    job_id: int


class OwnBids(CallbackData, prefix="mybids"):
    before: int = 0


class OpenBid(CallbackData, prefix="obid"):
    """A bid, as its freelancer or the job's client sees it."""

    id: int


class EditBid(CallbackData, prefix="edbid"):
    id: int


class WithdrawBid(CallbackData, prefix="wdbid"):
    id: int
    sure: bool = False


class JobBids(CallbackData, prefix="bids"):
    """The bids on the client's own job."""

    job_id: int


class BidderProfile(CallbackData, prefix="bidder"):
    bid_id: int


class DeclineBid(CallbackData, prefix="dcbid"):
    id: int
    sure: bool = False


class Hire(CallbackData, prefix="hire"):
    bid_id: int
    sure: bool = False
