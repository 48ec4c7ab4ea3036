"""Files that projects hold, and the links by which big ones travel."""

from aiogram.filters.callback_data import CallbackData


class SendFile(CallbackData, prefix="file"):
    id: int


class SendVersion(CallbackData, prefix="files"):
    """All files of one version."""

    delivery_id: int


class GetLink(CallbackData, prefix="get"):
    """A link to a file that Telegram can't carry."""

    file_id: int


class UploadLink(CallbackData, prefix="up"):
    """A link by which a file comes that Telegram doesn't let us fetch."""

    milestone_id: int


class Archive(CallbackData, prefix="zip"):
    """Packs everything that a project's history holds."""

    project_id: int
