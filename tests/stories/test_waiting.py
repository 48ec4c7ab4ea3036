"""A delivery whose files are still being stored: it waits, goes out by itself, or says why not.

Seen to fail: without `any_put` (a delivery waits for the next tick), without `stick` (the same
refusal every five seconds), without `first` (what was marked completed is gone).
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.ingest import LONGEST_BACK_OFF, MOST_REFUSALS
from marketplace.waiting import WaitingDelivery
from simulator.people import Person, Telegram
from storage import tables
from tests.stories.conftest import Program
from tests.stories.deals import NEVER_SHOWN, deal_at, profile
from tests.stories.truth import count, nothing_went_wrong, settled, values

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SHOP = b"PK the shop itself\n" * 5000
M, F = tables.milestones.c.id, tables.files.c.id


@pytest.fixture
async def project(program: Program, ana: Person, marc: Person) -> None:
    for person, role in ((ana, "freelancer"), (marc, "client")):
        await person.types("/start")
        await person.sees()
        await profile(program.app.storage, person, role)
    await deal_at(program.app.storage, "started", ana, marc, NEVER_SHOWN)


async def opens_delivery(ana: Person, button: str = "Deliver milestone 1") -> None:
    await ana.types("/projects")
    await ana.presses("A shop for ceramics")
    await ana.presses(button)


@asynccontextmanager
async def stalled(telegram: Telegram) -> AsyncIterator[None]:
    """Downloads stop in the middle, until the block ends."""
    await telegram.fault("stall", "download", at_byte=40_000, count=9)
    yield
    await telegram.no_faults()


@pytest.mark.usefixtures("project")
async def test_it_goes_out_by_itself_when_its_file_is_stored(
    program: Program, telegram: Telegram, ana: Person, marc: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.progress.QUICK_SECONDS", 0.02)
    monkeypatch.setattr("bot.progress.EVERY_SECONDS", 0.02)
    await opens_delivery(ana)
    async with stalled(telegram):
        await ana.sends_file("shop.zip", SHOP, caption="All of it")
        await ana.sees("“shop.zip” · 42 %", anywhere=True)
        await ana.presses("Mark completed", on=await ana.sees(button="Mark completed"))
        await ana.sees("as soon as its files are stored", "0 of 1")
        await ana.types("/projects")
        await ana.presses("A shop for ceramics")
        await ana.sees("A delivery goes out as soon as its files are stored")
        await marc.doesnt_see("All of it", anywhere=True)
    await ana.sees("marked completed", "version 1", anywhere=True)
    await ana.sees("“shop.zip” is stored", anywhere=True)
    await marc.sees("All of it", button="Accept")
    await nothing_went_wrong(program.app.storage, telegram)
    assert await count(program.app.storage, tables.waiting_deliveries) == 0


@pytest.mark.usefixtures("project")
async def test_a_restart_in_between_changes_nothing(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    await opens_delivery(ana)
    async with stalled(telegram):
        await ana.sends_file("shop.zip", SHOP, caption="All of it")
        await ana.presses("Mark completed", on=await ana.sees(button="Mark completed"))
        await ana.sees("as soon as its files are stored")
        killed = program.app.ingest._running
        assert killed
        killed.cancel()
        await telegram.no_faults()
        await program.restart()
        if program.settings.is_postgres:  # another process may be at it: its lease has to end
            await program.later(timedelta(minutes=2))
    await marc.sees("All of it", button="Accept")


@ONE_DATABASE
@pytest.mark.usefixtures("project")
async def test_a_file_that_cannot_be_stored_is_told_and_the_rest_is_kept(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    await opens_delivery(ana)
    await ana.sends_file("kept.txt", b"kept", caption="Everything is in here")
    await ana.sees("kept.txt")
    while await program.app.ingest.run():  # its bytes are here before downloads break
        pass
    await telegram.fault("cut", "download", at_byte=1, count=9)
    sent = await ana.sends_file("shop.zip", SHOP)
    await ana.presses("Mark completed", on=await ana.sees("shop.zip", button="Mark completed"))
    await ana.sees("as soon as its files are stored")
    assert sent.file
    await telegram.forgets_file(sent.file["file_id"])
    await telegram.no_faults()
    for _ in range(MOST_REFUSALS + 1):
        await program.later(LONGEST_BACK_OFF)
    await ana.sees("was not sent yet", "“shop.zip” could not be stored", anywhere=True)
    await program.later(LONGEST_BACK_OFF)
    await settled(program.app.storage, telegram)
    told = [m for m in await ana.chat() if "was not sent yet" in m.text]
    assert len(told) == 1
    await marc.doesnt_see("Everything is in here", anywhere=True)
    await ana.presses("Send the missing file")
    question = await ana.sees("kept.txt", "Everything is in here", button="Mark completed")
    assert "shop.zip" not in question.text
    await ana.sends_file("shop.zip", SHOP)
    await ana.presses("Mark completed", on=await ana.sees("shop.zip", button="Mark completed"))
    await marc.sees("Everything is in here", "2 files", button="Accept")
    await marc.types("/history")
    await marc.presses("1. ")
    await marc.presses("1: all 2 files")
    await settled(program.app.storage, telegram)
    last = [m.file["name"] for m in (await marc.chat())[-2:] if m.file]
    assert last == ["kept.txt", "shop.zip"]


@ONE_DATABASE
@pytest.mark.usefixtures("project")
async def test_accepted_meanwhile_it_is_dropped_and_the_freelancer_told(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    await opens_delivery(ana)
    await ana.types("The first version of it")
    await ana.presses("Mark completed", on=await ana.sees(button="Mark completed"))
    await marc.sees("The first version", button="Accept")
    await opens_delivery(ana, "Send a newer version")
    async with stalled(telegram):
        await ana.sends_file("shop.zip", SHOP, caption="The second version")
        await ana.presses("Mark completed", on=await ana.sees(button="Mark completed"))
        await ana.sees("as soon as its files are stored")
        await marc.presses("Accept", on=await marc.sees("The first version", anywhere=True))
        await ana.sees("accepted", anywhere=True)
    await ana.sees("was not sent: your client accepted", anywhere=True)
    await marc.doesnt_see("The second version", anywhere=True)
    assert await count(program.app.storage, tables.waiting_deliveries) == 0


@ONE_DATABASE
@pytest.mark.usefixtures("project")
async def test_its_last_file_was_stored_in_the_moment_in_which_it_was_marked(
    program: Program, ana: Person, marc: Person
) -> None:
    """`mark_completed` saw the file on its way, and nobody will store it once more."""
    await opens_delivery(ana)
    await ana.sends_file("shop.zip", SHOP)
    await ana.sees("shop.zip")
    await program.app.scheduler.tick()
    storage = program.app.storage
    (milestone, *_), (*_, file) = await values(storage, M), await values(storage, F)
    async with storage.begin() as work:
        files = tuple(await work.files.many([file]))
        await work.waiting.put(WaitingDelivery(milestone, "Just in time", work.now, files))
        await work.commit()
    await marc.sees("Just in time", button="Accept")


@ONE_DATABASE
@pytest.mark.usefixtures("project")
async def test_the_same_content_twice_is_noticed(program: Program, ana: Person) -> None:
    await opens_delivery(ana)
    await ana.sends_file("one.txt", b"the very same")
    await ana.sees("one.txt")
    await ana.sends_file("two.txt", b"the very same")
    await ana.sees("two.txt")
    await program.app.scheduler.tick()
    await ana.types("Here they are.")
    await ana.sees("“two.txt” and “one.txt” are the same file")
    await ana.sends_photo()
    await ana.sees("send the picture as a file")


@ONE_DATABASE
@pytest.mark.usefixtures("project")
async def test_a_file_that_no_delivery_waits_for_is_told_of_too(
    program: Program, telegram: Telegram, ana: Person
) -> None:
    """An attachment, or one of a delivery that is still being put together."""
    await opens_delivery(ana)
    async with stalled(telegram):
        sent = await ana.sends_file("shop.zip", SHOP)
        assert sent.file
        await telegram.forgets_file(sent.file["file_id"])
        await telegram.fault("cut", "download", at_byte=1)
    for _ in range(MOST_REFUSALS + 1):
        await program.later(LONGEST_BACK_OFF)
    await settled(program.app.storage, telegram)
    told = [
        m for m in await ana.chat() if "could not be stored: Telegram no longer has it" in m.text
    ]
    assert len(told) == 1
