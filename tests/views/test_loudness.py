"""How loud each notice is, and how each comes: at once, with the day's summary, or not at all.

Seen to fail: with a sound in quiet hours, with preferences loaded for each message, with a reminder
of money that could be switched off, and with what was kept sent as well.
"""

from dataclasses import replace

from marketplace import events
from marketplace.bids import BidState
from marketplace.notices import CHOOSABLE, Kind, Preferences, QuietHours, Urgency, Way
from marketplace.projects import MilestoneState
from tests.views.facts import NOW, SIZES
from tests.views.happened import CLIENT, FREELANCER, OTHER, SMALL, Notices, Out, every_event, told
from tests.views.telegram import plain, screen_faults
from views.notices import NOTICES
from views.screen import Html, Screen

NOON = QuietHours(11 * 60, 14 * 60)
ENTRIES = [notice for entry in NOTICES.values() for notice in entry]
SUBMITTED = events.BidSubmitted(SMALL.freelancer, SMALL.job(), SMALL.bid())
CHANGED = events.BidChanged(SMALL.freelancer, SMALL.job(), SMALL.bid())
JOB_CHANGED = events.JobChanged(SMALL.job(), (FREELANCER, OTHER))
WITHDRAWN = events.BidWithdrawn(SMALL.freelancer, SMALL.job(), SMALL.bid(BidState.WITHDRAWN))
STARTED = SMALL.project(MilestoneState.IN_PROGRESS)
DELIVERED = events.MilestoneDelivered(
    STARTED, STARTED.milestones[0], replace(SMALL.delivery(), files=(SMALL.file(),))
)


def asleep(person_id: int) -> Notices:
    """It is in the middle of their quiet hours."""
    return Notices(Preferences(person_id, quiet=NOON))


def daily(person_id: int, way: Way = Way.DAILY) -> Notices:
    return Notices(Preferences(person_id, dict.fromkeys(CHOOSABLE, way), time_zone="Asia/Kolkata"))


def sounds(out: Out) -> list[bool]:
    """Of each call, whether it may make one."""
    return [not params.get("disable_notification") for _, _, params, _ in out.calls]


def test_the_table_is_of_one_mind() -> None:
    """What can be put off is never urgent, what never rings can be put off, and each kind is."""
    assert not [e for e in ENTRIES if e.kind in CHOOSABLE and e.urgency is Urgency.ALWAYS]
    assert not [e for e in ENTRIES if e.urgency is Urgency.QUIET and e.kind not in CHOOSABLE]
    assert {entry.kind for entry in ENTRIES} == set(Kind)


async def test_what_waits_for_a_decision_rings_at_any_hour_and_asks_nobodys_settings() -> None:
    notices = asleep(CLIENT)
    assert sounds(await told(DELIVERED, notices=notices)) == [True, True]
    assert notices.loaded == []


async def test_the_rest_comes_without_a_sound_in_quiet_hours() -> None:
    notices = asleep(CLIENT)
    assert sounds(await told(SUBMITTED, notices=notices)) == [False]
    assert sounds(await told(SUBMITTED)) == [True]
    assert notices.loaded == [CLIENT]
    said = events.MessageSent(SMALL.client, SMALL.line(), SMALL.message, header=True)
    assert sounds(await told(said, notices=asleep(FREELANCER))) == [False, False]
    album = replace(said, message=replace(SMALL.message, kind="photo", album="a"))
    assert sounds(await told(album, notices=asleep(FREELANCER))) == [False, False]
    assert sounds(await told(album)) == [True, True]


async def test_what_makes_no_message_says_nothing_of_sounds() -> None:
    """Telegram refuses parameters that a method doesn't have, or will one day."""
    edited = events.MessageEdited(SMALL.client, SMALL.line(), SMALL.message, replaced=False)
    out = await told(edited, notices=asleep(FREELANCER))
    assert out.methods(FREELANCER) == ["editMessageText"]
    assert "disable_notification" not in out.calls[0][2]


async def test_the_unimportant_never_rings() -> None:
    assert sounds(await told(JOB_CHANGED, CHANGED, WITHDRAWN)) == [False] * 4


async def test_preferences_are_loaded_once_and_only_of_readers() -> None:
    notices = Notices()
    await told(CHANGED, WITHDRAWN, SUBMITTED, JOB_CHANGED, notices=notices)
    assert sorted(notices.loaded) == sorted([CLIENT, FREELANCER, OTHER])
    await told(events.JobPosted(SMALL.client, SMALL.job()), notices=(nobody := Notices()))
    assert nobody.loaded == []


async def test_once_a_day_it_is_kept_and_not_sent() -> None:
    """One line, its button, and nine in the morning where the reader is."""
    notices = daily(CLIENT)
    out = await told(SUBMITTED, CHANGED, DELIVERED, notices=notices)
    assert out.methods(CLIENT) == ["sendDocument", "sendMessage"]
    assert [(to, kept.kind, kept.tap) for to, kept, _ in notices.kept] == [
        (CLIENT, Kind.NEW_BIDS, "obid:1"),
        (CLIENT, Kind.BID_CHANGES, "obid:1"),
    ]
    _, first, due = notices.kept[0]
    assert plain(first.text) == "📩 x bids on “xxxxx” 💰 $0.01 · 1 day"
    assert (first.label, first.at) == ("See the bid", NOW)
    assert due.isoformat() == "2026-03-02T03:30:00+00:00"


async def test_switched_off_it_is_neither_sent_nor_kept() -> None:
    notices = daily(CLIENT, Way.OFF)
    out = await told(SUBMITTED, CHANGED, WITHDRAWN, DELIVERED, notices=notices)
    assert out.methods(CLIENT) == ["sendDocument", "sendMessage"]
    assert notices.kept == []


async def test_whoever_kept_what_is_written_down_in_the_order_of_the_readers() -> None:
    """Two units of work that keep for the same people never wait for each other in a circle."""
    notices = Notices(*(Preferences(p, {Kind.JOB_CHANGES: Way.DAILY}) for p in (FREELANCER, OTHER)))
    await told(replace(JOB_CHANGED, bidder_ids=(OTHER, FREELANCER)), notices=notices)
    assert [to for to, _, _ in notices.kept] == sorted([OTHER, FREELANCER])


async def test_every_kept_line_stands_by_itself() -> None:
    """Safe HTML, of a length that lets twenty of them make a summary, with a button that exists."""
    for size in SIZES.values():
        readers = (size.client.id, size.freelancer.id, OTHER)
        everything = dict.fromkeys(CHOOSABLE, Way.DAILY)
        notices = Notices(*(Preferences(reader, everything) for reader in readers))
        for event in every_event(size):
            notices.loaded.clear()
            await told(event, facts=size, notices=notices)
        assert {kept.kind for _, kept, _ in notices.kept} == set(CHOOSABLE)
        for _, kept, _ in notices.kept:
            assert screen_faults(Screen(Html(kept.text))) == []
            assert "\n" not in kept.text
            assert len(plain(kept.text)) <= 600
            assert kept.tap
