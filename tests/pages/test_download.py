"""A download as a browser takes it: saved under its own name, shown nowhere."""

from pathlib import Path

import pytest
from playwright.async_api import Error, Page

from tests.bot.by_link import Site

PAGE = b"<script>document.title = 'I am run'</script>"


@pytest.mark.parametrize("name", ["Bäckerei & Söhne (2).html", "パン屋.html"])
async def test_a_page_is_saved_not_shown(
    site: Site, phone: Page, tmp_path: Path, name: str
) -> None:
    """Seen to fail as text/html and inline."""
    path = await site.download_link(await site.file_in_store(PAGE, name))
    async with phone.expect_download() as coming:
        with pytest.raises(Error, match="Download is starting"):
            await phone.goto(site.base + path)
    download = await coming.value
    assert download.suggested_filename == name
    await download.save_as(tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes() == PAGE
    assert await phone.title() == ""
