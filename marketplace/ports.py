"""What the rules need from the outside: one unit of work with its repositories, and the time."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Protocol

from marketplace.archives import Archive
from marketplace.bids import Bid, BidState
from marketplace.books import EscrowFlow, Flows, Glance, LedgerLine
from marketplace.cancellations import Cancellation
from marketplace.checkout import Checkout
from marketplace.choosing import Candidate
from marketplace.deliveries import Delivery, DeliveryState
from marketplace.directory import Place
from marketplace.disputes import Dispute
from marketplace.events import Event
from marketplace.files import FileLimits, StoredFile
from marketplace.invitations import Invitation
from marketplace.invoices import Invoice, InvoiceState
from marketplace.jobs import Job
from marketplace.money import Currency, Transaction
from marketplace.payments import Charge
from marketplace.people import Education, Experience, Person
from marketplace.policy import Policy
from marketplace.ports_of_finding import Alerts, Finding
from marketplace.ports_of_ratings import Ratings
from marketplace.ports_of_reading import Clients, SavedJobs
from marketplace.ports_of_talk import Cards, Notices, RelayLog, Talks, Topics
from marketplace.ports_of_templates import Templates
from marketplace.projects import MilestoneState, Project, ProjectState
from marketplace.reports import Report
from marketplace.rulings import Ruling, RulingKind
from marketplace.transfers import Link
from marketplace.waiting import WaitingDelivery
from marketplace.wallets import Side, StatementLine, Wallet
from marketplace.withdrawals import Withdrawal

__all__ = [
    "Alerts",
    "Archives",
    "Bids",
    "Books",
    "Cancellations",
    "Cards",
    "Checkouts",
    "Clients",
    "Clock",
    "Directory",
    "Disputes",
    "Files",
    "Finding",
    "Invitations",
    "Invoices",
    "Jobs",
    "Ledger",
    "Links",
    "Notices",
    "People",
    "Projects",
    "Ratings",
    "RelayLog",
    "Reports",
    "Rulings",
    "SavedJobs",
    "Shortlists",
    "Talks",
    "Templates",
    "Topics",
    "Waiting",
    "Withdrawals",
    "Work",
]


class Clock(Protocol):
    """The only one who is asked the time."""

    def now(self) -> datetime:
        """Now, as an aware UTC datetime."""
        ...


class People(Protocol):
    async def find(self, person_id: int) -> Person | None: ...
    async def get(self, person_id: int) -> Person:
        """Raises LookupError for somebody who never wrote."""
        ...

    async def lock(self, person_id: int) -> Person:
        """As `get`, and as they are now: nobody else changes them until this unit of work ends."""
        ...

    async def add(self, person: Person) -> None: ...
    async def save(self, person: Person) -> None:
        """All but when they were last active, and whether they are banned, which `ban` alone
        changes."""
        ...

    async def ban(self, person_id: int, at: datetime | None, why: str) -> None:
        """Notes since when and why; `at` None: no longer."""
        ...

    async def banned(self, before_id: int | None, limit: int) -> list[Person]:
        """By account, the highest first; those below `before_id`."""
        ...

    async def was_active(self, person_id: int, at: datetime) -> None: ...
    async def education(self, person_id: int) -> Sequence[Education]:
        """Newest first."""
        ...

    async def experience(self, person_id: int) -> Sequence[Experience]:
        """Present ones first, then newest."""
        ...

    async def put_education(self, person_id: int, entry: Education) -> bool:
        """Adds (id 0) or changes; False when there is no such entry of this person."""
        ...

    async def put_experience(self, person_id: int, entry: Experience) -> bool: ...
    async def remove_education(self, person_id: int, entry_id: int) -> bool: ...
    async def remove_experience(self, person_id: int, entry_id: int) -> bool: ...


class Directory(Protocol):
    """Freelancers whom clients find (`Person.listed`)."""

    async def file(self, person_id: int, words: AbstractSet[str]) -> None:
        """From now on the person is found by these words, and by no others."""
        ...

    async def newest(
        self, words: Sequence[str], but: int, after: Place | None, limit: int
    ) -> list[Person]:
        """Who has, for each word, one that begins with it; available ones first, then who was
        active last. Nobody with the id `but`."""
        ...

    async def fitting(
        self, skills: AbstractSet[str], but: int, after: Place | None, limit: int
    ) -> list[Person]:
        """Who has any of these skills (folded): available ones first, then who has the most."""
        ...

    async def of_key(self, key: str) -> Person | None:
        """Whose profile has this public key, listed or not."""
        ...


class Invitations(Protocol):
    async def add(self, invitation: Invitation) -> int: ...
    async def find(self, invitation_id: int) -> Invitation | None: ...
    async def by_key(self, key: str) -> Invitation | None: ...
    async def of(self, job_id: int, person_id: int) -> Invitation | None: ...
    async def of_job(self, job_id: int) -> list[Invitation]:
        """The newest ones, newest first."""
        ...

    async def sent_since(self, client_id: int, since: datetime) -> int: ...
    async def decline(self, invitation_id: int) -> bool:
        """Compare-and-swap; False when it was declined before."""
        ...


class Jobs(Protocol):
    async def find(self, job_id: int) -> Job | None: ...
    async def lock(self, job_id: int) -> Job | None:
        """As find; nobody else changes it or its bids until this unit of work ends."""
        ...

    async def add(self, job: Job) -> int: ...
    async def save(self, job: Job) -> None: ...
    async def of_client(self, client_id: int, before_id: int | None, limit: int) -> list[Job]:
        """Newest first; those with an id below `before_id`."""
        ...

    async def posted_at(self, client_id: int, nth: int) -> datetime | None:
        """When this client's n-th newest job was posted, whatever became of it."""
        ...

    async def open_of(self, client_id: int) -> list[int]:
        """The client's open jobs, hidden or not, oldest first."""
        ...

    async def hidden_by_ban(self, client_id: int) -> list[int]:
        """Those that a ban has hidden, oldest first."""
        ...

    async def hidden(self, before_id: int | None, limit: int) -> list[Job]:
        """Hidden ones of everybody, newest first; those below `before_id`."""
        ...

    async def due_to_expire(self, now: datetime, limit: int) -> list[int]: ...
    async def due_to_warn(self, now: datetime, limit: int) -> list[int]: ...


