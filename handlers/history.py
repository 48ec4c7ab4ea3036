"""The history: every version of every milestone, and its files once more."""

from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import deliveries, files
from views import callbacks
from views import files as file_views
from views import history as screens

PAGE = 8


async def history(turn: Turn, tap: callbacks.History) -> None:
    await _show_history(turn, tap.project_id, tap.milestone)


async def older_versions(turn: Turn, tap: callbacks.OlderVersions) -> None:
    await _show_history(turn, tap.project_id, tap.milestone, tap.before)


async def _show_history(
    turn: Turn, project_id: int, position: int, before: int | None = None
) -> None:
    """One milestone's versions; a choice of milestones where `position` names none. An operator's
    reply to it is no part of the talk."""
    project, versions = await deliveries.history(turn.work, turn.actor, project_id)
    member = project.is_member(turn.actor.id)
    milestone = next((m for m in project.milestones if m.position == position), None)
    if milestone is None:
        screen = screens.history(turn.t, project, member=member)
    else:
        screen = screens.history_of(turn.t, project, milestone, versions, before)
    await turn.window.show(screen, line=project.bid_id if member else None)


async def all_histories(turn: Turn, tap: callbacks.Histories | None = None) -> None:
    """/history: the one project's history at once, a choice where there are several."""
    before = tap.before if tap else 0
    found = await turn.work.projects.of_person(turn.actor.id, before or None, PAGE + 1)
    if len(found) == 1 and not before:
        await history(turn, callbacks.History(project_id=found[0].id))
        return
    screen = screens.histories(turn.t, found[:PAGE], more=len(found) > PAGE)
    await turn.window.show(screen)


async def send_file(turn: Turn, tap: callbacks.SendFile) -> None:
    file = await files.seen_by(turn.work, turn.actor, tap.id)
    for method, params in file_views.file_calls(turn.t, [file]):
        await turn.window.call(method, params)
    turn.window.say(turn.t.label("toast-file"))


async def send_version(turn: Turn, tap: callbacks.SendVersion) -> None:
    """All files of a version, as albums where they fit into some."""
    version = await deliveries.version(turn.work, turn.actor, tap.delivery_id)
    for method, params in file_views.file_calls(turn.t, version.files):
        await turn.window.call(method, params)
    turn.window.say(turn.t.label("toast-files", count=len(version.files)))


router = Routes(
    commands={"history": all_histories},
    taps={
        callbacks.Histories: all_histories,
        callbacks.History: history,
        callbacks.OlderVersions: older_versions,
        callbacks.SendFile: send_file,
        callbacks.SendVersion: send_version,
    },
)
