"""Guarantees 1 to 6: whatever people do with money, in any order, the books are right."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.money_machine import run, table
from tests.faults.money_world import World


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    opened = World(database_url, tmp_path)
    yield opened
    opened.close()


def test_whatever_people_do_the_books_are_right(world: World) -> None:
    counts = run(world, 20, 50)
    print("\n".join(table(counts)))
