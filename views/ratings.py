"""Ratings: what the two sides of a project said, and what all of it comes to."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from aiogram.filters.callback_data import CallbackData
from babel.numbers import format_decimal

from marketplace.people import Person, Role
from marketplace.projects import Project
from marketplace.ratings import ASPECTS_OF, Aspect, Rating, Testimonial, closes_at
from marketplace.standings import MOST_STARS, Standing
from views import buttons
from views.callbacks import ChangeRating, ClientRatings, ProjectRatings, Rate
from views.screen import Button, Html, Rows, Screen, lines, paragraphs
from views.texts import Texts, shares, short

PAGE = 5
ROOM = 2800
"""UTF-16 units for what people wrote, on one page."""
LONGEST_NAME = 14
"""UTF-16 units of a name on a button beside other words."""
_ASPECTS = {
    Aspect.QUALITY: "aspect-quality",
    Aspect.COMMUNICATION: "aspect-communication",
    Aspect.ON_TIME: "aspect-on-time",
    Aspect.CLARITY: "aspect-clarity",
    Aspect.FAIRNESS: "aspect-fairness",
    Aspect.PAYMENT: "aspect-payment",
}
Standings = Mapping[Role, Standing]


# --- what it comes to ----------------------------------------------------------------------


def standing_line(t: Texts, standing: Standing) -> Html:
    """ "★ 4.8 (12)", or that there is no rating yet."""
    if not standing.count:
        return t("standing-none")
    return t("standing", mean=_mean(t, standing.mean), count=standing.count)


def standing_lines(t: Texts, standings: Standings) -> Html:
    """One line for each role in which there are ratings; where there are none, that."""
    rated = [
        t("standing-in-role", role=role.value, line=standing_line(t, standing))
        for role, standing in standings.items()
        if standing.count
    ]
    return lines(*rated) if rated or not standings else t("standing-none")


def role_buttons(
    t: Texts, standings: Standings, to: Mapping[Role, CallbackData]
) -> tuple[Button, ...]:
    """The ways to what was said, for each role in which there is something."""
    labels = {Role.FREELANCER: "btn-ratings-freelancer", Role.CLIENT: "btn-ratings-client"}
    return tuple(
        Button(t.label(labels[role], count=standing.count), to[role])
        for role, standing in standings.items()
        if standing.count
    )


def client_button(t: Texts, job_id: int) -> Button:
    """Beside a job: what freelancers say about its client."""
    return Button(t.label("btn-ratings"), ClientRatings(job_id=job_id))


# --- what was said -------------------------------------------------------------------------


def testimonials(
    t: Texts,
    heading: Html,
    standing: Standing,
    page: Sequence[Testimonial],
    rows: Rows,
) -> Screen:
    """A page of what was said about one person, newest first."""
    words = shares([part for one in page for part in (one.title, one.rating.comment)], ROOM)
    told = [
        _testimonial(t, one.rating, title, comment)
        for one, title, comment in zip(page, words[::2], words[1::2], strict=True)
    ]
    means = _aspect_means(t, page[0].rating.role, standing) if page else Html("")
    head = lines(heading, standing_line(t, standing) if page else t("ratings-none"), means)
    return Screen(paragraphs(head, *told), rows)


def heading(t: Texts, role: Role, person: Person, *, own: bool) -> Html:
    """Above what was said about somebody. `own`: about the reader."""
    if own:
        return t("ratings-own-client" if role is Role.CLIENT else "ratings-own-freelancer")
    key = "ratings-of-client" if role is Role.CLIENT else "ratings-of-freelancer"
    return t(key, name=person.shown_name)


def of_project(
    t: Texts, project: Project, ratings: Sequence[Rating], reader: Person, other: Person
) -> Screen:
    """Both sides' ratings of one project, as its members read them; only visible ones are given."""
    comments = shares([one.comment for one in ratings], ROOM)
    told = [
        lines(
            t(
                "ratings-by-you" if one.author_id == reader.id else "ratings-by-other",
                name=other.shown_name,
            ),
            said(t, one, comment),
        )
        for one, comment in zip(ratings, comments, strict=True)
    ]
    ways = (buttons.open_project(t, project.id), buttons.home(t))
    text = paragraphs(t("ratings-of-project", title=project.title), *told)
    return Screen(text if told else paragraphs(text, t("ratings-by-nobody")), (ways,))


def nothing_yet(t: Texts, project: Project, at: datetime) -> Screen:
    """While nothing may be read. `at`: from when on it may in any case."""
    text = paragraphs(
        t("ratings-of-project", title=project.title), t("ratings-hidden", at=t.moment(at))
    )
    return Screen(text, ((buttons.open_project(t, project.id), buttons.home(t)),))


def said(t: Texts, rating: Rating, comment: str) -> Html:
    """One rating: its stars, an aspect a line, and as much of the words as there is room for."""
    aspects = zip(ASPECTS_OF[rating.role], rating.stars, strict=True)
    return lines(
        *(
            t("aspect-line", label=t.label(_ASPECTS[aspect]), stars=stars(t, count))
            for aspect, count in aspects
        ),
        t("quote-long", text=comment) if comment else "",
    )


def stars(t: Texts, count: int) -> str:
    """ "★★★★☆" """
    return t.label("stars", full="★" * count, empty="☆" * (MOST_STARS - count))


def _testimonial(t: Texts, rating: Rating, title: str, comment: str) -> Html:
    return lines(
        t("ratings-about", title=title, mean=_mean(t, rating.mean)),
        t("quote", text=comment) if comment else "",
    )


def _aspect_means(t: Texts, role: Role, standing: Standing) -> Html:
    named = [
        t("aspect-mean", label=t.label(_ASPECTS[aspect]), mean=_mean(t, standing.of_aspect(number)))
        for number, aspect in enumerate(ASPECTS_OF[role])
    ]
    return Html(" · ".join(named))


def _mean(t: Texts, mean: float) -> str:
    return str(format_decimal(mean, "0.0", locale=t.locale))


# --- asking for them -----------------------------------------------------------------------


def rate_button(t: Texts, project: Project, other: Person) -> Button:
    name = short(other.shown_name, LONGEST_NAME)
    return Button(t.label("btn-rate", name=name), Rate(project_id=project.id), "primary")


def change_button(t: Texts, project: Project) -> Button:
    return Button(t.label("btn-change-rating"), ChangeRating(project_id=project.id))


def read_button(t: Texts, project: Project) -> Button:
    return Button(t.label("btn-ratings"), ProjectRatings(project_id=project.id))


def asked(t: Texts, project: Project, other: Person) -> Screen:
    """The project has just become complete."""
    return _asking(t, "ntf-rating-asked", project, other)


def missing(t: Texts, project: Project, other: Person) -> Screen:
    """Three days later."""
    return _asking(t, "ntf-rating-missing", project, other)


def shown(t: Texts, project: Project, rating: Rating, author: Person, *, own_turn: bool) -> Screen:
    """To who was rated, as soon as they may read it. `own_turn`: because they have just rated."""
    key = "done-rated-both" if own_turn else "ntf-rating-shown"
    words = said(t, rating, rating.comment)
    text = paragraphs(t(key, name=author.shown_name, title=project.title), words)
    return Screen(text, ((buttons.open_project(t, project.id),),))


def _asking(t: Texts, key: str, project: Project, other: Person) -> Screen:
    end = closes_at(project)
    at = t.moment(end) if end else ""
    text = t(key, name=other.shown_name, title=project.title, at=at)
    return Screen(text, ((rate_button(t, project, other),), (buttons.open_project(t, project.id),)))
