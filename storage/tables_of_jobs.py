"""The tables of jobs and of the bids on them."""

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, false

from marketplace.bids import BidState
from marketplace.jobs import JobState
from storage.columns import flag, minor, number, of, one_of, partial, state, table, when, words
from storage.types import Id, Words

jobs = table(
    "jobs",
    of("client_id", "people"),
    words("title"),
    words("description"),
    Column("skills", JSON, nullable=False),
    minor("budget_min_minor"),
    minor("budget_max_minor"),
    when("posted_at"),
    when("closes_at"),
    state(),
    flag("warned"),
    when("hidden_at", nullable=True),
    Column("hidden_by_ban", Boolean, nullable=False, server_default=false()),
    Column("hidden_why", Words, nullable=False, server_default=""),
    one_of("state", JobState),
    CheckConstraint("budget_min_minor > 0 AND budget_max_minor >= budget_min_minor", name="budget"),
    Index("ix_jobs_client", "client_id", "id"),
    partial("ix_jobs_open", "id", where="state = 'open'"),
    partial("ix_jobs_closing", "closes_at", where="state = 'open'"),
    partial("ix_jobs_posted", "posted_at", where="state = 'open'"),
    partial("ix_jobs_hidden", "id", where="hidden_at IS NOT NULL"),
)

job_files = table(
    "job_files",
    Column("job_id", Id, ForeignKey("jobs.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    of("file_id", "files", index=True),
    numbered=False,
)

bids = table(
    "bids",
    of("job_id", "jobs"),
    of("freelancer_id", "people"),
    minor(),
    number("days"),
    words("pitch"),
    state(),
    when("made_at"),
    Column("fee_basis_points", Integer, nullable=False, server_default="0"),
    when("nudge_at", nullable=True),
    one_of("state", BidState),
    CheckConstraint("amount_minor > 0 AND days > 0", name="terms"),
    partial("ix_bids_nudge", "nudge_at", where="state = 'live'"),
    Index("ix_bids_job", "job_id", "state", "id"),
    Index("ix_bids_freelancer", "freelancer_id", "id"),
    partial("uq_bids_live", "freelancer_id", "job_id", where="state = 'live'", unique=True),
    partial("uq_bids_hired", "job_id", where="state = 'hired'", unique=True),
)

bid_milestones = table(
    "bid_milestones",
    Column("bid_id", Id, ForeignKey("bids.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    words("what"),
    minor(),
    number("days"),
    CheckConstraint("amount_minor > 0 AND days > 0", name="terms"),
    numbered=False,
)
