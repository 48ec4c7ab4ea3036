"""An archive while it is being made: how far it is, and what became of it."""

from marketplace.projects import Project
from views.callbacks import Archive
from views.files import size
from views.screen import Button, Screen
from views.texts import Texts


def ask_button(t: Texts, project: Project) -> Button:
    return Button(t.label("btn-archive"), Archive(project_id=project.id))


def packing(t: Texts, project: Project, done_bytes: int, of_bytes: int) -> Screen:
    """Takes its own place again and again, until `packed` does."""
    return Screen(
        t(
            "archive-packing",
            title=project.title,
            percent=100 * done_bytes // max(1, of_bytes),
            done=size(t, done_bytes),
            of=size(t, of_bytes),
        )
    )


def packed(t: Texts, project: Project, files: int, bytes_: int) -> Screen:
    return Screen(t("archive-packed", title=project.title, count=files, size=size(t, bytes_)))


def not_packed(t: Texts, project: Project) -> Screen:
    return Screen(t("archive-not-packed", title=project.title))
