"""What finding needs beside the jobs themselves. The index is no table like others: each database
has its own kind (storage/job_index.py), made by a migration."""

from sqlalchemy import Column, Integer, String, Text, UniqueConstraint

from storage.columns import number, table

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
