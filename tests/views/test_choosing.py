"""Bids in columns: they stand straight whatever people are called and ask for.

Seen to fail: with `len` for the width, with names cut between an emoji and what joins it, and
without the mark that each line begins with.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from unicodedata import bidirectional, category, east_asian_width

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.choosing import Candidate, Order, in_order
from marketplace.money import MOST_MINOR
from tests.views.facts import NOW, SIZES, Facts
from tests.views.screens_of_choosing import candidate
from tests.views.telegram import plain, screen_faults
from views import choosing, comparing
from views.callbacks import Compare, ListBids, OpenBid
from views.columns import LINE_BEGINS, cut, isolated, width
from views.screen import Screen
from views.texts import Texts, currency_of

FACTS = SIZES["smallest"]
CURRENCIES = [Texts("en", currency_of(code)) for code in ("USD", "BHD", "XTR", "JPY")]
ENGLISH = CURRENCIES[0]
ISOLATE, END = "\u2068", "\u2069"
FAMILY = "👩‍👩‍👧‍👦"
SCRIPTS = (
    "Ana",
    "山田太郎",
    "שרה כהן",
    "محمد علي",
    "👩🏽‍💻🇵🇹",
    FAMILY * 9,
    "e\u0301" * 40,
    "한국어 이름",
    "a",
)
NAMES = st.one_of(
    st.sampled_from(SCRIPTS),
    st.text(st.characters(codec="utf-8", exclude_characters="{"), min_size=1, max_size=60),
    st.lists(st.sampled_from([*SCRIPTS, " ", "\u202e", "x"]), min_size=1).map("".join),
).map(lambda name: " ".join(name.split()) or "?")
AMOUNTS = st.one_of(st.integers(1, MOST_MINOR), st.sampled_from([1, 1250_50, MOST_MINOR - 1]))
CANDIDATES = st.lists(
    st.builds(
        lambda name, amount, days, fit, count, listed: _candidate(
            name, amount, days=days, fit=fit, count=count, mean=count and 4.8, shortlisted=listed
        ),
        NAMES,
        AMOUNTS,
        st.integers(1, 730),
        st.integers(0, 100),
        st.integers(0, 3),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


def columns_of(text: str) -> int:
    """As a terminal counts them; told apart from views/columns.py on purpose."""
    return sum(
        0 if category(one) in ("Mn", "Me", "Cf") else 1 + (east_asian_width(one) in ("W", "F"))
        for one in text
    )


def table_of(screen: Screen) -> list[str]:
    inside = str(screen.text).split("<pre>")[1].split("</pre>")[0]
    return plain(inside).split("\n")


def figures(line: str) -> str:
    """What stands before a name and its marks."""
    return line.split(ISOLATE)[0].rstrip("★✨ ")


@settings(deadline=None, max_examples=100)
@given(candidates=CANDIDATES, t=st.sampled_from(CURRENCIES))
def test_every_line_begins_its_columns_where_the_others_do(
    candidates: list[Candidate], t: Texts
) -> None:
    candidates = [replace(c, bid=replace(c.bid, id=n)) for n, c in enumerate(candidates)]
    screen = choosing.overview(t, FACTS.job(), candidates, since=NOW)
    assert screen_faults(screen) == []
    head, *lines = table_of(screen)
    two = ISOLATE not in lines[0] and "Fit" not in head
    kinds = (lines[1::2], lines[2::2]) if two else (lines,)
    assert all(line.startswith(LINE_BEGINS) for line in (head, *lines))
    for kind in kinds:
        assert len({_edges(line) for line in kind}) == 1, kind
    named = kinds[-1]
    assert len(named) == len(candidates)
    assert all(line.count(ISOLATE) == line.count(END) == 1 and line.endswith(END) for line in named)
    assert all(columns_of(line) <= choosing.WIDTH for line in lines)


def _edges(line: str) -> tuple[int, ...]:
    """Where each right-aligned figure ends, in columns, and so where the next field begins."""
    text, ends = figures(line), []
    for place, letter in enumerate(text):
        behind = text[place + 1 : place + 2]
        if letter != " " and behind in ("", " ") and text[place + 2 : place + 3] != "⭐":
            ends.append(columns_of(text[: place + 1]))
    return tuple(ends)


@settings(deadline=None)
@given(name=NAMES, most=st.integers(2, 30))
def test_a_cut_is_never_too_wide_and_parts_nothing_drawn_as_one(name: str, most: int) -> None:
    shown = cut(name, most)
    assert columns_of(shown) == width(shown) <= most or shown == name
    if shown != name:
        assert shown.endswith("…")
        kept, rest = shown[:-1], name[len(shown[:-1].rstrip()) :].lstrip()
        assert not kept.endswith("\u200d")
        assert not rest or category(rest[0]) not in ("Mn", "Me")


def test_what_is_drawn_as_one_stays_whole() -> None:
    assert cut("🇵🇹🇧🇷🇮🇳", 5) == "🇵🇹🇧🇷…"
    assert cut(FAMILY + "ab", 9) == FAMILY + "…"
    assert cut(FAMILY + "ab", 8) == "…"
    assert cut("👍🏽👍🏽", 5) == "👍🏽…"
    assert cut("e\u0301e\u0301e\u0301", 2) == "e\u0301…"
    assert cut("Ana Lopez", 6) == "Ana L…"
    assert isolated("\u202eAna<", 10) == f"{ISOLATE}Ana&lt;{END}"


def test_no_name_turns_its_line() -> None:
    """A line begins from left to right, and what is in an isolate turns only itself."""
    screen = choosing.overview(ENGLISH, FACTS.job(), [_candidate("שרה", 100_00)])
    line = next(line for line in table_of(screen) if "שרה" in line)
    strong = [letter for letter in line if bidirectional(letter) in ("L", "R", "AL")]
    assert strong[0] == LINE_BEGINS
    assert line.index(ISOLATE) < line.index("שרה") < line.index(END)


def test_wide_amounts_take_two_lines() -> None:
    for t, amount_minor, shown in (
        (CURRENCIES[1], 99_999_999_999, "BHD\u00a099,999,999.999"),
        (CURRENCIES[2], MOST_MINOR, "10,000,000,000 ⭐"),
    ):
        few = table_of(choosing.overview(t, FACTS.job(), [_candidate("Ana", 1250)]))
        wide = table_of(choosing.overview(t, FACTS.job(), [_candidate("Ana", amount_minor)]))
        assert [len(few), len(wide)] == [2, 4]
        assert shown in wide[2]
        assert "Ana" in wide[3]


@pytest.mark.parametrize("size", ["largest", "largest words", "largest emoji", "largest in bytes"])
def test_eight_of_the_longest_fit_one_message(size: str) -> None:
    """With room for a line above (see `LINE` in test_screens.py)."""
    facts: Facts = SIZES[size]
    many = [candidate(facts, less) for less in range(8)]
    for t in CURRENCIES:
        screen = choosing.overview(t, facts.job(), many, total=10**6)
        assert screen_faults(screen) == []
        assert len(plain(screen.text).encode("utf-16-le")) // 2 <= 4096 - 200


# --- order, pages and marks ----------------------------------------------------------------


def test_each_order_puts_its_best_first() -> None:
    """Seen to fail with the mean in place of Wilson's lower bound."""
    one = _candidate("One", 300_00, 1, days=9, fit=50, wilson=0.2, count=1, mean=5.0)
    two = _candidate("Two", 200_00, 2, days=8, fit=90, wilson=0.8, count=90, mean=4.7)
    three = _candidate("Three", 100_00, 3, days=8, fit=10)
    four = _candidate("Four", 200_00, 4, days=10, fit=50, wilson=0.1, count=1, mean=1.0)
    given = [one, two, three, four]

    def names(order: Order) -> list[str]:
        return [candidate.freelancer.name for candidate in in_order(given, order)]

    assert names(Order.FIT) == ["Two", "One", "Four", "Three"]
    assert names(Order.PRICE) == ["Three", "Two", "Four", "One"]
    assert names(Order.DAYS) == ["Two", "Three", "One", "Four"]
    assert names(Order.RATING) == ["Two", "One", "Four", "Three"]
    assert in_order(reversed(given), Order.FIT) == in_order(given, Order.FIT)


