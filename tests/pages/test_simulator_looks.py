"""How a chat looks: contrast in both themes, a phone's width, names for those who hear the page."""

import pytest
from playwright.async_api import Browser, expect

from simulator.images import sample_jpeg

from .chatting import Chatting, chatting, keyboard
from .conftest import PHONE
from .contrast import poor


async def fill(chat: Chatting) -> None:
    """One of everything that has a colour of its own."""
    styles = ("primary", "success", "danger", "default")
    keys = [{"text": style, "callback_data": "x", "style": style} for style in styles]
    long = "verylongword" * 12
    await chat.writes(
        f'<b>Bold</b> <a href="https://example.com">link</a> <code>code</code> #tag {long} '
        '<tg-time unix="1709296200" format="Dt">then</tg-time>\n<blockquote>quote</blockquote>'
        f'<pre><code class="language-python">{long}</code></pre>',
        reply_markup=keyboard(keys, [{"text": long, "url": "https://example.com"}]),
    )
    own = await chat.acts("say", text=f"Own words, example.com/x and #tag {long}")
    await chat.acts("edit", message_id=own["message_id"], text="Own words, example.com/y and #tag")
    await chat.writes("Answer", reply_parameters={"message_id": own["message_id"]})
    await chat.acts("say", text="Own answer", reply_to=own["message_id"])
    await chat.bot("sendDocument", document="attach://file", file=b"x", caption=long)
    await chat.acts("send_file", file={"kind": "document", "name": long, "size": 9})
    await chat.bot("sendPhoto", photo="attach://file", file=sample_jpeg())
    price = [{"label": "x", "amount": 5}]
    facts = {"title": "A logo", "description": "Two drafts", "payload": "p", "currency": "XTR"}
    await chat.bot("sendInvoice", **facts, prices=price)
    await chat.acts("react", message_id=own["message_id"], emoji="👍")
    await chat.bot("pinChatMessage", message_id=own["message_id"])
    chat.server.world.limits.topics = True
    await chat.bot("createForumTopic", name="Logo")
    await chat.bot("sendChatAction", action="typing")
    await expect(chat.page.get_by_text("is typing…")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_contrast_and_width(browser: Browser, theme: str) -> None:
    """Seen to fail with the quiet colour of one theme in the other, and without breaking words."""
    context = await browser.new_context(viewport=PHONE, color_scheme=theme)  # type: ignore[arg-type]
    async with chatting(await context.new_page()) as chat:
        await fill(chat)
        assert await poor(chat.page) == []
        for node in await chat.page.locator("html, .messages, .bubble .body, .bubble .text").all():
            wide, seen = await node.evaluate("node => [node.scrollWidth, node.clientWidth]")
            assert wide <= seen
        await chat.page.locator(".bubble").first.click(button="right")
        assert await poor(chat.page) == []
    await context.close()


async def test_names_and_roles(browser: Browser) -> None:
    """Seen to fail with the download link named by its arrow only."""
    context = await browser.new_context(viewport=PHONE, color_scheme="light")
    async with chatting(await context.new_page()) as chat:
        await fill(chat)
        page = chat.page
        column = page.get_by_role("region", name="Ana's chat")
        await expect(column.get_by_role("heading", name="Ana")).to_be_visible()
        await expect(column.get_by_role("log", name="Messages")).to_be_visible()
        await expect(page.get_by_role("article", name="From the bot").first).to_be_attached()
        await expect(page.get_by_role("article", name="From Ana").first).to_be_attached()
        await expect(page.get_by_role("tablist", name="Topics")).to_be_visible()
        shown = ":is(button, a, audio, video, [role=button]):not([hidden], [hidden] *)"
        for node in await page.locator(shown).all():
            name = await node.evaluate("node => node.ariaLabel ?? node.textContent")
            assert any(letter.isalpha() or letter > "\u2fff" for letter in name), name
        await page.get_by_label("Message as Ana").focus()
        for _ in range(30):  # backwards by keyboard alone, to the newest message
            await page.keyboard.press("Shift+Tab")
            if await page.evaluate("document.activeElement.matches('.bubble, .service')"):
                break
        await page.keyboard.press("ArrowUp")
        assert await page.evaluate("document.activeElement.matches('.bubble, .service')")
    await context.close()


async def test_words_from_right_to_left(browser: Browser) -> None:
    """Seen to fail without dir="auto"."""
    context = await browser.new_context(viewport=PHONE)
    async with chatting(await context.new_page()) as chat:
        message = await chat.writes("שלום, עולם")
        words = chat.bubble(message).locator(".text")
        assert await words.evaluate("node => getComputedStyle(node).direction") == "rtl"
    await context.close()
