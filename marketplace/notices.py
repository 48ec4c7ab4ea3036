"""Notices: which kinds there are, how loud each is, and what a person has chosen about them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from marketplace import events
from marketplace.errors import Refused
from marketplace.people import Person
from marketplace.text import folded

if TYPE_CHECKING:
    from marketplace.ports import Work

DIGEST_AT = time(9)
"""In the person's own time zone."""
MERGE_WITHIN = timedelta(hours=24)
"""For so long what is alike joins one message, while nobody has looked at it."""
DAY_MINUTES = 24 * 60


class Urgency(StrEnum):
    """How loud a notice is."""

    ALWAYS = "always"
    """Deadlines, money, decisions that wait for the person: rings at any hour."""
    NORMAL = "normal"
    """Rings, but for quiet hours: then it comes without a sound."""
    QUIET = "quiet"
    """What others did that needs nothing: never makes a sound."""


class Kind(StrEnum):
    """What a notice is about, in the terms of the settings."""

    NEW_BIDS = "new-bids"
    """On one's own jobs."""
    BID_CHANGES = "bid-changes"
    """Bids on one's own jobs that were changed or withdrawn."""
    JOB_CHANGES = "job-changes"
    """Jobs on which one has bid."""
    OUTCOMES = "outcomes"
    """Bids of one's own that were not chosen."""
    ALERTS = "alerts"
    """New jobs that answer a saved search."""
    REMINDERS = "reminders"
    """What would be good to do, and costs nothing when it isn't done."""
    JOBS = "jobs"
    REVIEWS = "reviews"
    PROJECTS = "projects"
    MONEY = "money"
    TROUBLE = "trouble"
    """Disputes and cancellations."""
    TALK = "talk"
    FILES = "files"
    OPERATORS = "operators"
    DIGEST = "digest"


CHOOSABLE = (
    Kind.ALERTS,
    Kind.NEW_BIDS,
    Kind.BID_CHANGES,
    Kind.JOB_CHANGES,
    Kind.OUTCOMES,
    Kind.REMINDERS,
)
"""Nobody loses anything when these come later, or not at all; none of them is ever ALWAYS."""


class Way(StrEnum):
    """How a kind of notice comes."""

    AT_ONCE = "now"
    DAILY = "daily"
    """With the others of the day, in one message."""
    OFF = "off"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From and to, in minutes since midnight of the person's own clock; often over midnight."""

    start: int
    end: int

    def hold(self, local: datetime) -> bool:
        """Whether this moment, by the person's own clock, is within them; their end isn't."""
        minute = 60 * local.hour + local.minute
        if self.start < self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end


@dataclass(frozen=True, slots=True)
class Preferences:
    """What one person has chosen. `place`: where they are, in words; `time_zone`: its IANA name,
    empty while nobody knows. `digest_at`: when what was kept for them is sent."""

    person_id: int
    ways: Mapping[Kind, Way] = field(default_factory=dict)
    place: str = ""
    time_zone: str = ""
    quiet: QuietHours | None = None
    digest_at: datetime | None = None

    @property
    def zone(self) -> tzinfo:
        """UTC while it isn't known, and where it has been abolished."""
        try:
            return ZoneInfo(self.time_zone) if self.time_zone else UTC
        except (ZoneInfoNotFoundError, ValueError):
            return UTC

    def way(self, kind: Kind) -> Way:
        return self.ways.get(kind, Way.AT_ONCE) if kind in CHOOSABLE else Way.AT_ONCE

    @property
    def any_daily(self) -> bool:
        return any(self.way(kind) is Way.DAILY for kind in CHOOSABLE)

    def silent(self, urgency: Urgency, now: datetime) -> bool:
        """Whether a notice comes without a sound now."""
        if urgency is Urgency.NORMAL:
            return self.quiet is not None and self.quiet.hold(now.astimezone(self.zone))
        return urgency is Urgency.QUIET

    def next_digest(self, now: datetime) -> datetime:
        """The next 9:00 of the person's own clock, in UTC."""
        today = now.astimezone(self.zone).date()
        days = (today + timedelta(days=n) for n in (0, 1))
        at = (datetime.combine(day, DIGEST_AT, self.zone).astimezone(UTC) for day in days)
        return next(moment for moment in at if moment > now)


