"""Writing in the simulator's page: texts, drafts, replies, edits, keyboards, and who may write."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from simulator import control
from simulator.server import Server
from tests.pages.writing import KEY, Writing

KEYBOARD = {"keyboard": [["Yes", "No"], [{"text": "My number", "request_contact": True}]]}


async def test_enter_sends_and_shift_enter_is_a_new_line(ana: Writing) -> None:
    """Nothing is not even tried. Seen to fail without looking whether there is a text."""
    tried: list[Any] = []
    ana.page.on("request", lambda asked: tried.append(asked) if "/say" in asked.url else None)
    await ana.writes("   ")
    await ana.field.fill("one")
    await ana.field.press("Shift+Enter")
    await ana.page.keyboard.type("two 👍🏽")
    await ana.field.press("Enter")
    assert (await ana.hears())["text"] == "one\ntwo 👍🏽"
    await expect(ana.field).to_have_value("")
    assert len(tried) == 1


async def test_messages_arrive_in_the_order_in_which_they_were_written(ana: Writing) -> None:
    """Seen to fail when each was sent at once: the first one's request was held up."""
    held: list[Any] = []

    async def hold(route: Any) -> None:
        held.append(route)
        if len(held) == 1:
            await ana.page.wait_for_timeout(300)
        await route.continue_()

    await ana.page.route("**/control/say", hold)
    for text in ("first", "second", "third"):
        await ana.writes(text)
    assert [(await ana.hears())["text"] for _ in range(3)] == ["first", "second", "third"]


async def test_the_field_grows_to_eight_lines(ana: Writing) -> None:
    """Seen to fail without a greatest height."""

    async def height(lines: int) -> float:
        await ana.field.fill("\n".join("x" * lines))
        return float(await ana.field.evaluate("node => node.getBoundingClientRect().height"))

    one, two, eight, many = [await height(n) for n in (1, 2, 8, 30)]
    assert one < two
    assert eight == pytest.approx(one + 7 * (two - one), abs=2)
    assert many == pytest.approx(eight, abs=2)


async def test_a_long_text_is_counted_as_telegram_counts(ana: Writing) -> None:
    """In UTF-16 units. Seen to fail with characters counted."""
    count = ana.column.get_by_label("Length")
    await ana.field.fill("x" * 3000)
    await expect(count).to_have_text("")
    await ana.field.fill("x" * 4000)
    await expect(count).to_have_text("96 left")
    await ana.field.fill("😀" * 2048)
    await expect(count).to_have_text("0 left")
    await ana.field.fill("😀" * 2049)
    await expect(count).to_have_text("goes as 2 messages")
    await ana.field.press("Enter")
    assert [len((await ana.hears())["text"]) for _ in range(2)] == [2048, 1]


async def test_an_emoji_is_found_by_its_name_without_a_mouse(ana: Writing) -> None:
    """Seen to fail when the emoji was put at the end instead of the caret."""
    await ana.field.fill("ab")
    await ana.field.press("ArrowLeft")
    await ana.button("Emoji").press("Enter")
    await ana.page.keyboard.type("rocket")
    await ana.page.keyboard.press("Enter")
    await expect(ana.field).to_be_focused()
    await expect(ana.field).to_have_value("a🚀b")
    await ana.button("Emoji").press("Enter")
    await ana.page.keyboard.press("ArrowDown")
    await ana.page.keyboard.press("ArrowRight")
    await expect(ana.page.locator(":focus")).to_have_accessible_name("joy laugh tears")
    await ana.page.keyboard.press("Escape")
    await expect(ana.button("Emoji")).to_be_focused()


async def test_what_is_refused_is_said_and_not_lost(ana: Writing) -> None:
    """Seen to fail when the field was emptied for good."""
    sent = await ana.says("Well?")
    await ana.tell("reply", await ana.shown(sent["message_id"]))
    await ana.bot("deleteMessage", chat_id=ana.id, message_id=sent["message_id"])
    await ana.writes("To nobody")
    await expect(ana.column.get_by_role("alert")).to_contain_text("no message")
    await expect(ana.field).to_have_value("To nobody")
    await ana.field.press("Escape")
    await ana.field.press("Enter")
    assert (await ana.hears())["text"] == "To nobody"
    await expect(ana.column.get_by_role("alert")).to_have_text("")


