"""What operators do about reports: jobs are hidden, people banned."""

from aiogram.filters.callback_data import CallbackData


class AdminReports(CallbackData, prefix="admrp"):
    before: int = 0


class AdminReport(CallbackData, prefix="admre"):
    id: int


class DismissReport(CallbackData, prefix="norep"):
    """There is nothing to do about it."""

    id: int


class AdminJob(CallbackData, prefix="admjo"):
    """Any job, hidden or not."""

    id: int


class HideJob(CallbackData, prefix="hidej"):
    """Asks why."""

    id: int


class RestoreJob(CallbackData, prefix="showj"):
    """Asks why."""

    id: int


class AdminHidden(CallbackData, prefix="admhi"):
    before: int = 0


class BanPerson(CallbackData, prefix="banp"):
    """Asks why."""

    id: int


class UnbanPerson(CallbackData, prefix="unban"):
    """Asks why."""

    id: int


class AdminBanned(CallbackData, prefix="admba"):
    before: int = 0