class Bids(Protocol):
    async def find(self, bid_id: int) -> Bid | None: ...
    async def live_of(self, freelancer_id: int, job_id: int) -> Bid | None: ...
    async def live_of_job(self, job_id: int) -> list[Bid]:
        """Oldest first."""
        ...

    async def of_freelancer(
        self, freelancer_id: int, before_id: int | None, limit: int
    ) -> list[Bid]:
        """Newest first, of every state."""
        ...

    async def live_of_freelancer(self, freelancer_id: int) -> list[Bid]:
        """Oldest first."""
        ...

    async def made_at(self, freelancer_id: int, nth: int) -> datetime | None:
        """When this freelancer's n-th newest bid was made, whatever became of it."""
        ...

    async def count_live(self, job_id: int) -> int: ...
    async def count_new(self, job_id: int) -> int:
        """Live ones made since the client last looked at the job's bids."""
        ...

    async def add(self, bid: Bid) -> int: ...
    async def save(self, bid: Bid) -> None:
        """All but its state, which moves through `move`."""
        ...

    async def move(self, bid_id: int, was: BidState, to: BidState) -> bool:
        """Compare-and-swap; False when it was not in `was`."""
        ...

    async def let_go(self, job_id: int) -> list[Bid]:
        """Moves every live bid of the job to let_go and returns them."""
        ...

    async def due_to_nudge(self, now: datetime, limit: int) -> list[int]:
        """Live bids that have waited for an answer long enough, the longest first."""
        ...

    async def nudged(self, bid_ids: Sequence[int]) -> None:
        """It was said that nobody has answered them, and is not said again."""
        ...

    async def wait_anew(self, job_id: int, until: datetime) -> None:
        """Those live bids of the job of which that was not said wait until then."""
        ...


class Shortlists(Protocol):
    async def candidates(self, job_id: int, limit: int) -> list[Candidate]:
        """Live bids of the job, oldest first; neither their fit nor their ratings are filled in."""
        ...

    async def of_job(self, job_id: int) -> dict[int, bool]:
        """The live bids on the job's shortlist, each with whether it is picked."""
        ...

    async def add(self, bid_id: int) -> None: ...
    async def remove(self, bid_id: int) -> bool:
        """False where it wasn't on it."""
        ...

    async def pick(self, bid_id: int, *, picked: bool) -> None: ...


