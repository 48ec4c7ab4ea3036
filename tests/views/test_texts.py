"""Money, moments, sizes and cuts: what turns facts into something to read."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from marketplace.money import MOST_MINOR, Currency
from tests.views.telegram import plain
from views import texts
from views.files import size
from views.screen import Html
from views.texts import Texts, currency_of, languages, nearest, shares, short, units


@pytest.mark.parametrize(
    ("code", "amount_minor", "shown"),
    [
        ("USD", 125050, "$1,250.50"),
        ("USD", 125000, "$1,250"),
        ("USD", 1, "$0.01"),
        ("USD", 10, "$0.10"),
        ("USD", 0, "$0"),
        ("USD", MOST_MINOR, "$100,000,000"),
        ("USD", MOST_MINOR - 1, "$99,999,999.99"),
        ("EUR", 999, "€9.99"),
        ("JPY", 1250, "¥1,250"),
        ("BHD", 1250, "BHD\u00a01.250"),
        ("BHD", 5000, "BHD\u00a05"),
        ("XTR", 50, "50 ⭐"),
        ("XTR", 12500, "12,500 ⭐"),
    ],
)
def test_money_is_written_the_readers_way(code: str, amount_minor: int, shown: str) -> None:
    assert Texts("en", currency_of(code)).money(amount_minor) == shown


def test_a_moment_is_shown_in_the_readers_own_zone() -> None:
    """Telegram's date-time entity, with UTC inside for old clients."""
    t = Texts("en", Currency())
    tokyo = timezone(timedelta(hours=9))
    for at in (
        datetime(2026, 3, 1, 12, 30, tzinfo=UTC),
        datetime(2026, 3, 1, 21, 30, tzinfo=tokyo),
    ):
        assert t.moment(at) == (
            '<tg-time unix="1772368200" format="Dt">1 Mar 2026, 12:30 UTC</tg-time>'
        )
        assert plain(t.moment(at)) == "1 Mar 2026, 12:30 UTC"


def test_how_long_ago_is_counted_by_telegram() -> None:
    """With the day inside for old clients."""
    shown = Texts("en", Currency()).ago(datetime(2026, 3, 1, 12, 30, tzinfo=UTC))
    assert shown == '<tg-time unix="1772368200" format="r">1 Mar</tg-time>'


@pytest.mark.parametrize(
    ("bytes_", "shown"),
    [
        (0, "0 bytes"),
        (1023, "1,023 bytes"),
        (1024, "1 KB"),
        (840_000, "820 KB"),
        (20 * 1024 * 1024, "20 MB"),
        (13_000_000, "12.4 MB"),
        (2000 * 1024 * 1024, "2 GB"),
    ],
)
def test_sizes(bytes_: int, shown: str) -> None:
    assert size(Texts("en", Currency()), bytes_) == shown


def test_values_are_escaped_once_and_html_is_not() -> None:
    t = Texts("en", Currency())
    assert t("heading", text="<i>&\"'") == "<b>&lt;i&gt;&amp;&quot;&#x27;</b>"
    assert t("heading", text=Html("<i>x</i>")) == "<b><i>x</i></b>"
    assert t.label("btn-numbered", number=1, name="<A & B>") == "1. <A & B>"


def test_a_long_value_is_put_in_whole() -> None:
    """Fluent refuses more than 1,000 characters in a placeable. Seen to fail without the marks."""
    t = Texts("en", Currency())
    long = "<" * 4000
    assert plain(t("quote-long", text=long)) == long
    assert (
        t._by_fluent("quote-long", {"text": long}) == f"<blockquote expandable>{long}</blockquote>"
    )
    trap = "\ufdd0text\ufdd0" + "x" * 600
    assert plain(t("quote-long", text=trap)) == "text" + "x" * 600


@pytest.mark.parametrize("language", languages())
def test_texts_without_a_choice_are_joined_as_fluent_does(language: str) -> None:
    """Seen to fail with the pieces in another order, and without `strip`."""
    t = Texts(language, Currency())
    joined = 0
    for key in t._bundle._messages:
        pieces = texts._pieces_of(t._bundle.get_message(key).value)
        facts = {name: f" {name}!\n" for name, is_gap in pieces or () if is_gap}
        if pieces:
            assert t._format(key, facts) == t._by_fluent(key, facts), key
            joined += 1
    assert joined > 500


def test_a_missing_key_or_value_is_an_error() -> None:
    t = Texts("en", Currency())
    with pytest.raises(KeyError):
        t("no-such-key")
    with pytest.raises(KeyError):
        t("job-title")


def test_plurals() -> None:
    t = Texts("en", Currency())
    said = [plain(t("job-bid-count", count=count)) for count in (0, 1, 2, 1000)]
    assert said == ["No bids yet", "1 bid", "2 bids", "1,000 bids"]


def test_cutting() -> None:
    assert short("abc", 3) == "abc"
    assert short("abcd", 3) == "ab…"
    assert short("one two three", 9) == "one two…"
    assert short("😀😀😀", 6) == "😀😀😀"
    assert short("😀😀😀", 5) == "😀😀…"
    assert short("😀😀😀", 4) == "😀…"
    assert units("a😀") == 3


def test_only_the_longest_are_cut() -> None:
    """Seen to fail when every text was cut to the same share of the room."""
    assert shares([], 100) == []
    assert shares(["a" * 10, "b" * 20], 30) == ["a" * 10, "b" * 20]
    small, large = shares(["a" * 10, "b" * 100], 60)
    assert small == "a" * 10
    assert large == "b" * 49 + "…"
    cut = shares(["x" * 2000, *["y" * 200] * 20], 2600)
    assert sum(map(units, cut)) <= 2600
    assert len({len(text) for text in cut}) == 1


def test_the_nearest_language() -> None:
    assert "en" in languages()
    assert [nearest(code) for code in ("en-GB", "EN", "tlh", "", None)] == ["en"] * 5
