"""Links into the bot: what stands behind `?start=` (Bot API: 1-64 of A-Z, a-z, 0-9, _ and -)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from marketplace.people import KEY_LENGTH

MOST_PAYLOAD = 64
_KEY = rf"[A-Za-z0-9_-]{{{KEY_LENGTH}}}"


class LinkTo(StrEnum):
    JOB = "job"
    """By its id: whoever has the link may read an open job."""
    PROFILE = "profile"
    """By its public key, which nobody can guess."""
    INVITATION = "invite"
    """By a key of its own; opens for the invited one and the client alone."""


_VALUES = {LinkTo.JOB: r"[1-9][0-9]{0,18}", LinkTo.PROFILE: _KEY, LinkTo.INVITATION: _KEY}


@dataclass(frozen=True, slots=True)
class DeepLink:
    kind: LinkTo
    value: str

    @property
    def payload(self) -> str:
        """ "job_12": at most 64 characters."""
        return f"{self.kind}_{self.value}"


def read(payload: str) -> DeepLink | None:
    """None for what is no link of ours."""
    kind, _, value = payload.partition("_")
    if kind not in list(LinkTo) or not re.fullmatch(_VALUES[LinkTo(kind)], value, re.ASCII):
        return None
    return DeepLink(LinkTo(kind), value)
