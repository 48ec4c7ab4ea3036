"""Buttons of messages sent long ago still work: what a press brings back keeps its bytes."""

from enum import StrEnum
from typing import Any, get_args

import pytest
from aiogram.filters.callback_data import CallbackData

from marketplace.choosing import Order
from marketplace.notices import Kind, Way
from marketplace.people import Role
from marketplace.reports import ReportKind
from marketplace.wallets import Side
from views import callbacks

SENT = """\
Accept acc:482
AddEntry addent:kind
AddTemplate addtm
Admin adm
AdminBanned admba:410 admba:0
AdminDispute admd:661
AdminDisputes admds:375 admds:0
AdminHidden admhi:410 admhi:0
AdminJob admjo:661
AdminLedger admlg:927:410 admlg:927:0
AdminPayments admpay:914:410 admpay:914:0
AdminPerson admp:661
AdminProject admpj:661
AdminReport admre:661
AdminReports admrp:410 admrp:0
AdminRuling admr:661
AdminRulings admrs:375 admrs:0
AdminStatement admst:914:410 admst:914:0
AdminTalk admtk:927:375 admtk:927:0
AdminWithdrawal admw:661
AdminWithdrawals admws:375 admws:0
AgreeCancel agcanc:927:1 agcanc:927:0
ApproveRuling okrul:661
Archive zip:927
BanPerson banp:661
BidderProfile bidder:414
BidderRatings bstars:414:client:410 bstars:414:client:0
BrowseJobs browse
CancelWithdrawal nodraw:661:1 nodraw:661:0
ChangeEntry chgent:kind:661
ChangeRating rerate:927
ChangeTemplate chgtm:661
Chat chat:414
Checkout pay:810
ChooseCompared cmpwho:708
ChooseQuiet quset:1037:527 quset::
ChooseRole role:client
ChooseWay ntfw:digest:off
ClaimPaid said:810
ClientRatings cstars:708:410 cstars:708:0
CloseJob cljob:661:1 cljob:661:0
Compare cmp:708
CompleteProfile mefor:708
ConfirmReceipt got:810
Decisions dcns:927:1028 dcns:927:0
Decline dec:482
DeclineBid dcbid:661:1 dcbid:661:0
DeclineInvitation noinv:661
Deliver dlv:810
DenyReceipt nogot:810
DismissReport norep:661
DropDraft drop:key
DropHeld untell
EditBid edbid:661
EditJob edjob:661
EditPart edit:part
Entries ents:kind
FindFreelancers ffl:708:1:after ffl:0:0:
FindInTalk fsaid:414
FindPerson fper
FindProject fproj
FoundInTalk found:414:410 found:414:0
FoundJobs hits:mark:410:1020:1068 hits::0:0:0
Fund fund:927:810:1 fund:927:0:0
GetLink get:558
Help help:topic help:
HideJob hidej:661
Hire hire:414:1 hire:414:0
HireCompared hirecmp:661:414
Histories hists:410 hists:0
History hist:927:810 hist:927:0
Home home
Invite inv:key:708 inv:key:0
JobBids bids:708
JobInvitations invs:708
KeepTemplate keeptm:414
Language lang:code
ListBids lsbids:708:rating:910 lsbids:708:fit:0
LookFor lookfor:mark
MakeBid bid:708
MakeDelivery mkdlv:986
MorePartners whom:1028:1
MoreTime more:482
MuteSaved malert:661:1
NoticeKind ntfk:digest
NoticeSettings ntf
OlderVersions older:927:810:410
OpenBid obid:661
OpenDispute disp:810
OpenFreelancer fl:key:708 fl:key:0
OpenJob job:661
OpenMessage msg:986:910 msg:986:0
OpenProject proj:661
OpenSaved alert:661
OpenStatement stmt:out:410 stmt:all:0
OpenTalk talk:414:410:375 talk:414:0:0
OpenTemplate tmpl:661
OwnBids mybids:410 mybids:0
OwnJobs myjobs:410 myjobs:0
OwnPlace place
OwnProfile me
OwnProjects projs:410 projs:0
OwnQuietHours quiet
OwnRatings stars:client:410 stars:client:0
OwnSettings set
OwnTemplates tmpls
OwnWallet wallet
PayFromWallet wpay:810
PickBid pick:414:1
PostJob post
ProjectRatings rated:927
ProposeCancel canc:927
Rate rate:927
RefundPayment refund:858
RefuseCancel nocanc:927
RefuseRuling norul:661
RemoveEntry rment:kind:661
RemoveTemplate rmtm:661:1 rmtm:661:0
RenewJob rnjob:661
ReportJob rep:661
ReportPerson repp:414
RestoreJob showj:661
Resume resume:key
RuleDispute ruled:661:how
RuleWithdrawal rulew:661:1
RunSaved ralert:661
SaveJob svjob:661:1
SaveSearch save:mark
SavedJobs svjobs:910 svjobs:0
SavedSearches alerts
SearchFilters filters:mark
SearchFreelancers sfl:708 sfl:0
SearchJobs search
SendFile file:661
SendHeld tell:414
SendMessage again:986:1169 again:986:-1
SendReport repk:other:708:414 repk:other:0:0
SendVersion files:482
SetAutoPay auto:1
SetBusy busy:1
SetFilter filter:mark:what:1126 filter:mark:what:0
SetVisible vis:1
ShareJob shjob:661
ShareProfile shme
Shortlist star:414:1
StatementFile csv
StopSaved salert:661
TellDaily dalert:661:1
TopUp topup
Trouble trbl:927
TypeFilter tfilter:mark:what
TypeQuiet quown
UnbanPerson unban:661
UnsaveJob unsvj:661:910 unsvj:661:0
UploadLink up:810
Withdraw wdraw
WithdrawBid wdbid:661:1 wdbid:661:0
WithdrawCancel wcanc:927
WithdrawDispute wdisp:810:1 wdisp:810:0
Wizard w:run:step:do:value w:run:step:do:
""".splitlines()
"""Each press with all its fields filled in, and with its defaults where it has any. A line here
stands in messages of people's chats: one is added for a new press, and none is changed."""

