"""What the rules refuse, in words: what is wrong and what would be right."""

from datetime import datetime
from typing import Any

from marketplace.errors import Refused
from views import currencies
from views.files import size
from views.profile import part_names
from views.screen import Html, paragraphs
from views.texts import Texts, short

LONGEST_QUOTE = 60


def refusal(t: Texts, refused: Refused, given: str = "") -> Html:
    """The text has the refusal's key. `given`: what the person had typed, to be quoted.

    Facts are named without their unit: `least_minor` is put into the text as `least`, formatted.
    """
    facts = dict(_readable(t, name, value) for name, value in refused.facts.items())
    if refused.key == "wrong-plan-gap":
        facts |= _gap(t, refused.facts["missing_minor"])
    quote = given and "given" not in refused.facts
    return paragraphs(
        t("you-wrote", text=short(given, LONGEST_QUOTE)) if quote else "",
        t(refused.key, **facts),
    )


def _readable(t: Texts, name: str, value: Any) -> tuple[str, Any]:
    if name.endswith("_minor"):
        return name.removesuffix("_minor"), t.money(value)
    if name.endswith("_bytes"):
        return name.removesuffix("_bytes"), size(t, value)
    if name == "currency":
        return name, currencies.name(t, value)
    if isinstance(value, datetime):
        return name, t.moment(value)
    if name == "parts":
        return name, part_names(t, value)
    return name, short(value, LONGEST_QUOTE) if isinstance(value, str) else value


def _gap(t: Texts, missing_minor: int) -> dict[str, str]:
    """Money that is missing from the plan, or too much in it, or neither."""
    side = "short" if missing_minor > 0 else "over" if missing_minor < 0 else "even"
    return {"side": side, "missing": t.money(abs(missing_minor))}
