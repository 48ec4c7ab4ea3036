"""What the browser tells a screen reader: the whole tree, with a name for whatever can be used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.async_api import Page, expect

from .watching import Scene

GO = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
KEYS = {"keyboard": [["Red", "Blue"]]}
PRICE = {"currency": "XTR", "prices": [{"label": "x", "amount": 5}], "payload": "p"}
RICH = "<tg-spoiler>a secret</tg-spoiler> example.com <pre><code>x</code></pre>"


class Tree:
    """The accessibility tree of a page as it is now; what is ignored there is left out."""

    def __init__(self, nodes: list[dict[str, Any]]) -> None:
        self._nodes = {node["nodeId"]: node for node in nodes}

    @classmethod
    async def of(cls, page: Page) -> Tree:
        session = await page.context.new_cdp_session(page)
        found = await session.send("Accessibility.getFullAXTree")
        await session.detach()
        return cls(found["nodes"])

    def all(self, role: str = "", under: dict[str, Any] | None = None) -> Iterator[dict[str, Any]]:
        """Nodes with this role, of a part or of everything: {role, name, id, facts}."""
        waiting = [under["id"]] if under else list(self._nodes)
        while waiting:
            node = self._nodes[waiting.pop()]
            if under:
                waiting += [child for child in node["childIds"] if child in self._nodes]
            if node["ignored"] or role not in ("", node["role"]["value"]):
                continue
            facts = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
            name = node.get("name", {}).get("value", "")
            yield {
                "role": node["role"]["value"],
                "name": name,
                "id": node["nodeId"],
                "facts": facts,
            }

    def nameless(self) -> list[dict[str, Any]]:
        """What can have the focus, or is a picture, and has no name."""
        used = (node for node in self.all() if node["facts"].get("focusable"))
        return [node for node in [*used, *self.all("image")] if not node["name"].strip()]


async def test_whatever_can_be_used_has_a_name(scene: Scene) -> None:
    """Seen to fail with a field for the name of somebody new that has no label, and with icons
    alone in the composer's buttons."""
    await scene.bot("setMyCommands", commands=[{"command": "help", "description": "x"}])
    await scene.bot("sendMessage", "Ana", text=RICH, parse_mode="HTML", reply_markup=GO)
    await scene.acts("send_file", person=scene.ids["Ana"], file={"kind": "voice", "size": 9})
    await scene.bot("sendInvoice", "Ana", title="A logo", description="Two drafts", **PRICE)
    await scene.bot("sendMessage", "Ana", text="Which?", reply_markup=KEYS)
    page = await scene.page()
    ana = page.get_by_role("region", name="Ana's chat")
    await expect(ana.get_by_role("button", name="Blue")).to_be_visible()
    await page.get_by_role("button", name="⇄ Wire").press("Enter")
    await page.locator("summary").first.press("Enter")
    await expect(page.get_by_role("button", name="Copy JSON")).to_be_visible()
    tree = await Tree.of(page)
    assert tree.nameless() == []
    roles = {node["role"] for node in tree.all()}
    assert roles >= {"banner", "main", "complementary", "region", "log", "article", "status"}
    for button in ("People", "Faults", "Emoji", "Send something else", "This person and the bot"):
        opener = page.get_by_role("button", name=button, exact=True).first
        await opener.press("Enter")
        await expect(opener).to_have_attribute("aria-expanded", "true")
        assert (await Tree.of(page)).nameless() == []
        await page.keyboard.press("Escape")
        await expect(opener).to_be_focused()
    await ana.get_by_role("article").last.press("Enter")
    await expect(page.get_by_role("menu", name="Message")).to_be_visible()
    assert (await Tree.of(page)).nameless() == []
    await page.keyboard.press("Escape")
    await ana.get_by_role("button", name="Pay").press("Enter")
    await expect(page.get_by_role("dialog", name="A logo")).to_be_visible()
    assert (await Tree.of(page)).nameless() == []


async def test_what_is_new_is_announced(scene: Scene) -> None:
    """A message stands in a polite log, and is read alone; so is a toast. What went wrong is said
    at once. Seen to fail with the toasts read all anew for each."""
    page = await scene.page()
    ana = page.get_by_role("region", name="Ana's chat")
    await scene.bot("sendMessage", "Ana", text="Good morning")
    await expect(ana.get_by_text("Good morning")).to_be_visible()
    tree = await Tree.of(page)
    logs = list(tree.all("log"))
    assert [log["name"] for log in logs] == ["Messages", "Messages"]
    heard = [
        log
        for log in logs
        for text in tree.all("StaticText", under=log)
        if text["name"] == "Good morning"
    ]
    assert len(heard) == 1
    facts = heard[0]["facts"]
    assert (facts["live"], facts["atomic"]) == ("polite", False)
    assert facts["relevant"] == "additions text"

    await page.get_by_role("button", name="Let 1 hour pass").press("Enter")
    await page.route(
        "**/control/pass_time", lambda route: route.fulfill(json={"ok": False, "error": "Too far."})
    )
    await page.get_by_role("button", name="Let 1 day pass").press("Enter")
    await expect(page.get_by_role("status").get_by_text("Too far.")).to_be_visible()
    tree = await Tree.of(page)
    toasts = [
        status["facts"]
        for status in tree.all("status")
        for text in tree.all("StaticText", under=status)
        if text["name"] == "Too far."
    ]
    assert [(one["live"], one["atomic"]) for one in toasts] == [("polite", False)]

    await page.route(
        "**/control/say", lambda route: route.fulfill(json={"ok": False, "error": "Not now."})
    )
    await page.get_by_label("Message as Ana").fill("Hello")
    await page.keyboard.press("Enter")
    await expect(ana.get_by_role("alert")).to_have_text("Not now.")
    alerts = (await Tree.of(page)).all("alert")
    assert {alert["facts"]["live"] for alert in alerts} == {"assertive"}
