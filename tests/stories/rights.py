"""Who may press which button, and when: a table of all of them."""

from collections.abc import Callable
from dataclasses import dataclass

from aiogram.filters.callback_data import CallbackData

from marketplace.choosing import Order
from marketplace.notices import Kind, Way
from marketplace.people import Role
from marketplace.reports import ReportKind
from marketplace.wallets import Side
from tests.stories.deals import STAGES, Deal
from views import callbacks as c

FREELANCER, BIDDER, CLIENT = "freelancer", "bidder", "client"
OTHER, OPERATOR, NEWCOMER = "other", "operator", "newcomer"
ALL = (FREELANCER, BIDDER, CLIENT, OTHER, OPERATOR, NEWCOMER)

OPEN = ("open", "bid", "withdrawn", "turned down")
BIDS = STAGES[1:]
PROJECT = ("started", "review", "cancelling", "disputed", "declined", "due", "complete")
DELIVERED, UNFINISHED = PROJECT[1:], PROJECT[:-1]
REVIEW = ("review", "cancelling")
BOTH = (BIDDER, CLIENT)
READERS = (FREELANCER, BIDDER, OTHER, OPERATOR, NEWCOMER)
"""Of somebody else's job."""
NOBODY_HERE = 10**9

Allowed = dict[str, tuple[str, ...]]


def only(roles: tuple[str, ...] | str, stages: tuple[str, ...] | str) -> Allowed:
    named = (stages,) if isinstance(stages, str) else stages
    return dict.fromkeys((roles,) if isinstance(roles, str) else roles, named)


def read(stages: tuple[str, ...]) -> Allowed:
    """By both members; by an operator where a dispute gives them something to decide."""
    return {**only(BOTH, stages), OPERATOR: ("disputed",)}


@dataclass(frozen=True)
class Press:
    """A button about something: whom it serves, at which stages."""

    data: Callable[[Deal], CallbackData]
    may: Allowed
    acts: bool = False
    """It changes the marketplace at once; others show something, or begin a conversation."""


