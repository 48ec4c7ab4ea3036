"""Sending files, places, contacts and voice notes from the simulator's page."""

import asyncio
from typing import Any

import pytest
from playwright.async_api import FilePayload, Page, expect

from simulator.images import sample_jpeg
from tests.pages.writing import Writing, at_the_page

TEXT = "text/plain"


def file(name: str, mime: str = TEXT, content: bytes = b"hello") -> FilePayload:
    return {"name": name, "mimeType": mime, "buffer": content}


def picture(name: str) -> FilePayload:
    return file(name, "image/jpeg", sample_jpeg(note=name.encode()))


async def attach(ana: Writing, *files: FilePayload) -> None:
    async with ana.page.expect_file_chooser() as chooser:
        await ana.button("Attach files").click()
    await (await chooser.value).set_files(list(files))


async def contents(ana: Writing, file_id: str) -> bytes:
    path = (await ana.bot("getFile", file_id=file_id))["file_path"]
    url = f"{ana.server.url}/file/bot{ana.server.world.token}/{path}"
    answer = await ana.page.request.get(url)
    return await answer.body()


async def test_one_file_with_a_caption(ana: Writing) -> None:
    """Its bytes, name and type arrive, and the tray is empty. Seen to fail without the caption."""
    await attach(ana, file("brief.txt", content="Grüße".encode()))
    await ana.writes("As agreed")
    heard = await ana.hears()
    assert heard["caption"] == "As agreed"
    shown = heard["document"]
    assert (shown["file_name"], shown["mime_type"]) == ("brief.txt", TEXT)
    assert await contents(ana, shown["file_id"]) == "Grüße".encode()
    await expect(ana.column.get_by_role("list", name="Files to send")).to_be_hidden()
    await expect(ana.field).to_have_value("")


async def test_what_is_about_to_be_sent_is_shown_and_can_be_taken_away(ana: Writing) -> None:
    """By keyboard. Seen to fail when the first one was taken away instead of the named one."""
    await attach(ana, file("one.txt"), picture("two.jpg"), file("none.txt", content=b""))
    rows = ana.column.get_by_role("list", name="Files to send").get_by_role("listitem")
    await expect(rows).to_have_count(2)
    await expect(rows.first).to_contain_text("one.txt")
    await expect(rows.first).to_contain_text("file · 5 B")
    await expect(rows.last).to_contain_text("photo")
    await expect(ana.column.get_by_role("alert")).to_contain_text("none.txt is empty")
    await ana.button("Remove two.jpg").press("Enter")
    await expect(rows).to_have_count(1)
    await expect(ana.field).to_be_focused()
    await ana.field.press("Enter")
    assert (await ana.hears())["document"]["file_name"] == "one.txt"
    await ana.hears_nothing()


async def test_more_than_ten_become_several_albums(ana: Writing) -> None:
    """Seen to fail with albums of eleven, which nobody takes."""
    await attach(ana, *(file(f"{n}.txt") for n in range(12)))
    await ana.writes("All of them")
    heard = [await ana.hears() for _ in range(12)]
    assert [m["document"]["file_name"] for m in heard] == [f"{n}.txt" for n in range(12)]
    groups = [m["media_group_id"] for m in heard]
    assert (len({*groups[:10]}), len({*groups[10:]}), len({*groups})) == (1, 1, 2)
    assert [m.get("caption") for m in heard] == ["All of them"] + [None] * 11


async def test_albums_hold_what_belongs_together(ana: Writing) -> None:
    """Pictures and films in one, sound in another; a single file is no album."""
    film, song = file("a.mp4", "video/mp4"), file("a.mp3", "audio/mpeg")
    await attach(ana, picture("1.jpg"), film, file("a.txt"), song, file("a.gif", "image/gif"))
    await ana.field.press("Enter")
    heard = [await ana.hears() for _ in range(5)]
    kinds = ("photo", "video", "document", "audio", "animation")
    found = [next(k for k in kinds[::-1] if k in m) for m in heard]
    assert found == list(kinds)
    assert ["media_group_id" in m for m in heard] == [True, True, False, False, False]


async def test_pictures_go_as_files_too(ana: Writing) -> None:
    """Seen to fail when the switch did not reach what was chosen before it."""
    await attach(ana, picture("1.jpg"), file("a.txt"))
    await ana.column.get_by_label("Send pictures and films as files").check()
    await attach(ana, picture("2.jpg"))
    await ana.field.press("Enter")
    heard = [await ana.hears() for _ in range(3)]
    names = [m["document"]["file_name"] for m in heard]
    assert names == ["1.jpg", "a.txt", "2.jpg"]
    assert len({m["media_group_id"] for m in heard}) == 1


async def test_a_refused_picture_stays_with_its_caption(ana: Writing) -> None:
    """Then it goes as a file. Seen to fail when the tray was emptied before the answer."""
    await attach(ana, file("bad.jpg", "image/jpeg", b"no picture"))
    await ana.writes("Look")
    await expect(ana.column.get_by_role("alert")).to_contain_text("Send it as a file")
    await expect(ana.field).to_have_value("Look")
    await ana.column.get_by_label("Send pictures and films as files").check()
    await ana.field.press("Enter")
    heard = await ana.hears()
    assert (heard["document"]["file_name"], heard["caption"]) == ("bad.jpg", "Look")


