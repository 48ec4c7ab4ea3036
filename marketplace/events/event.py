"""What every event is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a use case did. Committed together with it or not at all."""
