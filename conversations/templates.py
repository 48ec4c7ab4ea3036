"""Pitch templates: a new one, changing one, and keeping what a bid says as one."""

from collections.abc import Sequence

from conversations.declaration import Conversation, Facts, Subject
from conversations.steps import Ask, Choice, Number, Text
from conversations.steps.step import Answers
from conversations.turn import Turn
from marketplace import templates
from marketplace.bids import MOST_DAYS
from marketplace.templates import AmountAt
from views import templates as screens
from views.screen import Screen

LIKELY_DAYS = (3, 7, 14, 30)


async def change(turn: Turn, template_id: int) -> None:
    """The review of one of the actor's own, with a pencil for each answer. Raises Refused as
    `templates.own`."""
    one = await templates.own(turn.work, turn.actor, template_id)
    answers: Answers = {
        "name": one.name, "text": one.text, "amount": one.amount_at.value, "days": one.days,
    }  # fmt: skip
    await turn.wizard.start(turn, conversation, {"template": one.id}, answers)


async def own_templates(turn: Turn) -> Screen:
    return screens.own_templates(turn.t, await turn.work.templates.of(turn.actor.id))


async def _usual_days(ask: Ask) -> Sequence[int]:
    return LIKELY_DAYS


async def _enter(turn: Turn, subject: Subject) -> Facts:
    if "template" in subject:
        await templates.own(turn.work, turn.actor, subject["template"])
    else:
        await templates.may_add(turn.work, turn.actor)
    return {}


async def _finish(turn: Turn, subject: Subject, answers: Answers) -> Screen:
    given = (answers["name"], answers["text"], AmountAt(answers["amount"]), answers["days"])
    if "template" in subject:
        await templates.change(turn.work, turn.actor, subject["template"], *given)
    else:
        await templates.add(turn.work, turn.actor, *given)
    return await own_templates(turn)


async def _enter_keeping(turn: Turn, subject: Subject) -> Facts:
    _, job = await templates.source(turn.work, turn.actor, subject["bid"])
    return {"title": job.title}


async def _keep(turn: Turn, subject: Subject, answers: Answers) -> Screen:
    await templates.keep(turn.work, turn.actor, subject["bid"], answers["name"])
    return await own_templates(turn)


conversation = Conversation(
    "template",
    steps=(
        Text("name", templates.template_name),
        Text("text", templates.template_text),
        Choice("amount", tuple(AmountAt), screens.AMOUNTS),
        Number("days", 1, MOST_DAYS, unit="bid-days", likely=_usual_days),
    ),
    enter=_enter,
    finish=_finish,
)
keeping = Conversation(
    "keep-template",
    steps=(Text("name", templates.template_name),),
    enter=_enter_keeping,
    finish=_keep,
    review=False,
)
conversations = (conversation, keeping)