class Projects(Protocol):
    async def find(self, project_id: int) -> Project | None:
        """With all its milestones in order."""
        ...

    async def lock(self, project_id: int) -> Project | None: ...
    async def lock_by_milestone(self, milestone_id: int) -> Project | None: ...
    async def of_milestone(self, milestone_id: int) -> Project | None: ...
    async def of_bid(self, bid_id: int) -> Project | None: ...
    async def of_person(self, person_id: int, before_id: int | None, limit: int) -> list[Project]:
        """Newest first, as client or freelancer."""
        ...

    async def add(self, project: Project) -> Project:
        """Returns it with the ids of itself and its milestones."""
        ...

    async def move(self, project_id: int, was: ProjectState, to: ProjectState) -> bool: ...
    async def move_milestone(
        self, milestone_id: int, was: MilestoneState, to: MilestoneState
    ) -> bool: ...
    async def delivery(self, delivery_id: int) -> Delivery | None:
        """With its files."""
        ...

    async def review(self, delivery_id: int) -> Delivery | None:
        """One delivery without its files."""
        ...

    async def in_review(self, milestone_id: int) -> Delivery | None:
        """The delivery that waits for the client's decision; without its files."""
        ...

    async def deliveries(self, project_id: int) -> list[Delivery]:
        """By milestone and version, with files."""
        ...

    async def add_delivery(self, delivery: Delivery) -> Delivery: ...
    async def replace_reviewed(self, milestone_id: int, now: datetime) -> None:
        """Moves a delivery in review, if there is one, to replaced."""
        ...

    async def decide(self, delivery_id: int, to: DeliveryState, reason: str, now: datetime) -> bool:
        """Compare-and-swap from in_review; False when it was decided before."""
        ...

    async def save_review(self, delivery: Delivery) -> None:
        """accept_at, extended and reminders of a delivery in review."""
        ...

    async def due_to_accept(self, now: datetime, limit: int) -> list[int]:
        """Deliveries in review whose accept_at has come, oldest first."""
        ...

    async def due_to_remind(self, now: datetime, limit: int) -> list[int]: ...


class Checkouts(Protocol):
    async def add(self, checkout: Checkout) -> int: ...
    async def find(self, checkout_id: int) -> Checkout | None: ...
    async def of_milestone(self, milestone_id: int) -> Checkout | None: ...
    async def mark_paid(self, checkout: Checkout) -> bool:
        """Compare-and-swap from due, with when, from what and at what fee; False when it was not
        due any more."""
        ...

    async def cancel(self, checkout_id: int) -> bool:
        """Compare-and-swap from due."""
        ...

    async def change(self, checkout: Checkout) -> None:
        """Amount and claim of a due one."""
        ...

    async def due_to_remind(self, now: datetime, limit: int) -> list[int]:
        """Unpaid ones whose next reminder has come, the longest overdue first; none that are
        disputed."""
        ...

    async def reminded(self, checkout: Checkout) -> bool:
        """Notes how many reminders were sent, while it is due; False when it was paid."""
        ...


class Invoices(Protocol):
    """Invoices, and the charges by which they were paid."""

    async def add(self, invoice: Invoice) -> int: ...
    async def lock(self, invoice_id: int) -> None: ...
    async def by_payload(self, payload: str) -> Invoice | None:
        """Exactly this payload, its token compared in constant time."""
        ...

    async def approve(self, invoice: Invoice) -> None:
        """Notes which pre-checkout query was approved, and when."""
        ...

    async def approved_since(self, invoice: Invoice, since: datetime) -> list[Invoice]:
        """Unpaid ones for the same project (or this very one) that were approved since then."""
        ...

    async def settle(self, invoice_id: int, state: InvoiceState) -> None: ...
    async def add_charge(self, charge: Charge, invoice_id: int | None) -> None: ...
    async def charge(self, charge_id: str) -> Charge | None: ...
    async def charges_of(self, person_id: int, limit: int) -> list[Charge]:
        """Newest first."""
        ...

    async def mark_refunded(self, charge_id: str, now: datetime) -> bool:
        """Compare-and-swap; False when it was refunded before."""
        ...


class Withdrawals(Protocol):
    async def add(self, withdrawal: Withdrawal) -> int: ...
    async def lock(self, withdrawal_id: int) -> Withdrawal | None:
        """As find; nobody else decides about it until this unit of work ends."""
        ...

    async def find(self, withdrawal_id: int) -> Withdrawal | None: ...
    async def count_waiting(self, person_id: int) -> int: ...
    async def waiting_of(self, person_id: int) -> list[Withdrawal]:
        """Oldest first."""
        ...

    async def of_person(self, person_id: int, limit: int) -> list[Withdrawal]:
        """Newest first."""
        ...

    async def waiting(self, after_id: int, limit: int) -> list[Withdrawal]:
        """Of everybody, oldest first; those above `after_id`."""
        ...

    async def end(self, withdrawal: Withdrawal) -> bool:
        """Compare-and-swap from waiting."""
        ...


