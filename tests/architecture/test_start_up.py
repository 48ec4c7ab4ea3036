"""Nothing that start-up does not need is built by it."""

import subprocess
import sys

PROBE = """
import bot
from aiogram.types import Message, Update
from aiogram.methods import SendMessage
assert not Message.__pydantic_complete__, "built although nobody asked"
chat = {"id": 7, "type": "private"}
raw = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": chat, "text": "hi"}}
assert Update.model_validate(raw).message.text == "hi"
assert Message(message_id=1, date=1, chat=chat).chat.id == 7
assert SendMessage(chat_id=7, text="x").chat_id == 7
"""


def test_models_of_aiogram_are_built_when_first_used() -> None:
    """Seen to fail without bot/lazy_models.py: then every model is complete after the import."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
