"""A keyboard is enough: the whole way through the page, with a focus that is always seen."""

import asyncio
from typing import Any

from playwright.async_api import expect

from .by_keyboard import Walker
from .watching import Scene

GO = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
KEYS = {"keyboard": [["Red", "Blue"]], "one_time_keyboard": True}
PRICE = {"currency": "XTR", "prices": [{"label": "x", "amount": 5}], "payload": "p"}
BRIEF = {"kind": "document", "name": "brief.txt", "mime": "text/plain", "content": "aGk="}


async def test_the_whole_way(scene: Scene) -> None:
    """Seen to fail with a Pay button that is disabled while it waits (the focus was nowhere), with
    a line around the focus that is cut off, and with "Back to now" taking the focus along."""
    await scene.acts("enable_topics")
    await scene.acts("open_topic", person=scene.ids["Ana"], name="Logo")
    await scene.bot("sendMessage", "Ana", text="Ready?", reply_markup=GO)
    await scene.acts("send_file", person=scene.ids["Ana"], file=BRIEF)
    await scene.bot("sendInvoice", "Ana", title="A logo", description="Two drafts", **PRICE)
    page = await scene.page()
    await expect(page.get_by_role("button", name="Pay ⭐ 5")).to_be_visible()
    walker = Walker(page)

    await walker.goes_to("Skip to the chats")
    await walker.presses("Enter")
    await walker.is_at("Chats")
    await walker.goes_to("Message as Ana")
    await walker.types("Hello")
    await walker.presses("Enter")
    ana = page.get_by_role("region", name="Ana's chat")
    await expect(ana.get_by_text("Hello", exact=True)).to_be_visible()

    await walker.goes_to("Yes", key="Shift+Tab")
    await walker.presses("Enter")
    query = await update(scene, "callback_query")
    answer = {"text": "Noted", "show_alert": True}
    await scene.bot("answerCallbackQuery", callback_query_id=query["id"], **answer)
    await walker.is_at("OK")
    await walker.presses("Escape")
    await walker.is_at("Yes")

    await walker.goes_to("Download brief.txt")
    async with page.expect_download() as coming:
        await walker.presses("Enter")
    assert (await coming.value).suggested_filename == "brief.txt"

    await walker.goes_to("Pay ⭐ 5")
    await walker.presses("Enter")
    sheet = page.get_by_role("dialog", name="A logo")
    await expect(sheet).to_be_visible()
    await walker.goes_to("Pay ⭐ 5")
    await walker.presses("Enter")
    query = await update(scene, "pre_checkout_query")
    await scene.bot("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)
    await expect(sheet.get_by_role("status")).to_have_text("Paid.")
    await walker.is_at("Pay ⭐ 5 again")
    await walker.presses("Escape")
    await expect(sheet).to_be_hidden()
    await walker.is_at("Pay ⭐ 5")

    await walker.goes_to("From the bot", key="Shift+Tab")
    await walker.presses("ArrowUp")
    await walker.is_at("From Ana")
    await walker.presses("Enter")
    await walker.is_at("Reply")
    await walker.presses("Escape")
    await walker.is_at("From Ana")
    await walker.presses("Enter", "Enter")
    await walker.is_at("Message as Ana")
    await expect(ana.get_by_role("note")).to_contain_text("Reply to Ana")
    await walker.presses("Escape")
    await expect(ana.get_by_role("note")).to_be_hidden()

    await walker.presses("F6")
    await walker.is_at("Message as Marc")
    await walker.goes_to("People")
    await walker.goes_to("Let 1 hour pass")
    await walker.presses("Enter")
    await expect(page.get_by_text("+1 hour")).to_be_visible()
    await walker.goes_to("Back to now")
    await walker.presses("Enter")
    await walker.is_at("Let 1 hour pass")
    await walker.goes_to("⇄ Wire")
    await walker.presses("Enter")
    await walker.goes_to("Calls and updates")
    rows = page.get_by_role("group", name="Calls and updates").locator("details")
    await walker.presses("Tab", "Enter")
    await expect(rows.first.locator("pre")).to_be_visible()
    await walker.goes_to("Copy JSON")
    await walker.goes_to("Close the wire", key="Shift+Tab")
    await walker.presses("Enter")
    await walker.is_at("⇄ Wire")


async def test_the_way_goes_round(scene: Scene) -> None:
    """Forth and back, by each control once: no trap. Seen to fail with a field that keeps Tab."""
    await scene.bot("sendMessage", "Ana", text="Ready?", reply_markup=GO)
    page = await scene.page()
    await expect(page.get_by_role("button", name="Yes")).to_be_visible()
    walker = Walker(page)
    await walker.goes_to("Skip to the chats")
    ways = []
    for key in ("Tab", "Shift+Tab"):
        way = ["Skip to the chats"]
        while len(way) < 90 and way.count("Skip to the chats") < 2:
            await walker.presses(key)
            if name := (await walker.here())["name"]:  # none: at the browser's own controls
                way.append(name)
        ways.append(way)
    forth, back = ways
    assert forth == back[::-1]
    for name in ("Yes", "Message as Ana", "Message as Marc", "Theme", "Column of Marc"):
        assert forth.count(name) == 1


async def test_what_hides_leaves_the_focus_to_its_neighbour(scene: Scene) -> None:
    """Seen to fail with each of these taking the focus along."""
    for number in range(40):
        await scene.bot("sendMessage", "Ana", text=f"Line {number}")
    page = await scene.page()
    ana = page.get_by_role("region", name="Ana's chat")
    await expect(ana.get_by_text("Line 39")).to_be_in_viewport()
    walker = Walker(page)

    await page.get_by_role("button", name="⏺ Record").press("Enter")
    await walker.is_at("⏹ Save")
    await walker.presses("Enter")
    await walker.is_at("⏺ Record")

    await page.get_by_role("button", name="Faults").press("Enter")
    await page.get_by_role("button", name="500: Telegram is ill").press("Enter")
    await page.get_by_role("button", name="Clear all").press("Enter")
    await walker.is_at("Strikes when")
    await walker.presses("Escape")
    await walker.is_at("Faults")

    await ana.get_by_role("log").evaluate("list => list.scrollTop = 0")
    await ana.get_by_role("button", name="To the end").press("Enter")
    await walker.is_at("From the bot")

    await scene.bot("sendMessage", "Ana", text="Which?", reply_markup=KEYS)
    await ana.get_by_role("button", name="Red").press("Enter")
    await walker.is_at("Message as Ana")

    await scene.acts("block", person=scene.ids["Ana"])
    await walker.is_at("Unblock")
    await walker.presses("Enter")
    await walker.is_at("Message as Ana")

    await page.get_by_role("button", name="Column of Marc").press("Enter")
    await walker.is_at("Move left")
    await walker.presses("End", "ArrowUp")
    await walker.is_at("Hide")
    await walker.presses("Enter")
    await walker.is_at("Chats")


async def update(scene: Scene, kind: str) -> Any:
    """The next update of a kind, waited for as a bot waits for it."""
    offset = 0
    async with asyncio.timeout(20):
        while True:
            found = await scene.bot("getUpdates", offset=offset, timeout=20)
            for one in found["result"]:
                offset = one["update_id"] + 1
                if kind in one:
                    return one[kind]
