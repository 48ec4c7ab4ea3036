"""Kind words where somebody waits for an answer."""

from dataclasses import replace

from marketplace import events
from marketplace.people import Person
from views import buttons
from views.callbacks import JobBids, OpenBid
from views.mailbag import Mailbag
from views.screen import Button, Screen, paragraphs
from views.talk import talk_button, what_came
from views.texts import short

FIRST_WORDS = 200


async def bid_waits(bag: Mailbag, event: events.BidsUnanswered, reader: Person) -> None:
    """Who waits hears that it was not forgotten."""
    t = await bag.texts(reader.id)
    bid = next(bid for bid in event.bids if bid.freelancer_id == reader.id)
    own = Button(t.label("btn-own-bid"), OpenBid(id=bid.id))
    screen = Screen(
        t("ntf-bid-unanswered", title=event.job.title),
        ((own, buttons.ask(t, bid.id)), (buttons.browse(t),)),
    )
    await bag.send(reader.id, screen, bid.id)


async def bids_wait(bag: Mailbag, event: events.BidsUnanswered, reader: Person) -> None:
    """All of a job in one message; what comes within a day joins it in place."""
    t, job, subject = await bag.texts(reader.id), event.job, f"unanswered:{event.job.id}"
    bids = Button(t.label("btn-see-bids"), JobBids(job_id=job.id), "primary")
    screen = Screen(t("ntf-bids-unanswered", title=job.title, count=event.waiting), ((bids,),))
    merged = await bag.merged(reader.id, subject)
    if merged is None:
        await bag.begin(
            reader.id, subject, screen, event.bids[0].id if event.waiting == 1 else None
        )
    else:
        await bag.join(reader.id, subject, screen, replace(merged, count=event.waiting))


async def answer_missing(bag: Mailbag, event: events.AnswerMissing, reader: Person) -> None:
    """With the first words; a reply goes to the line."""
    t, line, message = await bag.texts(reader.id), event.line, event.message
    sender, words = line.other(reader.id), short(message.newest_text, FIRST_WORDS)
    text = paragraphs(
        t("ntf-unanswered", name=sender.shown_name, title=line.title, count=event.count),
        what_came(t, message),
        t("quote", text=words) if words else "",
        t("ntf-unanswered-next", name=sender.shown_name),
    )
    await bag.send(reader.id, Screen(text, ((talk_button(t, line.bid_id),),)), line.bid_id)
