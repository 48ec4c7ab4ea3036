"""Where the table of files and the file store differ, and how much may be without a doubt."""

from dataclasses import dataclass, field

from bot.settings import OperatorNeeded
from storage.file_checks import Kept
from storage.files import Held

FEW = 20
"""As many may be wrong without a thought that the comparison itself is."""
NAMED = 10


class TooMuch(OperatorNeeded):
    """A repair would undo most of what is there: rather the settings are wrong than the files."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An object and the file that it should be; either may be missing."""

    held: Held | None
    kept: Kept | None

    @property
    def key(self) -> str:
        found = self.held or self.kept
        return found.key if found else ""

    @property
    def suspicious(self) -> bool:
        return self.is_orphan or self.is_lost or self.is_back

    @property
    def is_orphan(self) -> bool:
        return self.kept is None

    @property
    def is_lost(self) -> bool:
        return self.kept is not None and not self.kept.lost and not self._agrees

    @property
    def is_back(self) -> bool:
        return self.kept is not None and self.kept.lost and self._agrees

    @property
    def _agrees(self) -> bool:
        size = self.held.size if self.held else None
        return self.kept is not None and self.kept.size_bytes == size


@dataclass
class Report:
    """How many there are of each. `finished`: False when the comparison was broken off."""

    objects: int = 0
    """In the store, old enough and under keys of ours."""
    files: int = 0
    """In the books as stored, old enough."""
    orphans: int = 0
    orphan_bytes: int = 0
    lost: int = 0
    """In the books, and not in the store or with another size."""
    back: int = 0
    """Given up as lost, and in the store again."""
    lost_ids: list[int] = field(default_factory=list)
    """Of the first few, for the log."""
    deleted: int = 0
    fetched_anew: int = 0
    given_up: int = 0
    restored: int = 0
    finished: bool = False

    def count(self, pair: Pair) -> None:
        """Takes note of what is wrong with it."""
        if pair.is_orphan and pair.held:
            self.orphans += 1
            self.orphan_bytes += pair.held.size
        elif pair.is_lost and pair.kept:
            self.lost += 1
            if len(self.lost_ids) < NAMED:
                self.lost_ids.append(pair.kept.id)
        else:
            self.back += pair.is_back

    @property
    def wrong(self) -> int:
        return self.orphans + self.lost + self.back

    @property
    def repaired(self) -> int:
        return self.deleted + self.fetched_anew + self.given_up + self.restored

    def refuse_too_much(self) -> None:
        """Raises TooMuch."""
        if self.orphans > FEW and self.orphans * 2 > self.objects:
            raise TooMuch(
                f"{self.orphans} of {self.objects} objects in the file store belong to no file in "
                "this database. Is DATABASE_URL right, and is the store this bot's alone? If so, "
                "--repair --force deletes them."
            )
        if self.lost > FEW and self.lost * 2 > self.files:
            raise TooMuch(
                f"{self.lost} of {self.files} stored files are not in the file store. Is FILES "
                "right, and is everything mounted? If so, --repair --force fetches them anew, or "
                "gives them up."
            )
