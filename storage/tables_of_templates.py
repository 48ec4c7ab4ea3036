"""The table of pitch templates."""

from sqlalchemy import Column, String, UniqueConstraint

from marketplace.templates import AmountAt
from storage.columns import number, of, one_of, table, words

pitch_templates = table(
    "pitch_templates",
    of("person_id", "people"),
    words("name"),
    words("name_folded"),
    words("text"),
    Column("amount_at", String(16), nullable=False),
    number("days"),
    one_of("amount_at", AmountAt),
    UniqueConstraint("person_id", "name_folded"),
)