class Disputes(Protocol):
    async def add(self, dispute: Dispute) -> int: ...
    async def find(self, dispute_id: int) -> Dispute | None: ...
    async def open_of(self, milestone_id: int) -> Dispute | None: ...
    async def of_project(self, project_id: int) -> list[Dispute]:
        """Oldest first, of every state."""
        ...

    async def all_open(self, after_id: int, limit: int) -> list[Dispute]:
        """Oldest first; those above `after_id`."""
        ...

    async def concern_operators(self, project_id: int) -> bool:
        """Whether one of this project is open or was decided."""
        ...

    async def end(self, dispute: Dispute) -> bool:
        """Compare-and-swap from open."""
        ...


class Cancellations(Protocol):
    async def add(self, cancellation: Cancellation) -> int: ...
    async def open_of(self, project_id: int) -> Cancellation | None: ...
    async def of_project(self, project_id: int) -> list[Cancellation]:
        """Oldest first, of every state."""
        ...

    async def end(self, cancellation: Cancellation) -> bool:
        """Compare-and-swap from open."""
        ...


class Rulings(Protocol):
    async def add(self, ruling: Ruling) -> int: ...
    async def find(self, ruling_id: int) -> Ruling | None: ...
    async def proposed_about(self, kind: RulingKind, subject: str) -> bool: ...
    async def payout_proposed(self, withdrawal_id: int) -> bool:
        """An operator says to have sent it, and a second one has not looked yet."""
        ...

    async def proposed(self, after_id: int, limit: int) -> list[Ruling]:
        """That wait for a second operator, oldest first; those above `after_id`."""
        ...

    async def of_project(self, project_id: int) -> list[Ruling]:
        """Those that were carried out, oldest first."""
        ...

    async def end(self, ruling: Ruling) -> bool:
        """Compare-and-swap from proposed."""
        ...


class Reports(Protocol):
    async def add(self, report: Report) -> int: ...
    async def find(self, report_id: int) -> Report | None: ...
    async def any_open(self, reporter_id: int, person_id: int, job_id: int | None) -> bool:
        """Whether this reporter's about the job, or without one about the person, is open."""
        ...

    async def count_open(self, reporter_id: int) -> int: ...
    async def any_on_line(self, bid_id: int) -> bool:
        """Whether one about somebody on this line is open."""
        ...

    async def newest_open(self, before_id: int | None, limit: int) -> list[Report]:
        """Newest first; those below `before_id`."""
        ...

    async def open_about_job(self, job_id: int) -> list[Report]: ...
    async def open_about_person(self, person_id: int) -> list[Report]:
        """With those of their jobs."""
        ...

    async def end(self, report: Report) -> bool:
        """Compare-and-swap from open."""
        ...


class Ledger(Protocol):
    async def book(self, transaction: Transaction) -> bool:
        """Writes it, once per key. False when this very transaction stands already.

        Raises ValueError when its key stands with other content, Refused `not-enough-money` when
        an account other than the gateway would go below zero.
        """
        ...

    async def balance(self, account: str) -> int:
        """In minor units; 0 for an account without entries."""
        ...

    async def lock(self, *accounts: str) -> None:
        """Nobody else books on these until this unit of work ends.

        Whoever books more than once first locks all that it will book on, so that two never wait
        for each other.
        """
        ...

    async def wallet(self, person_id: int) -> Wallet: ...
    async def statement(
        self, person_id: int, side: Side, before_id: int | None, limit: int
    ) -> list[StatementLine]:
        """Newest first; lines of the person's wallet with an id below `before_id`."""
        ...

    async def balance_before(self, person_id: int, line_id: int) -> int:
        """Of the person's wallet, before this line of its statement, in minor units."""
        ...


class Books(Protocol):
    """What only operators read."""

    async def glance(self) -> Glance: ...
    async def people_like(self, words: str, number: int | None, limit: int) -> Sequence[Person]:
        """Whose account this is, or whose name holds the words."""
        ...

    async def projects_like(self, words: str, number: int | None, limit: int) -> Sequence[int]:
        """Numbers of projects: this one, and those whose title holds the words."""
        ...

    async def flows(self, person_id: int) -> Flows: ...
    async def payments_of(
        self, person_id: int, before_number: int | None, limit: int
    ) -> list[tuple[int, Charge]]:
        """Newest first, each with a number that stays; those below `before_number`."""
        ...

    async def payment(self, number: int) -> Charge | None: ...
    async def escrow_of(self, project_id: int) -> dict[int, EscrowFlow]:
        """By the milestone's id."""
        ...

    async def lines_of(
        self, project_id: int, before_id: int | None, limit: int
    ) -> list[LedgerLine]:
        """Newest first; entries with an id below `before_id`."""
        ...


