"""What finding needs beside the jobs themselves. The index is no table like others: each database
has its own kind (storage/job_index.py), made by a migration."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Text, UniqueConstraint

from storage.columns import flag, number, of, partial, table, when
from storage.types import Id

search_words = table(
    "search_words",
    Column("word", Text, nullable=False),
    number("jobs"),
    UniqueConstraint("word", name="uq_search_words_word"),
)
"""Every word that was ever indexed. Their ids rise in the order of the commits, so that a process
that has read some reads on from there."""

made_indexes = table(
    "made_indexes",
    Column("name", String(32), primary_key=True),
    Column("version", Integer, nullable=False),
    numbered=False,
)
"""Which version of the program's rules an index was made by."""

saved_searches = table(
    "saved_searches",
    of("person_id", "people", index=True),
    Column("search", JSON, nullable=False),
    flag("daily"),
    flag("muted"),
    when("made_at"),
    Column("least_minor", Id, nullable=False, server_default="0"),
    Column("most_minor", Id, nullable=False, server_default="0"),
    Column("further", JSON(none_as_null=True)),
)
"""The last three and the anchors say what `search` asks of a job (marketplace/wanted.py);
`further` is NULL where that is nothing more."""

saved_anchors = table(
    "saved_anchors",
    Column("anchor", Text, primary_key=True),
    Column("saved_id", Id, ForeignKey("saved_searches.id"), primary_key=True),
    Index("ix_saved_anchors_saved", "saved_id"),
    numbered=False,
)

unmatched_jobs = table(
    "unmatched_jobs",
    Column("job_id", Id, ForeignKey("jobs.id"), primary_key=True, autoincrement=False),
    numbered=False,
)
"""Jobs that were opened or changed, and not yet held against the saved searches."""

alert_hits = table(
    "alert_hits",
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("job_id", Id, ForeignKey("jobs.id"), primary_key=True, autoincrement=False),
    Column("saved_id", Id, nullable=False),
    flag("told"),
    partial("ix_alert_hits_untold", "person_id", where="NOT told"),
    Index("ix_alert_hits_job", "job_id"),
    numbered=False,
)
"""Whom a job was noted for: never twice."""
