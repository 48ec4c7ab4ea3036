"""Small files that the bot has written itself: their text is in the outbox, and in no store."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.results import Sent
from bot.sender import Sender
from simulator.people import Person, Telegram
from tests.bot.conftest import settings_for

TEXT = "\ufeffdate,amount\r\n2026-03-01,-12.50\r\n"


@pytest.fixture
def database_url() -> str:
    return "sqlite:///nobody/asks.db"


@pytest.fixture
async def sender(telegram: Telegram, database_url: str, tmp_path: Path) -> AsyncIterator[Sender]:
    """Without a store."""
    made = Sender(settings_for(telegram, database_url, tmp_path))
    await made.start()
    yield made
    await made.close()


@pytest.fixture
async def ana(telegram: Telegram) -> Person:
    person = await telegram.person("Ana")
    await person.starts()
    return person


async def test_its_text_arrives_as_a_file(sender: Sender, telegram: Telegram, ana: Person) -> None:
    """Seen to fail with the text left among the parameters, and with another encoding."""
    params = {
        "document": "",
        "caption": "Your statement",
        "_file": {"name": "statement “März”.csv", "text": TEXT},
    }
    result = await sender.send(ana.id, "sendDocument", params)
    assert isinstance(result, Sent)
    assert result.files == ()
    shown = await ana.last()
    assert shown.file
    assert (shown.file["name"], shown.text) == ("statement “März”.csv", "Your statement")
    assert await ana.downloads(shown) == b"\xef\xbb\xbfdate,amount\r\n2026-03-01,-12.50\r\n"
    (call,) = await telegram.calls("sendDocument")
    assert "_file" not in call["params"]


async def test_half_a_character_keeps_nothing_from_being_sent(sender: Sender, ana: Person) -> None:
    """Some clients send lone surrogates, which UTF-8 doesn't have."""
    params = {"document": "", "_file": {"name": "a.csv", "text": "a\ud800b"}}
    assert isinstance(await sender.send(ana.id, "sendDocument", params), Sent)
    assert await ana.downloads(await ana.last()) == b"a?b"
