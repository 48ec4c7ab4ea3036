"""The README shows every picture that `make images` takes, and no other."""

import re
from pathlib import Path

from tests.pages.pictures import FOLDER, PICTURES

ROOT = Path(__file__).parents[2]


def test_the_readme_shows_the_pictures() -> None:
    """With words for those who cannot see them. Seen to fail with one that was not taken."""
    readme = (ROOT / "README.md").read_text()
    shown = re.findall(r"docs/images/([\w-]+)\.png", readme)
    assert sorted(shown) == sorted(picture.name for picture in PICTURES)
    assert {path.stem for path in FOLDER.iterdir()} == {*shown}
    assert not re.search(r"!\[\s*\]\(|<img(?![^>]*alt=\"\w)", readme)
