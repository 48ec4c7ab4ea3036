"""What people do, step by step. Each step is one update, and names what answers it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from views import callbacks

HELLO = "Hello,"


@dataclass(frozen=True, slots=True)
class Step:
    """`act` is a text that is typed, the label of a button, or callback data; `sees` is a part of
    the message that answers it."""

    kind: Literal["types", "presses", "taps"]
    act: str
    sees: str


def bid(job_id: int) -> tuple[Step, ...]:
    """A whole bid with two milestones: 10 answers are typed, 4 buttons pressed."""
    return (
        Step("taps", callbacks.MakeBid(job_id=job_id).pack(), "1 of 4"),
        Step("types", "500", "2 of 4"),
        Step("types", "10", "3 of 4"),
        Step("types", "A calm page in your colours: first the design, then the page.", "4 of 4"),
        Step("presses", "Add", "milestone 1 · 1 of 3"),
        Step("types", "The design, as a PDF", "milestone 1 · 2 of 3"),
        Step("types", "200", "milestone 1 · 3 of 3"),
        Step("types", "4", "$200"),
        Step("presses", "Add", "milestone 2 · 1 of 3"),
        Step("types", "The page, ready to publish", "milestone 2 · 2 of 3"),
        Step("types", "300", "milestone 2 · 3 of 3"),
        Step("types", "6", "$300"),
        Step("presses", "Done", "review"),
        Step("presses", "Submit bid", "Your bid on"),
    )


def bids(first_job: int, most: int) -> Iterator[Step]:
    """Bids on one job after the other."""
    for job_id in range(first_job, first_job + most):
        yield from bid(job_id)


def echo() -> Iterator[Step]:
    """The same mixture of texts and presses for the echo bot, without an end."""
    number = 0
    while True:
        for step in bid(1):
            number += 1
            typed = step.kind == "types"
            yield Step(
                "types" if typed else "presses", step.act if typed else "Next", f"#{number} "
            )


STEPS_A_BID = len(bid(1))
