"""Saved searches: saving one, and whatever may be done with it."""

from conversations import search as conversation
from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import alerts
from marketplace.errors import Refused
from views import alerts as screens
from views import callbacks


async def save(turn: Turn, tap: callbacks.SaveSearch) -> None:
    asked = await conversation.kept(turn)
    if tap.mark != conversation.mark_of(asked):
        raise Refused("out-of-date")
    saved = await alerts.save(turn.work, turn.actor, asked)
    await turn.wizard.leave(turn, conversation.conversation)
    await turn.window.show(screens.saved(turn.t, saved, fresh=True))


async def saved_searches(turn: Turn, tap: callbacks.SavedSearches | None = None) -> None:
    every = await turn.work.alerts.of(turn.actor.id)
    await turn.window.show(screens.saved_searches(turn.t, every))


async def open_saved(turn: Turn, tap: callbacks.OpenSaved) -> None:
    saved = await alerts.own(turn.work, turn.actor, tap.id)
    await turn.window.show(screens.saved(turn.t, saved))


async def run_saved(turn: Turn, tap: callbacks.RunSaved) -> None:
    saved = await alerts.own(turn.work, turn.actor, tap.id)
    await conversation.keep(turn, saved.search)
    await turn.window.show(await conversation.results(turn, saved.search))


async def mute(turn: Turn, tap: callbacks.MuteSaved) -> None:
    saved = await alerts.mute(turn.work, turn.actor, tap.id, muted=tap.on)
    turn.window.say(turn.t.label("toast-alert-muted" if tap.on else "toast-alert-unmuted"))
    await turn.window.show(screens.saved(turn.t, saved))


async def tell_daily(turn: Turn, tap: callbacks.TellDaily) -> None:
    saved = await alerts.tell_daily(turn.work, turn.actor, tap.id, daily=tap.on)
    turn.window.say(turn.t.label("toast-way-daily" if tap.on else "toast-way-now"))
    await turn.window.show(screens.saved(turn.t, saved))


async def stop(turn: Turn, tap: callbacks.StopSaved) -> None:
    stopped = await alerts.stop(turn.work, turn.actor, tap.id)
    await turn.window.show(screens.stopped(turn.t, stopped.search))


router = Routes(
    commands={"alerts": saved_searches},
    taps={
        callbacks.SaveSearch: save,
        callbacks.SavedSearches: saved_searches,
        callbacks.OpenSaved: open_saved,
        callbacks.RunSaved: run_saved,
        callbacks.MuteSaved: mute,
        callbacks.TellDaily: tell_daily,
        callbacks.StopSaved: stop,
    },
)
