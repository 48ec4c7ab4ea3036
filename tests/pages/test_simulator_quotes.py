"""Replies to a selected part of a message at the simulator's page."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Locator, expect

from simulator import control

from .watching import DESK
from .writing import Writing, at_the_page

OFFER = "A <b>deep</b> blue\nor a <i>deep</i> red?"
SELECT = """(node, [from, to]) => {
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT), places = [];
    for (let at = 0, one = texts.nextNode(); one; at += one.length, one = texts.nextNode())
        places.push([one, at]);
    const place = (n) => { const [one, at] = places.findLast(([, at]) => at <= n);
        return [one, n - at]; };
    getSelection().setBaseAndExtent(...place(from), ...place(to));
}"""

MIDDLE = """() => {
    const { x, y, width, height } = getSelection().getRangeAt(0).getClientRects()[0];
    return [x + width / 2, y + height / 2];
}"""


@pytest.fixture
async def ana(browser: Browser) -> AsyncIterator[Writing]:
    """Ana at a desk, with a mouse."""
    context = await browser.new_context(viewport=DESK)
    page, complaints = await context.new_page(), list[str]()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    async with at_the_page(page) as ana:
        yield ana
    await context.close()
    assert complaints == []


async def offered(ana: Writing, text: str = OFFER) -> Locator:
    """The bubble of the bot's message, when it is there."""
    sent = await ana.says(text, parse_mode="HTML")
    bubble = ana.column.locator(f'.bubble[data-message="{sent["message_id"]}"]')
    await expect(bubble).to_be_visible()
    return bubble


async def selects(bubble: Locator, start: int, end: int) -> None:
    """Characters of its own words, as a pointer drawn over them does."""
    await bubble.locator(".text").evaluate(SELECT, [start, end])


async def test_a_part_is_dragged_over_and_answered(ana: Writing) -> None:
    """With a mouse alone. Seen to fail with the place of the first of two equal parts."""
    bubble = await offered(ana)
    await bubble.locator("em").dblclick()
    await bubble.hover()
    await bubble.get_by_role("button", name="Message menu").click()
    await ana.page.get_by_role("menuitem", name="Quote and reply").click()
    note = ana.column.get_by_role("note")
    await expect(note).to_contain_text("Reply to Perfectlancer")
    await expect(note).to_contain_text("“deep”")
    await ana.writes("This one")
    quote = (await ana.hears())["quote"]
    italic = [{"type": "italic", "offset": 0, "length": 4}]
    assert quote == {"text": "deep", "position": 17, "is_manual": True, "entities": italic}
    await expect(note).to_be_hidden()
    await ana.writes("Now nothing is quoted")
    assert "quote" not in await ana.hears()


async def test_a_part_is_quoted_by_keyboard(ana: Writing) -> None:
    """Seen to fail with the beginning of the message above the answer to a part of it."""
    bubble = await offered(ana)
    await bubble.focus()
    await selects(bubble, 7, 11)
    for _ in range(6):
        await ana.page.keyboard.press("Shift+ArrowRight")
    await ana.page.keyboard.press("Enter")
    await expect(ana.page.get_by_role("menuitem", name="Quote and reply")).to_be_focused()
    await ana.page.keyboard.press("Enter")
    await expect(ana.field).to_be_focused()
    await ana.page.keyboard.type("Blue!")
    await ana.page.keyboard.press("Enter")
    heard = await ana.hears()
    assert heard["quote"]["text"] == "blue\nor a"
    above = ana.column.get_by_role("button", name="In reply to Perfectlancer, quoted: blue or a")
    await expect(above.locator(".reply-text")).to_have_text("blue or a")
    await above.click()
    await expect(bubble).to_be_focused()


@pytest.mark.parametrize(
    ("text", "start", "end", "part"),
    [
        ("Look:\n<blockquote>Mine\nis this</blockquote>\nand that", 0, 17, "Look:\nMine\nis this"),
        ("🎨 A <u>deep</u> blue &amp; 🎨 red", 17, 23, "🎨 red"),
        ("Run <pre>a = 1</pre>", 8, 13, "a = 1"),
        ("  spaced  out  ", 0, 8, "spaced"),
    ],
)
async def test_what_is_drawn_otherwise_is_quoted_as_it_was_sent(
    ana: Writing, text: str, start: int, end: int, part: str
) -> None:
    """Seen to fail with a text that is taken only as it is drawn: a line break was lost."""
    bubble = await offered(ana, text)
    await selects(bubble, start, end)
    await ana.page.mouse.click(*await ana.page.evaluate(MIDDLE), button="right")
    await ana.page.get_by_role("menuitem", name="Quote and reply").click()
    await ana.writes("Yes")
    assert (await ana.hears())["quote"]["text"] == part


