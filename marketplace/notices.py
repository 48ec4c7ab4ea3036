"""Notices: which kinds there are, how loud each is, and what a person has chosen about them."""

from enum import StrEnum


class Urgency(StrEnum):
    """How loud a notice is."""

    ALWAYS = "always"
    """Deadlines, money, decisions that wait for the person: rings at any hour."""
    NORMAL = "normal"
    """Rings, but for quiet hours: then it comes without a sound."""
    QUIET = "quiet"
    """What others did that needs nothing: never makes a sound."""


class Kind(StrEnum):
    """What a notice is about, in the terms of the settings."""

    NEW_BIDS = "new-bids"
    """On one's own jobs."""
    BID_CHANGES = "bid-changes"
    """Bids on one's own jobs that were changed or withdrawn."""
    JOB_CHANGES = "job-changes"
    """Jobs on which one has bid."""
    OUTCOMES = "outcomes"
    """Bids of one's own that were not chosen."""
    REMINDERS = "reminders"
    """What would be good to do, and costs nothing when it isn't done."""
    JOBS = "jobs"
    REVIEWS = "reviews"
    PROJECTS = "projects"
    MONEY = "money"
    TROUBLE = "trouble"
    """Disputes and cancellations."""
    TALK = "talk"
    FILES = "files"
    OPERATORS = "operators"
