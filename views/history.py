"""The history of a project: every version of every milestone, for both members, at any time."""

from marketplace.deliveries import Delivery, DeliveryState
from marketplace.projects import Milestone, Project
from views import archives, buttons
from views.callbacks import (
    AdminProject,
    Histories,
    History,
    OlderVersions,
    OpenProject,
    SendFile,
    SendVersion,
)
from views.screen import Button, Html, Rows, Screen, grid, lines, paragraphs
from views.talk import talk_button
from views.texts import Texts, shares, short, units

ROOM = 3100
"""UTF-16 units for notes and reasons: one version's in full, or those of several shorter ones."""
MOST_FILES, MOST_VERSIONS = 60, 10
"""On one screen; more buttons than that would be too much for one keyboard."""
_DECISIONS = {
    DeliveryState.IN_REVIEW: "version-in-review",
    DeliveryState.ACCEPTED: "version-accepted",
    DeliveryState.AUTO_ACCEPTED: "version-auto-accepted",
    DeliveryState.DECLINED: "version-declined",
    DeliveryState.REPLACED: "version-replaced",
    DeliveryState.CANCELLED: "version-cancelled",
}


def histories(t: Texts, projects: list[Project], *, more: bool) -> Screen:
    """Of which project? Newest first."""
    if not projects:
        return Screen(t("projects-none"), ((buttons.browse(t),), (buttons.home(t),)))
    rows: Rows = tuple(
        (Button(buttons.named(project.title), History(project_id=project.id)),)
        for project in projects
    )
    if more:
        rows = (*rows, (buttons.more(t, Histories(before=projects[-1].id)),))
    return Screen(t("histories"), (*rows, (buttons.home(t),)))


def history(t: Texts, project: Project, *, member: bool = True) -> Screen:
    """The milestones, each leading to its versions. An operator (no `member`) who has to decide
    about the project reads only, and goes back to its books."""
    rows: Rows = tuple(
        (_way(t, project, milestone),) for milestone in project.milestones if milestone.versions
    )
    text = t("history-heading" if rows else "history-empty", title=project.title)
    if rows and member:
        rows = (*rows, (archives.ask_button(t, project),))
    rows = (*rows, (talk_button(t, project.bid_id),))
    whence = OpenProject(id=project.id) if member else AdminProject(id=project.id)
    return Screen(text, (*rows, (buttons.back(t, whence), buttons.home(t))))


def _way(t: Texts, project: Project, milestone: Milestone) -> Button:
    label = t.label(
        "btn-versions",
        position=milestone.position,
        what=short(milestone.what, 24),
        count=milestone.versions,
    )
    return Button(label, History(project_id=project.id, milestone=milestone.position))


def history_of(
    t: Texts,
    project: Project,
    milestone: Milestone,
    deliveries: list[Delivery],
    before: int | None = None,
) -> Screen:
    """The versions of one milestone, newest first, a page at a time.

    `deliveries` may hold those of other milestones, too. `before`: only versions below this one.
    """
    own = [d for d in deliveries if d.milestone_id == milestone.id]
    left = sorted(
        (d for d in own if before is None or d.version < before), key=lambda d: -d.version
    )
    shown = _page(left)
    texts = shares([text for d in shown for text in (d.note, d.reason)], ROOM)
    told = [
        _version(t, delivery, note, reason)
        for delivery, note, reason in zip(shown, texts[::2], texts[1::2], strict=True)
    ]
    older: Rows = ()
    if len(left) > len(shown):
        way = OlderVersions(
            project_id=project.id, milestone=milestone.position, before=shown[-1].version
        )
        older = ((Button(t.label("btn-older-versions"), way),),)
    heading = t(
        "history-of",
        title=project.title,
        position=milestone.position,
        what=milestone.what,
    )
    files = tuple(row for delivery in shown for row in _files(t, delivery))
    back = (buttons.back(t, History(project_id=project.id)), buttons.home(t))
    return Screen(paragraphs(heading, *told), (*files, *older, back))


def _page(versions: list[Delivery]) -> list[Delivery]:
    """As many as fit; at least one, so that every version can be read."""
    texts = files = count = 0
    for count, delivery in enumerate(versions[:MOST_VERSIONS], start=1):
        texts += units(delivery.note) + units(delivery.reason)
        files += len(delivery.files)
        if texts > ROOM or files > MOST_FILES:
            return versions[: max(1, count - 1)]
    return versions[:count]


def _version(t: Texts, delivery: Delivery, note: str, reason: str) -> Html:
    decided = t.moment(delivery.decided_at or delivery.accept_at)
    return lines(
        t("version-heading", version=delivery.version, at=t.moment(delivery.completed_at)),
        t("quote-long", text=note) if note else "",
        t("version-files", count=len(delivery.files)),
        t(_DECISIONS[delivery.state], at=decided),
        t("quote-long", text=reason) if reason else "",
    )


def _files(t: Texts, delivery: Delivery) -> Rows:
    """One button for all where there are several, before twenty others push it away; then each."""
    drawn = [
        Button(
            t.label("btn-version-file", version=delivery.version, name=short(file.name, 24)),
            SendFile(id=file.id),
        )
        for file in delivery.files
    ]
    if len(drawn) < 2:
        return grid(drawn, 2)
    label = t.label("btn-version-files", version=delivery.version, count=len(drawn))
    return ((Button(label, SendVersion(delivery_id=delivery.id)),), *grid(drawn, 2))
