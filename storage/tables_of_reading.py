"""The table of jobs that people have saved for later."""

from sqlalchemy import Column, ForeignKey

from storage.columns import table, when
from storage.types import Id

saved_jobs = table(
    "saved_jobs",
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("job_id", Id, ForeignKey("jobs.id"), primary_key=True, autoincrement=False),
    when("at"),
    numbered=False,
)
