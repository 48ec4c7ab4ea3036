"""Stories that were recorded on the simulator's page (⏺ Record), told to the real program again.

Another one is a file more in recorded/; what it need not insist on may be taken out of its `sees`.
"""

from datetime import timedelta
from pathlib import Path

import pytest

from simulator.people import Telegram
from simulator.replaying import replay
from simulator.story import Sight, Story
from tests.stories.conftest import Program
from tests.stories.truth import nothing_went_wrong

RECORDED = sorted((Path(__file__).parent / "recorded").glob("*.json"))


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
async def test_it_goes_as_it_went(path: Path, program: Program, telegram: Telegram) -> None:
    """Seen to fail with "Portugal" misspelt in the story, and with a step left out of it."""

    async def passing(seconds: float) -> None:
        await program.later(timedelta(seconds=seconds))

    story = Story.load(path)
    assert any(isinstance(step, Sight) for step in story.steps)
    await replay(telegram.link, story, patience=10, passing=passing)
    await nothing_went_wrong(program.app.storage, telegram)
