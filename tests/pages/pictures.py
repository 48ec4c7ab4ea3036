"""The README's pictures: `make images` plays the deal at the page and takes them on the way."""

import asyncio
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Page, async_playwright, expect

from simulator.people import Person
from tests.pages.browsing import ARGUMENTS, chromium
from tests.pages.deal import deal_at_page
from tests.pages.walking import SHEET, AtPage

FOLDER = Path(__file__).parents[2] / "docs" / "images"
WIDTH, HEIGHT = 840, 860
LASTING = 15_000  # milliseconds until no word of before is at the edge of the page


@dataclass(frozen=True)
class Picture:
    """Taken of `person`'s column when they are first shown `seen`; `of`: something else."""

    name: str
    person: str
    seen: str
    of: str = ""
    width: int = WIDTH
    height: int = HEIGHT


PICTURES = (
    Picture("profile", "Ana", "100%", height=1180),
    Picture("search", "Ana", "landin"),
    Picture("bid", "Ana", "Submit bid"),
    Picture("answer", "Marc", "Version 2"),
    Picture("page", "Marc", "Version 2", of="body", width=1280),
    Picture("payment", "Marc", SHEET, of="dialog[open]"),
    Picture("project", "Marc", "🔒 Fund milestone 2", height=1000),
    Picture("history", "Marc", "Version 1 Declined", height=1000),
)
"""In the order in which the deal comes to them."""


class Album:
    """Takes each picture once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.missing = [*PICTURES]

    async def looks(self, page: Page, person: Person, what: str) -> None:
        assert isinstance(person, AtPage)
        for picture in [*self.missing]:
            if picture.person == person.name and picture.seen in what:
                self.missing.remove(picture)
                await self._takes(page, person, picture)

    async def _takes(self, page: Page, person: AtPage, picture: Picture) -> None:
        await person.waits()
        await page.mouse.move(0, 0)
        await page.set_viewport_size({"width": picture.width, "height": picture.height})
        await expect(page.locator(".notice")).to_have_count(0, timeout=LASTING)
        shown = page.locator(picture.of) if picture.of else person.column
        await shown.screenshot(path=self.folder / f"{picture.name}.png", animations="disabled")
        await page.set_viewport_size({"width": WIDTH, "height": HEIGHT})


async def take(folder: Path) -> None:
    album = Album(folder)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        with tempfile.TemporaryDirectory() as place:
            looks = {"viewport": {"width": WIDTH, "height": HEIGHT}, "device_scale_factor": 1.5}
            await deal_at_page(browser, Path(place), album.looks, color_scheme="light", **looks)
    assert not album.missing, f"never seen: {album.missing}"


def main() -> int:
    if chromium() is None:
        print("There is no Chromium here: apt-get install chromium")
        return 1
    fonts = subprocess.run(["fc-list", ":lang=und-zsye"], capture_output=True, check=False).stdout
    if not fonts:
        print("There is no font with emoji here: apt-get install fonts-noto-color-emoji")
        return 1
    FOLDER.mkdir(exist_ok=True)
    asyncio.run(take(FOLDER))
    return 0


if __name__ == "__main__":
    sys.exit(main())
