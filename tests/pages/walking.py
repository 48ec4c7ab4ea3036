"""People of a story who do everything at the page, with the mouse and the keyboard, as one does.

What they see is waited for twice: in the chat as the simulator has it, and on the page.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.async_api import FilePayload, Locator, Page, expect

from simulator.links import Link
from simulator.people import Answer, Attachment, Message, Paid, Person

STEPS = {"7 days": timedelta(days=7), "1 day": timedelta(days=1), "1 hour": timedelta(hours=1)}
KINDS = {".pdf": "application/pdf", ".png": "image/png", ".zip": "application/zip"}
SOON = 1.0  # seconds
SHEET = "the payment sheet"
Looking = Callable[[Person, str], Awaitable[None]]
"""Told of what a person has just been shown: its words, and the button that was looked for."""


async def _nothing(person: Person, what: str) -> None:
    pass


class AtPage(Person):
    """A person whose column is open in `page`. Their column scrolls; nothing else is touched."""

    def __init__(
        self,
        link: Link,
        raw: dict[str, Any],
        patience: float,
        page: Page,
        looking: Looking = _nothing,
    ) -> None:
        super().__init__(link, raw, patience)
        self.page = page
        self.column = page.locator(f'[data-person="{self.id}"]')
        self._field = self.column.get_by_label(f"Message as {self.name}")
        self._looking = looking
        self._within = patience * 1000  # milliseconds

    def bubble(self, message: Message) -> Locator:
        return self.column.locator(f'.bubble[data-message="{message.id}"]')

    async def _comes_forward(self) -> None:
        """On a phone one chat is shown at a time."""
        tab = self.page.get_by_role("tab", name=re.compile(rf"^{self.name}\b"))
        if await tab.is_visible():
            await tab.click()
        await expect(self.column).to_be_visible()

    async def types(self, text: str, *_: Any, **__: Any) -> Message:
        await self._comes_forward()
        if text == "/start":
            start = self.column.get_by_role("button", name="Start", exact=True)
            return Message(await self._does("say", start.click()))
        await self._field.fill(text)
        return Message(await self._does("say", self._field.press("Enter")))

    async def presses(self, label: str, **_: Any) -> Answer:
        key = await self._key(label)
        await self._does("press_data", key.click())
        await expect(key.and_(self.page.locator("[aria-busy]"))).to_have_count(
            0, timeout=self._within
        )
        return Answer("")

    async def _key(self, label: str) -> Locator:
        """The button whose text is, or else contains, the label: of what came or changed since the
        last own act, or else, when all is quiet, of the newest message that has one."""
        await self.waits()
        try:
            seen = await super().sees(button=label, within=SOON)
        except AssertionError:
            seen = await super().sees(button=label, anywhere=True)
        await self._shown(seen, button=label)
        keys = self.bubble(seen).locator("button.key:not(:disabled)")
        exact = keys.filter(has_text=re.compile(rf"^\s*{re.escape(label)}\s*$"))
        found = exact if await exact.count() else keys.filter(has_text=label)
        return found.last

    async def replies_to(self, message: Message | int, text: str, **_: Any) -> Message:
        assert isinstance(message, Message)
        await self._comes_forward()
        await self.bubble(message).click(button="right")
        await self.page.get_by_role("menuitem", name="Reply", exact=True).click()
        sent = await self.types(text)
        assert sent.reply_to == message.id
        return sent

    async def sends_file(
        self, name: str, content: bytes | Path = b"", *, caption: str = "", **_: Any
    ) -> Message:
        await self._attaches(Attachment(name, content))
        await self._field.fill(caption)
        return Message(await self._does("send_file", self._field.press("Enter")))

    async def sends_album(
        self, files: Sequence[Attachment], *, caption: str = "", **_: Any
    ) -> list[Message]:
        await self._attaches(*files)
        await self._field.fill(caption)
        return [*map(Message, await self._does("send_album", self._field.press("Enter")))]

    async def _attaches(self, *files: Attachment) -> None:
        """As files, also those that are pictures."""
        await self._comes_forward()
        async with self.page.expect_file_chooser() as chooser:
            await self.column.get_by_role("button", name="Attach files").click()
        await (await chooser.value).set_files([*map(_payload, files)])
        whole = self.column.get_by_label("Send pictures and films as files")
        if await whole.is_visible():
            await whole.check()

    async def pays(self, *_: Any, **__: Any) -> Paid:
        invoice = await self.sees(button="Pay ")
        await self.bubble(invoice).get_by_role("button", name=re.compile("^Pay ")).click()
        sheet = self.page.get_by_role("dialog")
        pay = sheet.get_by_role("button", name=re.compile("^Pay "))
        await expect(pay).to_be_visible()
        await self._looking(self, SHEET)
        done = await self._does("pay", pay.click())
        await expect(sheet.get_by_role("status")).to_have_text("Paid.", timeout=self._within)
        await sheet.get_by_role("button", name="Close").click()
        return Paid(done["paid"], done["error"], done["charge_id"])

    async def sees(self, *texts: str, button: str = "", **more: Any) -> Message:
        seen = await super().sees(*texts, button=button, **more)
        await self._shown(seen, *texts, button=button)
        return seen

    async def _shown(self, seen: Message, *texts: str, button: str = "") -> None:
        """On the page, too, unless it is an answer that goes by itself."""
        await self._comes_forward()
        if seen.id:
            album = self.column.locator(".album").filter(has=self._itself(seen))
            shown = self.bubble(seen).or_(album).last
            for text in texts:
                await expect(shown).to_contain_text(text, timeout=self._within)
            if button:
                await expect(shown.locator(".key", has_text=button).last).to_be_visible(
                    timeout=self._within
                )
        await self._looking(self, " ".join((*texts, button)))

    def _itself(self, message: Message) -> Locator:
        return self.page.locator(f'[data-message="{message.id}"]')

    async def downloads(self, message: Message) -> bytes:
        assert message.file
        link = self.bubble(message).get_by_role("link", name=f"Download {message.file['name']}")
        async with self.page.expect_download() as download:
            await link.click()
        return _bytes(await (await download.value).path())

    async def _does(self, verb: str, act: Awaitable[None]) -> Any:
        """The result of the verb that the page sends when somebody does this."""
        async with self.page.expect_response(f"**/control/{verb}") as answer:
            await act
        told = await (await answer.value).json()
        assert told["ok"], told["error"]
        return told["result"]


def _bytes(path: Path) -> bytes:
    return path.read_bytes()


def _payload(file: Attachment) -> FilePayload:
    assert isinstance(file.content, bytes)
    kind = KINDS[Path(file.name).suffix]
    return {"name": file.name, "mimeType": kind, "buffer": file.content}


async def time_passes(page: Page, span: timedelta) -> None:
    """By the buttons of the strip's clock."""
    for label, step in STEPS.items():
        times, span = divmod(span, step)
        for _ in range(times):
            async with page.expect_response("**/control/pass_time") as answer:
                await page.get_by_role("button", name=f"Let {label} pass").click()
            assert (await answer.value).ok
    assert not span, "the clock has no smaller steps"


async def bot_restarts(page: Page) -> None:
    async with page.expect_response("**/control/restart_bot") as answer:
        await page.get_by_role("button", name="Restart the bot").click()
    assert (await answer.value).ok
