"""Settings of notices: how each kind comes, when it is quiet, and what the person's clock says."""

from datetime import datetime
from zoneinfo import ZoneInfo

from marketplace.notices import CHOOSABLE, DIGEST_AT, Kind, Preferences, QuietHours, Way
from views import buttons
from views.callbacks import (
    ChooseQuiet,
    ChooseWay,
    NoticeKind,
    NoticeSettings,
    OwnPlace,
    OwnQuietHours,
    OwnSettings,
    TypeQuiet,
)
from views.digest import KINDS
from views.screen import Button, Html, Screen, grid, lines, paragraphs
from views.texts import Texts

OFFERED = (QuietHours(22 * 60, 8 * 60), QuietHours(23 * 60, 7 * 60), QuietHours(21 * 60, 9 * 60))
WAYS = {Way.AT_ONCE: "notice-way-now", Way.DAILY: "notice-way-daily", Way.OFF: "notice-way-off"}
CHOSEN = {Way.AT_ONCE: "toast-way-now", Way.DAILY: "toast-way-daily", Way.OFF: "toast-way-off"}
ABOUT = {
    Kind.ALERTS: "notice-about-alerts",
    Kind.NEW_BIDS: "notice-about-new-bids",
    Kind.BID_CHANGES: "notice-about-bid-changes",
    Kind.JOB_CHANGES: "notice-about-job-changes",
    Kind.OUTCOMES: "notice-about-outcomes",
    Kind.REMINDERS: "notice-about-reminders",
}


def notice_settings(t: Texts, chosen: Preferences, now: datetime) -> Screen:
    """All at a glance; a button for each."""
    listed = [
        t("notice-line", kind=t.label(KINDS[kind]), way=t.label(WAYS[chosen.way(kind)]))
        for kind in CHOOSABLE
    ]
    text = paragraphs(
        lines(t("notice-heading"), t("notice-always")),
        lines(*listed),
        lines(_quiet(t, chosen), clock(t, chosen, now), _digest(t, chosen)),
    )
    kinds = [Button(t.label(KINDS[kind]), NoticeKind(kind=kind)) for kind in CHOOSABLE]
    hours = Button(t.label("btn-quiet-hours"), OwnQuietHours())
    place = Button(t.label("btn-place"), OwnPlace())
    back = (buttons.back(t, OwnSettings()), buttons.home(t))
    return Screen(text, (*grid(kinds, 2), (hours, place), back))


def notice_kind(t: Texts, chosen: Preferences, kind: Kind) -> Screen:
    """The three ways, the present one marked."""
    text = paragraphs(t("heading", text=t.label(KINDS[kind])), t(ABOUT[kind]), t("notice-ways"))
    now = chosen.way(kind)
    ways = [
        Button(_marked(t, t.label(key), on=way is now), ChooseWay(kind=kind, way=way))
        for way, key in WAYS.items()
    ]
    return Screen(text, (*grid(ways, 1), (buttons.back(t, NoticeSettings()),)))


def quiet_hours(t: Texts, chosen: Preferences, now: datetime) -> Screen:
    """A few usual ones, others, or none."""
    text = paragraphs(
        t("notice-quiet-heading"),
        t("notice-quiet-what"),
        lines(_quiet(t, chosen), clock(t, chosen, now)),
    )
    usual = [
        Button(
            _marked(t, hours(t, one), on=one == chosen.quiet),
            ChooseQuiet(start=one.start, end=one.end),
        )
        for one in OFFERED
    ]
    other = Button(t.label("btn-quiet-other"), TypeQuiet())
    off = Button(_marked(t, t.label("btn-quiet-off"), on=chosen.quiet is None), ChooseQuiet())
    rows = (*grid(usual, 3), (other, off), (Button(t.label("btn-place"), OwnPlace()),))
    return Screen(text, (*rows, (buttons.back(t, NoticeSettings()),)))


def hours(t: Texts, quiet: QuietHours) -> str:
    """ "22:00 - 08:00", with a dash."""
    return t.label("notice-hours", start=t.clock(quiet.start), end=t.clock(quiet.end))


def time_in(t: Texts, zone: str, now: datetime) -> str:
    """What the clocks of a time zone say."""
    local = now.astimezone(ZoneInfo(zone))
    return t.clock(60 * local.hour + local.minute)


def clock(t: Texts, chosen: Preferences, now: datetime) -> Html:
    """Where the person is and what time it is there, so that a mistake is seen."""
    local = now.astimezone(chosen.zone)
    time = t.clock(60 * local.hour + local.minute)
    if not chosen.time_zone:
        return t("notice-no-place", time=time)
    return t("notice-place", place=chosen.place, time=time)


def _quiet(t: Texts, chosen: Preferences) -> Html:
    if chosen.quiet is None:
        return t("notice-quiet-off")
    return t("notice-quiet-on", hours=hours(t, chosen.quiet))


def _digest(t: Texts, chosen: Preferences) -> Html:
    at = t.clock(60 * DIGEST_AT.hour + DIGEST_AT.minute)
    return t("notice-digest", time=at) if chosen.any_daily else Html("")


def _marked(t: Texts, label: str, *, on: bool) -> str:
    return t.label("notice-chosen", label=label) if on else label