async def test_a_draft_waits_for_its_person_and_its_topic(ana: Writing) -> None:
    """Also over a reload. Seen to fail with one draft for all topics."""
    await control.run(ana.server.world, "enable_topics", {})
    logo = (await ana.verb("open_topic", name="Logo"))["id"]
    await ana.hears()
    await ana.field.fill("outside")
    await ana.tell("topic", {"topic": logo})
    await expect(ana.field).to_have_value("")
    await ana.field.fill("of the logo")
    await ana.tell("topic", {"topic": None})
    await expect(ana.field).to_have_value("outside")
    await ana.page.reload()
    await expect(ana.field).to_have_value("outside")
    await ana.tell("topic", {"topic": logo})
    await expect(ana.field).to_have_value("of the logo")
    await ana.field.press("Enter")
    heard = await ana.hears()
    assert (heard["text"], heard["message_thread_id"]) == ("of the logo", logo)
    await ana.tell("topic", {"topic": None})
    await expect(ana.field).to_have_value("outside")


async def test_a_reply_shows_what_it_answers(ana: Writing) -> None:
    """Seen to fail when Escape left the reply where it was."""
    sent = await ana.says("What colour shall it be?")
    quote = ana.column.get_by_role("note")
    await ana.tell("reply", await ana.shown(sent["message_id"]))
    await expect(quote).to_contain_text("Reply to Perfectlancer")
    await expect(quote).to_contain_text("What colour shall it be?")
    await expect(ana.field).to_be_focused()
    await ana.page.keyboard.press("Escape")
    await expect(quote).to_be_hidden()
    await ana.tell("reply", await ana.shown(sent["message_id"]))
    await ana.button("Cancel the reply").click()
    await expect(quote).to_be_hidden()
    await ana.tell("reply", await ana.shown(sent["message_id"]))
    await ana.writes("Green")
    assert (await ana.hears())["reply_to_message"]["message_id"] == sent["message_id"]
    await expect(quote).to_be_hidden()


async def test_a_question_that_wants_a_reply_gets_one(ana: Writing) -> None:
    """Seen to fail when the page did not look at force_reply."""
    markup = {"force_reply": True, "input_field_placeholder": "A name"}
    asked = await ana.says("What is your name?", reply_markup=markup)
    await expect(ana.column.get_by_role("note")).to_contain_text("What is your name?")
    await expect(ana.field).to_have_attribute("placeholder", "A name")
    await ana.writes("Ana")
    assert (await ana.hears())["reply_to_message"]["message_id"] == asked["message_id"]
    await expect(ana.column.get_by_role("note")).to_be_hidden()
    await ana.says("Sure?", reply_markup=markup)
    await expect(ana.column.get_by_role("note")).to_contain_text("Sure?")
    await ana.field.press("Escape")
    await ana.writes("Aside")
    assert "reply_to_message" not in await ana.hears()


async def test_arrow_up_edits_the_last_own_message(ana: Writing) -> None:
    """Seen to fail when an unchanged text was sent as an edit, too."""
    await ana.writes("Helo")
    await ana.hears()
    await ana.says("You said Helo")
    await expect(ana.field).to_have_value("")
    await expect(ana.column.get_by_text("You said Helo")).to_be_visible()
    await ana.field.press("ArrowUp")
    await expect(ana.column.get_by_role("note")).to_contain_text("Edit message")
    await expect(ana.field).to_have_value("Helo")
    await ana.writes("Hello")
    assert (await ana.hears("edited_message"))["text"] == "Hello"
    await expect(ana.field).to_have_value("")
    await ana.field.press("ArrowUp")
    await ana.writes("Hello")
    await expect(ana.column.get_by_role("note")).to_be_hidden()
    await ana.field.press("ArrowUp")
    await ana.writes("")
    await expect(ana.column.get_by_role("alert")).to_contain_text("cannot become empty")
    await ana.field.press("Escape")
    await ana.hears_nothing()


