"""Everything of a project in one file: asked for with a press, packed behind, sent into the chat.

Seen to fail: with a document that is asked for by an empty id, without the membership asked again.
"""

import io
import zipfile

from simulator.people import Person, Telegram
from storage import tables
from tests.stories.conftest import Program
from tests.stories.deals import deal_at, profile
from tests.stories.truth import nothing_went_wrong, settled, values

SHOP = b"PK the shop itself\n" * 5000


async def test_marc_gets_everything_in_one_file(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    for person, role in ((ana, "freelancer"), (marc, "client")):
        await person.types("/start")
        await person.sees()
        await profile(storage, person, role)
    brief = await marc.sends_file("brief.pdf", b"what I want")
    assert brief.file
    await deal_at(storage, "started", ana, marc, brief.file["file_id"])

    await marc.types("/history")
    empty = await marc.sees("Nothing has been delivered yet")
    assert "ZIP" not in " ".join(empty.labels)
    await ana.types("/projects")
    await ana.presses("A shop for ceramics")
    await ana.presses("Deliver milestone 1")
    await ana.sends_file("shop.zip", SHOP)
    await ana.sees("shop.zip", button="Mark completed")
    await ana.presses("Mark completed")
    await program.app.scheduler.tick()  # its bytes are stored
    await marc.sees(button="Decline")
    await marc.presses("💬 Chat")
    await marc.sees()
    await marc.types("Is the oven in it?")
    await ana.sees("Is the oven in it?")

    await marc.types("/history")
    answer = await marc.presses("Everything as a ZIP")
    assert answer.text == "I'm packing it. It comes as a message."
    again = await marc.presses("Everything as a ZIP")
    assert again.alert
    assert "already" in again.text
    await program.app.scheduler.tick()
    await settled(storage, telegram)
    (sent,) = [m for m in await marc.chat() if m.file and m.file["name"].endswith("ceramics.zip")]
    assert sent.file is not None
    assert sent.file["name"] == "A shop for ceramics.zip"
    with zipfile.ZipFile(io.BytesIO(await marc.downloads(sent))) as archive:
        assert archive.testzip() is None
        assert archive.read("1 step 1/v1/shop.zip") == SHOP
        assert "Is the oven in it?" in archive.read("chat.txt").decode()
        assert "Client: Marc" in archive.read("history.txt").decode()

    # Nobody else gets anything, and Ana may have her own.
    assert not [m for m in await ana.chat() if m.file and "ceramics" in m.file["name"]]
    assert await values(storage, tables.archives.c.state) == ["ready"]
    await ana.types("/history")
    await ana.presses("Everything as a ZIP")
    await program.app.scheduler.tick()
    await settled(storage, telegram)
    assert [m for m in await ana.chat() if m.file and "ceramics" in m.file["name"]]
    await nothing_went_wrong(storage, telegram)
