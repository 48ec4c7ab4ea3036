"""Pitch templates: looking at them, and what may be done with each."""

from conversations import templates as conversations
from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import templates
from views import callbacks
from views import templates as screens


async def own_templates(turn: Turn, tap: callbacks.OwnTemplates | None = None) -> None:
    await turn.window.show(await conversations.own_templates(turn))


async def open_template(turn: Turn, tap: callbacks.OpenTemplate) -> None:
    one = await templates.own(turn.work, turn.actor, tap.id)
    await turn.window.show(screens.template(turn.t, one))


async def add_template(turn: Turn, tap: callbacks.AddTemplate) -> None:
    await turn.wizard.start(turn, conversations.conversation)


async def change_template(turn: Turn, tap: callbacks.ChangeTemplate) -> None:
    await conversations.change(turn, tap.id)


async def remove_template(turn: Turn, tap: callbacks.RemoveTemplate) -> None:
    if not tap.sure:
        one = await templates.own(turn.work, turn.actor, tap.id)
        await turn.window.show(screens.confirm_remove(turn.t, one))
        return
    await templates.remove(turn.work, turn.actor, tap.id)
    turn.window.say(turn.t.label("toast-template-removed"))
    await own_templates(turn)


async def keep_template(turn: Turn, tap: callbacks.KeepTemplate) -> None:
    await turn.wizard.start(turn, conversations.keeping, {"bid": tap.bid_id})


router = Routes(
    commands={"templates": own_templates},
    taps={
        callbacks.OwnTemplates: own_templates,
        callbacks.OpenTemplate: open_template,
        callbacks.AddTemplate: add_template,
        callbacks.ChangeTemplate: change_template,
        callbacks.RemoveTemplate: remove_template,
        callbacks.KeepTemplate: keep_template,
    },
)
