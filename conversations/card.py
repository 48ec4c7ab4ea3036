"""The project's card as its reader may use it now: whatever led to it, it is drawn from everything
that is so at present, and never from what happened to be at hand.
"""

from conversations.turn import Turn
from marketplace.deliveries import Delivery
from marketplace.projects import MilestoneState, Project
from views import projects as screens
from views.screen import Html


async def show_card(turn: Turn, project: Project, said: Html | None = None) -> None:
    """`said`: what has just happened, above the card."""
    work, actor = turn.work, turn.actor
    card = screens.card(
        turn.t,
        project,
        reader=actor,
        other=await work.people.get(project.other(actor.id)),
        in_review=await _in_review(turn, project),
        waiting=await work.waiting.of_project(project.id),
        proposal=await work.cancellations.open_of(project.id),
        payable=work.policy.takes_money,
    )
    await turn.window.show(card.below(said) if said else card, line=project.bid_id)


async def _in_review(turn: Turn, project: Project) -> Delivery | None:
    reviewed = (m for m in project.milestones if m.state is MilestoneState.IN_REVIEW)
    step = next((m for m in reviewed if not m.disputed), None)
    return await turn.work.projects.in_review(step.id) if step else None
