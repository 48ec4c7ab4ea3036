"""Screens of pitch templates."""

from collections.abc import Iterator

from marketplace.templates import LONGEST_TEXT, MOST_NAME, MOST_TEMPLATES, AmountAt, Template
from tests.views.facts import Facts
from views import bids, templates
from views.screen import Screen
from views.texts import Texts


def screens_of_templates(t: Texts, facts: Facts) -> Iterator[tuple[str, Screen]]:
    yield "templates.own_templates", templates.own_templates(t, [])
    for amount_at in AmountAt:
        name, text = facts.text(1, MOST_NAME), facts.text(20, LONGEST_TEXT)
        many = [
            Template(facts.id(n), 1, name, text, amount_at, 730 if facts.full else 1)
            for n in range(MOST_TEMPLATES if facts.full else 1)
        ]
        yield "templates.own_templates", templates.own_templates(t, many)
        yield "templates.template", templates.template(t, many[0])
        yield "templates.confirm_remove", templates.confirm_remove(t, many[0])
    yield "bids.own_bid", bids.own_bid(t, facts.bid(), facts.job(), keepable=True)
