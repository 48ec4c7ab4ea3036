"""Words in a chat: entities, links, hidden and foldable parts, moments in the viewer's zone."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from .chatting import Chatting, chatting
from .conftest import PHONE


@pytest.fixture
async def chat(phone: Page) -> AsyncIterator[Chatting]:
    async with chatting(phone) as chat:
        yield chat


async def entities(chat: Chatting, text: str, *marks: tuple[str, int, int]) -> str:
    """The markup that the page makes of explicit entities (kind, offset, length)."""
    rows = [{"type": kind, "offset": at, "length": size} for kind, at, size in marks]
    sent = await chat.bot("sendMessage", text=text, entities=rows)
    markup: str = await chat.bubble(sent["message_id"]).locator(".text").inner_html()
    return markup


OVERLAPS: list[tuple[str, list[tuple[str, int, int]], str]] = [
    ("abc", [("bold", 0, 3)], "<strong>abc</strong>"),
    ("abc", [("italic", 0, 1), ("underline", 1, 1)], "<em>a</em><u>b</u>c"),
    ("abcd", [("bold", 0, 4), ("italic", 1, 2)], "<strong>a<em>bc</em>d</strong>"),
    ("abcd", [("italic", 1, 2), ("bold", 0, 4)], "<strong>a<em>bc</em>d</strong>"),
    ("abcd", [("bold", 0, 3), ("italic", 1, 3)], "<strong>a<em>bc</em></strong><em>d</em>"),
    ("😀a😀b", [("bold", 3, 2)], "😀a<strong>😀</strong>b"),
    ("abc", [("strikethrough", 2, 99)], "ab<s>c</s>"),
    ("abc", [("bold", 5, 2), ("never_heard_of", 0, 1)], "<span>a</span>bc"),
    ("<i>&amp;</i>", [("bold", 3, 5)], "&lt;i&gt;<strong>&amp;amp;</strong>&lt;/i&gt;"),
    (
        "abcdef",
        [("bold", 0, 3), ("italic", 1, 4), ("underline", 2, 4)],
        "<strong>a<em>b<u>c</u></em></strong><u><em>de</em>f</u>",
    ),
]


async def test_entities_nest_and_overlap(chat: Chatting) -> None:
    """Seen to fail with offsets counted in characters, and with overlapping ones left out."""
    for text, marks, markup in OVERLAPS:
        assert await entities(chat, text, *marks) == markup


async def test_a_spoiler_is_hidden_until_it_is_asked_for(chat: Chatting) -> None:
    """Seen to fail without `visibility: hidden`, and without the listener for keys."""
    await chat.writes("It is <tg-spoiler>the butler</tg-spoiler> or <tg-spoiler>Ana</tg-spoiler>")
    await expect(chat.page.get_by_text("the butler")).to_be_hidden()
    first, second = await chat.page.get_by_role("button", name="Hidden text").all()
    await second.focus()
    await chat.page.keyboard.press("Enter")
    await first.click()
    await expect(chat.page.get_by_text("the butler")).to_be_visible()
    await expect(chat.list.get_by_text("Ana", exact=True)).to_be_visible()
    await expect(chat.page.get_by_role("button", name="Hidden text")).to_have_count(0)


async def test_links_show_where_they_lead(chat: Chatting) -> None:
    await chat.writes('See <a href="https://example.com/a?b=1">here</a> and example.org/x')
    hidden = chat.page.get_by_role("link", name="here")
    await expect(hidden).to_have_attribute("title", "https://example.com/a?b=1")
    await expect(hidden).to_have_attribute("rel", "noopener noreferrer")
    await expect(hidden).to_have_attribute("target", "_blank")
    bare = chat.page.get_by_role("link", name="example.org/x")
    await expect(bare).to_have_attribute("href", "https://example.org/x")


async def test_a_link_that_pretends_is_asked_about(chat: Chatting) -> None:
    """Seen to fail without the comparison of hosts. The focus comes back to the link."""
    await chat.writes('<a href="https://evil.example/x">bank.example</a>')
    link = chat.page.get_by_role("link", name="bank.example")
    await link.click()
    asked = chat.page.get_by_role("dialog", name="Open this link?")
    await expect(asked).to_contain_text("https://evil.example/x")
    await asked.get_by_role("button", name="Stay here").click()
    await expect(asked).to_have_count(0)
    await expect(link).to_be_focused()


DEEP = {
    "https://t.me/perfectlancer_bot?start=job_7": "job_7",
    "https://t.me/Perfectlancer_Bot?start=": "",
    "tg://resolve?domain=perfectlancer_bot&amp;start=ref-1": "ref-1",
}


async def test_a_deep_link_opens_the_bot_here(chat: Chatting) -> None:
    """Seen to fail with the bot's name compared letter by letter."""
    await chat.told("compose-start")
    for address, payload in DEEP.items():
        message = await chat.writes(f'<a href="{address}">the job</a>')
        await chat.bubble(message).get_by_role("link", name="the job").click()
        assert await chat.heard() == ["compose-start", {"payload": payload}]


