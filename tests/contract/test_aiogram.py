"""aiogram's own Bot against the simulator: what it sends is understood, what it gets decodes."""

from __future__ import annotations

import hashlib

from aiogram import Bot, F
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    MenuButtonCommands,
    ReactionTypeEmoji,
    ReplyParameters,
)

from simulator.images import sample_jpeg
from simulator.people import Attachment, Person, Telegram


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton(text=label, callback_data=f"do:{label}") for label in labels]
    return InlineKeyboardMarkup(inline_keyboard=[row])


async def test_get_me(aio: Bot, telegram: Telegram) -> None:
    me = await aio.me()
    assert (me.is_bot, me.username) == (True, telegram.username)
    assert me.id == int(telegram.token.split(":")[0])


async def test_a_text_with_entities_and_buttons(aio: Bot, ana: Person) -> None:
    sent = await aio.send_message(
        ana.id,
        "Hello <b>😀 Ana</b> &amp; <code>x</code>",
        parse_mode="HTML",
        reply_markup=keyboard("Yes", "No"),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert sent.text == "Hello 😀 Ana & x"
    assert [(e.type, e.offset, e.length) for e in sent.entities or []] == [
        ("bold", 6, 6),
        ("code", 15, 1),
    ]
    assert sent.html_text == "Hello <b>😀 Ana</b> &amp; <code>x</code>"
    seen = await ana.sees("Hello 😀 Ana")
    assert seen.buttons == [["Yes", "No"]]
    assert seen.data("No") == "do:No"


async def test_what_a_person_types_decodes(aio: Bot, telegram: Telegram) -> None:
    ben = await telegram.person("Ben", language="pt")
    typed = await ben.types("/start job_7 and mail me@example.com")
    (update,) = await aio.get_updates()
    message = update.message
    assert message
    assert message.from_user
    assert (message.message_id, message.text) == (typed.id, typed.text)
    assert message.from_user.language_code == "pt"
    assert message.from_user.id == message.chat.id == ben.id > 2**32
    assert message.chat.type == "private"
    assert [e.type for e in message.entities or []] == ["bot_command", "email"]
    assert F.text.startswith("/start").resolve(message)


async def test_a_pressed_button(aio: Bot, ana: Person, answering) -> None:
    await aio.send_message(ana.id, "Choose", reply_markup=keyboard("Yes ✅", "No"))

    async def answer(bot: Bot, update) -> None:
        if update.callback_query:
            assert update.callback_query.message.text == "Choose"
            await update.callback_query.message.edit_text("Chosen").as_(bot)
            await bot.answer_callback_query(update.callback_query.id, "Done", show_alert=True)

    answering(answer)
    pressed = await ana.presses("Yes")
    assert (pressed.text, pressed.alert) == ("Done", True)
    seen = await ana.sees("Chosen")
    assert (seen.edited, seen.buttons) == (True, [])


async def test_edits_and_deletions(aio: Bot, ana: Person) -> None:
    sent = await aio.send_message(ana.id, "one", reply_markup=keyboard("A"))
    edited = await aio.edit_message_text(
        "two", chat_id=ana.id, message_id=sent.message_id, reply_markup=keyboard("A", "B")
    )
    assert edited.text == "two"
    assert edited.edit_date
    await aio.edit_message_reply_markup(chat_id=ana.id, message_id=sent.message_id)
    assert (await ana.sees("two")).buttons == []
    assert await aio.delete_message(ana.id, sent.message_id)
    await ana.doesnt_see("two", anywhere=True)


async def test_a_file_up_and_down_again(aio: Bot, ana: Person) -> None:
    content = bytes(range(256)) * 900
    sent = await aio.send_document(
        ana.id, BufferedInputFile(content, "plan é.pdf"), caption="<i>plan</i>", parse_mode="HTML"
    )
    assert sent.document
    assert (sent.document.file_name, sent.document.file_size) == ("plan é.pdf", len(content))
    assert sent.document.mime_type == "application/pdf"
    shown = await ana.sees("plan")
    assert shown.file
    assert shown.file["sha256"] == hashlib.sha256(content).hexdigest()
    again = await aio.send_document(ana.id, sent.document.file_id)
    assert again.document
    assert again.document.file_unique_id == sent.document.file_unique_id
    downloaded = await aio.download(sent.document)
    assert downloaded
    assert downloaded.read() == content


async def test_a_persons_file_down(aio: Bot, ana: Person) -> None:
    await ana.sends_file("design.pdf", b"%PDF" * 5000, caption="see #design")
    update = (await aio.get_updates())[-1]
    assert update.message
    assert update.message.document
    assert [e.type for e in update.message.caption_entities or []] == ["hashtag"]
    file = await aio.get_file(update.message.document.file_id)
    assert file.file_path
    content = await aio.download_file(file.file_path)
    assert content
    assert content.read() == b"%PDF" * 5000


async def test_a_photo_has_sizes(aio: Bot, ana: Person) -> None:
    sent = await aio.send_photo(
        ana.id, BufferedInputFile(sample_jpeg(1280, 720), "p.jpg"), caption="look"
    )
    assert sent.photo
    assert [(p.width, p.height) for p in sent.photo][-1] == (1280, 720)
    assert len({p.file_id for p in sent.photo}) == 3
    for size in sent.photo:
        assert (await aio.send_photo(ana.id, size.file_id)).photo


async def test_every_kind_of_media(aio: Bot, ana: Person) -> None:
    def file(name: str) -> BufferedInputFile:
        return BufferedInputFile(b"some bytes", name)

    video = await aio.send_video(ana.id, file("v.mp4"), width=640, height=360, duration=5)
    audio = await aio.send_audio(ana.id, file("a.mp3"), title="Song", performer="Ana")
    voice = await aio.send_voice(ana.id, file("v.ogg"), duration=2)
    note = await aio.send_video_note(ana.id, file("n.mp4"), length=240)
    sticker = await aio.send_sticker(ana.id, file("s.webp"), emoji="👍")
    moving = await aio.send_animation(ana.id, file("m.mp4"))
    place = await aio.send_location(ana.id, 38.7, -9.1)
    contact = await aio.send_contact(ana.id, "+351 1", "Marc")
    assert video.video
    assert video.video.duration == 5
    assert audio.audio
    assert audio.audio.title == "Song"
    assert voice.voice
    assert note.video_note
    assert sticker.sticker
    assert sticker.sticker.emoji == "👍"
    assert moving.animation
    assert moving.document
    assert place.location
    assert place.location.latitude == 38.7
    assert contact.contact
    kinds = [m.file["kind"] for m in await ana.chat() if m.file]
    assert kinds == ["video", "audio", "voice", "video_note", "sticker", "animation"]


async def test_what_a_person_sends_of_every_kind(aio: Bot, ana: Person) -> None:
    await aio.get_updates(offset=-1)
    sent = [
        await ana.sends_photo(),
        await ana.sends_video(),
        await ana.sends_voice(),
        await ana.sends_video_note(),
        await ana.sends_audio(),
        await ana.sends_animation(),
        await ana.sends_sticker(),
        await ana.sends_location(),
        await ana.sends_contact("+351 910 000 000", "Marc"),
    ]
    updates = (await aio.get_updates())[-len(sent) :]
    kinds = [u.message.content_type for u in updates if u.message]
    assert kinds == [
        "photo",
        "video",
        "voice",
        "video_note",
        "audio",
        "animation",
        "sticker",
        "location",
        "contact",
    ]


async def test_albums_both_ways(aio: Bot, ana: Person) -> None:
    group = await aio.send_media_group(
        ana.id,
        [
            InputMediaDocument(media=BufferedInputFile(b"one", "1.txt"), caption="both"),
            InputMediaDocument(media=BufferedInputFile(b"two", "2.txt")),
        ],
    )
    assert len({m.media_group_id for m in group}) == 1
    assert [m.document.file_name for m in group if m.document] == ["1.txt", "2.txt"]
    await ana.sends_album([Attachment("a.pdf", b"a"), Attachment("b.pdf", b"b")], caption="mine")
    updates = [u.message for u in (await aio.get_updates())[-2:]]
    assert [m.caption for m in updates if m] == ["mine", None]
    assert len({m.media_group_id for m in updates if m}) == 1


async def test_a_text_becomes_a_picture(aio: Bot, ana: Person) -> None:
    sent = await aio.send_message(ana.id, "wait")
    media = InputMediaPhoto(media=BufferedInputFile(sample_jpeg(), "p.jpg"), caption="there")
    edited = await aio.edit_message_media(media, chat_id=ana.id, message_id=sent.message_id)
    assert edited.photo
    assert (edited.text, edited.caption) == (None, "there")
    edited = await aio.edit_message_caption(
        caption="here", chat_id=ana.id, message_id=sent.message_id
    )
    assert edited.caption == "here"


async def test_replies(aio: Bot, ana: Person) -> None:
    question = await aio.send_message(ana.id, "Which one?")
    await ana.replies_to(question.message_id, "the first")
    message = (await aio.get_updates())[-1].message
    assert message
    assert message.reply_to_message
    assert message.reply_to_message.message_id == question.message_id
    answer = await aio.send_message(
        ana.id, "Good", reply_parameters=ReplyParameters(message_id=message.message_id)
    )
    assert (await ana.sees("Good")).reply_to == message.message_id
    assert answer.reply_to_message
    lonely = ReplyParameters(message_id=999, allow_sending_without_reply=True)
    assert (await aio.send_message(ana.id, "x", reply_parameters=lonely)).reply_to_message is None


async def test_copies_leave_the_sender_out_and_forwards_show_it(
    aio: Bot, telegram: Telegram, ana: Person
) -> None:
    ben = await telegram.person("Ben")
    await ben.starts()
    mine = await ana.sends_file("a.pdf", b"a", caption="my caption")
    await aio.copy_message(ben.id, ana.id, mine.id)
    seen = await ben.sees("my caption")
    assert "forward_origin" not in seen.raw
    assert seen.file
    await aio.copy_message(ben.id, ana.id, mine.id, caption="another")
    assert (await ben.sees("another")).text == "another"
    await aio.copy_message(ben.id, ana.id, mine.id, caption="")  # aiogram drops ""
    assert (await ben.last()).text == "my caption"
    forwarded = await aio.forward_message(ben.id, ana.id, mine.id)
    assert forwarded.forward_origin
    assert forwarded.forward_origin.type == "user"
    copies = await aio.copy_messages(ben.id, ana.id, [1, mine.id])
    assert len(copies) == 2


async def test_edits_of_a_person_arrive(aio: Bot, ana: Person) -> None:
    typed = await ana.types("teh plan")
    await ana.edits(typed, "the plan")
    update = (await aio.get_updates())[-1]
    assert update.edited_message
    assert (update.edited_message.message_id, update.edited_message.text) == (typed.id, "the plan")


async def test_the_bots_profile(aio: Bot, ana: Person) -> None:
    commands = [BotCommand(command="start", description="Begin")]
    scope = BotCommandScopeChat(chat_id=ana.id)
    assert await aio.set_my_commands(commands, language_code="pt")
    assert await aio.set_my_commands(commands, scope=scope)
    (command,) = await aio.get_my_commands(language_code="pt")
    assert (command.command, command.description) == ("start", "Begin")
    assert len(await aio.get_my_commands(scope=scope)) == 1
    assert await aio.get_my_commands() == []
    assert await aio.delete_my_commands(language_code="pt")
    assert await aio.get_my_commands(language_code="pt") == []
    await aio.set_my_description("Long", language_code="pt")
    await aio.set_my_description("General")
    assert (await aio.get_my_description("pt")).description == "Long"
    assert (await aio.get_my_description("de")).description == "General"
    await aio.set_my_short_description("Short")
    assert (await aio.get_my_short_description()).short_description == "Short"
    await aio.set_my_name("Lancer")
    assert (await aio.get_my_name()).name == "Lancer"
    await aio.set_chat_menu_button(ana.id, MenuButtonCommands())
    assert (await aio.get_chat_menu_button(ana.id)).type == "commands"


async def test_pins_reactions_and_the_chat_itself(aio: Bot, ana: Person) -> None:
    sent = await aio.send_message(ana.id, "card")
    await aio.pin_chat_message(ana.id, sent.message_id)
    chat = await aio.get_chat(ana.id)
    assert chat.pinned_message
    assert chat.first_name == "Ana"
    assert (await ana.sees("card")).pinned
    await aio.unpin_chat_message(ana.id)
    assert (await aio.get_chat(ana.id)).pinned_message is None
    reaction = [ReactionTypeEmoji(emoji="👍")]
    await aio.set_message_reaction(ana.id, sent.message_id, reaction)
    assert (await ana.sees("card")).raw["reactions"] == ["👍"]
    assert await aio.send_chat_action(ana.id, "typing")
