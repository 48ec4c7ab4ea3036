"""What answers in place of a screen that can't be shown: refusals, and our own mistakes."""

from collections.abc import Callable

from marketplace.errors import Refused
from views import buttons
from views.callbacks import CompleteProfile, OpenBid
from views.refusals import refusal
from views.screen import Button, Screen
from views.texts import Texts

WAYS: dict[str, Callable[[Texts, Refused], Button]] = {
    "profile-incomplete": lambda t, refused: Button(
        t.label("btn-complete-profile"), CompleteProfile(job_id=refused.facts["job_id"]), "primary"
    ),
    "already-bid": lambda t, refused: Button(
        t.label("btn-own-bid"), OpenBid(id=refused.facts["bid_id"]), "primary"
    ),
}
"""Refusals that can be put right at once, and the button that does it."""


def refused(t: Texts, refusal_: Refused) -> Screen:
    """The refusal's words, with the way on where there is one."""
    way = WAYS.get(refusal_.key)
    rows = ((way(t, refusal_), buttons.home(t)),) if way else ()
    return Screen(refusal(t, refusal_), rows)


def our_mistake(t: Texts, reference: str) -> Screen:
    """An error that is ours: an apology and the number under which the operator finds it."""
    return Screen(t("our-mistake", reference=reference), ((buttons.home(t), buttons.help_(t)),))
