"""A person of the simulator: writes, presses, pays and looks."""

from __future__ import annotations

from typing import Any

from .links import Link
from .shown import Answer, Message, Paid, Topic, id_of, toast, topic_of
from .writing import Writer


class Person(Writer):
    """One person and their chat with the bot; `patience` is in seconds."""

    def __init__(self, link: Link, raw: dict[str, Any], patience: float) -> None:
        super().__init__(link, raw)
        self.patience = patience

    def __repr__(self) -> str:
        return f"<{self.name} {self.id}>"

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
            "press", label=label, message_id=id_of(on), within=self._time(within), wait=wait
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
            message_id=id_of(message),
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
        self,
        invoice: Message | str | None = None,
        *,
        card: str = "good",
        within: float | None = None,
    ) -> Paid:
        """Pay the newest invoice of the chat, a certain one (also another person's), or a link.

        With the `card` "declined" the provider refuses, and the bot hears nothing.
        """
        which: dict[str, Any] = {"card": card}
        if isinstance(invoice, str):
            which |= {"link": invoice}
        elif invoice is not None:
            which |= {"message_id": invoice.id, "chat_id": invoice.chat_id}
        done = await self._act("pay", within=self._time(within), **which)
        if not done["shown"]:
            raise AssertionError(f"{self.name}: {done['error']}")
        return Paid(done["paid"], done["error"], done["charge_id"])

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
        await self._act("react", message_id=id_of(message), emoji=emoji)

    async def asks_inline(
        self, query: str, offset: str = "", *, cached: bool = False
    ) -> dict[str, Any]:
        """Type "@bot query" in some chat: {"answered", "query_id", "results", "next_offset", …}.

        `cached`: as Telegram does, ask the bot only when its last answer is too old.
        """
        answer: dict[str, Any] = await self._act(
            "inline", query=query, offset=offset, cached=cached, within=self._time(None)
        )
        return answer

    async def chooses(self, answer: dict[str, Any], result_id: str) -> Message:
        """Send a result of `asks_inline` into the own chat with the bot."""
        sent = await self._act("choose_inline", query_id=answer["query_id"], result_id=result_id)
        return Message(sent)

    async def menu(self) -> dict[str, Any]:
        """What the menu button does, and which commands there are: {button, commands}."""
        shown: dict[str, Any] = await self._act("menu")
        return shown

    async def sees(
        self,
        *texts: str,
        button: str = "",
        anywhere: bool = False,
        since: int | None = None,
        topic: Topic | int | str | None = None,
        within: float | None = None,
    ) -> Message:
        """Wait until one message of the bot holds all the texts (and a button with `button`).

        What counts is the present text of messages that came or were edited since the last own
        act started (`since`: since that event, from `now()`; `anywhere`: in the whole chat).
        Captions, file names, invoices and answers to buttons count as well. With a `topic` (its
        id or name) only its messages count; 0 means those outside all topics.
        """
        seen = await self._act(
            "see",
            texts=list(texts),
            button=button,
            anywhere=anywhere,
            since=since,
            topic=topic_of(topic),
            within=self._time(within),
        )
        if seen["seen"] is None:
            what = " + ".join(map(repr, texts)) + (f" with [{button}]" if button else "")
            raise AssertionError(f"{self.name} does not see {what}:\n{seen['tail']}")
        found = seen["seen"]
        return Message(found) if "message_id" in found else toast(self.id, found)

    async def doesnt_see(
        self,
        *texts: str,
        button: str = "",
        anywhere: bool = False,
        topic: Topic | int | str | None = None,
        settle: float = 0.1,
    ) -> None:
        """Wait until all is quiet, then check that no message shows this."""
        state = await self._link.act("quiet", settle=settle, within=self.patience)
        if not state["quiet"]:
            raise AssertionError(f"it does not become quiet: {state}")
        seen = await self._act(
            "see",
            texts=list(texts),
            button=button,
            anywhere=anywhere,
            topic=topic_of(topic),
            within=0.0,
        )
        if seen["seen"] is not None:
            what = " + ".join(map(repr, texts or (f"[{button}]",)))
            raise AssertionError(f"{self.name} sees {what}:\n{await self.transcript(8)}")

    async def waits(self, settle: float = 0.05) -> None:
        """Wait until the bot is done: no update waits and no call came for `settle` seconds."""
        await self._link.act("quiet", settle=settle, within=self.patience)

    async def now(self) -> int:
        """The number of the last event, for `sees(…, since=…)`."""
        return int((await self._act("changes"))["seq"])

    async def chat(self, last: int = 0, *, topic: Topic | int | str | None = None) -> list[Message]:
        """The messages that are there, oldest first; only the `last` ones, only a topic's."""
        shown = await self._act("chat", last=last, topic=topic_of(topic))
        return [Message(m) for m in shown]

    async def topics(self) -> list[Topic]:
        """The topics of the chat, oldest first, also those that were deleted."""
        return [Topic(**t) for t in await self._act("topics")]

    async def opens_topic(self, name: str) -> Topic:
        """Open a topic; the bot is told."""
        return Topic(**await self._act("open_topic", name=name))

    async def deletes_topic(self, topic: Topic | int | str) -> None:
        """Delete a topic with all its messages; the bot is not told."""
        await self._act("delete_topic", topic=topic_of(topic))

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
        return self.patience if within is None else within
