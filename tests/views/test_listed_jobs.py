"""A job among others: what for, where from and how fresh, in lines that a phone shows whole.

Seen to fail with the country's whole name, and with a dot where nothing is known.
"""

from dataclasses import replace

from marketplace.money import Currency
from tests.views.facts import Facts
from tests.views.telegram import plain
from views.jobs import listed
from views.texts import Texts

T = Texts("en", Currency())


def offered(country: str, least: int = 40000, most: int = 60000) -> str:
    facts = Facts(full=False, letters="x")
    terms = replace(facts.job().terms, budget_min_minor=least, budget_max_minor=most)
    return plain(listed(T, replace(facts.job(), terms=terms), country)).split("\n")[1]


def test_whose_it_is_and_since_when_stand_beside_the_budget() -> None:
    assert offered("PT") == "💰 $400 – $600 · 🇵🇹 Portugal · 1 Mar"
    assert offered("GB", 50000, 50000) == "💰 $500 · 🇬🇧 United Kingdom · 1 Mar"


def test_a_client_who_has_not_said_where_from_leaves_no_gap() -> None:
    assert offered("") == "💰 $400 – $600 · 1 Mar"


def test_a_long_name_is_told_by_its_beginning_and_the_flag() -> None:
    assert offered("VC") == "💰 $400 – $600 · 🇻🇨 St. Vincent &… · 1 Mar"