@dataclass(frozen=True, slots=True)
class KeptNotice:
    """A notice that waits for the digest: one line of safe HTML, and its main button, with what
    its press brings back ("" for none)."""

    kind: Kind
    text: str
    label: str
    tap: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Merged:
    """A message that stands for several notices. `row_id`: of the outbox; `since`: of the first."""

    row_id: int
    count: int
    since: datetime

    def open(self, now: datetime) -> bool:
        """Whether more may join it."""
        return now < self.since + MERGE_WITHIN


def new_bids(job_id: int) -> str:
    """What the merged notice of a job's new bids is called."""
    return f"bids:{job_id}"


# --- what may be entered -------------------------------------------------------------------

_TIME = r"([0-9]{1,2})(?:[:.h]([0-9]{2}))?\s*(am|pm|h)?"
_HOURS = re.compile(rf"(?:\D+\s)?{_TIME}\s*(?:-|–|—|\s[^\W\d]+\s|\s)\s*{_TIME}\D*")


def quiet_hours(raw: str) -> QuietHours:
    """Two times, as "22-8", "22:30 – 6:45", "from 10 pm to 8 am".

    Raises Refused: `wrong-hours`, `wrong-hours-same`.
    """
    found = _HOURS.fullmatch(folded(raw).replace(".m.", "m"))
    if found is None:
        raise Refused("wrong-hours")
    start, end = _minutes(*found.groups()[:3]), _minutes(*found.groups()[3:])
    return _checked(QuietHours(start, end))


def _minutes(hour: str, minute: str | None, half: str | None) -> int:
    count, past = int(hour), int(minute or 0)
    if half in ("am", "pm"):
        if not 1 <= count <= 12:
            raise Refused("wrong-hours")
        count = count % 12 + (12 if half == "pm" else 0)
    if past > 59 or count > 24 or (count == 24 and past):
        raise Refused("wrong-hours")
    return (60 * count + past) % DAY_MINUTES


def _checked(quiet: QuietHours) -> QuietHours:
    if not all(0 <= minute < DAY_MINUTES for minute in (quiet.start, quiet.end)):
        raise Refused("wrong-hours")
    if quiet.start == quiet.end:
        raise Refused("wrong-hours-same")
    return quiet


# --- use cases -----------------------------------------------------------------------------


async def choose_way(work: "Work", actor: Person, kind: Kind, way: Way) -> Preferences:
    """What was kept of this kind for the digest follows at once when it comes daily no longer.

    Raises Refused `gone` for a kind that always comes.
    """
    if kind not in CHOOSABLE:
        raise Refused("gone")
    before = await work.notices.lock(actor.id)
    after = replace(before, ways={**before.ways, kind: way})
    if way is not Way.DAILY and before.way(kind) is Way.DAILY:
        _hand_over(work, actor, await work.notices.take(actor.id, kind))
    await work.notices.save(after)
    return after


async def choose_place(work: "Work", actor: Person, place: str, time_zone: str) -> Preferences:
    """Where the actor is. A digest that waits then comes at 9:00 there."""
    chosen = replace(await work.notices.lock(actor.id), place=place, time_zone=time_zone)
    if chosen.digest_at is not None:
        chosen = replace(chosen, digest_at=chosen.next_digest(work.now))
    await work.notices.save(chosen)
    return chosen


async def choose_quiet(work: "Work", actor: Person, quiet: QuietHours | None) -> Preferences:
    """Raises Refused `wrong-hours`, `wrong-hours-same`."""
    chosen = replace(
        await work.notices.lock(actor.id), quiet=_checked(quiet) if quiet is not None else None
    )
    await work.notices.save(chosen)
    return chosen


async def send_digest(work: "Work", person_id: int) -> None:
    """Sends what was kept for this person. Changes nothing when it is not due (any more)."""
    known = await work.notices.lock(person_id)
    if known.digest_at is None or known.digest_at > work.now:
        return
    await work.notices.save(replace(known, digest_at=None))
    reader = await work.people.get(person_id)
    _hand_over(work, reader, await work.notices.take(person_id))


def _hand_over(work: "Work", reader: Person, kept: "list[KeptNotice]") -> None:
    if kept:
        work.happened(events.DigestReady(reader, tuple(kept)))


async def saw_bids(work: "Work", actor: Person, job_id: int) -> None:
    """The client has looked at the job's bids: the next one is told in a message of its own."""
    await work.notices.unmerge(actor.id, new_bids(job_id))
