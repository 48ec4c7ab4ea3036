"""Files that come or go by a link instead of through Telegram: those too big for it."""

from enum import StrEnum


class LinkKind(StrEnum):
    UPLOAD = "upload"
    DOWNLOAD = "download"