async def test_an_edit_gives_the_draft_back(ana: Writing) -> None:
    """Seen to fail when the text of the edit stayed in the field."""
    sent = await ana.verb("say", text="Helo")
    await ana.hears()
    await ana.field.fill("meanwhile")
    await ana.tell("edit-own", await ana.shown(sent["message_id"]))
    await expect(ana.field).to_have_value("Helo")
    await ana.field.press("Escape")
    await expect(ana.field).to_have_value("meanwhile")
    await ana.tell("edit-own", await ana.shown(sent["message_id"]))
    await ana.writes("Hello")
    assert (await ana.hears("edited_message"))["text"] == "Hello"
    await expect(ana.field).to_have_value("meanwhile")


async def test_the_bots_keyboard_writes_beside_the_draft(ana: Writing) -> None:
    """Seen to fail when a key emptied the field."""
    await ana.field.fill("a draft")
    await ana.says("Well?", reply_markup=KEYBOARD)
    await ana.button("Yes").click()
    assert (await ana.hears())["text"] == "Yes"
    await expect(ana.field).to_have_value("a draft")
    toggle = ana.button("The bot's keyboard")
    await expect(toggle).to_have_attribute("aria-expanded", "true")
    await toggle.press("Enter")
    await expect(ana.button("Yes")).to_be_hidden()
    await toggle.press("Enter")
    await ana.button("No").press("Enter")
    assert (await ana.hears())["text"] == "No"
    await ana.says("Bye", reply_markup={"remove_keyboard": True})
    await expect(toggle).to_be_hidden()
    await ana.says("Once", reply_markup=KEYBOARD | {"one_time_keyboard": True})
    await ana.button("Yes").click()
    await ana.hears()
    await expect(ana.button("Yes")).to_be_hidden()
    await expect(toggle).to_be_visible()


async def test_the_bot_may_ask_for_ones_own_number(ana: Writing) -> None:
    await ana.says("Well?", reply_markup=KEYBOARD)
    await ana.button("My number").click()
    dialog = ana.page.get_by_role("dialog", name="Share your number with the bot?")
    await expect(dialog.get_by_label("First name")).to_have_value("Ana")
    await dialog.get_by_label("Phone number").fill("+351 911")
    await ana.page.keyboard.press("Enter")
    contact = (await ana.hears())["contact"]
    assert contact == {"phone_number": "+351 911", "first_name": "Ana", "user_id": ana.id}
    await expect(dialog).to_be_hidden()


async def test_a_chat_begins_with_start(phone: Page) -> None:
    """Seen to fail when the field was there from the beginning."""
    async with Server(page_key=KEY) as server:
        await control.run(server.world, "person", {"first_name": "Eva"})
        await phone.goto(server.url)
        field = phone.get_by_label("Message as Eva")
        start = phone.get_by_role("button", name="Start", exact=True)
        await expect(start).to_be_visible()
        await expect(field).to_be_hidden()
        await start.press("Enter")
        await expect(field).to_be_focused()
        await expect(start).to_be_hidden()
        (chat,) = server.world.chats.values()
        assert [m.body["text"] for m in chat.messages.values()] == ["/start"]
        await phone.goto("about:blank")


async def test_the_bot_is_blocked_and_unblocked(ana: Writing) -> None:
    """By keyboard alone. Seen to fail when the page did not hear of being blocked."""
    await ana.button("This person and the bot").press("Enter")
    await ana.page.keyboard.press("Enter")
    assert (await ana.hears("my_chat_member"))["new_chat_member"]["status"] == "kicked"
    await expect(ana.field).to_be_hidden()
    await ana.button("Unblock").press("Enter")
    assert (await ana.hears("my_chat_member"))["new_chat_member"]["status"] == "member"
    await expect(ana.field).to_be_focused()


