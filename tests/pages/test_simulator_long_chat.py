"""Two thousand messages: work for one of them does not grow with the others, and nothing jumps.

Frame times and memory are printed for people (`-s`); what decides is counted, not timed.
"""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Page

from simulator import control

from .chatting import Chatting, chatting, keyboard

pytestmark = pytest.mark.timeout(400)

MESSAGES = 2000
ALL = MESSAGES + MESSAGES // 100 + 1  # with twenty keyboards and Ana's /start
A_SCREEN = 90  # bubbles that may be rendered at once: those in view and the browser's margin
FIRST_SEEN = """list => {
    const edge = list.getBoundingClientRect().top;
    const one = [...list.querySelectorAll(".bubble")].find(
        node => node.getBoundingClientRect().bottom > edge);
    return [one.dataset.message, one.getBoundingClientRect().top];
}"""
RENDERED = """list => [...list.querySelectorAll(".bubble")].filter(
    node => node.firstElementChild.checkVisibility({contentVisibilityAuto: true})).length"""
COUNT_WORK = """list => {
    window.work = 0;
    new MutationObserver(records => records.forEach(one => {
        window.work += 1 + one.addedNodes.length + one.removedNodes.length;
    })).observe(list, {childList: true, subtree: true, attributes: true, characterData: true});
}"""
SCROLL_THROUGH = """async list => {
    const frame = () => new Promise(requestAnimationFrame);
    const times = [];
    for (list.scrollTop = 0; list.scrollTop + list.clientHeight < list.scrollHeight - 2;) {
        list.scrollTop += list.clientHeight * 2;
        const before = performance.now();
        await frame();
        times.push(performance.now() - before);
    }
    times.sort((one, other) => one - other);
    const at = share => Math.round(times[Math.floor((times.length - 1) * share)]);
    return {frames: times.length, median_ms: at(0.5), p95_ms: at(0.95), worst_ms: at(1),
        megabytes: Math.round(performance.memory.usedJSHeapSize / 1048576),
        nodes: document.querySelectorAll("*").length};
}"""


@pytest.fixture
async def chat(phone: Page) -> AsyncIterator[Chatting]:
    async with chatting(phone) as chat:
        rows = keyboard(
            [{"text": "Yes", "callback_data": "y"}, {"text": "No", "callback_data": "n"}]
        )
        for number in range(MESSAGES // 2):
            await chat.writes(f"Offer {number}: <b>fifty</b> {'words ' * (number % 40)}")
            await chat.acts("say", text=f"Answer {number} see example.com/{number}")
            if number % 50 == 0:
                await chat.bot("sendMessage", text="Agreed?", reply_markup=rows)
        await phone.reload()
        await shows(chat, "Answer 999 see example.com/999")
        yield chat


async def test_older_ones_come_without_a_jump_and_work_stays_small(chat: Chatting) -> None:
    """Seen to fail without `place.around` (a jump), without `content-visibility` (everything is
    rendered), and with the list drawn anew for each change."""
    assert await chat.page.locator(".bubble").count() == 200
    await to_the_beginning(chat)
    assert await chat.list.evaluate(RENDERED) <= A_SCREEN
    print(facts := await chat.list.evaluate(SCROLL_THROUGH))
    assert facts["nodes"] < 20 * MESSAGES
    await chat.list.evaluate(COUNT_WORK)
    sent = await chat.writes("One more")
    await chat.bot("editMessageText", text="One more, edited", message_id=sent)
    await shows(chat, "One more, edited")
    await control.run(chat.server.world, "react", {"person": chat.ana, "message_id": 500})
    assert (await chat.page.evaluate("window.work")) <= 30


STANDS = """([id, top]) => {
    const place = document.querySelector(`[data-message="${id}"]`).getBoundingClientRect();
    return Math.abs(place.top - top) <= 2;
}"""
"""Once all is drawn: what comes into view near the edge gets its true height a frame later."""


async def to_the_beginning(chat: Chatting) -> None:
    bubbles, shown = chat.page.locator(".bubble"), 200
    while shown < ALL:
        await chat.list.evaluate("list => list.scrollTop = 0")
        before: Any = await chat.list.evaluate(FIRST_SEEN)
        await chat.page.wait_for_function(
            "shown => document.querySelectorAll('.bubble').length > shown", arg=shown
        )
        shown = await bubbles.count()
        await chat.page.wait_for_function(STANDS, arg=before)
    await chat.list.evaluate("list => list.scrollTop = 0")
    await shows(chat, "/start")


async def shows(chat: Chatting, words: str) -> None:
    """Waits for a bubble in view. (`expect` describes the whole page when it looks too early: with
    so much on it, that takes longer than it waits.)"""
    await chat.page.wait_for_function(
        """words => [...document.querySelectorAll(".bubble .text")].some(node =>
            node.textContent === words && node.getBoundingClientRect().bottom > 0 &&
            node.getBoundingClientRect().top < innerHeight)""",
        arg=words,
    )
