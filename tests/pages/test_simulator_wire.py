"""The wire: every call and update as it goes by, what Telegram refuses, and tests made of it."""

from playwright.async_api import Locator, Page, expect

from tests.pages.conftest import PHONE
from tests.pages.watching import Scene

GO = {"inline_keyboard": [[{"text": 'Let\'s "go"', "callback_data": "go"}]]}


async def opened(scene: Scene, **options: object) -> tuple[Page, Locator]:
    """The page with the wire open, and its rows."""
    page = await scene.page(**options)
    await page.get_by_role("button", name="⇄ Wire").click()
    return page, page.get_by_role("group", name="Calls and updates").locator("details")


async def test_calls_and_updates_as_they_happen(scene: Scene) -> None:
    """Seen to fail with rows that are made of what was there when the wire was opened."""
    page, rows = await opened(scene)
    await expect(rows).to_have_count(2)
    await scene.bot("sendMessage", "Ana", text="Good morning\nand more")
    last = rows.last
    await expect(last).to_contain_text("sendMessage")
    await expect(last).to_contain_text("Ana")
    await expect(last).to_contain_text("Good morning")
    await expect(last).not_to_contain_text("and more")
    await expect(page.get_by_label("JSON of sendMessage")).to_have_count(0)
    await last.locator("summary").press("Enter")
    await expect(page.get_by_label("JSON of sendMessage")).to_contain_text(
        '"text": "Good morning\\nand more"'
    )


async def test_what_is_being_read_stays(scene: Scene) -> None:
    """Seen to fail with a list that always follows: the opened JSON went up out of sight."""
    page, rows = await opened(scene)
    for number in range(60):
        await scene.bot("sendMessage", "Ana", text=f"Line {number}")
    row = rows.filter(has_text="Line 59")
    await row.locator("summary").click()
    json = page.get_by_label("JSON of sendMessage")
    await json.scroll_into_view_if_needed()
    for number in range(60, 90):
        await scene.bot("sendMessage", "Ana", text=f"Line {number}")
    await expect(page.get_by_role("button", name="↓ 30 newer")).to_be_visible()
    await expect(json).to_be_in_viewport()
    await page.get_by_role("button", name="↓ 30 newer").click()
    await expect(rows.last).to_contain_text("Line 89")


async def test_what_telegram_refuses_is_red_with_its_words(scene: Scene) -> None:
    """Planted once: refusals were filtered as calls that went well."""
    page, rows = await opened(scene)
    await scene.bot("sendMessage", "Ana", text="<b>open", parse_mode="HTML")
    await scene.bot("sendMessage", "Ana", text="fine")
    refused = rows.filter(has_text="can't parse entities")
    await expect(refused).to_contain_text("✗ 400")
    red = await refused.get_by_text("can't parse").evaluate("node => getComputedStyle(node).color")
    calm = await rows.last.get_by_text("fine").evaluate("node => getComputedStyle(node).color")
    assert red != calm
    await page.get_by_label("Which").select_option("Refused")
    await expect(rows).to_have_count(1)


async def test_filters(scene: Scene) -> None:
    """Seen to fail without knowing whose question an answer is to."""
    sent = await scene.bot("sendMessage", "Marc", text="Press", reply_markup=GO)
    pressed = await scene.acts(
        "press_data", person=scene.ids["Marc"], message_id=sent["result"]["message_id"],
        data="go", wait=False,
    )  # fmt: skip
    await scene.bot("sendMessage", "Ana", text="Something else")
    page, rows = await opened(scene)
    await scene.bot("answerCallbackQuery", callback_query_id=pressed["answer"]["query_id"])
    await page.get_by_label("Whose").select_option("Marc")
    await expect(rows.locator("b")).to_have_text(
        ["message", "sendMessage", "callback_query", "answerCallbackQuery"]
    )
    await page.get_by_label("Which").select_option("Updates")
    await expect(rows).to_have_count(2)
    await page.get_by_label("With the text").fill("CALLBACK_QUERY")
    await expect(rows).to_have_count(1)
    await scene.says("Marc", "not this")
    await scene.says("Marc", "a callback_query by name")
    await expect(rows).to_have_count(2)


async def test_where_another_run_began(scene: Scene) -> None:
    """Whatever is looked for; it is nobody's act. Seen to fail when it was taken for a call."""
    await scene.bot("sendMessage", "Ana", text="Of the past")
    scene.server.world.wire.note("begin", {"at": scene.server.world.clock.now(), "faults": 2})
    await scene.bot("sendMessage", "Ana", text="Of today")
    page, rows = await opened(scene)
    line = page.get_by_text("The simulator began again. Armed faults (2) are gone.")
    await expect(rows).to_have_count(4)
    await expect(line).to_be_visible()
    await page.get_by_label("With the text").fill("of today")
    await expect(rows).to_have_count(1)
    await expect(line).to_be_visible()
    await page.get_by_label("Whose").select_option("Marc")
    await expect(rows).to_have_count(0)
    await expect(line).to_be_visible()


