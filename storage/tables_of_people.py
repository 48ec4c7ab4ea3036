"""The tables of people and their profiles."""

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Index, Integer, String, false, true

from marketplace.people import Role
from storage.columns import flag, number, of, one_of, partial, table, when, words
from storage.types import ByCode, Id, Instant, Words

LONG_AGO = "1970-01-01T00:00:00.000000+00:00"

people = table(
    "people",
    Column("id", Id, primary_key=True, autoincrement=False),
    words("first_name"),
    words("language"),
    Column("role", String(16)),
    words("name"),
    words("country"),
    words("city"),
    words("description"),
    Column("skills", JSON, nullable=False),
    flag("reachable"),
    Column("auto_pay", Boolean),
    # Added later, so the database knows defaults; ours are always given.
    when("banned_at", nullable=True),
    Column("banned_why", Words, nullable=False, server_default=""),
    Column("visible", Boolean, nullable=False, server_default=true()),
    Column("busy", Boolean, nullable=False, server_default=false()),
    Column("share_key", ByCode),
    Column("active_at", Instant, nullable=False, server_default=LONG_AGO),
    Column("listed", Boolean, nullable=False, server_default=false()),
    one_of("role", Role),
    Index("uq_people_share_key", "share_key", unique=True),
    partial("ix_people_listed", "busy", "active_at", "share_key", where="listed"),
    partial("ix_people_banned", "id", where="banned_at IS NOT NULL"),
    numbered=False,
)

education = table(
    "education",
    of("person_id", "people", index=True),
    words("university"),
    words("subject"),
    number("from_year"),
    number("to_year"),
    CheckConstraint("to_year >= from_year", name="years"),
)

experience = table(
    "experience",
    of("person_id", "people", index=True),
    words("company"),
    words("title"),
    words("country"),
    number("from_year"),
    Column("to_year", Integer),
    CheckConstraint("to_year >= from_year", name="years"),
)
