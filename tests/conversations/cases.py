"""Every conversation, with how each of its steps is answered and what it must lead to."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from conversations import CONVERSATIONS
from conversations.declaration import Conversation
from conversations.turn import Turn
from marketplace import disputes, payments, rulings, templates, withdrawals
from marketplace.invoices import top_up
from marketplace.money import wallet
from marketplace.notices import QuietHours
from marketplace.rulings import RulingKind
from marketplace.templates import MOST_TEMPLATES, AmountAt
from storage.tables import invoices
from storage.unit_of_work import Storage, UnitOfWork
from tests.conversations.desk import STICKER, Act, Desk, Press, context_of, document
from tests.storage import deal

Subject = dict[str, int]
PITCH = "I'll draw three directions and refine the one you like."
IBAN = "IBAN PT50 0002 0123 1234 5678 9015 4, Ana Silva"
PRAISE = "Understood at once what we needed."
REASON = "The red is too dark for the sign."


@dataclass(frozen=True)
class Case:
    """`answers`: what answers each step. `proof`: whether the use case has happened."""

    name: str
    world: Callable[[Storage], Awaitable[tuple[int, Subject]]]
    """Makes what the conversation needs; gives the person who talks, and the subject."""
    answers: dict[str, tuple[Act, ...]]
    proof: Callable[[UnitOfWork, int, Subject], Awaitable[bool]]
    finish: str = ""
    """The last button; empty where the last answer finishes."""
    wrong: Act = field(default=STICKER)
    keep: dict[str, str] = field(default_factory=dict)
    """The button that leads on from a step which has its answer, where it isn't "Keep it"."""

    @property
    def conversation(self) -> Conversation:
        return CONVERSATIONS[self.name]

    async def begin(self, storage: Storage) -> tuple[Desk, Subject]:
        person_id, subject = await self.world(storage)
        desk = Desk(storage, person_id)
        await start(desk, self.conversation, subject)
        return desk, subject


async def start(desk: Desk, conversation: Conversation, subject: Subject, **more: Any) -> None:
    async def begin(turn: Turn) -> None:
        await turn.wizard.start(turn, conversation, subject, **more)

    async with desk.turn() as turn:
        await begin(turn)


# --- worlds --------------------------------------------------------------------------------


async def newcomer(storage: Storage) -> tuple[int, Subject]:
    return 900, {}


async def freelancer(storage: Storage) -> tuple[int, Subject]:
    await deal.someone(storage, deal.ANA, "Ana")
    return deal.ANA, {}


async def open_job(storage: Storage) -> tuple[int, Subject]:
    await freelancer(storage)
    marc = await deal.someone(storage, deal.MARC, "Marc")
    return deal.ANA, {"job": (await deal.posted(storage, marc)).id}


async def own_job(storage: Storage) -> tuple[int, Subject]:
    return deal.MARC, (await open_job(storage))[1]


async def live_bid(storage: Storage) -> tuple[int, Subject]:
    ana = await deal.someone(storage, deal.ANA, "Ana")
    marc = await deal.someone(storage, deal.MARC, "Marc")
    bid = await deal.offered(storage, ana, await deal.posted(storage, marc))
    return deal.ANA, {"bid": bid.id}


async def with_room_for_templates(storage: Storage) -> tuple[int, Subject]:
    """For one of the pitch of a bid; all others were used up."""
    ana_id, subject = await live_bid(storage)
    ana = await deal.someone(storage, ana_id, "Ana")

    async def forget(work: UnitOfWork) -> None:
        for one in await work.templates.of(ana.id):
            await templates.remove(work, ana, one.id)

    await deal.within(storage, forget)
    for number in range(MOST_TEMPLATES - 1):
        await deal.kept(storage, ana, f"Shops {number}")
    return ana_id, subject


async def project(storage: Storage) -> tuple[int, Subject]:
    _, _, started = await deal.running(storage)
    return deal.ANA, {"milestone": started.milestones[0].id}