TABLE = (
    Press(lambda d: c.OpenJob(id=d.job), {**only(ALL, OPEN), CLIENT: STAGES}),
    Press(lambda d: c.EditJob(id=d.job), only(CLIENT, OPEN)),
    Press(lambda d: c.CloseJob(id=d.job), only(CLIENT, OPEN)),
    Press(lambda d: c.CloseJob(id=d.job, sure=True), only(CLIENT, OPEN), acts=True),
    Press(lambda d: c.RenewJob(id=d.job), only(CLIENT, (*OPEN, "closed", "expired")), acts=True),
    Press(
        lambda d: c.MakeBid(job_id=d.job),
        {FREELANCER: OPEN, BIDDER: ("open", "withdrawn", "turned down")},
    ),
    Press(lambda d: c.ShareJob(id=d.job), only(ALL, OPEN)),
    Press(lambda d: c.SaveJob(id=d.job, on=True), only(READERS, OPEN), acts=True),
    # Nothing is saved where these are tried (tests/stories/test_saved_jobs.py).
    Press(lambda d: c.SaveJob(id=d.job, on=False), {}),
    Press(lambda d: c.UnsaveJob(id=d.job), {}),
    # Freelancers are found by everybody; with a job, by its client alone.
    Press(lambda d: c.FindFreelancers(job_id=d.job), only(CLIENT, STAGES)),
    Press(lambda d: c.SearchFreelancers(job_id=d.job), only(CLIENT, STAGES)),
    Press(lambda d: c.OpenFreelancer(key=d.key, job_id=d.job), only(ALL, STAGES)),
    Press(lambda d: c.OpenFreelancer(key="no such profile!"), {}),
    Press(lambda d: c.Invite(key=d.key, job_id=d.job), only(CLIENT, OPEN), acts=True),
    Press(lambda d: c.JobInvitations(job_id=d.job), only(CLIENT, STAGES)),
    Press(lambda d: c.DeclineInvitation(id=d.invitation), only(BIDDER, "turned down"), acts=True),
    Press(lambda d: c.OpenBid(id=d.bid), only(BOTH, BIDS)),
    Press(lambda d: c.EditBid(id=d.bid), only(BIDDER, "bid")),
    Press(lambda d: c.WithdrawBid(id=d.bid), only(BIDDER, "bid")),
    Press(lambda d: c.WithdrawBid(id=d.bid, sure=True), only(BIDDER, "bid"), acts=True),
    # A bid in whatever state can become a template, more than once.
    Press(lambda d: c.KeepTemplate(bid_id=d.bid), only(BIDDER, BIDS)),
    Press(lambda d: c.JobBids(job_id=d.job), only(CLIENT, OPEN)),
    Press(lambda d: c.ListBids(job_id=d.job), only(CLIENT, OPEN)),
    Press(lambda d: c.ListBids(job_id=d.job, order=Order.RATING, page=7), only(CLIENT, OPEN)),
    Press(lambda d: c.Shortlist(bid_id=d.bid, on=True), only(CLIENT, "bid"), acts=True),
    # Nothing is on the shortlist (tests/stories/test_choosing.py).
    Press(lambda d: c.Shortlist(bid_id=d.bid, on=False), {}),
    Press(lambda d: c.Compare(job_id=d.job), {}),
    Press(lambda d: c.ChooseCompared(job_id=d.job), {}),
    Press(lambda d: c.PickBid(bid_id=d.bid, on=True), {}),
    Press(lambda d: c.HireCompared(id=d.job, bid_id=d.bid), only(CLIENT, "bid")),
    Press(lambda d: c.BidderProfile(bid_id=d.bid), only(CLIENT, "bid")),
    Press(lambda d: c.DeclineBid(id=d.bid), only(CLIENT, "bid")),
    Press(lambda d: c.DeclineBid(id=d.bid, sure=True), only(CLIENT, "bid"), acts=True),
    Press(lambda d: c.Hire(bid_id=d.bid), only(CLIENT, "bid")),
    Press(lambda d: c.Hire(bid_id=d.bid, sure=True), only(CLIENT, "bid"), acts=True),
    Press(lambda d: c.OpenProject(id=d.project), only(BOTH, PROJECT)),
    Press(
        lambda d: c.Deliver(milestone_id=d.milestones[0]),
        only(BIDDER, ("started", *REVIEW, "declined")),
    ),
    Press(lambda d: c.Deliver(milestone_id=d.milestones[1]), only(BIDDER, "due")),
    Press(lambda d: c.Accept(delivery_id=d.delivery), only(CLIENT, REVIEW), acts=True),
    Press(lambda d: c.Decline(delivery_id=d.delivery), only(CLIENT, REVIEW)),
    Press(lambda d: c.MoreTime(delivery_id=d.delivery), only(CLIENT, REVIEW), acts=True),
    Press(lambda d: c.History(project_id=d.project), read(PROJECT)),
    Press(lambda d: c.History(project_id=d.project, milestone=1), read(PROJECT)),
    Press(lambda d: c.OlderVersions(project_id=d.project, milestone=1, before=9), read(PROJECT)),
    Press(
        lambda d: c.SendFile(id=d.brief),
        {**only(ALL, OPEN), BIDDER: STAGES, CLIENT: STAGES, OPERATOR: (*OPEN, "disputed")},
    ),
    Press(lambda d: c.SendFile(id=d.file), read(DELIVERED)),
    Press(lambda d: c.SendVersion(delivery_id=d.delivery), read(DELIVERED)),
    Press(
        lambda d: c.UploadLink(milestone_id=d.milestones[0]),
        only(BIDDER, ("started", *REVIEW, "declined")),
    ),
    Press(lambda d: c.Archive(project_id=d.project), only(BOTH, PROJECT), acts=True),
    # The client's wallet covers everything (see `cast`).
    Press(lambda d: c.Checkout(milestone_id=d.milestones[0]), only(CLIENT, "due")),
    Press(lambda d: c.PayFromWallet(milestone_id=d.milestones[0]), only(CLIENT, "due"), acts=True),
    Press(lambda d: c.Fund(project_id=d.project), only(CLIENT, UNFINISHED)),
    Press(lambda d: c.Fund(project_id=d.project, sure=True), only(CLIENT, UNFINISHED), acts=True),
    Press(
        lambda d: c.Fund(project_id=d.project, milestone_id=d.milestones[1], sure=True),
        only(CLIENT, UNFINISHED),
        acts=True,
    ),
    # Where the bot takes the money, nobody says to have paid elsewhere.
    Press(lambda d: c.ClaimPaid(milestone_id=d.milestones[0]), {}),
    Press(lambda d: c.ConfirmReceipt(milestone_id=d.milestones[0]), {}),
    Press(lambda d: c.DenyReceipt(milestone_id=d.milestones[0]), {}),
    Press(lambda d: c.Chat(bid_id=d.bid), only(BOTH, ("bid", *PROJECT))),
    # What waits is one's own; here nothing does (tests/stories/test_talking.py).
    Press(lambda d: c.SendHeld(bid_id=d.bid), {}),
    Press(lambda d: c.MorePartners(skip=0, held=False), only(ALL, STAGES)),
    Press(lambda d: c.DropHeld(), only(ALL, STAGES)),
    # What was said: read by both for ever. The last search was for nothing, by nobody.
    Press(lambda d: c.OpenTalk(bid_id=d.bid), {**only(BOTH, BIDS), OPERATOR: ("disputed",)}),
    Press(lambda d: c.OpenMessage(relay_id=d.said), {**only(BOTH, BIDS), OPERATOR: ("disputed",)}),
    Press(lambda d: c.SendMessage(relay_id=d.said), {**only(BOTH, BIDS), OPERATOR: ("disputed",)}),
    Press(lambda d: c.FindInTalk(bid_id=d.bid), {**only(BOTH, BIDS), OPERATOR: ("disputed",)}),
    Press(lambda d: c.FoundInTalk(bid_id=d.bid), {}),
    Press(
        lambda d: c.MakeDelivery(relay_id=d.said),
        only(BIDDER, ("started", *REVIEW, "declined", "due")),
    ),
    # Nobody has rated here (tests/stories/test_ratings.py).
    Press(lambda d: c.Rate(project_id=d.project), only(BOTH, "complete")),
    Press(lambda d: c.ChangeRating(project_id=d.project), only(BOTH, "complete")),
    Press(lambda d: c.ProjectRatings(project_id=d.project), only(BOTH, PROJECT)),
    Press(lambda d: c.BidderRatings(bid_id=d.bid, role=Role.FREELANCER), only(CLIENT, "bid")),
    Press(lambda d: c.ClientRatings(job_id=d.job), {**only(ALL, OPEN), CLIENT: STAGES}),
    # When something goes wrong; it was the client who opened the dispute, or proposed to cancel.
    Press(lambda d: c.Trouble(project_id=d.project), only(BOTH, PROJECT)),
    Press(lambda d: c.Decisions(project_id=d.project), read(PROJECT)),
    Press(lambda d: c.OpenDispute(milestone_id=d.milestones[0]), only(BOTH, (*REVIEW, "due"))),
    Press(lambda d: c.WithdrawDispute(milestone_id=d.milestones[0]), only(CLIENT, "disputed")),
    Press(
        lambda d: c.WithdrawDispute(milestone_id=d.milestones[0], sure=True),
        only(CLIENT, "disputed"),
        acts=True,
    ),
    Press(
        lambda d: c.ProposeCancel(project_id=d.project),
        only(BOTH, ("started", "review", "declined", "due")),
    ),
    Press(lambda d: c.AgreeCancel(project_id=d.project), only(BIDDER, "cancelling")),
    Press(
        lambda d: c.AgreeCancel(project_id=d.project, sure=True),
        only(BIDDER, "cancelling"),
        acts=True,
    ),
    Press(lambda d: c.RefuseCancel(project_id=d.project), only(BIDDER, "cancelling"), acts=True),
    Press(lambda d: c.WithdrawCancel(project_id=d.project), only(CLIENT, "cancelling"), acts=True),
    # Reports go to operators; what comes of them is in test_trust.py.
    Press(lambda d: c.ReportJob(id=d.job), only(READERS, OPEN)),
    Press(lambda d: c.SendReport(kind=ReportKind.OTHER, job_id=d.job), only(READERS, OPEN)),
    # It acts, once: so after the two above.
    Press(lambda d: c.SendReport(kind=ReportKind.SCAM, job_id=d.job), only(READERS, OPEN)),
    Press(lambda d: c.ReportPerson(bid_id=d.bid), only(BOTH, BIDS)),
    Press(lambda d: c.SendReport(kind=ReportKind.OTHER, bid_id=d.bid), only(BOTH, BIDS)),
    Press(lambda d: c.AdminReports(), only(OPERATOR, STAGES)),
    Press(lambda d: c.AdminReport(id=NOBODY_HERE), {}),
    Press(lambda d: c.DismissReport(id=NOBODY_HERE), {}),
    Press(lambda d: c.AdminHidden(), only(OPERATOR, STAGES)),
    Press(lambda d: c.AdminBanned(), only(OPERATOR, STAGES)),
    Press(lambda d: c.AdminJob(id=d.job), only(OPERATOR, STAGES)),
    Press(lambda d: c.HideJob(id=d.job), only(OPERATOR, OPEN)),
    Press(lambda d: c.RestoreJob(id=d.job), {}),
    Press(lambda d: c.BanPerson(id=NOBODY_HERE), {}),
    Press(lambda d: c.UnbanPerson(id=NOBODY_HERE), {}),
    # Operators; what they do to withdrawals, payments and rulings is in test_admin.py.
    Press(lambda d: c.Admin(), only(OPERATOR, STAGES)),
    Press(lambda d: c.AdminWithdrawals(), only(OPERATOR, STAGES)),
    Press(lambda d: c.AdminWithdrawal(id=NOBODY_HERE), {}),
    Press(lambda d: c.RuleWithdrawal(id=NOBODY_HERE, pay=True), {}),
    Press(lambda d: c.AdminDisputes(), only(OPERATOR, STAGES)),
    Press(lambda d: c.AdminDispute(id=d.dispute), only(OPERATOR, "disputed")),
    Press(lambda d: c.RuleDispute(id=d.dispute, how="release"), only(OPERATOR, "disputed")),
    Press(lambda d: c.AdminRulings(), only(OPERATOR, STAGES)),
    Press(lambda d: c.AdminRuling(id=NOBODY_HERE), {}),
    Press(lambda d: c.ApproveRuling(id=NOBODY_HERE), {}),
    Press(lambda d: c.RefuseRuling(id=NOBODY_HERE), {}),
    Press(lambda d: c.FindPerson(), only(OPERATOR, STAGES)),
    Press(lambda d: c.FindProject(), only(OPERATOR, STAGES)),
    Press(lambda d: c.AdminPerson(id=NOBODY_HERE), {}),
    Press(lambda d: c.AdminStatement(person_id=NOBODY_HERE), {}),
    Press(lambda d: c.AdminPayments(person_id=NOBODY_HERE), {}),
    Press(lambda d: c.RefundPayment(number=NOBODY_HERE), {}),
    Press(lambda d: c.AdminProject(id=d.project), only(OPERATOR, PROJECT)),
    Press(lambda d: c.AdminLedger(project_id=d.project), only(OPERATOR, PROJECT)),
    Press(lambda d: c.AdminTalk(project_id=d.project), only(OPERATOR, "disputed")),
)
EVERYBODYS: tuple[CallbackData, ...] = (
    c.Home(),
    c.Help(),
    c.Help(topic="no such topic"),
    c.OwnProfile(),
    c.CompleteProfile(job_id=NOBODY_HERE),
    c.OwnRatings(role=Role.CLIENT),
    c.OwnRatings(role=Role.FREELANCER, before=3),
    c.EditPart(part="details"),
    c.Entries(kind="education"),
    c.AddEntry(kind="experience"),
    c.FindFreelancers(),
    c.FindFreelancers(found=True, after="0.0.1.x"),
    c.SearchFreelancers(),
    c.BrowseJobs(),
    c.SearchJobs(),
    c.FoundJobs(),
    c.LookFor(mark="abcdef01"),
    c.SearchFilters(mark=""),
    c.SetFilter(mark="", what="own", value=1),
    c.TypeFilter(mark="", what="budget"),
    c.SavedSearches(),
    c.SavedJobs(),
    c.SavedJobs(page=10**9),
    c.PostJob(),
    c.OwnJobs(),
    c.OwnBids(),
    c.OwnTemplates(),
    c.AddTemplate(),
    c.OwnProjects(),
    c.Histories(),
    c.OwnWallet(),
    c.TopUp(),
    c.Withdraw(),
    c.OpenStatement(),
    c.OpenStatement(side=Side.OUT, before=3),
    c.StatementFile(),
    c.OwnSettings(),
    c.NoticeSettings(),
    c.NoticeKind(kind=Kind.NEW_BIDS),
    c.OwnQuietHours(),
    c.TypeQuiet(),
    c.OwnPlace(),
)
"""They lead to one's own things, whoever presses; nothing is changed at once."""
OWN_SETTINGS: tuple[CallbackData, ...] = (
    c.ChooseRole(role=Role.CLIENT),
    c.ChooseRole(role=Role.FREELANCER),
    c.Language(code="en"),
    c.SetAutoPay(on=True),
    c.ShareProfile(),
    c.SetVisible(on=False),
    c.SetBusy(on=True),
    c.SetBusy(on=False),
    c.SetVisible(on=True),
    c.ChooseWay(kind=Kind.NEW_BIDS, way=Way.DAILY),
    c.ChooseQuiet(start=60, end=120),
    c.ChooseQuiet(),
)
"""They change who presses, and nobody else."""
NOBODYS: tuple[CallbackData, ...] = (
    c.Resume(key="job"),
    c.DropDraft(key="job"),
    c.Wizard(run="abcdef-1", step="amount", do="pick", value="12345678"),
    c.FoundJobs(mark="abcdef01", before=3),
    c.SaveSearch(mark="abcdef01"),
    c.OpenTemplate(id=10**9),
    c.ChangeTemplate(id=10**9),
    c.RemoveTemplate(id=10**9),
    c.RemoveTemplate(id=10**9, sure=True),
    c.OpenSaved(id=10**9),
    c.RunSaved(id=10**9),
    c.MuteSaved(id=10**9, on=True),
    c.TellDaily(id=10**9, on=True),
    c.StopSaved(id=10**9),
    c.SetFilter(mark="", what="wallet"),
    c.TypeFilter(mark="", what="wallet"),
    c.EditPart(part="wallet"),
    c.Entries(kind="wallet"),
    c.AddEntry(kind="wallet"),
    c.ChangeEntry(kind="wallet", id=1),
    c.RemoveEntry(kind="wallet", id=1),
    c.Language(code="tlh"),
    c.NoticeKind(kind=Kind.MONEY),
    c.ChooseWay(kind=Kind.MONEY, way=Way.OFF),
    c.ChooseQuiet(start=60, end=60),
    c.ChooseQuiet(start=-1, end=10**12),
    c.GetLink(file_id=10**9),
    c.CancelWithdrawal(id=10**9),
    c.CancelWithdrawal(id=10**9, sure=True),
)
"""What no button of the present holds."""
