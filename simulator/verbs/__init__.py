"""The verbs of the control API by subject; importing this package fills simulator.control."""

from . import acts, reacting, reading, sending, steering, threads

__all__ = ["acts", "reacting", "reading", "sending", "steering", "threads"]
