"""Files that are too big, and files that Telegram has forgotten.

Seen to fail: without the size asked in `files.announce`, with a file sent by its id alone, with
"Older versions" leading to the newest, without `known_as`.
"""

from simulator.people import Person, Telegram
from storage import tables
from tests.stories.conftest import Program
from tests.stories.deals import NEVER_SHOWN, deal_at, profile
from tests.stories.truth import count, nothing_went_wrong, read, settled, values

SHOP = b"PK the shop itself\n" * 5000
FILM = 21 * 1024 * 1024


async def test_every_version_comes_back_even_when_telegram_forgot_it(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    for person, role in ((ana, "freelancer"), (marc, "client")):
        await person.types("/start")
        await person.sees()
        await profile(storage, person, role)
    await deal_at(storage, "started", ana, marc, NEVER_SHOWN)
    await ana.types("/projects")
    await ana.presses("A shop for ceramics")
    await ana.presses("Deliver milestone 1")

    # Too big: said at once, with what to do, and nothing is lost.
    await ana.sends_file("film.mov", size=FILM, caption="My film of it")
    await ana.sees("film.mov", "too big to come through Telegram", button="Upload a big file")
    files = await count(storage, tables.files)
    await ana.sends_file("shop.zip", SHOP)
    await ana.sees("shop.zip", "My film of it", button="Mark completed")
    assert await count(storage, tables.files) == files + 1
    await ana.presses("Mark completed")
    await marc.sees("My film of it", button="Accept")
    for version in range(2, 6):
        await ana.types("/projects")
        await ana.presses("A shop for ceramics")
        await ana.presses("Send a newer version")
        await ana.types(f"This is version number {version}. {'More of it. ' * 70}")
        await ana.sees(button="Mark completed")
        await ana.presses("Mark completed")
        await marc.sees(f"version number {version}")

    await program.app.scheduler.tick()
    assert (await values(storage, tables.files.c.state))[-1] == "stored"
    given = (await values(storage, tables.files.c.telegram_id))[-1]
    await telegram.forgets_file(given)
    for person in (ana, marc):
        await person.types("/history")
        await person.presses("1. ")
        await person.sees("Version 5", "Replaced by a newer version")
        await person.presses("Older versions")
        await person.presses("1: shop.zip")
        shown = await person.sees("shop.zip")
        assert await person.downloads(shown) == SHOP
    # Ana's was uploaded from the store; Marc's went out by the id that Telegram gave it then.
    (refused,) = [call["error"] for call in await telegram.calls(ok=False)]
    assert "file" in str(refused)
    assert (await values(storage, tables.files.c.telegram_id))[-1] != given
    await settled(storage, telegram)
    async with storage.begin() as work:
        assert await read(work, tables.parked_updates.select()) == []
    assert await telegram.spinning() == []


async def test_a_photo_a_voice_and_a_video_are_delivered_as_they_are(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    for person, role in ((ana, "freelancer"), (marc, "client")):
        await person.types("/start")
        await person.sees()
        await profile(storage, person, role)
    await deal_at(storage, "started", ana, marc, NEVER_SHOWN)
    await ana.types("/projects")
    await ana.presses("A shop for ceramics")
    await ana.presses("Deliver milestone 1")
    await ana.sends_photo()
    await ana.sees("photo")
    await ana.sends_voice(b"a voice")
    await ana.sees("voice")
    await ana.sends_video(b"a video")
    await ana.sees("video.mp4")
    await ana.sends_video_note(b"round")
    await ana.sees("video-note", button="Mark completed")
    await ana.presses("Mark completed")
    await marc.sees("4 files", button="Accept")
    await settled(storage, telegram)
    kinds = {message.file["kind"] for message in await marc.chat() if message.file}
    assert kinds == {"photo", "voice", "video", "video_note"}
    await nothing_went_wrong(storage, telegram)
