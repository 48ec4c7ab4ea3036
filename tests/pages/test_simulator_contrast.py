"""What stands around the chats' words can be seen: the composer, its menus, sheets, panels."""

from typing import Literal

import pytest
from playwright.async_api import Page, expect

from .contrast import faint, poor
from .watching import Scene

KEYBOARD = {"keyboard": [["Yes", "No"], [{"text": "A poll", "request_poll": {}}]]}
COMMANDS = [{"command": "help", "description": "How it works"}]
PRICE = {"currency": "XTR", "prices": [{"label": "x", "amount": 5}], "payload": "p"}
FILES = [("a.txt", b"x"), ("a.mp3", b"x"), ("none.txt", b"")]

pytestmark = pytest.mark.parametrize("theme", ["light", "dark"])
Theme = Literal["light", "dark"]


async def test_the_composer(scene: Scene, theme: Theme) -> None:
    """Seen to fail with the line between parts as the edge of fields, and with #8593a1 as quiet."""
    await scene.bot("setMyCommands", commands=COMMANDS)
    await scene.bot("sendMessage", "Ana", text="Well?", reply_markup=KEYBOARD)
    page = await scene.page(color_scheme=theme)
    ana = page.get_by_role("region", name="Ana's chat")
    field = page.get_by_label("Message as Ana")
    await expect(ana.get_by_role("button", name="Yes", exact=True)).to_be_visible()
    await is_clear(page)
    await field.fill("x" * 4000)
    await is_clear(page)
    await field.fill("@perfectlancer_bot logo")
    await expect(ana.get_by_text("Asking @perfectlancer_bot")).to_be_visible()
    await is_clear(page)
    await field.fill("/")
    await expect(ana.get_by_role("option")).to_have_count(1)
    await is_clear(page)
    await field.fill("")
    async with page.expect_file_chooser() as chooser:
        await ana.get_by_role("button", name="Attach files").press("Enter")
    await (await chooser.value).set_files(
        [{"name": name, "mimeType": "text/plain", "buffer": content} for name, content in FILES]
    )
    await expect(ana.get_by_role("alert")).to_contain_text("none.txt is empty")
    await field.fill("x" * 1030)
    await is_clear(page)
    await field.press("Enter")
    await expect(ana.get_by_role("alert")).to_contain_text("too long")
    await is_clear(page)
    await ana.get_by_role("article").last.press("Enter")
    await is_clear(page)
    await page.get_by_role("menuitem", name="Reply", exact=True).press("Enter")
    await expect(ana.get_by_role("note")).to_contain_text("Well?")
    await is_clear(page)


async def test_menus_dialogs_and_the_sheet(scene: Scene, theme: Theme) -> None:
    """Seen to fail with hints in the browser's own grey."""
    await scene.bot("sendInvoice", "Ana", title="A logo", description="Two drafts", **PRICE)
    page = await scene.page(color_scheme=theme)
    ana = page.get_by_role("region", name="Ana's chat")
    for button, entry in [
        ("Emoji", None),
        ("Send something else", "Location…"),
        ("This person and the bot", "Language…"),
        ("This person and the bot", "Delete the account…"),
    ]:
        await ana.get_by_role("button", name=button, exact=True).press("Enter")
        await is_clear(page)
        if entry:
            await page.get_by_role("menuitem", name=entry).press("Enter")
            await expect(page.get_by_role("dialog")).to_be_visible()
            await is_clear(page)
        await page.keyboard.press("Escape")
        await expect(ana.get_by_role("button", name=button, exact=True)).to_be_focused()
    await ana.get_by_role("button", name="Pay").press("Enter")
    sheet = page.get_by_role("dialog", name="A logo")
    await expect(sheet).to_be_visible()
    await is_clear(page)
    await sheet.get_by_label("⭐ Not enough Stars").check()
    await sheet.get_by_role("button", name="Pay").press("Enter")
    await expect(sheet.get_by_role("alert")).to_contain_text("not enough Stars")
    await is_clear(page)


async def test_the_strip_and_its_panels(scene: Scene, theme: Theme) -> None:
    """Seen to fail with the line between parts as the edge of the strip's fields."""
    page = await scene.page(color_scheme=theme)
    for button in ("People", "Faults", "Column of Marc", "Keyboard shortcuts"):
        await page.get_by_role("button", name=button).press("Enter")
        if button == "Faults":
            await page.get_by_role("button", name="500: Telegram is ill").press("Enter")
            await expect(page.get_by_role("listitem")).to_be_visible()
        await is_clear(page)
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("button", name=button)).to_be_focused()
    await page.get_by_role("button", name="Let 1 day pass").press("Enter")
    await expect(page.get_by_text("+1 day")).to_be_visible()
    await page.get_by_role("button", name="⇄ Wire").press("Enter")
    await page.locator("summary").last.press("Enter")
    await expect(page.get_by_role("button", name="Copy JSON")).to_be_visible()
    await is_clear(page)


async def is_clear(page: Page) -> None:
    """All that is shown now."""
    assert await poor(page) == []
    assert await faint(page) == []
