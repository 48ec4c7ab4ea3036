"""Recording what happens as a story, and playing one again."""

from __future__ import annotations

from typing import Any

from .. import control
from ..control import verb
from ..errors import ControlError
from ..recording import Recorder
from ..replaying import replay
from ..state import Body, World
from ..story import read


@verb("record_start")
async def record_start(world: World) -> None:
    """From now on what people do and see is written down. ControlError: it is already."""
    if world.recorder:
        raise ControlError("a story is being recorded already")
    world.recorder = Recorder(world)
    world.bell()


@verb("record_stop")
async def record_stop(world: World) -> Body:
    """The story as JSON (see simulator.story). ControlError: none is being recorded."""
    if not world.recorder:
        raise ControlError("no story is being recorded")
    told = world.recorder.ends().told()
    world.recorder = None
    world.bell()
    return told


@verb("replay")
async def play(world: World, *, story: Body, patience: float = 10.0) -> Body:
    """Play a story with new people: {"steps": how many, "failed": what went wrong, or empty}.

    `patience`: seconds until what was seen must be seen again. ControlError: it is no story.
    """
    whole = read(story)
    try:
        return {"steps": await replay(_Here(world), whole, patience=patience), "failed": ""}
    except (AssertionError, ControlError) as error:
        return {"steps": len(whole.steps), "failed": str(error)}


class _Here:
    """The way to the verbs of this simulator itself."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def act(self, verb: str, **arguments: Any) -> Any:
        return await control.run(self._world, verb, arguments)
