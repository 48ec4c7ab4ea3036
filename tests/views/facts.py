"""Facts at the smallest and largest values that the rules allow (product.md, "Rules")."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from html import escape

from marketplace.bids import Bid, BidState, BidTerms, PlannedMilestone
from marketplace.books import Account, EscrowFlow, Flows, ProjectBooks
from marketplace.cancellations import Cancellation, CancellationState
from marketplace.checkout import Checkout, CheckoutState, PaidFrom
from marketplace.deliveries import Delivery, DeliveryState
from marketplace.disputes import Dispute, DisputeState
from marketplace.files import FileKind, FileState, StoredFile
from marketplace.finding import Search
from marketplace.invoices import Invoice, Purpose
from marketplace.jobs import Job, JobState, JobTerms
from marketplace.money import MOST_MINOR, Kind
from marketplace.notices import KeptNotice
from marketplace.notices import Kind as NoticeKind
from marketplace.payments import Charge
from marketplace.people import Education, Experience, Person, Profile, Role
from marketplace.projects import Milestone, MilestoneState, Project, ProjectState
from marketplace.ratings import Rating, Testimonial
from marketplace.relay import Draft, Line, Passed, RelayedMessage
from marketplace.reports import Report, ReportKind, ReportState
from marketplace.rulings import Ruling, RulingKind, RulingState
from marketplace.talks import Partner
from marketplace.waiting import WaitingDelivery
from marketplace.wallets import StatementLine, Wallet
from marketplace.withdrawals import Withdrawal, WithdrawalState
from views.texts import short

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LARGEST_ID = 2**63 - 1
HOSTILE = "<b>&\"'</i>&lt;"


@dataclass(frozen=True)
class Facts:
    """`letters` fill every text; `full` takes the largest value of each, else the smallest."""

    letters: str
    full: bool

    def text(self, least: int, most: int) -> str:
        length = most if self.full else least
        return (self.letters * length)[:length].rstrip().ljust(length, "x")

    def id(self, less: int = 0) -> int:
        return LARGEST_ID - less if self.full else 1 + less

    def person(self, role: Role | None, less: int = 0) -> Person:
        return Person(
            id=self.id(less),
            first_name=self.text(1, 64),
            role=role,
            name=self.text(0, 60),
            country="GB" if self.full else "",
            city=self.text(0, 80),
            description=self.text(0, 1000),
            skills=tuple(self.text(2, 28) + f"{n:02}" for n in range(10 if self.full else 0)),
            reachable=not self.full,
        )

    @property
    def freelancer(self) -> Person:
        return self.person(Role.FREELANCER)

    @property
    def client(self) -> Person:
        return self.person(Role.CLIENT, less=1)

    @property
    def profile(self) -> Profile:
        many = range(20 if self.full else 0)
        name = self.text(2, 100)
        return Profile(
            self.freelancer,
            tuple(Education(name, name, 1990, 2024, self.id(n)) for n in many),
            tuple(Experience(name, name, "GB", 1990, None, self.id(n)) for n in many),
        )

    def job(self, state: JobState = JobState.OPEN, less: int = 0) -> Job:
        most = MOST_MINOR if self.full else 1
        terms = JobTerms(
            title=self.text(5, 100),
            description=self.text(20, 3000),
            skills=tuple(self.text(2, 28) + f"{n:02}" for n in range(10 if self.full else 1)),
            budget_min_minor=most - 1 if self.full else 1,
            budget_max_minor=most,
            file_ids=tuple(self.id(n) for n in range(10 if self.full else 0)),
        )
        closes_at = NOW + timedelta(days=30)
        return Job(self.id(less), self.client.id, terms, NOW, closes_at, state)

    @property
    def search(self) -> Search:
        """With every filter that a saved search can have."""
        many = range(10 if self.full else 1)
        return Search(
            query=self.text(1, 256),
            skills=tuple(self.text(2, 28) + f"{n:02}" for n in many),
            every_skill=self.full,
            least_minor=MOST_MINOR - 1 if self.full else 1,
            most_minor=MOST_MINOR if self.full else 0,
            own_skills=True,
        )

    def bid(self, state: BidState = BidState.LIVE, less: int = 0) -> Bid:
        step = PlannedMilestone(self.text(3, 200), MOST_MINOR if self.full else 1, 730)
        terms = BidTerms(
            amount_minor=MOST_MINOR if self.full else 1,
            days=730 if self.full else 1,
            pitch=self.text(20, 2000),
            plan=(step,) * (20 if self.full else 1),
        )
        fee = 4999 if self.full else 0
        return Bid(self.id(less), self.id(), self.freelancer.id, terms, NOW, state, fee)

    def milestone(self, position: int, state: MilestoneState, *, funded: bool = False) -> Milestone:
        due = state is MilestoneState.ACCEPTED
        return Milestone(
            id=self.id(position),
            project_id=self.id(),
            position=position,
            what=self.text(3, 200),
            amount_minor=MOST_MINOR if self.full else 1,
            days=730 if self.full else 1,
            state=state,
            versions=1000 if self.full else 1,
            accept_at=NOW if state is MilestoneState.IN_REVIEW else None,
            escrow_minor=(MOST_MINOR if self.full else 1) if funded else 0,
            due_minor=(MOST_MINOR if self.full else 1) if due else 0,
        )

    def project(
        self,
        milestone: MilestoneState = MilestoneState.IN_REVIEW,
        state: ProjectState = ProjectState.RUNNING,
        less: int = 0,
    ) -> Project:
        """The last milestone is in this state; those before it wait to be paid, or are the same.

        Only one milestone at a time is in progress or in review.
        """
        one_only = milestone in (MilestoneState.IN_PROGRESS, MilestoneState.IN_REVIEW)
        before = MilestoneState.ACCEPTED if one_only else milestone
        last = 20 if self.full else 1
        milestones = [self.milestone(n, before) for n in range(1, last)]
        milestones.append(self.milestone(last, milestone))
        return Project(
            id=self.id(less),
            job_id=self.id(),
            bid_id=self.id(),
            client_id=self.client.id,
            freelancer_id=self.freelancer.id,
            title=self.text(5, 100),
            state=state,
            started_at=NOW,
            milestones=tuple(milestones),
            fee_basis_points=4999 if self.full else 0,
        )

    def rating(self, role: Role, less: int = 0, *, shows_at: datetime = NOW) -> Rating:
        """Of the one who is in this role, by the other."""
        two = (self.freelancer.id, self.client.id)
        rated, author = two if role is Role.FREELANCER else two[::-1]
        return Rating(
            project_id=self.id(),
            author_id=author,
            rated_id=rated,
            role=role,
            stars=(5, 5, 4) if self.full else (1, 1, 1),
            comment=self.text(0, 1000),
            rated_at=NOW,
            shows_at=shows_at,
            id=self.id(less),
        )

    def testimonial(self, role: Role, less: int) -> Testimonial:
        return Testimonial(self.rating(role, less), self.text(5, 100))

    @property
    def waiting(self) -> WaitingDelivery:
        """Nothing of it could be stored."""
        sent = self.delivery().files
        failed = tuple(replace(f, state=FileState.FAILED, reason="too-big") for f in sent)
        return WaitingDelivery(self.id(1), self.text(0, 2000), NOW, failed)

    def delivery(
        self, state: DeliveryState = DeliveryState.IN_REVIEW, version: int = 1
    ) -> Delivery:
        return Delivery(
            id=self.id(version),
            milestone_id=self.id(1),
            version=version,
            note=self.text(0, 2000),
            completed_at=NOW,
            accept_at=NOW + timedelta(days=7),
            state=state,
            reason=self.text(10, 1000) if state is DeliveryState.DECLINED else "",
            decided_at=None if state is DeliveryState.IN_REVIEW else NOW,
            files=tuple(self.file(20 * version + n) for n in range(20 if self.full else 0)),
        )

    def file(self, less: int = 0, kind: FileKind = FileKind.DOCUMENT) -> StoredFile:
        return StoredFile(
            id=self.id(less),
            owner_id=self.freelancer.id,
            name=self.text(1, 120),
            mime="application/octet-stream",
            size_bytes=1,
            kind=kind,
            telegram_id=f"file-{less}",
            telegram_unique_id=f"unique-{less}",
            announced_at=NOW,
            key=f"key-{less}",
        )

    @property
    def checkout(self) -> Checkout:
        return Checkout(
            id=self.id(),
            project_id=self.id(),
            milestone_id=self.id(1),
            payer_id=self.client.id,
            payee_id=self.freelancer.id,
            amount_minor=MOST_MINOR if self.full else 1,
            opened_at=NOW,
        )

    def paid(self, source: PaidFrom, fee_minor: int = 0) -> Checkout:
        state = CheckoutState.PAID
        return replace(
            self.checkout, state=state, paid_at=NOW, paid_from=source, fee_minor=fee_minor
        )

    def invoice(self, purpose: Purpose = Purpose.CHECKOUT, *, whole: bool = False) -> Invoice:
        """`whole`: for all milestones of the project."""
        about = (None, None) if purpose is Purpose.TOP_UP else (self.id(), self.id(1))
        return Invoice(
            id=self.id(),
            purpose=purpose,
            payer_id=self.client.id,
            amount_minor=MOST_MINOR if self.full else 1,
            token="t" * 43,
            made_at=NOW,
            project_id=about[0],
            milestone_id=None if whole else about[1],
        )

    def dispute(
        self, state: DisputeState = DisputeState.OPEN, award_minor: int | None = None
    ) -> Dispute:
        """About the last milestone of `project`, by the client."""
        decided = state is DisputeState.DECIDED
        return Dispute(
            id=self.id(),
            project_id=self.id(),
            milestone_id=self.id(20 if self.full else 1),
            opened_by=self.client.id,
            reason=self.text(10, 1000),
            opened_at=NOW,
            state=state,
            award_minor=award_minor if decided else None,
            verdict=self.text(5, 1000) if decided else "",
            ended_at=None if state is DisputeState.OPEN else NOW,
        )

    def cancellation(self, state: CancellationState = CancellationState.OPEN) -> Cancellation:
        ended = None if state is CancellationState.OPEN else NOW
        reason = self.text(10, 1000)
        return Cancellation(self.id(), self.id(), self.client.id, reason, NOW, state, ended)

    def ruling(
        self,
        kind: RulingKind = RulingKind.PAY_WITHDRAWAL,
        state: RulingState = RulingState.PROPOSED,
        by: int = 77,
        second: int | None = None,
    ) -> Ruling:
        dispute = kind is RulingKind.DECIDE_DISPUTE
        return Ruling(
            id=self.id(),
            kind=kind,
            subject="c" * 120 if kind is RulingKind.REFUND else str(self.id()),
            amount_minor=MOST_MINOR if self.full else 0,
            reason=self.text(5, 1000),
            ruled_by=by,
            ruled_at=NOW,
            project_id=self.id() if dispute else None,
            person_id=None if dispute else self.freelancer.id,
            state=state,
            second_by=second,
            ended_at=None if state is RulingState.PROPOSED else NOW,
        )

    def withdrawal(
        self, less: int = 0, state: WithdrawalState = WithdrawalState.WAITING
    ) -> Withdrawal:
        waiting = state is WithdrawalState.WAITING
        return Withdrawal(
            id=self.id(less),
            person_id=self.freelancer.id,
            amount_minor=MOST_MINOR if self.full else 1,
            destination=self.text(5, 300),
            asked_at=NOW,
            state=state,
            reason="" if waiting else self.text(5, 1000),
            ended_at=None if waiting else NOW,
        )

    @property
    def banned(self) -> Person:
        return replace(self.freelancer, banned_at=NOW, banned_why=self.text(5, 1000))

    def hidden(self, state: JobState = JobState.OPEN, *, by_ban: bool = False) -> Job:
        why = self.text(5, 1000)
        return replace(self.job(state), hidden_at=NOW, hidden_by_ban=by_ban, hidden_why=why)

    def report(
        self,
        kind: ReportKind = ReportKind.OTHER,
        state: ReportState = ReportState.OPEN,
        *,
        job: bool = True,
        less: int = 0,
    ) -> Report:
        """By the freelancer: of the client's job, or of the client."""
        return Report(
            id=self.id(less),
            kind=kind,
            reported_by=self.freelancer.id,
            person_id=self.client.id,
            made_at=NOW,
            job_id=self.id() if job else None,
            bid_id=None if job else self.id(),
            words=self.text(10, 500) if kind is ReportKind.OTHER else "",
            state=state,
            ended_at=None if state is ReportState.OPEN else NOW,
        )

    @property
    def account(self) -> Account:
        most = MOST_MINOR if self.full else 0
        wallet = Wallet(most or 1, most, most, most, most)
        return Account(self.freelancer, wallet, Flows(most, most, most, most, most))

    def books(self, milestone: MilestoneState, *, readable: bool) -> ProjectBooks:
        project = self.project(milestone)
        most = MOST_MINOR if self.full else 1
        flow = EscrowFlow(most, most, most)
        return ProjectBooks(
            project=project,
            client=self.client,
            freelancer=self.freelancer,
            checkouts={step.id: self.checkout for step in project.milestones},
            escrow={step.id: flow for step in project.milestones},
            readable=readable,
            disputes=[self.dispute()] if readable else [],
        )

    @property
    def charge(self) -> Charge:
        return Charge("c" * 64, "p", self.client.id, MOST_MINOR if self.full else 1, NOW)

    def line_of(self, kind: Kind, less: int = 0) -> StatementLine:
        """Of a wallet's statement; those out where `less` is odd."""
        minor = (MOST_MINOR if self.full else 1) * (-1 if less % 2 else 1)
        return StatementLine(self.id(less), NOW, kind, minor, self.text(0, 100), 20)

    def line(self, project: Project | None = None) -> Line:
        return Line(self.id(), self.text(5, 100), self.client, self.freelancer, True, project)

    @property
    def message(self) -> RelayedMessage:
        said = short(self.text(1, 4096), 4096)
        return RelayedMessage(self.id(), self.client.id, 7, "text", said, NOW, id=1, row_id=1)

    def draft(self, kind: str = "text") -> Draft:
        return Draft(7, kind, self.text(1, 4096))

    def passed(self, *, told: bool) -> Passed:
        backlog = 1000 if told else 0
        return Passed(self.line(), self.message, told, told, backlog)

    def kept(self, kind: NoticeKind, number: int) -> KeptNotice:
        text = f"<b>{escape(self.text(0, 60))}</b> {escape(self.text(5, 100))} {number}"
        return KeptNotice(kind, text, self.text(1, 40), f"obid:{self.id(number)}", NOW)

    def partner(self, number: int) -> Partner:
        return Partner(number, self.text(1, 64), self.text(5, 100))


SIZES = {
    "smallest": Facts("x", full=False),
    "largest": Facts("W", full=True),
    "largest words": Facts("lorem ipsum ", full=True),
    "largest emoji": Facts("😀", full=True),
    "largest in bytes": Facts("漢", full=True),
    "hostile": Facts(HOSTILE, full=True),
}