class Files(Protocol):
    async def add(self, file: StoredFile) -> int: ...
    async def many(self, file_ids: Sequence[int]) -> list[StoredFile]:
        """In the order asked for; raises Refused `gone` when one doesn't exist."""
        ...

    async def visible_to(self, person_id: int, file_id: int) -> bool:
        """Owner, member of a project that it was delivered in, or attached to an open job (or to
        a job the person has bid on)."""
        ...

    async def concerns_operators(self, file_id: int) -> bool:
        """Delivered in a project, or attached to its job, that has to do with operators; or
        attached to a job that is hidden or reported."""
        ...

    async def sent_since(self, owner_id: int, since: datetime) -> int:
        """How many bytes this person has sent since then."""
        ...

    async def delivered_in(self, project_id: int) -> int:
        """How many bytes all versions of all milestones of the project have."""
        ...


class Waiting(Protocol):
    """Deliveries that go out when their files are stored; one a milestone at most."""

    async def put(self, delivery: WaitingDelivery) -> None:
        """In place of the one of the same milestone that waits already."""
        ...

    async def find(self, milestone_id: int) -> WaitingDelivery | None: ...
    async def of_project(self, project_id: int) -> WaitingDelivery | None: ...
    async def remove(self, milestone_id: int) -> None: ...
    async def stick(self, milestone_id: int) -> None:
        """It waits for its freelancer from now on, no longer for files."""
        ...

    async def shown_in(self, milestone_id: int, shown: str) -> None:
        """Which message tells the freelancer that it waits (see views/window.py)."""
        ...

    async def settled(self, limit: int) -> list[int]:
        """Milestones whose waiting delivery has no file left to be stored, and is not stuck."""
        ...


class Links(Protocol):
    async def add(self, link: Link, digest: str) -> int:
        """`digest`: of its token, which itself is kept nowhere."""
        ...

    async def find(self, digest: str) -> Link | None:
        """Also an expired or used one."""
        ...

    async def use(self, link_id: int, file_id: int) -> bool:
        """Compare-and-swap from unused; False when it was used before."""
        ...


class Archives(Protocol):
    async def add(self, archive: Archive) -> int | None:
        """None when this person waits for one of this project already."""
        ...

    async def asked_since(self, person_id: int, since: datetime) -> int:
        """How many this person has asked for."""
        ...


class Work(Protocol):
    """One unit of work: everything in it is committed together or not at all."""

    now: datetime
    """When it began, aware UTC."""
    policy: Policy
    limits: FileLimits

    @property
    def currency(self) -> Currency: ...
    @property
    def people(self) -> People: ...
    @property
    def directory(self) -> Directory: ...
    @property
    def invitations(self) -> Invitations: ...
    @property
    def jobs(self) -> Jobs: ...
    @property
    def saved_jobs(self) -> SavedJobs: ...
    @property
    def clients(self) -> Clients: ...
    @property
    def alerts(self) -> Alerts: ...
    @property
    def finding(self) -> Finding: ...
    @property
    def bids(self) -> Bids: ...
    @property
    def shortlists(self) -> Shortlists: ...
    @property
    def templates(self) -> Templates: ...
    @property
    def projects(self) -> Projects: ...
    @property
    def ratings(self) -> Ratings: ...
    @property
    def checkouts(self) -> Checkouts: ...
    @property
    def invoices(self) -> Invoices: ...
    @property
    def withdrawals(self) -> Withdrawals: ...
    @property
    def disputes(self) -> Disputes: ...
    @property
    def cancellations(self) -> Cancellations: ...
    @property
    def rulings(self) -> Rulings: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def books(self) -> Books: ...
    @property
    def files(self) -> Files: ...
    @property
    def waiting(self) -> Waiting: ...
    @property
    def relay(self) -> RelayLog: ...
    @property
    def talks(self) -> Talks: ...
    @property
    def cards(self) -> Cards: ...
    @property
    def notices(self) -> Notices: ...
    @property
    def topics(self) -> Topics: ...
    @property
    def links(self) -> Links: ...
    @property
    def archives(self) -> Archives: ...

    def happened(self, event: Event) -> None:
        """Records an event; its notices are written before the commit."""
        ...

    def new_token(self) -> str:
        """An unguessable URL-safe string of ≥128 bits."""
        ...
