"""The daily summary: what was kept for somebody, as one message."""

import re
from collections.abc import Sequence
from datetime import datetime
from html import unescape

from aiogram.filters.callback_data import CallbackData

from marketplace.notices import CHOOSABLE, KeptNotice, Kind
from views import callbacks
from views.screen import MOST_TEXT, Button, Html, Screen, lines, paragraphs
from views.texts import Texts, short, units

KINDS = {
    Kind.ALERTS: "notice-kind-alerts",
    Kind.NEW_BIDS: "notice-kind-new-bids",
    Kind.BID_CHANGES: "notice-kind-bid-changes",
    Kind.JOB_CHANGES: "notice-kind-job-changes",
    Kind.OUTCOMES: "notice-kind-outcomes",
    Kind.REMINDERS: "notice-kind-reminders",
}
_TAG = re.compile(r"<[^>]+>")
MOST_LINES = 20
MOST_OPENED = 3
MOST_LABEL = 40
ROOM = MOST_TEXT - 600
"""UTF-16 units for the lines; the rest is for headings and what stands above."""


def kept_of(screen: Screen, kind: Kind, now: datetime) -> KeptNotice:
    """What a notice's screen says first, in one line, with its main button."""
    first = " ".join(str(screen.text).split("\n\n", 1)[0].split())
    found = [button for row in screen.rows for button in row if isinstance(button, Button)]
    found.sort(key=lambda button: button.style != "primary")
    label, tap = (found[0].text, found[0].tap.pack()) if found else ("", "")
    return KeptNotice(kind, first, label, tap, now)


def digest(t: Texts, kept: Sequence[KeptNotice]) -> Screen:
    """The newest of it, grouped by kind, in the order in which it happened; below it the ways to
    the newest few."""
    different = list({one.text: one for one in reversed(kept)}.values())[::-1]
    shown = _fitting(different[-MOST_LINES:])
    grouped = [one for kind in CHOOSABLE for one in shown if one.kind is kind]
    numbered = list(enumerate(grouped, start=1))
    listed = [
        lines(
            t("heading", text=t.label(KINDS[kind])),
            *(t("ntf-digest-line", number=number, text=Html(one.text)) for number, one in group),
        )
        for kind in CHOOSABLE
        if (group := [(number, one) for number, one in numbered if one.kind is kind])
    ]
    left = len(different) - len(shown)
    more = t("ntf-digest-more", count=left) if left else ""
    rows = tuple((button,) for button in _ways(t, numbered))
    return Screen(paragraphs(t("ntf-digest"), *listed, more), rows)


def _fitting(kept: list[KeptNotice]) -> list[KeptNotice]:
    """The newest ones that one message holds."""
    room, fit = ROOM, list[KeptNotice]()
    for one in reversed(kept):
        room -= units(unescape(_TAG.sub("", one.text))) + len("20. \n")
        if room < 0:
            break
        fit.append(one)
    return fit[::-1]


def _ways(t: Texts, numbered: list[tuple[int, KeptNotice]]) -> list[Button]:
    """To the newest few, each once."""
    newest = sorted(numbered, key=lambda item: item[1].at, reverse=True)
    ways: dict[str, Button] = {}
    for number, one in newest:
        tap = _unpacked(one.tap)
        if tap is not None and one.tap not in ways and len(ways) < MOST_OPENED:
            label = t.label("ntf-digest-open", number=number, label=one.label)
            ways[one.tap] = Button(short(label, MOST_LABEL), tap)
    return list(ways.values())


def _unpacked(packed: str) -> CallbackData | None:
    """What a kept button brings back; None where no button does that any more."""
    prefix = packed.split(":", 1)[0]
    for kind in vars(callbacks).values():
        if isinstance(kind, type) and getattr(kind, "__prefix__", None) == prefix:
            try:
                found: CallbackData = kind.unpack(packed)  # type: ignore[attr-defined]
            except (ValueError, TypeError):
                return None
            return found
    return None
