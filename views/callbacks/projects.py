"""Projects: delivering, reviewing, looking back."""

from aiogram.filters.callback_data import CallbackData


class OwnProjects(CallbackData, prefix="projs"):
    before: int = 0


class OpenProject(CallbackData, prefix="proj"):
    id: int


class Deliver(CallbackData, prefix="dlv"):
    milestone_id: int


class Accept(CallbackData, prefix="acc"):
    delivery_id: int


class Decline(CallbackData, prefix="dec"):
    delivery_id: int


class MoreTime(CallbackData, prefix="more"):
    delivery_id: int


class History(CallbackData, prefix="hist"):
    """`milestone` 0 lists the milestones; else the versions of that milestone's position."""

    project_id: int
    milestone: int = 0


class Histories(CallbackData, prefix="hists"):
    """The projects, each leading to its history."""

    before: int = 0


class OlderVersions(CallbackData, prefix="older"):
    """The versions of a milestone below version `before`, where one screen can't hold all."""

    project_id: int
    milestone: int
    before: int
