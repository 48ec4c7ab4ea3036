"""Every conversation, with how each of its steps is answered and what it must lead to."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from conversations import CONVERSATIONS
from conversations.declaration import Conversation
from conversations.turn import Turn
from storage.unit_of_work import Storage, UnitOfWork
from tests.conversations import proofs, worlds
from tests.conversations.desk import STICKER, Act, Desk, Press, document
from tests.conversations.worlds import IBAN, PITCH, PRAISE, REASON, Subject
from tests.storage import deal


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
        worlds.newcomer,
        {"name": ("Ana Silva",), "country": ("Portugal",), "city": (Press("Skip"),)},
        proofs.has_details,
        "Save",
    ),
    Case(
        "skills",
        worlds.newcomer,
        {"skills": ("Figma", "SEO; figma", Press("Save"))},
        proofs.has_skills,
        keep={"skills": "Save"},
    ),
    Case(
        "description",
        worlds.newcomer,
        {"description": ("I design logos and brands for shops.",)},
        proofs.has_description,
    ),
    Case(
        "education",
        worlds.newcomer,
        {"university": ("Porto",), "subject": ("Design",), **ENTRY_YEARS},
        proofs.has_education,
        "Save",
    ),
    Case(
        "experience",
        worlds.newcomer,
        {
            "company": ("Studio Norte",),
            "title": ("Designer",),
            "country": ("Portgal", Press("Portugal")),
            "from_year": (Press("2020"),),
            "to_year": (Press("Present"),),
        },
        proofs.has_experience,
        "Save",
    ),
    Case(
        "job",
        worlds.freelancer,
        {
            "title": ("Logo for a bakery",),
            "description": ("We open in May and need a logo.",),
            "skills": ("logo design", Press("Done")),
            "budget": ("400-600",),
            "attachments": (document("brief.pdf", "b"), Press("Done")),
        },
        proofs.has_job,
        "Post job",
        keep={"skills": "Done", "attachments": "Done"},
    ),
    Case("bid", worlds.open_job, BID_ANSWERS, proofs.has_bid, "Submit bid", keep={"plan": "Done"}),
    Case(
        "template",
        worlds.freelancer,
        {
            "name": (" Logos ",),
            "text": (deal.TEMPLATE,),
            "amount": (Press("Middle of the budget"),),
            "days": ("10 days",),
        },
        proofs.has_template,
        "Save template",
        keep={"amount": "Middle of the budget"},
    ),
    Case("keep-template", worlds.with_room_for_templates, {"name": ("Logos",)},
         proofs.has_kept_its_pitch),
    Case(
        "delivery",
        worlds.project,
        {
            "result": (
                document("logo.pdf", "l", caption="The final logo"),
                Press("Mark completed"),
            )
        },
        proofs.has_delivery,
        keep={"result": "Mark completed"},
    ),
    Case("decline", worlds.review, {"reason": (REASON,)}, proofs.is_declined),
    Case("dispute", worlds.disputable, {"reason": (REASON,)}, proofs.is_disputed,
         "Open the dispute"),
    Case("cancellation", worlds.running, {"reason": (REASON,)}, proofs.is_proposed_to_cancel,
         "Send the proposal"),
    Case(
        "rate-freelancer",
        worlds.complete,
        {
            "quality": (Press("⭐" * 5),),
            "communication": ("4",),
            "on-time": ("⭐⭐⭐",),
            "comment": (PRAISE,),
        },
        proofs.is_rated,
        "Send my rating",
    ),
    Case(
        "rate-client",
        worlds.complete_for_ana,
        {
            "clarity": ("5",),
            "fairness": (Press("⭐" * 4),),
            "payment": ("3",),
            "comment": (PRAISE,),
        },
        proofs.is_rated,
        "Send my rating",
    ),
    Case("payout", worlds.waiting_withdrawal, {"reason": (REASON,)}, proofs.is_paid_out, "Confirm"),
    Case("rejection", worlds.waiting_withdrawal, {"reason": (REASON,)}, proofs.is_rejected,
         "Reject it"),
    Case("verdict", worlds.open_dispute, {"amount": ("120",), "reason": (REASON,)},
         proofs.is_decided, "Decide"),
    Case("refund", worlds.paid_in, {"reason": (REASON,)}, proofs.is_refunded, "Refund"),
    Case("hide", worlds.job_to_hide, {"reason": (REASON,)}, proofs.is_hidden, "Hide it"),
    Case("restore", worlds.hidden_job, {"reason": (REASON,)}, proofs.is_shown, "Show it"),
    Case("ban", worlds.to_ban, {"reason": (REASON,)}, proofs.is_banned, "Ban"),
    Case("unban", worlds.to_unban, {"reason": (REASON,)}, proofs.is_free, "Lift it"),
    Case("report", worlds.open_job, {"words": (REASON,)}, proofs.is_reported),
    Case("find-person", worlds.operator, {"words": ("ola",)}, proofs.is_an_operator),
    Case("find-project", worlds.operator, {"words": ("ceram",)}, proofs.is_an_operator),
    Case("find-in-talk", worlds.live_bid, {"words": ("colours",)}, proofs.is_looked_for),
    Case("top-up", worlds.freelancer, {"amount": (Press("$50"),)}, proofs.has_invoice),
    Case(
        "withdraw",
        worlds.with_money,
        {"amount": ("$25",), "destination": (IBAN,)},
        proofs.is_reserved,
        "Ask for it",
    ),
    Case("place", worlds.freelancer, {"place": ("Lisbn", Press("Lisbon"))}, proofs.is_placed),
    Case("quiet-hours", worlds.freelancer, {"hours": ("22:30 to 6:45",)}, proofs.is_quiet),
    Case("search", worlds.open_job, {"words": ("ceram",)}, proofs.is_searched),
    Case(
        "filter-skills",
        worlds.freelancer,
        {"skills": ("logo design", Press("Show"))},
        proofs.has_skill_filter,
        keep={"skills": "Show"},
    ),
    Case("filter-budget", worlds.freelancer, {"budget": ("400-600",)}, proofs.has_bounds),
    Case("filter-days", worlds.freelancer, {"days": ("5",)}, proofs.has_days),
    Case("find-freelancer", worlds.own_job, {"words": ("calm soft",)}, proofs.is_searched_for),
)  # fmt: skip
BY_NAME = {case.name: case for case in CASES}
