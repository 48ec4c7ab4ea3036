"""What was said stays: page by page, by words, with every file and every edit, for both.

Seen to fail: with the words of an edit in place of those before it, and without the copy where
Telegram has forgotten a file.
"""

import pytest

from simulator.people import Message, Person, Telegram
from tests.stories.conftest import Program
from tests.stories.deals import NEVER_SHOWN, Deal, deal_at, profile
from tests.stories.truth import nothing_went_wrong, settled

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def deal(program: Program, ana: Person, marc: Person) -> Deal:
    for person, role in ((ana, "freelancer"), (marc, "client")):
        await person.types("/start")
        await person.sees()
        await profile(program.app.storage, person, role)
    return await deal_at(program.app.storage, "started", ana, marc, NEVER_SHOWN)


@pytest.mark.usefixtures("deal")
async def test_both_read_it_search_it_and_get_its_files_again(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    await marc.types("/history")
    await marc.presses("What was said")
    await marc.sees("Nothing has been said about", button="Back")
    await _writes_to(ana, "Good morning! Até amanhã?")
    heard = await marc.sees("Até amanhã?")
    await marc.replies_to(heard, "Yes, at ten.")
    await ana.sees("Yes, at ten.")
    sent = await ana.sends_file("sketch.pdf", b"%PDF sketch")
    await settled(storage, telegram)
    for n in range(1, 9):
        await ana.types(f"Line {n}")
    await settled(storage, telegram)

    await marc.types("/history")
    await marc.presses("What was said")
    newest = await marc.sees("What was said about", "Line 8", button="Older")
    assert "Good morning" not in newest.text
    await marc.presses("Older")
    older = await marc.sees(
        "Até amanhã?", "Marc", "Yes, at ten.", "File: sketch.pdf", button="Newer"
    )
    before = len(await marc.chat())
    await marc.presses("sketch.pdf", on=older)
    await settled(storage, telegram)
    again = (await marc.chat())[before:]
    assert sent.file
    assert [m.file and m.file["file_id"] for m in again] == [sent.file["file_id"]]

    await ana.types("/history")
    await ana.presses("What was said")
    await ana.presses("Search in it")
    await ana.sees("Which words?")
    await ana.types("AMANHA")
    found = await ana.sees("“AMANHA” in what was said", "Até amanhã?")
    assert "Yes, at ten" not in found.text
    await ana.presses("To its place", on=found)
    await ana.sees("What was said about", "Até amanhã?", button="Newer")
    await ana.presses("Search in it")
    await ana.types("nowhere")
    await ana.sees("I found no “nowhere”", button="Other words")
    await nothing_went_wrong(storage, telegram)


@ONE_DATABASE
@pytest.mark.usefixtures("deal")
async def test_an_edit_is_told_with_what_stood_there_before(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    first = await _writes_to(ana, "It costs 200")
    await marc.sees("It costs 200")
    await ana.edits(first, "It costs 250")
    await marc.sees("It costs 250", anywhere=True)
    await settled(program.app.storage, telegram)
    await marc.types("/history")
    await marc.presses("What was said")
    shown = await marc.sees("edited", "It costs 250")
    assert shown.text.index("It costs 250") < shown.text.index("It costs 200")
    await nothing_went_wrong(program.app.storage, telegram)


@ONE_DATABASE
@pytest.mark.usefixtures("deal")
async def test_a_file_that_telegram_has_forgotten_comes_as_a_copy(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    await _writes_to(ana, "Look:")
    sent = await ana.sends_file("sketch.pdf", b"%PDF sketch")
    await settled(storage, telegram)
    assert sent.file
    await telegram.forgets_file(sent.file["file_id"])
    await marc.types("/history")
    await marc.presses("What was said")
    before = len(await telegram.calls("copyMessage"))
    await marc.presses("sketch.pdf", on=await marc.sees("sketch.pdf", button="File: sketch.pdf"))
    await settled(storage, telegram)
    assert len(await telegram.calls("copyMessage")) == before + 1


# --- helpers -------------------------------------------------------------------------------


async def _writes_to(person: Person, text: str) -> Message:
    await person.types("/chat")
    await person.sees("A shop for ceramics")
    return await person.types(text)
