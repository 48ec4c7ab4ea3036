"""What a test or a page steers: faults, flood limits, time, the bot's program, limits, quiet."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from .. import commands
from ..control import verb
from ..errors import ControlError
from ..state import Body, World

_MOST_AHEAD = 10 * 365 * 86_400.0  # seconds


@verb("fault")
async def fault(world: World, **facts: Any) -> None:
    """One more rule of trouble; see simulator.faults.Fault for its fields."""
    world.faults.add(facts)
    world.bell()


@verb("faults")
async def faults(world: World) -> list[Body]:
    """The rules with how often each one struck."""
    names = [f.name for f in fields(world.faults.rules[0])] if world.faults.rules else []
    return [{n: getattr(r, n) for n in names if n != "over"} for r in world.faults.rules]


@verb("no_faults")
async def no_faults(world: World) -> None:
    """Take all rules away; stalled downloads end, held updates are delivered."""
    world.faults.clear()
    world.updates.release()
    world.bell()


@verb("flood")
async def flood(
    world: World, *, on: bool = True, a_chat: float = 1.0, burst: int = 5, overall: float = 30.0
) -> None:
    """Switch Telegram's flood limits (messages a second)."""
    world.flood.switch(on, a_chat, burst, overall)


@verb("pass_time")
async def pass_time(world: World, *, seconds: float) -> float:
    """Let Telegram's clock go ahead, and the bot's with it where it is run here.

    The answer is the new time. ControlError beyond ten years from now.
    """
    if not abs(world.clock.ahead + seconds) <= _MOST_AHEAD:  # what is no number is refused, too
        raise ControlError("the clock goes no further than ten years from now")
    world.advance(seconds)
    await _tell_clock(world)
    return world.clock.now()


@verb("clock_back")
async def clock_back(world: World) -> float:
    """Back to now; the answer is that time."""
    world.advance(-world.clock.ahead)
    await _tell_clock(world)
    return world.clock.now()


async def _tell_clock(world: World) -> None:
    if world.host.on_clock:
        await world.host.on_clock(world.clock.ahead)


@verb("bot")
async def bot(world: World) -> Body:
    """How the bot's program is: {running, last_lines, restartable}; see simulator.host."""
    return world.host.told()


@verb("restart_bot")
async def restart_bot(world: World) -> None:
    """End the bot's program and start it again. ControlError where it is not run here."""
    if world.host.on_restart is None:
        raise ControlError("this Telegram did not start the bot, so it cannot restart it")
    await world.host.on_restart()


@verb("limits")
async def limits(world: World, **changes: Any) -> Body:
    """Read the limits, and change some."""
    for name, value in changes.items():
        if not hasattr(world.limits, name):
            raise ControlError(f"no such limit: {name}")
        setattr(world.limits, name, value)
    return asdict(world.limits)


@verb("forget_file")
async def forget_file(world: World, *, file_id: str) -> None:
    """Telegram no longer knows this file_id."""
    world.files.forget(file_id)


@verb("quiet")
async def quiet(world: World, *, settle: float = 0.1, within: float = 5.0) -> Body:
    """Wait until no update waits and no call came for `settle` seconds."""
    came = await world.quiet(settle, within)
    return {"quiet": came, "pending": world.updates.pending, "busy": world.busy}


@verb("state")
async def state(world: World) -> Body:
    """Where the simulator stands: token, bot, seq, updates, webhook."""
    return {
        "token": world.token,
        "bot": world.bot,
        "seq": world.seq,
        "pending": world.updates.pending,
        "next_update_id": world.updates.next_id,
        "webhook": world.webhook.info(),
        "now": world.clock.now(),
    }


@verb("profile")
async def profile(world: World) -> Body:
    """Commands, names and menu buttons that the bot has set."""
    return world.profile


@verb("menu")
async def menu(world: World, *, person: int) -> Body:
    """What the person's menu button does and which commands there are: {button, commands}."""
    chat = world.chat_of(person)
    return {"button": commands.button(world, chat), "commands": commands.shown_to(world, chat)}


@verb("update")
async def update(world: World, *, kind: str, person: int, payload: Body) -> None:
    """Put any update into the queue as it is, even one that no library can read."""
    world.updates.add(kind, world.chat_of(person).id, payload)
