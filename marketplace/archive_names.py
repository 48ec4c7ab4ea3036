"""Where each file lies in an archive: names that Windows, macOS and Linux all take.

People name files as they like; here nothing they wrote can lead out of its folder, hide, look
like something else, or be in the way of another file.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from marketplace.deliveries import Delivery
from marketplace.files import StoredFile
from marketplace.projects import Project

MOST_BYTES = 120
"""Of one name in UTF-8. File systems take 255, but Windows counts whole paths, up to 260."""
MOST_FOLDER_BYTES = 60
LONGEST_SUFFIX = 16

_RESERVED = re.compile(r'[<>:"/\\|?*]')
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Unicode's categories of control, direction and invisible characters, and of no characters."""


@dataclass(frozen=True, slots=True)
class Place:
    """A delivered file and its path in the archive, parts divided by a slash."""

    delivery: Delivery
    file: StoredFile
    path: str


def safe_name(raw: str, fallback: str = "file", most_bytes: int = MOST_BYTES) -> str:
    """`raw` as a name for a file or folder anywhere, at most `most_bytes` long in UTF-8.

    When it is cut, its suffix (".pdf") stays.
    """
    seen = "".join(
        " " if c.isspace() else c
        for c in unicodedata.normalize("NFC", raw)
        if c.isspace() or unicodedata.category(c) not in _UNSEEN
    )
    name = re.sub(" +", " ", _RESERVED.sub("_", seen)).strip(". ")
    stem, dot, suffix = name.rpartition(".")
    if not dot or not stem or len(suffix.encode()) > LONGEST_SUFFIX:
        stem, suffix = name, ""
    if _DEVICE.fullmatch(name.split(".", 1)[0].rstrip()):
        stem = f"_{stem}"
    return _joined(stem, suffix, most_bytes) or fallback


def _joined(stem: str, suffix: str, most_bytes: int, mark: str = "") -> str:
    """stem + mark + suffix, the stem cut until all fits."""
    end = f"{mark}.{suffix}" if suffix else mark
    room = most_bytes - len(end.encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(". ") + end


class Folder:
    """The names taken in one folder. Some file systems don't tell "A.pdf" from "a.pdf"."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, name: str) -> str:
        """`name`, or "name (2)", "name (3)" where it is taken."""
        stem, dot, suffix = name.rpartition(".")
        if not dot:
            stem, suffix = name, ""
        free, number = name, 1
        while (key := unicodedata.normalize("NFKC", free).casefold()) in self._taken:
            number += 1
            free = _joined(stem, suffix, MOST_BYTES, f" ({number})")
        self._taken.add(key)
        return free


def layout(project: Project, deliveries: Iterable[Delivery]) -> list[Place]:
    """Each file of each version: "1 HTML pages/v2/design.pdf"."""
    folders = {
        step.id: safe_name(f"{step.position} {step.what}", most_bytes=MOST_FOLDER_BYTES)
        for step in project.milestones
    }
    places = []
    for delivery in deliveries:
        folder = Folder()
        for file in delivery.files:
            name = folder.take(safe_name(file.name))
            path = f"{folders[delivery.milestone_id]}/v{delivery.version}/{name}"
            places.append(Place(delivery, file, path))
    return places
