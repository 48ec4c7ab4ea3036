"""A column for each person: who comes, who is hidden, in which order; on a phone one at a time."""

import re

from playwright.async_api import Page, expect

from tests.pages.conftest import PHONE
from tests.pages.watching import Scene

CHATS = re.compile("'s chat$")
FIRST_IN_SIGHT = """async list => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    const top = list.getBoundingClientRect().top;
    const below = (one) => one.getBoundingClientRect().bottom > top;
    const seen = [...list.querySelectorAll("article")].find(below);
    return seen.querySelector(".text").textContent;
}"""
"""Once all is drawn: how high what is out of sight stands is a guess till it has been seen."""


async def chats(page: Page, *names: str) -> None:
    """These columns are shown, from left to right."""
    shown = page.get_by_role("region", name=CHATS)
    await expect(shown).to_have_count(len(names))
    left = []
    for name in names:
        column = page.get_by_role("region", name=f"{name}'s chat")
        await expect(column).to_be_visible()
        box = await column.bounding_box()
        assert box
        left.append(box["x"])
    assert left == sorted(left)


async def test_what_was_said_before_the_page_opened_is_there(scene: Scene) -> None:
    """Seen to fail with columns that hear only what comes later: every chat was empty."""
    await scene.bot("sendMessage", "Ana", text="Good morning")
    page = await scene.page()
    await chats(page, "Ana", "Marc")
    ana = page.get_by_role("region", name="Ana's chat")
    await expect(ana.get_by_text("Good morning")).to_be_visible()


async def test_somebody_new(scene: Scene) -> None:
    """Seen to fail with a form that sends the page away instead."""
    page = await scene.page()
    await page.get_by_role("button", name="People").click()
    await page.get_by_label("Name").fill("Olá Ōla")
    await page.get_by_label("Language").fill("pt-br")
    await page.keyboard.press("Enter")
    await chats(page, "Ana", "Marc", "Olá Ōla")
    made = (await scene.acts("people"))[-1]
    assert (made["first_name"], made["language_code"]) == ("Olá Ōla", "pt-br")
    await expect(page.get_by_label("Name")).to_have_value("")


async def test_a_new_name_is_everywhere(scene: Scene) -> None:
    """Seen to fail with a frame that is named once: its group, menu and grip kept the old name."""
    page = await scene.page()
    await expect(page.get_by_role("group", name="Column of Ana")).to_be_visible()
    await scene.acts("rename", person=scene.ids["Ana"], first_name="Olá")
    await expect(page.get_by_role("group", name="Column of Olá")).to_be_visible()
    await expect(page.get_by_role("region", name="Olá's chat")).to_be_visible()
    await expect(page.get_by_title("Drag to move Olá's column")).to_be_visible()
    await page.get_by_role("button", name="Column of Olá").click()
    await expect(page.get_by_role("group", name="Column of Olá")).to_have_count(2)
    await expect(page.get_by_label("Column of Ana")).to_have_count(0)


async def test_a_column_is_hidden_and_comes_back(scene: Scene) -> None:
    """Planted once: the hidden ids were not remembered, and Marc was there again after a reload."""
    page = await scene.page()
    await page.get_by_role("button", name="Column of Marc").click()
    await page.get_by_role("button", name="Hide").click()
    await chats(page, "Ana")
    await page.reload()
    await chats(page, "Ana")
    await scene.bot("sendMessage", "Marc", text="Are you there?")
    await page.get_by_role("button", name="People, 1 unread in hidden chats").click()
    await page.get_by_label("Show Marc · en · 1 unread").click()
    await chats(page, "Ana", "Marc")
    await expect(page.get_by_role("button", name="People", exact=True)).to_be_visible()


async def test_the_order_is_changed_by_keyboard(scene: Scene) -> None:
    """Seen to fail with an order that is not remembered."""
    await scene.enters("Ola")
    page = await scene.page()
    await page.get_by_role("button", name="Column of Ola").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Move left")).to_be_focused()
    await expect(page.get_by_role("button", name="Move right")).to_be_disabled()
    await page.keyboard.press("Enter")
    await chats(page, "Ana", "Ola", "Marc")
    await expect(page.get_by_role("button", name="Column of Ola")).to_be_focused()
    await page.reload()
    await chats(page, "Ana", "Ola", "Marc")


async def test_a_column_is_dragged(scene: Scene) -> None:
    """Seen to fail without the drop: the browser took the column back."""
    page = await scene.page()
    grip = page.get_by_title("Drag to move Marc's column")
    await grip.drag_to(page.get_by_role("region", name="Ana's chat"))
    await chats(page, "Marc", "Ana")


async def test_what_is_written_and_scrolled_survives_a_move(scene: Scene) -> None:
    """Seen to fail with a column that is put into the page anew: it began at its top."""
    for number in range(40):
        await scene.bot("sendMessage", "Marc", text=f"Line {number}")
    page = await scene.page()
    field = page.get_by_label("Message as Marc")
    await field.fill("half a sen")
    messages = page.get_by_role("region", name="Marc's chat").get_by_role("log")
    await messages.evaluate("list => list.scrollTop = 300")
    read = await messages.evaluate(FIRST_IN_SIGHT)
    await page.get_by_role("button", name="Column of Marc").click()
    await page.get_by_role("button", name="Move left").click()
    await chats(page, "Marc", "Ana")
    await expect(field).to_have_value("half a sen")
    assert await messages.evaluate(FIRST_IN_SIGHT) == read != "Line 0"


