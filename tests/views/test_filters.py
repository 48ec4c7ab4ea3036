"""Filters in words: they stand apart from each other.

Seen to fail with "PythonorSQL", and with a dot that touched both its neighbours.
"""

from marketplace.finding import Search
from marketplace.money import Currency
from views.alerts import described
from views.finding import told_filters
from views.texts import Texts

T = Texts("en", Currency())
TWO = Search(query="shop", skills=("Python", "SQL"), least_minor=50_000, own_skills=True)


def test_one_of_several_skills_or_all() -> None:
    assert told_filters(T, TWO)[0] == "🛠 Python or SQL"
    every = Search(skills=("Python", "SQL"), every_skill=True)
    assert told_filters(T, every)[0] == "🛠 Python and SQL"


def test_a_search_in_a_line() -> None:
    assert described(T, TWO) == "“shop” · 🛠 Python or SQL · 💰 from $500 · My skills only"
