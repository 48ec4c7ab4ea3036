"""Every press a button can bring back. A changed one gets a new prefix: old buttons live on.

Bot API: callback_data, 1-64 bytes; values never contain ":".
"""

from aiogram.filters.callback_data import CallbackData

from marketplace.choosing import Order
from marketplace.notices import Kind, Way
from marketplace.people import Role
from marketplace.reports import ReportKind
from marketplace.wallets import Side


class Home(CallbackData, prefix="home"):
    pass


class ChooseRole(CallbackData, prefix="role"):
    role: Role


class Help(CallbackData, prefix="help"):
    topic: str = ""


class Resume(CallbackData, prefix="resume"):
    """Goes on with a half-finished conversation; `key` is its draft's."""

    key: str


class DropDraft(CallbackData, prefix="drop"):
    key: str


class Wizard(CallbackData, prefix="w"):
    """A button of a conversation's question.

    `run` tells one run of a conversation from the next, so that an old button is recognised.
    """

    run: str
    step: str
    do: str
    value: str = ""


# --- profile -------------------------------------------------------------------------------


class OwnProfile(CallbackData, prefix="me"):
    pass


class EditPart(CallbackData, prefix="edit"):
    """`part`: details, skills or description."""

    part: str


class Entries(CallbackData, prefix="ents"):
    """The list of one's education or work experience; `kind`: education or experience."""

    kind: str


class AddEntry(CallbackData, prefix="addent"):
    kind: str


class ChangeEntry(CallbackData, prefix="chgent"):
    kind: str
    id: int


class RemoveEntry(CallbackData, prefix="rment"):
    kind: str
    id: int


class ShareProfile(CallbackData, prefix="shme"):
    """The link to one's own profile."""


class SetVisible(CallbackData, prefix="vis"):
    on: bool


class SetBusy(CallbackData, prefix="busy"):
    on: bool


# --- jobs ----------------------------------------------------------------------------------


class BrowseJobs(CallbackData, prefix="browse"):
    """All open jobs, without words and filters."""


class FoundJobs(CallbackData, prefix="hits"):
    """A page of the reader's search, the first one or behind `before` (marketplace.finding.Place).

    `mark` names the search, so that an old button doesn't page through another one; without it,
    whatever the reader looked for last.
    """

    mark: str = ""
    before: int = 0
    score: int = 0
    top: int = 0


class SearchFilters(CallbackData, prefix="filters"):
    mark: str


class SetFilter(CallbackData, prefix="filter"):
    """`what`: days, every, own, unbid, best or clear."""

    mark: str
    what: str
    value: int = 0


class TypeFilter(CallbackData, prefix="tfilter"):
    """Asks for `what`: skills, budget or days."""

    mark: str
    what: str


class SearchJobs(CallbackData, prefix="search"):
    pass


class SaveSearch(CallbackData, prefix="save"):
    mark: str


class SavedSearches(CallbackData, prefix="alerts"):
    pass


class OpenSaved(CallbackData, prefix="alert"):
    id: int


class RunSaved(CallbackData, prefix="ralert"):
    """Shows what a saved search finds now."""

    id: int


class MuteSaved(CallbackData, prefix="malert"):
    id: int
    on: bool


class TellDaily(CallbackData, prefix="dalert"):
    id: int
    on: bool


class StopSaved(CallbackData, prefix="salert"):
    id: int


class OpenJob(CallbackData, prefix="job"):
    id: int


class PostJob(CallbackData, prefix="post"):
    pass


class OwnJobs(CallbackData, prefix="myjobs"):
    before: int = 0


class EditJob(CallbackData, prefix="edjob"):
    id: int


class CloseJob(CallbackData, prefix="cljob"):
    """Asks first; `sure` does it."""

    id: int
    sure: bool = False


class RenewJob(CallbackData, prefix="rnjob"):
    id: int


class ShareJob(CallbackData, prefix="shjob"):
    """The link to an open job."""

    id: int


class SaveJob(CallbackData, prefix="svjob"):
    """Saves somebody else's job for later; without `on` takes it off again, and shows it."""

    id: int
    on: bool


class SavedJobs(CallbackData, prefix="svjobs"):
    """A page of them, from 0 on."""

    page: int = 0


class UnsaveJob(CallbackData, prefix="unsvj"):
    """Takes a job off the page of saved ones on which the button stands."""

    id: int
    page: int = 0


# --- freelancers, as clients find them -----------------------------------------------------


class FindFreelancers(CallbackData, prefix="ffl"):
    """A page of freelancers; `after` is where the page before ended, empty for the first.

    `job_id`: whom it suits, first; 0 for everybody. `found` pages through the reader's last search.
    """

    job_id: int = 0
    found: bool = False
    after: str = ""


