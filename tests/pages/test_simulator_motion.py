"""Who asked the system for less motion gets none, and still sees what a motion would tell."""

from typing import Literal

import pytest
from playwright.async_api import Page, expect

from .watching import Scene

GO = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
WATCH = """() => {
    window.moved = [];
    for (const kind of ["animationstart", "transitionrun"])
        document.addEventListener(kind, ({target}) => moved.push([kind, target.className]), true);
    const list = document.querySelector(".messages");
    window.steps = 0;
    list.addEventListener("scroll", () => steps += 1);
    window.lit = [];
    new MutationObserver(records => records.forEach(({target}) => target.matches(".lit") &&
        lit.push(getComputedStyle(target.querySelector(".body")).outlineStyle))
    ).observe(list, {subtree: true, attributes: true, attributeFilter: ["class"]});
}"""


async def walk(scene: Scene, page: Page) -> None:
    """What moves otherwise: the way to an answered message, its light, a button that waits."""
    sent = (await scene.bot("sendMessage", "Ana", text="Ready?", reply_markup=GO))["result"]
    for number in range(40):
        await scene.bot("sendMessage", "Ana", text=f"Line {number}")
    reply = {"message_id": sent["message_id"]}
    await scene.bot("sendMessage", "Ana", text="Are you?", reply_parameters=reply)
    ana = page.get_by_role("region", name="Ana's chat")
    await expect(ana.get_by_text("Are you?")).to_be_in_viewport()
    await page.evaluate(WATCH)
    await ana.get_by_role("button", name="In reply to").press("Enter")
    answered = page.locator(f'[data-message="{sent["message_id"]}"]')
    await expect(answered).to_be_in_viewport()
    await page.wait_for_function("() => window.lit.length")
    yes = ana.get_by_role("button", name="Yes", exact=True)
    await yes.press("Enter")
    await expect(yes).to_have_attribute("aria-busy", "true")
    await page.get_by_role("button", name="Faults").press("Enter")
    await page.keyboard.press("Escape")
    await page.get_by_label("Theme").select_option("Dark")


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
async def test_nothing_moves(scene: Scene, motion: Literal["no-preference", "reduce"]) -> None:
    """Seen to fail with motions that are made short (those that were none began to run), and with
    a smooth way for everybody."""
    page = await scene.page(reduced_motion=motion)
    await walk(scene, page)
    running = await page.evaluate("document.getAnimations().map(one => one.animationName)")
    moved, steps = await page.evaluate("[window.moved, window.steps]")
    if motion == "no-preference":
        assert ["animationstart", "body"] in moved
        assert "turn" in running
        return
    assert moved == running == []
    assert steps <= 2  # at once; a smooth way has dozens
    assert await page.evaluate("window.lit") == ["solid"]
