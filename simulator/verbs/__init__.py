"""The verbs of the control API by subject; importing this package fills simulator.control."""

from . import (
    acts,
    changing,
    inlining,
    paying,
    reacting,
    reading,
    recording,
    sending,
    steering,
    threads,
    watching,
)

__all__ = [
    "acts",
    "changing",
    "inlining",
    "paying",
    "reacting",
    "reading",
    "recording",
    "sending",
    "steering",
    "threads",
    "watching",
]
