"""Notices of invitations."""

from marketplace import events
from marketplace.people import Person
from views import freelancers
from views.mailbag import Mailbag


async def invited(bag: Mailbag, event: events.FreelancerInvited, reader: Person) -> None:
    t = await bag.texts(reader.id)
    await bag.send(reader.id, freelancers.invitation(t, event.invitation, event.job, event.client))
