"""The strip above the chats: time, trouble, topics, themes, stories, a lost connection."""

import json
import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Route, expect

from simulator.story import Story
from tests.pages.conftest import PHONE
from tests.pages.contrast import too_weak
from tests.pages.watching import KEY, Scene


async def test_time_passes(scene: Scene) -> None:
    """Seen to fail with a page that counts from its own clock: it stayed in the present."""
    page = await scene.page()
    clock = page.get_by_role("group", name="Telegram's clock")
    await expect(clock).not_to_contain_text("+")
    await expect(clock.get_by_role("button", name="Back to now")).to_be_hidden()
    await clock.get_by_role("button", name="Let 7 days pass").click()
    await expect(clock.get_by_text("+7 days", exact=True)).to_be_visible()
    await clock.get_by_role("button", name="Let 1 hour pass").click()
    await expect(clock.get_by_text("+7 days 1 hour")).to_be_visible()
    ahead = scene.server.world.clock.ahead
    assert ahead == 7 * 86_400 + 3600
    shown = await clock.get_by_role("time").get_attribute("datetime")
    there = await page.evaluate("text => Date.parse(text) / 1000", shown)
    assert abs(there - scene.server.world.clock.now()) < 5


async def test_a_simulator_that_cannot_go_back(scene: Scene) -> None:
    """Planted once: the button stayed, and was refused for ever."""
    page = await scene.page()
    await page.route(
        "**/control/clock_back",
        lambda route: route.fulfill(
            status=400, json={"ok": False, "error": "unknown verb: clock_back"}
        ),
    )
    await page.get_by_role("button", name="Let 1 day pass").click()
    await page.get_by_role("button", name="Back to now").click()
    await expect(page.get_by_role("button", name="Back to now")).to_be_hidden()
    await page.get_by_role("button", name="Let 1 day pass").click()
    await expect(page.get_by_text("+2 days")).to_be_visible()
    await expect(page.get_by_role("button", name="Back to now")).to_be_hidden()


async def test_trouble_is_armed_strikes_and_is_cleared(scene: Scene) -> None:
    """Seen to fail without the bell of the verb `fault`: the list came seconds later."""
    page = await scene.page()
    await page.get_by_role("button", name="Faults").click()
    await page.get_by_label("Times").fill("2")
    await page.get_by_role("button", name="429: retry after 3 s").click()
    await page.get_by_label("Strikes when").select_option("answering a button")
    await page.get_by_role("button", name="403: the bot was blocked").click()
    await page.get_by_role("button", name="Slow network").click()
    armed = page.get_by_role("list", name="Armed faults")
    await expect(armed.get_by_role("listitem")).to_have_text([
        "429, retry after 3 s on sendmessage: struck 0 of 2",
        "403 Forbidden: bot was blocked by the user on answercallbackquery: struck 0 of 2",
        "2 s more: struck 0 of 20",
    ])  # fmt: skip
    await expect(page.get_by_role("button", name="Faults, 3 armed")).to_be_visible()
    for _ in range(2):
        struck = await scene.bot("sendMessage", "Ana", text="x")
        assert (struck["error_code"], struck["parameters"]) == (429, {"retry_after": 3})
    await expect(armed.get_by_text("struck 2 of 2")).to_be_visible()
    await expect(page.get_by_role("button", name="Faults, 2 armed")).to_be_visible()
    await page.get_by_role("button", name="Clear all").click()
    await expect(armed.get_by_role("listitem")).to_have_count(0)
    assert scene.server.world.faults.rules == []
    assert (await scene.bot("sendMessage", "Ana", text="x"))["ok"]


async def test_topics_are_switched_for_every_page(scene: Scene) -> None:
    """Seen to fail with a switch that knows only what it did itself."""
    page, other = await scene.page(), await scene.page()
    await page.get_by_role("switch", name="Topics").check()
    await expect(other.get_by_role("switch", name="Topics")).to_be_checked()
    assert scene.server.world.limits.topics
    await other.get_by_role("switch", name="Topics").uncheck()
    await expect(page.get_by_role("switch", name="Topics")).not_to_be_checked()


