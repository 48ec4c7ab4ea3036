"""What is in the database before anybody writes: people, open jobs, milestones that are due."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Table

from bot.clock import SystemClock
from marketplace import jobs, people
from marketplace.jobs import JobTerms
from marketplace.money import Currency
from marketplace.people import Person
from marketplace.policy import Payments, Policy
from storage import schema, tables
from storage.unit_of_work import Storage, UnitOfWork

USD = Currency("USD", 2)
POLICY = Policy(USD, Payments.PROVIDER)
CLIENT = 1
FIRST_FREELANCER = 1001
DESCRIPTION = "One page for our bakery: opening hours, a map, and photos of bread."
ABOUT = "Twelve years of calm, small, fast pages."
Rows = Sequence[tuple[Table, list[dict[str, object]]]]


def open_storage(url: str) -> Storage:
    return Storage.open(url, clock=SystemClock(), policy=POLICY)


async def marketplace(url: str, freelancers: int, job_count: int) -> None:
    """Migrates, and adds a client with `job_count` open jobs (ids from 1 on) and freelancers with
    whole profiles (ids from FIRST_FREELANCER on)."""
    await schema.migrate(url)
    storage = open_storage(url)
    try:
        async with storage.begin() as work:
            client = await people.arrive(work, CLIENT, "Marc", "en")
            for number in range(freelancers):
                await _freelancer(work, FIRST_FREELANCER + number)
            for number in range(job_count):
                terms = JobTerms(f"Landing page {number}", DESCRIPTION, ("HTML",), 40000, 60000)
                await jobs.post(work, client, terms)
            await work.commit()
    finally:
        await storage.close()


async def _freelancer(work: UnitOfWork, person_id: int) -> Person:
    person = await people.arrive(work, person_id, f"Ana {person_id}", "en")
    person = await people.set_details(work, person, f"Ana {person_id}", "PT", "Lisbon")
    person = await people.set_skills(work, person, ["HTML", "Figma"])
    return await people.set_description(work, person, ABOUT)


async def open_projects(url: str, count: int) -> None:
    """Migrates, and adds `count` running projects, each between two people of its own: the client
    has its number (from 1 on), the freelancer that many more than FIRST_FREELANCER - 1."""
    await schema.migrate(url)
    storage = open_storage(url)
    now, numbers = storage.clock.now(), range(1, count + 1)
    plan = {"what": "The page", "amount_minor": 50000, "days": 10}
    rows: Rows = (
        (tables.people, [person_row(n) for pair in map(pair_of, numbers) for n in pair.values()]),
        (
            tables.jobs,
            [_job(n) | {"client_id": n, "posted_at": now, "closes_at": now} for n in numbers],
        ),
        (
            tables.bids,
            [
                _bid(n) | {"freelancer_id": FIRST_FREELANCER - 1 + n, "made_at": now}
                for n in numbers
            ],
        ),
        (tables.projects, [_project(n) | pair_of(n) | {"started_at": now} for n in numbers]),
        (tables.milestones, [_milestone(n) | plan | {"state": "in_progress"} for n in numbers]),
    )
    try:
        async with storage.engine.begin() as connection:
            for table, many in rows:
                await connection.execute(table.insert(), many)
    finally:
        await storage.close()


def pair_of(project_id: int) -> dict[str, int]:
    """The two of one of the `open_projects`."""
    return {"client_id": project_id, "freelancer_id": FIRST_FREELANCER - 1 + project_id}


def person_row(number: int) -> dict[str, object]:
    about = {"country": "PT", "city": "Lisbon", "description": ABOUT, "skills": ["HTML"]}
    who = {"id": number, "first_name": f"Ana {number}", "name": f"Ana {number}", "language": "en"}
    return {**who, **about, "role": None, "reachable": True}


async def due_milestones(url: str, count: int) -> None:
    """Migrates, and adds `count` deliveries on which silence has lasted for more than 7 days."""
    await marketplace(url, freelancers=1, job_count=0)
    storage = open_storage(url)
    now = storage.clock.now()
    began, completed = now - timedelta(days=20), now - timedelta(days=8)
    ids = range(1, count + 1)
    plan = {"what": "The page", "amount_minor": 50000, "days": 10}
    pair = {"client_id": CLIENT, "freelancer_id": FIRST_FREELANCER}
    rows: Rows = (
        (tables.jobs, [_job(n) | {"posted_at": began, "closes_at": now} for n in ids]),
        (tables.bids, [_bid(n) | {"made_at": began} for n in ids]),
        (tables.bid_milestones, [{"bid_id": n, "position": 1, **plan} for n in ids]),
        (tables.projects, [_project(n) | pair | {"started_at": began} for n in ids]),
        (tables.milestones, [_milestone(n) | plan for n in ids]),
        (tables.deliveries, [_delivery(n) | {"completed_at": completed} for n in ids]),
    )
    try:
        async with storage.engine.begin() as connection:
            for table, many in rows:
                if table is tables.deliveries:
                    due = completed + timedelta(days=7)
                    many = [{**row, "accept_at": due} for row in many]
                await connection.execute(table.insert(), many)
    finally:
        await storage.close()


def _job(number: int) -> dict[str, object]:
    return {
        "id": number,
        "client_id": CLIENT,
        "title": f"Landing page {number}",
        "description": DESCRIPTION,
        "skills": ["HTML"],
        "budget_min_minor": 40000,
        "budget_max_minor": 60000,
        "state": "hired",
        "warned": False,
    }


def _bid(number: int) -> dict[str, object]:
    return {
        "id": number,
        "job_id": number,
        "freelancer_id": FIRST_FREELANCER,
        "amount_minor": 50000,
        "days": 10,
        "pitch": "A calm page in your colours.",
        "state": "hired",
    }


def _project(number: int) -> dict[str, object]:
    title = f"Landing page {number}"
    return {"id": number, "job_id": number, "bid_id": number, "title": title, "state": "running"}


def _milestone(number: int) -> dict[str, object]:
    return {"id": number, "project_id": number, "position": 1, "state": "in_review"}


def _delivery(number: int) -> dict[str, object]:
    return {
        "id": number,
        "milestone_id": number,
        "version": 1,
        "note": "Here it is.",
        "state": "in_review",
        "extended": False,
        "reminders": 3,
        "remind_at": None,
        "reason": "",
        "decided_at": None,
    }
