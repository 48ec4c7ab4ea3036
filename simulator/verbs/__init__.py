"""The verbs of the control API by subject; importing this package fills simulator.control."""

from . import acts, reading, sending, steering

__all__ = ["acts", "reading", "sending", "steering"]
