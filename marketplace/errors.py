"""One kind of refusal for everything a person may not or cannot do."""

from typing import Any


class Refused(Exception):
    """The rules say no. Carries a text key and its facts; one place turns it into words.

    The act that raised it is rolled back to its savepoint, so a refusal never leaves half a change.
    """

    def __init__(self, key: str, **facts: Any) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts
