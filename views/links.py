"""Links for files that Telegram can't carry, as the chat shows them."""

from marketplace.files import StoredFile
from marketplace.projects import Milestone, Project
from views.files import size
from views.screen import LinkButton, Screen
from views.texts import Texts, short

LONGEST_NAME = 24
"""UTF-16 units of a name on a button that also tells the size."""


def download_link(t: Texts, file: StoredFile, url: str) -> Screen:
    """The link itself; see `transfers.offer_download`."""
    told = size(t, file.size_bytes)
    label = t.label("btn-download", name=short(file.name, LONGEST_NAME), size=told)
    text = t("file-download-link", name=file.name, size=told)
    return Screen(text, ((LinkButton(label, url),),))


def upload_link(t: Texts, project: Project, milestone: Milestone, most: int, url: str) -> Screen:
    """The page for one big file of a milestone, of at most `most` bytes."""
    text = t(
        "file-upload-link",
        what=milestone.what,
        title=project.title,
        most=size(t, most),
    )
    return Screen(text, ((LinkButton(t.label("btn-upload"), url),),))
