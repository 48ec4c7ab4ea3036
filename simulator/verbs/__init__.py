"""The verbs of the control API by subject; importing this package fills simulator.control."""

from . import acts, reacting, reading, sending, steering

__all__ = ["acts", "reacting", "reading", "sending", "steering"]