async def test_three_clicks_quote_a_line(ana: Writing) -> None:
    """What is selected beyond the words is left out. Seen to fail with a selection that must lie
    within them: three clicks select as far as the time."""
    bubble = await offered(ana, "One\nTwo and a half")
    lines = await bubble.locator(".text").bounding_box()
    assert lines
    await ana.page.mouse.click(lines["x"] + 5, lines["y"] + lines["height"] - 5, click_count=3)
    await bubble.press("Enter")
    await ana.page.get_by_role("menuitem", name="Quote and reply").press("Enter")
    await expect(ana.column.get_by_role("note")).to_contain_text("“Two and a half”")


async def test_what_is_selected_elsewhere_is_not_quoted(ana: Writing) -> None:
    """In another bubble, or over two. Seen to fail with whatever is selected taken."""
    first, second = await offered(ana), await offered(ana, "Another one, deep too")
    await selects(first, 2, 6)
    await second.press("Enter")
    await expect(ana.page.get_by_role("menuitem", name="Reply", exact=True)).to_be_focused()
    await ana.page.keyboard.press("Escape")
    await ana.column.evaluate("""column => {
        const [one, other] = [...column.querySelectorAll(".text")].slice(-2);
        getSelection().setBaseAndExtent(one.lastChild, 1, other.firstChild, 3);
    }""")
    for bubble in (first, second):
        await bubble.press("Enter")
        await expect(ana.page.get_by_role("menuitem", name="Reply", exact=True)).to_be_focused()
        await ana.page.keyboard.press("Escape")


async def test_a_part_waits_with_its_draft(ana: Writing) -> None:
    """Seen to fail with the part forgotten by the draft: all of the message was answered."""
    await control.run(ana.server.world, "enable_topics", {})
    bubble = await offered(ana)
    sent = int(await bubble.get_attribute("data-message") or 0)
    quote = {"text": "deep", "position": 17}
    await ana.tell("quote", {"message": await ana.shown(sent), "quote": quote})
    await ana.field.fill("This one")
    logo = (await ana.verb("open_topic", name="Logo"))["id"]
    await ana.hears()
    await ana.tell("topic", {"topic": logo})
    await expect(ana.column.get_by_role("note")).to_be_hidden()
    await ana.tell("topic", {"topic": None})
    await expect(ana.column.get_by_role("note")).to_contain_text("“deep”")
    await ana.field.press("Enter")
    assert (await ana.hears())["quote"]["position"] == 17


async def test_a_part_that_is_no_more_is_said_and_not_lost(ana: Writing) -> None:
    """The bot has changed the message meanwhile. Seen to fail with the part lost by the refusal:
    at the second try all of the message was answered."""
    sent = await ana.says("Deep blue?")
    quote = {"text": "blue", "position": 5}
    await ana.tell("quote", {"message": await ana.shown(sent["message_id"]), "quote": quote})
    change = {"chat_id": ana.id, "message_id": sent["message_id"]}
    await ana.bot("editMessageText", text="Deep red?", **change)
    await ana.writes("This one")
    await expect(ana.column.get_by_role("alert")).to_contain_text("no such part to quote: 'blue'")
    await expect(ana.field).to_have_value("This one")
    await expect(ana.column.get_by_role("note")).to_contain_text("“blue”")
    await ana.bot("editMessageText", text="Deep red or blue?", **change)
    await ana.field.press("Enter")
    assert (await ana.hears())["quote"]["position"] == 12


async def test_the_bot_quotes_what_somebody_wrote(ana: Writing) -> None:
    """As text, whatever it is. The rest of the message is not told above the bot's words. Seen to
    fail with the beginning of the message where the part should be."""
    said = await ana.verb("say", text="First this. <img src=x onerror=window.hacked=1> And that")
    part = "<img src=x onerror=window.hacked=1>"
    await ana.says("No", reply_parameters={"message_id": said["message_id"], "quote": part})
    above = ana.column.get_by_role("button", name="In reply to Ana, quoted")
    await expect(above.locator(".reply-text")).to_have_text(part)
    assert await ana.page.evaluate("window.hacked") is None
