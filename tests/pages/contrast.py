"""Contrast of what is shown on a page.

WCAG 2.2 asks for 4.5 to 1 at least for text (1.4.3), and for 3 to 1 for what shows that a field is
one, and for the focus (1.4.11).
"""

from playwright.async_api import Page


async def too_weak(page: Page, *places: str) -> list[str]:
    """What cannot be read well inside of these places (CSS selectors), with its contrast."""
    found: list[str] = await page.evaluate(_CONTRAST, list(places))
    return found


async def poor(page: Page) -> list[list[str]]:
    """All text on the page that cannot be read well: [class, how it begins, contrast]."""
    found: list[list[str]] = await page.evaluate(f"{_MEASURE}{_POOR}")
    return found


async def faint(page: Page) -> list[list[str]]:
    """Fields whose edge or whose hint, icons and focus whose line cannot be seen well."""
    found: list[list[str]] = await page.evaluate(f"{_MEASURE}{_FAINT}")
    return found


# Backgrounds of ancestors are put over each other.
_MEASURE = """() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
    const over = (colours) => {
        canvas.clearRect(0, 0, 1, 1);
        for (const colour of colours) {
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
        }
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = (rgb) => rgb.map(one => one / 255)
        .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
        .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
    const behind = (node) => {
        const all = [];
        for (let one = node; one; one = one.parentElement) {
            all.unshift(getComputedStyle(one).backgroundColor);
        }
        return all;
    };
    const ratio = (ground, ink) => {
        const [low, high] = [light(over(ground)), light(over([...ground, ink]))]
            .sort((one, other) => one - other);
        return (high + 0.05) / (low + 0.05);
    };
    const seen = (node) => node.checkVisibility({visibilityProperty: true});
    const poor = [];
    const least = (node, kind, ground, ink, wanted) => {
        const found = ratio(ground, ink);
        if (found < wanted) poor.push([node.className || node.tagName, kind, found.toFixed(2)]);
    };
"""
_POOR = """
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        const node = text.parentElement;
        if (!text.data.trim() || !seen(node)) continue;
        if (node.closest(":disabled, .more, noscript, option")) continue;
        least(node, text.data.slice(0, 20), behind(node), getComputedStyle(node).color, 4.5);
    }
    return poor;
}"""
_FAINT = """
    const fields = 'select, textarea, input:not([type="checkbox"], [type="radio"], [type="file"])';
    for (const node of [...document.querySelectorAll(fields)].filter(seen)) {
        const outside = behind(node.parentElement);
        least(node, "edge", outside, getComputedStyle(node).borderBlockEndColor, 3);
        if (!node.placeholder) continue;
        least(node, "hint", behind(node), getComputedStyle(node, "::placeholder").color, 4.5);
    }
    for (const node of [...document.querySelectorAll("button svg")].filter(seen)) {
        least(node.parentElement, "icon", behind(node), getComputedStyle(node).stroke, 3);
    }
    const {activeElement: node} = document;
    if (node.matches(":focus-visible")) {
        least(node, "focus", behind(node.parentElement), getComputedStyle(node).outlineColor, 3);
    }
    return poor;
}"""
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
