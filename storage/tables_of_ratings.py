"""The table of ratings: what the two sides of a project say about each other."""

from sqlalchemy import CheckConstraint, Column, Index, String, UniqueConstraint

from marketplace.people import Role
from storage.columns import number, of, one_of, table, when, words

STARS = ("stars_1", "stars_2", "stars_3")
"""An aspect each, in the order of marketplace.ratings.ASPECTS_OF."""

ratings = table(
    "ratings",
    of("project_id", "projects"),
    of("author_id", "people"),
    of("rated_id", "people"),
    Column("role", String(16), nullable=False),
    *(number(name) for name in STARS),
    words("comment"),
    when("rated_at"),
    when("shows_at"),
    UniqueConstraint("project_id", "role"),
    one_of("role", Role),
    CheckConstraint("author_id <> rated_id", name="two_people"),
    CheckConstraint(" AND ".join(f"{name} BETWEEN 1 AND 5" for name in STARS), name="stars"),
    Index("ix_ratings_rated", "rated_id", "role", "id"),
)