def test_pages_of_eight_with_their_numbers() -> None:
    many = [_candidate(f"Person {n}", 100_00, n) for n in range(1, 18)]
    seen = []
    for page, ways in ((0, ["9–16 ›"]), (1, ["‹ 1–8", "17 ›"]), (2, ["‹ 9–16"]), (99, ["‹ 9–16"])):
        screen = choosing.overview(ENGLISH, FACTS.job(), many, order=Order.DAYS, page=page)
        labels = [button.text for row in screen.rows for button in row]
        assert [label for label in labels if "‹ " in label[:2] or " ›" in label][:-1] == ways
        assert "✓ Days" in labels
        assert not {"✓ Fit", "✓ Price", "✓ Rating"} & set(labels)
        seen += [b.tap.id for b in _buttons(screen) if isinstance(b.tap, OpenBid)]
    assert seen[:17] == list(range(1, 18))


def test_new_and_shortlisted_ones_are_marked() -> None:
    old = _candidate("Old", 100_00, 1)
    new = _candidate("New", 100_00, 2, shortlisted=True)
    new = replace(new, bid=replace(new.bid, made_at=NOW + timedelta(seconds=1)))
    screen = choosing.overview(ENGLISH, FACTS.job(), [old, new], since=NOW)
    _, first, second = table_of(screen)
    assert "✨" not in first
    assert "★ ✨ " in second
    assert "new since" in plain(screen.text)
    assert "✨" not in plain(choosing.overview(ENGLISH, FACTS.job(), [old], since=NOW).text)
    assert "✨" in table_of(choosing.overview(ENGLISH, FACTS.job(), [old]))[1]


