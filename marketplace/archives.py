"""A whole project's history as one ZIP archive, made in the background when somebody asks."""

from enum import StrEnum


class ArchiveState(StrEnum):
    """`wanted`: it is being made, or will be."""

    WANTED = "wanted"
    READY = "ready"
    FAILED = "failed"