async def test_copies(scene: Scene) -> None:
    """Seen to fail with `true` for Python's True, and with data instead of the button's text."""
    sent = await scene.bot(
        "sendMessage", "Ana", text="Welcome!\nReady?", reply_markup=GO, disable_notification=True
    )
    message = sent["result"]["message_id"]
    await scene.acts(
        "press_data", person=scene.ids["Ana"], message_id=message, data="go", wait=False
    )
    await scene.says("Ana", 'Say "hi"')
    await scene.says("Marc", "not hers")
    page, rows = await opened(scene)
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    await page.get_by_role("button", name="Copy acts as a test").click()
    await expect(page.get_by_text("Choose first whose acts")).to_be_visible()
    await page.get_by_label("Whose").select_option("Ana")
    await page.get_by_role("button", name="Copy acts as a test").click()
    await expect(page.get_by_text("Copied.")).to_be_visible()
    assert await _clipboard(page) == (
        "async def test_what_ana_did(ana: Person) -> None:\n"
        "    await ana.starts()\n"
        '    await ana.sees("Welcome!")\n'
        '    await ana.presses("Let\'s \\"go\\"")\n'
        '    await ana.types("Say \\"hi\\"")\n'
    )
    row = rows.filter(has_text="Welcome!").first
    await row.locator("summary").click()
    await row.get_by_role("button", name="Copy as a test").click()
    await expect(page.get_by_text("Copied.")).to_have_count(2)
    copied = await _clipboard(page)
    assert 'await bot.post(f"{telegram.url}/bot{telegram.token}/sendMessage", json=said)' in copied
    assert '"disable_notification": True' in copied
    compile(f"async def test():\n{_indented(copied)}", "copied", "exec")
    await row.get_by_role("button", name="Copy JSON").click()
    await expect(page.get_by_text("Copied.")).to_have_count(3)
    assert '"method": "sendMessage"' in await _clipboard(page)


async def test_a_clipboard_that_is_forbidden(scene: Scene) -> None:
    """Seen to fail without the field: nothing happened at all."""
    page, rows = await opened(scene)
    await page.evaluate("() => (navigator.clipboard.writeText = () => Promise.reject(Error()), 0)")
    await rows.first.locator("summary").click()
    await rows.first.get_by_role("button", name="Copy as a test").click()
    field = page.get_by_label("Text to copy")
    await expect(field).to_have_value("await ana.starts()")
    await expect(field).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(field).to_have_count(0)


async def test_thousands_of_calls_stay_few_rows(scene: Scene) -> None:
    """Seen to fail with rows that are never taken away again."""
    page, rows = await opened(scene)
    for number in range(2500):
        scene.server.world.updates.add("message", scene.ids["Ana"], {"text": f"Number {number}"})
    scene.server.world.bell()
    await expect(rows.last).to_contain_text("Number 2499")
    assert await rows.count() == 300
    entries = page.get_by_role("group", name="Calls and updates")
    gap = "list => list.scrollHeight - list.scrollTop - list.clientHeight"
    assert await entries.evaluate(gap) < 40

    # Scrolled up it stands still, and tells what is waiting.
    await entries.evaluate("list => list.scrollTop = 2000")
    await expect(page.get_by_role("button", name="↓ To the end")).to_be_visible()
    await scene.bot("sendMessage", "Ana", text="And one more")
    await expect(page.get_by_role("button", name="↓ 1 newer")).to_be_visible()
    assert await entries.evaluate("list => list.scrollTop") == 2000
    await page.get_by_role("button", name="Earlier").click()
    await expect(rows.first).to_contain_text("Number 2050")
    assert await rows.count() == 300
    for _ in range(20):
        earlier = page.get_by_role("button", name="Earlier")
        if await earlier.is_hidden():
            break
        await earlier.click()
    await expect(rows.first).to_contain_text("Number 501")  # 2000 entries are kept
    await page.get_by_role("button", name="newer").click()
    await expect(rows.last).to_contain_text("And one more")
    assert await entries.evaluate(gap) < 40


async def test_its_width(scene: Scene) -> None:
    """Seen to fail with a width that is not remembered."""
    page, _rows = await opened(scene)
    line = page.get_by_role("separator", name="Width of the wire")
    await line.focus()
    before = int(await line.get_attribute("aria-valuenow") or 0)
    await page.keyboard.press("ArrowLeft")
    await expect(line).to_have_attribute("aria-valuenow", str(before + 5))
    await page.mouse.move(*await _middle(line))
    await page.mouse.down()
    await page.mouse.move(700, 400, steps=4)
    await page.mouse.up()
    await expect(line).to_have_attribute("aria-valuenow", "50")
    await page.reload()
    await expect(line).to_have_attribute("aria-valuenow", "50")
    await page.get_by_role("button", name="Close the wire").press("Enter")
    await expect(page.get_by_role("button", name="⇄ Wire")).to_be_focused()
    await page.reload()
    await expect(page.get_by_role("region", name="Ana's chat")).to_be_visible()
    await expect(line).to_be_hidden()


async def test_on_a_phone_it_lies_below(scene: Scene) -> None:
    """Seen to fail with the wire beside a chat of no width."""
    page, rows = await opened(scene, viewport=PHONE)
    await expect(rows.first).to_be_visible()
    ana = await page.get_by_role("region", name="Ana's chat").bounding_box()
    wire = await page.get_by_role("complementary", name="Wire").bounding_box()
    assert ana
    assert wire
    assert ana["width"] == wire["width"] == PHONE["width"]
    assert wire["y"] >= ana["y"] + ana["height"]


async def test_markup_stays_text(scene: Scene) -> None:
    """Seen to fail with rows made by innerHTML."""
    page, rows = await opened(scene)
    await scene.says("Ana", "<img src=x onerror=alert(1)></script>")
    await expect(rows.last).to_contain_text("<img src=x onerror=alert(1)></script>")
    await rows.last.locator("summary").click()
    await expect(rows.last.locator("pre")).to_contain_text("<img src=x onerror=alert(1)></script>")
    assert await page.locator("img").count() == 0


async def _clipboard(page: Page) -> str:
    return str(await page.evaluate("navigator.clipboard.readText()"))


def _indented(code: str) -> str:
    return "".join(f"    {line}\n" for line in code.splitlines())


async def _middle(node: Locator) -> tuple[float, float]:
    box = await node.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
