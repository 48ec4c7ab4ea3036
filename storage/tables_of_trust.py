"""The table of reports."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, String

from marketplace.reports import ReportKind, ReportState
from storage.columns import of, one_of, partial, state, table, when, words
from storage.types import Id

_OPEN = "state = 'open'"

reports = table(
    "reports",
    Column("kind", String(16), nullable=False),
    of("reported_by", "people"),
    of("person_id", "people"),
    Column("job_id", Id, ForeignKey("jobs.id")),
    Column("bid_id", Id, ForeignKey("bids.id")),
    words("words"),
    when("made_at"),
    state(),
    Column("ended_by", Id, ForeignKey("people.id")),
    when("ended_at", nullable=True),
    one_of("kind", ReportKind),
    one_of("state", ReportState),
    CheckConstraint("reported_by <> person_id", name="two_people"),
    CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended"),
    partial("ix_reports_open", "id", where=_OPEN),
    partial("ix_reports_job", "job_id", where=_OPEN),
    partial("ix_reports_person", "person_id", where=_OPEN),
    partial("ix_reports_bid", "bid_id", where=_OPEN),
    partial(
        "uq_reports_job",
        "reported_by",
        "job_id",
        where=f"{_OPEN} AND job_id IS NOT NULL",
        unique=True,
    ),
    partial(
        "uq_reports_person",
        "reported_by",
        "person_id",
        where=f"{_OPEN} AND job_id IS NULL",
        unique=True,
    ),
)
