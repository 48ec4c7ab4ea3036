"""The daily summary: the newest of what was kept, grouped, and ways to the newest few.

Seen to fail: with the oldest twenty shown, with one line for each change of the same bid, and with
a kept button of another time left to raise.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from marketplace.money import Currency
from marketplace.notices import KeptNotice, Kind
from tests.views.facts import NOW
from tests.views.telegram import plain
from views.callbacks import OpenBid
from views.digest import digest
from views.screen import Button
from views.texts import Texts

T = Texts("en", Currency())


def kept(number: int, kind: Kind = Kind.NEW_BIDS, text: str = "") -> KeptNotice:
    at = NOW + timedelta(minutes=number)
    return KeptNotice(kind, text or f"<b>Bid</b> {number}", "See the bid", f"obid:{number}", at)


def lines_of(*given: KeptNotice) -> list[str]:
    return [line for line in plain(digest(T, given).text).splitlines() if line]


def buttons_of(*given: KeptNotice) -> list[Button]:
    return [button for row in digest(T, given).rows for button in row if isinstance(button, Button)]


def test_it_is_grouped_and_numbered() -> None:
    changed = kept(1, Kind.JOB_CHANGES, "The job changed")
    assert lines_of(changed, kept(2), kept(3)) == [
        "🗞 Your daily summary",
        "New bids",
        "1. Bid 2",
        "2. Bid 3",
        "Changed jobs",
        "3. The job changed",
    ]


def test_the_newest_twenty_are_shown_and_the_rest_is_counted() -> None:
    given = lines_of(*(kept(n) for n in range(1, 28)))
    assert given[2] == "1. Bid 8"
    assert given[-2:] == ["20. Bid 27", "And 7 more, from before."]


def test_what_says_the_same_is_said_once() -> None:
    again = kept(5, text="Ana changed her bid")
    given = lines_of(again, kept(6), replace(again, at=NOW + timedelta(minutes=7)))
    assert given[2:] == ["1. Bid 6", "2. Ana changed her bid"]


def test_the_newest_few_can_be_opened() -> None:
    found = buttons_of(*(kept(n) for n in range(1, 6)))
    assert [(button.text, button.tap) for button in found] == [
        ("5 · See the bid", OpenBid(id=5)),
        ("4 · See the bid", OpenBid(id=4)),
        ("3 · See the bid", OpenBid(id=3)),
    ]
    same = [replace(kept(n), tap="search") for n in (1, 2)]
    assert len(buttons_of(*same)) == 1


@pytest.mark.parametrize("tap", ["", "gone:1", "obid", "obid:x", "obid:1:2", "search:1", ":"])
def test_a_button_of_another_time_is_left_out(tap: str) -> None:
    assert buttons_of(replace(kept(1), tap=tap)) == []
