"""How figures of a client are said: never as a bare "0%", and never as more than is known."""

import pytest

from marketplace.clients import ClientRecord
from marketplace.money import Currency
from marketplace.people import Person
from marketplace.standings import NEUTRAL, Standing
from tests.views.telegram import plain
from views.clients import client
from views.texts import Texts

MARC = Person(1, "Marc", name="Marc", country="PT")
WHO = "👤 Marc · Portugal 🇵🇹"


def said(record: ClientRecord, standing: Standing = NEUTRAL, person: Person = MARC) -> list[str]:
    t = Texts("en", Currency("USD", 2))
    return plain(client(t, person, record, standing)).split("\n")


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (ClientRecord(1), ["🌱 New client"]),
        (ClientRecord(2), ["📋 2 jobs posted"]),
        (ClientRecord(3, ended=2), ["📋 3 jobs posted · nobody hired yet"]),
        (
            ClientRecord(1, hired=1, fell_due=2),
            [
                "📋 1 job posted · 100% of those that ended led to a hire",
                "💳 No payment on time yet",
            ],
        ),
        (
            ClientRecord(1000, 999, 1, 3, 2),
            [
                "📋 1,000+ jobs posted · 99% of those that ended led to a hire",
                "💳 67% of payments on time",
            ],
        ),
    ],
)
def test_what_is_known_is_said(record: ClientRecord, told: list[str]) -> None:
    assert said(record) == [WHO, *told]


def test_ratings_stand_first_and_make_a_client_known() -> None:
    rated = Standing(2, (10, 9, 8))
    assert said(ClientRecord(1), rated) == [WHO, "★ 4.5 (2)", "📋 1 job posted"]


def test_a_client_from_nowhere() -> None:
    assert said(ClientRecord(1), person=Person(1, "Marc")) == ["👤 Marc", "🌱 New client"]
