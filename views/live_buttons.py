"""Buttons that do something about a project, bid or job, wherever they stand: when the act is done
or can't be done any more, they go from every message.
"""

from collections.abc import Iterator
from typing import Any

from aiogram.filters.callback_data import CallbackData

from marketplace.cards import CardKind, LiveButtons, Subject
from marketplace.ports.cards import Cards
from views import callbacks as c
from views.screen import Rows

JOB_ACTS: tuple[type[CallbackData], ...] = (c.EditJob, c.CloseJob, c.RenewJob, c.HireCompared)
"""These name their job as `id`; all others stand on messages of a line (see `noted`)."""
ACTS: tuple[type[CallbackData], ...] = (
    *JOB_ACTS,
    c.EditBid,
    c.WithdrawBid,
    c.Hire,
    c.DeclineBid,
    c.Shortlist,
    c.Deliver,
    c.Accept,
    c.Decline,
    c.MoreTime,
    c.Checkout,
    c.PayFromWallet,
    c.ClaimPaid,
    c.ConfirmReceipt,
    c.DenyReceipt,
    c.Fund,
    c.AgreeCancel,
    c.RefuseCancel,
    c.WithdrawCancel,
    c.Rate,
    c.ChangeRating,
)
"""Buttons of other kinds lead somewhere, and always work."""
_PREFIXES = frozenset(kind.__prefix__ for kind in ACTS)
_JOB_PREFIXES = {kind.__prefix__: kind for kind in JOB_ACTS}

Markup = dict[str, Any]


def is_act(data: str) -> bool:
    """Whether a button with this callback data can stop being possible."""
    return data.partition(":")[0] in _PREFIXES


def act_rows(rows: Rows) -> Rows:
    """Those rows of a screen that do something."""
    return tuple(row for row in rows if any(is_act(tap) for tap in _taps([row])))


def acts_on(rows: Rows) -> frozenset[str]:
    """The callback data of all buttons that do something."""
    return frozenset(filter(is_act, _taps(rows)))


async def note(cards: Cards, row_id: int, person_id: int, markup: Markup, line: int | None) -> None:
    """Remembers a message put as this row of the outbox, if there are such buttons on it.

    `line`: the bid that the message, and so the project of that bid, is about.
    """
    for data in filter(is_act, _data(markup)):
        subject = _subject(data, line)
        if subject is not None:
            await cards.note(LiveButtons(row_id, person_id, subject, markup))
            return


def left(markup: Markup, possible: frozenset[str]) -> Markup:
    """The same without the buttons that can't be used any more; rows without a button go."""
    rows = [
        [key for key in row if not is_act(_of(key)) or _of(key) in possible]
        for row in markup["inline_keyboard"]
    ]
    return {"inline_keyboard": [row for row in rows if row]}


def any_acts(markup: Markup) -> bool:
    return any(map(is_act, _data(markup)))


def _subject(data: str, line: int | None) -> Subject | None:
    kind = _JOB_PREFIXES.get(data.partition(":")[0])
    if kind is not None:
        return CardKind.JOB, int(vars(kind.unpack(data))["id"])
    return (CardKind.BID, line) if line is not None else None


def _data(markup: Markup) -> Iterator[str]:
    return (_of(key) for row in markup["inline_keyboard"] for key in row)


def _of(key: dict[str, Any]) -> str:
    return str(key.get("callback_data", ""))


def _taps(rows: Any) -> Iterator[str]:
    return (button.tap.pack() for row in rows for button in row if hasattr(button, "tap"))
