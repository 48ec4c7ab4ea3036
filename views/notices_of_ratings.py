"""Notices about ratings: that they are asked for, and that they can be read."""

from marketplace import events
from marketplace.people import Person
from views import ratings
from views.mailbag import Mailbag


async def rating_asked(bag: Mailbag, event: events.RatingAsked, reader: Person) -> None:
    project, t = event.project, await bag.texts(reader.id)
    other = await bag.person(project.other(reader.id))
    await bag.send(reader.id, ratings.asked(t, project, other), project.bid_id)


async def rating_missing(bag: Mailbag, event: events.RatingMissing, reader: Person) -> None:
    """Says nothing of what the other one has done."""
    project, t = event.project, await bag.texts(reader.id)
    other = await bag.person(project.other(reader.id))
    await bag.send(reader.id, ratings.missing(t, project, other), project.bid_id)


async def rating_shown(bag: Mailbag, event: events.RatingsShown, reader: Person) -> None:
    project, t = event.project, await bag.texts(reader.id)
    rating = next(one for one in event.ratings if one.rated_id == reader.id)
    author = await bag.person(rating.author_id)
    screen = ratings.shown(t, project, rating, author, own_turn=False)
    await bag.send(reader.id, screen, project.bid_id)
