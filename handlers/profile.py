"""One's own profile: every part with its pencil."""

from conversations import profile as conversations
from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import people
from marketplace.errors import Refused
from views import callbacks
from views import profile as screens

REMOVE = {"education": people.remove_education, "experience": people.remove_experience}


async def own_profile(turn: Turn, tap: callbacks.OwnProfile | None = None) -> None:
    await turn.window.show(await conversations.own_profile(turn))


async def complete_profile(turn: Turn, tap: callbacks.CompleteProfile) -> None:
    await conversations.remember_job(turn, tap.job_id)
    await own_profile(turn)


async def edit_part(turn: Turn, tap: callbacks.EditPart) -> None:
    await conversations.edit_part(turn, tap.part)


async def entries(turn: Turn, tap: callbacks.Entries) -> None:
    if tap.kind not in REMOVE:
        raise Refused("gone")
    profile = await people.profile_of(turn.work, turn.actor)
    await turn.window.show(screens.entries(turn.t, tap.kind, profile))


async def add_entry(turn: Turn, tap: callbacks.AddEntry) -> None:
    await conversations.add_entry(turn, tap.kind)


async def change_entry(turn: Turn, tap: callbacks.ChangeEntry) -> None:
    await conversations.change_entry(turn, tap.kind, tap.id)


async def remove_entry(turn: Turn, tap: callbacks.RemoveEntry) -> None:
    if tap.kind not in REMOVE:
        raise Refused("gone")
    await REMOVE[tap.kind](turn.work, turn.actor, tap.id)
    turn.window.say(turn.t.label("toast-entry-removed"))
    await entries(turn, callbacks.Entries(kind=tap.kind))


async def set_visible(turn: Turn, tap: callbacks.SetVisible) -> None:
    turn.actor = await people.set_visible(turn.work, turn.actor, visible=tap.on)
    turn.window.say(turn.t.label("toast-visible" if tap.on else "toast-hidden"))
    await own_profile(turn)


async def set_busy(turn: Turn, tap: callbacks.SetBusy) -> None:
    turn.actor = await people.set_busy(turn.work, turn.actor, busy=tap.on)
    turn.window.say(turn.t.label("toast-busy" if tap.on else "toast-available"))
    await own_profile(turn)


router = Routes(
    commands={"profile": own_profile},
    taps={
        callbacks.OwnProfile: own_profile,
        callbacks.CompleteProfile: complete_profile,
        callbacks.EditPart: edit_part,
        callbacks.Entries: entries,
        callbacks.AddEntry: add_entry,
        callbacks.ChangeEntry: change_entry,
        callbacks.RemoveEntry: remove_entry,
        callbacks.SetVisible: set_visible,
        callbacks.SetBusy: set_busy,
    },
)
