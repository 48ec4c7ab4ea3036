"""Writing a story down while it happens: acts as they come, and between them what people saw."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from . import view
from .story import PEOPLE_DO, STAGE_DOES, Act, Body, Sight, Story, label, stable, visible

if TYPE_CHECKING:
    from .state import Chat, Message, World

_MOST_CONTENT = 32 * 1024  # bytes; of a larger file only its size is kept, and its hash
_WAITING = ("within", "wait")


async def noted(
    world: World, name: str, arguments: Body, doing: Callable[[], Awaitable[Any]]
) -> Any:
    """Do it, and note it in the story that is being recorded, if one is.

    What is refused, or not there to be pressed or paid, is no part of the story.
    """
    recorder = world.recorder
    act = recorder.begins(name, arguments) if recorder else None
    if not recorder or not act:
        return await doing()
    try:
        done = await doing()
    except BaseException:
        recorder.takes_back(act)
        raise
    if isinstance(done, dict) and done.get("pressed", done.get("shown", True)) is False:
        recorder.takes_back(act)
    return done


class Recorder:
    """One story in the making. It begins with what happens after it was made."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._story = Story(topics=world.limits.topics)
        self._names: dict[int, str] = {}
        self._looked = world.seq  # what changed after it was not noted yet

    def begins(self, name: str, arguments: Body) -> Act | None:
        """Note an act before it is done, while the messages that it names are still there."""
        if name in STAGE_DOES:
            act = Act(name, told=dict(arguments))
        elif name in PEOPLE_DO and isinstance(arguments["person"], int):
            act = self._act(self._world.chat_of(arguments["person"]), name, arguments)
        else:
            return None
        self._look()
        self._story.steps.append(act)
        return act

    def takes_back(self, act: Act) -> None:
        """It was refused."""
        self._story.steps = [step for step in self._story.steps if step is not act]

    def ends(self) -> Story:
        """The whole story."""
        self._look()
        return self._story

    def _name(self, chat: Chat) -> str:
        """Who comes into the story for the first time is introduced; names are told apart."""
        if chat.id not in self._names:
            name = first = str(chat.person["first_name"])
            while name in self._names.values():
                name = f"{first} {len(self._names) + 1}"
            self._names[chat.id] = name
            facts = {k: v for k, v in chat.person.items() if k not in ("id", "is_bot")}
            self._story.people.append({"name": name} | facts)
        return self._names[chat.id]

    def _look(self) -> None:
        """What the bot showed to each person since the last look, as it is now."""
        for chat in self._world.chats.values():
            for message in reversed([*chat.newest_first(self._looked)]):
                if message.by_bot:
                    self._saw(chat, view.message(self._world, chat, message))
            for query in chat.answers:
                text = stable(view.answer(query)["text"])
                if query.seq > self._looked and query.kind == "callback" and text:
                    self._story.steps.append(Sight(self._name(chat), text))
        self._looked = self._world.seq

    def _saw(self, chat: Chat, shown: Body) -> None:
        texts = stable(visible(shown))
        buttons = [part for row in shown["buttons"] for text in row if (part := label(text))]
        if texts or buttons:
            self._story.steps.append(Sight(self._name(chat), texts, buttons))

    def _act(self, chat: Chat, name: str, arguments: Body) -> Act:
        told = {k: v for k, v in arguments.items() if k not in ("person", *_WAITING)}
        if name == "press_data" and (pressed := self._pressed(chat, told)):
            name, told = "press", {"label": pressed, "message_id": told["message_id"]}
        if name == "choose_inline":
            told = self._chosen(told)
        owner = self._world.chats.get(told.pop("chat_id", None) or chat.id, chat)
        for field in ("message_id", "reply_to"):
            message = owner.messages.get(told.pop(field, None) or 0)
            if message:
                told["on" if field == "message_id" else field] = self._words(owner, message)
        if owner is not chat:
            told["of"] = self._name(owner)
        if isinstance(topic := told.get("topic"), int) and topic in chat.topics:
            told["topic"] = chat.topics[topic].name
        if "file" in told:
            told["file"] = self._file(told["file"])
        if "files" in told:
            told["files"] = [self._file(file) for file in told["files"]]
        return Act(name, self._name(chat), {k: v for k, v in told.items() if v is not None})

    def _words(self, chat: Chat, message: Message) -> Body:
        """How to find it again. What people wrote is the same each time, as it stands."""
        shown = view.message(self._world, chat, message)
        texts = stable(visible(shown)) if message.by_bot else visible(shown).splitlines()
        return {"by": shown["by"], "texts": texts}

    def _pressed(self, chat: Chat, told: Body) -> str:
        """The text of the button with this data; empty for data that no button has."""
        message = chat.messages.get(told["message_id"])
        rows = message.body.get("reply_markup", {}).get("inline_keyboard", []) if message else []
        buttons = (button for row in rows for button in row)
        texts = (b["text"] for b in buttons if b.get("callback_data") == told["data"])
        return next(texts, "")

    def _chosen(self, told: Body) -> Body:
        """A result of an inline answer, by what was asked and the result's title."""
        question, result = told.pop("query_id"), told.pop("result_id")
        asked = (q for chat in self._world.chats.values() for q in chat.answers if q.id == question)
        for query in asked:
            results = (query.answer or {}).get("results", [])
            titles = [r.get("title", "") for r in results if str(r["id"]) == str(result)]
            told |= {"query": query.about["query"], "title": next(iter(titles), "")}
        return told

    def _file(self, file: Body) -> Body:
        """A small file with its bytes; of a larger one its size, and its hash for who looks."""
        kept: dict[str, Any] = {
            k: v for k, v in file.items() if k not in ("content", "upload", "file_id")
        }
        if isinstance(content := file.get("content"), str):
            return kept | self._bytes(base64.b64decode(content))
        if isinstance(content, bytes):
            return kept | self._bytes(content)
        if upload := self._world.uploads.get(file.get("upload", "")):
            if upload.size > _MOST_CONTENT:
                return kept | {"size": upload.size, "sha256": upload.sha256}
            return kept | self._bytes(upload.path.read_bytes())
        if "file_id" in file:
            return kept | {"size": self._world.files.shown(file["file_id"]).blob.size}
        return kept

    @staticmethod
    def _bytes(content: bytes) -> Body:
        if len(content) > _MOST_CONTENT:
            return {"size": len(content)}
        return {"content": base64.b64encode(content).decode()}