async def review(storage: Storage) -> tuple[int, Subject]:
    ana, marc, started = await deal.running(storage)
    delivery = await deal.delivered(storage, ana, started.milestones[0].id)
    return marc.id, {"delivery": delivery.id}


async def with_money(storage: Storage) -> tuple[int, Subject]:
    await freelancer(storage)
    await deal.given(storage, deal.ANA, 9000)
    return deal.ANA, {}


async def operator(storage: Storage) -> tuple[int, Subject]:
    """Ola runs the bot alone."""
    storage.policy = replace(storage.policy, operators=(deal.OLA,))
    await deal.someone(storage, deal.OLA, "Ola")
    return deal.OLA, {}


async def running(storage: Storage) -> tuple[int, Subject]:
    _, marc, started = await deal.running(storage)
    return marc.id, {"project": started.id}


async def complete(storage: Storage) -> tuple[int, Subject]:
    """The client is asked about the freelancer."""
    marc_id, subject = await running(storage)
    await deal.completed(storage, subject["project"])
    return marc_id, subject


async def complete_for_ana(storage: Storage) -> tuple[int, Subject]:
    return deal.ANA, (await complete(storage))[1]


async def disputable(storage: Storage) -> tuple[int, Subject]:
    ana, marc, started = await deal.running(storage)
    step = started.milestones[0].id
    await deal.delivered(storage, ana, step)
    return marc.id, {"milestone": step}


async def open_dispute(storage: Storage) -> tuple[int, Subject]:
    marc_id, subject = await disputable(storage)

    async def opens(work: UnitOfWork) -> int:
        marc = await work.people.get(marc_id)
        await disputes.open_(work, marc, subject["milestone"], REASON)
        found = await work.disputes.open_of(subject["milestone"])
        assert found
        return found.id

    number = await deal.within(storage, opens)
    return (await operator(storage))[0], {"dispute": number}


async def waiting_withdrawal(storage: Storage) -> tuple[int, Subject]:
    ana = await deal.someone(storage, deal.ANA, "Ana")
    await deal.given(storage, ana.id, 5000)
    asked = await deal.within(storage, lambda work: withdrawals.ask(work, ana, 5000, "IBAN PT50"))
    return (await operator(storage))[0], {"withdrawal": asked.id}


async def hidden_job(storage: Storage) -> tuple[int, Subject]:
    _, subject = await open_job(storage)
    ola_id, _ = await operator(storage)
    await _ruled(storage, RulingKind.HIDE_JOB, subject["job"])
    return ola_id, subject


async def job_to_hide(storage: Storage) -> tuple[int, Subject]:
    _, subject = await open_job(storage)
    return (await operator(storage))[0], subject


async def to_ban(storage: Storage) -> tuple[int, Subject]:
    await freelancer(storage)
    return (await operator(storage))[0], {"person": deal.ANA}


async def to_unban(storage: Storage) -> tuple[int, Subject]:
    ola_id, subject = await to_ban(storage)
    await _ruled(storage, RulingKind.BAN, subject["person"])
    return ola_id, subject


async def _ruled(storage: Storage, kind: RulingKind, subject: int) -> None:
    async def rules(work: UnitOfWork) -> None:
        ola = await work.people.get(deal.OLA)
        await rulings.rule(work, ola, kind, str(subject), REASON)

    await deal.within(storage, rules)


async def paid_in(storage: Storage) -> tuple[int, Subject]:
    marc = await deal.someone(storage, deal.MARC, "Marc")

    async def pays(work: UnitOfWork) -> int:
        invoice = await top_up(work, marc, 5000)
        await payments.receive(work, deal.payment_of(invoice, "charge"))
        return (await work.books.payments_of(marc.id, None, 1))[0][0]

    number = await deal.within(storage, pays)
    return (await operator(storage))[0], {"payment": number}


# --- proofs --------------------------------------------------------------------------------


async def _has_details(work: UnitOfWork, who: int, subject: Subject) -> bool:
    person = await work.people.get(who)
    return (person.name, person.country) == ("Ana Silva", "PT")


