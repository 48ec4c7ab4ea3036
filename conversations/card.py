"""Cards where a person is, and what an act says when it is done."""

from conversations.turn import Turn
from marketplace.cards import CardKind
from marketplace.errors import Refused
from marketplace.projects import Project
from views import results
from views.card_places import Places
from views.cards import Drawer


async def show_card(turn: Turn, kind: CardKind, subject_id: int) -> None:
    """Shows the actor's card here; it stands nowhere else then. Raises Refused `not-yours`."""
    window, work = turn.window, turn.work
    places = Places(work, window.outbox, _drawer(turn), turn.t, turn.actor)
    if not await places.show(window, kind, subject_id):
        raise Refused("not-yours")


async def show_project(turn: Turn, project_id: int) -> None:
    """The project's card; see `show_card`."""
    await show_card(turn, CardKind.PROJECT, project_id)


async def report(turn: Turn, project: Project, key: str) -> None:
    """Says what has just been done, in place of the message that led to it, with what can be done
    next. Nothing where it was done on the project's card: that shows it by itself.

    `key`: of the text, which may name the other member.
    """
    if await shows_by_itself(turn, project):
        return
    drawn = await _drawer(turn).draw(turn.t, turn.actor, CardKind.PROJECT, project.id)
    if drawn is not None:
        other = await turn.work.people.get(project.other(turn.actor.id))
        said = turn.t(key, name=other.shown_name)
        screen = results.done(turn.t, project, said, drawn.screen.rows)
        await turn.window.show(screen, line=project.bid_id)


async def shows_by_itself(turn: Turn, project: Project) -> bool:
    """Whether the pressed message is the project's card, which then stays."""
    standing = await turn.window.standing()
    if not standing or (standing.kind, standing.subject_id) != (CardKind.PROJECT, project.id):
        return False
    turn.window.stays()
    return True


def _drawer(turn: Turn) -> Drawer:
    return Drawer(turn.work, turn.work.people.get)
