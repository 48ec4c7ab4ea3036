"""A chat on the simulator's page: buttons, answers, edits, replies, pins, topics, files."""

import asyncio
import base64
import io
import wave
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from simulator.images import sample_jpeg

from .chatting import Chatting, chatting, keyboard


@pytest.fixture
async def chat(phone: Page) -> AsyncIterator[Chatting]:
    async with chatting(phone) as chat:
        yield chat


async def test_a_button_spins_until_the_bot_answers(chat: Chatting) -> None:
    """Seen to fail with the answer not led back to its button."""
    await chat.writes("Ready?", reply_markup=keyboard([{"text": "Yes", "callback_data": "y"}]))
    button = chat.page.get_by_role("button", name="Yes", exact=True)
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    query = await chat.update("callback_query")
    await chat.bot("answerCallbackQuery", callback_query_id=query["id"], text="Noted")
    await expect(chat.page.get_by_role("status").get_by_text("Noted")).to_be_visible()
    await expect(button).not_to_have_attribute("aria-busy", "true")


async def test_an_alert_is_a_dialog_and_the_focus_returns(chat: Chatting) -> None:
    """Seen to fail with the focus dropped when the dialog closes."""
    await chat.writes("Ready?", reply_markup=keyboard([{"text": "Yes", "callback_data": "y"}]))
    button = chat.page.get_by_role("button", name="Yes", exact=True)
    await button.focus()
    await chat.page.keyboard.press("Enter")
    query = await chat.update("callback_query")
    answer = {"text": "Not <b>yet</b>", "show_alert": True}
    await chat.bot("answerCallbackQuery", callback_query_id=query["id"], **answer)
    said = chat.page.get_by_role("dialog", name="The bot says")
    await expect(said.get_by_text("Not <b>yet</b>")).to_be_visible()
    await chat.page.keyboard.press("Enter")
    await expect(said).to_have_count(0)
    await expect(button).to_be_focused()


async def test_what_buttons_do_that_is_not_the_bots(chat: Chatting) -> None:
    """Seen to fail with the events not bubbling."""
    await chat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for kind in ("compose", "compose-start", "pay"):
        await chat.told(kind)
    rows = keyboard(
        [{"text": "Site", "url": "https://example.com/x"}, {"text": "Off", "disabled": True}],
        [{"text": "Code", "copy_text": {"text": "AB 12"}}],
        [{"text": "Share", "switch_inline_query": "job 7"}],
        [{"text": "Here", "switch_inline_query_current_chat": ""}],
        [{"text": "Open", "url": "https://t.me/perfectlancer_bot?start=job_7"}],
    )
    await chat.writes("Choose", reply_markup=rows)
    page = chat.page
    site = page.get_by_role("link", name="Site")
    await expect(site).to_have_attribute("href", "https://example.com/x")
    await expect(site).to_have_attribute("rel", "noopener noreferrer")
    await expect(page.get_by_role("button", name="Off")).to_be_disabled()
    await page.get_by_role("button", name="Code").click()
    await expect(page.get_by_role("status").get_by_text("Copied")).to_be_visible()
    assert await page.evaluate("navigator.clipboard.readText()") == "AB 12"
    await page.get_by_role("button", name="Share").click()
    assert await chat.heard() == ["compose", {"text": "@perfectlancer_bot job 7"}]
    await page.get_by_role("button", name="Here").click()
    assert await chat.heard() == ["compose", {"text": "@perfectlancer_bot "}]
    await page.get_by_role("link", name="Open").click()
    assert await chat.heard() == ["compose-start", {"payload": "job_7"}]


async def test_a_code_where_the_clipboard_is_forbidden(chat: Chatting) -> None:
    """It can be copied by hand. Seen to fail with a word of regret instead of the field."""
    page = chat.page
    await page.evaluate("() => (navigator.clipboard.writeText = () => Promise.reject(Error()), 0)")
    await chat.writes("Choose", reply_markup=keyboard([{"text": "A", "copy_text": {"text": "AB"}}]))
    await page.get_by_role("button", name="A", exact=True).click()
    await expect(page.get_by_label("Text to copy")).to_have_value("AB")
    await expect(page.get_by_label("Text to copy")).to_be_focused()


