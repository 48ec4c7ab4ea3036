"""People who talk to the bot, for tests, demos and benchmarks that read like a story.

    async with Telegram.start() as telegram:
        ana = await telegram.person("Ana", language="en")
        await ana.types("/start")
        await ana.presses("I'm a freelancer")
        await ana.sees("What is your name?")

Nothing here sleeps: every wait ends with the event that it waits for, or as an AssertionError
that shows the end of the chat.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .images import sample_jpeg
from .limits import Limits
from .links import DirectLink, HttpLink, Link
from .server import Server

TOKEN = "123456789:TEST"  # noqa: S105 - a made-up token


class Message:
    """A message as a person sees it; `raw` has every field of the control API."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        self.id: int = raw["message_id"]
        self.chat_id: int = raw["chat_id"]
        self.text: str = raw["text"]
        self.html: str = raw["html"]
        self.entities: list[dict[str, Any]] = raw["entities"]
        self.by_bot: bool = raw["by"] == "bot"
        self.edited: bool = raw["edited"]
        self.pinned: bool = raw["pinned"]
        self.buttons: list[list[str]] = raw["buttons"]
        self.reply_to: int | None = raw.get("reply_to")
        self.file: dict[str, Any] | None = raw.get("file")
        self.invoice: dict[str, Any] | None = raw.get("invoice")

    @property
    def labels(self) -> list[str]:
        """The texts of all buttons, row after row."""
        return [label for row in self.buttons for label in row]

    def data(self, label: str) -> str:
        """The callback data behind a button whose text holds `label`."""
        for key in (key for row in self.raw["keys"] for key in row):
            if label in key["text"] and key["action"] == "callback_data":
                return str(key["value"])
        raise AssertionError(f"no button {label!r} on {self!r}")

    def __repr__(self) -> str:
        return f"<message {self.id} {self.text[:60]!r} {self.labels}>"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot answered to a pressed button (a toast, or an alert to be closed)."""

    text: str
    alert: bool = False
    url: str = ""
    raw: dict[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Paid:
    """How a payment went; `error` is what the bot said when it declined."""

    ok: bool
    error: str = ""
    charge_id: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a chat; `line` is how to tell it, empty when nobody sees it."""

    seq: int
    kind: str
    person: str
    chat_id: int
    line: str
    message: Message | None
    raw: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file for an album: name, bytes or a path, and kind (document, photo, video, audio)."""

    name: str
    content: bytes | Path
    kind: str = "document"


class Person:
    """One person and their chat with the bot."""

    def __init__(self, telegram: Telegram, raw: dict[str, Any]) -> None:
        self.telegram = telegram
        self.raw = raw
        self.id: int = raw["id"]
        self.name: str = raw["first_name"]
        self._link = telegram.link

    def __repr__(self) -> str:
        return f"<{self.name} {self.id}>"

    async def _act(self, verb: str, **arguments: Any) -> Any:
        return await self._link.act(verb, person=self.id, **arguments)

    # -- writing ---------------------------------------------------------------------------

    async def types(self, text: str, forward_origin: dict[str, Any] | None = None) -> Message:
        """Send a text; commands, links and mentions are marked as clients mark them."""
        return Message(await self._act("say", text=text, forward_origin=forward_origin))

    async def starts(self, payload: str = "") -> Message:
        """Press Start, or open a deep link with `payload`."""
        return await self.types(f"/start {payload}".rstrip())

    async def replies_to(self, message: Message | int, text: str) -> Message:
        """Reply to a message of this chat."""
        return Message(await self._act("say", text=text, reply_to=_id(message)))

    async def edits(self, message: Message | int, text: str) -> Message:
        """Edit an own message: its text, or the caption of a file."""
        return Message(await self._act("edit", message_id=_id(message), text=text))

    async def deletes(self, message: Message | int) -> None:
        """Delete a message; the bot is not told."""
        await self._act("delete", message_id=_id(message))

    async def sends_file(
        self,
        name: str,
        content: bytes | Path = b"",
        *,
        caption: str = "",
        kind: str = "document",
        mime: str = "",
        size: int | None = None,
        reply_to: Message | int | None = None,
        **facts: Any,
    ) -> Message:
        """Send one file; `size` (bytes) instead of content makes a hollow one of that size."""
        file = {"kind": kind, "name": name, "mime": mime, **facts}
        file |= {"size": size} if size is not None else await self._link.content(content)
        answer = await self._act("send_file", file=file, caption=caption, reply_to=_id(reply_to))
        return Message(answer)

    async def sends_photo(
        self, content: bytes | None = None, *, caption: str = "", **more: Any
    ) -> Message:
        """Send a picture (JPEG, PNG …); without content a grey sample."""
        picture = sample_jpeg() if content is None else content
        return await self.sends_file("", picture, caption=caption, kind="photo", **more)

    async def sends_video(self, content: bytes = b"video", **more: Any) -> Message:
        """Send a video (name, caption, duration … may be given)."""
        name = more.pop("name", "video.mp4")
        return await self.sends_file(name, content, kind="video", **more)

    async def sends_voice(self, content: bytes = b"voice", duration: int = 3) -> Message:
        """Send a voice message of `duration` seconds."""
        return await self.sends_file("", content, kind="voice", duration=duration)

    async def sends_video_note(self, content: bytes = b"note", duration: int = 3) -> Message:
        """Send a round video message."""
        return await self.sends_file("", content, kind="video_note", duration=duration, length=240)

    async def sends_audio(self, content: bytes = b"audio", **more: Any) -> Message:
        """Send music (name, caption, performer, title, duration may be given)."""
        name = more.pop("name", "song.mp3")
        return await self.sends_file(name, content, kind="audio", **more)

    async def sends_animation(self, content: bytes = b"gif", **more: Any) -> Message:
        """Send an animation."""
        name = more.pop("name", "animation.mp4")
        return await self.sends_file(name, content, kind="animation", **more)

    async def sends_sticker(self, emoji: str = "👍") -> Message:
        """Send a sticker."""
        return await self.sends_file("", b"RIFF....WEBP", kind="sticker", emoji=emoji)

    async def sends_location(self, latitude: float = 38.72, longitude: float = -9.14) -> Message:
        """Send a place."""
        return await self.sends_content(location={"latitude": latitude, "longitude": longitude})

    async def sends_contact(self, phone_number: str, first_name: str, **facts: Any) -> Message:
        """Send somebody's contact."""
        return await self.sends_content(
            contact={"phone_number": phone_number, "first_name": first_name, **facts}
        )

    async def sends_content(self, **content: Any) -> Message:
        """Send anything else as Bot API JSON, like poll={…} or story={…}."""
        return Message(await self._act("send_content", content=content))

    async def sends_album(self, files: Sequence[Attachment], *, caption: str = "") -> list[Message]:
        """Send 2-10 files as an album; the caption goes to the first."""
        rows = [
            {"kind": f.kind, "name": f.name, **await self._link.content(f.content)} for f in files
        ]
        return [Message(m) for m in await self._act("send_album", files=rows, caption=caption)]

    # -- pressing and paying ---------------------------------------------------------------

    async def presses(
        self,
        label: str,
        *,
        on: Message | int | None = None,
        within: float | None = None,
        wait: bool = True,
    ) -> Answer:
        """Press the button whose text is, or else contains, `label`; wait for the answer.

        Waits until a message that changed since the last own act shows it (newest first); an
        older message's button is pressed when all is quiet. `on`: this message only.
        `wait=False` does not wait for the bot's answer.
        """
        done = await self._act(
            "press", label=label, message_id=_id(on), within=self._time(within), wait=wait
        )
        if not done["pressed"]:
            raise AssertionError(f"{self.name} sees no button {label!r}:\n{done['tail']}")
        return self._answer(done, f"button {label!r}", wait)

    async def presses_data(
        self,
        message: Message | int,
        data: str,
        *,
        within: float | None = None,
        wait: bool = True,
    ) -> Answer:
        """Send any callback data for a message: a forged or an outdated button."""
        done = await self._act(
            "press_data",
            message_id=_id(message),
            data=data,
            within=self._time(within),
            wait=wait,
        )
        return self._answer(done, f"data {data!r}", wait)

    def _answer(self, done: dict[str, Any], what: str, wait: bool) -> Answer:
        if wait and not done["answered"]:
            raise AssertionError(f"{self.name}'s {what} is still spinning:\n{done['tail']}")
        raw = done["answer"] or {}
        return Answer(raw.get("text", ""), raw.get("alert", False), raw.get("url", ""), raw)

    async def pays(
        self, invoice: Message | str | None = None, *, within: float | None = None
    ) -> Paid:
        """Pay the newest invoice of the chat, a certain one (also another person's), or a link."""
        which: dict[str, Any] = {}
        if isinstance(invoice, str):
            which = {"link": invoice}
        elif invoice is not None:
            which = {"message_id": invoice.id, "chat_id": invoice.chat_id}
        else:
            await self._invoice_comes(within)
        done = await self._act("pay", within=self._time(within) + 10, **which)
        return Paid(done["paid"], done["error"], done["charge_id"])

    async def _invoice_comes(self, within: float | None) -> None:
        """Wait until the chat shows an invoice."""
        known = 0
        while not any(m.invoice for m in await self.chat()):
            known = (await self._act("changes"))["seq"]
            since = await self._act("changes", newer_than=known, within=self._time(within))
            if since["seq"] <= known:
                raise AssertionError(f"{self.name} sees no invoice:\n{await self.transcript(6)}")

    async def blocks(self) -> None:
        """Block the bot."""
        await self._act("block")

    async def unblocks(self) -> None:
        """Unblock the bot."""
        await self._act("unblock")

    async def leaves_telegram(self) -> None:
        """Delete the Telegram account."""
        await self._act("deactivate")

    async def renames(self, **facts: Any) -> None:
        """Change first_name, username, language_code …; None takes one away."""
        self.raw = await self._act("rename", **facts)
        self.name = self.raw["first_name"]

    async def reacts(self, message: Message | int, emoji: str = "👍") -> None:
        """Put a reaction on a message; an empty emoji takes it away."""
        await self._act("react", message_id=_id(message), emoji=emoji)

    async def asks_inline(self, query: str, offset: str = "") -> dict[str, Any]:
        """Type "@bot query" in some chat: {"answered", "results", "next_offset", …}."""
        answer: dict[str, Any] = await self._act(
            "inline", query=query, offset=offset, within=self._time(None)
        )
        return answer

    # -- seeing ----------------------------------------------------------------------------

    async def sees(
        self,
        *texts: str,
        button: str = "",
        anywhere: bool = False,
        since: int | None = None,
        within: float | None = None,
    ) -> Message:
        """Wait until one message of the bot holds all the texts (and a button with `button`).

        What counts is the present text of messages that came or were edited since the last own
        act started (`since`: since that event, from `now()`; `anywhere`: in the whole chat).
        Captions, file names, invoices and answers to buttons count as well.
        """
        seen = await self._act(
            "see",
            texts=list(texts),
            button=button,
            anywhere=anywhere,
            since=since,
            within=self._time(within),
        )
        if seen["seen"] is None:
            what = " + ".join(map(repr, texts)) + (f" with [{button}]" if button else "")
            raise AssertionError(f"{self.name} does not see {what}:\n{seen['tail']}")
        found = seen["seen"]
        return Message(found) if "message_id" in found else _toast(self.id, found)

    async def doesnt_see(
        self, *texts: str, button: str = "", anywhere: bool = False, settle: float = 0.1
    ) -> None:
        """Wait until all is quiet, then check that no message shows this."""
        await self.telegram.quiet(settle)
        seen = await self._act(
            "see", texts=list(texts), button=button, anywhere=anywhere, within=0.0
        )
        if seen["seen"] is not None:
            what = " + ".join(map(repr, texts or (f"[{button}]",)))
            raise AssertionError(f"{self.name} sees {what}:\n{await self.transcript(8)}")

    async def now(self) -> int:
        """The number of the last event, for `sees(…, since=…)`."""
        return int((await self._act("changes"))["seq"])

    async def chat(self, last: int = 0) -> list[Message]:
        """The messages that are there, oldest first; only the `last` ones when given."""
        return [Message(m) for m in await self._act("chat", last=last)]

    async def last(self) -> Message:
        """The newest message of the bot."""
        for message in reversed(await self.chat()):
            if message.by_bot:
                return message
        raise AssertionError(f"the bot never wrote to {self.name}")

    async def transcript(self, last: int = 0) -> str:
        """The chat as text: bubbles with buttons in [brackets]."""
        return str(await self._act("transcript", last=last))

    async def downloads(self, message: Message) -> bytes:
        """The bytes of the file that a message shows."""
        if message.file is None:
            raise AssertionError(f"{message!r} shows no file")
        return await self._link.download(message.file["file_id"])

    def _time(self, within: float | None) -> float:
        return self.telegram.patience if within is None else within


