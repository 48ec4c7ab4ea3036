"""What freelancers may know of a client before they bid: figures, and no names of others."""

from dataclasses import dataclass

MOST_COUNTED = 1000
"""Jobs and payments of one client that count, the newest: so that reading a job takes as long
whoever has posted it."""


@dataclass(frozen=True, slots=True)
class ClientRecord:
    """What became of a client's newest 1,000 jobs, and of the newest 1,000 payments that they owe
    or owed. Jobs that are hidden from everybody at the moment count nowhere.

    `jobs_posted`: whatever became of them, the open ones included. `hired`: those for which
    somebody was hired, whatever became of the project. `ended`: those that were closed or ran out
    with nobody hired, unless they are open again. `fell_due`: payments that were made, and those
    that are not although the first reminder is due; neither cancelled nor disputed ones, nor those
    that the client says to have made in time and the freelancer has not confirmed. `paid_on_time`:
    those made before the first reminder is due (`checkout.REMIND_AFTER`); outside of the bot, what
    counts is when the client said so.
    """

    jobs_posted: int = 0
    hired: int = 0
    ended: int = 0
    fell_due: int = 0
    paid_on_time: int = 0

    @property
    def is_new(self) -> bool:
        """Nothing is known: this is their first job, and nothing has come of it yet."""
        return self.jobs_posted <= 1 and not (self.hired or self.ended or self.fell_due)

    @property
    def hire_rate(self) -> int | None:
        """Jobs with somebody hired among those that came to an end, as `share` gives it."""
        return share(self.hired, self.hired + self.ended)

    @property
    def on_time_rate(self) -> int | None:
        """Payments on time among those that fell due, as `share` gives it."""
        return share(self.paid_on_time, self.fell_due)


def share(part: int, whole: int) -> int | None:
    """A part in 1/10,000, rounded to whole percents, but neither to nothing nor to all where it is
    not; None of nothing."""
    if not whole:
        return None
    percent = (200 * part + whole) // (2 * whole)
    if 0 < part < whole:
        percent = min(99, max(1, percent))
    return 100 * percent
