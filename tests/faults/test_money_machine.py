"""Guarantees 1 to 6: whatever people do with money, in any order, the books are right after each
act. `STEPS=100000 pytest tests/faults/test_money_machine.py` makes a night of it.

Eight mistakes are planted one at a time, and the machine has to find each of them.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import Phase

from tests.faults.money_bugs import BUGS
from tests.faults.money_machine import run, table
from tests.faults.money_world import World

STEPS = int(os.environ.get("STEPS", "600"))
A_LIFE = 20
ACTS_A_STEP = 2.5
LIVES = max(10, round(STEPS / A_LIFE / ACTS_A_STEP))
LIVES_FOR_A_BUG = 200


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    opened = World(database_url, tmp_path)
    yield opened
    opened.close()


@pytest.mark.long
@pytest.mark.timeout(300 + STEPS // 10)
def test_whatever_people_do_the_books_are_right(world: World) -> None:
    counts = run(world, LIVES, A_LIFE)
    print("\n".join(table(counts)))
    assert counts.total() > STEPS / 4
    done = {name for name, outcome in counts if outcome == "done"}
    assert {"start", "deliver", "accept", "fund one", "payment: right", "withdraw: ask"} <= done


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__)
def test_a_planted_mistake_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch, bug: Callable[[pytest.MonkeyPatch], None]
) -> None:
    bug(monkeypatch)
    try:
        run(world, LIVES_FOR_A_BUG, A_LIFE, phases=[Phase.generate], derandomize=True)
    except Exception as found:
        print(f"found after {world.counts.total()} acts: {found!r}")
        return
    pytest.fail(f"not found in {world.counts.total()} acts")