async def test_addresses_that_could_run_are_no_links(chat: Chatting) -> None:
    """Seen to fail with every scheme that URL can read."""
    for address in ("javascript:window.bad=1", "data:text/html,x", "java\tscript:x", "file:///x"):
        mark = {"type": "text_link", "offset": 0, "length": 4, "url": address}
        sent = await chat.bot("sendMessage", text="open", entities=[mark])
        await expect(
            chat.bubble(sent["message_id"]).get_by_text("open", exact=True)
        ).to_be_visible()
    await expect(chat.list.get_by_role("link")).to_have_count(0)


async def test_a_command_is_sent_when_it_is_pressed(chat: Chatting) -> None:
    await chat.writes("Try /help or ask")
    await chat.page.get_by_role("button", name="/help").click()
    await expect(chat.page.get_by_label("From Ana").get_by_text("/help")).to_be_visible()
    while (await chat.update("message"))["text"] != "/help":
        pass


async def test_code_says_its_language_and_can_be_copied(chat: Chatting) -> None:
    await chat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await chat.writes('<pre><code class="language-python">print(1 &lt; 2)</code></pre>')
    await expect(chat.page.get_by_text("python", exact=True)).to_be_visible()
    await chat.page.get_by_role("button", name="Copy the code").click()
    await expect(chat.page.get_by_role("status").get_by_text("Copied")).to_be_visible()
    assert await chat.page.evaluate("navigator.clipboard.readText()") == "print(1 < 2)"


async def test_a_long_quote_unfolds(chat: Chatting) -> None:
    """Seen to fail without the class that folds."""
    lines = "\n".join(f"line {n}" for n in range(12))
    await chat.writes(f"<blockquote expandable>{lines}</blockquote>")
    words = chat.page.locator(".quote-text")
    folded = (await words.bounding_box() or {})["height"]
    button = chat.page.get_by_role("button", name="Show all")
    await expect(button).to_have_attribute("aria-expanded", "false")
    await button.click()
    await expect(chat.page.get_by_role("button", name="Show less")).to_be_visible()
    assert (await words.bounding_box() or {})["height"] > 2 * folded


async def test_only_what_is_cut_off_unfolds(chat: Chatting) -> None:
    """It is looked at anew when the column becomes narrower. Seen to fail with the button on every
    quote that may be folded, and with one look when the message comes."""
    await chat.page.set_viewport_size({"width": 1400, "height": 800})
    short = await chat.writes("<blockquote expandable>Two\nlines</blockquote>")
    three = await chat.writes(f"<blockquote expandable>{'word ' * 25}</blockquote>")
    long = await chat.writes(f"<blockquote expandable>{'word ' * 200}</blockquote>")
    button = "Show all"
    await expect(chat.bubble(long).get_by_role("button", name=button)).to_be_visible()
    await expect(chat.bubble(short).get_by_role("button", name=button)).to_be_hidden()
    await expect(chat.bubble(three).get_by_role("button", name=button)).to_be_hidden()
    await chat.page.set_viewport_size({"width": 320, "height": 800})
    await expect(chat.bubble(three).get_by_role("button", name=button)).to_be_visible()
    await expect(chat.bubble(short).get_by_role("button", name=button)).to_be_hidden()


async def test_mentions_and_the_rest(chat: Chatting) -> None:
    await chat.writes(
        f'@somebody <a href="tg://user?id={chat.ana}">Ana B</a> #tag a@b.com +351 912 345 678 '
        '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>'
    )
    mention = chat.page.get_by_role("link", name="@somebody")
    await expect(mention).to_have_attribute("href", "https://t.me/somebody")
    await chat.page.get_by_role("button", name="Ana B").click()
    await expect(chat.page.get_by_label("Message as Ana")).to_be_focused()
    await expect(chat.page.get_by_title("Custom emoji 5368324170671202286")).to_have_text("👍")
    await expect(chat.page.get_by_role("button", name="a@b.com")).to_be_visible()


MOMENTS = {
    "UTC": {"Dt": "12:30, 1 March 2024", "d": "1 Mar 2024", "": "then"},
    "America/New_York": {"Dt": "07:30, 1 March 2024"},
    "Asia/Tokyo": {"wDT": "Friday, 21:30:00, 1 March 2024"},
}


@pytest.mark.parametrize("zone", MOMENTS)
async def test_moments_are_in_the_viewers_zone(browser: Browser, zone: str) -> None:
    """Seen to fail with the time zone fixed to UTC."""
    context = await browser.new_context(viewport=PHONE, timezone_id=zone, locale="de-DE")
    async with chatting(await context.new_page()) as chat:
        for format, shown in MOMENTS[zone].items():
            message = await chat.writes(
                f'<tg-time unix="1709296200" format="{format}">then</tg-time>'
            )
            moment = chat.bubble(message).locator("time.moment")
            await expect(moment).to_have_text(shown)
            assert "1 March 2024" in (await moment.get_attribute("title") or "")
    await context.close()


async def test_a_relative_moment_grows_old_with_telegrams_clock(chat: Chatting) -> None:
    """Seen to fail without hearing the clock."""
    soon = int(chat.server.world.now()) + 2 * 86_400 + 600
    await chat.writes(f'It ends <tg-time unix="{soon}" format="r">soon</tg-time>.')
    await expect(chat.list.get_by_text("in 2 days")).to_be_visible()
    await chat.lets_pass(86_400)
    await expect(chat.list.get_by_text("tomorrow")).to_be_visible()