async def test_what_a_notice_covers_can_be_pressed(chat: Chatting) -> None:
    """Seen to fail with notices that take the pointer: the button below waited until they went."""
    rows = keyboard([{"text": "Say it", "callback_data": "x"}])
    await chat.writes("Choose", reply_markup=rows)
    button = chat.page.get_by_role("button", name="Say it")
    await button.click()
    query = await chat.update("callback_query")
    await chat.bot("answerCallbackQuery", callback_query_id=query["id"], text="Said. " * 30)
    said = chat.page.get_by_role("status").get_by_text("Said.")
    await expect(said).to_be_visible()
    below = """node => {
        const { left, top, width, height } = node.getBoundingClientRect();
        return !node.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    }"""
    assert await said.evaluate(below)


async def test_an_invoice_is_a_card_and_paid_is_said(chat: Chatting) -> None:
    await chat.told("pay")
    price = [{"label": "x", "amount": 50}]
    sent = await chat.bot(
        "sendInvoice", title="A logo", description="Two drafts", payload="p", currency="XTR",
        prices=price,
    )  # fmt: skip
    card = chat.page.get_by_role("group", name="Invoice")
    for text in ("A logo", "Two drafts", "⭐ 50"):
        await expect(card.get_by_text(text, exact=True)).to_be_visible()
    await chat.page.get_by_role("button", name="Pay ⭐ 50").click()
    assert await chat.heard() == ["pay", sent["message_id"]]
    paying = asyncio.ensure_future(chat.acts("pay", message_id=sent["message_id"]))
    query = await chat.update("pre_checkout_query")
    await chat.bot("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)
    charge = (await paying)["charge_id"]
    await expect(chat.list.get_by_text("Ana paid ⭐ 50")).to_be_visible()
    facts = {"user_id": chat.ana, "telegram_payment_charge_id": charge}
    await chat.bot("refundStarPayment", **facts)
    await expect(chat.list.get_by_text("⭐ 50 went back to Ana")).to_be_visible()


async def test_an_edit_keeps_focus_and_place(chat: Chatting) -> None:
    """Seen to fail with the keyboard's focus forgotten."""
    rows = keyboard([{"text": "−", "callback_data": "a"}, {"text": "+", "callback_data": "b"}])
    counter = await chat.writes("Three", reply_markup=rows)
    for number in range(20):
        await chat.writes(f"line {number}")
    await expect(chat.list.get_by_text("line 19")).to_be_in_viewport()
    plus = chat.page.get_by_role("button", name="+", exact=True)
    await plus.focus()
    await expect(plus).to_be_in_viewport()
    before = await plus.bounding_box() or {}
    rows["inline_keyboard"].append([{"text": "Done", "callback_data": "c"}])
    edit = {"message_id": counter, "reply_markup": rows}
    await chat.bot("editMessageText", text="Four", **edit)
    await expect(chat.bubble(counter).get_by_text("Four")).to_be_visible()
    await expect(chat.bubble(counter).get_by_text("edited")).to_be_visible()
    await expect(plus).to_be_focused()
    assert before["y"] == (await plus.bounding_box() or {})["y"]
    await chat.bot("editMessageText", text="Five", message_id=counter)
    await expect(chat.bubble(counter)).to_be_focused()


async def test_what_is_deleted_goes_and_the_focus_stays_in_the_chat(chat: Chatting) -> None:
    """Seen to fail without looking for a neighbour: the focus fell to the page."""
    first, second = await chat.writes("first"), await chat.writes("second")
    await chat.bubble(second).focus()
    await chat.bot("deleteMessage", message_id=second)
    await expect(chat.bubble(second)).to_have_count(0)
    await expect(chat.bubble(first)).to_be_focused()


async def test_a_picture_is_not_loaded_again_under_a_new_keyboard(chat: Chatting) -> None:
    """Seen to fail with every part of a changed message drawn anew."""
    sent = await chat.bot("sendPhoto", photo="attach://file", caption="A", file=sample_jpeg())
    bubble = chat.bubble(sent["message_id"])
    await bubble.get_by_role("img", name="Photo").evaluate("picture => window.kept = picture")
    rows = keyboard([{"text": "More", "callback_data": "m"}])
    edit = {"message_id": sent["message_id"], "caption": "B", "reply_markup": rows}
    await chat.bot("editMessageCaption", **edit)
    await expect(bubble.get_by_role("button", name="More")).to_be_visible()
    assert await chat.page.evaluate("window.kept.isConnected && window.kept.naturalWidth") == 640


async def test_a_reply_leads_to_what_it_answers(chat: Chatting) -> None:
    """Seen to fail without reading older messages first: the target was not there."""
    target = await chat.acts("say", text="How much is it?")
    for number in range(230):
        await chat.acts("say", text=f"word {number}")
    reply = {"message_id": target["message_id"]}
    sent = await chat.writes("Fifty", reply_parameters=reply)
    await chat.page.reload()
    await expect(chat.bubble(target["message_id"])).to_have_count(0)
    bubble = chat.bubble(sent)
    await bubble.get_by_role("button", name="In reply to Ana: How much is it?").click()
    await expect(chat.bubble(target["message_id"])).to_be_in_viewport()
    await expect(chat.bubble(target["message_id"])).to_be_focused()


async def test_pins_are_gone_through(chat: Chatting) -> None:
    """Seen to fail with the bar always at the newest one."""
    pins = [await chat.writes(f"pin {n}") for n in (1, 2)]
    for number in range(30):
        await chat.writes(f"word {number}")
    bar = chat.page.get_by_role("button", name="Pinned message")
    await expect(bar).to_have_count(0)
    for pin in pins:
        await chat.bot("pinChatMessage", message_id=pin)
    await expect(bar).to_contain_text("pin 2")
    await expect(chat.list.get_by_text("word 29")).to_be_in_viewport()
    await bar.click()
    await expect(chat.bubble(pins[1])).to_be_in_viewport()
    await expect(bar).to_contain_text("pin 1")
    await bar.click()
    await expect(bar).to_contain_text("pin 2")
    await chat.bot("unpinAllChatMessages")
    await expect(bar).to_have_count(0)


async def test_the_menu_of_a_message(chat: Chatting) -> None:
    """By keyboard alone: what it offers is told to whoever does it, which is the field here."""
    await chat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for kind in ("reply", "edit-own"):
        await chat.told(kind)
    sent = (await chat.acts("say", text="Mine"))["message_id"]
    page, mine = chat.page, chat.bubble(sent)
    await mine.focus()
    for keys in (["Enter"], ["ArrowDown", "ArrowDown", "Enter"]):
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("menuitem", name="Reply")).to_be_focused()
        for key in keys:
            await page.keyboard.press(key)
        await expect(page.get_by_label("Message as Ana")).to_be_focused()
        await mine.focus()
    assert [await chat.heard(), await chat.heard()] == [["reply", sent], ["edit-own", sent]]
    await mine.click(button="right")
    await page.get_by_role("menuitem", name="Copy message JSON").click()
    await expect(page.get_by_role("status").get_by_text("Copied")).to_be_visible()
    assert '"first_name": "Ana"' in await page.evaluate("navigator.clipboard.readText()")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("menu")).to_have_count(0)
    await mine.click(button="right")
    await page.get_by_role("menuitem", name="Delete").click()
    await expect(mine).to_have_count(0)