def test_two_on_the_shortlist_can_be_compared() -> None:
    listed = [_candidate(f"P{n}", 100_00, n, shortlisted=True) for n in (1, 2, 3)]
    for count, there in ((0, False), (1, False), (2, True), (3, True)):
        screen = choosing.overview(ENGLISH, FACTS.job(), [*listed[:count], _candidate("x", 1, 9)])
        taps = [button.tap for button in _buttons(screen)]
        assert (Compare(job_id=FACTS.job().id) in taps) is there


@settings(deadline=None, max_examples=50)
@given(candidates=CANDIDATES, t=st.sampled_from(CURRENCIES))
def test_side_by_side_in_columns(candidates: list[Candidate], t: Texts) -> None:
    """As wide as a phone at most, each column ending in one place; names stand below it."""
    back = ListBids(job_id=1)
    for count in (2, 3):
        shown = (candidates * 3)[:count]
        shown = [replace(c, bid=replace(c.bid, id=n)) for n, c in enumerate(shown, start=1)]
        screen = comparing.compare(t, FACTS.job(), shown, back=back)
        assert screen_faults(screen) == []
        lines = table_of(screen)
        assert all(columns_of(line) <= choosing.WIDTH for line in lines)
        if "Skills" in lines[-1]:
            assert len({columns_of(line) for line in lines}) == 1
            assert all(ISOLATE not in line for line in lines)


# --- helpers -------------------------------------------------------------------------------


def _candidate(name: str, amount_minor: int, number: int = 1, **more: Any) -> Candidate:
    days = more.pop("days", 10)
    bid = FACTS.bid()
    terms = replace(bid.terms, amount_minor=amount_minor, days=days)
    person = replace(FACTS.freelancer, name=name)
    return Candidate(replace(bid, id=number, terms=terms), person, **more)


def _buttons(screen: Screen) -> list[Any]:
    return [button for row in screen.rows for button in row]