class SearchFreelancers(CallbackData, prefix="sfl"):
    job_id: int = 0


class OpenFreelancer(CallbackData, prefix="fl"):
    """A profile by its public key. `job_id`: the job that the reader came from, 0 for none."""

    key: str
    job_id: int = 0


class Invite(CallbackData, prefix="inv"):
    """Invites the freelancer to the job; 0 asks to which."""

    key: str
    job_id: int = 0


class JobInvitations(CallbackData, prefix="invs"):
    """Whom the client has invited to their own job."""

    job_id: int


class DeclineInvitation(CallbackData, prefix="noinv"):
    id: int


# --- bids ----------------------------------------------------------------------------------


class MakeBid(CallbackData, prefix="bid"):
    job_id: int


class OwnBids(CallbackData, prefix="mybids"):
    before: int = 0


class OpenBid(CallbackData, prefix="obid"):
    """A bid, as its freelancer or the job's client sees it."""

    id: int


class EditBid(CallbackData, prefix="edbid"):
    id: int


class WithdrawBid(CallbackData, prefix="wdbid"):
    id: int
    sure: bool = False


class JobBids(CallbackData, prefix="bids"):
    """The bids on the client's own job."""

    job_id: int


class BidderProfile(CallbackData, prefix="bidder"):
    bid_id: int


class DeclineBid(CallbackData, prefix="dcbid"):
    id: int
    sure: bool = False


class Hire(CallbackData, prefix="hire"):
    bid_id: int
    sure: bool = False


# --- pitch templates -----------------------------------------------------------------------


class OwnTemplates(CallbackData, prefix="tmpls"):
    pass


class OpenTemplate(CallbackData, prefix="tmpl"):
    id: int


class AddTemplate(CallbackData, prefix="addtm"):
    pass


class ChangeTemplate(CallbackData, prefix="chgtm"):
    id: int


class RemoveTemplate(CallbackData, prefix="rmtm"):
    """Asks first; `sure` does it."""

    id: int
    sure: bool = False


class KeepTemplate(CallbackData, prefix="keeptm"):
    """Makes a template of the pitch of one's own bid."""

    bid_id: int


# --- choosing among them -------------------------------------------------------------------


class ListBids(CallbackData, prefix="lsbids"):
    """A page of the bids on the client's own job, from 0, in an order."""

    job_id: int
    order: Order = Order.FIT
    page: int = 0


class Shortlist(CallbackData, prefix="star"):
    """Puts a bid on the client's shortlist, or takes it off."""

    bid_id: int
    on: bool


class Compare(CallbackData, prefix="cmp"):
    """Bids of the shortlist side by side."""

    job_id: int


class ChooseCompared(CallbackData, prefix="cmpwho"):
    """Which of the shortlist stand side by side."""

    job_id: int


class PickBid(CallbackData, prefix="pick"):
    bid_id: int
    on: bool


class HireCompared(CallbackData, prefix="hirecmp"):
    """Asks first, as `Hire` does; back leads to the bids side by side. `id`: the job's."""

    id: int
    bid_id: int


# --- projects ------------------------------------------------------------------------------


class OwnProjects(CallbackData, prefix="projs"):
    before: int = 0


class OpenProject(CallbackData, prefix="proj"):
    id: int


class Deliver(CallbackData, prefix="dlv"):
    milestone_id: int


class Accept(CallbackData, prefix="acc"):
    delivery_id: int


class Decline(CallbackData, prefix="dec"):
    delivery_id: int


class MoreTime(CallbackData, prefix="more"):
    delivery_id: int


class History(CallbackData, prefix="hist"):
    """`milestone` 0 lists the milestones; else the versions of that milestone's position."""

    project_id: int
    milestone: int = 0


class Histories(CallbackData, prefix="hists"):
    """The projects, each leading to its history."""

    before: int = 0


class OlderVersions(CallbackData, prefix="older"):
    """The versions of a milestone below version `before`, where one screen can't hold all."""

    project_id: int
    milestone: int
    before: int


class SendFile(CallbackData, prefix="file"):
    id: int


class SendVersion(CallbackData, prefix="files"):
    """All files of one version."""

    delivery_id: int


class GetLink(CallbackData, prefix="get"):
    """A link to a file that Telegram can't carry."""

    file_id: int


class UploadLink(CallbackData, prefix="up"):
    """A link by which a file comes that Telegram doesn't let us fetch."""

    milestone_id: int


class Archive(CallbackData, prefix="zip"):
    """Packs everything that a project's history holds."""

    project_id: int


