"""The deal of bot/demo/story.py, on both databases, through the whole program over HTTP."""

from bot.demo.story import Stage, play
from simulator.people import Person
from tests.stories.conftest import WITH_TOPICS_TOO, Program


@WITH_TOPICS_TOO
async def test_a_whole_deal(program: Program, ana: Person, marc: Person) -> None:
    await play(Stage(ana, marc, program.later, program.restart, title=lambda _: None))
