"""The first question of a bid: its price, or a template that answers everything in one tap."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from conversations.steps import Ask, Filled, Money, Question
from conversations.steps.step import Answers, Outcome
from conversations.turn import Turn
from marketplace.bids import BidTerms, pitch_text
from marketplace.errors import Refused
from marketplace.money import check_amount
from marketplace.policy import fee_of
from marketplace.templates import Template
from views import bids as screens
from views.screen import Button, Html, grid, paragraphs
from views.texts import short

ROOM = 2400
"""UTF-16 units of a filled pitch that has to be written anew; the question stands below it."""


class Price(Money):
    """Where the platform takes a fee, what is left is said at once."""

    async def echoed(self, turn: Turn, value: Any, room: int) -> Html:
        fee = turn.work.policy.fee_basis_points
        if not fee:
            return await super().echoed(turn, value, room)
        return screens.price_after_fee(turn.t, value, value - fee_of(value, fee), fee)

    async def draw(self, ask: Ask) -> Question:
        question = await super().draw(ask)
        templates = [_button(ask, template) for template in await _offered(ask)]
        if not templates:
            return question
        text = paragraphs(question.text, ask.t("bid-or-template"))
        return replace(question, text=text, rows=(*grid(templates, 2), *question.rows))

    async def tapped(self, ask: Ask, do: str, value: str) -> Outcome | None:
        """Raises Refused `gone` for a template that was removed meanwhile."""
        if do != "template":
            return await super().tapped(ask, do, value)
        chosen = next((one for one in await _offered(ask) if str(one.id) == value), None)
        if chosen is None:
            raise Refused("gone")
        return await _filled(ask, chosen)


def _button(ask: Ask, template: Template) -> Button:
    return ask.button(
        ask.t.label("template-button", name=template.name), "template", str(template.id)
    )


async def _offered(ask: Ask) -> list[Template]:
    """The person's own, unless there is a pitch already that one would replace."""
    if "pitch" in ask.answers or "job_id" not in ask.facts:
        return []
    return await ask.turn.work.templates.of(ask.turn.actor.id)


async def _filled(ask: Ask, template: Template) -> Filled:
    """All answers but those that the rules refuse for this job, and why they do."""
    work = ask.turn.work
    job = await work.jobs.find(ask.facts["job_id"])
    if job is None:
        raise Refused("gone")
    terms = template.terms(job, await work.people.get(job.client_id), ask.turn.actor)
    answers: Answers = {
        "amount": terms.amount_minor, "days": terms.days, "pitch": terms.pitch, "plan": None,
    }  # fmt: skip
    notes = []
    for name, check in _CHECKS.items():
        try:
            check(answers[name])
        except Refused as refused:
            del answers[name]
            notes.append(_trouble(ask, name, refused, terms))
    return Filled(None, paragraphs(*notes), answers=answers)


def _trouble(ask: Ask, name: str, refused: Refused, terms: BidTerms) -> Html:
    """A pitch is shown, to be copied and made shorter or longer."""
    pitch = ask.t("quote-long", text=short(terms.pitch, ROOM)) if name == "pitch" else ""
    return paragraphs(ask.t(f"bid-template-{name}"), ask.refusal(refused), pitch)


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "amount": check_amount,
    "pitch": pitch_text,
}