# --- money ---------------------------------------------------------------------------------


class Checkout(CallbackData, prefix="pay"):
    """Shows how a due milestone can be paid now."""

    milestone_id: int


class PayFromWallet(CallbackData, prefix="wpay"):
    milestone_id: int


class Fund(CallbackData, prefix="fund"):
    """Sets money aside; `milestone_id` 0: for all that is open. Asks first; `sure` does it."""

    project_id: int
    milestone_id: int = 0
    sure: bool = False


class ClaimPaid(CallbackData, prefix="said"):
    """The client has paid outside."""

    milestone_id: int


class ConfirmReceipt(CallbackData, prefix="got"):
    milestone_id: int


class DenyReceipt(CallbackData, prefix="nogot"):
    milestone_id: int


# --- ratings -------------------------------------------------------------------------------


class Rate(CallbackData, prefix="rate"):
    """Rates the other member of a complete project."""

    project_id: int


class ChangeRating(CallbackData, prefix="rerate"):
    """Says it otherwise, while nobody has read it."""

    project_id: int


class ProjectRatings(CallbackData, prefix="rated"):
    """What both sides of a project said."""

    project_id: int


class BidderRatings(CallbackData, prefix="bstars"):
    """What others said about somebody who bids; below rating `before`."""

    bid_id: int
    role: Role
    before: int = 0


class ClientRatings(CallbackData, prefix="cstars"):
    """What freelancers said about the client of a job; below rating `before`."""

    job_id: int
    before: int = 0


class OwnRatings(CallbackData, prefix="stars"):
    """What others said about whoever presses; below rating `before`."""

    role: Role
    before: int = 0


# --- when something goes wrong -------------------------------------------------------------


class Trouble(CallbackData, prefix="trbl"):
    """What can be done about a project that doesn't go well."""

    project_id: int


class OpenDispute(CallbackData, prefix="disp"):
    milestone_id: int


class WithdrawDispute(CallbackData, prefix="wdisp"):
    """Asks first; `sure` does it."""

    milestone_id: int
    sure: bool = False


class ProposeCancel(CallbackData, prefix="canc"):
    project_id: int


class AgreeCancel(CallbackData, prefix="agcanc"):
    """Asks first; `sure` does it."""

    project_id: int
    sure: bool = False


class RefuseCancel(CallbackData, prefix="nocanc"):
    project_id: int


class WithdrawCancel(CallbackData, prefix="wcanc"):
    project_id: int


class Decisions(CallbackData, prefix="dcns"):
    """How a project's disputes and proposals to cancel it ended, newest first; `skip`: how many
    newer ones stood on earlier pages."""

    project_id: int
    skip: int = 0


# --- operators -----------------------------------------------------------------------------


class Admin(CallbackData, prefix="adm"):
    pass


class AdminWithdrawals(CallbackData, prefix="admws"):
    """Those that wait, oldest first; with a number above `after`."""

    after: int = 0


class AdminWithdrawal(CallbackData, prefix="admw"):
    id: int


class RuleWithdrawal(CallbackData, prefix="rulew"):
    """`pay`: it was sent; else it is rejected."""

    id: int
    pay: bool


class AdminDisputes(CallbackData, prefix="admds"):
    after: int = 0


class AdminDispute(CallbackData, prefix="admd"):
    id: int


class RuleDispute(CallbackData, prefix="ruled"):
    """`how`: release, refund or split."""

    id: int
    how: str


class AdminRulings(CallbackData, prefix="admrs"):
    """Those that wait for a second operator."""

    after: int = 0


class AdminRuling(CallbackData, prefix="admr"):
    id: int


class ApproveRuling(CallbackData, prefix="okrul"):
    id: int


class RefuseRuling(CallbackData, prefix="norul"):
    """An operator's no; of one's own: takes it back."""

    id: int


class AdminReports(CallbackData, prefix="admrp"):
    before: int = 0


class AdminReport(CallbackData, prefix="admre"):
    id: int


class DismissReport(CallbackData, prefix="norep"):
    """There is nothing to do about it."""

    id: int


class AdminJob(CallbackData, prefix="admjo"):
    """Any job, hidden or not."""

    id: int


class HideJob(CallbackData, prefix="hidej"):
    """Asks why."""

    id: int


class RestoreJob(CallbackData, prefix="showj"):
    """Asks why."""

    id: int


class AdminHidden(CallbackData, prefix="admhi"):
    before: int = 0


class BanPerson(CallbackData, prefix="banp"):
    """Asks why."""

    id: int


