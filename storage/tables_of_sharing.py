"""The tables of finding freelancers and of inviting them."""

from sqlalchemy import Column, ForeignKey, Index, UniqueConstraint

from storage.columns import flag, of, table, when, words
from storage.types import ByCode, Id

people_words = table(
    "people_words",
    Column("word", ByCode, primary_key=True),
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Index("ix_people_words_person", "person_id", "word"),
    numbered=False,
)

invitations = table(
    "invitations",
    of("job_id", "jobs"),
    of("person_id", "people", index=True),
    of("client_id", "people"),
    words("key"),
    when("at"),
    flag("declined"),
    UniqueConstraint("job_id", "person_id"),
    UniqueConstraint("key"),
    Index("ix_invitations_client", "client_id", "at"),
)