async def test_reactions_of_both(chat: Chatting) -> None:
    sent = await chat.writes("Good?")
    bubble = chat.bubble(sent)
    await bubble.click(button="right")
    await chat.page.get_by_role("menuitemcheckbox", name="React 👍").click()
    own = bubble.get_by_role("button", name="👍 1")
    await expect(own).to_have_attribute("aria-pressed", "true")
    thumb = [{"type": "emoji", "emoji": "👍"}]
    await chat.bot("setMessageReaction", message_id=sent, reaction=thumb)
    await bubble.get_by_role("button", name="👍 2").click()
    await expect(own).to_have_attribute("aria-pressed", "false")


async def test_fingers_swipe_to_reply_and_hold_for_the_menu(chat: Chatting) -> None:
    """Seen to fail without the distance that makes a swipe."""
    await chat.told("reply")
    sent = await chat.writes("Swipe this long message, please")
    at = await chat.bubble(sent).bounding_box() or {}
    touch = {"pointerType": "touch", "bubbles": True, "clientY": at["y"] + 9}
    drag = """(node, [touch, xs]) => ["down", "move", "up"].forEach((kind, at) =>
        node.dispatchEvent(new PointerEvent(`pointer${kind}`, {...touch, clientX: xs[at]})))"""
    for to in (70, 20):  # too short, far enough
        await chat.bubble(sent).evaluate(drag, [touch, [100, to, to]])
    assert await chat.heard() == ["reply", sent]
    assert await chat.page.evaluate("window.told.length") == 0
    await chat.bubble(sent).dispatch_event("pointerdown", {**touch, "clientX": 100})
    await expect(chat.page.get_by_role("menu")).to_be_visible()


