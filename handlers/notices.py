"""Settings of notices: how each kind comes, when it is quiet, where the person is."""

from conversations import notices as conversations
from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import notices
from marketplace.errors import Refused
from marketplace.notices import CHOOSABLE, QuietHours
from views import callbacks
from views import notice_settings as screens


async def notice_settings(turn: Turn, tap: callbacks.NoticeSettings | None = None) -> None:
    chosen = await turn.work.notices.of(turn.actor.id)
    await turn.window.show(screens.notice_settings(turn.t, chosen, turn.work.now))


async def notice_kind(turn: Turn, tap: callbacks.NoticeKind) -> None:
    if tap.kind not in CHOOSABLE:
        raise Refused("gone")
    chosen = await turn.work.notices.of(turn.actor.id)
    await turn.window.show(screens.notice_kind(turn.t, chosen, tap.kind))


async def choose_way(turn: Turn, tap: callbacks.ChooseWay) -> None:
    chosen = await notices.choose_way(turn.work, turn.actor, tap.kind, tap.way)
    turn.window.say(turn.t.label(screens.CHOSEN[tap.way]))
    await turn.window.show(screens.notice_settings(turn.t, chosen, turn.work.now))


async def quiet_hours(turn: Turn, tap: callbacks.OwnQuietHours) -> None:
    """Without a clock there are no hours: whose place nobody knows is asked for it first."""
    chosen = await turn.work.notices.of(turn.actor.id)
    if chosen.time_zone:
        await turn.window.show(screens.quiet_hours(turn.t, chosen, turn.work.now))
    else:
        await turn.wizard.start(turn, conversations.place, {"hours": 1})


async def choose_quiet(turn: Turn, tap: callbacks.ChooseQuiet) -> None:
    quiet = None
    if tap.start is not None and tap.end is not None:
        quiet = QuietHours(tap.start, tap.end)
    chosen = await notices.choose_quiet(turn.work, turn.actor, quiet)
    turn.window.say(
        turn.t.label("toast-quiet-on", hours=screens.hours(turn.t, quiet))
        if quiet
        else turn.t.label("toast-quiet-off")
    )
    await turn.window.show(screens.quiet_hours(turn.t, chosen, turn.work.now))


async def type_quiet(turn: Turn, tap: callbacks.TypeQuiet) -> None:
    await turn.wizard.start(turn, conversations.hours)


async def own_place(turn: Turn, tap: callbacks.OwnPlace) -> None:
    await turn.wizard.start(turn, conversations.place)


router = Routes(
    taps={
        callbacks.NoticeSettings: notice_settings,
        callbacks.NoticeKind: notice_kind,
        callbacks.ChooseWay: choose_way,
        callbacks.OwnQuietHours: quiet_hours,
        callbacks.ChooseQuiet: choose_quiet,
        callbacks.TypeQuiet: type_quiet,
        callbacks.OwnPlace: own_place,
    },
)