async def test_a_person_takes_another_name_and_language(ana: Writing) -> None:
    """Seen to fail when a name that is left empty was kept as an empty one."""
    menu = ana.button("This person and the bot")
    await menu.click()
    await ana.page.get_by_role("menuitem", name="Rename…").click()
    dialog = ana.page.get_by_role("dialog")
    await dialog.get_by_label("First name").fill("Anna")
    await dialog.get_by_label("User name").fill("anna_1")
    await dialog.get_by_role("button", name="Rename").click()
    await expect(ana.page.get_by_label("Message as Anna")).to_be_visible()
    await expect(ana.page.get_by_role("heading", name="Anna")).to_be_visible()
    await menu.click()
    await ana.page.keyboard.press("ArrowDown")
    await ana.page.keyboard.press("ArrowDown")
    await ana.page.keyboard.press("Enter")
    await dialog.get_by_label("Language code").fill("pt-BR")
    await ana.page.keyboard.press("Enter")
    await expect(dialog).to_be_hidden()
    await ana.page.get_by_label("Message as Anna").fill("Olá")
    await ana.page.get_by_label("Message as Anna").press("Enter")
    sender = (await ana.hears())["from"]
    wanted = {"first_name": "Anna", "username": "anna_1", "language_code": "pt-BR"}
    assert sender == wanted | {"id": ana.id, "is_bot": False}


async def test_an_account_is_deleted_only_after_a_question(ana: Writing) -> None:
    """Seen to fail without an event: the field stayed."""
    for answer in ("Cancel", "Delete the account"):
        await ana.button("This person and the bot").click()
        await ana.page.get_by_role("menuitem", name="Delete the account…").click()
        dialog = ana.page.get_by_role("dialog", name="Delete Ana's Telegram account?")
        await dialog.get_by_role("button", name=answer).click()
        await expect(dialog).to_be_hidden()
        await expect(ana.field).to_be_visible(visible=answer == "Cancel")
        await expect(ana.button("This person and the bot")).to_be_focused()
    await expect(ana.column.get_by_text("Ana deleted the account.")).to_be_visible()


@pytest.mark.parametrize(
    "link", ["https://t.me/Perfectlancer_bot?start=job_1", "t.me/perfectlancer_bot?start=job_1"]
)
async def test_a_deep_link_starts_the_bot(ana: Writing, link: str) -> None:
    """Seen to fail when user names were compared with their capitals."""
    await ana.writes(link)
    assert (await ana.hears())["text"] == "/start job_1"
    await ana.tell("compose-start", {"payload": "job_2"})
    assert (await ana.hears())["text"] == "/start job_2"
    await ana.writes("https://t.me/another_bot?start=job_1")
    assert (await ana.hears())["text"].startswith("https://t.me/another_bot")


async def test_what_is_clicked_in_the_chat_is_written_here(ana: Writing) -> None:
    """Links, buttons and the menu of a message. Seen to fail without listening to the column."""
    key = {"text": "Find", "switch_inline_query_current_chat": "logo"}
    text = "https://t.me/perfectlancer_bot?start=job_3"
    await ana.says(text, reply_markup={"inline_keyboard": [[key]]})
    await ana.column.get_by_role("link", name=text).click()
    assert (await ana.hears())["text"] == "/start job_3"
    await ana.button("Find", exact=False).click()
    await expect(ana.field).to_be_focused()
    await ana.page.keyboard.type("!")
    await expect(ana.field).to_have_value("@perfectlancer_bot logo!")
    await ana.column.get_by_role("article").last.press("Enter")
    await ana.page.get_by_role("menuitem", name="Edit").press("Enter")
    await expect(ana.field).to_have_value("/start job_3")
    await ana.column.get_by_role("article").first.press("Enter")
    await ana.page.get_by_role("menuitem", name="Reply", exact=True).press("Enter")
    await expect(ana.column.get_by_role("note")).to_contain_text("Reply to Ana")
