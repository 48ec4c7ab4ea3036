"""Ratings."""

from aiogram.filters.callback_data import CallbackData

from marketplace.people import Role


class Rate(CallbackData, prefix="rate"):
    """Rates the other member of a complete project."""

    project_id: int


class ChangeRating(CallbackData, prefix="rerate"):
    """Says it otherwise, while nobody has read it."""

    project_id: int


class ProjectRatings(CallbackData, prefix="rated"):
    """What both sides of a project said."""

    project_id: int


class BidderRatings(CallbackData, prefix="bstars"):
    """What others said about somebody who bids; below rating `before`."""

    bid_id: int
    role: Role
    before: int = 0


class ClientRatings(CallbackData, prefix="cstars"):
    """What freelancers said about the client of a job; below rating `before`."""

    job_id: int
    before: int = 0


class OwnRatings(CallbackData, prefix="stars"):
    """What others said about whoever presses; below rating `before`."""

    role: Role
    before: int = 0
