"""The table of choosing: which bids their client has put aside to look at again."""

from sqlalchemy import Column, ForeignKey

from storage.columns import flag, table, when
from storage.types import Id

shortlists = table(
    "shortlists",
    Column("bid_id", Id, ForeignKey("bids.id"), primary_key=True, autoincrement=False),
    when("put_at"),
    flag("picked"),
    numbered=False,
)
