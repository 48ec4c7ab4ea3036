"""The tables of projects: milestones, deliveries, and deliveries that wait for their files."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, UniqueConstraint

from marketplace.deliveries import DeliveryState
from marketplace.projects import MilestoneState, ProjectState
from storage.columns import flag, minor, number, of, one_of, partial, state, table, when, words
from storage.types import Id

projects = table(
    "projects",
    of("job_id", "jobs"),
    of("bid_id", "bids"),
    of("client_id", "people"),
    of("freelancer_id", "people"),
    words("title"),
    state(),
    when("started_at"),
    Column("fee_basis_points", Integer, nullable=False, server_default="0"),
    when("ended_at", nullable=True),
    when("ratings_due_at", nullable=True),
    UniqueConstraint("job_id"),
    UniqueConstraint("bid_id"),
    one_of("state", ProjectState),
    CheckConstraint("client_id <> freelancer_id", name="two_people"),
    Index("ix_projects_client", "client_id", "id"),
    Index("ix_projects_freelancer", "freelancer_id", "id"),
    partial("ix_projects_ratings_due", "ratings_due_at", where="ratings_due_at IS NOT NULL"),
)

milestones = table(
    "milestones",
    of("project_id", "projects"),
    number("position"),
    words("what"),
    minor(),
    number("days"),
    state(),
    UniqueConstraint("project_id", "position"),
    one_of("state", MilestoneState),
    CheckConstraint("amount_minor > 0 AND days > 0", name="terms"),
)

deliveries = table(
    "deliveries",
    of("milestone_id", "milestones"),
    number("version"),
    words("note"),
    when("completed_at"),
    when("accept_at"),
    state(),
    flag("extended"),
    number("reminders"),
    when("remind_at", nullable=True),
    words("reason"),
    when("decided_at", nullable=True),
    UniqueConstraint("milestone_id", "version"),
    one_of("state", DeliveryState),
    CheckConstraint("version > 0", name="version"),
    CheckConstraint("(state = 'in_review') = (decided_at IS NULL)", name="decided"),
    partial("uq_deliveries_in_review", "milestone_id", where="state = 'in_review'", unique=True),
    partial("ix_deliveries_accept", "accept_at", where="state = 'in_review'"),
    partial("ix_deliveries_remind", "remind_at", where="state = 'in_review'"),
)

delivery_files = table(
    "delivery_files",
    Column("delivery_id", Id, ForeignKey("deliveries.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    of("file_id", "files", index=True),
    numbered=False,
)

waiting_deliveries = table(
    "waiting_deliveries",
    Column("milestone_id", Id, ForeignKey("milestones.id"), primary_key=True, autoincrement=False),
    words("note"),
    when("marked_at"),
    flag("stuck"),
    words("shown"),
    numbered=False,
)

waiting_files = table(
    "waiting_files",
    Column(
        "milestone_id",
        Id,
        ForeignKey("waiting_deliveries.milestone_id"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("position", Integer, primary_key=True, autoincrement=False),
    of("file_id", "files", index=True),
    numbered=False,
)
