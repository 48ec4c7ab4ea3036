"""Words from right to left stand right wherever people's and bots' words are shown."""

from playwright.async_api import Locator, Page, expect

from .conftest import PHONE
from .watching import Scene

NAME = "שרה!"
WORDS = "שלום, עולם!"
KEYS = {"inline_keyboard": [[{"text": WORDS, "callback_data": "x"}], [
    {"text": WORDS, "url": "https://example.com"}
]]}  # fmt: skip
PRICE = {"currency": "XTR", "prices": [{"label": "x", "amount": 5}], "payload": "p"}

# Of a text that ends in "!": that stands left of the first letter. The caller says of which text.
ENDS_LEFT = """(node, words) => {
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const at = text.data.indexOf(words);
        if (at < 0) continue;
        const [first, last] = [at, at + words.length - 1].map(place => {
            const range = document.createRange();
            range.setStart(text, place);
            range.setEnd(text, place + 1);
            return range.getBoundingClientRect().left;
        });
        return last < first;
    }
    return `${words} is not in ${node.outerHTML}`;
}"""


async def stands_right(place: Locator, words: str = WORDS) -> None:
    await expect(place).to_be_visible()
    assert await place.evaluate(ENDS_LEFT, words) is True


async def opened(scene: Scene, **options: object) -> tuple[Page, Locator]:
    """The page with her chat."""
    scene.ids[NAME] = (await scene.acts("person", first_name=NAME))["id"]
    await scene.says(NAME, "/start")
    page = await scene.page(**options)
    return page, page.get_by_role("region", name=f"{NAME}'s chat")


async def test_the_chat(scene: Scene) -> None:
    """Seen to fail without dir="auto" on buttons, and with a topic's name in
    the line's own words."""
    page, hers = await opened(scene)
    await scene.acts("enable_topics")
    await scene.acts("open_topic", person=scene.ids[NAME], name=WORDS)
    sent = (await scene.bot("sendMessage", NAME, text=WORDS, reply_markup=KEYS))["result"]
    reply = {"message_id": sent["message_id"]}
    await scene.bot("sendMessage", NAME, text="Yes", reply_parameters=reply)
    await scene.bot("pinChatMessage", NAME, **reply)
    file = {"kind": "document", "name": WORDS, "mime": "text/plain", "content": "aGk="}
    await scene.acts("send_file", person=scene.ids[NAME], file=file)
    await scene.bot("sendInvoice", NAME, title=WORDS, description=WORDS, **PRICE)
    await stands_right(hers.get_by_role("heading"), NAME)
    await stands_right(hers.get_by_role("button", name=WORDS, exact=True))
    await stands_right(hers.get_by_role("link", name=WORDS, exact=True))
    await stands_right(hers.get_by_role("button", name="In reply to"))
    await stands_right(hers.get_by_role("button", name="Pinned message"))
    await stands_right(hers.get_by_role("tab", name=WORDS))
    await stands_right(hers.get_by_text("was opened"))
    await stands_right(hers.locator(".file .card-title"))
    invoice = hers.get_by_role("group", name="Invoice")
    await stands_right(invoice.locator(".card-title"))
    await stands_right(invoice.locator(".card-note"))
    await hers.get_by_role("button", name="Pay").press("Enter")
    await stands_right(page.get_by_role("dialog").get_by_role("heading"))
    await stands_right(page.get_by_role("dialog").locator("p").first)


async def test_what_one_writes(scene: Scene) -> None:
    """Seen to fail with a name that is part of the line's own words ("Reply to !שרה"), and without
    dir="auto" at the field."""
    page, hers = await opened(scene)
    await scene.bot("setMyCommands", commands=[{"command": "help", "description": WORDS}])
    await scene.bot("sendMessage", NAME, text="x", reply_markup={"keyboard": [[WORDS]]})
    await stands_right(hers.get_by_role("button", name=WORDS))
    field = page.get_by_label(f"Message as {NAME}")
    direction = "node => getComputedStyle(node).direction"
    await field.fill(WORDS)
    assert await field.evaluate(direction) == "rtl"
    await field.press("Enter")
    await expect(hers.get_by_role("article").last).to_contain_text(WORDS)
    await hers.get_by_role("article").last.press("Enter")
    await page.get_by_role("menuitem", name="Reply", exact=True).press("Enter")
    await stands_right(hers.get_by_role("note"))
    await stands_right(hers.get_by_role("note"), NAME)
    await field.fill("/")
    await stands_right(hers.get_by_role("option"))
    await field.fill("hello")
    assert await field.evaluate(direction) == "ltr"


async def test_who_is_there(scene: Scene) -> None:
    """Seen to fail with the name among the words beside it: "1" stood before the name."""
    page, _hers = await opened(scene)
    await page.get_by_role("button", name=f"Column of {NAME}").press("Enter")
    await page.get_by_role("button", name="Hide").press("Enter")
    await scene.bot("sendMessage", NAME, text=WORDS)
    await page.get_by_role("button", name="People, 1 unread").press("Enter")
    await stands_right(page.get_by_text("1 unread"), NAME)
    box = await page.get_by_text("1 unread").evaluate("""node => [...node.childNodes].map(one => {
        const range = document.createRange();
        range.selectNode(one);
        return range.getBoundingClientRect().left;
    })""")
    assert box == sorted(box)
    assert len(box) == 3
    await page.get_by_role("button", name="⇄ Wire").press("Enter")
    await stands_right(page.locator("summary").last)
    await page.get_by_label("With the text").fill(WORDS)
    await expect(page.locator("summary")).to_have_count(1)
    direction = "node => getComputedStyle(node).direction"
    assert await page.get_by_label("With the text").evaluate(direction) == "rtl"


async def test_tabs_of_a_phone(scene: Scene) -> None:
    """Seen to fail without dir="auto" at a tab."""
    page, hers = await opened(scene, viewport=PHONE)
    await page.get_by_role("tab", name=NAME).click()
    await stands_right(page.get_by_role("tab", name=NAME), NAME)
    await stands_right(hers.get_by_role("heading"), NAME)
