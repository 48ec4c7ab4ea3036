"""Commands and inline results: lists above the field from which something is chosen."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Locator, expect

from simulator import control
from tests.pages.writing import Writing

COMMANDS = [
    {"command": "help", "description": "How it works"},
    {"command": "hire", "description": "Find somebody"},
    {"command": "start", "description": "From the beginning"},
]


def options(ana: Writing) -> Locator:
    return ana.column.get_by_role("option")


def active(ana: Writing) -> Locator:
    return ana.column.get_by_role("option", selected=True)


async def test_commands_are_found_while_one_types(ana: Writing) -> None:
    """Seen to fail when Enter sent what was typed instead of what was chosen."""
    await ana.bot("setMyCommands", commands=COMMANDS)
    await expect(ana.button("☰ Menu")).to_be_visible()
    await ana.field.press_sequentially("/h")
    await expect(options(ana)).to_have_count(2)
    await expect(active(ana)).to_contain_text("/help")
    await ana.field.press("ArrowDown")
    await expect(active(ana)).to_contain_text("Find somebody")
    await ana.field.press("Enter")
    assert (await ana.hears())["text"] == "/hire"
    await expect(ana.field).to_have_value("")
    await expect(options(ana)).to_have_count(0)
    await ana.field.press_sequentially("/he")
    await ana.field.press("Tab")
    await expect(ana.field).to_have_value("/help ")
    await ana.page.keyboard.type("me")
    await ana.field.press("Enter")
    assert (await ana.hears())["text"] == "/help me"
    await ana.hears_nothing()


async def test_the_menu_button_opens_all_commands(ana: Writing) -> None:
    """Beside a draft, which stays. Seen to fail when Escape did not close the list."""
    menu = ana.button("☰ Menu")
    await expect(menu).to_be_hidden()
    await ana.bot("setMyCommands", commands=COMMANDS)
    await ana.field.fill("a draft")
    await menu.press("Enter")
    await expect(options(ana)).to_have_count(3)
    await expect(menu).to_have_attribute("aria-expanded", "true")
    await ana.page.keyboard.press("Escape")
    await expect(options(ana)).to_have_count(0)
    await expect(menu).to_have_attribute("aria-expanded", "false")
    await menu.click()
    await options(ana).last.click()
    assert (await ana.hears())["text"] == "/start"
    await expect(ana.field).to_have_value("a draft")


async def test_commands_are_those_of_the_person(ana: Writing) -> None:
    """Also when they or the language change. Seen to fail when they were read once only."""
    await ana.bot("setMyCommands", commands=COMMANDS[:1])
    spanish = [{"command": "ayuda", "description": "Cómo funciona"}]
    await ana.bot("setMyCommands", commands=spanish, language_code="es")
    await ana.button("☰ Menu").click()
    await expect(options(ana)).to_have_text(["/helpHow it works"])
    await ana.page.keyboard.press("Escape")
    await ana.verb("rename", language_code="es")
    await ana.field.fill("/a")
    await expect(options(ana)).to_have_text(["/ayudaCómo funciona"])


async def test_the_menu_button_may_lead_to_a_page(ana: Writing) -> None:
    """Seen to fail when any address became a link."""
    link = ana.column.get_by_role("link", name="Open")
    button = {"type": "web_app", "text": "Open", "web_app": {"url": "https://example.com/app"}}
    await ana.bot("setChatMenuButton", menu_button=button)
    await expect(link).to_have_attribute("href", "https://example.com/app")
    bad = button | {"web_app": {"url": "javascript:alert(1)"}}
    await ana.bot("setChatMenuButton", menu_button=bad)
    await expect(link).to_be_hidden()


def article(number: int, **more: Any) -> dict[str, Any]:
    content = {"message_text": f"<b>Job {number}</b>", "parse_mode": "HTML"}
    shown = {"title": f"Job {number}", "description": f"About {number}"}
    return {"type": "article", "id": str(number), "input_message_content": content} | shown | more


class Finder:
    """A bot that answers inline queries with pages of results; it keeps what it was asked."""

    def __init__(self, ana: Writing, pages: list[list[Any]], **facts: Any) -> None:
        self.ana, self.pages, self.facts = ana, pages, facts
        self.asked: list[tuple[str, str]] = []
        self.messages: asyncio.Queue[Any] = asyncio.Queue()

    async def _run(self) -> None:
        offset = self.ana.offset
        while True:
            for update in await self.ana.bot("getUpdates", offset=offset, timeout=5):
                offset = update["update_id"] + 1
                if query := update.get("inline_query"):
                    await self._answer(query)
                else:
                    self.messages.put_nowait(update)

    async def _answer(self, query: dict[str, Any]) -> None:
        self.asked.append((query["query"], query["offset"]))
        page = int(query["offset"] or 0)
        following = str(page + 1) if page + 1 < len(self.pages) else ""
        facts = {"results": self.pages[page], "next_offset": following, **self.facts}
        await self.ana.bot("answerInlineQuery", inline_query_id=query["id"], **facts)

    @classmethod
    @asynccontextmanager
    async def at(cls, *given: Any, **facts: Any) -> AsyncIterator["Finder"]:
        finder = cls(*given, **facts)
        running = asyncio.create_task(finder._run())
        yield finder
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_an_inline_result_is_sent_by_way_of_the_bot(ana: Writing) -> None:
    """One question for words typed without a pause. Seen to fail with one for each key."""
    async with Finder.at(ana, [[article(1), article(2)]]) as finder:
        await ana.field.press_sequentially("@perfectlancer_bot logo", delay=5)
        await expect(options(ana)).to_have_count(2)
        await expect(options(ana).last).to_contain_text("About 2")
        assert finder.asked in ([("logo", "")], [("", ""), ("logo", "")])
        await ana.field.press("ArrowDown")
        await ana.field.press("Enter")
        update = await asyncio.wait_for(finder.messages.get(), 10)
        message = update["message"]
        assert (message["text"], message["via_bot"]["is_bot"]) == ("Job 2", True)
        assert message["entities"] == [{"type": "bold", "offset": 0, "length": 5}]
        await expect(ana.field).to_have_value("")
        await expect(options(ana)).to_have_count(0)


async def test_more_results_come_when_one_scrolls(ana: Writing) -> None:
    """Seen to fail when the next page took the place of the first."""
    pages = [[article(n) for n in range(m, m + 20)] for m in (0, 20, 40)]
    async with Finder.at(ana, pages) as finder:
        await ana.field.fill("@perfectlancer_bot ")
        await expect(options(ana)).to_have_count(20)
        await options(ana).last.scroll_into_view_if_needed()
        await expect(options(ana)).to_have_count(40)
        await ana.field.press("ArrowUp")
        await expect(options(ana)).to_have_count(60)
        await ana.field.press("ArrowUp")
        assert finder.asked == [("", ""), ("", "1"), ("", "2")]


async def test_an_answer_is_used_again_while_it_is_fresh(ana: Writing) -> None:
    """Seen to fail when the page asked the bot each time."""
    async with Finder.at(ana, [[article(1)]], cache_time=60, is_personal=True) as finder:
        for words in ("logo", "site", "logo"):
            await ana.field.fill(f"@perfectlancer_bot {words}")
            await expect(options(ana)).to_have_count(1)
            await ana.field.fill("")
            await expect(options(ana)).to_have_count(0)
        assert finder.asked == [("logo", ""), ("site", "")]
        await control.run(ana.server.world, "pass_time", {"seconds": 61})
        await ana.field.fill("@perfectlancer_bot logo")
        await expect(options(ana)).to_have_count(1)
        assert finder.asked[2:] == [("logo", "")]


async def test_the_button_above_the_results_starts_the_bot(ana: Writing) -> None:
    button = {"text": "Log in first", "start_parameter": "inline"}
    async with Finder.at(ana, [[]], button=button, cache_time=0) as finder:
        await ana.field.fill("@perfectlancer_bot x")
        await expect(ana.column.get_by_text("Nothing found.")).to_be_visible()
        await options(ana).first.click()
        update = await asyncio.wait_for(finder.messages.get(), 10)
        assert update["message"]["text"] == "/start inline"
        await expect(ana.field).to_have_value("")


async def test_a_late_answer_does_not_take_the_place_of_a_newer_one(ana: Writing) -> None:
    """Seen to fail without comparing the question: the slow answer was shown."""
    async with Finder.at(ana, [[article(1)]]):
        go_on = asyncio.Event()

        async def hold(route: Any) -> None:
            if "slow" in (route.request.post_data or ""):
                await go_on.wait()
                told = {"ok": True, "result": {"answered": True, "results": [article(9)]}}
                await route.fulfill(json=told)
            else:
                await route.continue_()

        await ana.page.route("**/control/inline", hold)
        async with ana.page.expect_request("**/control/inline"):
            await ana.field.fill("@perfectlancer_bot slow")
        await ana.field.fill("@perfectlancer_bot quick")
        await expect(options(ana)).to_have_text(["JJob 1About 1"])
        async with ana.page.expect_response("**/control/inline"):
            go_on.set()
        await ana.field.press("ArrowDown")
        await expect(options(ana)).to_have_text(["JJob 1About 1"])