async def test_unread_is_counted_and_the_end_is_found(chat: Chatting) -> None:
    """Seen to fail with everything read at once, and without the line."""
    for number in range(30):
        await chat.writes(f"word {number}")
    await expect(chat.list.get_by_text("word 29")).to_be_in_viewport()
    down = chat.page.get_by_role("button", name="To the end")
    await expect(down).to_have_count(0)
    await chat.list.evaluate("list => list.scrollTop = 0")
    await expect(down).to_be_visible()
    await chat.writes("news 1")
    await chat.writes("news 2")
    await expect(chat.page.get_by_label("2 unread", exact=True)).to_be_visible()
    await expect(chat.page.get_by_role("separator", name="Unread messages")).to_have_count(1)
    await expect(chat.list.get_by_text("news 2")).not_to_be_in_viewport()
    await chat.page.get_by_role("button", name="To the end, 2 unread").click()
    await expect(chat.list.get_by_text("news 2")).to_be_in_viewport()
    await expect(chat.page.get_by_label("2 unread")).to_have_count(0)
    await expect(down).to_have_count(0)


async def test_topics_are_tabs(chat: Chatting) -> None:
    """Seen to fail with the badges not drawn anew when something comes."""
    chat.server.world.limits.topics = True
    page, names = chat.page, {"Logo": 0, "Shop": 0}
    for name in names:
        names[name] = (await chat.bot("createForumTopic", name=name))["message_thread_id"]
    await expect(chat.list.get_by_text("Topic “Logo” was opened")).to_be_visible()
    await chat.writes("about logos", message_thread_id=names["Logo"])
    await page.get_by_role("tab", name="All").focus()
    await page.keyboard.press("ArrowRight")
    await expect(page.get_by_role("tab", name="Logo")).to_have_attribute("aria-selected", "true")
    await expect(page.get_by_role("tab", name="Logo")).to_be_focused()
    await chat.writes("about shops", message_thread_id=names["Shop"])
    await expect(page.get_by_role("tab", name="Shop").get_by_label("1 unread")).to_be_visible()
    await expect(chat.list.get_by_text("about logos")).to_be_visible()
    await expect(chat.list.get_by_text("about shops")).to_have_count(0)
    await page.get_by_role("tab", name="Shop").click()
    await expect(page.get_by_role("tab", name="Shop").get_by_label("1 unread")).to_have_count(0)
    await chat.bot("editForumTopic", message_thread_id=names["Shop"], name="Store")
    await expect(page.get_by_role("tab", name="Store")).to_be_visible()
    await expect(chat.list.get_by_text("The topic is called “Store” now")).to_be_visible()
    await chat.bot("deleteForumTopic", message_thread_id=names["Shop"])
    await expect(page.get_by_role("tab", name="All")).to_have_attribute("aria-selected", "true")


async def test_typing_is_said_for_a_moment(chat: Chatting) -> None:
    """Seen to fail without listening for the message that ends it."""
    typing = chat.page.get_by_text("Perfectlancer is typing…")
    await chat.bot("sendChatAction", action="typing")
    await expect(typing).to_be_visible()
    await chat.writes("There")
    await expect(typing).to_have_count(0)
    await chat.bot("sendChatAction", action="upload_document")
    sending = chat.page.get_by_text("Perfectlancer is sending a file…")
    await expect(sending).to_be_visible()
    await expect(sending).to_have_count(0, timeout=8000)


async def test_days_stand_between_messages(chat: Chatting) -> None:
    """Seen to fail without hearing the clock: yesterday was still called today."""
    await expect(chat.list.get_by_text("Today")).to_have_count(1)
    await chat.lets_pass(86_400)
    await expect(chat.list.get_by_text("Yesterday")).to_be_visible()
    await chat.writes("Next day")
    await expect(chat.list.get_by_text("Today")).to_have_count(1)


