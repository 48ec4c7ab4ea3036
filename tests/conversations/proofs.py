"""Whether what a conversation was for has happened."""

from typing import Any

from sqlalchemy import select

from marketplace.money import wallet
from marketplace.notices import QuietHours
from marketplace.templates import AmountAt
from storage.tables import invoices
from storage.unit_of_work import UnitOfWork
from tests.conversations.desk import context_of
from tests.conversations.worlds import IBAN, PRAISE, REASON, Subject
from tests.storage import deal


async def has_details(work: UnitOfWork, who: int, subject: Subject) -> bool:
    person = await work.people.get(who)
    return (person.name, person.country) == ("Ana Silva", "PT")


async def has_skills(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return (await work.people.get(who)).skills == ("Figma", "SEO")


async def has_description(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return (await work.people.get(who)).description.startswith("I design logos")


async def has_education(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return [e.to_year for e in await work.people.education(who)] == [2019]


async def has_experience(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return [(e.country, e.to_year) for e in await work.people.experience(who)] == [("PT", None)]


async def has_job(work: UnitOfWork, who: int, subject: Subject) -> bool:
    jobs = await work.jobs.of_client(who, None, 5)
    terms = jobs[0].terms if jobs else None
    return terms is not None and (terms.title, terms.budget_max_minor) == (
        "Logo for a bakery",
        60000,
    )


async def has_bid(work: UnitOfWork, who: int, subject: Subject) -> bool:
    bids = await work.bids.of_freelancer(who, None, 5)
    return bool(bids) and bids[0].terms.amount_minor == 50000


async def has_template(work: UnitOfWork, who: int, subject: Subject) -> bool:
    (kept,) = await work.templates.of(who)
    said = (kept.name, kept.text, kept.amount_at, kept.days)
    return said == ("Logos", deal.TEMPLATE, AmountAt.MIDDLE, 10)


async def has_kept_its_pitch(work: UnitOfWork, who: int, subject: Subject) -> bool:
    kept = next(one for one in await work.templates.of(who) if one.name == "Logos")
    return (kept.text, kept.amount_at, kept.days) == (deal.PITCH, AmountAt.LEAST, 8)


async def has_delivery(work: UnitOfWork, who: int, subject: Subject) -> bool:
    """It waits, since nobody fetches files here."""
    waits = await work.waiting.find(subject["milestone"])
    return waits is not None and (len(waits.files), waits.note) == (1, "The final logo")


async def is_declined(work: UnitOfWork, who: int, subject: Subject) -> bool:
    delivery = await work.projects.delivery(subject["delivery"])
    return delivery is not None and delivery.reason == REASON


async def is_searched(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return await _searched(work, who) == {"query": "ceram"}


async def has_bounds(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return await _searched(work, who) == {"least_minor": 40000, "most_minor": 60000}


async def has_skill_filter(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return await _searched(work, who) == {"skills": ["logo design"]}


async def has_days(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return await _searched(work, who) == {"within_days": 5}


async def _searched(work: UnitOfWork, who: int) -> dict[str, Any]:
    asked: dict[str, Any] = (await context_of(work, who).get_data())["search"]
    return {name: value for name, value in asked.items() if name != "order"}


async def is_searched_for(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return (await context_of(work, who).get_data())["freelancers"] == "calm soft"


async def is_placed(work: UnitOfWork, who: int, subject: Subject) -> bool:
    chosen = await work.notices.of(who)
    return (chosen.place, chosen.time_zone) == ("Lisbon, Portugal", "Europe/Lisbon")


async def is_quiet(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return (await work.notices.of(who)).quiet == QuietHours(22 * 60 + 30, 6 * 60 + 45)


async def has_invoice(work: UnitOfWork, who: int, subject: Subject) -> bool:
    asked = await work.invoices._rows(select(invoices.c.purpose, invoices.c.amount_minor))
    return [tuple(row) for row in asked] == [("top_up", 5000)]


async def is_reserved(work: UnitOfWork, who: int, subject: Subject) -> bool:
    (asked,) = await work.withdrawals.waiting_of(who)
    left = await work.ledger.balance(wallet(who))
    return (asked.amount_minor, asked.destination, left) == (2500, IBAN, 6500)


async def is_disputed(work: UnitOfWork, who: int, subject: Subject) -> bool:
    found = await work.disputes.open_of(subject["milestone"])
    return found is not None and (found.opened_by, found.reason) == (who, REASON)


async def is_proposed_to_cancel(work: UnitOfWork, who: int, subject: Subject) -> bool:
    found = await work.cancellations.open_of(subject["project"])
    return found is not None and (found.proposed_by, found.reason) == (who, REASON)


async def is_rated(work: UnitOfWork, who: int, subject: Subject) -> bool:
    (given,) = await work.ratings.of_project(subject["project"])
    return (given.author_id, given.stars, given.comment) == (who, (5, 4, 3), PRAISE)


async def is_decided(work: UnitOfWork, who: int, subject: Subject) -> bool:
    found = await work.disputes.find(subject["dispute"])
    return found is not None and (found.award_minor, found.verdict) == (12000, REASON)


async def is_paid_out(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return await _ended(work, subject) == ("paid", REASON)


async def is_rejected(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return await _ended(work, subject) == ("rejected", REASON)


async def _ended(work: UnitOfWork, subject: Subject) -> tuple[str, str]:
    found = await work.withdrawals.find(subject["withdrawal"])
    assert found
    return found.state.value, found.reason


async def is_refunded(work: UnitOfWork, who: int, subject: Subject) -> bool:
    found = await work.books.payment(subject["payment"])
    return found is not None and found.refunded_at is not None


async def is_hidden(work: UnitOfWork, who: int, subject: Subject) -> bool:
    job = await work.jobs.find(subject["job"])
    return job is not None and (job.hidden, job.hidden_why) == (True, REASON)


async def is_shown(work: UnitOfWork, who: int, subject: Subject) -> bool:
    job = await work.jobs.find(subject["job"])
    return job is not None and job.listed


async def is_banned(work: UnitOfWork, who: int, subject: Subject) -> bool:
    person = await work.people.get(subject["person"])
    return (person.banned, person.banned_why) == (True, REASON)


async def is_free(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return not (await work.people.get(subject["person"])).banned


async def is_reported(work: UnitOfWork, who: int, subject: Subject) -> bool:
    (report,) = await work.reports.open_about_job(subject["job"])
    return (report.reported_by, report.words) == (who, REASON)


async def is_an_operator(work: UnitOfWork, who: int, subject: Subject) -> bool:
    """To search changes nothing."""
    return who in work.policy.operators


async def is_looked_for(work: UnitOfWork, who: int, subject: Subject) -> bool:
    """The words stay for the pages behind the first."""
    asked = (await context_of(work, who).get_data()).get("said")
    return bool(asked == {"line": subject["bid"], "words": "colours"})
