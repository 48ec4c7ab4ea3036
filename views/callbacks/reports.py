"""Reporting jobs and people."""

from aiogram.filters.callback_data import CallbackData

from marketplace.reports import ReportKind


class ReportJob(CallbackData, prefix="rep"):
    """Asks what is wrong with somebody's job."""

    id: int


class ReportPerson(CallbackData, prefix="repp"):
    """Asks what is wrong with the other one on this line."""

    bid_id: int


class SendReport(CallbackData, prefix="repk"):
    """Of a job, or of the other one on a line; 0 for what it is not about."""

    kind: ReportKind
    job_id: int = 0
    bid_id: int = 0