async def test_files_of_every_kind(chat: Chatting) -> None:
    """Seen to fail with a player for bytes that are none: nothing could be downloaded."""
    page = chat.page
    await chat.bot("sendDocument", document="attach://file", file=b"x" * 3000)
    await expect(page.get_by_text("2.9 KB")).to_be_visible()
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Download file").click()
    assert (await download.value).suggested_filename == "file"
    voice = {"kind": "voice", "size": 100, "duration": 65}
    await chat.acts("send_file", file=voice)
    await expect(page.get_by_text("1:05")).to_be_visible()
    song = {"kind": "audio", "size": 100, "name": "a.mp3", "title": "Fado", "performer": "Ana M"}
    await chat.acts("send_file", file=song)
    await expect(page.get_by_text("Ana M — Fado")).to_be_visible()
    await chat.acts("send_file", file={"kind": "video", "size": 100, "name": "clip.mp4"})
    await expect(page.get_by_role("link", name="Download clip.mp4")).to_be_visible()
    await chat.acts("send_file", file={"kind": "video_note", "size": 100})
    await expect(page.get_by_text("Video message")).to_be_visible()
    await chat.acts("send_file", file={"kind": "sticker", "size": 100, "emoji": "🐳"})
    await expect(page.get_by_role("img", name="Sticker")).to_have_text("🐳")
    await chat.bot("sendPhoto", photo="attach://file", file=sample_jpeg())
    await page.get_by_role("button", name="Photo, 640 × 480").click()
    await expect(page.get_by_role("dialog", name="Photo")).to_be_visible()
    await page.keyboard.press("Escape")


async def test_a_sound_is_played(chat: Chatting) -> None:
    """Seen to fail with a policy that lets no media in: a file to download was shown instead."""
    sound = {"content": base64.b64encode(_a_second()).decode(), "mime": "audio/wav"}
    await chat.acts("send_file", file={"kind": "voice", "duration": 1, **sound})
    await chat.acts("send_file", file={"kind": "audio", "name": "a.wav", "title": "Fado", **sound})
    play = """player => new Promise((done, failed) => {
        player.muted = true;
        player.addEventListener("ended", () => done(player.duration));
        player.addEventListener("error", () => failed(player.error));
        player.play();
    })"""
    for name in ("Voice message", "Fado"):
        player = chat.list.get_by_label(name, exact=True)
        await expect(player).to_have_attribute("controls", "")
        assert await player.evaluate(play) == pytest.approx(1)


async def test_albums_stand_together(chat: Chatting) -> None:
    """Seen to fail without grouping: three bubbles, and the caption in the first."""
    photos = [{"type": "photo", "media": "attach://file"} for _ in range(3)]
    photos[0]["caption"] = "Three <b>views</b>"
    await chat.bot("sendMediaGroup", media=photos, file=sample_jpeg())
    album = chat.page.get_by_role("group", name="Album of 3")
    await expect(album.get_by_role("img", name="Photo")).to_have_count(3)
    await expect(album.get_by_text("Three <b>views</b>")).to_have_count(1)


async def test_places_contacts_and_the_rest(chat: Chatting) -> None:
    page = chat.page
    await chat.bot("sendVenue", latitude=38.7, longitude=-9.1, title="Café", address="Rua 1")
    venue = page.get_by_role("group", name="Venue")
    await expect(venue.get_by_text("Rua 1")).to_be_visible()
    await expect(venue.get_by_role("link", name="Open the map")).to_be_visible()
    await chat.acts("send_content", content={"contact": {"phone_number": "+1", "first_name": "Bo"}})
    await expect(page.get_by_role("group", name="Contact").get_by_text("Bo")).to_be_visible()
    await chat.bot("sendDice")
    await expect(page.get_by_role("img", name="🎲 shows 4")).to_be_visible()
    poll = {"question": "When?", "options": [{"text": "Now", "voter_count": 2}, {"text": "Later"}]}
    await chat.acts("send_content", content={"poll": poll})
    await expect(page.get_by_role("group", name="Poll").get_by_text("Later")).to_be_visible()
    origin = {"type": "hidden_user", "sender_user_name": "Somebody", "date": 1}
    await chat.acts("say", text="Look", forward_origin=origin)
    await expect(page.get_by_text("Forwarded from Somebody")).to_be_visible()
    await chat.acts("send_content", content={"something_new": {}, "poll": "not a poll"})
    await chat.acts("say", text="and on it goes")
    await expect(page.get_by_text("and on it goes")).to_be_visible()


def _a_second() -> bytes:
    """A second of silence, as a WAV."""
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(16_000))
    return written.getvalue()
