"""Pitch templates: what a freelancer says again and again, with how much and how long."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace.bids import Bid, BidTerms, check_days
from marketplace.errors import Refused
from marketplace.fit import shared_skills
from marketplace.jobs import Job, JobTerms
from marketplace.people import Person
from marketplace.text import folded, measured, one_line, paragraph

if TYPE_CHECKING:
    from marketplace.ports import Work

MOST_TEMPLATES = 10
MOST_NAME = 40
SHORTEST_TEXT, LONGEST_TEXT = 20, 2000
PLACEHOLDERS = ("title", "client", "skills", "name")
_PLACEHOLDER = re.compile(rf"\{{({'|'.join(PLACEHOLDERS)})\}}", re.IGNORECASE | re.ASCII)
"""ASCII: without it, "ſ" would count as a small "S" that no placeholder has."""


class AmountAt(StrEnum):
    """Which point of a job's budget a template asks for."""

    LEAST = "least"
    MIDDLE = "middle"
    MOST = "most"

    def of(self, terms: JobTerms) -> int:
        """In minor units."""
        least, most = terms.budget_min_minor, terms.budget_max_minor
        return {self.LEAST: least, self.MIDDLE: (least + most) // 2, self.MOST: most}[self]


@dataclass(frozen=True, slots=True)
class Template:
    """`text` may have placeholders; `days` is how long such work takes."""

    id: int
    person_id: int
    name: str
    text: str
    amount_at: AmountAt
    days: int

    def checked(self) -> "Template":
        """The same, cleaned; raises Refused as `template_name`, `template_text`, `check_days`."""
        name, text = template_name(self.name), template_text(self.text)
        return Template(self.id, self.person_id, name, text, self.amount_at, check_days(self.days))

    def terms(self, job: Job, client: Person, freelancer: Person) -> BidTerms:
        """The bid that it makes on a job, cleaned, and neither measured nor checked."""
        pitch = paragraph(filled(self.text, values(job, client, freelancer)))
        return BidTerms(self.amount_at.of(job.terms), self.days, pitch)


def template_name(raw: str) -> str:
    return measured(one_line(raw), 1, MOST_NAME)


def template_text(raw: str) -> str:
    return measured(paragraph(raw), SHORTEST_TEXT, LONGEST_TEXT)


# --- filling -------------------------------------------------------------------------------


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with each `{placeholder}` replaced, in one pass: what is put in is never filled
    itself. Everything else stays as it is, lone braces and unknown names too."""
    return _PLACEHOLDER.sub(lambda found: values[found[1].lower()], text)


def values(job: Job, client: Person, freelancer: Person) -> dict[str, str]:
    """For each placeholder: the skills are those of the job that the freelancer has, else all."""
    skills = shared_skills(job.terms, freelancer.skills) or job.terms.skills
    return {
        "title": job.title,
        "client": client.shown_name,
        "skills": ", ".join(skills),
        "name": freelancer.shown_name,
    }


def nearest(amount_minor: int, terms: JobTerms) -> AmountAt:
    """The point of the budget that is closest to an amount; the lower one of two."""
    return min(AmountAt, key=lambda at: abs(at.of(terms) - amount_minor))


def is_new(
    templates: Sequence[Template], bid: Bid, job: Job, client: Person, freelancer: Person
) -> bool:
    """Whether the bid says something of its own, which none of these says for this job, and there
    is room for it among them."""
    if len(templates) >= MOST_TEMPLATES:
        return False
    said = (one.terms(job, client, freelancer).pitch for one in templates)
    return bid.terms.pitch not in said


# --- use cases -----------------------------------------------------------------------------


async def own(work: "Work", actor: Person, template_id: int) -> Template:
    """Raises Refused `gone` for what is no template of the actor's."""
    found = await work.templates.find(template_id)
    if found is None or found.person_id != actor.id:
        raise Refused("gone")
    return found


async def may_add(work: "Work", actor: Person) -> None:
    """Raises Refused `too-many-templates`."""
    _check_room(await work.templates.of(actor.id))


async def add(
    work: "Work", actor: Person, name: str, text: str, amount_at: AmountAt, days: int
) -> Template:
    """Raises Refused `too-many-templates`, `template-name-taken`, or as `Template.checked`."""
    new = Template(0, actor.id, name, text, amount_at, days).checked()
    others = await work.templates.lock_all(actor.id)
    _check_room(others)
    _check_name(new, others)
    return await work.templates.add(new)


async def change(
    work: "Work",
    actor: Person,
    template_id: int,
    name: str,
    text: str,
    amount_at: AmountAt,
    days: int,
) -> Template:
    """Raises Refused `gone`, `template-name-taken`, or as `Template.checked`."""
    changed = Template(template_id, actor.id, name, text, amount_at, days).checked()
    mine = await work.templates.lock_all(actor.id)
    if template_id not in [one.id for one in mine]:
        raise Refused("gone")
    _check_name(changed, mine)
    await work.templates.save(changed)
    return changed


async def remove(work: "Work", actor: Person, template_id: int) -> Template:
    """Raises Refused as `own`."""
    found = await own(work, actor, template_id)
    await work.templates.remove(found.id)
    return found


async def source(work: "Work", actor: Person, bid_id: int) -> tuple[Bid, Job]:
    """The actor's own bid, in whatever state, for making a template of it. Raises Refused
    `not-yours`, `too-many-templates`."""
    bid = await work.bids.find(bid_id)
    if bid is None or bid.freelancer_id != actor.id:
        raise Refused("not-yours")
    job = await work.jobs.find(bid.job_id)
    if job is None:
        raise Refused("gone")
    await may_add(work, actor)
    return bid, job


async def keep(work: "Work", actor: Person, bid_id: int, name: str) -> Template:
    """Makes a template of what the actor's bid says, word for word. Raises Refused as `source`
    and `add`."""
    bid, job = await source(work, actor, bid_id)
    terms = bid.terms
    amount_at = nearest(terms.amount_minor, job.terms)
    return await add(work, actor, name, terms.pitch, amount_at, terms.days)


def _check_room(templates: Sequence[Template]) -> None:
    if len(templates) >= MOST_TEMPLATES:
        raise Refused("too-many-templates", most=MOST_TEMPLATES)


def _check_name(template: Template, others: Sequence[Template]) -> None:
    taken = (folded(one.name) for one in others if one.id != template.id)
    if folded(template.name) in taken:
        raise Refused("template-name-taken", name=template.name)