class UnbanPerson(CallbackData, prefix="unban"):
    """Asks why."""

    id: int


class AdminBanned(CallbackData, prefix="admba"):
    before: int = 0


class FindPerson(CallbackData, prefix="fper"):
    pass


class FindProject(CallbackData, prefix="fproj"):
    pass


class AdminPerson(CallbackData, prefix="admp"):
    id: int


class AdminStatement(CallbackData, prefix="admst"):
    person_id: int
    before: int = 0


class AdminPayments(CallbackData, prefix="admpay"):
    person_id: int
    before: int = 0


class RefundPayment(CallbackData, prefix="refund"):
    """`number`: the payment's (see books.payment)."""

    number: int


class AdminProject(CallbackData, prefix="admpj"):
    id: int


class AdminLedger(CallbackData, prefix="admlg"):
    project_id: int
    before: int = 0


class AdminTalk(CallbackData, prefix="admtk"):
    """What the two sides of a project wrote to each other, oldest first."""

    project_id: int
    after: int = 0


# --- reports -------------------------------------------------------------------------------


class ReportJob(CallbackData, prefix="rep"):
    """Asks what is wrong with somebody's job."""

    id: int


class ReportPerson(CallbackData, prefix="repp"):
    """Asks what is wrong with the other one on this line."""

    bid_id: int


class SendReport(CallbackData, prefix="repk"):
    """Of a job, or of the other one on a line; 0 for what it is not about."""

    kind: ReportKind
    job_id: int = 0
    bid_id: int = 0


# --- wallets -------------------------------------------------------------------------------


class OwnWallet(CallbackData, prefix="wallet"):
    pass


class TopUp(CallbackData, prefix="topup"):
    pass


class Withdraw(CallbackData, prefix="wdraw"):
    pass


class CancelWithdrawal(CallbackData, prefix="nodraw"):
    """Asks first; `sure` does it."""

    id: int
    sure: bool = False


class OpenStatement(CallbackData, prefix="stmt"):
    """A page of what came and went; `before` is the last id of the page before, 0 for the first."""

    side: Side = Side.ALL
    before: int = 0


class StatementFile(CallbackData, prefix="csv"):
    pass


class OwnSettings(CallbackData, prefix="set"):
    pass


class SetAutoPay(CallbackData, prefix="auto"):
    """Whether the wallet pays for what was accepted by silence."""

    on: bool


class NoticeSettings(CallbackData, prefix="ntf"):
    pass


class NoticeKind(CallbackData, prefix="ntfk"):
    """How one kind of notice comes."""

    kind: Kind


class ChooseWay(CallbackData, prefix="ntfw"):
    kind: Kind
    way: Way


class OwnQuietHours(CallbackData, prefix="quiet"):
    pass


class ChooseQuiet(CallbackData, prefix="quset"):
    """In minutes since midnight; without them: no quiet hours."""

    start: int | None = None
    end: int | None = None


class TypeQuiet(CallbackData, prefix="quown"):
    """Other hours than the offered ones."""


class OwnPlace(CallbackData, prefix="place"):
    """Where the person is, for their clock."""


# --- talk ----------------------------------------------------------------------------------


class Chat(CallbackData, prefix="chat"):
    """Writes to the other side of a bid or of its project."""

    bid_id: int


class SendHeld(CallbackData, prefix="tell"):
    """What was written and waits goes to the other side of this bid."""

    bid_id: int


class MorePartners(CallbackData, prefix="whom"):
    """Further ones to write to. `held`: something waits for the choice."""

    skip: int
    held: bool


class DropHeld(CallbackData, prefix="untell"):
    """What waits goes nowhere."""


class OpenTalk(CallbackData, prefix="talk"):
    """A page of what was said on a line: below message `before`, or right above `after`; the
    newest page without both."""

    bid_id: int
    before: int = 0
    after: int = 0


class OpenMessage(CallbackData, prefix="msg"):
    """One message in full, with what it said before its edits, part by part."""

    relay_id: int
    part: int = 0


class SendMessage(CallbackData, prefix="again"):
    """Sends what came with a message once more; `which` of several, -1 for the newest."""

    relay_id: int
    which: int = -1


class FindInTalk(CallbackData, prefix="fsaid"):
    """Asks for words to look for."""

    bid_id: int


class FoundInTalk(CallbackData, prefix="found"):
    """A page of what was found last on that line, below message `before`."""

    bid_id: int
    before: int = 0


class MakeDelivery(CallbackData, prefix="mkdlv"):
    """What came with a message of the freelancer's, or with its album, joins their delivery."""

    relay_id: int


class Language(CallbackData, prefix="lang"):
    code: str
