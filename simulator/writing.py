"""What a person can send: the writing half of simulator.person.Person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .images import sample_jpeg
from .links import Link
from .shown import Attachment, Message, Topic, id_of, part, topic_of

Where = Topic | int | str | None  # a topic, its id or its name; None: outside all of them


class Writer:
    """Somebody who types and sends files into their chat with the bot."""

    def __init__(self, link: Link, raw: dict[str, Any]) -> None:
        self.raw = raw
        self.id: int = raw["id"]
        self.name: str = raw["first_name"]
        self._link = link

    async def _act(self, verb: str, **arguments: Any) -> Any:
        return await self._link.act(verb, person=self.id, **arguments)

    async def types(
        self,
        text: str,
        forward_origin: dict[str, Any] | None = None,
        *,
        topic: Where = None,
    ) -> Message:
        """Send a text; commands, links and mentions are marked as clients mark them."""
        where = topic_of(topic)
        return Message(
            await self._act("say", text=text, forward_origin=forward_origin, topic=where)
        )

    async def starts(self, payload: str = "") -> Message:
        """Press Start, or open a deep link with `payload`."""
        return await self.types(f"/start {payload}".rstrip())

    async def replies_to(
        self,
        message: Message | int,
        text: str,
        *,
        quote: str = "",
        at: int = 0,
        topic: Where = None,
    ) -> Message:
        """Reply to a message of this chat, in its topic unless another one is named.

        `quote`: only to this part of it, the one nearest to `at` (UTF-16 units).
        """
        place = {"reply_to": id_of(message), "topic": topic_of(topic), "quote": part(quote, at)}
        return Message(await self._act("say", text=text, **place))

    async def edits(self, message: Message | int, text: str) -> Message:
        """Edit an own message: its text, or the caption of a file."""
        return Message(await self._act("edit", message_id=id_of(message), text=text))

    async def edits_file(
        self,
        message: Message | int,
        name: str,
        content: bytes | Path = b"",
        *,
        caption: str = "",
        kind: str = "document",
        mime: str = "",
        **facts: Any,
    ) -> Message:
        """Put another file and caption into an own message."""
        file = {"kind": kind, "name": name, "mime": mime, **facts}
        file |= await self._link.content(content)
        answer = await self._act("edit_file", message_id=id_of(message), file=file, caption=caption)
        return Message(answer)

    async def deletes(self, message: Message | int) -> None:
        """Delete a message; the bot is not told."""
        await self._act("delete", message_id=id_of(message))

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
        quote: str = "",
        topic: Where = None,
        **facts: Any,
    ) -> Message:
        """Send one file; `size` (bytes) instead of content makes a hollow one of that size."""
        file = {"kind": kind, "name": name, "mime": mime, **facts}
        file |= {"size": size} if size is not None else await self._link.content(content)
        place = {"reply_to": id_of(reply_to), "topic": topic_of(topic), "quote": part(quote)}
        return Message(await self._act("send_file", file=file, caption=caption, **place))

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

    async def sends_voice(
        self, content: bytes = b"voice", duration: int = 3, **more: Any
    ) -> Message:
        """Send a voice message of `duration` seconds."""
        return await self.sends_file("", content, kind="voice", duration=duration, **more)

    async def sends_video_note(
        self, content: bytes = b"note", duration: int = 3, **more: Any
    ) -> Message:
        """Send a round video message."""
        facts = {"duration": duration, "length": 240, **more}
        return await self.sends_file("", content, kind="video_note", **facts)

    async def sends_audio(self, content: bytes = b"audio", **more: Any) -> Message:
        """Send music (name, caption, performer, title, duration may be given)."""
        name = more.pop("name", "song.mp3")
        return await self.sends_file(name, content, kind="audio", **more)

    async def sends_animation(self, content: bytes = b"gif", **more: Any) -> Message:
        """Send an animation."""
        name = more.pop("name", "animation.mp4")
        return await self.sends_file(name, content, kind="animation", **more)

    async def sends_sticker(self, emoji: str = "👍", **more: Any) -> Message:
        """Send a sticker."""
        return await self.sends_file("", b"RIFF....WEBP", kind="sticker", emoji=emoji, **more)

    async def sends_location(self, latitude: float = 38.72, longitude: float = -9.14) -> Message:
        """Send a place."""
        return await self.sends_content(location={"latitude": latitude, "longitude": longitude})

    async def sends_contact(self, phone_number: str, first_name: str, **facts: Any) -> Message:
        """Send somebody's contact."""
        return await self.sends_content(
            contact={"phone_number": phone_number, "first_name": first_name, **facts}
        )

    async def sends_content(self, *, topic: Where = None, **content: Any) -> Message:
        """Send anything else as Bot API JSON, like poll={…} or story={…}."""
        return Message(await self._act("send_content", content=content, topic=topic_of(topic)))

    async def sends_album(
        self,
        files: Sequence[Attachment],
        *,
        caption: str = "",
        reply_to: Message | int | None = None,
        topic: Where = None,
    ) -> list[Message]:
        """Send 2-10 files as an album; the caption goes to the first."""
        place = {"reply_to": id_of(reply_to), "topic": topic_of(topic)}
        rows = [
            {"kind": f.kind, "name": f.name, **await self._link.content(f.content)} for f in files
        ]
        sent = await self._act("send_album", files=rows, caption=caption, **place)
        return [Message(m) for m in sent]
