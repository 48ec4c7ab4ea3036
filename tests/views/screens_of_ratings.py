"""Every screen about ratings, and those that show what they come to."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from marketplace.people import Role
from marketplace.projects import MilestoneState, ProjectState
from marketplace.standings import Standing
from tests.views.facts import NOW, Facts
from views import buttons, profile, project_card, ratings
from views.callbacks import BidderRatings, OpenBid, OwnRatings
from views.screen import Screen
from views.texts import Texts


def screens_of_ratings(t: Texts, facts: Facts) -> Iterator[tuple[str, Screen]]:
    members = (facts.client, facts.freelancer)
    project = facts.project(MilestoneState.PAID, ProjectState.COMPLETE)
    project = replace(project, ended_at=NOW)
    given = [facts.rating(role) for role in Role]
    for reader, other in (members, members[::-1]):
        yield "ratings.asked", ratings.asked(t, project, other)
        yield "ratings.missing", ratings.missing(t, project, other)
        for some in ([], given[:1], given):
            yield "ratings.of_project", ratings.of_project(t, project, some, reader, other)
    for rating in given:
        for own_turn in (True, False):
            screen = ratings.shown(t, project, rating, facts.client, own_turn=own_turn)
            yield "ratings.shown", screen
    yield "ratings.nothing_yet", ratings.nothing_yet(t, project, NOW)
    yield from _what_it_comes_to(t, facts)
    for later in (0, 20):
        shows_at = NOW + timedelta(days=later)
        some = tuple(facts.rating(role, shows_at=shows_at) for role in Role)
        for kept in ((), some[:1], some):
            now = project_card.Standing(project, ratings=kept, at=NOW)
            for reader, other in (members, members[::-1]):
                yield "project_card.card", project_card.card(t, now, reader, other)


def _what_it_comes_to(t: Texts, facts: Facts) -> Iterator[tuple[str, Screen]]:
    many = Standing(10**6, (5 * 10**6,) * 3) if facts.full else Standing(1, (1, 1, 1))
    rows = ((buttons.home(t),),)
    for role in Role:
        page = [facts.testimonial(role, n) for n in range(ratings.PAGE if facts.full else 1)]
        for own in (True, False):
            head = ratings.heading(t, role, facts.client, own=own)
            yield "ratings.testimonials", ratings.testimonials(t, head, many, page, rows)
            yield "ratings.testimonials", ratings.testimonials(t, head, Standing(), [], rows)
    bid_id, said = facts.id(), {}
    for role in Role:
        said[role] = BidderRatings(bid_id=bid_id, role=role, before=facts.id())
    back = OpenBid(id=bid_id)
    for standings in (dict.fromkeys(Role, many), dict.fromkeys(Role, Standing())):
        shared = profile.shared_profile(t, facts.profile, back, standings, said)
        yield "profile.shared_profile", shared
        yield "profile.own_profile", profile.own_profile(t, facts.profile, standings)
        client = replace(facts.profile, person=facts.client)
        yield "profile.own_profile", profile.own_profile(t, client, standings)
    assert OwnRatings(role=Role.CLIENT, before=facts.id()).pack()
