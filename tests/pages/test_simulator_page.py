"""The simulator's page in a real browser: what people do there, the bot gets, and the other way."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession
from playwright.async_api import Browser, Page, expect

from simulator import control
from simulator.page import KEY_HEADER
from simulator.server import Server

KEY = "a-key-for-the-tests"


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with Server(page_key=KEY) as server:
        yield server


async def test_a_message_and_its_answer(server: Server, phone: Page) -> None:
    ana = await control.run(server.world, "person", {"first_name": "Ana"})
    await phone.goto(server.url)
    await phone.get_by_role("button", name="Start", exact=True).click()
    await phone.get_by_label("Message as Ana").fill("Hello <b>you</b>")
    await phone.keyboard.press("Enter")
    await expect(phone.get_by_text("Hello <b>you</b>")).to_be_visible()
    async with ClientSession() as bot:
        said = {"chat_id": ana["id"], "text": "Good <b>morning</b>", "parse_mode": "HTML"}
        await bot.post(f"{server.url}/bot{server.world.token}/sendMessage", json=said)
    await expect(phone.get_by_text("Good morning")).to_be_visible()


async def test_other_sites_are_kept_out(server: Server) -> None:
    """Seen to fail without the guard: any page could write as Ana."""
    async with ClientSession() as other:
        for headers in ({}, {KEY_HEADER: "guessed"}):
            asked = await other.post(f"{server.url}/control/people", headers=headers)
            assert asked.status == 403
        known = {KEY_HEADER: KEY}
        assert (await other.post(f"{server.url}/control/people", headers=known)).status == 200
        rebound = {**known, "Host": "evil.example"}
        assert (await other.post(f"{server.url}/control/people", headers=rebound)).status == 403


INTRUDE = """() => {
    window.broken = [];
    document.addEventListener("securitypolicyviolation", e => broken.push(e.effectiveDirective));
    const add = (tag, facts) =>
        document.body.append(Object.assign(document.createElement(tag), facts));
    add("script", {textContent: "window.hacked = 1"});
    add("script", {src: "https://evil.example/x.js"});
    add("button", {id: "bad"});
    document.querySelector("#bad").setAttribute("onclick", "window.hacked = 1");
    document.querySelector("#bad").click();
    add("img", {src: "https://evil.example/x.png"});
    add("iframe", {src: "https://evil.example/"});
    fetch("https://evil.example/").catch(() => {});
}"""


async def test_nothing_from_elsewhere_runs_or_is_asked(server: Server, browser: Browser) -> None:
    """Seen to fail with a policy that allows inline scripts. Only this machine is listened to."""
    assert server.url.startswith("http://127.0.0.1:")
    page = await browser.new_page()
    await page.goto(server.url)
    await page.evaluate(INTRUDE)
    await page.wait_for_function("() => window.broken.length >= 6")
    directives = await page.evaluate("[...new Set(window.broken)].sort()")
    scripts = ["script-src-attr", "script-src-elem"]
    assert directives == ["connect-src", "frame-src", "img-src", *scripts]
    assert await page.evaluate("window.hacked") is None
    await page.close()


async def test_half_a_character_breaks_nothing(server: Server) -> None:
    """Seen to fail with names and words taken as they come: whoever watched was told no more."""
    async with ClientSession(headers={KEY_HEADER: KEY}) as page:

        async def act(verb: str, **facts: object) -> Any:
            answer = await page.post(f"{server.url}/control/{verb}", json=facts)
            return (await answer.json())["result"]

        ana = await act("person", first_name="A\ud800na")
        assert ana["first_name"] == "A\ufffdna"
        assert (await act("say", person=ana["id"], text="half \udfff, 🍞"))[
            "text"
        ] == "half \ufffd, 🍞"


async def test_who_watches_says_what_was_seen_in_numbers(server: Server) -> None:
    """Seen to fail with a number read without looking: an error of ours."""
    async with ClientSession(headers={KEY_HEADER: KEY}) as page:
        for seen in ({"seq": "x"}, {"wire": "-1"}):
            refused = await page.get(f"{server.url}/control/stream", params=seen)
            assert refused.status == 400