class Telegram:
    """A simulator and the people in it."""

    def __init__(self, link: Link, url: str, patience: float) -> None:
        self.link = link
        self.url = url
        self.patience = patience  # seconds that people wait before they complain
        self.token = ""
        self.username = ""
        self.people: list[Person] = []

    @staticmethod
    @asynccontextmanager
    async def start(
        port: int = 0,
        *,
        token: str = TOKEN,
        username: str = "",
        host: str = "127.0.0.1",
        limits: Limits | None = None,
        patience: float = 5.0,
    ) -> AsyncIterator[Telegram]:
        """A server in this process, on a free port unless one is given; it ends with the block."""
        server = Server(token, host, port, limits, username)
        await server.start()
        telegram = Telegram(DirectLink(server), server.url, patience)
        await telegram._meet()
        try:
            yield telegram
        finally:
            await telegram.link.close()

    @staticmethod
    @asynccontextmanager
    async def at(url: str, *, patience: float = 5.0) -> AsyncIterator[Telegram]:
        """A simulator that runs already; it goes on after the block."""
        telegram = Telegram(HttpLink(url), url.rstrip("/"), patience)
        try:
            await telegram._meet()
            yield telegram
        finally:
            await telegram.link.close()

    async def _meet(self) -> None:
        state = await self.link.act("state")
        self.token = state["token"]
        self.username = state["bot"]["username"]

    @property
    def api_base(self) -> str:
        """python-telegram-bot's base_url; a token follows it."""
        return f"{self.url}/bot"

    @property
    def file_base(self) -> str:
        """python-telegram-bot's base_file_url."""
        return f"{self.url}/file/bot"

    async def person(
        self,
        name: str,
        language: str | None = "en",
        *,
        username: str | None = None,
        **facts: Any,
    ) -> Person:
        """Somebody new; `username=None` makes one from the name, "" means none."""
        made = f"{name.lower().replace(' ', '_')}_{len(self.people) + 1}"
        chosen = made if username is None and made.isascii() else username
        known = {"language_code": language, "username": chosen or None} | facts
        person = Person(self, await self.link.act("person", first_name=name, **known))
        self.people.append(person)
        return person

    async def quiet(self, settle: float = 0.1, within: float | None = None) -> None:
        """Wait until no update waits for the bot and no call came for `settle` seconds."""
        wait = self.patience if within is None else within
        state = await self.link.act("quiet", settle=settle, within=wait)
        if not state["quiet"]:
            raise AssertionError(f"it does not become quiet: {state}")

    async def events(self, after: int = 0) -> AsyncIterator[Event]:
        """Everything that happens in all chats, as it happens; never ends by itself."""
        while True:
            page = await self.link.act("events", after=after, within=30.0)
            after = page["seq"]
            for raw in page["events"]:
                message = Message(raw["message"]) if "message" in raw else None
                yield Event(
                    seq=raw["seq"],
                    kind=raw["kind"],
                    person=raw["person"],
                    chat_id=raw["chat_id"],
                    line=raw["line"],
                    message=message,
                    raw=raw,
                )

    async def calls(
        self, method: str = "", *, chat_id: int = 0, ok: bool | None = None
    ) -> list[dict[str, Any]]:
        """The Bot API calls so far: {method, params, ok, result or error, code, at, seconds}."""
        found: list[dict[str, Any]] = await self.link.act(
            "calls", method=method, chat_id=chat_id, ok=ok
        )
        return found

    async def payments(self) -> list[dict[str, Any]]:
        """Every payment so far, with its payer."""
        found: list[dict[str, Any]] = await self.link.act("payments")
        return found

    async def spinning(self) -> list[dict[str, Any]]:
        """Buttons that were pressed and not answered yet."""
        found: list[dict[str, Any]] = await self.link.act("spinning")
        return found

    async def passes(self, seconds: float) -> None:
        """Let Telegram's clock go ahead (queries and links become too old)."""
        await self.link.act("pass_time", seconds=seconds)

    async def limits(self, **changes: Any) -> dict[str, Any]:
        """Read the limits, and change some (see simulator.limits)."""
        found: dict[str, Any] = await self.link.act("limits", **changes)
        return found

    async def flood(self, on: bool = True, **rates: Any) -> None:
        """Switch flood limits: a_chat and overall in messages a second, burst in messages."""
        await self.link.act("flood", on=on, **rates)

    async def forgets_file(self, file_id: str) -> None:
        """Telegram no longer knows a file_id."""
        await self.link.act("forget_file", file_id=file_id)

    async def profile(self) -> dict[str, Any]:
        """Commands, names and menu buttons that the bot has set."""
        found: dict[str, Any] = await self.link.act("profile")
        return found

    async def sends_update(self, kind: str, person: Person, payload: dict[str, Any]) -> None:
        """Put any update into the queue, even one that no library can read."""
        await self.link.act("update", kind=kind, person=person.id, payload=payload)

    # -- trouble ---------------------------------------------------------------------------

    async def fault(self, kind: str, method: str = "", **facts: Any) -> None:
        """One rule of trouble: for `method` ("" = all; "download"), `count` times after `skip`.

        Kinds: error (code, description or retry_after), drop (before it is applied), lost_reply
        (applied, no answer), slow (seconds), duplicate, reorder (size), and for downloads cut
        and stall (at_byte), missing. `chat` or `chat_id` limits it to one chat.
        """
        chat = facts.pop("chat", None)
        if isinstance(chat, Person):
            facts["chat_id"] = chat.id
        await self.link.act("fault", kind=kind, method=method, **facts)

    async def faults(self) -> list[dict[str, Any]]:
        """The rules with how often each one struck."""
        found: list[dict[str, Any]] = await self.link.act("faults")
        return found

    async def no_faults(self) -> None:
        """Take all rules away."""
        await self.link.act("no_faults")


def _id(message: Message | int | None) -> int | None:
    return message.id if isinstance(message, Message) else message


def _toast(chat_id: int, answer: dict[str, Any]) -> Message:
    """An answer to a button, in the shape of a message."""
    shape = {"message_id": 0, "chat_id": chat_id, "html": answer["text"], "entities": []}
    more = {"by": "bot", "edited": False, "pinned": False, "buttons": [], "keys": []}
    return Message(answer | shape | more)
