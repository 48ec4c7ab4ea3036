"""The bids on one's job at a glance: a table, in the order that its client chooses."""

from collections.abc import Callable, Sequence
from datetime import datetime

from babel.numbers import format_decimal

from marketplace.bids import Bid
from marketplace.choosing import LEAST_COMPARED, Candidate, Order, shortlist
from marketplace.jobs import Job
from views import buttons
from views.callbacks import Compare, ListBids, OpenBid, OpenJob
from views.columns import isolated, line, right, width, widths
from views.screen import Button, Html, Screen, grid, lines, paragraphs
from views.texts import Texts, short

PAGE = 8
WIDTH = 36
"""Columns of a `<pre>` that a small phone shows without breaking the line."""
LEAST_NAME, MOST_NAME = 8, 24
"""Columns of a name: where a line has less left, a bid takes two."""
NO_RATING = "–"
_ORDERS = {
    Order.FIT: "btn-order-fit",
    Order.PRICE: "btn-order-price",
    Order.DAYS: "btn-order-days",
    Order.RATING: "btn-order-rating",
}
_COLUMNS = ("col-number", "col-amount", "col-days", "col-rating", "col-fit")

Numbered = list[tuple[int, Candidate]]
"""Each with the number by which its screen calls it."""


def overview(
    t: Texts,
    job: Job,
    candidates: Sequence[Candidate],
    *,
    order: Order = Order.FIT,
    page: int = 0,
    since: datetime | None = None,
    total: int | None = None,
) -> Screen:
    """Live bids, in `order` already. `since`: bids made later are new to the client; None: all
    are. `total`: how many there are, where not all of them are listed."""
    back = (buttons.back(t, OpenJob(id=job.id)), buttons.home(t))
    if not candidates:
        return Screen(t("bids-none-yet", title=job.title), (back,))
    last = (len(candidates) - 1) // PAGE
    page = max(0, min(page, last))
    shown = list(enumerate(candidates, start=1))[page * PAGE : (page + 1) * PAGE]
    count = total or len(candidates)
    left = count - len(candidates)
    new = [one for _, one in shown if _is_new(one.bid, since)]
    text = paragraphs(
        lines(
            t("bids-heading", title=job.title, count=count),
            span(t, [one.bid for one in candidates]),
        ),
        table(t, shown, lambda one: _marks(one, since)),
        lines(
            t("bids-explained", order=order.value),
            t("bids-marks-new") if new else "",
            t("bids-marks-shortlisted") if shortlist(one for _, one in shown) else "",
        ),
        t("bids-more", count=left) if left else "",
    )
    opens = grid([_opens(t, number, one) for number, one in shown], 2)
    rows = (
        *opens,
        _orders(t, job, order, page),
        _pages(t, job, order, page, len(candidates)),
        _compare(t, job, len(shortlist(candidates))),
        back,
    )
    return Screen(text, tuple(row for row in rows if row))


def span(t: Texts, bids: Sequence[Bid]) -> Html:
    """From the lowest to the highest amount, where they differ."""
    amounts = [bid.terms.amount_minor for bid in bids]
    least, most = t.money(min(amounts)), t.money(max(amounts))
    return t("bids-span", least=least, most=most) if least != most else Html("")


def rating(t: Texts, one: Candidate) -> str:
    """The mean, "4.8"; a dash where nobody has rated yet."""
    return str(format_decimal(one.mean, "0.0", locale=t.locale)) if one.count else NO_RATING


# --- the table -----------------------------------------------------------------------------


def table(t: Texts, shown: Numbered, marks: Callable[[Candidate], str] = lambda _: "") -> Html:
    """Number, amount, days, rating, fit and name; a bid takes two lines where an amount is wide.
    `marks`: what stands before a name."""
    head = [t.label(key) for key in _COLUMNS]
    cells = [head, *(_cells(t, number, one) for number, one in shown)]
    columns = widths(cells)
    room = WIDTH - sum(columns) - len(columns)
    draw = _one_line if room >= LEAST_NAME else _two_lines
    if draw is _two_lines:
        room = WIDTH - columns[0] - sum(columns[3:]) - 3
    named = (
        _named(one.freelancer.shown_name, marks(one), min(room, MOST_NAME)) for _, one in shown
    )
    names = [Html(t("col-name")), *named]
    drawn = (draw(row, columns, name) for row, name in zip(cells, names, strict=True))
    return t("table", text=lines(*drawn))


def _cells(t: Texts, number: int, one: Candidate) -> list[str]:
    terms = one.bid.terms
    return [
        str(number),
        t.money(terms.amount_minor),
        str(terms.days),
        rating(t, one),
        str(one.fit),
    ]


def _one_line(cells: list[str], columns: list[int], name: Html) -> Html:
    return line(map(right, cells, columns), name)


def _two_lines(cells: list[str], columns: list[int], name: Html) -> Html:
    """Number, amount and days; below them, rating, fit and name."""
    padded = list(map(right, cells, columns))
    return lines(line(padded[:3]), line([right("", columns[0]), *padded[3:]], name))


def _named(name: str, marks: str, room: int) -> Html:
    return Html(f"{marks}{isolated(name, room - width(marks))}")


def _marks(one: Candidate, since: datetime | None) -> str:
    return ("★ " if one.shortlisted else "") + ("✨ " if _is_new(one.bid, since) else "")


def _is_new(bid: Bid, since: datetime | None) -> bool:
    return since is None or bid.made_at > since


# --- its buttons ---------------------------------------------------------------------------


def _opens(t: Texts, number: int, one: Candidate) -> Button:
    name = short(one.freelancer.shown_name, 16)
    return Button(t.label("btn-numbered", number=number, name=name), OpenBid(id=one.bid.id))


def _orders(t: Texts, job: Job, now: Order, page: int) -> tuple[Button, ...]:
    """The present one is marked, and shows the same page anew."""
    return tuple(
        Button(
            t.label("btn-chosen", label=t.label(key)) if order is now else t.label(key),
            ListBids(job_id=job.id, order=order, page=page if order is now else 0),
        )
        for order, key in _ORDERS.items()
    )


def _pages(t: Texts, job: Job, order: Order, page: int, count: int) -> tuple[Button, ...]:
    """To the pages before and behind, with the numbers that stand there."""

    def to(key: str, other: int) -> Button:
        first, last = other * PAGE + 1, min((other + 1) * PAGE, count)
        label = t.label(key, numbers=f"{first}–{last}" if first < last else f"{first}")
        return Button(label, ListBids(job_id=job.id, order=order, page=other))

    before = (to("btn-numbers-before", page - 1),) if page else ()
    behind = (to("btn-numbers-behind", page + 1),) if (page + 1) * PAGE < count else ()
    return before + behind


def _compare(t: Texts, job: Job, listed: int) -> tuple[Button, ...]:
    if listed < LEAST_COMPARED:
        return ()
    return (Button(t.label("btn-compare", count=listed), Compare(job_id=job.id), "primary"),)