async def test_themes(scene: Scene) -> None:
    """Seen to fail with a theme that the system always wins against."""
    page = await scene.page(color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = await page.evaluate(ground)
    await page.get_by_label("Theme").select_option("Light")
    light = await page.evaluate(ground)
    assert light != dark
    await page.reload()
    assert await page.evaluate(ground) == light
    await expect(page.get_by_label("Theme")).to_have_value("light")
    await page.get_by_label("Theme").select_option("System")
    assert await page.evaluate(ground) == dark


async def test_a_story_is_recorded_saved_and_replayed(scene: Scene, tmp_path: Path) -> None:
    """Seen to fail with a stage that is not told: the page offered to record what it recorded."""
    page, other = await scene.page(), await scene.page()
    await page.get_by_role("button", name="⏺ Record").click()
    await expect(other.get_by_role("button", name="⏹ Save")).to_be_visible()
    await page.get_by_label("Message as Ana").fill("Hello “you”")
    await page.keyboard.press("Enter")
    ana = page.get_by_role("region", name="Ana's chat")
    await expect(ana.get_by_text("Hello “you”")).to_be_visible()
    await page.get_by_role("button", name="Let 1 hour pass").click()
    await expect(page.get_by_text("+1 hour")).to_be_visible()
    async with page.expect_download() as coming:
        await page.get_by_role("button", name="⏹ Save").click()
    saved = tmp_path / "story.json"
    await (await coming.value).save_as(saved)
    assert [step.act for step in Story.load(saved).steps] == ["say", "pass_time"]
    lines = saved.read_text().splitlines()
    assert ' {"act":"say","person":"Ana","told":{"text":"Hello “you”"}},' in lines
    await page.get_by_label("Story to replay").set_input_files(saved)
    await expect(page.get_by_text("Replayed: all 2 steps")).to_be_visible()
    await expect(page.get_by_role("region", name="Ana's chat")).to_have_count(2)

    wrong = json.loads(saved.read_text())
    wrong["steps"].append({"person": "Ana", "sees": ["Nobody says this"]})
    saved.write_text(json.dumps(wrong | {"format": 9}))
    await page.get_by_label("Story to replay").set_input_files(saved)
    await expect(page.get_by_text("this story has format 9")).to_be_visible()
    saved.write_text("<html>")
    await page.get_by_label("Story to replay").set_input_files(saved)
    await expect(page.get_by_text("it is not JSON")).to_be_visible()


async def test_the_program_of_the_bot(scene: Scene) -> None:
    """Planted once: the control was shown where nobody runs the bot."""
    page = await scene.page()
    restart = page.get_by_role("button", name="Restart the bot")
    await expect(page.get_by_role("heading", name="@perfectlancer_bot")).to_be_visible()
    await expect(restart).to_be_hidden()

    told = {"running": False, "last_lines": ["ValueError: no token"], "restartable": True}
    asked = list[str]()
    await page.route(
        "**/control/stream?**",
        lambda route: route.fulfill(body=f"event: program\ndata: {json.dumps(told)}\n\n"),
    )

    async def restarted(route: Route) -> None:
        asked.append(route.request.url)
        await route.fulfill(json={"ok": True, "result": None})

    await page.route("**/control/restart_bot", restarted)
    await page.reload()
    stopped = page.get_by_text("Bot stopped")
    await expect(stopped).to_have_attribute("title", "ValueError: no token")
    await restart.click()
    await expect(page.get_by_text("The bot has started again.")).to_be_visible()
    assert len(asked) == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_everything_around_the_chats_can_be_read(
    scene: Scene, theme: Literal["light", "dark"]
) -> None:
    """Contrast as WCAG 2 AA asks for it. Seen to fail with #8593a1 as the quiet colour."""
    page = await scene.page(color_scheme=theme)
    await page.get_by_role("button", name="⇄ Wire").click()
    await scene.bot("sendMessage", "Ana", text="<b>", parse_mode="HTML")
    await scene.bot("sendMessage", "Ana", text="fine")
    await page.get_by_role("button", name="Let 1 day pass").click()
    await expect(page.get_by_text("+1 day")).to_be_visible()
    await page.get_by_role("button", name="Faults").click()
    await page.get_by_role("button", name="500: Telegram is ill").click()
    await expect(page.get_by_role("listitem")).to_be_visible()
    assert await too_weak(page, "#strip", "#wire", ".grip") == []


ONE_ROW = """strip => {
    const seen = [...strip.children].filter((one) => one.checkVisibility());
    const boxes = seen.map((one) => one.getBoundingClientRect());
    const last = Math.max(...boxes.map((one) => one.right));
    return Math.max(...boxes.map((one) => one.top)) < Math.min(...boxes.map((one) => one.bottom))
        && last <= innerWidth;
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_the_strip_is_one_row(scene: Scene, theme: Literal["light", "dark"]) -> None:
    """In a window of 1280 pixels, whatever there is to say. Seen to fail with whole words on every
    button, and with a name of the bot that keeps its width."""
    page = await scene.page(viewport={"width": 1280, "height": 800}, color_scheme=theme)
    strip = page.get_by_role("banner", name="Controls")
    await expect(page.get_by_role("heading", name="@perfectlancer_bot")).to_be_visible()
    assert await strip.evaluate(ONE_ROW)
    shown = "strip => strip.querySelector('[aria-label=\"The bot\\'s program\"]').hidden = false"
    await strip.evaluate(shown)
    await strip.get_by_role("status").evaluate("words => words.textContent = 'Bot stopped'")
    await scene.acts("pass_time", seconds=17 * 86_400 + 5 * 3600)
    await scene.acts("fault", kind="error", code=500, description="ill", count=12)
    await expect(page.get_by_text("+17 days 5 hours")).to_be_visible()
    await expect(page.get_by_role("button", name="Faults, 1 armed")).to_be_visible()
    assert await strip.evaluate(ONE_ROW)


async def test_on_a_phone_the_strip_is_scrolled(scene: Scene) -> None:
    """Seen to fail with a name of the bot that gives way till nothing is left of it."""
    page = await scene.page(viewport=PHONE)
    name = page.get_by_role("heading", name="@perfectlancer_bot")
    await expect(name).to_be_visible()
    assert await name.evaluate("node => node.scrollWidth <= node.clientWidth + 1")


async def test_a_page_left_open_over_a_restart_misses_nothing(scene: Scene) -> None:
    """Seen to fail with a page that asks a new simulator for what comes after the old one's end."""
    page = await scene.page()
    await expect(page.get_by_role("region", name="Marc's chat")).to_be_visible()
    for _ in range(3):
        await scene.bot("sendMessage", "Ana", text="Of the past")
    await expect(page.get_by_text("Of the past")).to_have_count(3)
    await page.route("**/control/stream?**", lambda route: route.abort())
    await scene.restarts()
    await expect(page.get_by_text("Reconnecting…")).to_be_visible()
    await scene.enters("Ola")
    await scene.says("Ola", "Said meanwhile")
    await scene.bot("sendMessage", "Ola", text="Answered meanwhile")
    await page.unroute("**/control/stream?**")
    ola = page.get_by_role("region", name="Ola's chat")
    for text in ("Said meanwhile", "Answered meanwhile"):
        await expect(ola.get_by_text(text)).to_be_visible()
    await expect(page.get_by_text("Reconnecting…")).to_be_hidden()
    await expect(page.get_by_role("region", name=re.compile("'s chat$"))).to_have_count(1)
    await scene.bot("sendMessage", "Ola", text="And on it goes")
    await expect(ola.get_by_text("And on it goes")).to_be_visible()


async def test_a_connection_that_comes_and_goes(scene: Scene) -> None:
    """Seen to fail with a reconnect that begins at the present: the second message was missing."""
    page = await scene.page()
    ana = page.get_by_role("region", name="Ana's chat")
    await scene.bot("sendMessage", "Ana", text="First")
    await expect(ana.get_by_text("First")).to_be_visible()
    await page.context.set_offline(True)
    await page.route("**/control/stream?**", lambda route: route.abort())
    await page.evaluate("performance.now()")
    for connection in list(_streams(scene)):
        connection.close()
    await expect(page.get_by_text("Reconnecting…")).to_be_visible()
    await scene.bot("sendMessage", "Ana", text="Second")
    await page.unroute("**/control/stream?**")
    await page.context.set_offline(False)
    await expect(ana.get_by_text("Second")).to_be_visible()
    await expect(ana.get_by_text("First")).to_have_count(1)


async def test_a_simulator_with_another_key(scene: Scene) -> None:
    """Seen to fail with a page that tries for ever with a key that is known to nobody."""
    page = await scene.page()
    await expect(page.get_by_role("region", name="Ana's chat")).to_be_visible()
    await scene.restarts(key="another-key")
    await scene.enters("Ola")
    await page.get_by_role("button", name="Load the page anew").click()
    await expect(page.get_by_role("region", name="Ola's chat")).to_be_visible()
    assert scene.server.page_key != KEY


async def test_two_pages_on_one_person_stay_in_step(scene: Scene) -> None:
    """Seen to fail with a store that keeps what was deleted."""
    page, other = await scene.page(), await scene.page()
    await page.get_by_label("Message as Ana").fill("Written here")
    await page.keyboard.press("Enter")
    sent = await scene.bot("sendMessage", "Ana", text="Before")
    for one in (page, other):
        ana = one.get_by_role("region", name="Ana's chat")
        await expect(ana.get_by_text("Written here")).to_have_count(1)
        await expect(ana.get_by_text("Before")).to_be_visible()
    await scene.bot("editMessageText", "Ana", message_id=sent["result"]["message_id"], text="After")
    await scene.acts("delete", person=scene.ids["Ana"], message_id=1)
    for one in (page, other):
        ana = one.get_by_role("region", name="Ana's chat")
        await expect(ana.get_by_text("After")).to_be_visible()
        await expect(ana.get_by_text("Before")).to_have_count(0)
        await expect(ana.get_by_text("/start")).to_have_count(0)


async def test_by_keyboard_alone(scene: Scene) -> None:
    """Seen to fail with a skip link to what cannot take the focus."""
    page = await scene.page()
    await expect(page.get_by_role("region", name="Ana's chat")).to_be_visible()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the chats")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("main")).to_be_focused()
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await page.keyboard.press("Alt+2")
    marc = page.get_by_label("Message as Marc")
    await expect(marc).to_be_focused()
    await page.keyboard.type("What is this?")
    await expect(marc).to_have_value("What is this?")
    await page.keyboard.press("Shift+F6")
    await expect(page.get_by_label("Message as Ana")).to_be_focused()
    await page.keyboard.press("Shift+F6")
    await expect(page.get_by_role("button", name="People")).to_be_focused()
    await page.keyboard.press("Alt+w")
    await page.keyboard.press("Shift+F6")
    await expect(page.get_by_label("Whose")).to_be_focused()
    await page.keyboard.press("Alt+w")
    await expect(page.get_by_role("button", name="⇄ Wire")).to_be_focused()
    await page.keyboard.press("F6")
    await expect(page.get_by_label("Message as Ana")).to_be_focused()


async def test_a_panel_is_closed_by_escape(scene: Scene) -> None:
    """Seen to fail with a popover that only its button closes."""
    page = await scene.page()
    faults = page.get_by_role("button", name="Faults")
    await faults.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Strikes when")).to_be_focused()
    await expect(faults).to_have_attribute("aria-expanded", "true")
    await page.keyboard.press("Escape")
    await expect(page.get_by_label("Strikes when")).to_be_hidden()
    await expect(faults).to_be_focused()


def _streams(scene: Scene) -> list[object]:
    runner = scene.server._runner
    assert runner
    assert runner.server
    return [c.transport for c in runner.server.connections if c.transport]
