"""A film that Telegram carries in neither direction goes from Ana to Marc, by two links.

Seen to fail: without the button in the delivery's question, and with links for whoever names a
file or a milestone.
"""

from typing import Any

import aiohttp
import pytest

from marketplace import transfers
from simulator.people import Message, Person, Telegram
from storage import tables
from tests.stories.conftest import Program
from tests.stories.deals import NEVER_SHOWN, deal_at, profile
from tests.stories.truth import count, nothing_went_wrong, settled, values
from views.callbacks import GetLink, UploadLink

FILM = bytes(range(256)) * 4096  # 1 MiB
SHORT_FILM = FILM[: 64 * 1024]
TOO_BIG = 21 * 1024 * 1024
ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def deal(
    program: Program, ana: Person, marc: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram takes no more than 100 KB in this story, so that a small file is a big one."""
    monkeypatch.setattr("views.files.MOST_SENT_BYTES", 100 * 1024)
    for person, role in ((ana, "freelancer"), (marc, "client")):
        await person.types("/start")
        await person.sees()
        await profile(program.app.storage, person, role)
    await deal_at(program.app.storage, "started", ana, marc, NEVER_SHOWN)
    await ana.types("/projects")
    await ana.presses("A shop for ceramics")
    await ana.presses("Deliver milestone 1")


def address_of(program: Program, shown: Message) -> str:
    """Where the message's button leads, with the local server in place of its public name."""
    [url] = [key["value"] for row in shown.raw["keys"] for key in row if key["action"] == "url"]
    assert program.app.web
    return str(url).replace(program.settings.public_url, f"http://127.0.0.1:{program.app.web.port}")


async def put(program: Program, shown: Message, content: bytes, name: str) -> int:
    address, headers = address_of(program, shown), {"X-File-Name": name}
    async with (
        aiohttp.ClientSession() as session,
        session.put(address, data=content, headers=headers) as answer,
    ):
        return answer.status


async def get(address: str) -> tuple[int, bytes]:
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return answer.status, await answer.read()


@pytest.mark.usefixtures("deal")
async def test_from_one_link_to_the_other(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    await ana.sends_file("film.mov", size=TOO_BIG, caption="My film of it")
    await ana.sees("too big to come through Telegram", button="Upload a big file")
    await ana.presses("Upload a big file")
    offered = await ana.sees("up to 2 GB", "works once, for one hour")
    assert await put(program, offered, FILM, "film.mov") == 200
    await ana.sees("film.mov", "1 MB", "My film of it", button="Mark completed", anywhere=True)
    assert await put(program, offered, FILM, "film.mov") == 410
    await ana.presses("Upload a big file")
    offered = await ana.sees("up to 2 GB")
    assert await put(program, offered, SHORT_FILM, "trailer.mov") == 200
    await ana.sees("film.mov", "trailer.mov", button="Mark completed", anywhere=True)
    await ana.presses("Mark completed")

    # What Telegram carries comes as a file, the other one by a link of Marc's own.
    await marc.sees("with 2 files", button="Accept", anywhere=True)
    trailer = await marc.sees("trailer.mov", anywhere=True)
    assert await marc.downloads(trailer) == SHORT_FILM
    shown = await marc.sees("film.mov", "1 MB", button="Get the file", anywhere=True)
    await marc.presses("Get the file", on=shown)
    link = await marc.sees("works for 15 minutes", button="Download film.mov · 1 MB")
    address = address_of(program, link)
    assert await get(address) == (200, FILM)

    # From the history as well, until the link ends.
    await marc.types("/history")
    await marc.presses("1. ")
    await marc.presses("1: film.mov")
    await marc.sees("film.mov", button="Get the file")
    program.clock.pass_(transfers.DOWNLOAD_LASTS)
    assert (await get(address))[0] == 404
    assert (await values(storage, tables.files.c.state))[1:] == ["stored"] * 2
    await settled(storage, telegram)
    await nothing_went_wrong(storage, telegram)


@ONE_DATABASE
@pytest.mark.usefixtures("deal")
async def test_a_stranger_gets_no_link(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Every press asks the database: whose milestone, whose file."""
    await ana.presses("Upload a big file")
    assert await put(program, await ana.sees("up to 2 GB"), FILM, "film.mov") == 200
    [milestone, *_] = await values(program.app.storage, tables.milestones.c.id)
    [film] = await values(program.app.storage, tables.files.c.id, tables.files.c.name == "film.mov")
    ola = await telegram.person("Ola")
    await ola.types("/start")
    await ola.sees()
    before = await count(program.app.storage, tables.file_links)
    forged: list[tuple[Person, Any]] = [
        (ola, GetLink(file_id=film)),
        (marc, GetLink(file_id=film)),  # not delivered to him yet
        (ola, UploadLink(milestone_id=milestone)),
        (marc, UploadLink(milestone_id=milestone)),
    ]
    for person, data in forged:
        answer = await person.presses_data(await person.last(), data.pack())
        assert answer.alert, data
        assert "isn't yours" in answer.text
    assert await count(program.app.storage, tables.file_links) == before


@ONE_DATABASE
async def test_without_an_address_there_are_two_ways_out(
    program: Program, ana: Person, marc: Person
) -> None:
    await program.stop()
    program.settings = program.settings.model_copy(update={"public_url": ""})
    await program.start()
    for person, role in ((ana, "freelancer"), (marc, "client")):
        await person.types("/start")
        await person.sees()
        await profile(program.app.storage, person, role)
    made = await deal_at(program.app.storage, "started", ana, marc, NEVER_SHOWN)
    await ana.types("/projects")
    await ana.presses("A shop for ceramics")
    await ana.presses("Deliver milestone 1")
    shown = await ana.sees("Send the files")
    assert "⬆️ Upload a big file" not in shown.labels
    await ana.sends_file("film.mov", size=TOO_BIG)
    await ana.sees("film.mov", "too big", "20 MB", "pack it smaller, split it, or send a link")
    tap = UploadLink(milestone_id=made.milestones[0])
    answer = await ana.presses_data(shown, tap.pack())
    assert "split the file into parts of up to 20 MB, or pack it smaller" in answer.text
    answer = await ana.presses_data(shown, GetLink(file_id=made.brief).pack())
    assert "too big for Telegram" in answer.text
