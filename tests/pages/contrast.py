"""Contrast of what is shown on a page (WCAG 2.2, 1.4.3: text has 4.5 to 1 at least)."""

from playwright.async_api import Page


async def too_weak(page: Page, *places: str) -> list[str]:
    """What cannot be read well inside of these places (CSS selectors), with its contrast."""
    found: list[str] = await page.evaluate(_CONTRAST, list(places))
    return found


_CONTRAST = """(places) => {
    const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
    const light = (color) => {
        const [r, g, b] = numbers(color).map((part) => part / 255)
            .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (node) => {
        for (; node; node = node.parentElement) {
            const color = getComputedStyle(node).backgroundColor;
            if ((numbers(color)[3] ?? 1) > 0) return color;
        }
        return "rgb(255, 255, 255)";
    };
    const weak = [];
    for (const node of places.flatMap((place) => [...document.querySelectorAll(`${place} *`)])) {
        const words = [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
        if (!words || !node.checkVisibility() || node.disabled) continue;
        const pair = [light(getComputedStyle(node).color), light(ground(node))];
        const contrast = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
        if (contrast < 4.5) weak.push(`${node.className} ${node.textContent}: ${contrast}`);
    }
    return weak;
}"""