async def _has_skills(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return (await work.people.get(who)).skills == ("Figma", "SEO")


async def _has_description(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return (await work.people.get(who)).description.startswith("I design logos")


async def _has_education(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return [e.to_year for e in await work.people.education(who)] == [2019]


async def _has_experience(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return [(e.country, e.to_year) for e in await work.people.experience(who)] == [("PT", None)]


async def _has_job(work: UnitOfWork, who: int, subject: Subject) -> bool:
    jobs = await work.jobs.of_client(who, None, 5)
    terms = jobs[0].terms if jobs else None
    return terms is not None and (terms.title, terms.budget_max_minor) == (
        "Logo for a bakery",
        60000,
    )


async def _has_bid(work: UnitOfWork, who: int, subject: Subject) -> bool:
    bids = await work.bids.of_freelancer(who, None, 5)
    return bool(bids) and bids[0].terms.amount_minor == 50000


async def _has_template(work: UnitOfWork, who: int, subject: Subject) -> bool:
    (kept,) = await work.templates.of(who)
    said = (kept.name, kept.text, kept.amount_at, kept.days)
    return said == ("Logos", deal.TEMPLATE, AmountAt.MIDDLE, 10)


async def _has_kept_its_pitch(work: UnitOfWork, who: int, subject: Subject) -> bool:
    kept = next(one for one in await work.templates.of(who) if one.name == "Logos")
    return (kept.text, kept.amount_at, kept.days) == (deal.PITCH, AmountAt.LEAST, 8)


async def _has_delivery(work: UnitOfWork, who: int, subject: Subject) -> bool:
    """It waits, since nobody fetches files here."""
    waits = await work.waiting.find(subject["milestone"])
    return waits is not None and (len(waits.files), waits.note) == (1, "The final logo")


async def _is_declined(work: UnitOfWork, who: int, subject: Subject) -> bool:
    delivery = await work.projects.delivery(subject["delivery"])
    return delivery is not None and delivery.reason == REASON


async def _is_searched(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return await _searched(work, who) == {"query": "ceram"}


async def _has_bounds(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return await _searched(work, who) == {"least_minor": 40000, "most_minor": 60000}


async def _has_skill_filter(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return await _searched(work, who) == {"skills": ["logo design"]}


async def _has_days(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return await _searched(work, who) == {"within_days": 5}


async def _searched(work: UnitOfWork, who: int) -> dict[str, Any]:
    asked: dict[str, Any] = (await context_of(work, who).get_data())["search"]
    return {name: value for name, value in asked.items() if name != "order"}


async def _is_searched_for(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return (await context_of(work, who).get_data())["freelancers"] == "calm soft"


async def _is_placed(work: UnitOfWork, who: int, subject: Subject) -> bool:
    chosen = await work.notices.of(who)
    return (chosen.place, chosen.time_zone) == ("Lisbon, Portugal", "Europe/Lisbon")


async def _is_quiet(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return (await work.notices.of(who)).quiet == QuietHours(22 * 60 + 30, 6 * 60 + 45)


async def _has_invoice(work: UnitOfWork, who: int, subject: Subject) -> bool:
    asked = await work.invoices._rows(select(invoices.c.purpose, invoices.c.amount_minor))
    return [tuple(row) for row in asked] == [("top_up", 5000)]


async def _is_reserved(work: UnitOfWork, who: int, subject: Subject) -> bool:
    (asked,) = await work.withdrawals.waiting_of(who)
    left = await work.ledger.balance(wallet(who))
    return (asked.amount_minor, asked.destination, left) == (2500, IBAN, 6500)


async def _is_disputed(work: UnitOfWork, who: int, subject: Subject) -> bool:
    found = await work.disputes.open_of(subject["milestone"])
    return found is not None and (found.opened_by, found.reason) == (who, REASON)


async def _is_proposed_to_cancel(work: UnitOfWork, who: int, subject: Subject) -> bool:
    found = await work.cancellations.open_of(subject["project"])
    return found is not None and (found.proposed_by, found.reason) == (who, REASON)


async def _is_rated(work: UnitOfWork, who: int, subject: Subject) -> bool:
    (given,) = await work.ratings.of_project(subject["project"])
    return (given.author_id, given.stars, given.comment) == (who, (5, 4, 3), PRAISE)


async def _is_decided(work: UnitOfWork, who: int, subject: Subject) -> bool:
    found = await work.disputes.find(subject["dispute"])
    return found is not None and (found.award_minor, found.verdict) == (12000, REASON)


async def _is_paid_out(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return await _ended(work, subject) == ("paid", REASON)


async def _is_rejected(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return await _ended(work, subject) == ("rejected", REASON)


async def _ended(work: UnitOfWork, subject: Subject) -> tuple[str, str]:
    found = await work.withdrawals.find(subject["withdrawal"])
    assert found
    return found.state.value, found.reason


async def _is_refunded(work: UnitOfWork, who: int, subject: Subject) -> bool:
    found = await work.books.payment(subject["payment"])
    return found is not None and found.refunded_at is not None


async def _is_hidden(work: UnitOfWork, who: int, subject: Subject) -> bool:
    job = await work.jobs.find(subject["job"])
    return job is not None and (job.hidden, job.hidden_why) == (True, REASON)


async def _is_shown(work: UnitOfWork, who: int, subject: Subject) -> bool:
    job = await work.jobs.find(subject["job"])
    return job is not None and job.listed


async def _is_banned(work: UnitOfWork, who: int, subject: Subject) -> bool:
    person = await work.people.get(subject["person"])
    return (person.banned, person.banned_why) == (True, REASON)


async def _is_free(work: UnitOfWork, who: int, subject: Subject) -> bool:
    return not (await work.people.get(subject["person"])).banned


async def _is_reported(work: UnitOfWork, who: int, subject: Subject) -> bool:
    (report,) = await work.reports.open_about_job(subject["job"])
    return (report.reported_by, report.words) == (who, REASON)


async def _is_an_operator(work: UnitOfWork, who: int, subject: Subject) -> bool:
    """To search changes nothing."""
    return who in work.policy.operators


async def _is_looked_for(work: UnitOfWork, who: int, subject: Subject) -> bool:
    """The words stay for the pages behind the first."""
    asked = (await context_of(work, who).get_data()).get("said")
    return bool(asked == {"line": subject["bid"], "words": "colours"})


# --- the table -----------------------------------------------------------------------------

ENTRY_YEARS: dict[str, tuple[Act, ...]] = {"from_year": ("2015",), "to_year": ("2019",)}
PLAN: tuple[Act, ...] = (
    "Three sketches", "200", "4",
    Press("Add"), "The final logo", "300", "6", Press("Done"),
)  # fmt: skip
BID_ANSWERS: dict[str, tuple[Act, ...]] = {
    "amount": ("$500",), "days": (Press("30"),), "pitch": (PITCH,), "plan": PLAN,
}  # fmt: skip

CASES = (
    Case(
        "details",
        newcomer,
        {"name": ("Ana Silva",), "country": ("Portugal",), "city": (Press("Skip"),)},
        _has_details,
        "Save",
    ),
    Case(
        "skills",
        newcomer,
        {"skills": ("Figma", "SEO; figma", Press("Save"))},
        _has_skills,
        keep={"skills": "Save"},
    ),
    Case(
        "description",
        newcomer,
        {"description": ("I design logos and brands for shops.",)},
        _has_description,
    ),
    Case(
        "education",
        newcomer,
        {"university": ("Porto",), "subject": ("Design",), **ENTRY_YEARS},
        _has_education,
        "Save",
    ),
    Case(
        "experience",
        newcomer,
        {
            "company": ("Studio Norte",),
            "title": ("Designer",),
            "country": ("Portgal", Press("Portugal")),
            "from_year": (Press("2020"),),
            "to_year": (Press("Present"),),
        },
        _has_experience,
        "Save",
    ),
    Case(
        "job",
        freelancer,
        {
            "title": ("Logo for a bakery",),
            "description": ("We open in May and need a logo.",),
            "skills": ("logo design", Press("Done")),
            "budget": ("400-600",),
            "attachments": (document("brief.pdf", "b"), Press("Done")),
        },
        _has_job,
        "Post job",
        keep={"skills": "Done", "attachments": "Done"},
    ),
    Case("bid", open_job, BID_ANSWERS, _has_bid, "Submit bid", keep={"plan": "Done"}),
    Case(
        "template",
        freelancer,
        {
            "name": (" Logos ",),
            "text": (deal.TEMPLATE,),
            "amount": (Press("Middle of the budget"),),
            "days": ("10 days",),
        },
        _has_template,
        "Save template",
        keep={"amount": "Middle of the budget"},
    ),
    Case("keep-template", with_room_for_templates, {"name": ("Logos",)}, _has_kept_its_pitch),
    Case(
        "delivery",
        project,
        {
            "result": (
                document("logo.pdf", "l", caption="The final logo"),
                Press("Mark completed"),
            )
        },
        _has_delivery,
        keep={"result": "Mark completed"},
    ),
    Case("decline", review, {"reason": (REASON,)}, _is_declined),
    Case("dispute", disputable, {"reason": (REASON,)}, _is_disputed, "Open the dispute"),
    Case("cancellation", running, {"reason": (REASON,)}, _is_proposed_to_cancel,
         "Send the proposal"),
    Case(
        "rate-freelancer",
        complete,
        {
            "quality": (Press("⭐" * 5),),
            "communication": ("4",),
            "on-time": ("⭐⭐⭐",),
            "comment": (PRAISE,),
        },
        _is_rated,
        "Send my rating",
    ),
    Case(
        "rate-client",
        complete_for_ana,
        {
            "clarity": ("5",),
            "fairness": (Press("⭐" * 4),),
            "payment": ("3",),
            "comment": (PRAISE,),
        },
        _is_rated,
        "Send my rating",
    ),
    Case("payout", waiting_withdrawal, {"reason": (REASON,)}, _is_paid_out, "Confirm"),
    Case("rejection", waiting_withdrawal, {"reason": (REASON,)}, _is_rejected, "Reject it"),
    Case("verdict", open_dispute, {"amount": ("120",), "reason": (REASON,)}, _is_decided,
         "Decide"),
    Case("refund", paid_in, {"reason": (REASON,)}, _is_refunded, "Refund"),
    Case("hide", job_to_hide, {"reason": (REASON,)}, _is_hidden, "Hide it"),
    Case("restore", hidden_job, {"reason": (REASON,)}, _is_shown, "Show it"),
    Case("ban", to_ban, {"reason": (REASON,)}, _is_banned, "Ban"),
    Case("unban", to_unban, {"reason": (REASON,)}, _is_free, "Lift it"),
    Case("report", open_job, {"words": (REASON,)}, _is_reported),
    Case("find-person", operator, {"words": ("ola",)}, _is_an_operator),
    Case("find-project", operator, {"words": ("ceram",)}, _is_an_operator),
    Case("find-in-talk", live_bid, {"words": ("colours",)}, _is_looked_for),
    Case("top-up", freelancer, {"amount": (Press("$50"),)}, _has_invoice),
    Case(
        "withdraw",
        with_money,
        {"amount": ("$25",), "destination": (IBAN,)},
        _is_reserved,
        "Ask for it",
    ),
    Case("place", freelancer, {"place": ("Lisbn", Press("Lisbon"))}, _is_placed),
    Case("quiet-hours", freelancer, {"hours": ("22:30 to 6:45",)}, _is_quiet),
    Case("search", open_job, {"words": ("ceram",)}, _is_searched),
    Case(
        "filter-skills",
        freelancer,
        {"skills": ("logo design", Press("Show"))},
        _has_skill_filter,
        keep={"skills": "Show"},
    ),
    Case("filter-budget", freelancer, {"budget": ("400-600",)}, _has_bounds),
    Case("filter-days", freelancer, {"days": ("5",)}, _has_days),
    Case("find-freelancer", own_job, {"words": ("calm soft",)}, _is_searched_for),
)  # fmt: skip
BY_NAME = {case.name: case for case in CASES}
