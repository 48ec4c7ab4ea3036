"""A finger on the simulator's page: what is dispatched goes through the browser's own gestures."""

from typing import Any

from playwright.async_api import CDPSession, Page, expect

from .chatting import Chatting, chatting


class Finger:
    """One finger, as the browser gets it from a screen."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session

    @classmethod
    async def on(cls, page: Page) -> "Finger":
        return cls(await page.context.new_cdp_session(page))

    async def _does(self, kind: str, *points: dict[str, float]) -> None:
        facts: dict[str, Any] = {"type": kind, "touchPoints": list(points)}
        await self._session.send("Input.dispatchTouchEvent", facts)

    async def touches(self, x: float, y: float) -> None:
        await self._does("touchStart", {"x": x, "y": y})

    async def leaves(self) -> None:
        await self._does("touchEnd")

    async def swipes(self, x: float, y: float, right: float = 0, down: float = 0) -> None:
        await self.touches(x, y)
        for part in range(1, 11):
            await self._does("touchMove", {"x": x + right * part / 10, "y": y + down * part / 10})
        await self.leaves()


async def middle(chat: Chatting, message: int) -> tuple[float, float]:
    await expect(chat.bubble(message)).to_be_in_viewport()
    box = await chat.bubble(message).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


async def test_a_swipe_to_the_left_answers(phone: Page) -> None:
    """Neither a short one, nor one down, which scrolls. Seen to fail without the distance."""
    async with chatting(phone, before=40) as chat:
        sent = await chat.writes("Swipe this long message, please")
        finger, note = await Finger.on(phone), phone.get_by_role("note")
        x, y = await middle(chat, sent)
        await finger.swipes(x, y, right=-90, down=6)
        await expect(note).to_contain_text("Swipe this long message, please")
        await expect(phone.get_by_label("Message as Ana")).to_be_focused()
        assert await chat.bubble(sent).evaluate("node => node.style.translate") == ""
        await phone.keyboard.press("Escape")
        await expect(note).to_be_hidden()
        x, y = await middle(chat, sent)
        await finger.swipes(x, y, right=-30)
        await finger.swipes(x, y, right=90)
        await finger.swipes(x, y - 90, right=-70, down=90)
        await phone.wait_for_function(
            "list => list.scrollTop + list.clientHeight < list.scrollHeight - 30",
            arg=await chat.list.element_handle(),
        )
        await expect(note).to_be_hidden()


async def test_a_finger_that_stays_opens_the_menu_and_chooses_nothing(phone: Page) -> None:
    """Seen to fail with the finger's end as a press on the emoji that was under it by then."""
    async with chatting(phone) as chat:
        sent = await chat.writes("Hold this message, please")
        finger, menu = await Finger.on(phone), phone.get_by_role("menu", name="Message")
        await finger.touches(*await middle(chat, sent))
        await expect(menu).to_be_visible()
        await finger.leaves()
        await menu.get_by_role("menuitem", name="Reply", exact=True).tap()
        await expect(phone.get_by_role("note")).to_contain_text("Hold this message, please")
        assert "own_reaction" not in (await chat.acts("board"))["messages"][-1]