async def test_a_caption_is_shorter_than_a_text(ana: Writing) -> None:
    """One sees how much is left, and what was typed stays. Seen to fail with the limit of texts,
    and with a field that was emptied before it was looked at."""
    await attach(ana, file("a.txt"))
    length = ana.column.get_by_label("Length")
    await ana.field.fill("😀" * 500)
    await expect(length).to_have_text("24 left")
    await ana.writes("x" * 1030)
    await expect(length).to_have_text("6 too many")
    await expect(ana.column.get_by_role("alert")).to_contain_text("too long")
    await expect(ana.field).to_have_value("x" * 1030)
    await ana.hears_nothing()
    await ana.writes("x" * 1024)
    assert (await ana.hears())["caption"] == "x" * 1024


GIVEN = """(node, [kind, field]) => {
  const data = new DataTransfer();
  data.items.add(new File(["hello"], "given.txt", {type: "text/plain"}));
  const facts = {bubbles: true, cancelable: true};
  const event = kind === "paste" ? new ClipboardEvent(kind, {...facts, clipboardData: data})
    : new DragEvent(kind, {...facts, dataTransfer: data});
  node.dispatchEvent(event);
}"""


@pytest.mark.parametrize("kind", ["paste", "drop"])
async def test_files_are_pasted_and_dropped(ana: Writing, kind: str) -> None:
    """Dropped anywhere on the chat. Seen to fail with only the field as the place for it."""
    place = ana.field if kind == "paste" else ana.column.get_by_role("log")
    await place.evaluate(GIVEN, [kind, None])
    await expect(ana.button("Remove given.txt")).to_be_visible()
    await expect(ana.field).to_have_value("")
    await ana.field.press("Enter")
    assert (await ana.hears())["document"]["file_name"] == "given.txt"


async def test_one_sees_that_a_file_is_on_its_way(ana: Writing) -> None:
    """And can write meanwhile. Seen to fail when nothing told of the upload."""
    go_on = asyncio.Event()

    async def hold(route: Any) -> None:
        await go_on.wait()
        await route.continue_()

    await ana.page.route("**/control/upload", hold)
    await attach(ana, file("slow.txt"))
    await ana.field.press("Enter")
    await expect(
        ana.column.get_by_role("progressbar", name="slow.txt is being sent")
    ).to_be_visible()
    await expect(ana.button("Remove slow.txt")).to_be_hidden()
    await ana.writes("Is it there?")
    go_on.set()
    assert (await ana.hears())["document"]["file_name"] == "slow.txt"
    assert (await ana.hears())["text"] == "Is it there?"


async def test_another_file_for_a_sent_one(ana: Writing) -> None:
    content = {"kind": "document", "name": "old.txt", "mime": TEXT, "content": "aGk="}
    sent = await ana.verb("send_file", file=content, caption="Old")
    await ana.hears()
    await ana.tell("edit-own", await ana.shown(sent["message_id"]))
    await expect(ana.field).to_have_value("Old")
    await attach(ana, file("new.txt"))
    await ana.writes("New")
    heard = await ana.hears("edited_message")
    assert heard["message_id"] == sent["message_id"]
    assert (heard["document"]["file_name"], heard["caption"]) == ("new.txt", "New")
    await expect(ana.column.get_by_role("note")).to_be_hidden()


async def test_a_place_and_a_contact_by_keyboard_alone(ana: Writing) -> None:
    """Seen to fail when the place was sent as words, which no bot can read."""
    more = ana.button("Send something else")
    await more.press("Enter")
    await ana.page.keyboard.press("Enter")
    dialog = ana.page.get_by_role("dialog", name="Send a location")
    await dialog.get_by_label("Latitude").fill("-34.6")
    await ana.page.keyboard.press("Enter")
    assert (await ana.hears())["location"] == {"latitude": -34.6, "longitude": -9.14}
    await expect(more).to_be_focused()
    await more.press("Enter")
    await ana.page.keyboard.press("ArrowUp")
    await ana.page.keyboard.press("Enter")
    dialog = ana.page.get_by_role("dialog", name="Send a contact")
    await dialog.get_by_label("Phone number").fill("+1 555")
    await dialog.get_by_label("First name").fill("Marc")
    await ana.page.keyboard.press("Enter")
    assert (await ana.hears())["contact"] == {"phone_number": "+1 555", "first_name": "Marc"}


MICROPHONE = """
if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = async () =>
  new AudioContext().createMediaStreamDestination().stream;
"""


async def test_a_voice_note(phone: Page) -> None:
    """Thrown away, and sent. Seen to fail when it was sent in both cases."""
    await phone.add_init_script(MICROPHONE)
    async with at_the_page(phone) as ana:
        await ana.button("Record a voice note").press("Enter")
        await expect(ana.column.get_by_role("timer")).to_have_text("0:00")
        await ana.button("Throw the voice note away").click()
        await expect(ana.button("Record a voice note")).to_be_visible()
        await ana.button("Record a voice note").press("Enter")
        await expect(ana.button("Send the voice note")).to_be_focused()
        await expect(ana.column.get_by_role("timer")).to_have_text("0:01")
        await ana.page.keyboard.press("Enter")
        voice = (await ana.hears())["voice"]
        assert voice["mime_type"].startswith("audio/")
        assert voice["duration"] >= 1
        assert voice["file_size"] > 0
        await expect(ana.field).to_be_focused()
        await ana.hears_nothing()


async def test_no_voice_notes_where_the_browser_cannot_record(phone: Page) -> None:
    await phone.add_init_script("delete window.MediaRecorder")
    async with at_the_page(phone) as ana:
        await expect(ana.button("Attach files")).to_be_visible()
        await expect(ana.button("Record a voice note")).to_have_count(0)
