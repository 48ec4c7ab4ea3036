"""Whatever people and bots write is shown as it is and never runs.

xss_strings.json holds two hundred attempts; each stands in every field that the page shows.
"""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from simulator import control, view

from .chatting import Chatting, chatting, keyboard

pytestmark = pytest.mark.timeout(400)  # thousands of messages

STRINGS: list[str] = json.loads(Path(__file__).with_name("xss_strings.json").read_text())
WATCH = """
window.hacked = undefined;
window.broken = [];
document.addEventListener("securitypolicyviolation", e => broken.push(e.violatedDirective));
"""
# What the page itself has hardly a use for, and links with schemes that it does not let through.
FOREIGN = """() => [...document.querySelectorAll("*")].filter(node =>
    !/^(http|https|tg):$/.test(node.matches("a") ? node.protocol : "http:") ||
    [...node.attributes].some(one => one.name.startsWith("on")) ||
    node.matches(`iframe, object, embed, math, style, base, form, marquee, frame,
        script:not([src="/page/js/main.js"]), svg, [srcdoc], [style*="url"]`)
).map(node => node.outerHTML)"""
# Of each message: its words, the titles on its cards, its buttons.
SHOWN = """() => Object.fromEntries([...document.querySelectorAll(".bubble")].map(node => {
    const texts = selector => [...node.querySelectorAll(selector)].map(one => one.textContent);
    const words = [...node.querySelectorAll(".text:not(.quiet)")].map(one => {
        const copy = one.cloneNode(true);
        copy.querySelectorAll(".code-head").forEach(head => head.remove());
        return copy.textContent;
    });
    return [node.dataset.message, {words: words.join(""), titles: texts(".card-title"),
        keys: texts(".key"), quotes: texts(".reply-text")}];
}))"""


@pytest.fixture
async def chat(phone: Page) -> AsyncIterator[Chatting]:
    elsewhere: list[str] = []
    await phone.add_init_script(WATCH)
    phone.on("dialog", lambda dialog: elsewhere.append(f"dialog {dialog.message}"))
    phone.on("request", lambda one: elsewhere.append(one.url) if _foreign(one.url) else None)
    async with chatting(phone) as chat:
        own = set(await phone.evaluate(FOREIGN))
        yield chat
        assert await phone.evaluate("window.hacked") is None
        assert await phone.evaluate("window.broken") == []
        assert set(await phone.evaluate(FOREIGN)) <= own
        assert elsewhere == []


def _foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "about:blank", "blob:http://127.0.0.1:"))


async def shown(chat: Chatting) -> dict[int, dict[str, Any]]:
    """What the page shows once it has drawn the last message."""
    last = await chat.writes("the last word")
    await expect(chat.bubble(last)).to_be_visible(timeout=60_000)
    found = await chat.page.evaluate(SHOWN)
    own = chat.server.world.chats[chat.ana]
    for message in own.messages.values():
        if str(message.id) in found and "media_group_id" not in message.body:
            facts = view.message(chat.server.world, own, message)
            assert found[str(message.id)]["words"] == facts["text"]
    return {int(key): value for key, value in found.items()}


async def test_what_people_send(chat: Chatting) -> None:
    """Seen to fail with innerHTML for a text, and with lines of the stream ending at U+2028."""
    for text in STRINGS:
        await chat.acts("say", text=text if text.strip() else f"{text}.")
        await chat.acts("say", text=f"/start {text}")
        file = {"kind": "document", "name": text, "mime": text, "size": 5}
        await chat.acts("send_file", file=file, caption=text)
        await chat.acts(
            "send_file", file=file | {"kind": "audio", "title": text, "performer": text}
        )
        contact = {"first_name": text, "last_name": text, "phone_number": text}
        await chat.acts("send_content", content={"contact": contact})
        poll = {"question": text, "options": [{"text": text, "voter_count": text}, text]}
        await chat.acts("send_content", content={"poll": poll})
        place = {"latitude": text, "longitude": text}
        venue = {"title": text, "address": text, "location": place}
        await chat.acts("send_content", content={"venue": venue, "location": place})
        await chat.acts("send_content", content={"dice": {"emoji": text, "value": text}})
        origin = {"type": "hidden_user", "sender_user_name": text, "date": 1}
        await chat.acts("say", text="f", forward_origin=origin)
    found = await shown(chat)
    titles = [title for facts in found.values() for title in facts["titles"]]
    for text in STRINGS:
        assert titles.count(text) >= 2  # a file's name, a question


