"""Deliveries and attachments: files that add up, their note, and messages that are passed on."""

from sqlalchemy import select

from storage.tables import files
from storage.unit_of_work import Storage
from tests.conversations.cases import BY_NAME
from tests.conversations.desk import (
    STICKER,
    VOICE,
    Act,
    Desk,
    Press,
    T,
    document,
    photo,
)
from views.files import size


async def _delivery(database: Storage, *acts: Act) -> Desk:
    desk, _ = await BY_NAME["delivery"].begin(database)
    for act in acts:
        assert await desk.does(act)
    return desk


async def test_the_question_says_what_is_delivered(database: Storage) -> None:
    desk = await _delivery(database)
    assert "“step 1” (milestone 1 of 2), version 1" in desk.question.text


async def test_files_and_note_are_listed(database: Storage) -> None:
    desk = await _delivery(
        database,
        document("logo.pdf", "l", size=12_500_000, caption="The final logo"),
        photo("p"),
        VOICE,
    )
    shown = desk.question.text
    assert "The final logo" in shown
    for name, bytes_ in (("logo.pdf", 12_500_000), ("photo-1.jpg", 128_000), ("voice-1.ogg", 900)):
        assert f"📎 {name} · {size(T, bytes_)}" in shown


async def test_a_later_text_replaces_the_note_and_says_so(database: Storage) -> None:
    desk = await _delivery(database, "A first note", "A second note")
    assert "I replaced your description" in desk.question.text
    assert "A first note" not in desk.question.text


async def test_what_is_neither_a_file_nor_words_is_asked_for_as_either(database: Storage) -> None:
    """Seen to fail with the answer of questions that take words alone."""
    desk = await _delivery(database, STICKER)
    assert "That can't be delivered. Please send files" in desk.question.text
    assert "or write what you did" in desk.question.text


async def test_the_same_file_is_kept_once(database: Storage) -> None:
    desk = await _delivery(database, document("a.pdf", "a"), document("b.pdf", "a"))
    assert "You sent “a.pdf” already" in desk.question.text
    assert len((await desk.answers())["result"]["files"]) == 1


async def test_a_file_that_is_too_big_keeps_the_rest(database: Storage) -> None:
    desk = await _delivery(
        database,
        document("a.pdf", "a"),
        document("film.mov", "f", size=50_000_000, caption="See the film"),
    )
    assert "“film.mov” is too big" in desk.question.text
    assert "a.pdf" in desk.question.text
    assert "See the film" in desk.question.text


async def test_a_file_can_be_removed(database: Storage) -> None:
    desk = await _delivery(database, document("a.pdf", "a"), document("b.pdf", "b"))
    await desk.presses("🗑 a.pdf")
    assert "a.pdf" not in desk.question.text
    await desk.presses("Mark completed")
    assert await desk.stands() is None


async def test_the_twenty_first_file_is_left_out_by_name(database: Storage) -> None:
    desk = await _delivery(database, *[document(f"{n}.pdf", f"u{n}") for n in range(21)])
    assert "Up to 20 files fit here, so “20.pdf” was left out" in desk.question.text


async def test_an_album_is_answered_with_one_message(database: Storage) -> None:
    """Its parts come as updates of their own; all of them go into the question of the first."""
    parts = [document(f"{n}.pdf", f"u{n}", media_group_id="7") for n in range(4)]
    desk = await _delivery(database, parts[0])
    sent = desk.sent
    for part in parts[1:]:
        await desk.does(part)
        sent += desk.sent
    assert sent == 1
    assert all(f"{n}.pdf" in desk.question.text for n in range(4))


async def test_what_is_wrong_in_an_album_stays_said(database: Storage) -> None:
    desk = await _delivery(
        database,
        document("a.pdf", "a", media_group_id="7"),
        document("film.mov", "f", size=50_000_000, media_group_id="7"),
        document("b.pdf", "b", media_group_id="7"),
    )
    assert "film.mov” is too big" in desk.question.text
    assert "b.pdf" in desk.question.text


async def test_mark_completed_can_be_typed_and_is_no_note(database: Storage) -> None:
    desk = await _delivery(database, document("a.pdf", "a"), "mark completed")
    assert await desk.stands() is None


async def test_names_are_safe_and_photos_are_the_largest(database: Storage) -> None:
    await _delivery(database, document("../../<b>\u202e.pdf", "x"), photo("p"))
    async with database.engine.begin() as connection:
        rows = (await connection.execute(select(files).order_by(files.c.id))).all()
    assert [row.name for row in rows] == ["<b>.pdf", "photo-1.jpg"]
    assert rows[1].telegram_id == "p1280"


async def test_attachments_want_files(database: Storage) -> None:
    desk, _ = await BY_NAME["job"].begin(database)
    for act in ("Logo for a bakery", "We open in May and need a logo.", "logo", Press("Done"), "5"):
        await desk.does(act)
    await desk.does("see my web site")
    assert "Please send it as a file" in desk.question.text
    await desk.presses("Skip")
    assert await desk.stands() == "job:review"
