"""Screens of freelancers, invitations and links."""

from collections.abc import Iterator
from dataclasses import replace

from marketplace.deep_links import DeepLink, LinkTo
from marketplace.directory import Found
from marketplace.invitations import Invitation, Invited
from tests.views.facts import NOW, Facts
from views import freelancers, sharing
from views.freelancers import Asked
from views.screen import Screen
from views.sharing import Address
from views.texts import Texts

KEY = "A-_b" * 4
USERNAME = "a" * 32
ADDRESSES = (Address(USERNAME), Address(USERNAME, inline=True))


def screens_of_sharing(t: Texts, facts: Facts) -> Iterator[tuple[str, Screen]]:
    yield from _freelancers(t, facts)
    person = replace(facts.freelancer, share_key=KEY)
    for address in ADDRESSES:
        yield "sharing.share_job", sharing.share_job(t, facts.job(), address)
        for one in (person, replace(person, reachable=True)):
            yield "sharing.share_profile", sharing.share_profile(t, one, address)


def _freelancers(t: Texts, facts: Facts) -> Iterator[tuple[str, Screen]]:
    job, client = facts.job(), facts.client
    person = replace(facts.freelancer, share_key=KEY)
    url = Address(USERNAME).url(DeepLink(LinkTo.INVITATION, KEY))
    many = freelancers.PAGE if facts.full else 1
    keys = [f"{n:016}" for n in range(many)]
    page = [Found(replace(person, share_key=key, busy=facts.full), person.skills) for key in keys]
    for asked in (Asked(), Asked(query=facts.text(1, 100)), Asked(job), Asked(job, "x")):
        for found in ([], page):
            for first in (True, False):
                yield (
                    "freelancers.freelancers",
                    freelancers.freelancers(t, asked, found, more=bool(found), first=first),
                )
        yield "freelancers.missed", freelancers.missed(t, asked)
    for busy in (True, False):
        shown = replace(facts.profile, person=replace(person, busy=busy))
        yield "freelancers.freelancer", freelancers.freelancer(t, shown, job.id)
    jobs = [facts.job(less=n) for n in range(freelancers.MOST_JOBS + 1 if facts.full else 1)]
    for offered in ([], jobs):
        yield "freelancers.choose_job", freelancers.choose_job(t, person, offered)
    for link in ("", url):
        yield "freelancers.invited", freelancers.invited(t, job, person, link)
    sent = Invitation(facts.id(), job.id, person.id, client.id, KEY, NOW)
    told = [
        Invited(replace(sent, declined=declined), person, has_bid)
        for declined in (True, False)
        for has_bid in (True, False)
    ] * (12 if facts.full else 1)
    for invited in ([], told):
        yield "freelancers.job_invitations", freelancers.job_invitations(t, job, invited)
    yield "freelancers.invitation", freelancers.invitation(t, sent, job, client)
    yield "freelancers.not_interested", freelancers.not_interested(t)
