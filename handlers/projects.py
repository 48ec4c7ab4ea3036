"""Projects: the card, deliveries and decisions."""

from conversations import decline as decline_conversation
from conversations import delivery as delivery_conversation
from conversations.card import report, show_project, shows_by_itself
from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import deliveries
from marketplace.files import StoredFile
from views import callbacks
from views import projects as screens

PAGE = 5


async def own_projects(turn: Turn, tap: callbacks.OwnProjects | None = None) -> None:
    before = tap.before if tap else 0
    found = await turn.work.projects.of_person(turn.actor.id, before or None, PAGE + 1)
    await turn.window.show(
        screens.own_projects(turn.t, found[:PAGE], turn.actor, more=len(found) > PAGE)
    )


async def open_project(turn: Turn, tap: callbacks.OpenProject) -> None:
    await show_project(turn, tap.id)


async def deliver(turn: Turn, tap: callbacks.Deliver) -> None:
    await deliveries.may_deliver(turn.work, turn.actor, tap.milestone_id)
    subject = {"milestone": tap.milestone_id}
    first = await delivery_conversation.waiting_answers(turn, tap.milestone_id)
    turn.window.stays()  # it may say why the version before was declined
    await turn.wizard.start(turn, delivery_conversation.conversation, subject, first=first)


async def file_came(turn: Turn, file: StoredFile, milestone_id: int) -> None:
    """A file came by a link, not in a message: it joins the delivery that is being put together,
    which is shown with it, unless the freelancer is at something else."""
    subject, conversation = {"milestone": milestone_id}, delivery_conversation.conversation
    first = await delivery_conversation.waiting_answers(turn, milestone_id)
    if not await turn.wizard.given(turn, conversation, subject, [file], first):
        await turn.window.send(screens.file_came(turn.t, file, milestone_id))


async def accept(turn: Turn, tap: callbacks.Accept) -> None:
    project = await deliveries.accept(turn.work, turn.actor, tap.delivery_id)
    turn.window.say(turn.t.label("toast-accepted"))
    await report(turn, project, "done-accepted")


async def decline(turn: Turn, tap: callbacks.Decline) -> None:
    await deliveries.reviewed(turn.work, turn.actor, tap.delivery_id)
    subject = {"delivery": tap.delivery_id}
    turn.window.stays()  # it is what the reason will be about
    await turn.wizard.start(turn, decline_conversation.conversation, subject)


async def more_time(turn: Turn, tap: callbacks.MoreTime) -> None:
    await deliveries.take_more_time(turn.work, turn.actor, tap.delivery_id)
    turn.window.say(turn.t.label("toast-more-time"))
    project, milestone, delivery = await deliveries.reviewed(turn.work, turn.actor, tap.delivery_id)
    if await shows_by_itself(turn, project):
        return
    other = await turn.work.people.get(project.freelancer_id)
    told = turn.t("done-more-time", name=other.shown_name)
    screen = screens.review_prompt(turn.t, project, milestone, delivery)
    await turn.window.show(screen.below(told), line=project.bid_id)


router = Routes(
    commands={"projects": own_projects},
    taps={
        callbacks.OwnProjects: own_projects,
        callbacks.OpenProject: open_project,
        callbacks.Deliver: deliver,
        callbacks.Accept: accept,
        callbacks.Decline: decline,
        callbacks.MoreTime: more_time,
    },
)