WORDS = {
    Kind: "new-bids bid-changes job-changes outcomes alerts reminders jobs reviews projects money "
    "trouble talk files operators digest",
    Order: "fit price days rating",
    ReportKind: "scam outside not_a_job offensive other",
    Role: "freelancer client",
    Side: "all in out",
    Way: "now daily off",
}

KINDS = {
    name: kind
    for name, kind in vars(callbacks).items()
    if isinstance(kind, type) and issubclass(kind, CallbackData) and kind is not CallbackData
}


@pytest.mark.parametrize("line", SENT, ids=lambda line: line.split()[0])
def test_a_press_keeps_its_bytes(line: str) -> None:
    """Seen to fail with a prefix changed, with two fields in each other's place, and with another
    default."""
    name, *packed = line.split(" ")
    kind = KINDS[name]
    presses = [filled(kind), bare(kind)][: len(packed)]
    assert [press.pack() for press in presses] == packed
    assert [kind.unpack(data) for data in packed] == presses
    assert bare(kind) in presses


def test_every_press_is_among_them() -> None:
    """Seen to fail without the line of a press."""
    assert [line.split()[0] for line in SENT] == sorted(KINDS)


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.__name__)
def test_a_word_in_a_press_keeps_its_bytes(kind: type[StrEnum]) -> None:
    """Seen to fail with a way of notices named otherwise."""
    assert " ".join(kind) == WORDS[kind]


# --- helpers -------------------------------------------------------------------------------


def filled(kind: type[CallbackData]) -> CallbackData:
    fields = kind.model_fields.items()
    return kind(**{name: _example(name, field.annotation) for name, field in fields})


def bare(kind: type[CallbackData]) -> CallbackData:
    """As `filled`, but what has a default is left to it."""
    whole = filled(kind)
    needed = {name for name, field in kind.model_fields.items() if field.is_required()}
    return kind(**{name: getattr(whole, name) for name in needed})


def _example(name: str, annotation: Any) -> object:
    """Fields of other names get other values, so that two in each other's place are seen."""
    kind = (get_args(annotation) or (annotation,))[0]
    if issubclass(kind, StrEnum):
        return list(kind)[-1]
    return {bool: True, int: int(name[:2], 36), str: name}[kind]
