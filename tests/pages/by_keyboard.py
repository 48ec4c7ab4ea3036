"""Somebody who has a keyboard only: where the focus is, whether it is seen, the way to a name."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page

LONGEST = 90  # stops until somebody gives up

# The line around the focus may be cut off at one side by what scrolls, not at two.
_FOCUS = """() => {
    const node = document.activeElement;
    if (node === document.body) return {name: "", seen: false, place: "nowhere"};
    const style = getComputedStyle(node), box = node.getBoundingClientRect();
    const out = parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth) - 1.5;
    const [line, edge] = [[-1, -1, 1, 1], [Math.max, Math.max, Math.min, Math.min]];
    const sides = ({left, top, right, bottom}) => [left, top, right, bottom];
    let clip = [0, 0, innerWidth, innerHeight];
    for (let one = node.parentElement; one && !one.matches(":popover-open, dialog");) {
        const {overflowX, contain, contentVisibility} = getComputedStyle(one);
        if ([overflowX, contain, contentVisibility].join() !== "visible,none,visible") {
            clip = sides(one.getBoundingClientRect()).map((at, side) => edge[side](at, clip[side]));
        }
        one = one.parentElement;
    }
    const beyond = (at, side) => (at + out * line[side] - clip[side]) * line[side] > 0;
    const cut = sides(box).filter(beyond);
    const drawn = style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2;
    const label = node.ariaLabel ?? node.labels?.[0]?.textContent ?? node.textContent;
    return {
        name: label.trim(), seen: drawn && node.checkVisibility() && cut.length < 2,
        place: node.className || node.tagName,
    };
}"""


class Walker:
    """Presses keys at a page; a focus that cannot be seen fails."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def presses(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def types(self, text: str) -> None:
        await self.page.keyboard.type(text)

    async def here(self) -> dict[str, Any]:
        """Where the focus is: {name, seen, place}."""
        found: dict[str, Any] = await self.page.evaluate(_FOCUS)
        return found

    async def is_at(self, name: str) -> None:
        """The focus comes there by itself, and is seen."""
        await self.page.wait_for_function(f"name => ({_FOCUS})().name.startsWith(name)", arg=name)
        assert (await self.here())["seen"], name

    async def goes_to(self, name: str, key: str = "Tab") -> None:
        """Presses a key until what begins with this name has the focus."""
        way = list[str]()
        for _ in range(LONGEST):
            await self.page.keyboard.press(key)
            at = await self.here()
            way.append(at["name"])
            if at["place"] == "nowhere":
                continue  # the browser's own controls, between the page's end and its beginning
            assert at["seen"], f"the focus on {at['place']} “{at['name']}” is not seen"
            if at["name"].startswith(name):
                return
        raise AssertionError(f"no way to “{name}”: {way}")