async def test_what_bots_send(chat: Chatting) -> None:
    """Seen to fail with the address of a button set without a look at its scheme."""
    await control.run(chat.server.world, "limits", {"invoice_title": 999, "copy_text": 999})
    price = {"prices": [{"label": "x", "amount": 1}], "currency": "XTR", "payload": "x"}
    for text in STRINGS:
        link = {"type": "text_link", "offset": 0, "length": 1, "url": text}
        code = {"type": "pre", "offset": 1, "length": 1, "language": text}
        who = {"type": "text_mention", "offset": 2, "length": 1, "user": {"id": text}}
        when = {"type": "date_time", "offset": 3, "length": 1, "unix_time": text}
        emoji = {"type": "custom_emoji", "offset": 4, "length": 1, "custom_emoji_id": text}
        rest = [
            {"type": text, "offset": 5, "length": 1},
            {"type": "url", "offset": 0, "length": 99},
        ]
        marks = [link, code, who, when, emoji, *rest]
        label = text if text.strip() else f"{text}."
        rows = keyboard(
            [{"text": label, "callback_data": "x"}, {"text": label, "copy_text": {"text": text}}],
            [
                {"text": label, "web_app": {"url": text}},
                {"text": label, "login_url": {"url": text}},
            ],
            [{"text": label, "switch_inline_query": text}],
        )
        sent = await chat.bot("sendMessage", text="abcdefg", entities=marks, reply_markup=rows)
        await chat.bot("sendMessage", text=f"x{text}x", reply_markup=rows)
        await chat.bot("sendVenue", latitude=1, longitude=1, title=f"x{text}", address=f"x{text}")
        facts = {"title": f"x{text}", "description": f"x{text}", "start_parameter": text}
        await chat.bot("sendInvoice", **price, **facts)
        await chat.bot("sendMessage", text="r", reply_parameters={"message_id": sent["message_id"]})
    found = await shown(chat)
    keys = [key for facts in found.values() for key in facts["keys"]]
    titles = [title for facts in found.values() for title in facts["titles"]]
    for text in STRINGS:
        assert keys.count(text if text.strip() else f"{text}.") >= 2
        assert titles.count(f"x{text}") == 2


async def test_names_topics_pins_and_answers(chat: Chatting) -> None:
    """Seen to fail with the answer put into the toast as markup."""
    world, page = chat.server.world, chat.page
    world.limits.topics = True
    rows = keyboard([{"text": "Go", "callback_data": "x"}])
    asked = await chat.writes("Go?", reply_markup=rows)
    for number, text in enumerate(STRINGS):
        rare = number % 20 == 0
        if rare:
            named = {"first_name": text, "last_name": text, "username": text}
            await control.run(world, "person", named)
            await chat.bot("createForumTopic", name=f"x{text}")
        sent = await chat.acts("say", text=f"x{text}")
        if rare:
            await chat.bot("pinChatMessage", message_id=sent["message_id"])
        await chat.bot("sendMessage", text="r", reply_parameters={"message_id": sent["message_id"]})
        pressed = await chat.acts("press_data", message_id=asked, data="x", wait=False)
        answer = {"callback_query_id": pressed["answer"]["query_id"], "text": f"x{text}"}
        if not rare:
            await chat.bot("answerCallbackQuery", **answer)
            continue
        await chat.bot("answerCallbackQuery", **answer, show_alert=True, url=text)
        said = page.get_by_role("dialog", name="The bot says").locator("p")
        await expect(said).to_have_text(f"x{text}", timeout=20_000)
        while await page.get_by_role("dialog").count():
            await page.keyboard.press("Escape")
    found = await shown(chat)
    quotes = [quote for facts in found.values() for quote in facts["quotes"]]
    for text in STRINGS:
        assert f"x{text}".rstrip() in quotes
    heads = await page.locator(".head-name").all_text_contents()
    assert heads == ["Ana", *STRINGS[::20]]