async def test_a_phone_shows_one_at_a_time(scene: Scene) -> None:
    """Seen to fail without the count: nobody knew that Marc was written to."""
    page = await scene.page(viewport=PHONE, has_touch=True)
    await chats(page, "Ana")
    await scene.bot("sendMessage", "Marc", text="Are you there?")
    await scene.bot("sendMessage", "Marc", text="Hello?")
    await page.get_by_role("tab", name="Marc, 2 unread").tap()
    await chats(page, "Marc")
    marc = page.get_by_role("tab", name="Marc", exact=True)
    await expect(marc).to_have_attribute("aria-selected", "true")
    await marc.focus()
    await page.keyboard.press("ArrowRight")
    await chats(page, "Ana")
    await expect(page.get_by_role("tab", name="Ana")).to_be_focused()
    await page.reload()
    await chats(page, "Ana")
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


async def test_what_is_unread_outlives_a_reload(scene: Scene) -> None:
    """Also what came while the page was closed. Seen to fail with counts that only the page knows,
    and with a person who was never looked at and so began anew each time."""
    page = await scene.page(viewport=PHONE)
    await chats(page, "Ana")
    await page.reload()
    await scene.bot("sendMessage", "Marc", text="Are you there?")
    await expect(page.get_by_role("tab", name="Marc, 1 unread")).to_be_visible()
    await page.goto("about:blank")
    await scene.bot("sendMessage", "Marc", text="Hello?")
    await scene.bot("sendMessage", "Ana", text="And you?")
    await page.goto(scene.server.url)
    await page.get_by_role("tab", name="Marc, 2 unread").click()
    await expect(page.get_by_role("tab", name="Marc", exact=True)).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("tab", name="Marc", exact=True)).to_be_visible()
    await expect(page.get_by_role("tab", name="Ana", exact=True)).to_be_visible()


async def test_numbers_of_an_earlier_simulator_count_for_nothing(scene: Scene) -> None:
    """Seen to fail with what was seen there taken for what is seen here: nothing was new."""
    page = await scene.page()
    await page.get_by_role("button", name="Column of Marc").click()
    await page.get_by_role("button", name="Hide").click()
    await page.evaluate(
        """ids => localStorage.setItem("simulator.seen",
            JSON.stringify(Object.fromEntries(ids.map((id) => [id, 900]))))""",
        list(scene.ids.values()),
    )
    await page.reload()
    await chats(page, "Ana")
    await scene.bot("sendMessage", "Marc", text="Are you there?")
    await expect(
        page.get_by_role("button", name="People, 1 unread in hidden chats")
    ).to_be_visible()


async def test_a_storage_that_is_forbidden_or_full_of_nonsense(scene: Scene) -> None:
    """Seen to fail without the guard: not one column came."""
    page = await scene.page()
    await page.evaluate("""() => {
        localStorage.setItem("simulator.order", "{not json");
        localStorage.setItem("simulator.hidden", '{"a": 1}');
        localStorage.setItem("simulator.seen", "[1, 2]");
        localStorage.setItem("simulator.theme", '"pink"');
        localStorage.setItem("simulator.wire-size", '"wide"');
    }""")
    await page.reload()
    await chats(page, "Ana", "Marc")
    await page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }})"
    )
    await page.reload()
    await chats(page, "Ana", "Marc")
    await page.get_by_role("button", name="Column of Ana").click()
    await page.get_by_role("button", name="Hide").click()
    await chats(page, "Marc")


async def test_from_right_to_left(scene: Scene) -> None:
    """Seen to fail with a stage that is laid out from left to right always."""
    page = await scene.page()
    await page.evaluate("document.documentElement.dir = 'rtl'")
    await expect(page.get_by_role("region", name="Marc's chat")).to_be_visible()
    ana = await page.get_by_role("region", name="Ana's chat").bounding_box()
    marc = await page.get_by_role("region", name="Marc's chat").bounding_box()
    assert ana
    assert marc
    assert ana["x"] > marc["x"]
    await page.get_by_role("button", name="⇄ Wire").click()
    wire = await page.get_by_role("complementary", name="Wire").bounding_box()
    assert wire
    assert wire["x"] == 0
    assert await page.evaluate("document.documentElement.scrollWidth") <= 1400


async def test_an_answer_is_said_in_the_chat_of_who_pressed(scene: Scene) -> None:
    """Seen to fail with words at the edge of the page, which could be anybody's."""
    page = await scene.page()
    rows = {"inline_keyboard": [[{"text": "Go on", "callback_data": "x"}]]}
    await scene.bot("sendMessage", "Marc", text="Shall we?", reply_markup=rows)
    await page.get_by_role("button", name="Go on").click()
    while not (heard := (await scene.bot("getUpdates", timeout=10))["result"]):
        pass
    query = next(one["callback_query"] for one in heard if "callback_query" in one)
    await scene.bot("answerCallbackQuery", callback_query_id=query["id"], text="Gladly")
    chats = [page.get_by_role("region", name=f"{name}'s chat") for name in ("Ana", "Marc")]
    await expect(chats[1].get_by_role("status").get_by_text("Gladly")).to_be_visible()
    await expect(chats[0].get_by_text("Gladly")).to_have_count(0)
