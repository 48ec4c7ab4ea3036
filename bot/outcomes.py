"""From the result of one try to what becomes of the message: sent, again later, or given up."""

from datetime import datetime, timedelta
from typing import Literal

import structlog

from bot.results import Hopeless, Later, Result, Sent, Trouble
from storage.outbox import OutboxRow, Outcome

log = structlog.get_logger(__name__)

SERVER_TROUBLE_TRIES = 16
LONGEST_BACK_OFF_SECONDS = 600


def back_off(attempts: int) -> timedelta:
    """1 s, 2 s, 4 s … 10 minutes: sixteen tries take about an hour."""
    return timedelta(seconds=min(2 ** max(0, attempts - 1), LONGEST_BACK_OFF_SECONDS))


def outcome_of(row: OutboxRow, result: Result, now: datetime) -> Outcome:
    """What to write down about a row after a try that ended with `result`."""
    match result:
        case Sent(message_ids):
            return Outcome(row.id, "sent", message_ids)
        case Later(Trouble.FLOOD, reason, seconds):
            log.warning("flood control", chat_id=row.chat_id, wait_seconds=seconds)
            until = now + timedelta(seconds=max(seconds, 1))
            return Outcome(row.id, "retry", not_before=until, error=reason)
        case Later(Trouble.UNANSWERED, reason):
            log.warning("no answer: it may have arrived", row=row.id, again=not row.uncertain)
            state: Literal["uncertain", "retry"] = "uncertain" if row.uncertain else "retry"
            return Outcome(row.id, state, not_before=now, error=reason, uncertain=True)
        case Later(Trouble.SERVER, reason) if row.attempts >= SERVER_TROUBLE_TRIES:
            log.error("message given up", row=row.id, method=row.method, why=reason)
            return Outcome(row.id, "dead", error=reason)
        case Later(Trouble.SERVER, reason):
            until = now + back_off(row.attempts)
            return Outcome(row.id, "retry", not_before=until, error=reason)
        case Later(_, reason):
            return Outcome(row.id, "retry", not_before=now, error=reason)
        case Hopeless(reason, unreachable):
            level = log.info if unreachable else log.error
            level("message given up", row=row.id, method=row.method, why=reason)
            return Outcome(row.id, "dead", error=reason)
